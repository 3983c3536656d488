/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-arithmetic.h"

#include <math.h>

#include "base/nn-thread.h"
#include "kernels/reference/elementary.h"
#include "nn/nn-hands.h"
#include "nn/nn-layer.h"

/* One input of the unit; outside of the map it is one of the padding's zeros. */
static NnTerm
make_term (NnTensor      *in,
           const NnLayer *input,
           int            channel,
           int            row,
           int            column,
           float          weight)
{
  const float *values = nn_tensor_get_data (in);
  NnTerm term = { .channel = channel, .row = row, .column = column, .weight = weight };

  term.padding = row < 0 || row >= input->height || column < 0 || column >= input->width;
  if (!term.padding)
    term.input = values[(channel * input->height + row) * input->width + column];
  term.product = (double) term.input * weight;
  return term;
}

static void
add_conv2d_terms (NnArithmetic  *self,
                  NnTensor      *in,
                  const NnLayer *layer,
                  const float   *weight)
{
  const int k = layer->kernel;
  NnTerm *term = self->terms;

  for (int c = 0; c < self->n_channels; c++)
    for (int ky = 0; ky < k; ky++)
      for (int kx = 0; kx < k; kx++)
        *term++ = make_term (in, layer - 1, c,
                             layer->stride * self->unit.row + ky - layer->padding,
                             layer->stride * self->unit.column + kx - layer->padding, *weight++);
}

static void
add_dense_terms (NnArithmetic  *self,
                 NnTensor      *in,
                 const NnLayer *layer,
                 const float   *weight)
{
  const NnLayer *input = layer - 1;
  NnTerm *term = self->terms;

  for (int c = 0; c < input->channels; c++)
    for (int y = 0; y < input->height; y++)
      for (int x = 0; x < input->width; x++)
        *term++ = make_term (in, input, c, y, x, *weight++);
}

/* The largest of the window, the first among equals. */
static void
add_pool_terms (NnArithmetic  *self,
                NnTensor      *in,
                const NnLayer *layer)
{
  for (int i = 0; i < self->n_terms; i++)
    {
      self->terms[i] = make_term (in, layer - 1, self->unit.channel,
                                  layer->stride * self->unit.row + i / layer->kernel,
                                  layer->stride * self->unit.column + i % layer->kernel, 0);
      if (i == 0 || self->terms[i].input > self->terms[self->winner].input)
        self->winner = i;
    }
  self->terms[self->winner].weight = 1;
  self->terms[self->winner].product = self->terms[self->winner].input;
  self->sum = self->terms[self->winner].input;
  for (int i = 0; i < self->n_terms; i++)
    self->terms[i].sum = i < self->winner ? 0 : self->sum;
  self->exact = self->sum == self->value;
}

/* One chain: bias, then the terms in order. */
static void
add_up (NnArithmetic *self,
        NnRounding    rounding)
{
  float sum = self->bias;
  double wide = self->bias;

  for (int i = 0; i < self->n_terms; i++)
    {
      NnTerm *term = &self->terms[i];

      wide += term->product;
      if (rounding == NN_ROUNDING_FUSED)
        sum = fmaf (term->weight, term->input, sum);
      else if (rounding == NN_ROUNDING_SEPARATE)
        sum = sum + term->weight * term->input;
      else
        sum = (float) wide;
      term->sum = sum;
    }
  self->sum = sum;
  self->rounding = rounding;
}

static double
activated (const NnArithmetic *self,
           const NnNetwork    *network)
{
  if (self->muted)
    return 0;
  if (!self->activated)
    return self->sum;
  if (nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH)
    return (float) nnk_ref_tanh (self->sum);
  return self->sum > 0 ? self->sum : 0;
}

/* Which engine made the activations is not written on them: the rounding whose sum
 * ends in the value is the one that was used. */
static void
find_rounding (NnArithmetic    *self,
               const NnNetwork *network)
{
  NnRounding nearest = NN_ROUNDING_FUSED;
  double distance = INFINITY;

  for (int r = NN_ROUNDING_FUSED; r <= NN_ROUNDING_LATE; r++)
    {
      double d;

      add_up (self, (NnRounding) r);
      d = fabs (activated (self, network) - self->value);
      if (d < distance)
        {
          nearest = (NnRounding) r;
          distance = d;
        }
    }
  add_up (self, nearest);
  self->exact = distance == 0;
}

static int
count_terms (const NnLayer *layer)
{
  const NnLayer *input = layer - 1;

  if (layer->kind == NN_LAYER_CONV2D)
    return input->channels * layer->kernel * layer->kernel;
  if (layer->kind == NN_LAYER_MAX_POOL)
    return layer->kernel * layer->kernel;
  return input->channels * input->height * input->width;
}

/* Filter or row of the unit: in the block the rows of a weight are pitch apart. */
static const float *
find_weights (NnArithmetic    *self,
              const NnNetwork *network,
              const NnLayer   *layer)
{
  const NnParameter *parameters = nn_network_get_parameters (network, NULL);
  const NnParameter *weight = &parameters[layer->weight];
  const float *block = nn_network_peek_block (network);

  self->bias = block[parameters[layer->bias].offset + self->unit.channel];
  return block + weight->offset + self->unit.channel * weight->pitch;
}

NnArithmetic *
nn_arithmetic_new (const NnNetwork     *network,
                   const NnActivations *activations,
                   const NnUnit        *unit)
{
  NnArithmetic *self;
  const NnLayer *layer;
  NnTensor *in;
  guint state;

  g_return_val_if_fail (network != NULL && activations != NULL && unit != NULL, NULL);
  g_return_val_if_fail (unit->layer > 0 && nn_unit_is_valid (network, unit), NULL);

  layer = &nn_network_get_layers (network, NULL)[unit->layer];
  in = activations->layers[unit->layer - 1];
  self = g_new0 (NnArithmetic, 1);
  self->unit = *unit;
  self->kind = layer->kind;
  self->activated = layer->activated;
  self->muted = layer->kind == NN_LAYER_CONV2D
                && nn_hands_is_muted (nn_network_get_hands (network), unit->layer, unit->channel);
  self->value = nn_unit_get_value (network, activations, unit);
  self->n_terms = count_terms (layer);
  self->terms = g_new0 (NnTerm, self->n_terms);
  self->n_channels = layer->kind == NN_LAYER_MAX_POOL ? 1 : (layer - 1)->channels;
  self->channel_sums = g_new0 (double, self->n_channels);

  state = nn_thread_flush_denormals ();
  if (layer->kind == NN_LAYER_MAX_POOL)
    add_pool_terms (self, in, layer);
  else
    {
      self->winner = -1;
      if (layer->kind == NN_LAYER_CONV2D)
        add_conv2d_terms (self, in, layer, find_weights (self, network, layer));
      else
        add_dense_terms (self, in, layer, find_weights (self, network, layer));
      find_rounding (self, network);
    }
  for (int i = 0; i < self->n_terms; i++)
    self->channel_sums[self->n_channels == 1 ? 0 : self->terms[i].channel] += self->terms[i].product;
  nn_thread_restore_denormals (state);
  return self;
}

void
nn_arithmetic_free (NnArithmetic *arithmetic)
{
  if (arithmetic == NULL)
    return;
  g_free (arithmetic->terms);
  g_free (arithmetic->channel_sums);
  g_free (arithmetic);
}

NnSoftMax
nn_soft_max_of (const NnActivations *activations)
{
  NnSoftMax self = { .sum = 0 };
  const float *logits;

  g_return_val_if_fail (activations != NULL, self);

  logits = nn_tensor_get_data (activations->layers[activations->n_layers - 1]);
  self.largest = logits[activations->best];
  for (int c = 0; c < NN_CLASSES; c++)
    {
      self.logits[c] = logits[c];
      self.exponentials[c] = nnk_ref_exp ((double) logits[c] - self.largest);
      self.sum += self.exponentials[c];
      self.probabilities[c] = activations->probabilities[c];
    }
  return self;
}

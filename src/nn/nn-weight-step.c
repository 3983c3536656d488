/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-weight-step.h"

#include <math.h>
#include <string.h>

#include "base/nn-thread.h"
#include "kernels/reference/adam.h"
#include "kernels/reference/reference.h"
#include "nn/nn-hands.h"
#include "nn/nn-signal.h"

int
nn_weight_step_find_layer (const NnNetwork *network,
                           int              parameter)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (int l = 1; l < n_layers; l++)
    if (layers[l].weight == parameter || layers[l].bias == parameter)
      return l;
  g_assert_not_reached ();
}

static gboolean
is_valid (const NnNetwork *network,
          int              parameter,
          gsize            index)
{
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  return parameter >= 0 && parameter < n && index < parameters[parameter].size;
}

static int
find_map (const NnNetwork *network,
          int              parameter,
          gsize            index)
{
  const NnParameter *table = &nn_network_get_parameters (network, NULL)[parameter];

  return (int) (table->rank == 1 ? index : index / table->columns);
}

static gboolean
is_muted (const NnNetwork *network,
          int              parameter,
          gsize            index)
{
  return nn_hands_is_muted (nn_network_get_hands (network),
                            nn_weight_step_find_layer (network, parameter),
                            find_map (network, parameter, index));
}

static gboolean
is_frozen (const NnNetwork *network,
           int              parameter,
           gsize            index)
{
  return nn_hands_is_frozen (nn_network_get_hands (network),
                             nn_weight_step_find_layer (network, parameter),
                             find_map (network, parameter, index));
}

/* ∂(weight · loss)/∂ of every sum of the layer, before its activation. (transfer full) */
static double *
find_deltas (const NnNetwork     *network,
             const NnActivations *activations,
             int                  label,
             double               weight,
             int                  layer)
{
  const NnSignal signal = { network, activations, NN_GATE_GRADIENT };
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  double *out = g_new (double, NN_CLASSES);

  for (int c = 0; c < NN_CLASSES; c++)
    out[c] = (activations->probabilities[c] - (c == label)) * weight;
  for (int l = n_layers - 1; l > layer; l--)
    {
      double *in = g_new (double, nn_signal_size (&layers[l - 1]));

      nn_signal_gate (&signal, out, l);
      nn_signal_down (&signal, in, out, l);
      g_free (out);
      out = in;
    }
  nn_signal_gate (&signal, out, layer);
  return out;
}

/* The input that the weight meets at one position of its layer's output. */
static double
find_input (const NnLayer *layer,
            const float   *in,
            gsize          index,       /* in the filter, or in the row of a dense layer */
            int            y,
            int            x)
{
  const NnLayer *input = layer - 1;
  const int k = layer->kernel;
  int row, column;

  if (layer->kind == NN_LAYER_DENSE)
    return in[index];
  row = layer->stride * y + (int) (index / k % k) - layer->padding;
  column = layer->stride * x + (int) (index % k) - layer->padding;
  if (row < 0 || row >= input->height || column < 0 || column >= input->width)
    return 0;
  return in[((int) index / (k * k) * input->height + row) * input->width + column];
}

/* heard: with muted filters silenced. */
static NnUse *
find_uses (const NnNetwork     *heard,
           const NnActivations *activations,
           int                  label,
           double               weight,
           int                  parameter,
           gsize                index)
{
  const int l = nn_weight_step_find_layer (heard, parameter);
  const NnLayer *layer = &nn_network_get_layers (heard, NULL)[l];
  const NnParameter *table = &nn_network_get_parameters (heard, NULL)[parameter];
  const int n = layer->height * layer->width;
  const float *in = nn_tensor_get_data (activations->layers[l - 1]);
  g_autofree double *deltas = NULL;
  const double *delta;
  NnUse *uses = g_new0 (NnUse, n);

  if (is_muted (heard, parameter, index))
    return uses;
  deltas = find_deltas (heard, activations, label, weight, l);
  delta = deltas + (gsize) find_map (heard, parameter, index) * (gsize) n;
  for (int i = 0; i < n; i++)
    {
      uses[i].delta = delta[i];
      uses[i].input = parameter == layer->weight
                        ? find_input (layer, in, index % table->columns, i / layer->width,
                                      i % layer->width)
                        : 1;
      uses[i].product = uses[i].delta * uses[i].input;
    }
  return uses;
}

NnUse *
nn_weight_step_positions (NnNetwork           *network,
                          const NnActivations *activations,
                          int                  label,
                          double               weight,
                          int                  parameter,
                          gsize                index)
{
  g_autoptr (NnNetwork) heard = NULL;

  g_return_val_if_fail (network != NULL && activations != NULL, NULL);
  g_return_val_if_fail (is_valid (network, parameter, index), NULL);
  g_return_val_if_fail (label >= 0 && label < NN_CLASSES, NULL);

  heard = nn_hands_apply (network);
  return find_uses (heard, activations, label, weight, parameter, index);
}

static void
add_share (NnWeightStep    *self,
           NnEngine        *engine,
           const NnNetwork *heard,
           const guint8    *pixels,
           const guint8    *labels,
           int              i)
{
  const NnLayer *layer = &nn_network_get_layers (heard, NULL)
                            [nn_weight_step_find_layer (heard, self->parameter)];
  const guint8 *bytes = pixels + (gsize) self->shares[i].image * NN_IMAGE_SIZE;
  float image[NN_IMAGE_SIZE];
  g_autoptr (NnActivations) activations = NULL;
  g_autofree NnUse *uses = NULL;

  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    image[p] = bytes[p] / 255.0f;
  activations = nn_engine_activations (engine, heard, image);
  uses = find_uses (heard, activations, labels[self->shares[i].image], 1.0 / self->n,
                    self->parameter, self->index);
  for (int p = 0; p < layer->height * layer->width; p++)
    self->shares[i].share += uses[p].product;
  self->sum += self->shares[i].share;
}

/* One number through the optimizer, each operation rounded by itself, as
 * kernels/reference writes them down. self->w, first, second, gradient are given. */
static void
update_one (NnWeightStep *self)
{
  const NnHyper *hyper = &self->hyper;
  float g = self->gradient;

  self->new_first = self->first;
  self->new_second = self->second;
  if (hyper->weight_decay != 0)
    {
      self->decay = hyper->weight_decay * self->w;
      g = g + self->decay;
    }
  switch (hyper->kind)
    {
    case NN_OPTIMIZER_SGD:
      self->change = hyper->rate * g;
      break;
    case NN_OPTIMIZER_MOMENTUM:
      self->new_first = hyper->momentum * self->first + g;
      self->change = hyper->rate * self->new_first;
      break;
    case NN_OPTIMIZER_ADAM:
      self->new_first = (float) NNK_ADAM_BETA1 * self->first + (float) NNK_ADAM_1_BETA1 * g;
      self->new_second = (float) NNK_ADAM_BETA2 * self->second + ((float) NNK_ADAM_1_BETA2 * g) * g;
      self->change = (self->step * self->new_first)
                     / (sqrtf (self->new_second) * self->scale + (float) NNK_ADAM_EPSILON);
      break;
    default:
      g_assert_not_reached ();
    }
  self->unclipped = self->w - self->change;
}

/* What the optimizer knows about the number at `place` of the block. */
static void
read_state (NnWeightStep      *self,
            const NnNetwork   *network,
            const NnOptimizer *optimizer,
            gsize              place)
{
  const double power1 = nn_optimizer_get_beta1_power (optimizer) * NNK_ADAM_BETA1;
  const double power2 = nn_optimizer_get_beta2_power (optimizer) * NNK_ADAM_BETA2;

  self->w = nn_network_peek_block (network)[place];
  self->first = self->second = 0;
  if (self->hyper.kind != NN_OPTIMIZER_SGD)
    self->first = nn_optimizer_peek_first (optimizer)[place];
  if (self->hyper.kind == NN_OPTIMIZER_ADAM)
    {
      self->second = nn_optimizer_peek_second (optimizer)[place];
      self->step = (float) (self->hyper.rate / (1 - power1));
      self->scale = (float) (1 / sqrt (1 - power2));
    }
}

/* The clip looks at the whole filter, so all its weights are updated first. */
static float
clip_one (const NnWeightStep *self,
          const NnNetwork    *network,
          const NnOptimizer  *optimizer,
          const float        *gradient)
{
  const NnParameter *table = &nn_network_get_parameters (network, NULL)[self->parameter];
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[nn_weight_step_find_layer (network,
                                                                           self->parameter)];
  const gsize row = table->offset + self->index / table->columns * table->pitch;
  g_autofree float *filter = NULL;

  if (self->hyper.rms_clip <= 0 || layer->kind != NN_LAYER_CONV2D
      || self->parameter != layer->weight)
    return self->unclipped;
  filter = g_new (float, table->columns);
  for (gsize i = 0; i < table->columns; i++)
    {
      NnWeightStep other = { .hyper = self->hyper, .gradient = gradient[row + i] };

      read_state (&other, network, optimizer, row + i);
      update_one (&other);
      filter[i] = other.unclipped;
    }
  nnk_ref_rms_clip (filter, 1, (int) table->columns, self->hyper.rms_clip);
  return filter[self->index % table->columns];
}

/* FALSE if it was cancelled. */
static gboolean
add_shares (NnWeightStep    *self,
            NnEngine        *engine,
            const NnNetwork *heard,
            const guint8    *pixels,
            const guint8    *labels,
            const guint32   *indices,
            gboolean       (*cancelled) (gpointer data),
            gpointer         data)
{
  self->shares = g_new0 (NnShare, self->n);
  for (int i = 0; i < self->n; i++)
    {
      if (cancelled != NULL && cancelled (data))
        return FALSE;
      self->shares[i].image = indices[i];
      add_share (self, engine, heard, pixels, labels, i);
    }
  return TRUE;
}

/* From the gradient to the new weight. gradient: the whole block of it. */
static void
update (NnWeightStep      *self,
        const NnNetwork   *network,
        const NnOptimizer *optimizer,
        const float       *gradient)
{
  const NnParameter *table = &nn_network_get_parameters (network, NULL)[self->parameter];
  const gsize place = table->offset + self->index / table->columns * table->pitch
                      + self->index % table->columns;
  const guint state = nn_thread_flush_denormals ();

  self->gradient = gradient[place];
  read_state (self, network, optimizer, place);
  self->muted = is_muted (network, self->parameter, self->index);
  self->held = self->muted || is_frozen (network, self->parameter, self->index);
  if (self->held)
    {
      self->unclipped = self->new_w = self->w;
      self->new_first = self->first;
      self->new_second = self->second;
    }
  else
    {
      update_one (self);
      self->new_w = clip_one (self, network, optimizer, gradient);
    }
  nn_thread_restore_denormals (state);
}

NnWeightStep *
nn_weight_step_new (NnEngine          *engine,
                    NnNetwork         *network,
                    const NnOptimizer *optimizer,
                    const NnHyper     *hyper,
                    const guint8      *pixels,
                    const guint8      *labels,
                    const guint32     *indices,
                    int                n,
                    int                parameter,
                    gsize              index,
                    gboolean         (*cancelled) (gpointer data),
                    gpointer           data)
{
  g_autoptr (NnWeightStep) self = NULL;
  g_autoptr (NnNetwork) heard = NULL;
  g_autofree float *gradient = NULL;

  g_return_val_if_fail (engine != NULL && network != NULL && optimizer != NULL, NULL);
  g_return_val_if_fail (hyper != NULL && pixels != NULL && labels != NULL && indices != NULL, NULL);
  g_return_val_if_fail (n >= 1 && is_valid (network, parameter, index), NULL);

  if (cancelled != NULL && cancelled (data))
    return NULL;
  gradient = g_new (float, nn_network_get_block_size (network));
  nn_engine_gradient (engine, network, pixels, labels, indices, n, gradient);

  self = g_new0 (NnWeightStep, 1);
  self->parameter = parameter;
  self->index = index;
  self->hyper = *hyper;
  self->n = n;
  heard = nn_hands_apply (network);
  if (!add_shares (self, engine, heard, pixels, labels, indices, cancelled, data))
    return NULL;
  update (self, network, optimizer, gradient);
  return g_steal_pointer (&self);
}

void
nn_weight_step_free (NnWeightStep *step)
{
  if (step == NULL)
    return;
  g_free (step->shares);
  g_free (step);
}

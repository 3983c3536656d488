/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-weight-step.h"

#include <math.h>
#include <string.h>

#include "base/nn-thread.h"
#include "kernels/reference/adam.h"
#include "kernels/reference/reference.h"
#include "nn/nn-hands.h"
#include "nn/nn-signal.h"

/* The layer whose weight or bias the parameter is. */
static int
find_layer (const NnNetwork *network,
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

/* A hand lies on the filter: whatever the gradient says, it is not trained. */
static gboolean
is_held (const NnNetwork *network,
         int              parameter,
         gsize            index)
{
  const int l = find_layer (network, parameter);
  const NnHands *hands = nn_network_get_hands (network);
  const NnParameter *table = &nn_network_get_parameters (network, NULL)[parameter];
  const int map = (int) (table->rank == 1 ? index : index / table->columns);

  if (nn_network_get_layers (network, NULL)[l].kind != NN_LAYER_CONV2D)
    return FALSE;
  return nn_hands_is_muted (hands, l, map) || nn_hands_is_frozen (hands, l, map);
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

double *
nn_weight_step_positions (const NnNetwork     *network,
                          const NnActivations *activations,
                          int                  label,
                          double               weight,
                          int                  parameter,
                          gsize                index)
{
  const NnLayer *layer;
  const NnParameter *table;
  g_autofree double *deltas = NULL;
  const float *in;
  const double *delta;
  double *positions;
  int l;

  g_return_val_if_fail (network != NULL && activations != NULL, NULL);
  g_return_val_if_fail (is_valid (network, parameter, index), NULL);
  g_return_val_if_fail (label >= 0 && label < NN_CLASSES, NULL);

  l = find_layer (network, parameter);
  layer = &nn_network_get_layers (network, NULL)[l];
  table = &nn_network_get_parameters (network, NULL)[parameter];
  deltas = find_deltas (network, activations, label, weight, l);
  in = nn_tensor_get_data (activations->layers[l - 1]);
  positions = g_new (double, (gsize) layer->height * layer->width);
  delta = deltas + (parameter == layer->weight ? index / table->columns : index)
                   * (gsize) layer->height * layer->width;
  for (int y = 0; y < layer->height; y++)
    for (int x = 0; x < layer->width; x++)
      positions[y * layer->width + x]
        = delta[y * layer->width + x]
          * (parameter == layer->weight ? find_input (layer, in, index % table->columns, y, x) : 1);
  return positions;
}

static void
add_share (NnWeightStep    *self,
           NnEngine        *engine,
           const NnNetwork *network,
           const guint8    *pixels,
           const guint8    *labels,
           int              i)
{
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[find_layer (network,
                                                                           self->parameter)];
  const guint8 *bytes = pixels + (gsize) self->shares[i].image * NN_IMAGE_SIZE;
  float image[NN_IMAGE_SIZE];
  g_autoptr (NnActivations) activations = NULL;
  g_autofree double *positions = NULL;

  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    image[p] = bytes[p] / 255.0f;
  activations = nn_engine_activations (engine, network, image);
  positions = nn_weight_step_positions (network, activations, labels[self->shares[i].image],
                                        1.0 / self->n, self->parameter, self->index);
  for (int p = 0; p < layer->height * layer->width; p++)
    self->shares[i].share += positions[p];
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
      self->unclipped = self->w - hyper->rate * g;
      break;
    case NN_OPTIMIZER_MOMENTUM:
      self->new_first = hyper->momentum * self->first + g;
      self->unclipped = self->w - hyper->rate * self->new_first;
      break;
    case NN_OPTIMIZER_ADAM:
      self->new_first = (float) NNK_ADAM_BETA1 * self->first + (float) NNK_ADAM_1_BETA1 * g;
      self->new_second = (float) NNK_ADAM_BETA2 * self->second + ((float) NNK_ADAM_1_BETA2 * g) * g;
      self->unclipped = self->w - (self->step * self->new_first)
                                  / (sqrtf (self->new_second) * self->scale
                                     + (float) NNK_ADAM_EPSILON);
      break;
    default:
      g_assert_not_reached ();
    }
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
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[find_layer (network,
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

NnWeightStep *
nn_weight_step_new (NnEngine          *engine,
                    const NnNetwork   *network,
                    const NnOptimizer *optimizer,
                    const NnHyper     *hyper,
                    const guint8      *pixels,
                    const guint8      *labels,
                    const guint32     *indices,
                    int                n,
                    int                parameter,
                    gsize              index)
{
  NnWeightStep *self;
  const NnParameter *table;
  g_autofree float *gradient = NULL;
  gsize place;
  guint state;

  g_return_val_if_fail (engine != NULL && network != NULL && optimizer != NULL, NULL);
  g_return_val_if_fail (hyper != NULL && pixels != NULL && labels != NULL && indices != NULL, NULL);
  g_return_val_if_fail (n >= 1 && is_valid (network, parameter, index), NULL);

  table = &nn_network_get_parameters (network, NULL)[parameter];
  place = table->offset + index / table->columns * table->pitch + index % table->columns;
  gradient = g_new (float, nn_network_get_block_size (network));
  nn_engine_gradient (engine, network, pixels, labels, indices, n, gradient);

  self = g_new0 (NnWeightStep, 1);
  self->parameter = parameter;
  self->index = index;
  self->hyper = *hyper;
  self->n = n;
  self->shares = g_new0 (NnShare, n);
  for (int i = 0; i < n; i++)
    {
      self->shares[i].image = indices[i];
      add_share (self, engine, network, pixels, labels, i);
    }

  state = nn_thread_flush_denormals ();
  self->gradient = gradient[place];
  read_state (self, network, optimizer, place);
  self->held = is_held (network, parameter, index);
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
  return self;
}

void
nn_weight_step_free (NnWeightStep *step)
{
  if (step == NULL)
    return;
  g_free (step->shares);
  g_free (step);
}

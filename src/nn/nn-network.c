/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-network.h"

#include <math.h>
#include <string.h>

#include "base/nn-ref.h"
#include "base/nn-rng.h"
#include "nn/nn-hands.h"
#include "nn/nn-layer.h"

#define MAX_PARAMETERS (2 * NN_MAX_LAYERS)
#define LINE 16                   /* floats in 64 bytes */

struct _NnNetwork
{
  gatomicrefcount ref_count;
  NnNetworkSpec spec;
  int n_layers, n_parameters;
  NnLayer layers[NN_MAX_LAYERS];
  NnParameter parameters[MAX_PARAMETERS];
  gsize block_size;               /* floats, a multiple of LINE */
  float *block;                   /* [block_size], 64-byte aligned */
  NnHands hands;
};

/* A line of an architecture: what the layer is; shapes and tables follow. */
typedef struct
{
  const char *name, *title;
  const char *weight_name, *bias_name;
  NnLayerKind kind;
  int channels;                   /* filters or units; 0: those of the input */
  int kernel, padding, stride;
  gboolean activated;
} LayerPlan;

/* LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to
 * document recognition", 1998, with max-pooling, ReLU or tanh, and soft-max;
 * all 16 filters of C3 see all six maps. */
static const LayerPlan lenet[] = {
  { "input", "Input", NULL, NULL, NN_LAYER_INPUT },
  { "c1", "C1", "c1.weight", "c1.bias", NN_LAYER_CONV2D, 6, 5, 2, 1, TRUE },
  { "s2", "S2", NULL, NULL, NN_LAYER_MAX_POOL, 0, 2, 0, 2 },
  { "c3", "C3", "c3.weight", "c3.bias", NN_LAYER_CONV2D, 16, 5, 0, 1, TRUE },
  { "s4", "S4", NULL, NULL, NN_LAYER_MAX_POOL, 0, 2, 0, 2 },
  { "c5", "C5", "c5.weight", "c5.bias", NN_LAYER_DENSE, 120, .activated = TRUE },
  { "f6", "F6", "f6.weight", "f6.bias", NN_LAYER_DENSE, 84, .activated = TRUE },
  { "output", "Output", "output.weight", "output.bias", NN_LAYER_DENSE, NN_CLASSES },
};

static const LayerPlan mlp_hidden[NN_MAX_HIDDEN] = {
  { "h1", "H1", "h1.weight", "h1.bias", NN_LAYER_DENSE, .activated = TRUE },
  { "h2", "H2", "h2.weight", "h2.bias", NN_LAYER_DENSE, .activated = TRUE },
  { "h3", "H3", "h3.weight", "h3.bias", NN_LAYER_DENSE, .activated = TRUE },
  { "h4", "H4", "h4.weight", "h4.bias", NN_LAYER_DENSE, .activated = TRUE },
};

static gsize
round_up (gsize n)
{
  return (n + LINE - 1) / LINE * LINE;
}

static int
add_parameter (NnNetwork   *self,
               NnParameter  parameter)
{
  parameter.size = parameter.rows * parameter.columns;
  parameter.offset = self->block_size;
  self->block_size = round_up (parameter.offset + parameter.rows * parameter.pitch);
  self->parameters[self->n_parameters] = parameter;
  return self->n_parameters++;
}

/* Glorot's fans: what flows into a unit forwards, and backwards. */
static int
add_weight (NnNetwork       *self,
            const LayerPlan *plan,
            const NnLayer   *layer,
            const NnLayer   *input)
{
  const gsize outputs = layer->channels;

  if (layer->kind == NN_LAYER_CONV2D)
    {
      const gsize k = layer->kernel, patch = input->channels * k * k;

      return add_parameter (self, (NnParameter) {
        .name = plan->weight_name, .rank = 4,
        .shape = { outputs, input->channels, k, k },
        .rows = outputs, .columns = patch, .pitch = patch,
        .fan_in = patch, .fan_out = outputs * k * k,
      });
    }
  else
    {
      const gsize inputs = (gsize) input->channels * input->height * input->width;

      return add_parameter (self, (NnParameter) {
        .name = plan->weight_name, .rank = 2,
        .shape = { outputs, inputs },
        .rows = outputs, .columns = inputs, .pitch = round_up (inputs),
        .fan_in = inputs, .fan_out = outputs,
      });
    }
}

static int
add_bias (NnNetwork       *self,
          const LayerPlan *plan,
          const NnLayer   *layer)
{
  const gsize outputs = layer->channels;

  return add_parameter (self, (NnParameter) {
    .name = plan->bias_name, .rank = 1, .shape = { outputs },
    .rows = 1, .columns = outputs, .pitch = outputs,
  });
}

static void
add_layer (NnNetwork       *self,
           const LayerPlan *plan)
{
  NnLayer *layer = &self->layers[self->n_layers];
  const NnLayer *input = layer - 1;

  g_assert (self->n_layers < NN_MAX_LAYERS);
  *layer = (NnLayer) {
    .name = plan->name, .title = plan->title, .kind = plan->kind, .channels = plan->channels,
    .kernel = plan->kernel, .padding = plan->padding, .stride = plan->stride,
    .activated = plan->activated, .weight = -1, .bias = -1,
  };
  if (self->n_layers++ == 0)
    {
      layer->channels = 1;
      layer->height = layer->width = NN_IMAGE_SIDE;
      return;
    }
  nn_layer_shape (layer, input);
  if (plan->weight_name != NULL)
    {
      layer->weight = add_weight (self, plan, layer, input);
      layer->bias = add_bias (self, plan, layer);
    }
}

static void
add_layers (NnNetwork *self)
{
  if (self->spec.architecture == NN_ARCHITECTURE_LENET)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (lenet); i++)
        add_layer (self, &lenet[i]);
      return;
    }
  add_layer (self, &lenet[0]);
  for (int i = 0; i < NN_MAX_HIDDEN && self->spec.hidden[i] > 0; i++)
    {
      LayerPlan plan = mlp_hidden[i];

      plan.channels = self->spec.hidden[i];
      add_layer (self, &plan);
    }
  add_layer (self, &lenet[G_N_ELEMENTS (lenet) - 1]);
}

NnNetwork *
nn_network_new (const NnNetworkSpec *spec)
{
  NnNetwork *self;

  g_return_val_if_fail (spec != NULL, NULL);

  self = g_new0 (NnNetwork, 1);
  nn_ref_init (&self->ref_count);
  self->spec = *spec;
  add_layers (self);
  self->block = g_aligned_alloc0 (self->block_size, sizeof (float), 64);
  return self;
}

NnNetwork *
nn_network_copy (const NnNetwork *network)
{
  NnNetwork *copy;

  g_return_val_if_fail (network != NULL, NULL);

  copy = nn_network_new (&network->spec);
  memcpy (copy->block, network->block, network->block_size * sizeof (float));
  copy->hands = network->hands;
  return copy;
}

NnNetwork *
nn_network_ref (NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);

  nn_ref_inc (&network->ref_count);
  return network;
}

void
nn_network_unref (NnNetwork *network)
{
  g_return_if_fail (network != NULL);

  if (!nn_ref_dec (&network->ref_count))
    return;
  g_aligned_free (network->block);
  g_free (network);
}

/* Glorot and Bengio, "Understanding the difficulty of training deep
 * feedforward neural networks", 2010: uniform in ± sqrt (6 / (in + out)). */
static void
init_parameter (NnNetwork         *self,
                const NnParameter *parameter,
                NnRng             *rng)
{
  const double limit = sqrt (6.0 / (double) (parameter->fan_in + parameter->fan_out));

  for (gsize row = 0; row < parameter->rows; row++)
    {
      float *w = self->block + parameter->offset + row * parameter->pitch;

      for (gsize i = 0; i < parameter->columns; i++)
        w[i] = (float) ((2.0 * nn_rng_uniform (rng) - 1.0) * limit);
    }
}

void
nn_network_init_glorot (NnNetwork *network,
                        guint64    seed)
{
  NnRng rng;

  g_return_if_fail (network != NULL);

  nn_rng_init (&rng, seed, NN_STREAM_WEIGHTS, 0);
  memset (network->block, 0, network->block_size * sizeof (float));
  for (int i = 0; i < network->n_parameters; i++)
    if (network->parameters[i].fan_in > 0)
      init_parameter (network, &network->parameters[i], &rng);
}

const NnNetworkSpec *
nn_network_get_spec (const NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  return &network->spec;
}

const NnLayer *
nn_network_get_layers (const NnNetwork *network,
                       int             *n_layers)
{
  g_return_val_if_fail (network != NULL, NULL);

  if (n_layers != NULL)
    *n_layers = network->n_layers;
  return network->layers;
}

const NnLayer *
nn_network_find_layer (const NnNetwork *network,
                       const char      *name)
{
  g_return_val_if_fail (network != NULL && name != NULL, NULL);

  for (int i = 0; i < network->n_layers; i++)
    if (strcmp (network->layers[i].name, name) == 0)
      return &network->layers[i];
  return NULL;
}

const NnParameter *
nn_network_get_parameters (const NnNetwork *network,
                           int             *n_parameters)
{
  g_return_val_if_fail (network != NULL, NULL);

  if (n_parameters != NULL)
    *n_parameters = network->n_parameters;
  return network->parameters;
}

gsize
nn_network_count_parameters (const NnNetwork *network)
{
  gsize count = 0;

  g_return_val_if_fail (network != NULL, 0);

  for (int i = 1; i < network->n_layers; i++)
    count += nn_layer_count_parameters (&network->layers[i], &network->layers[i - 1]);
  return count;
}

gsize
nn_network_count_macs (const NnNetwork *network)
{
  gsize count = 0;

  g_return_val_if_fail (network != NULL, 0);

  for (int i = 1; i < network->n_layers; i++)
    count += nn_layer_count_macs (&network->layers[i], &network->layers[i - 1]);
  return count;
}

float *
nn_network_get_block (NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  return network->block;
}

const float *
nn_network_peek_block (const NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  return network->block;
}

gsize
nn_network_get_block_size (const NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, 0);
  return network->block_size;
}

const NnHands *
nn_network_get_hands (const NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  return &network->hands;
}

void
nn_network_set_hands (NnNetwork     *network,
                      const NnHands *hands)
{
  g_return_if_fail (network != NULL && hands != NULL && nn_hands_fit (hands, network));
  network->hands = *hands;
}

void
nn_network_pack (const NnNetwork *network,
                 const float     *block,
                 int              parameter,
                 float           *values)
{
  const NnParameter *p;

  g_return_if_fail (network != NULL && block != NULL && values != NULL);
  g_return_if_fail (parameter >= 0 && parameter < network->n_parameters);

  p = &network->parameters[parameter];
  for (gsize row = 0; row < p->rows; row++)
    memcpy (values + row * p->columns, block + p->offset + row * p->pitch,
            p->columns * sizeof (float));
}

void
nn_network_unpack (const NnNetwork *network,
                   float           *block,
                   int              parameter,
                   const float     *values)
{
  const NnParameter *p;

  g_return_if_fail (network != NULL && block != NULL && values != NULL);
  g_return_if_fail (parameter >= 0 && parameter < network->n_parameters);

  p = &network->parameters[parameter];
  for (gsize row = 0; row < p->rows; row++)
    memcpy (block + p->offset + row * p->pitch, values + row * p->columns,
            p->columns * sizeof (float));
}

NnTensor *
nn_network_get_tensor (const NnNetwork *network,
                       int              parameter)
{
  const NnParameter *p;
  float *values;

  g_return_val_if_fail (network != NULL, NULL);
  g_return_val_if_fail (parameter >= 0 && parameter < network->n_parameters, NULL);

  p = &network->parameters[parameter];
  values = g_new (float, p->size);
  nn_network_pack (network, network->block, parameter, values);
  return nn_tensor_new_take (p->rank, p->shape, values);
}

void
nn_network_set_tensor (NnNetwork   *network,
                       int          parameter,
                       const float *values)
{
  g_return_if_fail (network != NULL);
  nn_network_unpack (network, network->block, parameter, values);
}

char *
nn_network_sha256 (const NnNetwork *network)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (network != NULL, NULL);

  for (int i = 0; i < network->n_parameters; i++)
    {
      const gsize size = network->parameters[i].size;
      g_autofree guint32 *words = g_new (guint32, size);

      nn_network_pack (network, network->block, i, (float *) words);
      for (gsize j = 0; j < size; j++)
        words[j] = GUINT32_TO_LE (words[j]);
      g_checksum_update (checksum, (const guchar *) words, (gssize) (size * sizeof *words));
    }
  return g_strdup (g_checksum_get_string (checksum));
}

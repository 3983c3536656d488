/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-plain.h"

#include <string.h>

#include "base/nn-thread.h"
#include "kernels/reference/reference.h"

#define CHUNK 32                  /* images that go through the layers side by side */

/* Of one layer, for CHUNK images. */
typedef struct
{
  float *before;                  /* [CHUNK][C][H][W] before its activation; NULL: the same as out */
  float *out;                     /* [CHUNK][C][H][W] */
  float *dbefore, *dout;          /* gradients of the loss, in the same shape */
  guint8 *switches;               /* max-pooling only */
  gsize size;                     /* C·H·W */
} Stage;

typedef struct
{
  NnEngine parent;
  const NnPlainKernels *kernels;
  NnActivation activation;
  int n_stages;
  Stage stages[NN_MAX_LAYERS];
  float *scratch;
  float *gradient;                /* [block_size] */
  gsize block_size;
  guint8 targets[CHUNK];
  NnStopwatch *watch;             /* while a batch is measured, else NULL */
} NnPlain;

/* Dimensions of a convolution over n images. */
static NnkConv2d
conv2d_dims (const NnLayer *layer,
             int            n)
{
  const NnLayer *input = layer - 1;

  return (NnkConv2d) {
    .B = n, .C = input->channels, .H = input->height, .W = input->width,
    .OC = layer->channels, .KH = layer->kernel, .KW = layer->kernel,
    .padding = layer->padding, .stride = layer->stride,
  };
}

static NnkMaxPool
max_pool_dims (const NnLayer *layer,
               int            n)
{
  const NnLayer *input = layer - 1;

  return (NnkMaxPool) {
    .B = n, .C = input->channels, .H = input->height, .W = input->width,
    .K = layer->kernel, .stride = layer->stride,
  };
}

static gsize
scratch_size (const NnLayer *layers,
              int            n_layers)
{
  gsize largest = 0;

  for (int l = 1; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      {
        const gsize patch = (gsize) layers[l - 1].channels * layers[l].kernel * layers[l].kernel;

        largest = MAX (largest, patch * layers[l].height * layers[l].width);
      }
  return largest;
}

static void
init_stage (Stage         *stage,
            const NnLayer *layer)
{
  stage->size = (gsize) layer->channels * layer->height * layer->width;
  stage->out = g_new0 (float, CHUNK * stage->size);
  stage->dout = g_new0 (float, CHUNK * stage->size);
  stage->before = stage->out;
  stage->dbefore = stage->dout;
  if (layer->activated)
    {
      stage->before = g_new0 (float, CHUNK * stage->size);
      stage->dbefore = g_new0 (float, CHUNK * stage->size);
    }
  if (layer->kind == NN_LAYER_MAX_POOL)
    stage->switches = g_new0 (guint8, CHUNK * stage->size);
}

NnEngine *
nn_plain_engine_create (const NnNetworkSpec  *spec,
                        const NnPlainKernels *kernels)
{
  g_autoptr (NnNetwork) network = nn_network_new (spec);
  NnPlain *self = g_new0 (NnPlain, 1);
  const NnLayer *layers = nn_network_get_layers (network, &self->n_stages);

  self->kernels = kernels;
  self->activation = spec->activation;
  self->block_size = nn_network_get_block_size (network);
  self->gradient = g_new0 (float, self->block_size);
  self->scratch = g_new0 (float, scratch_size (layers, self->n_stages));
  for (int l = 0; l < self->n_stages; l++)
    init_stage (&self->stages[l], &layers[l]);
  return &self->parent;
}

void
nn_plain_destroy (NnEngine *engine)
{
  NnPlain *self = (NnPlain *) engine;

  for (int l = 0; l < self->n_stages; l++)
    {
      Stage *stage = &self->stages[l];

      if (stage->before != stage->out)
        {
          g_free (stage->before);
          g_free (stage->dbefore);
        }
      g_free (stage->out);
      g_free (stage->dout);
      g_free (stage->switches);
    }
  g_free (self->scratch);
  g_free (self->gradient);
  g_free (self);
}

static void
activate (NnPlain *self,
          Stage   *stage,
          int      n)
{
  if (self->activation == NN_ACTIVATION_TANH)
    nnk_ref_tanh_forward (stage->out, stage->before, n * stage->size);
  else
    nnk_ref_relu_forward (stage->out, stage->before, n * stage->size);
}

static void
activate_backward (NnPlain *self,
                   Stage   *stage,
                   int      n)
{
  memset (stage->dbefore, 0, n * stage->size * sizeof (float));
  if (self->activation == NN_ACTIVATION_TANH)
    nnk_ref_tanh_backward (stage->dbefore, stage->dout, stage->out, n * stage->size);
  else
    nnk_ref_relu_backward (stage->dbefore, stage->dout, stage->out, n * stage->size);
}

/* n images through all layers; stages[0].out holds them already. */
static void
forward (NnPlain         *self,
         const NnNetwork *network,
         int              n)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  const NnParameter *parameters = nn_network_get_parameters (network, NULL);
  const float *block = nn_network_peek_block (network);

  for (int l = 1; l < self->n_stages; l++)
    {
      const NnLayer *layer = &layers[l];
      Stage *stage = &self->stages[l];
      const Stage *input = stage - 1;
      const NnParameter *weight = layer->weight >= 0 ? &parameters[layer->weight] : NULL;
      const NnParameter *bias = layer->bias >= 0 ? &parameters[layer->bias] : NULL;

      if (layer->kind == NN_LAYER_CONV2D)
        {
          const NnkConv2d dims = conv2d_dims (layer, n);

          self->kernels->conv2d_forward (stage->before, input->out, block + weight->offset,
                                         block + bias->offset, &dims, self->scratch);
        }
      else if (layer->kind == NN_LAYER_DENSE)
        self->kernels->dense_forward (stage->before, input->out, block + weight->offset,
                                      block + bias->offset, n, (int) input->size,
                                      layer->channels, (int) weight->pitch);
      else
        {
          const NnkMaxPool dims = max_pool_dims (layer, n);

          nnk_ref_max_pool_forward (stage->out, stage->switches, input->out, &dims);
        }
      if (layer->activated)
        activate (self, stage, n);
      nn_stopwatch_lap (self->watch, l, NN_PHASE_FORWARD);
    }
}

/* From the logits' gradient (the last stage's dout) back to the parameters',
 * which is added to gradient. The image itself gets none. */
static void
backward (NnPlain         *self,
          const NnNetwork *network,
          int              n,
          float           *gradient)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  const NnParameter *parameters = nn_network_get_parameters (network, NULL);
  const float *block = nn_network_peek_block (network);

  for (int l = self->n_stages - 1; l > 0; l--)
    {
      const NnLayer *layer = &layers[l];
      Stage *stage = &self->stages[l];
      Stage *input = stage - 1;
      float *din = l > 1 ? input->dout : NULL;
      const NnParameter *weight = layer->weight >= 0 ? &parameters[layer->weight] : NULL;
      const NnParameter *bias = layer->bias >= 0 ? &parameters[layer->bias] : NULL;

      if (layer->activated)
        activate_backward (self, stage, n);
      if (din != NULL)
        memset (din, 0, n * input->size * sizeof (float));

      if (layer->kind == NN_LAYER_CONV2D)
        {
          const NnkConv2d dims = conv2d_dims (layer, n);

          self->kernels->conv2d_backward (din, gradient + weight->offset, gradient + bias->offset,
                                          stage->dbefore, input->out, block + weight->offset,
                                          &dims, self->scratch);
        }
      else if (layer->kind == NN_LAYER_DENSE)
        self->kernels->dense_backward (din, gradient + weight->offset, gradient + bias->offset,
                                       stage->dbefore, input->out, block + weight->offset,
                                       n, (int) input->size, layer->channels,
                                       (int) weight->pitch);
      else
        {
          const NnkMaxPool dims = max_pool_dims (layer, n);

          nnk_ref_max_pool_backward (din, stage->dout, stage->switches, &dims);
        }
      nn_stopwatch_lap (self->watch, l, NN_PHASE_BACKWARD);
    }
}

static void
load_pixels (float        *image,
             const guint8 *pixels)
{
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
}

static int
count_correct (const float  *logits,
               const guint8 *targets,
               int           n)
{
  int correct = 0;

  for (int b = 0; b < n; b++, logits += NN_CLASSES)
    {
      int best = 0;

      for (int c = 1; c < NN_CLASSES; c++)
        if (logits[c] > logits[best])
          best = c;
      correct += best == targets[b];
    }
  return correct;
}

/* Loss and gradient of up to CHUNK images, each with weight scale. */
static void
accumulate_chunk (NnPlain         *self,
                  const NnNetwork *network,
                  int              n,
                  double           scale,
                  float           *gradient,
                  NnBatchResult   *result)
{
  Stage *last = &self->stages[self->n_stages - 1];
  float probabilities[CHUNK * NN_CLASSES];
  double losses[CHUNK];

  forward (self, network, n);
  nnk_ref_softmax_forward (probabilities, last->out, n, NN_CLASSES);
  nnk_ref_cross_entropy_forward (losses, last->out, self->targets, n, NN_CLASSES);
  for (int b = 0; b < n; b++)
    result->loss += losses[b] * scale;
  result->correct += count_correct (last->out, self->targets, n);

  memset (last->dout, 0, n * last->size * sizeof (float));
  nnk_ref_cross_entropy_backward (last->dout, probabilities, self->targets, scale, n, NN_CLASSES);
  nn_stopwatch_lap (self->watch, self->n_stages - 1, NN_PHASE_LOSS);
  backward (self, network, n, gradient);
}

NnBatchResult
nn_plain_gradient (NnEngine        *engine,
                   const NnNetwork *network,
                   const guint8    *pixels,
                   const guint8    *labels,
                   const guint32   *indices,
                   int              n,
                   float           *gradient)
{
  NnPlain *self = (NnPlain *) engine;
  const guint mode = nn_thread_flush_denormals ();
  NnBatchResult result = { 0 };

  self->watch = nn_engine_start_watch (engine, 0);
  memset (gradient, 0, self->block_size * sizeof (float));
  for (int first = 0; first < n; first += CHUNK)
    {
      const int count = MIN (CHUNK, n - first);

      for (int b = 0; b < count; b++)
        {
          const gsize index = indices[first + b];

          load_pixels (self->stages[0].out + b * NN_IMAGE_SIZE, pixels + index * NN_IMAGE_SIZE);
          self->targets[b] = labels[index];
        }
      nn_stopwatch_lap (self->watch, 0, NN_PHASE_FORWARD);
      accumulate_chunk (self, network, count, 1.0 / n, gradient, &result);
    }
  self->watch = NULL;
  nn_thread_restore_denormals (mode);
  return result;
}

NnBatchResult
nn_plain_train_batch (NnEngine      *engine,
                      NnNetwork     *network,
                      NnOptimizer   *optimizer,
                      const NnHyper *hyper,
                      const guint8  *pixels,
                      const guint8  *labels,
                      const guint32 *indices,
                      int            n)
{
  NnPlain *self = (NnPlain *) engine;
  const guint mode = nn_thread_flush_denormals ();
  NnBatchResult result;

  result = nn_plain_gradient (engine, network, pixels, labels, indices, n, self->gradient);
  nn_plain_update (network, optimizer, hyper, self->gradient);
  nn_thread_restore_denormals (mode);
  return result;
}

void
nn_plain_predict (NnEngine        *engine,
                  const NnNetwork *network,
                  const guint8    *pixels,
                  int              n,
                  float           *logits)
{
  NnPlain *self = (NnPlain *) engine;
  const guint mode = nn_thread_flush_denormals ();

  for (int first = 0; first < n; first += CHUNK)
    {
      const int count = MIN (CHUNK, n - first);

      for (int b = 0; b < count; b++)
        load_pixels (self->stages[0].out + b * NN_IMAGE_SIZE,
                     pixels + (gsize) (first + b) * NN_IMAGE_SIZE);
      forward (self, network, count);
      memcpy (logits + (gsize) first * NN_CLASSES, self->stages[self->n_stages - 1].out,
              count * NN_CLASSES * sizeof (float));
    }
  nn_thread_restore_denormals (mode);
}

static NnActivations *
look (NnPlain         *self,
      const NnNetwork *network,
      const float     *image)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  NnTensor *tensors[NN_MAX_LAYERS];

  memcpy (self->stages[0].out, image, NN_IMAGE_SIZE * sizeof (float));
  forward (self, network, 1);
  for (int l = 0; l < self->n_stages; l++)
    {
      const gsize shape[] = { layers[l].channels, layers[l].height, layers[l].width };
      const int rank = layers[l].kind == NN_LAYER_DENSE ? 1 : 3;

      tensors[l] = nn_tensor_new_copy (rank, shape, self->stages[l].out);
    }
  return nn_activations_new (self->n_stages, tensors);
}

void
nn_plain_activations (NnEngine        *engine,
                      const NnNetwork *network,
                      const float     *images,
                      int              n,
                      NnActivations  **results)
{
  const guint mode = nn_thread_flush_denormals ();

  for (int i = 0; i < n; i++)
    results[i] = look ((NnPlain *) engine, network, images + (gsize) i * NN_IMAGE_SIZE);
  nn_thread_restore_denormals (mode);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/convolution/imagette-plane-model.h"

#include <string.h>

#define GRID 10
#define KERNEL IMAGETTE_PLANE_MODEL_KERNEL        /* of C1 */
#define RANGE 0.5                 /* of the presets, as everywhere */

/* A seven, in whole numbers. */
static const float first_grid[GRID * GRID] = {
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 1, 1, 1, 1, 1, 1, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 1, 0, 0,
  0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
  0, 0, 0, 0, 0, 1, 0, 0, 0, 0,
  0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 1, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

static int
side_of (const ImagettePlaneModel *self)
{
  return self->source == IMAGETTE_PLANE_GRID ? GRID : NN_IMAGE_SIDE;
}

void
imagette_plane_model_init (ImagettePlaneModel *self)
{
  *self = (ImagettePlaneModel) { .kernel = KERNEL, .steps = { .stride = 1, .pool = 2 } };
  memcpy (self->grid, first_grid, sizeof first_grid);
  imagette_plane_model_set_filter (self, IMAGETTE_PLANE_PRESET + IMAGETTE_PRESET_SOBEL_X, NULL);
  imagette_plane_model_compute (self);
}

void
imagette_plane_model_set_image (ImagettePlaneModel *self,
                                ImagettePlaneImage  source,
                                const guint8       *pixels)
{
  self->source = source;
  if (source == IMAGETTE_PLANE_GRID)
    memcpy (self->image, self->grid, sizeof self->image);
  else
    for (int i = 0; i < NN_IMAGE_SIZE; i++)
      self->image[i] = pixels != NULL ? (float) pixels[i] / 255 : 0;
}

void
imagette_plane_model_edit (ImagettePlaneModel *self,
                           int                 row,
                           int                 column,
                           float               value)
{
  if (self->source != IMAGETTE_PLANE_GRID || row < 0 || row >= GRID || column < 0 || column >= GRID)
    return;
  self->grid[row * GRID + column] = self->image[row * GRID + column] = value;
}

void
imagette_plane_model_set_kernel (ImagettePlaneModel *self,
                                 int                 kernel)
{
  float weights[IMAGETTE_PLANE_MODEL_WEIGHTS] = { 0 };
  const int old = self->kernel;
  int shift;

  kernel = CLAMP (kernel, 1, IMAGETTE_FILTER_EDITOR_MAX);
  if (kernel == old)
    return;
  shift = kernel / 2 - old / 2;
  for (int a = 0; a < old; a++)
    for (int b = 0; b < old; b++)
      if (a + shift >= 0 && a + shift < kernel && b + shift >= 0 && b + shift < kernel)
        weights[(a + shift) * kernel + b + shift] = self->weights[a * old + b];
  memcpy (self->weights, weights, sizeof weights);
  self->kernel = kernel;
  imagette_plane_model_set_filter (self, self->filter < IMAGETTE_PLANE_C1 ? self->filter
                                                                          : IMAGETTE_PLANE_HAND,
                                   NULL);
}

gboolean
imagette_plane_model_set_filter (ImagettePlaneModel *self,
                                 int                 filter,
                                 const NnNetwork    *network)
{
  const NnLayer *c1;
  int map = filter - IMAGETTE_PLANE_C1;

  if (filter >= IMAGETTE_PLANE_C1)
    {
      g_autoptr (NnTensor) weights = NULL, biases = NULL;

      c1 = network != NULL ? nn_network_find_layer (network, "c1") : NULL;
      if (c1 == NULL || map >= c1->channels || c1->kernel != KERNEL)
        return FALSE;
      weights = nn_network_get_tensor (network, c1->weight);
      biases = nn_network_get_tensor (network, c1->bias);
      self->kernel = KERNEL;
      memcpy (self->weights, nn_tensor_get_data (weights) + map * KERNEL * KERNEL,
              KERNEL * KERNEL * sizeof *self->weights);
      self->bias = nn_tensor_get_data (biases)[map];
    }
  else
    self->bias = 0;
  if (filter >= IMAGETTE_PLANE_PRESET && filter < IMAGETTE_PLANE_C1)
    imagette_filter_editor_fill_preset ((ImagettePreset) (filter - IMAGETTE_PLANE_PRESET),
                                        self->kernel, RANGE, self->weights);
  self->filter = filter;
  return TRUE;
}

void
imagette_plane_model_compute (ImagettePlaneModel *self)
{
  int side = side_of (self);

  imagette_steps_clamp (&self->steps);
  self->spec = (NnConvolution) {
    .channels = 1, .height = side, .width = side, .kernel_height = self->kernel,
    .kernel_width = self->kernel,
    .stride = self->steps.stride, .padding = self->steps.padding, .flipped = self->steps.flipped,
  };
  self->n_output = nn_convolution_rows (&self->spec);
  self->n_pooled = self->steps.pool > 1 ? self->n_output / self->steps.pool : 0;
  nn_convolution_run (&self->spec, self->output, self->image, self->weights, self->bias,
                      self->steps.after);
  if (self->n_pooled > 0)
    nn_convolution_pool (self->pooled, self->output, self->n_output, self->n_output,
                         self->steps.pool);
}

void
imagette_plane_model_get_planes (const ImagettePlaneModel *self,
                                 NnColors                  colors,
                                 ImagettePlanes           *planes)
{
  gboolean grid = self->source == IMAGETTE_PLANE_GRID;
  NnTileKind kind = self->steps.after == NN_AFTER_RELU ? NN_TILE_ACTIVATION : NN_TILE_SIGNED;
  int side = side_of (self), n = self->n_output;
  float m = nn_scope_max (self->output, (gsize) (n * n));

  *planes = (ImagettePlanes) {
    .planes = {
      { self->image, side, grid ? NN_TILE_ACTIVATION : NN_TILE_INPUT,
        grid ? MAX (nn_scope_max (self->image, (gsize) (side * side)), 1) : 1 },
      { self->output, n, kind, m },
      { self->pooled, self->n_pooled, kind, m },
    },
    .kernel = self->kernel, .stride = self->steps.stride, .padding = self->steps.padding,
    .pool = self->steps.pool, .colors = colors, .editable = grid,
  };
}

void
imagette_plane_model_get_window (const ImagettePlaneModel *self,
                                 int                       row,
                                 int                       column,
                                 float                    *inputs,
                                 float                    *weights)
{
  for (int a = 0; a < self->kernel; a++)
    for (int b = 0; b < self->kernel; b++)
      {
        inputs[a * self->kernel + b] = nn_convolution_input (&self->spec, self->image, 0, row, column, a,
                                                       b);
        weights[a * self->kernel + b] = nn_convolution_weight (&self->spec, self->weights, 0, a, b);
      }
}

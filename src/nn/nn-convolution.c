/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-convolution.h"

#include <math.h>

#include "kernels/reference/elementary.h"

static gboolean
is_line (const NnConvolution *self)
{
  return self->height == 1 && self->kernel_height == 1;
}

int
nn_convolution_fit (int length,
                    int kernel,
                    int stride,
                    int padding)
{
  int room = length + 2 * padding - kernel;

  g_return_val_if_fail (stride >= 1, 0);

  return room < 0 ? 0 : room / stride + 1;
}

int
nn_convolution_rows (const NnConvolution *self)
{
  if (is_line (self))
    return 1;
  return nn_convolution_fit (self->height, self->kernel_height, self->stride, self->padding);
}

int
nn_convolution_columns (const NnConvolution *self)
{
  return nn_convolution_fit (self->width, self->kernel_width, self->stride, self->padding);
}

gboolean
nn_convolution_source (const NnConvolution *self,
                       int                  row,
                       int                  column,
                       int                  a,
                       int                  b,
                       int                 *y,
                       int                 *x)
{
  *y = is_line (self) ? 0 : self->stride * row + a - self->padding;
  *x = self->stride * column + b - self->padding;
  return *y >= 0 && *y < self->height && *x >= 0 && *x < self->width;
}

float
nn_convolution_input (const NnConvolution *self,
                      const float         *in,
                      int                  channel,
                      int                  row,
                      int                  column,
                      int                  a,
                      int                  b)
{
  int y, x;

  if (!nn_convolution_source (self, row, column, a, b, &y, &x))
    return 0;
  return in[(channel * self->height + y) * self->width + x];
}

float
nn_convolution_weight (const NnConvolution *self,
                       const float         *filter,
                       int                  channel,
                       int                  a,
                       int                  b)
{
  if (self->flipped)
    {
      a = self->kernel_height - 1 - a;
      b = self->kernel_width - 1 - b;
    }
  return filter[(channel * self->kernel_height + a) * self->kernel_width + b];
}

/* Calls for each product of the window, channel by channel, row-major: the kernel's order. */
#define FOR_EACH_PRODUCT(self, c, a, b)                                                           \
  for (int c = 0; c < (self)->channels; c++)                                                      \
    for (int a = 0; a < (self)->kernel_height; a++)                                               \
      for (int b = 0; b < (self)->kernel_width; b++)

float
nn_convolution_at (const NnConvolution *self,
                   const float         *in,
                   const float         *filter,
                   float                bias,
                   int                  row,
                   int                  column)
{
  double sum = (double) bias;

  FOR_EACH_PRODUCT (self, c, a, b)
    sum += (double) nn_convolution_input (self, in, c, row, column, a, b)
           * (double) nn_convolution_weight (self, filter, c, a, b);
  return (float) sum;
}

float
nn_convolution_cosine (const NnConvolution *self,
                       const float         *in,
                       const float         *filter,
                       int                  row,
                       int                  column)
{
  double product = 0, inputs = 0, weights = 0;

  FOR_EACH_PRODUCT (self, c, a, b)
    {
      double input = (double) nn_convolution_input (self, in, c, row, column, a, b);
      double weight = (double) nn_convolution_weight (self, filter, c, a, b);

      product += input * weight;
      inputs += input * input;
      weights += weight * weight;
    }
  if (inputs <= 0 || weights <= 0)
    return 0;
  /* Rounding alone could lead out of -1 … 1. */
  return (float) CLAMP (product / (sqrt (inputs) * sqrt (weights)), -1, 1);
}

void
nn_convolution_run (const NnConvolution *self,
                    float               *out,
                    const float         *in,
                    const float         *filter,
                    float                bias,
                    NnAfter              after)
{
  int rows = nn_convolution_rows (self), columns = nn_convolution_columns (self);

  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        float value = nn_convolution_at (self, in, filter, bias, y, x);

        if (after == NN_AFTER_TANH)
          value = (float) nnk_ref_tanh ((double) value);
        out[y * columns + x] = after == NN_AFTER_RELU && value < 0 ? 0 : value;
      }
}

void
nn_convolution_pool (float       *out,
                     const float *in,
                     int          height,
                     int          width,
                     int          size)
{
  int rows, columns = width / size, tall = height == 1 ? 1 : size;

  g_return_if_fail (size >= 1);

  rows = height / tall;
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        const float *window = &in[y * tall * width + x * size];
        float largest = window[0];

        for (int i = 0; i < tall * size; i++)
          largest = MAX (largest, window[i / size * width + i % size]);
        out[y * columns + x] = largest;
      }
}

static gint64
window_size (const NnConvolution *self)
{
  return (gint64) self->channels * self->kernel_height * self->kernel_width;
}

static gint64
output_size (const NnConvolution *self,
             int                  filters)
{
  return (gint64) filters * nn_convolution_rows (self) * nn_convolution_columns (self);
}

static gint64
input_size (const NnConvolution *self)
{
  return (gint64) self->channels * self->height * self->width;
}

gint64
nn_convolution_parameters (const NnConvolution *self,
                           int                  filters)
{
  return filters * (window_size (self) + 1);
}

gint64
nn_convolution_multiply_adds (const NnConvolution *self,
                              int                  filters)
{
  return output_size (self, filters) * window_size (self);
}

gint64
nn_convolution_dense_parameters (const NnConvolution *self,
                                 int                  filters)
{
  return output_size (self, filters) * (input_size (self) + 1);
}

gint64
nn_convolution_dense_multiply_adds (const NnConvolution *self,
                                    int                  filters)
{
  return output_size (self, filters) * input_size (self);
}

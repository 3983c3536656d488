/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-convolution.h"

#include <math.h>
#include <string.h>

#include "kernels/reference/reference.h"

static const float sheet_signal[] = { 1, 0, 2, 4, 3 };
static const float sheet_filter[] = { 3, 2 };

static NnConvolution
make_line (int length, int kernel, int stride, int padding)
{
  return (NnConvolution) { .channels = 1, .height = 1, .width = length, .kernel_height = 1,
                           .kernel_width = kernel, .stride = stride, .padding = padding };
}

/* The sheet's figure: 3 2 over 1 0 2 4 3 is 3 4 14 18, pooled by two 4 18. */
static void
test_sheet (void)
{
  static const float wanted[] = { 3, 4, 14, 18 }, wanted_pooled[] = { 4, 18 };
  NnConvolution line = make_line (5, 2, 1, 0);
  float out[4], pooled[2];

  g_assert_cmpint (nn_convolution_rows (&line), ==, 1);
  g_assert_cmpint (nn_convolution_columns (&line), ==, 4);
  nn_convolution_run (&line, out, sheet_signal, sheet_filter, 0, FALSE);
  g_assert_cmpmem (out, sizeof out, wanted, sizeof wanted);
  nn_convolution_pool (pooled, out, 1, 4, 2);
  g_assert_cmpmem (pooled, sizeof pooled, wanted_pooled, sizeof wanted_pooled);
}

/* Turned over it is 2 3; by hand. */
static void
test_flipped (void)
{
  static const float wanted[] = { 2, 6, 16, 17 };
  NnConvolution line = make_line (5, 2, 1, 0);
  float out[4];

  line.flipped = TRUE;
  nn_convolution_run (&line, out, sheet_signal, sheet_filter, 0, FALSE);
  g_assert_cmpmem (out, sizeof out, wanted, sizeof wanted);
}

static void
test_padding_and_stride (void)
{
  static const float padded[] = { 2, 3, 4, 14, 18, 9 }, stepped[] = { 2, 4, 18 };
  NnConvolution line = make_line (5, 2, 1, 1);
  float out[6];
  int y, x;

  nn_convolution_run (&line, out, sheet_signal, sheet_filter, 0, FALSE);
  g_assert_cmpmem (out, sizeof out, padded, sizeof padded);
  g_assert_false (nn_convolution_source (&line, 0, 0, 0, 0, &y, &x));
  g_assert_cmpint (x, ==, -1);
  g_assert_true (nn_convolution_source (&line, 0, 0, 0, 1, &y, &x));
  g_assert_cmpint (x, ==, 0);
  line.stride = 2;
  g_assert_cmpint (nn_convolution_columns (&line), ==, 3);
  nn_convolution_run (&line, out, sheet_signal, sheet_filter, 0, FALSE);
  g_assert_cmpmem (out, sizeof stepped, stepped, sizeof stepped);
  g_assert_cmpint (nn_convolution_fit (3, 5, 1, 0), ==, 0);
  g_assert_cmpint (nn_convolution_fit (3, 5, 1, 1), ==, 1);
  g_assert_cmpint (nn_convolution_fit (3, 4, 2, 0), ==, 0);
}

static void
test_cosine (void)
{
  NnConvolution line = make_line (5, 2, 1, 0);
  const float zero[5] = { 0 }, alike[] = { -6, -4, 0, 0, 0 };

  g_assert_cmpfloat_with_epsilon (nn_convolution_cosine (&line, sheet_signal, sheet_filter, 0, 0),
                                  3 / sqrt (13), 1e-6);
  g_assert_cmpfloat_with_epsilon (nn_convolution_cosine (&line, sheet_signal, sheet_filter, 0, 3),
                                  18 / sqrt (13 * 25), 1e-6);
  g_assert_cmpfloat_with_epsilon (nn_convolution_cosine (&line, alike, sheet_filter, 0, 0), -1,
                                  1e-6);
  g_assert_cmpfloat (nn_convolution_cosine (&line, zero, sheet_filter, 0, 0), ==, 0);
  g_assert_cmpfloat (nn_convolution_cosine (&line, sheet_signal, zero, 0, 0), ==, 0);
}

static void
fill (float *values, int n)
{
  for (int i = 0; i < n; i++)
    values[i] = (float) g_test_rand_double_range (-2, 2);
}

/* filter turned over, channel by channel. */
static void
turn (float *out, const float *filter, int channels, int size)
{
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < size; i++)
      out[c * size + i] = filter[c * size + size - 1 - i];
}

/* in with zeros around, or only at both ends of a line. */
static void
pad (float *out, const float *in, const NnConvolution *self)
{
  int p = self->padding, q = self->height == 1 && self->kernel_height == 1 ? 0 : p;
  int width = self->width + 2 * p, height = self->height + 2 * q;

  memset (out, 0, sizeof *out * (gsize) (self->channels * height * width));
  for (int c = 0; c < self->channels; c++)
    for (int y = 0; y < self->height; y++)
      memcpy (&out[(c * height + y + q) * width + p],
              &in[(c * self->height + y) * self->width], sizeof *in * (gsize) self->width);
}

/* Random sizes, strides, paddings, channels, lines and planes: the kernel's bits. */
static void
check_against_kernel (gboolean line, gboolean flipped)
{
  NnConvolution self = {
    .channels = line ? 1 : g_test_rand_int_range (1, 4),
    .height = line ? 1 : g_test_rand_int_range (2, 12), .width = g_test_rand_int_range (1, 20),
    .kernel_height = line ? 1 : g_test_rand_int_range (1, 6),
    .kernel_width = g_test_rand_int_range (1, 6), .stride = g_test_rand_int_range (1, 4),
    .padding = g_test_rand_int_range (0, 4), .flipped = flipped,
  };
  float in[3 * 12 * 20], padded[3 * 18 * 28], filter[3 * 5 * 5], turned[3 * 5 * 5], out[18 * 28],
    wanted[18 * 28], bias = (float) g_test_rand_double_range (-1, 1);
  NnkConv2d dims = { .B = 1, .C = self.channels, .W = self.width + 2 * self.padding,
                     .H = line ? 1 : self.height + 2 * self.padding, .OC = 1,
                     .KH = self.kernel_height, .KW = self.kernel_width, .stride = self.stride };
  int n = nn_convolution_rows (&self) * nn_convolution_columns (&self);

  if (dims.H < dims.KH || dims.W < dims.KW)
    {
      g_assert_cmpint (n, ==, 0);
      return;
    }
  g_assert_cmpint (n, ==, nnk_fit (dims.H, dims.KH, 0, dims.stride)
                            * nnk_fit (dims.W, dims.KW, 0, dims.stride));
  fill (in, self.channels * self.height * self.width);
  fill (filter, self.channels * self.kernel_height * self.kernel_width);
  turn (turned, filter, self.channels, self.kernel_height * self.kernel_width);
  pad (padded, in, &self);
  nnk_ref_conv2d_forward (wanted, padded, flipped ? turned : filter, &bias, &dims);
  nn_convolution_run (&self, out, in, filter, bias, FALSE);
  g_assert_cmpmem (out, sizeof *out * (gsize) n, wanted, sizeof *wanted * (gsize) n);
  nnk_ref_relu_forward (wanted, wanted, (size_t) n);
  nn_convolution_run (&self, out, in, filter, bias, TRUE);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (out[i], ==, wanted[i]);
}

static void
test_kernel (void)
{
  for (int i = 0; i < 2000; i++)
    check_against_kernel (i % 2 == 0, i % 4 < 2);
}

static void
test_pool (void)
{
  for (int i = 0; i < 500; i++)
    {
      int size = g_test_rand_int_range (1, 5), height = g_test_rand_int_range (2, 14);
      int width = g_test_rand_int_range (size, 14);
      float in[14 * 14], out[14 * 14], wanted[14 * 14];
      uint8_t switches[14 * 14];
      NnkMaxPool dims = { .B = 1, .C = 1, .H = height, .W = width, .K = size, .stride = size };
      gsize n = (gsize) (height / size * (width / size));

      fill (in, height * width);
      if (height >= size)
        nnk_ref_max_pool_forward (wanted, switches, in, &dims);
      nn_convolution_pool (out, in, height, width, size);
      g_assert_cmpmem (out, sizeof *out * n, wanted, sizeof *wanted * n);
    }
}

/* LeNet's C1 and C3, as DEFINITIONS §2 has them. */
static void
test_counts (void)
{
  NnConvolution c1 = { 1, 28, 28, 5, 5, 1, 2, FALSE }, c3 = { 6, 14, 14, 5, 5, 1, 0, FALSE };

  g_assert_cmpint (nn_convolution_parameters (&c1, 6), ==, 156);
  g_assert_cmpint (nn_convolution_multiply_adds (&c1, 6), ==, 117600);
  g_assert_cmpint (nn_convolution_dense_multiply_adds (&c1, 6), ==, 784 * 4704);
  g_assert_cmpint (nn_convolution_dense_parameters (&c1, 6), ==, 785 * 4704);
  g_assert_cmpint (nn_convolution_parameters (&c3, 16), ==, 2416);
  g_assert_cmpint (nn_convolution_multiply_adds (&c3, 16), ==, 240000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/convolution/sheet", test_sheet);
  g_test_add_func ("/nn/convolution/flipped", test_flipped);
  g_test_add_func ("/nn/convolution/padding-and-stride", test_padding_and_stride);
  g_test_add_func ("/nn/convolution/cosine", test_cosine);
  g_test_add_func ("/nn/convolution/kernel", test_kernel);
  g_test_add_func ("/nn/convolution/pool", test_pool);
  g_test_add_func ("/nn/convolution/counts", test_counts);
  return g_test_run ();
}

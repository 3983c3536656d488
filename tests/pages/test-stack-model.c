/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/convolution/imagette-stack-model.h"

#include <string.h>

#include "kernels/reference/reference.h"

static void
check_against_kernel (const ImagetteStackModel *model)
{
  int n = model->spec.channels, side = model->spec.width;
  int cells = model->n_output * model->n_output;
  gsize size = sizeof (float) * (gsize) cells;
  float wanted[NN_IMAGE_SIZE], zero = 0;

  for (int i = 0; i < n; i++)
    {
      NnkConv2d dims = { .B = 1, .C = 1, .H = side, .W = side, .OC = 1, .KH = 5, .KW = 5, .stride = 1 };

      nnk_ref_conv2d_forward (wanted, model->planes + i * side * side, model->filters + i * 25,
                              &zero, &dims);
      g_assert_cmpmem (model->parts + i * cells, size, wanted, size);
      dims.C = i + 1;
      nnk_ref_conv2d_forward (wanted, model->planes, model->filters, &zero, &dims);
      g_assert_cmpmem (model->sums + i * cells, size, wanted, size);
      if (i < n - 1)
        continue;
      nnk_ref_conv2d_forward (wanted, model->planes, model->filters, &model->bias, &dims);
      if (model->after == NN_AFTER_TANH)
        nnk_ref_tanh_forward (wanted, wanted, (size_t) cells);
      else
        nnk_ref_relu_forward (wanted, wanted, (size_t) cells);
      g_assert_cmpmem (model->output, size, wanted, size);
    }
}

/* Each plane's part, each sum so far and the map are the reference kernel's; and red it is. */
static void
test_colors (void)
{
  g_autofree ImagetteStackModel *model = g_new0 (ImagetteStackModel, 1);
  guint8 pixels[NN_IMAGE_SIZE];
  g_autofree char *sum = NULL, *counts = NULL, *none = NULL;
  float left = 0, right = 0;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    pixels[i] = (guint8) g_test_rand_int_range (0, 256);
  imagette_stack_model_set_colors (model, pixels);
  g_assert_cmpint (model->spec.channels, ==, 3);
  g_assert_cmpint (model->n_output, ==, 24);
  check_against_kernel (model);
  for (int i = 0; i < 24 * 24; i++)
    {
      left += i % 24 < 6 ? model->output[i] : 0;
      right += i % 24 >= 18 ? model->output[i] : 0;
    }
  g_assert_cmpfloat (left, >, 10);
  g_assert_cmpfloat (right, ==, 0);
  counts = imagette_stack_words_counts (model);
  g_assert_nonnull (strstr (counts, "3·25 + 1 = 76 parameters"));
  none = imagette_stack_words_sum (model, -1, -1);
  g_assert_cmpstr (none, ==, "Point at a cell to see what each plane adds to it");
  model->parts[0] = 2;
  model->parts[24 * 24] = -0.5f;
  model->parts[2 * 24 * 24] = 0;
  model->sums[2 * 24 * 24] = 1.5f;
  sum = imagette_stack_words_sum (model, 0, 0);
  g_assert_true (g_str_has_prefix (sum, "O(0, 0) = 2 + (−0.5) + 0 = 1.5; with the bias 0: "));
}

/* Six maps of numbers, and one of C3's own filters; without a C3 nothing changes. */
static void
test_c3 (void)
{
  const NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };
  const NnNetworkSpec rival = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = nn_network_new (&lenet), other = nn_network_new (&rival);
  g_autofree ImagetteStackModel *model = g_new0 (ImagetteStackModel, 1);
  g_autofree char *counts = NULL;
  const gsize shape[] = { 6, 14, 14 };
  float values[6 * 14 * 14], biases[16];
  NnActivations activations = { 0 };
  NnFrame frame = { .network = network, .activations = &activations };
  g_autoptr (NnTensor) s2 = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (float) g_test_rand_double_range (0, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (biases); i++)
    biases[i] = (float) i / 8;
  nn_network_init_glorot (network, 7);
  nn_network_set_tensor (network, nn_network_find_layer (network, "c3")->bias, biases);
  activations.layers[2] = s2 = nn_tensor_new_copy (3, shape, values);
  g_assert_true (imagette_stack_model_set_c3 (model, &frame, 9));
  g_assert_cmpint (model->spec.channels, ==, 6);
  g_assert_cmpint (model->n_output, ==, 10);
  g_assert_cmpfloat (model->bias, ==, 9.0f / 8);
  check_against_kernel (model);
  counts = imagette_stack_words_counts (model);
  g_assert_nonnull (strstr (counts, "map 10 of C3"));
  frame.network = other;
  g_assert_false (imagette_stack_model_set_c3 (model, &frame, 3));
  g_assert_false (imagette_stack_model_set_c3 (model, NULL, 3));
  g_assert_cmpint (model->map, ==, 9);
}

/* A network of tanh: its maps have signs, and go through tanh. */
static void
test_tanh (void)
{
  const NnNetworkSpec lenet = { NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, { 0 } };
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  g_autofree ImagetteStackModel *model = g_new0 (ImagetteStackModel, 1);
  g_autofree char *sum = NULL;
  const gsize shape[] = { 6, 14, 14 };
  float values[6 * 14 * 14];
  NnActivations activations = { 0 };
  NnFrame frame = { .network = network, .activations = &activations };
  g_autoptr (NnTensor) s2 = NULL;
  ImagetteStackPlanes planes;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (float) g_test_rand_double_range (-1, 1);
  nn_network_init_glorot (network, 7);
  activations.layers[2] = s2 = nn_tensor_new_copy (3, shape, values);
  g_assert_true (imagette_stack_model_set_c3 (model, &frame, 2));
  check_against_kernel (model);
  sum = imagette_stack_words_sum (model, 1, 2);
  g_assert_nonnull (strstr (sum, "; after tanh: "));
  imagette_stack_model_get_planes (model, NN_COLORS_GREY, &planes);
  g_assert_cmpint (planes.kind, ==, NN_TILE_SIGNED);
  g_assert_cmpint (planes.output_kind, ==, NN_TILE_SIGNED);
  g_assert_cmpstr (planes.after, ==, "bias, tanh");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stack-model/colors", test_colors);
  g_test_add_func ("/stack-model/c3", test_c3);
  g_test_add_func ("/stack-model/tanh", test_tanh);
  return g_test_run ();
}

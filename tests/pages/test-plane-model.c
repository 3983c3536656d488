/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/convolution/imagette-plane-model.h"

#include <string.h>

#include "kernels/reference/reference.h"

#define SIDE NN_IMAGE_SIDE
#define PADDED (SIDE + 2 * IMAGETTE_STEPS_PADDING)

static void
fill (float *values, int n)
{
  for (int i = 0; i < n; i++)
    values[i] = (float) g_test_rand_double_range (-2, 2);
}

/* What is shown is the reference kernel's, for digit and grid, any stride, padding, pooling. */
static void
test_reference (void)
{
  for (int n = 0; n < 120; n++)
    {
      g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);
      gboolean grid = g_test_rand_int_range (0, 2);
      float padded[PADDED * PADDED] = { 0 }, wanted[PADDED * PADDED], turned[49];
      const int k = g_test_rand_int_range (1, 8);
      int side = grid ? 10 : SIDE, p = g_test_rand_int_range (0, 5), cells;
      NnkConv2d dims = { .B = 1, .C = 1, .H = side + 2 * p, .W = side + 2 * p, .OC = 1, .KH = k,
                         .KW = k, .stride = g_test_rand_int_range (1, 5) };

      imagette_plane_model_init (model);
      model->source = grid ? IMAGETTE_PLANE_GRID : IMAGETTE_PLANE_DIGIT;
      model->steps = (ImagetteSteps) { dims.stride, p, g_test_rand_int_range (1, 5),
                                       g_test_rand_int_range (0, 3), g_test_rand_int_range (0, 2) };
      fill (model->image, side * side);
      imagette_plane_model_set_kernel (model, k);
      g_assert_cmpint (model->kernel, ==, k);
      fill (model->weights, k * k);
      fill (&model->bias, 1);
      imagette_plane_model_compute (model);
      for (int y = 0; y < side; y++)
        memcpy (&padded[(y + p) * dims.W + p], &model->image[y * side], sizeof (float) * (gsize) side);
      for (int i = 0; i < k * k; i++)
        turned[i] = model->weights[model->steps.flipped ? k * k - 1 - i : i];
      nnk_ref_conv2d_forward (wanted, padded, turned, &model->bias, &dims);
      cells = model->n_output * model->n_output;
      g_assert_cmpint (model->n_output, ==, (dims.W - k) / dims.stride + 1);
      if (model->steps.after == NN_AFTER_RELU)
        nnk_ref_relu_forward (wanted, wanted, (size_t) cells);
      if (model->steps.after == NN_AFTER_TANH)
        nnk_ref_tanh_forward (wanted, wanted, (size_t) cells);
      g_assert_cmpmem (model->output, sizeof *wanted * (gsize) cells, wanted,
                       sizeof *wanted * (gsize) cells);
      for (int y = 0; y < model->n_pooled; y++)
        for (int x = 0; x < model->n_pooled; x++)
          {
            float largest = -G_MAXFLOAT;

            for (int i = 0; i < model->steps.pool * model->steps.pool; i++)
              largest = MAX (largest, wanted[(y * model->steps.pool + i / model->steps.pool)
                                               * model->n_output
                                             + x * model->steps.pool + i % model->steps.pool]);
            g_assert_cmpfloat (model->pooled[y * model->n_pooled + x], ==, largest);
          }
    }
}

/* The 25 products of a window come to its output. */
static void
test_window (void)
{
  g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);
  float inputs[25], weights[25];
  double sum = 0;

  imagette_plane_model_init (model);
  fill (model->image, SIDE * SIDE);
  model->steps = (ImagetteSteps) { .stride = 2, .padding = 1, .pool = 1, .flipped = TRUE };
  imagette_plane_model_compute (model);
  imagette_plane_model_get_window (model, 0, 3, inputs, weights);
  for (int i = 0; i < 25; i++)
    sum += (double) inputs[i] * (double) weights[i];
  g_assert_cmpfloat (model->output[3], ==, (float) sum);
  for (int i = 0; i < 5; i++)
    g_assert_cmpfloat (inputs[i], ==, 0);             /* the row of zeros above */
  for (int i = 0; i < 25; i++)
    g_assert_cmpfloat (weights[i], ==, model->weights[24 - i]);
}

static void
test_words (void)
{
  g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);
  g_autofree char *sum = NULL, *formula = NULL, *counts = NULL, *none = NULL;

  imagette_plane_model_init (model);
  imagette_plane_model_set_image (model, IMAGETTE_PLANE_GRID, NULL);
  imagette_plane_model_set_filter (model, IMAGETTE_PLANE_PRESET + IMAGETTE_PRESET_DELTA, NULL);
  model->bias = -2;
  model->steps.after = NN_AFTER_RELU;
  imagette_plane_model_compute (model);
  sum = imagette_plane_words_sum (model, 0, 0);
  g_assert_cmpstr (sum, ==, "O(0, 0) = Σ I·K = 0.5; with the bias −2: −1.5; after ReLU: 0");
  none = imagette_plane_words_sum (model, -1, -1);
  g_assert_cmpstr (none, ==, "");
  model->steps = (ImagetteSteps) { .stride = 2, .padding = 1, .pool = 1, .flipped = TRUE };
  imagette_plane_model_compute (model);
  formula = imagette_plane_words_formula (model);
  g_assert_cmpstr (formula, ==,
                   "Convolution, the filter turned over: "
                   "O(y, x) = Σ I(2y + a − 1, 2x + b − 1) K(4 − a, 4 − b)\n"
                   "Rows and columns of O: ⌊(10 + 2·1 − 5) / 2⌋ + 1 = 4");
  counts = imagette_plane_words_counts (model);
  g_assert_cmpstr (counts, ==,
                   "The same 26 parameters serve all 16 outputs, with 400 multiply-adds. A dense "
                   "layer from this input to this output: 1616 parameters, 1600 multiply-adds.");
}

/* A filter of C1 brings its own weights and bias; where there is none nothing changes. */
static void
test_filters (void)
{
  const NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };
  const NnNetworkSpec rival = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = nn_network_new (&lenet), other = nn_network_new (&rival);
  g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);
  g_autoptr (NnTensor) weights = NULL;
  float biases[6] = { 1, 2, 3, 4, 5, 6 };

  nn_network_init_glorot (network, 3);
  nn_network_set_tensor (network, nn_network_find_layer (network, "c1")->bias, biases);
  weights = nn_network_get_tensor (network, nn_network_find_layer (network, "c1")->weight);
  imagette_plane_model_init (model);
  g_assert_true (imagette_plane_model_set_filter (model, IMAGETTE_PLANE_C1 + 4, network));
  g_assert_cmpmem (model->weights, 25 * sizeof (float), nn_tensor_get_data (weights) + 4 * 25,
                   25 * sizeof (float));
  g_assert_cmpfloat (model->bias, ==, 5);
  g_assert_false (imagette_plane_model_set_filter (model, IMAGETTE_PLANE_C1, other));
  g_assert_false (imagette_plane_model_set_filter (model, IMAGETTE_PLANE_C1, NULL));
  g_assert_cmpint (model->filter, ==, IMAGETTE_PLANE_C1 + 4);
  g_assert_cmpfloat (model->bias, ==, 5);
  g_assert_true (imagette_plane_model_set_filter (model, IMAGETTE_PLANE_HAND, NULL));
  g_assert_cmpfloat (model->bias, ==, 0);
}

/* A larger or smaller filter keeps its middle; a known one is made anew; one of C1 is then one's own. */
static void
test_kernel (void)
{
  const NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);
  g_autofree char *formula = NULL;

  nn_network_init_glorot (network, 3);
  imagette_plane_model_init (model);
  imagette_plane_model_set_kernel (model, 3);
  g_assert_cmpint (model->filter, ==, IMAGETTE_PLANE_PRESET + IMAGETTE_PRESET_SOBEL_X);
  g_assert_cmpfloat (model->weights[3], ==, -0.5f);   /* (1 2 1)ᵀ (−1 0 1), the largest 0.5 */
  g_assert_cmpfloat (model->weights[2], ==, 0.25f);
  imagette_plane_model_compute (model);
  g_assert_cmpint (model->n_output, ==, 26);
  formula = imagette_plane_words_formula (model);
  g_assert_nonnull (strstr (formula, "⌊(28 + 2·0 − 3) / 1⌋ + 1 = 26"));

  g_assert_true (imagette_plane_model_set_filter (model, IMAGETTE_PLANE_C1 + 1, network));
  g_assert_cmpint (model->kernel, ==, 5);
  for (int kernel = 7; kernel >= 6; kernel--)
    {
      float middle = model->weights[model->kernel / 2 * (model->kernel + 1)];

      imagette_plane_model_set_kernel (model, kernel);
      g_assert_cmpint (model->filter, ==, IMAGETTE_PLANE_HAND);
      g_assert_cmpfloat (model->weights[kernel / 2 * (kernel + 1)], ==, middle);
    }
  imagette_plane_model_set_kernel (model, 0);
  g_assert_cmpint (model->kernel, ==, 1);
}

/* The grid keeps what was drawn on it while the digit is looked at. */
static void
test_grid (void)
{
  g_autofree ImagettePlaneModel *model = g_new0 (ImagettePlaneModel, 1);

  imagette_plane_model_init (model);
  imagette_plane_model_edit (model, 0, 0, 7);
  g_assert_cmpfloat (model->image[0], ==, 0);
  imagette_plane_model_set_image (model, IMAGETTE_PLANE_GRID, NULL);
  imagette_plane_model_edit (model, 0, 0, 7);
  imagette_plane_model_edit (model, 10, 0, 9);
  g_assert_cmpfloat (model->image[0], ==, 7);
  imagette_plane_model_set_image (model, IMAGETTE_PLANE_DIGIT, NULL);
  g_assert_cmpfloat (model->image[0], ==, 0);
  imagette_plane_model_set_image (model, IMAGETTE_PLANE_GRID, NULL);
  g_assert_cmpfloat (model->image[0], ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plane-model/reference", test_reference);
  g_test_add_func ("/plane-model/window", test_window);
  g_test_add_func ("/plane-model/words", test_words);
  g_test_add_func ("/plane-model/filters", test_filters);
  g_test_add_func ("/plane-model/kernel", test_kernel);
  g_test_add_func ("/plane-model/grid", test_grid);
  return g_test_run ();
}

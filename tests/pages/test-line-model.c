/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/convolution/imagette-line-words.h"

#include <string.h>

#include "kernels/reference/reference.h"

/* The sheet's figure, number by number. */
static void
test_sheet (void)
{
  static const float wanted[] = { 3, 4, 14, 18 }, pooled[] = { 4, 18 };
  ImagetteLineModel model;
  g_autofree char *sum = NULL, *formula = NULL, *size = NULL, *best = NULL;

  imagette_line_model_init (&model);
  g_assert_cmpint (model.n_output, ==, 4);
  g_assert_cmpmem (model.output, sizeof wanted, wanted, sizeof wanted);
  g_assert_cmpint (model.n_pooled, ==, 2);
  g_assert_cmpmem (model.pooled, sizeof pooled, pooled, sizeof pooled);
  sum = imagette_line_words_sum (&model, 2);
  g_assert_cmpstr (sum, ==, "O(2) = I(2)·K(0) + I(3)·K(1) = 2·3 + 4·2 = 14");
  formula = imagette_line_words_formula (&model);
  g_assert_cmpstr (formula, ==, "Cross-correlation, as networks compute it: O(t) = Σ I(t + a) K(a)");
  size = imagette_line_words_size (&model);
  g_assert_cmpstr (size, ==, "Boxes of O: ⌊(5 + 2·0 − 2) / 1⌋ + 1 = 4; after max-pool: ⌊4 / 2⌋ = 2");
  best = imagette_line_words_best (&model);
  g_assert_nonnull (strstr (best, "O(3)"));
  g_assert_nonnull (strstr (best, "cosine 1."));
}

/* Turned over, padded, stepped, rectified: the words say what was computed. */
static void
test_words (void)
{
  ImagetteLineModel model;
  g_autofree char *sum = NULL, *formula = NULL, *size = NULL;

  imagette_line_model_init (&model);
  model.steps.flipped = TRUE;
  model.steps.after = NN_AFTER_RELU;
  model.steps.padding = 1;
  model.steps.stride = 2;
  model.filter[0] = -3;
  imagette_line_model_compute (&model);
  sum = imagette_line_words_sum (&model, 0);
  g_assert_cmpstr (sum, ==,
                   "O(0) = ReLU(I(−1)·K(1) + I(0)·K(0)) = ReLU(0·2 + 1·(−3)) = ReLU(−3) = 0");
  formula = imagette_line_words_formula (&model);
  g_assert_cmpstr (formula, ==,
                   "Convolution, the filter turned over: O(t) = Σ I(2t + a − 1) K(1 − a)");
  model.n_filter = 7;
  model.n_signal = 2;
  imagette_line_model_compute (&model);
  g_assert_cmpint (model.n_output, ==, 0);
  size = imagette_line_words_size (&model);
  g_assert_cmpstr (size, ==, "The filter is longer than the signal: there is no place for it");
}

/* The largest sum is not always the best match, and the words know it. */
static void
test_best (void)
{
  ImagetteLineModel model;
  g_autofree char *best = NULL, *none = NULL;

  imagette_line_model_init (&model);
  memcpy (model.signal, ((const float[]) { 3, 2, 0, 9, 0 }), 5 * sizeof (float));
  imagette_line_model_compute (&model);
  g_assert_cmpint (imagette_line_model_get_best (&model), ==, 0);
  g_assert_cmpint (imagette_line_model_get_largest (&model), ==, 3);
  best = imagette_line_words_best (&model);
  g_assert_cmpstr (best, ==,
                   "The filter matches best at O(0): cosine 1. The sum is largest at O(3), with "
                   "cosine 0.83: the signal is stronger there, but less alike.");
  memset (model.signal, 0, sizeof model.signal);
  imagette_line_model_compute (&model);
  g_assert_cmpint (imagette_line_model_get_best (&model), ==, -1);
  none = imagette_line_words_best (&model);
  g_assert_cmpstr (none, ==, "The filter matches nowhere: no cosine is above 0");
}

/* The middle of a row in tenths; another length takes more of it. */
static void
test_row (void)
{
  guint8 pixels[28 * 28] = { 0 };
  ImagetteLineModel model;

  for (int i = 0; i < 28; i++)
    pixels[3 * 28 + i] = (guint8) (i * 9);
  imagette_line_model_init (&model);
  model.row = 3;
  imagette_line_model_load (&model, IMAGETTE_LINE_ROW, pixels);
  imagette_line_model_compute (&model);
  g_assert_cmpint (model.n_signal, ==, 20);
  g_assert_cmpfloat (model.signal[0], ==, 0.1f);      /* 36 of 255 */
  g_assert_cmpfloat (model.signal[19], ==, 0.8f);     /* 207 */
  model.n_signal = 28;
  imagette_line_model_take_row (&model, pixels);
  g_assert_cmpfloat (model.signal[0], ==, 0);
  g_assert_cmpfloat (model.signal[27], ==, 1);        /* 243 */
  imagette_line_model_load (&model, IMAGETTE_LINE_TYPED, NULL);
  imagette_line_model_take_row (&model, NULL);
  g_assert_cmpfloat (model.signal[27], ==, 1);
}

/* The spike of the pulse is found twice, best where it is the filter itself. */
static void
test_pulse (void)
{
  ImagetteLineModel model;

  imagette_line_model_init (&model);
  imagette_line_model_load (&model, IMAGETTE_LINE_PULSE, NULL);
  imagette_line_model_compute (&model);
  g_assert_cmpint (imagette_line_model_get_best (&model), ==, 3);
  g_assert_cmpfloat_with_epsilon (model.matches[3], 1, 1e-6);
  g_assert_cmpfloat (model.matches[14], >, 0.97);
}

/* What is shown is the reference kernel's, for any length, stride, padding and pooling. */
static void
test_reference (void)
{
  for (int n = 0; n < 400; n++)
    {
      ImagetteLineModel model = {
        .n_signal = g_test_rand_int_range (1, 29), .n_filter = g_test_rand_int_range (1, 8),
        .steps = { g_test_rand_int_range (1, 5), g_test_rand_int_range (0, 5),
                   g_test_rand_int_range (1, 5), g_test_rand_int_range (0, 2),
                   g_test_rand_int_range (0, 2) },
      };
      float padded[IMAGETTE_LINE_MAX] = { 0 }, wanted[IMAGETTE_LINE_MAX], zero = 0;
      NnkConv2d dims = { .B = 1, .C = 1, .H = 1, .W = model.n_signal + 2 * model.steps.padding,
                         .OC = 1, .KH = 1, .KW = model.n_filter, .stride = model.steps.stride };

      for (int i = 0; i < model.n_signal; i++)
        padded[i + model.steps.padding] = model.signal[i] = (float) g_test_rand_double_range (-9, 9);
      for (int i = 0; i < model.n_filter; i++)
        model.filter[i] = (float) g_test_rand_double_range (-9, 9);
      imagette_line_model_compute (&model);
      if (dims.W < dims.KW)
        {
          g_assert_cmpint (model.n_output, ==, 0);
          continue;
        }
      for (int i = 0; i < model.n_filter; i++)
        g_assert_cmpfloat (model.laid[i], ==,
                           model.filter[model.steps.flipped ? model.n_filter - 1 - i : i]);
      nnk_ref_conv2d_forward (wanted, padded, model.laid, &zero, &dims);
      if (model.steps.after == NN_AFTER_RELU)
        nnk_ref_relu_forward (wanted, wanted, (size_t) model.n_output);
      g_assert_cmpint (model.n_output, ==, (dims.W - dims.KW) / dims.stride + 1);
      g_assert_cmpmem (model.output, sizeof *wanted * (gsize) model.n_output, wanted,
                       sizeof *wanted * (gsize) model.n_output);
      for (int i = 0; i < model.n_pooled; i++)
        for (int j = 0; j < model.steps.pool; j++)
          g_assert_cmpfloat (model.pooled[i], >=, wanted[i * model.steps.pool + j]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-model/sheet", test_sheet);
  g_test_add_func ("/line-model/words", test_words);
  g_test_add_func ("/line-model/best", test_best);
  g_test_add_func ("/line-model/row", test_row);
  g_test_add_func ("/line-model/pulse", test_pulse);
  g_test_add_func ("/line-model/reference", test_reference);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-display.h"
#include "pages/imagette-plan.h"
#include "pages/imagette-words.h"
#include "pages/layers/imagette-all-max.h"
#include "pages/layers/imagette-cell-words.h"
#include "pages/train/imagette-mistake-items.h"
#include "synthetic.h"

/* What pages know without a window. */

static void
test_mistakes (void)
{
  guint8 labels[] = { 4, 4, 9, 4, 1, 4 }, predicted[] = { 9, 9, 9, 4, 7, 9 };
  float probability[] = { 0.5f, 0.9f, 1, 1, 0.9f, 0.5f };
  NnEvaluation evaluation = { .n = 6, .predicted = predicted, .probability = probability };
  g_autoptr (GArray) all = imagette_mistakes_find (&evaluation, labels, -1, -1);
  g_autoptr (GArray) cell = imagette_mistakes_find (&evaluation, labels, 4, 9);
  g_autoptr (GArray) right = imagette_mistakes_find (&evaluation, labels, 9, 9);
  const guint32 all_expected[] = { 1, 4, 0, 5 }, cell_expected[] = { 1, 0, 5 };

  g_assert_cmpmem (all->data, all->len * 4, all_expected, sizeof all_expected);
  g_assert_cmpmem (cell->data, cell->len * 4, cell_expected, sizeof cell_expected);
  g_assert_cmpuint (right->len, ==, 1);
}

static void
count_cb (gpointer object,
          int     *count)
{
  (*count)++;
}

static void
test_plan (void)
{
  ImagettePlan *plan = imagette_plan_new ();
  NnTrainingSpec spec = nn_training_spec_default ();
  int changes = 0;

  g_signal_connect (plan, "changed", G_CALLBACK (count_cb), &changes);
  imagette_plan_set_spec (plan, &spec);
  g_assert_cmpint (changes, ==, 0);
  imagette_plan_set_network (plan, NN_ARCHITECTURE_MLP, NN_ACTIVATION_TANH);
  g_assert_cmpint (changes, ==, 1);
  g_assert_true (imagette_plan_differs (plan, &spec));
  g_assert_cmpint (imagette_plan_get_spec (plan)->network.hidden[0], ==, 70);
  imagette_plan_set_network (plan, NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU);
  g_assert_false (imagette_plan_differs (plan, &spec));
  g_assert_finalize_object (plan);
}

static void
test_display (void)
{
  ImagetteDisplay *display = imagette_display_new ();

  imagette_display_zoom (display, 1);
  g_assert_cmpfloat (imagette_display_get_zoom (display), ==, 1.5);
  for (int i = 0; i < 9; i++)
    imagette_display_zoom (display, 1);
  g_assert_cmpfloat (imagette_display_get_zoom (display), ==, 4);
  for (int i = 0; i < 9; i++)
    imagette_display_zoom (display, -1);
  g_assert_cmpfloat (imagette_display_get_zoom (display), ==, 0.5);
  imagette_display_zoom (display, 0);
  g_assert_cmpfloat (imagette_display_get_zoom (display), ==, 1);
  g_object_set (display, "scope", "row", "colors", "diverging", NULL);
  g_assert_cmpint (imagette_display_get_scope (display), ==, NN_SCOPE_ROW);
  g_assert_cmpint (imagette_display_get_colors (display), ==, NN_COLORS_DIVERGING);
  g_assert_finalize_object (display);
}

static void
test_words (void)
{
  NnPlace start = { 0 }, batch = { .update = 30, .position = 1920 },
          epoch = { .update = 1876, .epoch = 2 };
  g_autofree char *a = imagette_words_moment (&start);
  g_autofree char *b = imagette_words_moment (&batch);
  g_autofree char *c = imagette_words_moment (&epoch);

  g_assert_cmpstr (a, ==, "the start");
  g_assert_cmpstr (b, ==, "batch 30");
  g_assert_cmpstr (c, ==, "epoch 2");
}

/* ---- of a trained network ---- */

typedef struct { NnFrame *frame; GPtrArray *moments; } Trained;

static void
train (Trained *trained)
{
  NnDataset *dataset = synthetic_dataset (64, 10);
  NnTrainingSpec spec = nn_training_spec_default ();
  NnTraining *training = nn_training_new (dataset, &spec, nn_backend_best (), 1);
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, 3);
  NnMoment *last;

  trained->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  for (int i = 0; i < 3; i++)
    {
      g_ptr_array_add (trained->moments, nn_training_capture (training, NULL));
      nn_training_step (training, NULL);
    }
  last = g_ptr_array_index (trained->moments, 2);
  trained->frame = nn_frame_new (nn_training_get_engine (training), last->network, &spec,
                                 &last->place, probe);
  nn_training_free (training);
  nn_dataset_unref (dataset);
}

static void
trained_clear (Trained *trained)
{
  nn_frame_unref (trained->frame);
  g_ptr_array_unref (trained->moments);
}

static void
test_cell_words (void)
{
  Trained trained;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  train (&trained);
  imagette_cell_words (trained.frame, "c3", FALSE, 5, 4, 3, &title, &text);
  expected = g_strdup_printf ("row 4, column 3: %.3f\nlooks at rows 6 to 19, columns 4 to 17",
                              (double) nn_tensor_get_data (trained.frame->activations->layers[3])
                                [5 * 100 + 43]);
  g_assert_cmpstr (title, ==, "C3 map 6");
  g_assert_cmpstr (text, ==, expected);

  g_clear_pointer (&title, g_free);
  g_clear_pointer (&text, g_free);
  imagette_cell_words (trained.frame, "c3", TRUE, 13, 1, 2, &title, &text);
  g_assert_cmpstr (title, ==, "C3 filter 3 for map 2");
  g_assert_true (g_str_has_prefix (text, "row 1, column 2:\nweight "));

  g_clear_pointer (&title, g_free);
  g_clear_pointer (&text, g_free);
  imagette_cell_words (trained.frame, "c1", FALSE, 6, 0, 0, &title, &text);
  g_assert_null (title);
  trained_clear (&trained);
}

static void
done_cb (ImagetteAllMax *all_max,
         gboolean       *done)
{
  *done = TRUE;
}

static void
test_all_max (void)
{
  Trained trained;
  ImagetteAllMax *all_max = imagette_all_max_new ();
  gboolean done = FALSE;
  float expected = 0;

  train (&trained);
  g_signal_connect (all_max, "changed", G_CALLBACK (done_cb), &done);
  imagette_all_max_renew (all_max, trained.moments, trained.frame->probe);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < trained.moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (trained.moments, i);
      g_autoptr (NnTensor) filters
        = nn_network_get_tensor (moment->network,
                                 nn_network_find_layer (moment->network, "c3")->weight);

      expected = MAX (expected, nn_tensor_abs_max (filters));
    }
  g_assert_cmpfloat (imagette_all_max_get (all_max, NN_VIEW_C3_FILTERS), ==, expected);
  g_assert_cmpfloat (imagette_all_max_get (all_max, NN_VIEW_S4_MAPS), >=,
                     nn_tensor_abs_max (trained.frame->activations->layers[4]));
  g_assert_cmpfloat (imagette_all_max_get (all_max, NN_VIEW_S4_MAPS), >, 0);
  g_object_unref (all_max);       /* its thread may hold it for a moment */
  trained_clear (&trained);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/mistakes", test_mistakes);
  g_test_add_func ("/pages/plan", test_plan);
  g_test_add_func ("/pages/display", test_display);
  g_test_add_func ("/pages/words", test_words);
  g_test_add_func ("/pages/cell-words", test_cell_words);
  g_test_add_func ("/pages/all-max", test_all_max);
  return g_test_run ();
}

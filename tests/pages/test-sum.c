/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-arithmetic.h"
#include "nn/nn-hands.h"
#include "pages/layers/imagette-sum-pane.h"
#include "pages/layers/imagette-sum-words.h"

#include <string.h>

/* A frame of an untrained LeNet and a made-up digit. (transfer full) */
static NnFrame *
make_frame (NnActivation activation,
            gboolean     muted)
{
  NnTrainingSpec spec = nn_training_spec_default ();
  const NnPlace place = { 0 };
  guint8 pixels[NN_IMAGE_SIZE];
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnProbe) probe = NULL;
  NnHands hands = { { 0 } };

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    pixels[i] = (guint8) (i % 28 > 8 && i % 28 < 14 && i / 28 % 9 ? 255 - i % 7 : 0);
  spec.network.activation = activation;
  network = nn_network_new (&spec.network);
  nn_network_init_glorot (network, 5);
  nn_hands_set_muted (&hands, 3, 5, muted);
  nn_network_set_hands (network, &hands);
  engine = nn_engine_new (&spec.network, nn_backend_best (), 1);
  probe = nn_probe_new (pixels, -1, -1, "drawing");
  return nn_frame_new (engine, network, &spec, &place, probe);
}

static int
count (const char *text,
       const char *word)
{
  int n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

/* The first line names the cell and its value, as they are in the frame. */
static void
assert_first_line (NnFrame      *frame,
                   const NnUnit *unit,
                   const char   *name)
{
  g_autofree char *words = imagette_sum_words (frame, unit, -1);
  const float value = nn_unit_get_value (frame->network, frame->activations, unit);
  g_autofree char *expected = g_strdup_printf ("<b>%s = %s%.4f</b>\n", name, value < 0 ? "−" : "",
                                               (double) ABS (value));

  if (!g_str_has_prefix (words, expected))
    g_error ("expected “%s”, found “%s”", expected, words);
}

static void
test_first_lines (void)
{
  g_autoptr (NnFrame) frame = make_frame (NN_ACTIVATION_RELU, FALSE);

  assert_first_line (frame, &(NnUnit) { 1, 3, 7, 11 }, "C1 map 4, row 7, column 11");
  assert_first_line (frame, &(NnUnit) { 2, 3, 7, 5 }, "S2 map 4, row 7, column 5");
  assert_first_line (frame, &(NnUnit) { 3, 15, 9, 0 }, "C3 map 16, row 9, column 0");
  assert_first_line (frame, &(NnUnit) { 5, 119, 0, 0 }, "C5 unit 120");
  assert_first_line (frame, &(NnUnit) { 7, 2, 0, 0 }, "Output unit 3");
}

/* Six maps, folded and unfolded; one map is always open. */
static void
test_unfold (void)
{
  g_autoptr (NnFrame) frame = make_frame (NN_ACTIVATION_RELU, FALSE);
  g_autofree char *folded = imagette_sum_words (frame, &(NnUnit) { 3, 2, 4, 4 }, -1);
  g_autofree char *open = imagette_sum_words (frame, &(NnUnit) { 3, 2, 4, 4 }, 5);
  g_autofree char *c1 = imagette_sum_words (frame, &(NnUnit) { 1, 2, 0, 0 }, -1);

  g_assert_cmpint (count (folded, "<a href="), ==, 6);
  g_assert_cmpint (count (folded, "×"), ==, 0);
  g_assert_cmpint (count (folded, "S2 map 6: 25 products"), ==, 1);
  g_assert_cmpint (count (open, "×"), ==, 25);
  g_assert_cmpint (count (c1, "×"), ==, 25);
  g_assert_cmpint (count (c1, "<a href="), ==, 0);
  g_assert_nonnull (strstr (folded, "Goes into S4 map 3, row 2, column 2."));
}

static void
test_kinds (void)
{
  g_autoptr (NnFrame) relu = make_frame (NN_ACTIVATION_RELU, TRUE);
  g_autoptr (NnFrame) tanh = make_frame (NN_ACTIVATION_TANH, FALSE);
  g_autofree char *pool = imagette_sum_words (relu, &(NnUnit) { 2, 0, 5, 5 }, -1);
  g_autofree char *dense = imagette_sum_words (relu, &(NnUnit) { 6, 0, 0, 0 }, -1);
  g_autofree char *muted = imagette_sum_words (relu, &(NnUnit) { 3, 5, 4, 4 }, -1);
  g_autofree char *hyperbolic = imagette_sum_words (tanh, &(NnUnit) { 3, 5, 4, 4 }, -1);
  g_autofree char *output = imagette_sum_words (relu, &(NnUnit) { 7, 5, 0, 0 }, -1);

  g_assert_cmpint (count (pool, "C1 map 1, row"), ==, 4);
  g_assert_cmpint (count (pool, "the largest"), ==, 1);
  g_assert_cmpint (count (dense, "C5 unit"), ==, 6);
  g_assert_nonnull (strstr (dense, "the other 114 inputs"));
  g_assert_nonnull (strstr (dense, "after ReLU"));
  g_assert_nonnull (strstr (dense, "Goes into all 10 units of Output."));
  g_assert_nonnull (strstr (muted, "muted"));
  g_assert_nonnull (strstr (hyperbolic, "after tanh"));
  g_assert_null (strstr (output, "after"));
}

static void
test_soft_max (void)
{
  g_autoptr (NnFrame) frame = make_frame (NN_ACTIVATION_RELU, FALSE);
  g_autofree char *words = imagette_soft_max_words (frame);
  const int best = frame->activations->best;
  g_autofree char *expected = g_strdup_printf ("<b>%d: 1.0000 / ", best);
  g_autofree char *end = g_strdup_printf (" = %.4f</b>",
                                          (double) frame->activations->probabilities[best]);

  g_assert_nonnull (strstr (words, expected));
  g_assert_true (g_str_has_suffix (words, end));
  g_assert_cmpint (count (words, "<tt>"), ==, 11);
}

static gboolean
click (GtkWidget  *widget,
       const char *uri)
{
  gboolean handled = FALSE;

  if (GTK_IS_LABEL (widget))
    {
      g_signal_emit_by_name (widget, "activate-link", uri, &handled);
      return handled;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !handled;
       child = gtk_widget_get_next_sibling (child))
    handled = click (child, uri);
  return handled;
}

/* Hidden without a cell; a click unfolds a map, another folds it; follows the frame. */
static void
test_pane (void)
{
  g_autoptr (NnFrame) frame = make_frame (NN_ACTIVATION_RELU, FALSE);
  g_autoptr (NnFrame) other = make_frame (NN_ACTIVATION_TANH, FALSE);
  GtkWidget *window = gtk_window_new ();
  ImagetteSumPane *pane = IMAGETTE_SUM_PANE (imagette_sum_pane_new ());

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (pane));
  gtk_window_present (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (pane)));
  imagette_sum_pane_set_frame (pane, frame);
  imagette_sum_pane_set_cell (pane, "c3", 2, 4, 4);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (pane)));
  g_assert_true (g_str_has_prefix (imagette_sum_pane_get_text (pane), "C3 map 3, row 4, column 4"));
  g_assert_cmpint (count (imagette_sum_pane_get_text (pane), "×"), ==, 0);

  g_assert_true (click (GTK_WIDGET (pane), "1"));
  while (count (imagette_sum_pane_get_text (pane), "×") != 25)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (click (GTK_WIDGET (pane), "1"));
  while (count (imagette_sum_pane_get_text (pane), "×") != 0)
    g_main_context_iteration (NULL, TRUE);

  imagette_sum_pane_set_frame (pane, other);
  g_assert_nonnull (strstr (imagette_sum_pane_get_text (pane), "after tanh"));
  imagette_sum_pane_set_cell (pane, "c3", 99, 4, 4);
  g_assert_true (g_str_has_prefix (imagette_sum_pane_get_text (pane), "Point at a cell"));
  imagette_sum_pane_set_cell (pane, NULL, 0, 0, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (pane)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A sum that is not to the bit says so, and no other one does. */
static void
test_exact (void)
{
  for (int other = 0; other < 2; other++)
    {
      g_autoptr (NnFrame) frame = make_frame (NN_ACTIVATION_RELU, FALSE);
      int n_noted = 0;

      /* Weights that the activations were not made with. */
      if (other)
        {
          g_clear_pointer (&frame->network, nn_network_unref);
          frame->network = nn_network_new (&frame->spec.network);
          nn_network_init_glorot (frame->network, 6);
        }
      for (int u = 0; u < 84; u++)
        {
          const NnUnit unit = { 6, u, 0, 0 };
          g_autofree char *words = imagette_sum_words (frame, &unit, -1);
          g_autoptr (NnArithmetic) sum = nn_arithmetic_new (frame->network, frame->activations,
                                                            &unit);
          gboolean noted = strstr (words, "last digits may differ") != NULL;

          g_assert_true (noted == !sum->exact);
          n_noted += noted;
        }
      g_assert_true (other ? n_noted > 0 : n_noted == 0);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sum/first-lines", test_first_lines);
  g_test_add_func ("/sum/unfold", test_unfold);
  g_test_add_func ("/sum/kinds", test_kinds);
  g_test_add_func ("/sum/soft-max", test_soft_max);
  g_test_add_func ("/sum/exact", test_exact);
  g_test_add_func ("/sum/pane", test_pane);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/layers/imagette-layers-page.h"
#include "pages/layers/imagette-weight-pane.h"
#include "session/nn-session-weight.h"
#include "widgets/imagette-cells.h"

/* One weight's update, in the real window. */

static ImagetteWeightPane *
get_pane (AppTest *test)
{
  return IMAGETTE_WEIGHT_PANE (app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_WEIGHT_PANE,
                                              NULL));
}

static const char *
get_text (AppTest *test)
{
  return imagette_weight_pane_get_text (get_pane (test));
}

static gboolean
says (AppTest    *test,
      const char *words)
{
  return strstr (get_text (test), words) != NULL;
}

static void
open_tile (AppTest    *test,
           const char *title)
{
  GtkWidget *tile = app_test_find_tile (test, title);

  g_assert_nonnull (tile);
  g_assert_true (gtk_widget_grab_focus (tile));
  app_test_press (test, "Return");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (get_pane (test))));
}

static void
click_link (AppTest    *test,
            const char *address)
{
  GtkWidget *label = app_test_find (GTK_WIDGET (get_pane (test)), GTK_TYPE_LABEL, NULL);
  gboolean handled = FALSE;

  g_signal_emit_by_name (label, "activate-link", address, &handled);
  g_assert_true (handled);
}

/* Before a step it says how; B, and there it is; a run takes it away. */
static void
test_step (AppTest      *test,
           gconstpointer data)
{
  g_autofree char *first = NULL;

  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_pane (test))));
  open_tile (test, "C1 filter 3 of 6");
  app_test_wait (test, says (test, "Press B to train one batch"));
  g_assert_true (g_str_has_prefix (get_text (test), "C1 filter 3, row "));
  app_test_press (test, "b");
  app_test_wait (test, says (test, "new weight: "));
  g_assert_true (says (test, "Batch 1: what each of its 64 images"));
  g_assert_true (says (test, "the network’s weight, to the bit"));
  first = g_strdup (get_text (test));
  app_test_press (test, "b");
  app_test_wait (test, says (test, "Batch 2: "));
  g_assert_cmpstr (first, !=, get_text (test));

  app_test_activate (test, "win.epoch");
  app_test_wait (test, nn_session_get_state (test->session) != NN_STATE_RUNNING);
  app_test_wait (test, says (test, "Press B to train one batch"));
  nn_session_look_at (test->session, g_ptr_array_index (nn_session_get_moments (test->session), 0));
  app_test_wait (test, says (test, "Go back to now and press B"));
  nn_session_look_at (test->session, NULL);
  app_test_wait (test, says (test, "Press B to train one batch"));

  /* Closed, nobody asks for it any more. */
  app_test_press (test, "b");
  app_test_wait (test, nn_session_get_weight_look (test->session) != NULL);
  app_test_press (test, "Escape");
  app_test_wait (test, !gtk_widget_get_mapped (GTK_WIDGET (get_pane (test))));
  app_test_wait (test, nn_session_get_weight_look (test->session) == NULL);
}

/* The arrow keys choose the weight; Enter holds it. */
static void
test_choose (AppTest      *test,
             gconstpointer data)
{
  const NnWeightLook *look;

  open_tile (test, "C3 filter 6 of 16 for S2 map 2");
  app_test_press (test, "b");
  app_test_wait (test, says (test, "Batch 1: "));
  for (int i = 0; i < 5; i++)
    {
      app_test_press (test, "Left");
      app_test_press (test, "Up");
    }
  app_test_wait (test, g_str_has_prefix (get_text (test), "C3 filter 6 for map 2, row 0, column 0 · "));
  app_test_press (test, "Right");
  app_test_press (test, "Down");
  app_test_press (test, "Right");
  app_test_wait (test, g_str_has_prefix (get_text (test), "C3 filter 6 for map 2, row 1, column 2 · "));
  look = nn_session_get_weight_look (test->session);
  g_assert_cmpint (look->spec.parameter, ==, 2);
  g_assert_cmpuint (look->spec.index, ==, (5 * 6 + 1) * 25 + 7);

  app_test_press (test, "Return");
  app_test_press (test, "Left");
  app_test_press (test, "Down");
  g_assert_true (g_str_has_prefix (get_text (test), "C3 filter 6 for map 2, row 1, column 2 · "));
  app_test_press (test, "Return");
  app_test_wait (test, g_str_has_prefix (get_text (test), "C3 filter 6 for map 2, row 2, column 1 · "));
  app_test_press (test, "Return");
  app_test_press (test, "Left");
  app_test_wait (test, g_str_has_prefix (get_text (test), "C3 filter 6 for map 2, row 2, column 0 · "));
}

/* Links: an image shows its positions, "the other …" all images. */
static void
test_unfold (AppTest      *test,
             gconstpointer data)
{
  open_tile (test, "C1 filter 1 of 6");
  app_test_press (test, "b");
  app_test_wait (test, says (test, "the other 60 images"));
  click_link (test, "all");
  app_test_wait (test, says (test, "Only the largest"));
  g_assert_false (says (test, "the other 60 images"));
  click_link (test, "5");
  app_test_wait (test, says (test, "the other 780 positions"));
  click_link (test, "5");
  app_test_wait (test, !says (test, "the other 780 positions"));
  click_link (test, "all");
  app_test_wait (test, says (test, "the other 60 images"));
}

/* A map is no filter: its sum is shown instead, as ever. */
static void
test_not_a_weight (AppTest      *test,
                   gconstpointer data)
{
  GtkWidget *map = app_test_find_tile (test, "C1 map 4 of 6");

  open_tile (test, "C1 filter 1 of 6");
  app_test_press (test, "Escape");
  g_assert_true (gtk_widget_grab_focus (map));
  app_test_press (test, "Return");
  app_test_wait (test, imagette_layers_page_get_opened (
                         IMAGETTE_LAYERS_PAGE (imagette_window_get_page (test->window, "layers")))
                       == IMAGETTE_TILE (map));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_pane (test))));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/weight/step", test_step);
  app_test_add ("/app/weight/choose", test_choose);
  app_test_add ("/app/weight/unfold", test_unfold);
  app_test_add ("/app/weight/not-a-weight", test_not_a_weight);
  return g_test_run ();
}

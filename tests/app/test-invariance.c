/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-invariance-view.h"
#include "session/nn-session-studies.h"
#include "ui-test.h"
#include "widgets/imagette-plot.h"

#include <math.h>

/* The Invariance view of the Features page, driven. */

static ImagetteInvarianceView *
get_view (AppTest *test)
{
  return IMAGETTE_INVARIANCE_VIEW (imagette_features_page_get_view (
    IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features")), "invariance"));
}

/* The slider that says so in its tooltip. */
static GtkWidget *
find_slider (ImagetteInvarianceView *view, NnSweep sweep)
{
  GtkWidget *slider = app_test_find (GTK_WIDGET (imagette_invariance_view_get_sliders (view)),
                                     GTK_TYPE_SCALE, imagette_invariance_sliders_name (sweep));

  g_assert_nonnull (slider);
  return slider;
}

static void
assert_digit (ImagetteInvarianceView *view, const float *expected)
{
  int height, width;
  const float *values = imagette_tile_get_values (
    imagette_invariance_sliders_get_tile (imagette_invariance_view_get_sliders (view)), &height,
    &width, NULL, NULL, NULL);

  g_assert_cmpint (height * width, ==, 784);
  g_assert_cmpmem (values, 784 * sizeof *values, expected, 784 * sizeof *expected);
}

/* What the bars and the words say is what the frame says. */
static gboolean
says (ImagetteInvarianceView *view, NnFrame *frame)
{
  ImagetteInvarianceAnswer *answer = imagette_invariance_view_get_answer (view);
  g_autofree char *reads = g_strdup_printf ("It reads %d.", frame->activations->best);
  const float *shown = imagette_output_bars_get_values (imagette_invariance_answer_get_bars (answer));

  return g_str_equal (imagette_invariance_answer_get_words (answer), reads)
         && memcmp (shown, frame->activations->probabilities, 10 * sizeof *shown) == 0;
}

static void
test_four_sliders_change_the_digit (AppTest *test, gconstpointer data)
{
  const NnTransform four = { .shift_x = 1, .shift_y = -4, .scale = 1.5, .rotation = 30 };
  ImagetteInvarianceView *view;
  GtkWidget *controls, *plot, *reset;
  float image[784], changed[784];
  NnFrame *frame;

  app_test_press (test, "alt+5");
  view = get_view (test);
  controls = imagette_invariance_view_get_controls (IMAGETTE_PAGE (view));
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_INVARIANCE);
  app_test_wait (test, nn_session_get_invariance (test->session) != NULL);
  for (int i = 0; i < 784; i++)
    image[i] = (float) nn_session_get_probe (test->session)->pixels[i] / 255.0f;
  /* It begins where nothing is changed, and asks for nothing. */
  assert_digit (view, image);
  app_test_wait (test, says (view, nn_session_get_frame (test->session)));
  g_assert_null (nn_session_get_transformed_frame (test->session));
  reset = app_test_find (GTK_WIDGET (view), GTK_TYPE_BUTTON, "Reset");
  g_assert_false (gtk_widget_get_sensitive (reset));

  /* Together; the one that the hand moves brings its curves, and their cursor. */
  gtk_range_set_value (GTK_RANGE (find_slider (view, NN_SWEEP_SHIFT_Y)), 10);
  gtk_range_set_value (GTK_RANGE (find_slider (view, NN_SWEEP_SCALE)), 20);
  gtk_range_set_value (GTK_RANGE (find_slider (view, NN_SWEEP_SHIFT_X)), 15);
  gtk_range_set_value (GTK_RANGE (find_slider (view, NN_SWEEP_ROTATION)), 41);
  plot = app_test_find (GTK_WIDGET (view), IMAGETTE_TYPE_PLOT, NULL);
  g_assert_cmpfloat (imagette_plot_get_cursor (IMAGETTE_PLOT (plot)), ==, 1);
  g_assert_true (ui_test_press (find_slider (view, NN_SWEEP_ROTATION), GDK_KEY_Right, 0));
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (find_slider (view, NN_SWEEP_ROTATION))), ==, 42);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (app_test_find (
                      controls, GTK_TYPE_DROP_DOWN, NULL))), ==, NN_SWEEP_ROTATION);
  g_assert_cmpfloat (imagette_plot_get_cursor (IMAGETTE_PLOT (plot)), ==, 30);
  nn_transform_image (changed, image, &four);
  assert_digit (view, changed);
  app_test_wait (test, (frame = nn_session_get_transformed_frame (test->session)) != NULL
                         && memcmp (nn_tensor_get_data (frame->activations->layers[0]), changed,
                                    sizeof changed) == 0);
  app_test_wait (test, says (view, nn_session_get_transformed_frame (test->session)));

  /* The cursor in the hand is the slider, and stays when the pointer goes. */
  ui_test_hover (plot, gtk_widget_get_width (plot) / 2, gtk_widget_get_height (plot) / 2);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (find_slider (view, NN_SWEEP_ROTATION))), !=, 42);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (find_slider (view, NN_SWEEP_SCALE))), ==, 20);
  ui_test_leave (plot);
  g_assert_false (isnan (imagette_plot_get_cursor (IMAGETTE_PLOT (plot))));

  g_signal_emit_by_name (reset, "clicked");
  assert_digit (view, image);
  g_assert_cmpfloat (imagette_plot_get_cursor (IMAGETTE_PLOT (plot)), ==, 0);
  g_assert_null (nn_session_get_transformed_frame (test->session));
  app_test_wait (test, says (view, nn_session_get_frame (test->session)));
  g_assert_false (gtk_widget_get_sensitive (reset));

  /* Another sub-view puts it away, and coming back takes it up again. */
  gtk_range_set_value (GTK_RANGE (find_slider (view, NN_SWEEP_SCALE)), 20);
  app_test_wait (test, nn_session_get_transformed_frame (test->session) != NULL);
  app_test_press (test, "alt+4");
  app_test_wait (test, nn_session_get_transformed_frame (test->session) == NULL);
  app_test_press (test, "alt+5");
  app_test_wait (test, nn_session_get_transformed_frame (test->session) != NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/invariance/four-sliders", test_four_sliders_change_the_digit);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "nn/nn-projection.h"
#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-occlusion-view.h"
#include "session/nn-session-studies.h"
#include "ui-test.h"

/* The panels of figure 7, in the real window. */

static NnTensor *
project (NnFrame *frame,
         int      map)
{
  const NnLayer *layers = nn_network_get_layers (frame->network, NULL);
  const NnUnit unit = nn_unit_strongest (frame->network, frame->activations,
                                         (int) (nn_network_find_layer (frame->network, "c3") - layers),
                                         map);

  return nn_projection_new (frame->network, frame->activations, &unit, NN_GATE_DECONVNET);
}

static gboolean
shows (ImagetteHeatMap *panel,
       const NnTensor  *projection)
{
  const float *values = imagette_heat_map_get_values (panel);

  return values != NULL && memcmp (values, nn_tensor_get_data (projection), 784 * sizeof *values) == 0;
}

static int
count_pixels (ImagetteHeatMap *panel,
              guint32          color)
{
  cairo_surface_t *picture = ui_test_picture (GTK_WIDGET (panel));
  int n = ui_test_count (picture, color);

  cairo_surface_destroy (picture);
  return n;
}

/* Panel (c) is of the map of panel (b), however the probe's frame and its maps come in; it is
 * empty where that map is, and has the colours that the others have. */
static void
test_the_projection_is_of_the_map (AppTest *test, gconstpointer data)
{
  ImagetteHeatMap *panel;
  NnOcclusion *occlusion;
  guint8 blank[NN_IMAGE_SIZE] = { 0 };
  g_autoptr (NnProbe) nothing = nn_probe_new (blank, -1, -1, "blank");
  int last = -1, changes = 0;

  app_test_press (test, "alt+4");
  panel = imagette_occlusion_maps_get_panel (
    imagette_occlusion_view_get_maps (IMAGETTE_OCCLUSION_VIEW (
      imagette_features_page_get_view (IMAGETTE_FEATURES_PAGE (imagette_window_get_page (
        test->window, "features")), "occlusion"))), IMAGETTE_PANEL_PROJECTION);
  app_test_wait (test, nn_session_get_occlusion (test->session) != NULL);
  for (guint i = 1; i < 30; i++)
    {
      g_autoptr (NnProbe) probe = nn_probe_new_test (test->dataset, i);
      g_autoptr (NnTensor) expected = NULL;
      NnOcclusion *before = nn_session_get_occlusion (test->session);

      nn_session_set_probe (test->session, probe);
      app_test_wait (test, nn_session_get_frame (test->session)->probe == probe);
      app_test_wait (test, (occlusion = nn_session_get_occlusion (test->session)) != before);
      changes += last >= 0 && occlusion->map != last;
      last = occlusion->map;
      expected = project (nn_session_get_frame (test->session), last);
      app_test_wait (test, shows (panel, expected));
    }
  g_assert_cmpint (changes, >, 0);
  g_assert_cmpint (count_pixels (panel, 0x808080), >, 1000);
  app_test_press (test, "c");
  app_test_wait (test, count_pixels (panel, 0x808080) < 1000);

  nn_session_set_probe (test->session, nothing);
  app_test_wait (test, imagette_heat_map_get_values (panel) == NULL);
  {
    g_autofree char *words = imagette_heat_map_describe (panel);

    g_assert_cmpstr (words, ==, "not active");
  }
}

/* A digit on which nothing falls has no numbers on it, and that is said. */
static void
test_explains_what_falls (AppTest *test, gconstpointer data)
{
  guint8 blank[NN_IMAGE_SIZE] = { 0 };
  g_autoptr (NnProbe) nothing = nn_probe_new (blank, -1, -1, "blank");
  ImagetteOcclusionView *view;
  NnOcclusion *before;

  app_test_press (test, "alt+4");
  view = IMAGETTE_OCCLUSION_VIEW (imagette_features_page_get_view (
    IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features")), "occlusion"));
  app_test_wait (test, (before = nn_session_get_occlusion (test->session)) != NULL);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (app_test_find (imagette_occlusion_view_get_controls (IMAGETTE_PAGE (view)),
                                      GTK_TYPE_TOGGLE_BUTTON, "Explain")), TRUE);
  g_assert_null (strstr (imagette_occlusion_view_get_words (view), "No place"));
  nn_session_set_probe (test->session, nothing);
  app_test_wait (test, nn_session_get_occlusion (test->session) != before);
  app_test_wait (test, strstr (imagette_occlusion_view_get_words (view),
                               "No place of the square makes the class less probable.") != NULL);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/occlusion/the-projection-is-of-the-map", test_the_projection_is_of_the_map);
  app_test_add ("/occlusion/explains-what-falls", test_explains_what_falls);
  return g_test_run ();
}

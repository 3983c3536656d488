/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-figure2-view.h"
#include "session/nn-session-studies.h"

/* The pair of figure 2 that is open, and the probe, in the real window. */

static ImagetteFeaturesPage *
get_page (AppTest *test)
{
  return IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features"));
}

static ImagetteFigure2View *
get_figure2 (AppTest *test)
{
  return IMAGETTE_FIGURE2_VIEW (imagette_features_page_get_view (get_page (test), "figure2"));
}

static const NnStrongestMap *
strongest (AppTest *test, NnFeatureLayer layer, int map)
{
  return &nn_session_get_features (test->session)->strongest[layer]->maps[map];
}

static int
find_full_map (AppTest *test)
{
  for (int map = 0; map < 16; map++)
    if (strongest (test, NN_FEATURE_C3, map)->n == NN_STRONGEST)
      return map;
  g_assert_not_reached ();
}

/* The pair that is open has the probe's digit, whatever moment is shown; another probe closes it. */
static gboolean
is_one_with_the_probe (AppTest *test)
{
  const NnProbe *probe = nn_session_get_probe (test->session);
  ImagetteFigure2Detail *detail = imagette_figure2_view_get_detail (get_figure2 (test));
  const float *values;

  if (detail == NULL)
    return FALSE;
  values = imagette_tile_get_values (imagette_figure2_detail_get_tile (detail, IMAGETTE_DETAIL_DIGIT),
                                     NULL, NULL, NULL, NULL, NULL);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    if (values == NULL || values[i] != probe->pixels[i] / 255.0f)
      return FALSE;
  return TRUE;
}

static void
test_pair_and_probe (AppTest *test, gconstpointer data)
{
  const NnProbe *before;
  ImagetteFigure2Detail *detail;
  ImagettePatchBlock *block;
  NnFeatures *features;
  graphene_rect_t rect;
  int parted = 0;

  app_test_press (test, "ctrl+5");
  app_test_activate (test, "win.epoch");
  app_test_wait (test, nn_session_get_features (test->session) != NULL
                         && nn_session_get_features (test->session)->place.update == 10);
  block = imagette_figure2_view_get_block (get_figure2 (test), find_full_map (test));
  imagette_patch_block_get_cell_rect (block, 2, TRUE, &rect);
  app_test_click (test, GTK_WIDGET (block), rect.origin.x + 5, rect.origin.y + 5);
  app_test_wait (test, is_one_with_the_probe (test));
  for (int back = 0; back < 3; back++)
    {
      before = nn_session_get_probe (test->session);
      features = nn_session_get_features (test->session);
      app_test_press (test, "alt+Left");
      app_test_wait (test, nn_session_get_features (test->session) != NULL
                             && nn_session_get_features (test->session) != features);
      app_test_wait (test, is_one_with_the_probe (test));
      parted += nn_session_get_probe (test->session) != before;
    }
  g_assert_cmpint (parted, >, 0);
  detail = imagette_figure2_view_get_detail (get_figure2 (test));
  g_assert_nonnull (detail);
  app_test_press (test, "n");
  app_test_wait (test, imagette_figure2_view_get_detail (get_figure2 (test)) == NULL);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/pair/pair-and-probe", test_pair_and_probe);
  return g_test_run ();
}

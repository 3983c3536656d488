/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/features/imagette-evolution-view.h"
#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-figure2-view.h"
#include "pages/features/imagette-map-view.h"
#include "pages/features/imagette-maxima-view.h"
#include "pages/features/imagette-occlusion-view.h"
#include "session/nn-session-hands.h"
#include "session/nn-session-studies.h"
#include "ui-test.h"

/* The Features page, driven. */

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

static gboolean
is_filled (AppTest *test, NnFeatureLayer layer, int map)
{
  ImagettePatchBlock *block = imagette_figure2_view_get_block (get_figure2 (test), map);
  NnFeatures *features = nn_session_get_features (test->session);

  return block != NULL && features != NULL && features->strongest[layer] != NULL
         && imagette_patch_block_get_filled (block) == strongest (test, layer, map)->n;
}

/* A map that is alive, for clicks. */
static int
find_full_map (AppTest *test)
{
  for (int map = 0; map < 16; map++)
    if (strongest (test, NN_FEATURE_C3, map)->n == NN_STRONGEST)
      return map;
  g_assert_not_reached ();
}

/* ---- figure 2 ---- */

static void
test_shown_only_costs_when_seen (AppTest *test, gconstpointer data)
{
  g_assert_cmpint (nn_session_get_wanted (test->session), ==, 0);
  app_test_press (test, "ctrl+5");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (get_page (test))));
  app_test_wait (test, (nn_session_get_wanted (test->session) & NN_STUDY_FEATURES) != 0);
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 15));
  g_assert_null (imagette_figure2_view_get_block (get_figure2 (test), 16));
  app_test_press (test, "ctrl+4");
  app_test_wait (test, nn_session_get_wanted (test->session) == 0);
}

static void
test_a_pair_becomes_the_probe (AppTest *test, gconstpointer data)
{
  ImagetteFigure2Detail *detail;
  ImagettePatchBlock *block;
  graphene_rect_t rect;
  NnTileKind kind;
  int map, height, width;
  float m;

  app_test_press (test, "ctrl+5");
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 15));
  map = find_full_map (test);
  block = imagette_figure2_view_get_block (get_figure2 (test), map);
  g_assert_null (imagette_figure2_view_get_detail (get_figure2 (test)));
  imagette_patch_block_get_cell_rect (block, 7, TRUE, &rect);
  ui_test_click (GTK_WIDGET (block), rect.origin.x + 5, rect.origin.y + 5);
  detail = imagette_figure2_view_get_detail (get_figure2 (test));
  g_assert_nonnull (detail);
  g_assert_cmpint (imagette_patch_block_get_selected (block), ==, 7);
  g_assert_cmpint (nn_session_get_probe (test->session)->index, ==,
                   (int) strongest (test, NN_FEATURE_C3, map)->patches[7].image);
  /* The three gates come from a thread. */
  app_test_wait (test, imagette_tile_get_values (
                         imagette_figure2_detail_get_tile (detail, IMAGETTE_DETAIL_GUIDED),
                         &height, &width, &kind, NULL, &m) != NULL);
  g_assert_cmpint (height, ==, 14);
  g_assert_cmpint (kind, ==, NN_TILE_SIGNED);
  g_assert_nonnull (imagette_tile_get_values (
    imagette_figure2_detail_get_tile (detail, IMAGETTE_DETAIL_SWITCHES), &height, &width, NULL,
    NULL, NULL));
  g_assert_cmpint (height, ==, 28);
  g_assert_nonnull (strstr (imagette_figure2_detail_get_words (detail), "Number 8 of its strongest"));
  /* The first gate is what the block shows: the deconvnet's. */
  {
    NnTensor *projection = nn_features_get_projection (nn_session_get_features (test->session),
                                                       NN_FEATURE_C3, map, 7);
    const float *values = imagette_tile_get_values (
      imagette_figure2_detail_get_tile (detail, IMAGETTE_DETAIL_DECONVNET), &height, &width, NULL,
      NULL, &m);
    float largest = 0;

    for (int i = 0; i < height * width; i++)
      largest = MAX (largest, ABS (values[i]));
    g_assert_cmpfloat (largest, ==, nn_tensor_abs_max (projection));
  }
  app_test_press (test, "Escape");
  app_test_wait (test, imagette_figure2_view_get_detail (get_figure2 (test)) == NULL);
  g_assert_cmpint (imagette_patch_block_get_selected (block), ==, -1);
  app_test_wait (test, gtk_window_get_focus (GTK_WINDOW (test->window)) == GTK_WIDGET (block));
}

static void
test_layers_and_sets (AppTest *test, gconstpointer data)
{
  ImagettePatchBlock *block;

  app_test_press (test, "ctrl+5");
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 0));
  g_assert_cmpint (nn_session_get_wanted (test->session) & NN_STUDY_UNITS, ==, 0);
  imagette_figure2_view_set_layer (get_figure2 (test), NN_FEATURE_OUTPUT);
  app_test_wait (test, is_filled (test, NN_FEATURE_OUTPUT, 9));
  block = imagette_figure2_view_get_block (get_figure2 (test), 9);
  g_assert_cmpstr (imagette_patch_block_get_title (block), ==, "digit 9");
  g_assert_null (imagette_figure2_view_get_block (get_figure2 (test), 10));
  imagette_figure2_view_set_layer (get_figure2 (test), NN_FEATURE_C1);
  app_test_wait (test, is_filled (test, NN_FEATURE_C1, 5));
  g_assert_null (imagette_figure2_view_get_block (get_figure2 (test), 6));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (
    imagette_figure2_view_get_controls (IMAGETTE_PAGE (get_figure2 (test))), GTK_TYPE_DROP_DOWN,
    NULL)), NN_SET_TRAIN);
  app_test_wait (test, nn_session_get_features (test->session) != NULL
                         && nn_session_get_features (test->session)->set == NN_SET_TRAIN);
  g_assert_cmpuint (nn_session_get_features (test->session)->strongest[NN_FEATURE_C1]->n_images, ==,
                    640);
}

/* Renewed with the epochs, and going back shows what was made then; the button stops it. */
static void
test_follows_the_network (AppTest *test, gconstpointer data)
{
  GtkWidget *page, *button;

  app_test_press (test, "ctrl+5");
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 0));
  g_assert_cmpuint (nn_session_get_features (test->session)->place.update, ==, 0);
  app_test_activate (test, "win.epoch");
  app_test_wait (test, nn_session_get_features (test->session) != NULL
                         && nn_session_get_features (test->session)->place.update == 10);
  app_test_wait (test, app_test_is_shown (test, "epoch 1"));
  nn_session_look_at (test->session, get_moment (test->session, 0));
  app_test_wait (test, nn_session_get_features (test->session)->place.update == 0);
  nn_session_look_at (test->session, NULL);
  app_test_wait (test, nn_session_get_features (test->session)->place.update == 10);

  /* Every so many seconds, by hand, and then not before the button is pressed. */
  page = GTK_WIDGET (get_page (test));
  button = app_test_find (page, GTK_TYPE_CHECK_BUTTON, "every 5 seconds");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  g_assert_cmpfloat (nn_session_get_renewal (test->session), ==, 5);
  button = app_test_find (page, GTK_TYPE_CHECK_BUTTON, "by hand");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
  g_assert_cmpfloat (nn_session_get_renewal (test->session), ==, NN_RENEWAL_BY_HAND);
  nn_session_run_to (test->session, 100000);
  app_test_wait (test, nn_session_get_live_frame (test->session)->place.epoch >= 3);
  g_assert_cmpuint (nn_session_get_features (test->session)->place.update, ==, 10);
  button = app_test_find (page, GTK_TYPE_BUTTON, "Renew Now");
  g_signal_emit_by_name (button, "clicked");
  app_test_wait (test, nn_session_get_features (test->session)->place.update > 10);
  nn_session_pause (test->session);
}

/* A map that is silent says why: a hand muted it. */
static void
test_muted_says_so (AppTest *test, gconstpointer data)
{
  NnHands hands = *nn_session_get_hands (test->session);
  ImagettePatchBlock *block;
  graphene_rect_t rect;
  int map;

  app_test_press (test, "ctrl+5");
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 15));
  map = find_full_map (test);
  block = imagette_figure2_view_get_block (get_figure2 (test), map);
  imagette_patch_block_get_cell_rect (block, 2, TRUE, &rect);
  ui_test_click (GTK_WIDGET (block), rect.origin.x + 5, rect.origin.y + 5);
  nn_hands_set_muted (&hands, 3, map, TRUE);
  nn_session_set_hands (test->session, &hands);
  app_test_wait (test, g_strcmp0 (imagette_patch_block_get_badge (block), "muted") == 0);
  g_assert_cmpint (imagette_patch_block_get_filled (block), ==, 0);
  g_assert_cmpstr (imagette_patch_block_get_empty_text (block), ==,
                   "muted: all of its values are 0");
  /* And so does the large view of what is no more. */
  g_assert_cmpstr (imagette_tile_get_empty_text (imagette_figure2_detail_get_tile (
                     imagette_figure2_view_get_detail (get_figure2 (test)), IMAGETTE_DETAIL_GUIDED)),
                   ==, "muted: all of its values are 0");
}

static gboolean
says (ImagetteScatter *scatter, const char *words)
{
  g_autofree char *said = IMAGETTE_CANVAS_GET_CLASS (scatter)->describe (IMAGETTE_CANVAS (scatter));

  return g_str_equal (said, words);
}

/* The rival has no maps, and each view says so. */
static void
test_rival (AppTest *test, gconstpointer data)
{
  NnTrainingSpec spec = test->spec;
  ImagetteScatter *scatter;
  GtkWidget *words;

  app_test_press (test, "ctrl+5");
  app_test_wait (test, is_filled (test, NN_FEATURE_C3, 0));
  spec.network = nn_network_spec_rival (61706);
  nn_session_reset (test->session, &spec);
  app_test_wait (test, imagette_figure2_view_get_block (get_figure2 (test), 0) == NULL);
  app_test_wait (test, app_test_is_shown (test, "This network is fully connected: it has no maps "
                                                "whose patches could be shown. Start LeNet on the "
                                                "Train page."));
  app_test_press (test, "alt+3");
  app_test_wait (test, (words = app_test_find (GTK_WIDGET (imagette_features_page_get_view (
                          get_page (test), "evolution")), GTK_TYPE_LABEL,
                          "This network is fully connected: it has no maps whose patches could be "
                          "shown. Start LeNet on the Train page.")) != NULL
                         && gtk_widget_get_mapped (words));
  app_test_press (test, "alt+6");
  scatter = imagette_map_view_get_scatter (IMAGETTE_MAP_VIEW (
    imagette_features_page_get_view (get_page (test), "map")));
  app_test_wait (test, says (scatter, "This network has no such layer: choose the pixels"));
}

/* ---- evolution ---- */

/* The tile beside the grid is the cell under the pointer. */
static void
assert_beside (ImagetteEvolutionPanel *panel,
               const NnTensor         *projection)
{
  int height, width;
  const float *values = imagette_tile_get_values (
    imagette_evolution_side_get_tile (imagette_evolution_panel_get_side (panel)), &height, &width,
    NULL, NULL, NULL);

  g_assert_cmpmem (values, (gsize) (height * width) * sizeof *values,
                   nn_tensor_get_data (projection), 784 * sizeof *values);
}

static void
count_cb (int *count)
{
  ++*count;
}

/* Arrow keys in there: the window is painted, but not laid out, which would cost more than all
 * the rest of the frame. */
static void
assert_moves_without_layout (AppTest *test, GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (test->window));
  int layouts = 1, paints = 0;
  gulong layout, paint;

  gtk_widget_grab_focus (widget);
  g_assert_true (ui_test_press (widget, GDK_KEY_Right, 0));
  layout = g_signal_connect_swapped (clock, "layout", G_CALLBACK (count_cb), &layouts);
  paint = g_signal_connect_swapped (clock, "paint", G_CALLBACK (count_cb), &paints);
  /* What else the window has to lay out yet is over after some tries; a key that does it is not. */
  for (int tries = 0; tries < 20 && layouts > 0; tries++)
    {
      layouts = 0;
      for (int i = 0; i < 4; i++)
        {
          int before = paints;

          g_assert_true (ui_test_press (widget, i % 2 == 0 ? GDK_KEY_Down : GDK_KEY_Up, 0));
          app_test_wait (test, paints > before);
        }
    }
  g_signal_handler_disconnect (clock, layout);
  g_signal_handler_disconnect (clock, paint);
  g_assert_cmpint (layouts, ==, 0);
}

/* A moment's curves stand under its column; all filters are there, the one under the pointer
 * stands out, and the means of both layers beside them. */
static void
assert_curves (ImagetteEvolutionPanel *panel, NnEvolution *evolution, int map, int column)
{
  ImagetteEvolutionCurves *curves = imagette_evolution_panel_get_curves (panel);
  ImagettePlot *plot = imagette_evolution_curves_get_plot (curves);
  ImagetteEvolutionSide *side = imagette_evolution_panel_get_side (panel);
  double mean = 0;
  g_autofree char *read = NULL, *wanted = NULL, *average = NULL, *chosen = NULL;
  graphene_rect_t rect;
  NnStyle style;

  imagette_evolution_side_set_kind (side, IMAGETTE_CURVE_CHANGE);
  imagette_evolution_grid_get_cell_rect (imagette_evolution_panel_get_grid (panel), map, column,
                                         &rect);
  ui_test_hover (GTK_WIDGET (plot), rect.origin.x + rect.size.width / 2,
                 gtk_widget_get_height (GTK_WIDGET (plot)) / 2);
  g_assert_cmpfloat_with_epsilon (imagette_plot_get_cursor (plot), column, 1e-6);
  for (int c1 = 0; c1 < 6; c1++)
    mean += nn_evolution_get_filter (evolution, NN_FEATURE_C1, c1, column)->change / 6;
  imagette_look_init_style (GTK_WIDGET (plot), &style);
  average = nn_style_number (&style, mean, mean < 0.01 ? 5 : mean < 0.1 ? 4 : 3);
  mean = nn_evolution_get_filter (evolution, NN_FEATURE_C3, map, column)->change;
  chosen = nn_style_number (&style, mean, mean < 0.01 ? 5 : mean < 0.1 ? 4 : 3);
  read = imagette_plot_describe (plot);
  wanted = g_strdup_printf ("batch 3: mean of C1 %s, mean of C3 ", average);
  g_assert_true (g_str_has_prefix (read, wanted));
  g_clear_pointer (&wanted, g_free);
  wanted = g_strdup_printf (", chosen filter %s", chosen);
  g_assert_true (g_str_has_suffix (read, wanted));
  ui_test_leave (GTK_WIDGET (plot));
}

/* A column a moment; a click on one looks at it, and the film goes through them all. */
static void
test_a_column_is_a_moment (AppTest *test, gconstpointer data)
{
  ImagetteEvolutionView *view;
  ImagetteEvolutionControls *controls;
  ImagetteEvolutionGrid *grid;
  NnEvolution *evolution;
  graphene_rect_t rect;
  int last, map = 0;

  app_test_press (test, "ctrl+5");
  app_test_activate (test, "win.epoch");
  g_object_set (get_page (test), "view", "evolution", NULL);
  view = IMAGETTE_EVOLUTION_VIEW (imagette_features_page_get_view (get_page (test), "evolution"));
  controls = IMAGETTE_EVOLUTION_CONTROLS (imagette_evolution_view_get_controls (
    IMAGETTE_PAGE (view)));
  grid = imagette_evolution_panel_get_grid (imagette_evolution_view_get_panel (view));
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_EVOLUTION);
  /* The start, batches 1 and 3, and the end of the epoch, which is batch 10. */
  app_test_wait (test, (evolution = nn_session_get_evolution (test->session)) != NULL
                         && evolution->n_columns == 4);
  app_test_wait (test, nn_session_get_study_progress (test->session) == 1);
  evolution = nn_session_get_evolution (test->session);
  last = evolution->n_columns - 1;
  while (nn_evolution_get_cell (evolution, NN_FEATURE_C3, map, last)->projection == NULL)
    g_assert_cmpint (++map, <, 16);
  g_assert_cmpint (imagette_evolution_grid_get_selected (grid), ==, -1);
  imagette_evolution_grid_get_cell_rect (grid, map, last, &rect);
  app_test_wait (test, rect.size.width > 0);
  ui_test_hover (GTK_WIDGET (grid), rect.origin.x + 5, rect.origin.y + 5);
  assert_beside (imagette_evolution_view_get_panel (view),
                 nn_evolution_get_cell (evolution, NN_FEATURE_C3, map, last)->projection);
  assert_curves (imagette_evolution_view_get_panel (view), evolution, map, 2);
  assert_moves_without_layout (test, GTK_WIDGET (grid));

  imagette_evolution_grid_get_cell_rect (grid, map, 1, &rect);
  ui_test_click (GTK_WIDGET (grid), rect.origin.x + 5, rect.origin.y + 5);
  app_test_wait (test, imagette_evolution_grid_get_selected (grid) == 1);
  g_assert_true (nn_session_get_looked_at (test->session) == get_moment (test->session, 1));

  imagette_evolution_controls_set_layer (controls, NN_FEATURE_C1);
  imagette_evolution_controls_set_scope (controls, NN_SCOPE_ALL);
  {
    float m = 0;

    for (int c1 = 0; c1 < 6; c1++)
      for (int column = 0; column <= last; column++)
        {
          NnTensor *projection = nn_evolution_get_cell (evolution, NN_FEATURE_C1, c1,
                                                        column)->projection;

          m = MAX (m, projection != NULL ? nn_tensor_abs_max (projection) : 0);
        }
    g_assert_cmpfloat (imagette_evolution_grid_get_max (grid, 0, 0), ==, m);
  }
  /* On from the moment that is looked at, and it stops at the last one. */
  imagette_evolution_controls_set_playing (controls, TRUE);
  g_assert_cmpint (imagette_evolution_grid_get_selected (grid), ==, 1);
  app_test_wait (test, imagette_evolution_grid_get_selected (grid) == 2);
  app_test_wait (test, imagette_evolution_grid_get_selected (grid) == last);
  app_test_wait (test, !imagette_evolution_controls_get_playing (controls));
  /* From the end it begins anew; another sub-view stops it. */
  imagette_evolution_controls_set_playing (controls, TRUE);
  app_test_wait (test, imagette_evolution_grid_get_selected (grid) == 0);
  g_object_set (get_page (test), "view", "map", NULL);
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_MAP);
  g_assert_false (imagette_evolution_controls_get_playing (controls));
}

/* ---- occlusion ---- */

static void
test_the_square_in_the_hand (AppTest *test, gconstpointer data)
{
  ImagetteOcclusionView *view;
  ImagetteOccluder *occluder;
  ImagetteOcclusionMaps *maps;
  NnFrame *covered;
  NnStudySpec spec;

  app_test_press (test, "alt+4");
  view = IMAGETTE_OCCLUSION_VIEW (imagette_features_page_get_view (get_page (test), "occlusion"));
  occluder = imagette_occlusion_view_get_occluder (view);
  maps = imagette_occlusion_view_get_maps (view);
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_OCCLUSION);
  app_test_wait (test, nn_session_get_occlusion (test->session) != NULL);
  g_assert_null (nn_session_get_occluded_frame (test->session));

  g_signal_emit_by_name (ui_test_controller (GTK_WIDGET (occluder), GTK_TYPE_GESTURE_DRAG),
                         "drag-begin", 140.0, 160.0);
  app_test_wait (test, (covered = nn_session_get_occluded_frame (test->session)) != NULL);
  g_assert_true (g_str_has_prefix (imagette_occlusion_view_get_words (view), "It reads "));
  g_assert_nonnull (strstr (imagette_occlusion_view_get_words (view), "Without the square"));
  /* The maps are of the square's side and value. */
  spec = *nn_session_get_study_spec (test->session);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_test_find (
    imagette_occlusion_view_get_controls (IMAGETTE_PAGE (view)), GTK_TYPE_SPIN_BUTTON, NULL)), 3);
  g_assert_cmpint (nn_session_get_study_spec (test->session)->occluder.size, ==, 3);
  g_assert_cmpint (spec.occluder.size, ==, 7);
  app_test_wait (test, nn_session_get_occlusion (test->session) != NULL
                         && nn_session_get_occlusion (test->session)->occluder.size == 3);

  assert_moves_without_layout (test, GTK_WIDGET (occluder));

  /* A click on a map lays the square there. */
  {
    ImagetteHeatMap *panel = imagette_occlusion_maps_get_panel (maps, IMAGETTE_PANEL_PROBABILITY);
    g_autofree char *at = NULL;
    int row, column;

    ui_test_hover (GTK_WIDGET (panel), 30, 60);
    ui_test_click (GTK_WIDGET (panel), 30, 60);
    imagette_occluder_get_place (occluder, &row, &column);
    at = g_strdup_printf ("row %d, column %d", row, column);
    {
      g_autofree char *words = imagette_heat_map_describe (
        imagette_occlusion_maps_get_panel (maps, IMAGETTE_PANEL_TOTAL));

      /* One cursor runs over all maps. */
      g_assert_true (g_str_has_prefix (words, at));
    }
  }
  /* Away from the view nothing is held or made. */
  g_object_set (get_page (test), "view", "figure2", NULL);
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_FEATURES);
  app_test_wait (test, nn_session_get_occluded_frame (test->session) == NULL);
}

/* ---- map of the digits ---- */

static void
test_a_point_becomes_the_probe (AppTest *test, gconstpointer data)
{
  ImagetteMapView *view;
  ImagetteScatter *scatter;
  int height, width;
  double x, y;

  app_test_press (test, "ctrl+5");
  g_object_set (get_page (test), "view", "map", NULL);
  view = IMAGETTE_MAP_VIEW (imagette_features_page_get_view (get_page (test), "map"));
  scatter = imagette_map_view_get_scatter (view);
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_MAP);
  app_test_wait (test, nn_session_get_digit_map (test->session) != NULL);
  imagette_scatter_get_place (scatter, 123, &x, &y);
  ui_test_hover (GTK_WIDGET (scatter), x, y);
  {
    int i = imagette_scatter_get_hovered (scatter);
    const float *values;

    /* Another one may lie on it; what is shown is the one that was found. */
    g_assert_cmpint (i, >=, 0);
    values = imagette_tile_get_values (imagette_map_view_get_digit (view), &height, &width, NULL,
                                       NULL, NULL);
    for (int p = 0; p < 784; p++)
      g_assert_cmpfloat (values[p], ==,
                         test->dataset->test.pixels[(gsize) i * 784 + (gsize) p] / 255.0f);
    ui_test_click (GTK_WIDGET (scatter), x, y);
    g_assert_cmpint (nn_session_get_probe (test->session)->index, ==, i);
  }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (
    imagette_map_view_get_controls (IMAGETTE_PAGE (view)), GTK_TYPE_DROP_DOWN, NULL)), NN_MAP_S4);
  app_test_wait (test, nn_session_get_digit_map (test->session) != NULL
                         && nn_session_get_digit_map (test->session)->layer == NN_MAP_S4);
}

/* ---- maximisation ---- */

static gboolean
shows_maximum (AppTest *test, int map)
{
  ImagetteMaximaView *view = IMAGETTE_MAXIMA_VIEW (imagette_features_page_get_view (get_page (test),
                                                                                    "maxima"));
  NnMaxima *maxima = nn_session_get_maxima (test->session);
  ImagetteTile *tile = imagette_maxima_view_get_tile (view, map);
  const float *values;

  if (maxima == NULL || tile == NULL || map >= maxima->n)
    return FALSE;
  values = imagette_tile_get_values (tile, NULL, NULL, NULL, NULL, NULL);
  return values != NULL && memcmp (values, nn_tensor_get_data (maxima->images[map]),
                                   784 * sizeof *values) == 0;
}

/* Ten images from grey, a click looks at one; another layer, another seed are other images;
 * the epochs renew them, and going back finds the earlier ones. */
static void
test_climbs_from_grey (AppTest *test, gconstpointer data)
{
  ImagetteMaximaView *view;
  ImagetteTile *tile;
  g_autoptr (NnMaxima) first = NULL;
  GtkWidget *controls;

  app_test_press (test, "ctrl+5");
  g_object_set (get_page (test), "view", "maxima", NULL);
  view = IMAGETTE_MAXIMA_VIEW (imagette_features_page_get_view (get_page (test), "maxima"));
  controls = imagette_maxima_view_get_controls (IMAGETTE_PAGE (view));
  app_test_wait (test, nn_session_get_wanted (test->session) == NN_STUDY_MAXIMA);
  g_assert_cmpstr (imagette_tile_get_empty_text (imagette_maxima_view_get_tile (view, 0)), ==,
                   "not computed yet");
  app_test_wait (test, shows_maximum (test, 9));
  g_assert_null (imagette_maxima_view_get_tile (view, 10));
  g_assert_nonnull (strstr (imagette_maxima_view_get_words (view), "200 steps"));
  first = nn_maxima_ref (nn_session_get_maxima (test->session));
  g_assert_cmpint (first->layer, ==, NN_FEATURE_OUTPUT);

  tile = imagette_maxima_view_get_tile (view, 3);
  ui_test_click (GTK_WIDGET (tile), gtk_widget_get_width (GTK_WIDGET (tile)) / 2.0, 20);
  {
    const NnProbe *probe = nn_session_get_probe (test->session);

    g_assert_cmpint (probe->index, ==, -1);
    g_assert_cmpstr (probe->source, ==, "Output · digit 3");
    for (int p = 0; p < 784; p++)
      g_assert_cmpint (probe->pixels[p], ==,
                       lroundf (255 * nn_tensor_get_data (first->images[3])[p]));
  }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_test_find (controls, GTK_TYPE_SPIN_BUTTON, NULL)),
                             7);
  app_test_wait (test, nn_session_get_maxima (test->session) != first
                         && shows_maximum (test, 0));
  g_assert_cmpuint (nn_session_get_maxima (test->session)->maximiser.seed, ==, 7);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (controls, GTK_TYPE_DROP_DOWN, NULL)),
                              3); /* C1 */
  app_test_wait (test, nn_session_get_maxima (test->session)->layer == NN_FEATURE_C1
                         && shows_maximum (test, 5));
  g_assert_null (imagette_maxima_view_get_tile (view, 6));

  app_test_activate (test, "win.epoch");
  app_test_wait (test, nn_session_get_maxima (test->session)->place.update == 10);
  nn_session_look_at (test->session, get_moment (test->session, 0));
  app_test_wait (test, nn_session_get_maxima (test->session)->place.update == 0);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/features/shown-only-costs-when-seen", test_shown_only_costs_when_seen);
  app_test_add ("/features/a-pair-becomes-the-probe", test_a_pair_becomes_the_probe);
  app_test_add ("/features/layers-and-sets", test_layers_and_sets);
  app_test_add ("/features/follows-the-network", test_follows_the_network);
  app_test_add ("/features/rival", test_rival);
  app_test_add ("/features/muted-says-so", test_muted_says_so);
  app_test_add ("/features/climbs-from-grey", test_climbs_from_grey);
  app_test_add ("/features/a-column-is-a-moment", test_a_column_is_a_moment);
  app_test_add ("/features/the-square-in-the-hand", test_the_square_in_the_hand);
  app_test_add ("/features/a-point-becomes-the-probe", test_a_point_becomes_the_probe);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/features/imagette-clip-panel.h"
#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-hands-desk.h"
#include "pages/features/imagette-figure2-view.h"
#include "pages/features/imagette-maxima-view.h"
#include "pages/features/imagette-screening.h"
#include "pages/imagette-dialogs.h"
#include "pages/imagette-number-spin.h"
#include "session/nn-session-hands.h"
#include "session/nn-session-lesson.h"
#include "session/nn-session-studies.h"
#include "widgets/imagette-filter-editor.h"
#include "widgets/imagette-tile.h"

/* Hands on a filter, in the real window. */

#define C1 1
#define C3 3

static gboolean
has_badge (AppTest    *test,
           const char *title,
           const char *badge)
{
  GtkWidget *tile = app_test_find_tile (test, title);
  g_autofree char *found = NULL;

  if (tile == NULL)
    return FALSE;
  g_object_get (tile, "badge", &found, NULL);
  return g_strcmp0 (found, badge) == 0;
}

/* Muted, frozen and clipped filters say so on the Layers page, and stop saying so. */
static void
test_badges (AppTest      *test,
             gconstpointer data)
{
  NnHands hands = { 0 };
  NnHyper hyper = test->spec.hyper;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "layers");
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", NULL));
  nn_hands_set_muted (&hands, C1, 3, TRUE);
  nn_hands_set_frozen (&hands, C3, 0, TRUE);
  nn_session_set_hands (test->session, &hands);
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", "muted"));
  g_assert_true (has_badge (test, "C1 filter 4 of 6", "muted"));
  g_assert_true (has_badge (test, "S2 map 4 of 6", "muted"));
  g_assert_true (has_badge (test, "C1 filter 5 of 6", NULL));
  g_assert_true (has_badge (test, "C3 filter 1 of 16 for S2 map 6", "frozen"));
  g_assert_true (has_badge (test, "C3 map 1 of 16", NULL));

  hyper.rms_clip = 0.05f;
  nn_session_set_hyper (test->session, &hyper, test->spec.batch);
  app_test_activate (test, "win.batch");
  app_test_wait (test, has_badge (test, "C1 filter 5 of 6", "clipped"));
  g_assert_true (has_badge (test, "C1 filter 4 of 6", "muted"));

  nn_session_undo_hands (test->session);
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", NULL));
  g_assert_true (has_badge (test, "S2 map 4 of 6", NULL));
}

/* On the Features page: others have filters and switches, too. */
static GtkWidget *
find (AppTest    *test,
      GType       type,
      const char *says)
{
  return app_test_find (GTK_WIDGET (imagette_window_get_page (test->window, "features")), type, says);
}

static void
click (AppTest    *test,
       const char *button)
{
  g_signal_emit_by_name (find (test, GTK_TYPE_BUTTON, button), "clicked");
}

static void
toggle (AppTest    *test,
        const char *button,
        gboolean    active)
{
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (find (test, GTK_TYPE_TOGGLE_BUTTON, button)), active);
}

static NnFilter
live_filter (AppTest *test,
             int      layer,
             int      map)
{
  NnFilter filter;

  nn_filter_get (&filter, nn_session_get_live_frame (test->session)->network, NULL, layer, map);
  return filter;
}

static const NnHands *
live_hands (AppTest *test)
{
  return nn_network_get_hands (nn_session_get_live_frame (test->session)->network);
}

static void
open_view (AppTest *test)
{
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "features");
  g_object_set (imagette_window_get_page (test->window, "features"), "view", "hands", NULL);
  app_test_wait (test, app_test_find_tile (test, "C1 filter 3 of 6") != NULL);
  app_test_wait (test, nn_session_get_live_frame (test->session)->evaluation != NULL);
}

static gboolean
is_on_desk (AppTest    *test,
            const char *text)
{
  GtkWidget *label = app_test_find (find (test, IMAGETTE_TYPE_HANDS_DESK, NULL), GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
choose (AppTest    *test,
        const char *title)
{
  gtk_widget_grab_focus (app_test_find_tile (test, title));
}

/* Choose, mute, freeze, undo: with the widgets, and the accuracy follows. */
static void
test_mute (AppTest      *test,
           gconstpointer data)
{
  open_view (test);
  g_assert_true (is_on_desk (test, "C1 filter 1"));
  choose (test, "C3 filter 5 of 16 for S2 map 2");
  app_test_wait (test, is_on_desk (test, "C3 filter 5 for S2 map 2"));
  g_assert_false (gtk_widget_get_sensitive (find (test, GTK_TYPE_BUTTON, "Undo")));

  toggle (test, "Mute", TRUE);
  app_test_wait (test, nn_hands_is_muted (live_hands (test), C3, 4));
  app_test_wait (test, has_badge (test, "C3 filter 5 of 16 for S2 map 6", "muted"));
  g_assert_true (has_badge (test, "C3 filter 4 of 16 for S2 map 6", NULL));
  toggle (test, "Freeze", TRUE);
  app_test_wait (test, nn_hands_is_frozen (live_hands (test), C3, 4));
  choose (test, "C1 filter 3 of 6");
  app_test_wait (test, is_on_desk (test, "C1 filter 3"));
  g_assert_false (gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (find (test, GTK_TYPE_TOGGLE_BUTTON, "Mute"))));
  g_assert_true (nn_hands_is_muted (nn_session_get_hands (test->session), C3, 4));

  click (test, "Undo");
  app_test_wait (test, !nn_hands_is_frozen (live_hands (test), C3, 4));
  click (test, "Undo");
  app_test_wait (test, nn_hands_is_empty (live_hands (test)));
  app_test_wait (test, has_badge (test, "C3 filter 5 of 16 for S2 map 6", NULL));
  app_test_wait (test, !gtk_widget_get_sensitive (find (test, GTK_TYPE_BUTTON, "Undo")));
}

/* A known filter, then a stroke over it; the bias and all other filters stay. */
static void
test_draw (AppTest      *test,
           gconstpointer data)
{
  GtkWidget *editor;
  GtkEventController *drag;
  NnFilter before, other;
  float sobel[25];
  int side;

  open_view (test);
  choose (test, "C1 filter 3 of 6");
  app_test_wait (test, is_on_desk (test, "C1 filter 3"));
  before = live_filter (test, C1, 2);
  other = live_filter (test, C1, 1);
  editor = find (test, IMAGETTE_TYPE_FILTER_EDITOR, NULL);
  g_assert_cmpmem (imagette_filter_editor_get_values (IMAGETTE_FILTER_EDITOR (editor)),
                   sizeof sobel, before.weights, sizeof sobel);
  click (test, "Sobel x");
  imagette_filter_editor_fill_preset (IMAGETTE_PRESET_SOBEL_X, 5, 0.5, sobel);
  app_test_wait (test, live_filter (test, C1, 2).weights[13] == sobel[13]);
  {
    NnFilter now = live_filter (test, C1, 2), still = live_filter (test, C1, 1);

    g_assert_cmpmem (now.weights, sizeof sobel, sobel, sizeof sobel);
    g_assert_cmpfloat (now.bias, ==, before.bias);
    g_assert_cmpmem (&still, sizeof still, &other, sizeof other);
  }
  app_test_wait (test, app_test_is_shown (test, "Now: …") == FALSE);

  app_test_wait (test, gtk_widget_get_width (editor) > 0);
  side = MIN (gtk_widget_get_width (editor), gtk_widget_get_height (editor));
  drag = NULL;
  for (guint i = 0; drag == NULL; i++)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (editor);
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      drag = GTK_IS_GESTURE_DRAG (controller) ? controller : NULL;
    }
  g_assert_cmpint (side, >=, 140);
  g_signal_emit_by_name (drag, "drag-begin", gtk_widget_get_width (editor) / 2.0,
                         gtk_widget_get_height (editor) / 2.0);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  app_test_wait (test, live_filter (test, C1, 2).weights[12] == 0.5f);
  g_assert_cmpuint (nn_session_get_edits (test->session), ==, 2);
  click (test, "Undo");
  app_test_wait (test, live_filter (test, C1, 2).weights[12] == 0);
  click (test, "Undo");
  app_test_wait (test, live_filter (test, C1, 2).weights[13] == before.weights[13]);
  app_test_wait (test, memcmp (imagette_filter_editor_get_values (IMAGETTE_FILTER_EDITOR (editor)),
                               before.weights, sizeof sobel) == 0);
}

/* The clip, and the past, which stays as it was. */
static void
test_clip_and_past (AppTest      *test,
                    gconstpointer data)
{
  GtkWidget *desk;

  open_view (test);
  gtk_switch_set_active (GTK_SWITCH (find (test, GTK_TYPE_SWITCH, NULL)), TRUE);
  g_assert_cmpfloat (nn_session_get_spec (test->session)->hyper.rms_clip, ==, 0.2f);
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  for (int map = 0; map < 6; map++)
    g_assert_cmpfloat (nn_filter_rms (nn_session_get_live_frame (test->session)->network, C1, map),
                       <=, 0.2 * (1 + 1e-6));
  desk = find (test, IMAGETTE_TYPE_HANDS_DESK, NULL);
  g_assert_true (gtk_widget_is_sensitive (desk));
  nn_session_look_at (test->session, get_moment (test->session, 0));
  app_test_wait (test, !gtk_widget_is_sensitive (desk));
  nn_session_look_at (test->session, NULL);
  app_test_wait (test, gtk_widget_is_sensitive (desk));
}

static char *
pick_path (const ImagettePick *pick,
           gpointer            data)
{
  return g_strdup (data);
}

static void
check_said (AppTest *test,
            gpointer said)
{
  g_assert_true (app_test_is_shown (test, said));
}

/* What hands have done is said on the Train page, too, is in the file, and is there again when
 * the file is opened. */
static void
test_line_and_file (AppTest      *test,
                    gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "hands.safetensors", NULL);
  const char *said = "2 maps muted · 1 filter frozen";
  NnHands hands = { 0 };

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "train");
  nn_hands_set_muted (&hands, C1, 1, TRUE);
  nn_hands_set_muted (&hands, C3, 7, TRUE);
  nn_hands_set_frozen (&hands, C3, 7, TRUE);
  nn_hands_set_frozen (&hands, C3, 9, TRUE);
  g_assert_false (app_test_is_shown (test, said));
  nn_session_set_hands (test->session, &hands);
  app_test_wait (test, app_test_is_shown (test, said));
  /* … as on every other page. */
  app_test_visit (test, check_said, (gpointer) said);

  imagette_pick_file_set_hook (pick_path, path);
  app_test_activate (test, "win.save");
  app_test_wait (test, !imagette_window_is_busy (test->window));
  nn_session_undo_hands (test->session);
  app_test_wait (test, nn_hands_is_empty (live_hands (test)));
  app_test_wait (test, !app_test_is_shown (test, said));
  nn_session_mark_saved (test->session, "a", &nn_session_get_live_frame (test->session)->place.state, 1);
  app_test_activate (test, "win.open-latest");
  app_test_wait (test, !imagette_window_is_busy (test->window));
  app_test_wait (test, nn_hands_equal (live_hands (test), &hands));
  app_test_wait (test, app_test_is_shown (test, said));
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "layers");
  app_test_wait (test, has_badge (test, "C1 map 2 of 6", "muted"));
  g_assert_true (has_badge (test, "C3 filter 10 of 16 for S2 map 1", "frozen"));
  imagette_pick_file_set_hook (NULL, NULL);
}

static gboolean
block_has (AppTest    *test,
           int         map,
           const char *badge)
{
  ImagettePage *view = imagette_features_page_get_view (
    IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features")), "figure2");
  ImagettePatchBlock *block = imagette_figure2_view_get_block (IMAGETTE_FIGURE2_VIEW (view), map);
  g_autofree char *found = NULL;

  if (block == NULL)
    return FALSE;
  g_object_get (block, "badge", &found, NULL);
  return g_strcmp0 (found, badge) == 0;
}

/* A map that is muted is called so in figure 2, and not dead. */
static void
test_figure2 (AppTest      *test,
              gconstpointer data)
{
  NnHands hands = { 0 };

  nn_hands_set_muted (&hands, C3, 2, TRUE);
  nn_hands_set_frozen (&hands, C3, 4, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "features");
  app_test_wait (test, nn_session_get_features (test->session) != NULL);
  g_assert_true (block_has (test, 2, NULL));
  nn_session_set_hands (test->session, &hands);
  app_test_wait (test, block_has (test, 2, "muted"));
  g_assert_true (block_has (test, 4, "frozen"));
  g_assert_false (block_has (test, 5, "muted") || block_has (test, 5, "frozen"));
  nn_session_undo_hands (test->session);
  app_test_wait (test, block_has (test, 2, NULL));
}

static gboolean
is_said_below (GtkWidget  *root,
               const char *words)
{
  gboolean said = GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && !said;
       child = gtk_widget_get_next_sibling (child))
    said = is_said_below (child, words);
  return said;
}

/* What is muted is never called dead: neither where it is looked at large, nor by what it would
 * like to see, nor where filters are compared; and the words about a cell say it, too. */
static void
test_muted_everywhere (AppTest      *test,
                       gconstpointer data)
{
  NnHands hands = { 0 };

  nn_hands_set_muted (&hands, C1, 3, TRUE);
  nn_session_set_hands (test->session, &hands);
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "layers");
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", "muted"));
  app_test_point (test, app_test_find_tile (test, "C1 map 4 of 6"), 20, 20);
  app_test_wait (test, app_test_is_shown (test, "C1 map 4 · muted"));
  app_test_click (test, app_test_find_tile (test, "C1 map 4 of 6"), 20, 20);
  app_test_wait (test, app_test_is_shown (test, "C1 map 4 of 6 · muted"));
  app_test_press (test, "Escape");

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "features");
  g_object_set (imagette_window_get_page (test->window, "features"), "view", "maxima", NULL);
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (app_test_find (imagette_maxima_view_get_controls (
                                    imagette_features_page_get_view (IMAGETTE_FEATURES_PAGE (
                                      imagette_window_get_page (test->window, "features")), "maxima")),
                                  GTK_TYPE_DROP_DOWN, NULL)), 3); /* C1 */
  app_test_wait (test, has_badge (test, "C1 · map 4", "muted"));
  g_assert_false (has_badge (test, "C1 · map 3", "muted"));
  g_object_set (imagette_window_get_page (test->window, "features"), "view", "hands", NULL);
  app_test_wait (test, is_said_below (find (test, IMAGETTE_TYPE_SCREENING, NULL), "Filter 4 is muted"));
  g_assert_false (is_said_below (find (test, IMAGETTE_TYPE_SCREENING, NULL), "Filter 4 is dead"));
}

/* A filter of zeros below its bias excites nothing: the view names it, also at a moment that is
 * kept, and where figure 2 was never seen. */
static void
test_screening (AppTest      *test,
                gconstpointer data)
{
  const char *title = "How alike the C1 filters are, row by column";
  float nothing[25] = { 0 }, same[25];
  NnColors before, now;

  open_view (test);
  memcpy (same, live_filter (test, C1, 0).weights, sizeof same);
  nn_session_set_filter (test->session, C1, 5, same, 25, FALSE);
  nn_session_set_filter (test->session, C1, 3, nothing, 25, FALSE);
  app_test_wait (test, app_test_is_shown (
    test, "Filters 1 and 6 are twins\nFilter 4 is dead: no image excites it"));
  imagette_tile_get_values (IMAGETTE_TILE (app_test_find_tile (test, title)), NULL, NULL, NULL, &before, NULL);
  app_test_press (test, "c");
  app_test_wait (test, imagette_tile_get_values (IMAGETTE_TILE (app_test_find_tile (test, title)), NULL, NULL, NULL,
                                                 &now, NULL) != NULL && now != before);
}

/* Of the lesson: in the pair of label and control with that tooltip. */
static GtkWidget *
spin_of (AppTest    *test,
         const char *tooltip)
{
  GtkWidget *panel = find (test, IMAGETTE_TYPE_CLIP_PANEL, NULL);

  return app_test_find (app_test_find (panel, GTK_TYPE_BOX, tooltip), GTK_TYPE_SPIN_BUTTON, NULL);
}

/* Figure 6 in one click, with the widgets; a second time with other settings; back. */
static void
test_clip_lesson (AppTest      *test,
                  gconstpointer data)
{
  NnClipLesson *lesson;

  open_view (test);
  click (test, "Clip Side by Side");
  app_test_wait (test, app_test_find_tile (test, "C1 filter 6 with clip") != NULL);
  app_test_wait (test, nn_session_get_clip_lesson (test->session) != NULL
                         && nn_session_get_clip_lesson (test->session)->finished);
  lesson = nn_session_get_clip_lesson (test->session);
  g_assert_cmpuint (lesson->spec.updates, ==, 10);       /* an epoch */
  g_assert_cmpuint (lesson->spec.training.seed, ==, test->spec.seed);
  g_assert_true (app_test_is_shown (test, "batch 10 of 10"));
  g_assert_false (app_test_is_shown (test, "Test accuracy: …"));

  /* As low as it goes, it clips from the first batch on: the start lies beyond. */
  imagette_number_spin_set (spin_of (test, "Learning rate of both, high on purpose"), 0.01f);
  imagette_number_spin_set (
    spin_of (test, "The largest root mean square of a filter's weights"), 0.05f);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin_of (test, "How long each is trained")), 3);
  click (test, "Train Both");
  app_test_wait (test, app_test_is_shown (test, "batch 3 of 3")
                         && nn_session_get_clip_lesson (test->session)->finished);
  lesson = nn_session_get_clip_lesson (test->session);
  g_assert_cmpfloat (lesson->spec.training.hyper.rms_clip, ==, 0.05f);
  g_assert_true (has_badge (test, "C1 filter 2 with clip", "clipped"));
  g_assert_true (has_badge (test, "C1 filter 2 without clip", NULL));
  g_assert_cmpuint (get_update (test->session), ==, 0);  /* the run has not moved */

  click (test, "Back to the Filter");
  app_test_wait (test, app_test_find_tile (test, "C1 filter 6 with clip") == NULL);
  app_test_wait (test, app_test_find_tile (test, "C1 filter 6 of 6") != NULL);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/hands/badges", test_badges);
  app_test_add ("/app/hands/mute", test_mute);
  app_test_add ("/app/hands/draw", test_draw);
  app_test_add ("/app/hands/clip-and-past", test_clip_and_past);
  app_test_add ("/app/hands/line-and-file", test_line_and_file);
  app_test_add ("/app/hands/figure2", test_figure2);
  app_test_add ("/app/hands/muted-everywhere", test_muted_everywhere);
  app_test_add ("/app/hands/screening", test_screening);
  app_test_add ("/app/hands/clip-lesson", test_clip_lesson);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-help.h"
#include "app/imagette-preferences.h"
#include "pages/imagette-shortcuts.h"
#include "pages/layers/imagette-layers-page.h"
#include "pages/layers/imagette-sum-pane.h"
#include "widgets/imagette-digit-pad.h"
#include "widgets/imagette-filter-grid.h"
#include "widgets/imagette-strip.h"

/* Keys, names, widths and states of the window. */

/* ---- keys ---- */

static void
test_keys_while_typing (AppTest      *test,
                        gconstpointer data)
{
  GtkWidget *spin = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_SPIN_BUTTON,
                                   "Number in the test set, from 0");
  GtkWidget *text;

  g_assert_nonnull (spin);
  text = app_test_find (spin, GTK_TYPE_TEXT, NULL);
  /* A key sent while the window is only just getting the focus is lost on its way. */
  for (int i = 0; i < 8 && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (text)), "be "); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (text), "");
      g_assert_true (gtk_widget_grab_focus (text));
      app_test_press (test, "b");
      app_test_press (test, "e");
      app_test_press (test, "space");
      for (int wait = 0; wait < 50; wait++)
        {
          g_usleep (5000);
          g_main_context_iteration (NULL, FALSE);
        }
    }
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "be ");
  g_assert_cmpuint (get_update (test->session), ==, 0);
  g_assert_cmpint (nn_session_get_state (test->session), ==, NN_STATE_PAUSED);
}

static void
test_space_presses_the_button_with_focus (AppTest      *test,
                                          gconstpointer data)
{
  GtkWidget *run = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_BUTTON,
                                  "Run or pause (Space)");
  GtkWidget *batch = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_BUTTON, "Batch");

  /* From Run, Tab goes to Batch, and there Space is one batch, not "run". */
  g_assert_true (gtk_widget_grab_focus (run));
  app_test_press (test, "Tab");
  app_test_wait (test, gtk_window_get_focus (GTK_WINDOW (test->window)) == batch);
  app_test_press (test, "space");
  app_test_wait (test, get_update (test->session) == 1);
  wait_for_rest (test->session);
  g_assert_cmpuint (get_update (test->session), ==, 1);
}

static void
test_plain_keys (AppTest      *test,
                 gconstpointer data)
{
  NnProbe *probe = nn_session_get_probe (test->session);

  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  app_test_press (test, "b");
  app_test_wait (test, get_update (test->session) == 1);
  app_test_press (test, "n");
  app_test_wait (test, nn_session_get_probe (test->session)->index == probe->index + 1);
  app_test_press (test, "p");
  app_test_wait (test, nn_session_get_probe (test->session)->index == 0);
  app_test_press (test, "c");
  app_test_wait (test, imagette_display_get_colors (imagette_window_get_display (test->window))
                         == NN_COLORS_DIVERGING);
  app_test_press (test, "g");
  app_test_wait (test, imagette_display_get_scope (imagette_window_get_display (test->window))
                         == NN_SCOPE_ALL);
  app_test_press (test, "ctrl+3");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (imagette_window_get_page (test->window,
                                                                                    "train"))));
  app_test_press (test, "ctrl+4");
  app_test_wait (test, gtk_widget_get_mapped (GTK_WIDGET (imagette_window_get_page (test->window,
                                                                                    "layers"))));
  nn_session_set_pace (test->session, 20, 0);
  app_test_press (test, "space");
  app_test_wait (test, get_update (test->session) > 5);
  app_test_press (test, "space");
  wait_for_rest (test->session);
}

/* What a user can do has a key, and what has a key can be done. */
/* 0: it is not for a view of one page. */
static int
page_of_view (const ImagetteShortcut *shortcut)
{
  if (shortcut->action == NULL)
    return 0;
  return g_str_has_prefix (shortcut->action, "win.feature(") ? 1
         : g_str_has_prefix (shortcut->action, "win.convolution(") ? 2 : 0;
}

static void
test_every_action_has_a_key (AppTest      *test,
                             gconstpointer data)
{
  static const char *const inner[] = { "win.page", "win.feature", "win.view", "win.convolution", "win.tell", "win.probe-class",
                                       "win.lesson", "win.guess", "win.vote" };
  g_auto (GStrv) actions = g_action_group_list_actions (G_ACTION_GROUP (test->window));
  gsize n;
  const ImagetteShortcut *shortcuts = imagette_shortcuts_list (&n);

  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("win.", actions[i], NULL);
      const ImagetteShortcut *shortcut = imagette_shortcuts_find (name);
      gboolean known = shortcut != NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (inner); j++)
        known |= g_str_equal (name, inner[j]);
      if (!known)
        g_error ("%s has no key", name);
    }
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = g_strsplit (shortcuts[i].keys, "|", -1);
      g_autofree char *label = imagette_shortcut_get_label (&shortcuts[i]);
      guint key;
      GdkModifierType modifiers;

      for (gsize j = 0; keys[j] != NULL; j++)
        g_assert_true (gtk_accelerator_parse (keys[j], &key, &modifiers));
      g_assert_cmpuint (strlen (label), >, 0);
      /* What a widget answers itself when it has the focus may mean something else elsewhere; and
       * each page numbers its own views. */
      for (gsize j = 0; j < i; j++)
        if (page_of_view (&shortcuts[i]) == page_of_view (&shortcuts[j])
            && (g_str_equal (shortcuts[i].group, shortcuts[j].group)
                || (shortcuts[i].action != NULL && shortcuts[j].action != NULL)))
          g_assert_cmpstr (shortcuts[i].keys, !=, shortcuts[j].keys);
    }
}

/* ---- names ---- */

static gboolean
has_tooltip (GtkWidget *widget)
{
  for (int up = 0; widget != NULL && up < 6; up++, widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_tooltip_text (widget) != NULL)
      return TRUE;
  return FALSE;
}

static void
check_names (GtkWidget *widget)
{
  gboolean control = GTK_IS_BUTTON (widget) || GTK_IS_SPIN_BUTTON (widget)
                     || GTK_IS_DROP_DOWN (widget) || GTK_IS_SCALE (widget)
                     || GTK_IS_MENU_BUTTON (widget);

  /* Their parts are GTK's business. */
  if (GTK_IS_WINDOW_CONTROLS (widget) || ADW_IS_VIEW_SWITCHER (widget)
      || ADW_IS_VIEW_SWITCHER_BAR (widget) || GTK_IS_SCROLLBAR (widget)
      || GTK_IS_POPOVER (widget))
    return;
  if (control)
    {
      gboolean named = GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL;

      named |= gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget),
                                                 GTK_ACCESSIBLE_PROPERTY_LABEL);
      if (!named || !has_tooltip (widget))
        g_error ("%s (%s) lacks %s", G_OBJECT_TYPE_NAME (widget),
                 gtk_widget_get_tooltip_text (widget), named ? "a tooltip" : "a name");
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

static void
test_names (AppTest      *test,
            gconstpointer data)
{
  check_names (GTK_WIDGET (test->window));
}

/* ---- sizes ---- */

static int
minimum_width (AppTest *test)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (test->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  return minimum;
}

static gboolean
is_narrow (AppTest *test)
{
  gboolean narrow;

  g_object_get (test->window, "narrow", &narrow, NULL);
  return narrow;
}

static void
test_widths (AppTest      *test,
             gconstpointer data)
{
  static const char *const pages[] = { "convolution", "network", "train", "layers", "features" };

  g_assert_false (is_narrow (test));
  /* Narrow begins at 900, so wide must get down to there. */
  g_assert_cmpint (minimum_width (test), <=, 900);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 600, 700);
  app_test_wait (test, is_narrow (test));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_cmpint (minimum_width (test), <=, 370);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      imagette_window_show_page (test->window, pages[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      g_assert_cmpint (minimum_width (test), <=, 370);
    }
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1280, 800);
  app_test_wait (test, !is_narrow (test));
}

/* Where it is narrow, the sentence of a notice stands over its buttons, in lines of many words. */
static void
test_narrow_notice (AppTest      *test,
                    gconstpointer data)
{
  GtkWidget *label;

  app_test_activate (test, "win.batch");
  app_test_wait (test, nn_session_get_moments (test->session)->len > 1
                       && nn_session_get_state (test->session) == NN_STATE_PAUSED);
  app_test_activate (test, "win.moment-back");
  app_test_wait (test, nn_session_get_looked_at (test->session) != NULL);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 400, 800);
  app_test_wait (test, is_narrow (test));
  label = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_LABEL, "You are looking at the start.");
  g_assert_nonnull (label);
  app_test_wait (test, gtk_widget_get_width (label) > 250);
  g_assert_cmpint (minimum_width (test), <=, 370);
}

static void
test_large_text (AppTest      *test,
                 gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  app_test_wait (test, is_narrow (test));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_cmpint (minimum_width (test), <=, 1280);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  app_test_wait (test, !is_narrow (test));
}

/* Walks what is shown: labels that are cut, and the pixels a value of all banks together. */
static void
look_over (GtkWidget *widget,
           int       *cut,
           int       *scales)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    {
      g_test_message ("cut: %s", gtk_label_get_text (GTK_LABEL (widget)));
      (*cut)++;
    }
  if (IMAGETTE_IS_FILTER_GRID (widget))
    *scales += imagette_filter_grid_get_used_scale (IMAGETTE_FILTER_GRID (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_over (child, cut, scales);
}

/* The larger text takes nothing from the pictures, and no word is cut. */
static void
test_projector_room (AppTest      *test,
                     gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "layers"));
  int cut = 0, before = 0, now = 0;

  look_over (page, &cut, &before);
  g_assert_cmpint (cut, ==, 0);
  g_assert_cmpint (before, >, 9);
  app_test_activate (test, "win.projector");
  for (int i = 0; i < 5; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  look_over (page, &cut, &now);
  g_assert_cmpint (cut, ==, 0);
  g_assert_cmpint (now, >=, before);
  app_test_activate (test, "win.leave");
}

static void
test_projector (AppTest      *test,
                gconstpointer data)
{
  int before, now;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &before, NULL);
  app_test_activate (test, "win.projector");
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &now, NULL);
  g_assert_cmpint (now, ==, before * 3 / 2);
  g_assert_true (imagette_display_get_projector (imagette_window_get_display (test->window)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  app_test_activate (test, "win.leave");
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &now, NULL);
  g_assert_cmpint (now, ==, before);
  g_assert_false (imagette_display_get_projector (imagette_window_get_display (test->window)));
}

/* Also while a toast is shown, which takes the key for itself where it can. */
static void
test_projector_escape (AppTest      *test,
                       gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "layers"));
  const char *says = "F11 or Escape leaves; the buttons are at the upper edge";
  gboolean projector = TRUE;

  g_assert_true (gtk_widget_grab_focus (app_test_find (page, IMAGETTE_TYPE_TILE, NULL)));
  app_test_activate (test, "win.projector");
  app_test_wait (test, app_test_is_shown (test, says));
  app_test_press (test, "Escape");
  app_test_wait (test, (g_object_get (test->window, "projector", &projector, NULL), !projector));

  /* With nothing to leave, the toast is what Escape closes. */
  imagette_window_toast (test->window, "R&D <1>", NULL, NULL);
  app_test_wait (test, app_test_is_shown (test, "R&D <1>"));
  app_test_press (test, "Escape");
  app_test_wait (test, !app_test_is_shown (test, "R&D <1>"));
}

/* The latest word, at once: who presses too often is not told of the past, nor offered to undo it. */
static void
test_latest_toast (AppTest      *test,
                   gconstpointer data)
{
  for (int i = 0; i < 3; i++)
    app_test_activate (test, "win.new-seed");
  app_test_wait (test, app_test_is_shown (test, "Started again with seed 4"));
  g_assert_false (app_test_is_shown (test, "Started again with seed 2"));
  g_assert_false (app_test_is_shown (test, "Started again with seed 3"));
}

/* ---- the large view, other windows ---- */

static void
test_large_view (AppTest      *test,
                 gconstpointer data)
{
  ImagetteLayersPage *page
    = IMAGETTE_LAYERS_PAGE (imagette_window_get_page (test->window, "layers"));
  GtkWidget *tile = app_test_find (GTK_WIDGET (page), IMAGETTE_TYPE_TILE, NULL);

  g_assert_null (imagette_layers_page_get_opened (page));
  g_assert_true (gtk_widget_grab_focus (tile));
  app_test_press (test, "Return");
  app_test_wait (test, imagette_layers_page_get_opened (page) == IMAGETTE_TILE (tile));
  app_test_press (test, "Escape");
  app_test_wait (test, imagette_layers_page_get_opened (page) == NULL);
  app_test_wait (test, gtk_window_get_focus (GTK_WINDOW (test->window)) == tile);
}

/* The sum behind the large tile's strongest unit, and behind the one the arrows choose. */
static void
test_sum (AppTest      *test,
          gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "layers"));
  GtkWidget *strip = app_test_find (page, IMAGETTE_TYPE_STRIP, NULL);
  ImagetteSumPane *sum = IMAGETTE_SUM_PANE (app_test_find (page, IMAGETTE_TYPE_SUM_PANE, NULL));
  g_autofree char *strongest = NULL;

  app_test_wait (test, nn_session_get_frame (test->session) != NULL);
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (sum)));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (imagette_strip_get_tile (IMAGETTE_STRIP (strip)))));
  app_test_press (test, "Return");
  app_test_wait (test, gtk_widget_is_visible (GTK_WIDGET (sum)));
  strongest = g_strdup (imagette_sum_pane_get_text (sum));
  g_assert_nonnull (strstr (strongest, "bias"));
  g_assert_nonnull (strstr (strongest, "after ReLU"));
  app_test_press (test, "Right");
  app_test_press (test, "Down");
  app_test_wait (test, g_strcmp0 (imagette_sum_pane_get_text (sum), strongest) != 0);
  g_assert_nonnull (strstr (imagette_sum_pane_get_text (sum), "unit"));
  app_test_press (test, "Escape");
  app_test_wait (test, !gtk_widget_is_visible (GTK_WIDGET (sum)));
}

static void
test_draw (AppTest      *test,
           gconstpointer data)
{
  GtkWidget *window, *pad;

  app_test_activate (test, "win.draw");
  window = app_test_wait_window (test, ADW_TYPE_WINDOW);
  pad = app_test_find (window, IMAGETTE_TYPE_DIGIT_PAD, NULL);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 14, 4, 1, TRUE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 14, 24, 1, FALSE);
  app_test_wait (test, g_strcmp0 (nn_session_get_frame (test->session)->probe->source, "drawing")
                         == 0);
  g_assert_cmpmem (nn_session_get_probe (test->session)->pixels, NN_IMAGE_SIZE,
                   imagette_digit_pad_get_pixels (IMAGETTE_DIGIT_PAD (pad)), NN_IMAGE_SIZE);

  /* There is one pad; it goes with the session that it draws for. */
  app_test_activate (test, "win.draw");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 2);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  imagette_window_set_dataset (test->window, test->dataset);
  app_test_wait (test, window == NULL);
}

static void
test_other_windows (AppTest      *test,
                    gconstpointer data)
{
  static const char *const actions[] = { "win.help", "win.shortcuts", "win.about",
                                         "win.preferences" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *window;

      app_test_activate (test, actions[i]);
      window = app_test_wait_window (test, ADW_TYPE_WINDOW);
      gtk_test_widget_wait_for_draw (window);
      /* The rest of those two is libadwaita's. */
      if (!ADW_IS_ABOUT_WINDOW (window))
        check_names (ADW_IS_PREFERENCES_WINDOW (window)
                       ? app_test_find (window, ADW_TYPE_PREFERENCES_GROUP, NULL) : window);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_rival (AppTest      *test,
            gconstpointer data)
{
  NnTrainingSpec spec = test->spec;

  spec.network = nn_network_spec_rival (61706);
  nn_session_reset (test->session, &spec);
  app_test_wait (test, nn_session_get_frame (test->session)->spec.network.architecture
                         == NN_ARCHITECTURE_MLP);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  app_test_wait (test, app_test_is_shown (test, "H1 · H2 · output"));
  g_assert_false (app_test_is_shown (test, "C1"));
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/window/keys-while-typing", test_keys_while_typing);
  app_test_add ("/app/window/space-on-a-button", test_space_presses_the_button_with_focus);
  app_test_add ("/app/window/plain-keys", test_plain_keys);
  app_test_add ("/app/window/every-action-has-a-key", test_every_action_has_a_key);
  app_test_add ("/app/window/names", test_names);
  app_test_add ("/app/window/widths", test_widths);
  app_test_add ("/app/window/narrow-notice", test_narrow_notice);
  app_test_add ("/app/window/large-text", test_large_text);
  app_test_add ("/app/window/projector", test_projector);
  app_test_add ("/app/window/projector-escape", test_projector_escape);
  app_test_add ("/app/window/latest-toast", test_latest_toast);
  app_test_add ("/app/window/projector-room", test_projector_room);
  app_test_add ("/app/window/large-view", test_large_view);
  app_test_add ("/app/window/sum", test_sum);
  app_test_add ("/app/window/draw", test_draw);
  app_test_add ("/app/window/other-windows", test_other_windows);
  app_test_add ("/app/window/rival", test_rival);
  return g_test_run ();
}

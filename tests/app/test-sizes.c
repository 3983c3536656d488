/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "widgets/imagette-plot.h"

/* Every page and every view of one, and the other windows: with text twice as large, and in a
 * window as narrow as a telephone. Nothing is cut off, nothing lies out of reach. Runs in English,
 * and with --french. */

#define WIDE 1280
#define HIGH 800
#define NARROW 360

/* ---- what must hold in each ---- */

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_SPIN_BUTTON (widget) || GTK_IS_DROP_DOWN (widget)
         || GTK_IS_SCALE (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_SWITCH (widget);
}

static void
say (GtkWidget  *widget,
     const char *what,
     int        *faults)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                                           : gtk_widget_get_tooltip_text (widget);

  g_test_message ("%s “%s” %s", G_OBJECT_TYPE_NAME (widget), text != NULL ? text : "", what);
  (*faults)++;
}

/* Where part of a widget lies outside of its parent no pointer gets there, unless it can be scrolled
 * to. */
static void
check_inside (GtkWidget *widget,
              int       *faults)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  graphene_rect_t box, room;

  if (parent == NULL || GTK_IS_VIEWPORT (parent) || GTK_IS_SCROLLABLE (parent)
      || GTK_IS_NATIVE (widget) || !gtk_widget_compute_bounds (widget, parent, &box)
      || !gtk_widget_compute_bounds (parent, parent, &room))
    return;
  graphene_rect_inset (&room, -1, -1);
  if (!graphene_rect_contains_rect (&room, &box))
    {
      g_autofree char *where
        = g_strdup_printf ("reaches out of its %s: %g,%g %gx%g in %g,%g %gx%g",
                           G_OBJECT_TYPE_NAME (parent), (double) box.origin.x,
                           (double) box.origin.y, (double) box.size.width,
                           (double) box.size.height, (double) room.origin.x,
                           (double) room.origin.y, (double) room.size.width,
                           (double) room.size.height);

      say (widget, where, faults);
    }
}

/* A row that can be moved sideways hides some of its controls: for narrow windows alone. */
static void
check_row (GtkWidget *widget,
           int       *faults)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkPolicyType policy;
  GtkAdjustment *across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (widget));
  gboolean narrow = FALSE;

  if (IMAGETTE_IS_WINDOW (root))
    g_object_get (root, "narrow", &narrow, NULL);
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), NULL, &policy);
  if (policy == GTK_POLICY_NEVER && !narrow
      && gtk_adjustment_get_upper (across) > gtk_adjustment_get_page_size (across) + 1)
    say (widget, "does not show all of its row", faults);
}

/* No curve is flatter than it likes to be where the page scrolls anyway, and no list is a slit. */
static void
check_height (GtkWidget *widget,
              int       *faults)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  int natural, height = gtk_widget_get_height (widget);
  gboolean narrow = FALSE;

  if (IMAGETTE_IS_WINDOW (root))
    g_object_get (root, "narrow", &narrow, NULL);
  if (!narrow)
    return;
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (widget), NULL,
                      &natural, NULL, NULL);
  if (IMAGETTE_IS_PLOT (widget) && height < natural)
    say (widget, "is squeezed", faults);
  if (GTK_IS_SCROLLED_WINDOW (widget) && height < 100)
    {
      GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));

      if (gtk_adjustment_get_upper (down) > gtk_adjustment_get_page_size (down) + 1)
        say (widget, "is a slit", faults);
    }
}

/* Words are told apart by spaces and hyphens. */
static gboolean
breaks_words (GtkWidget *widget)
{
  const char *text = gtk_label_get_text (GTK_LABEL (widget));
  int words = 1;

  for (; *text != '\0'; text++)
    words += *text == ' ' || *text == '-' || *text == '\n';
  return pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (widget))) > words;
}

static void
look_over (GtkWidget *widget,
           int       *faults)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget) || GTK_IS_SCROLLBAR (widget))
    return;
  if (is_control (widget) || GTK_IS_LABEL (widget))
    check_inside (widget, faults);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    check_row (widget, faults);
  if (GTK_IS_LABEL (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    say (widget, "is cut", faults);
  if (GTK_IS_LABEL (widget) && breaks_words (widget))
    say (widget, "breaks words", faults);
  check_height (widget, faults);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_over (child, faults);
}

/* The content of a window alone: its frame differs with the desktop. */
static int
least (GtkWidget      *window,
       GtkOrientation  orientation,
       int             for_size)
{
  GtkWidget *content = ADW_IS_APPLICATION_WINDOW (window)
                         ? adw_application_window_get_content (ADW_APPLICATION_WINDOW (window))
                       : ADW_IS_WINDOW (window) ? adw_window_get_content (ADW_WINDOW (window))
                                                : gtk_window_get_child (GTK_WINDOW (window));
  int minimum;

  gtk_widget_measure (content, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
check_window (GtkWidget *window,
              int        width,
              int        height,
              int       *faults)
{
  int least_width = least (window, GTK_ORIENTATION_HORIZONTAL, -1);
  int least_height = least (window, GTK_ORIENTATION_VERTICAL, width);

  if (least_width > width || least_height > height)
    {
      g_test_message ("needs %dx%d", least_width, least_height);
      (*faults)++;
    }
  look_over (window, faults);
}

typedef struct { int width, height, faults; } Room;

static void
check_place (AppTest *test,
             gpointer data)
{
  Room *room = data;

  check_window (GTK_WIDGET (test->window), room->width, room->height, &room->faults);
}

static void
check_places (AppTest *test,
              int      width,
              int      height)
{
  Room room = { width, height, 0 };

  app_test_visit (test, check_place, &room);
  g_assert_cmpint (room.faults, ==, 0);
}

/* ---- sizes ---- */

static void
scale_text (AppTest *test,
            double   scale)
{
  gboolean narrow;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (scale * 96 * PANGO_SCALE), NULL);
  app_test_wait (test, (g_object_get (test->window, "narrow", &narrow, NULL),
                        narrow == (scale > 1.5)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
}

static void
test_plain_text (AppTest      *test,
                 gconstpointer data)
{
  check_places (test, WIDE, HIGH);
}

static void
test_large_text (AppTest      *test,
                 gconstpointer data)
{
  scale_text (test, 2);
  check_places (test, WIDE, HIGH);
  scale_text (test, 1);
}

static void
test_narrow (AppTest      *test,
             gconstpointer data)
{
  gboolean narrow;

  gtk_window_set_default_size (GTK_WINDOW (test->window), NARROW, 700);
  app_test_wait (test, (g_object_get (test->window, "narrow", &narrow, NULL), narrow));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  check_places (test, NARROW, 700);
}

/* The bar of a vote, before and after its answer is shown. */
static void
check_vote (AppTest *test,
            int      width,
            int      height)
{
  Room room = { width, height, 0 };

  app_test_activate (test, "win.guess-first");
  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.vote", "i", 3);
  for (int shown = 0; shown < 2; shown++)
    {
      if (shown)
        app_test_activate (test, "win.vote-show");
      for (int frames = 0; frames < 3; frames++)
        gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      check_place (test, &room);
    }
  app_test_activate (test, "win.guess-first");
  g_assert_cmpint (room.faults, ==, 0);
}

static void
test_vote (AppTest      *test,
           gconstpointer data)
{
  gboolean narrow;

  check_vote (test, WIDE, HIGH);
  scale_text (test, 2);
  check_vote (test, WIDE, HIGH);
  scale_text (test, 1);
  gtk_window_set_default_size (GTK_WINDOW (test->window), NARROW, 700);
  app_test_wait (test, (g_object_get (test->window, "narrow", &narrow, NULL), narrow));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  check_vote (test, NARROW, 700);
}

static void
check_other_windows (AppTest *test)
{
  static const char *const actions[] = { "win.help", "win.shortcuts", "win.about",
                                         "win.preferences", "win.draw", "win.export",
                                         "win.worksheet", "win.quiz",
                                         "win.our-digits" };
  int faults = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *window;

      g_test_message ("%s", actions[i]);
      app_test_activate (test, actions[i]);
      window = app_test_wait_window (test, ADW_TYPE_WINDOW);
      for (int j = 0; j < 3; j++)
        gtk_test_widget_wait_for_draw (window);
      check_window (window, WIDE, HIGH, &faults);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  g_assert_cmpint (faults, ==, 0);
}

static void
test_other_windows (AppTest      *test,
                    gconstpointer data)
{
  check_other_windows (test);
}

static void
test_other_windows_large (AppTest      *test,
                          gconstpointer data)
{
  scale_text (test, 2);
  check_other_windows (test);
  scale_text (test, 1);
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "--french"))
    g_setenv ("LANGUAGE", "fr", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/sizes/plain-text", test_plain_text);
  app_test_add ("/app/sizes/large-text", test_large_text);
  app_test_add ("/app/sizes/narrow", test_narrow);
  app_test_add ("/app/sizes/vote", test_vote);
  app_test_add ("/app/sizes/other-windows", test_other_windows);
  app_test_add ("/app/sizes/other-windows-large", test_other_windows_large);
  return g_test_run ();
}

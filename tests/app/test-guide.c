/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-guide.h"

#include <string.h>

/* F1 opens the user guide, in the language of the window. */

static void
check_guide (AppTest    *test,
             const char *title,
             const char *chapter)
{
  GtkWidget *window;

  app_test_activate (test, "win.help");
  window = app_test_wait_window (test, ADW_TYPE_WINDOW);
  g_assert_nonnull (app_test_find (window, GTK_TYPE_LABEL, title));
  g_assert_nonnull (app_test_find (window, GTK_TYPE_LABEL, chapter));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  app_test_wait (test, window == NULL);
}

static void
test_english (AppTest      *test,
              gconstpointer data)
{
  check_guide (test, "User guide", "Begin");
}

/* Marks are shown, not written. */
static void
assert_no_marks (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      const char *text = gtk_label_get_text (GTK_LABEL (widget));

      g_assert_null (strstr (text, "**"));
      g_assert_null (strchr (text, '`'));
      g_assert_false (g_str_has_prefix (text, "#") || g_str_has_prefix (text, "- "));
      g_assert_cmpstr (text, !=, "");
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_no_marks (child);
}

static void
test_marks (AppTest      *test,
            gconstpointer data)
{
  static const char *const languages[] = { "en", "fr" };

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GtkWidget) guide = g_object_ref_sink (imagette_guide_new (languages[i]));

      g_assert_nonnull (gtk_widget_get_first_child (guide));
      assert_no_marks (guide);
    }
}

static void
set_up_french (AppTest      *test,
               gconstpointer data)
{
  g_autofree char *locales = g_build_filename (g_getenv ("GSETTINGS_SCHEMA_DIR"), "..", "po", NULL);

  g_setenv ("LANGUAGE", "fr", TRUE);
  g_setenv ("IMAGETTE_LOCALEDIR", locales, TRUE);
  app_test_set_up (test, data);
}

static void
test_french (AppTest      *test,
             gconstpointer data)
{
  check_guide (test, "Guide de l’utilisateur", "Pour commencer");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/guide/english", test_english);
  app_test_add ("/app/guide/marks", test_marks);
  g_test_add ("/app/guide/french", AppTest, NULL, set_up_french, test_french, app_test_tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/imagette-shortcuts.h"

#include <string.h>

/* The window of keyboard shortcuts says all keys, and no others: those of the application, and
 * those that a widget answers while it has the focus. */

/* "win.page('train')" and "win.page::train" are the same. */
static gboolean
is_same_action (const char *one,
                const char *other)
{
  g_autofree char *name = NULL, *other_name = NULL;
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;

  if (other == NULL)
    return FALSE;
  g_assert_true (g_action_parse_detailed_name (one, &name, &first, NULL));
  g_assert_true (g_action_parse_detailed_name (other, &other_name, &second, NULL));
  return g_str_equal (name, other_name) && (first == NULL) == (second == NULL)
         && (first == NULL || g_variant_equal (first, second));
}

static gboolean
key_is_listed (guint           key,
               GdkModifierType modifiers,
               const char     *action)
{
  gsize n;
  const ImagetteShortcut *shortcuts = imagette_shortcuts_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = g_strsplit (shortcuts[i].keys, "|", -1);

      if (action != NULL && !is_same_action (action, shortcuts[i].action))
        continue;
      for (gsize j = 0; keys[j] != NULL; j++)
        {
          guint other;
          GdkModifierType others;

          g_assert_true (gtk_accelerator_parse (keys[j], &other, &others));
          if (other == key && others == modifiers)
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_accels (AppTest      *test,
             gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (test->application);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  g_assert_cmpuint (g_strv_length (actions), >, 20);
  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (gsize j = 0; accels[j] != NULL; j++)
        {
          guint key;
          GdkModifierType modifiers;

          g_assert_true (gtk_accelerator_parse (accels[j], &key, &modifiers));
          /* That one is the view of this number of the page that is shown: listed page by page. */
          if (!key_is_listed (key, modifiers,
                              g_str_has_prefix (actions[i], "win.view(") ? NULL : actions[i]))
            g_error ("%s of %s is not in the list of keys", accels[j], actions[i]);
        }
    }
}

/* ---- what widgets answer themselves ---- */

/* The keypad's keys mean what their twins do. */
static guint
plain_key (guint key)
{
  static const guint twins[][2] = {
    { GDK_KEY_KP_Left, GDK_KEY_Left }, { GDK_KEY_KP_Right, GDK_KEY_Right },
    { GDK_KEY_KP_Up, GDK_KEY_Up }, { GDK_KEY_KP_Down, GDK_KEY_Down },
    { GDK_KEY_KP_Home, GDK_KEY_Home }, { GDK_KEY_KP_End, GDK_KEY_End },
    { GDK_KEY_KP_Page_Up, GDK_KEY_Page_Up }, { GDK_KEY_KP_Page_Down, GDK_KEY_Page_Down },
    { GDK_KEY_KP_Enter, GDK_KEY_Return }, { GDK_KEY_ISO_Enter, GDK_KEY_Return },
    { GDK_KEY_KP_Space, GDK_KEY_space }, { GDK_KEY_KP_Delete, GDK_KEY_Delete },
    { GDK_KEY_BackSpace, GDK_KEY_Delete }, { GDK_KEY_KP_Add, GDK_KEY_plus },
    { GDK_KEY_equal, GDK_KEY_plus }, { GDK_KEY_KP_Subtract, GDK_KEY_minus },
    { GDK_KEY_X, GDK_KEY_x },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (twins); i++)
    if (twins[i][0] == key)
      return twins[i][1];
  return key;
}

static void
check_controller (GtkWidget      *widget,
                  GtkEventController *controller,
                  int            *missing)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (controller)); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), i);
      GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);
      guint key;

      if (!GTK_IS_KEYVAL_TRIGGER (trigger))
        continue;
      key = plain_key (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)));
      /* Tab is the desktop's. */
      if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab
          || key_is_listed (key, gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)),
                            NULL))
        continue;
      g_test_message ("%s answers %s, which is not in the list of keys", G_OBJECT_TYPE_NAME (widget),
                      gdk_keyval_name (key));
      (*missing)++;
    }
}

static void
check_widgets (GtkWidget *widget,
               int       *seen,
               int       *missing)
{
  /* A window answers keys of GTK's own, too. */
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Imagette") && !GTK_IS_WINDOW (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          if (GTK_IS_SHORTCUT_CONTROLLER (controller))
            check_controller (widget, controller, missing);
        }
      (*seen)++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widgets (child, seen, missing);
}

static void
test_widgets (AppTest      *test,
              gconstpointer data)
{
  int seen = 0, missing = 0;

  check_widgets (GTK_WIDGET (test->window), &seen, &missing);
  app_test_activate (test, "win.draw");
  check_widgets (app_test_wait_window (test, ADW_TYPE_WINDOW), &seen, &missing);
  g_assert_cmpint (seen, >, 100);
  g_assert_cmpint (missing, ==, 0);
}

/* ---- the window that says them ---- */

static void
collect_words (GtkWidget *widget,
               GString   *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_words (child, words);
}

static void
test_window (AppTest      *test,
             gconstpointer data)
{
  g_autoptr (GString) words = g_string_new ("\n");
  GtkWidget *window;
  gsize n;
  const ImagetteShortcut *shortcuts = imagette_shortcuts_list (&n);

  app_test_activate (test, "win.shortcuts");
  window = app_test_wait_window (test, ADW_TYPE_WINDOW);
  collect_words (window, words);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *keys = imagette_shortcut_get_label (&shortcuts[i]);
      g_autofree char *line = g_strdup_printf ("\n%s\n%s\n", shortcuts[i].label, keys);

      if (strstr (words->str, line) == NULL)
        g_error ("the window does not say: %s", line);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/keys/accels", test_accels);
  app_test_add ("/app/keys/widgets", test_widgets);
  app_test_add ("/app/keys/window", test_window);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/imagette-shortcuts.h"
#include "widgets/imagette-tile.h"

#include <gdk/x11/gdkx.h>

void
app_test_set_up (AppTest      *test,
                 gconstpointer data)
{
  const ImagetteWindowOptions options = { .width = 1280, .height = 800, .page = "layers" };
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  g_autoptr (GError) error = NULL;

  g_settings_reset (settings, "pace");
  g_settings_reset (settings, "scope");
  g_settings_reset (settings, "colors");
  g_settings_reset (settings, "zoom");
  g_settings_reset (settings, "last-file");
  g_settings_set_boolean (settings, "slow-start", FALSE);

  test->application = imagette_application_new ();
  g_application_set_flags (G_APPLICATION (test->application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (test->application), NULL, &error));
  g_assert_no_error (error);

  test->folder = test_folder_new ();
  test->dataset = synthetic_dataset (640, 200);
  test->window = imagette_window_new (GTK_APPLICATION (test->application), &options);
  g_object_add_weak_pointer (G_OBJECT (test->window), (gpointer *) &test->window);
  gtk_window_present (GTK_WINDOW (test->window));
  imagette_window_set_dataset (test->window, test->dataset);
  test->session = g_object_ref (imagette_window_get_session (test->window));
  test->spec = nn_training_spec_default ();
  app_test_wait (test, nn_session_get_frame (test->session) != NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
}

void
app_test_tear_down (AppTest      *test,
                    gconstpointer data)
{
  gpointer page = NULL;
  gint64 until = g_get_monotonic_time () + test_patience ();

  /* Some tests close it themselves. */
  if (test->window != NULL)
    {
      page = imagette_window_get_page (test->window, "layers");
      g_object_add_weak_pointer (G_OBJECT (page), &page);
      mark_saved (test->session);
      gtk_window_destroy (GTK_WINDOW (test->window));
    }
  /* A thread may still hold it for a moment. */
  while ((test->window != NULL || page != NULL) && g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (test->window);
  g_assert_null (page);
  g_assert_finalize_object (test->session);
  nn_dataset_unref (test->dataset);
  test_folder_free (test->folder);
  g_object_unref (test->application);
}

void
app_test_activate (AppTest    *test,
                   const char *action)
{
  gboolean enabled = FALSE;

  g_assert_true (g_action_group_query_action (G_ACTION_GROUP (test->window),
                                              strchr (action, '.') + 1, &enabled, NULL, NULL, NULL,
                                              NULL));
  g_assert_true (enabled);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), action, NULL));
}

static void
send (AppTest           *test,
      const char *const *words)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  /* The event has been sent; two frames see it through. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
}

void
app_test_press (AppTest    *test,
                const char *keys)
{
  send (test, (const char *const[]) { "xdotool", "key", keys, NULL });
}

/* From its neighbour, so that it moves in any case; button NULL: no click. */
static void
point (AppTest    *test,
       GtkWidget  *widget,
       double      x,
       double      y,
       const char *button)
{
  GtkNative *native = GTK_NATIVE (test->window);
  g_autofree char *window = g_strdup_printf (
    "%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (native)));
  g_autofree char *across = NULL, *beside = NULL, *down = NULL;
  graphene_point_t place;
  double left, top;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &place));
  gtk_native_get_surface_transform (native, &left, &top);
  across = g_strdup_printf ("%d", (int) (place.x + left));
  beside = g_strdup_printf ("%d", (int) (place.x + left) + 1);
  down = g_strdup_printf ("%d", (int) (place.y + top));
  send (test, (const char *const[]) { "xdotool", "mousemove", "--window", window, beside, down,
                                      "mousemove", "--window", window, across, down,
                                      button != NULL ? "click" : NULL, button, NULL });
}

void
app_test_point (AppTest   *test,
                GtkWidget *widget,
                double     x,
                double     y)
{
  point (test, widget, x, y, NULL);
}

void
app_test_click (AppTest   *test,
                GtkWidget *widget,
                double     x,
                double     y)
{
  point (test, widget, x, y, "1");
}

static gboolean
says_it (GtkWidget  *widget,
         const char *says)
{
  const char *text = NULL;

  if (says == NULL)
    return TRUE;
  if (GTK_IS_BUTTON (widget))
    text = gtk_button_get_label (GTK_BUTTON (widget));
  else if (GTK_IS_CHECK_BUTTON (widget))
    text = gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
  else if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  return g_strcmp0 (text, says) == 0
         || g_strcmp0 (gtk_widget_get_tooltip_text (widget), says) == 0;
}

GtkWidget *
app_test_find (GtkWidget  *root,
               GType       type,
               const char *says)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && says_it (root, says))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = app_test_find (child, type, says);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_tile (GtkWidget  *root,
           const char *title)
{
  GtkWidget *found = NULL;

  if (IMAGETTE_IS_TILE (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (imagette_tile_get_title (IMAGETTE_TILE (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tile (child, title);
  return found;
}

GtkWidget *
app_test_find_tile (AppTest    *test,
                    const char *title)
{
  return find_tile (GTK_WIDGET (test->window), title);
}

static GtkWidget *
find_window (AppTest *test,
             GType    type)
{
  g_autoptr (GListModel) toplevels = NULL;
  GtkWidget *found = NULL;

  toplevels = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if ((gpointer) window != test->window && g_type_is_a (G_OBJECT_TYPE (window), type)
          && gtk_widget_get_mapped (window))
        found = window;
    }
  return found;
}

GtkWidget *
app_test_wait_window (AppTest *test,
                      GType    type)
{
  app_test_wait (test, find_window (test, type) != NULL);
  return find_window (test, type);
}

gboolean
app_test_is_shown (AppTest    *test,
                   const char *text)
{
  GtkWidget *label = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

void
app_test_visit (AppTest *test,
                void   (*func) (AppTest *test, gpointer data),
                gpointer data)
{
  gsize n, places = 0;
  const ImagetteShortcut *shortcuts = imagette_shortcuts_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      /* "win.page('train')", "win.feature('map')" … */
      if (shortcuts[i].action == NULL
          || !g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL)
          || target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
        continue;
      g_test_message ("%s", shortcuts[i].action);
      g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (test->window), name, target));
      for (int frames = 0; frames < 3; frames++)
        gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      func (test, data);
      places++;
    }
  g_assert_cmpuint (places, >=, 10);
}

typedef struct { AppTest *test; guint64 updates; } Plain;

static gpointer
plain_thread (gpointer data)
{
  const Plain *plain = data;
  g_autoptr (NnTraining) training = nn_training_new (plain->test->dataset, &plain->test->spec,
                                                     nn_backend_best (), 1);

  for (guint64 i = 0; i < plain->updates; i++)
    nn_training_step (training, NULL);
  return describe_state (nn_training_get_network (training), nn_training_get_place (training));
}

char *
app_test_plain (AppTest *test,
                guint64  updates)
{
  Plain plain = { test, updates };

  return g_thread_join (g_thread_new ("plain", plain_thread, &plain));
}

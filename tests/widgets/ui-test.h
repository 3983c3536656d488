/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "../util/test-patience.h"

/* What the tests of widgets share: a window, keys, pointers and pixels, all in process. */

static inline gboolean
ui_test_flag_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop for so long; only where nothing can be waited for. */
static inline void
ui_test_run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, ui_test_flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Waits for condition, while there is patience. */
#define UI_TEST_WAIT(condition)                                                                   \
  G_STMT_START                                                                                    \
  {                                                                                               \
    gint64 ui_end = g_get_monotonic_time () + test_patience ();                                   \
                                                                                                  \
    while (!(condition) && g_get_monotonic_time () < ui_end)                                      \
      if (!g_main_context_iteration (NULL, FALSE))                                                \
        g_usleep (1000);                                                                          \
    g_assert_true (condition);                                                                    \
  }                                                                                               \
  G_STMT_END

/* A window with child, drawn once. (transfer none: gtk_window_destroy it) */
static inline GtkWidget *
ui_test_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  UI_TEST_WAIT (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0);
  gtk_test_widget_wait_for_draw (window);
  /* Becoming the active window changes its look, once; a display without focus never does. */
  for (int i = 0; i < 200 && !gtk_window_is_active (GTK_WINDOW (window)); i++)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (5000);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_queue_draw (window);
  gtk_test_widget_wait_for_draw (window);
  return window;
}

/* Closes the window, and waits until what lay in it is gone: a frame that is under way, or a word that
 * is yet to be spoken, may hold it for a while. */
static inline void
ui_test_destroy (GtkWidget *window, gpointer widget)
{
  g_object_add_weak_pointer (G_OBJECT (widget), &widget);
  gtk_window_destroy (GTK_WINDOW (window));
  UI_TEST_WAIT (widget == NULL);
}

/* Presses a key as the focused widget would get it: its own bindings, then those
 * of its parents. TRUE if one took it. */
static inline gboolean
ui_test_press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (key, modifiers);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

      for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

          for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                            && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
            {
              g_autoptr (GtkShortcut) shortcut
                = g_list_model_get_item (G_LIST_MODEL (controller), j);

              if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)
                  && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                   gtk_shortcut_get_arguments (shortcut)))
                return TRUE;
            }
        }
    }
  return FALSE;
}

/* The first controller of that type, borrowed from the widget. */
static inline GtkEventController *
ui_test_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller;
    }
  g_assert_not_reached ();
}

static inline void
ui_test_hover (GtkWidget *widget, double x, double y)
{
  g_signal_emit_by_name (ui_test_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", x,
                         y);
}

static inline void
ui_test_leave (GtkWidget *widget)
{
  g_signal_emit_by_name (ui_test_controller (widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
}

static inline void
ui_test_click (GtkWidget *widget, double x, double y)
{
  GtkEventController *click = ui_test_controller (widget, GTK_TYPE_GESTURE_CLICK);

  g_signal_emit_by_name (click, "pressed", 1, x, y);
  g_signal_emit_by_name (click, "released", 1, x, y);
}

/* A mapped widget as pixels. (transfer full) */
static inline cairo_surface_t *
ui_test_picture (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr = cairo_create (surface);

  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
  paintable = gtk_widget_paintable_new (widget);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

static inline guint32
ui_test_pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));
  return *(const guint32 *) (gconstpointer) (data + y * cairo_image_surface_get_stride (surface)
                                             + 4 * x)
         & 0xffffff;
}

/* How many pixels have that colour. */
static inline int
ui_test_count (cairo_surface_t *surface, guint32 color)
{
  int n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += ui_test_pixel (surface, x, y) == color;
  return n;
}

/* Holds that statement leaves the painting of a widget alone, which get gives. What a window's
 * settings say may come late and have it painted anew: so there are some tries (ui_try counts them,
 * for statements that must change something each time). Who paints at each of them fails. */
#define UI_TEST_KEEPS(widget, get, statement)                                                     \
  G_STMT_START                                                                                    \
  {                                                                                               \
    gboolean ui_kept = FALSE;                                                                     \
                                                                                                  \
    for (int ui_try = 0; ui_try < 6 && !ui_kept; ui_try++)                                        \
      {                                                                                           \
        GskRenderNode *ui_node;                                                                   \
                                                                                                  \
        cairo_surface_destroy (ui_test_picture (GTK_WIDGET (widget)));                            \
        ui_node = gsk_render_node_ref (get);                                                      \
        statement;                                                                                \
        cairo_surface_destroy (ui_test_picture (GTK_WIDGET (widget)));                            \
        ui_kept = (get) == ui_node;                                                               \
        gsk_render_node_unref (ui_node);                                                          \
      }                                                                                           \
    g_assert_true (ui_kept);                                                                      \
  }                                                                                               \
  G_STMT_END

/* For widgets whose signals carry two ints: the last ones, and how often. */
typedef struct
{
  int a, b, n;
} UiTestSignal;

static inline void
ui_test_signal_cb (GtkWidget *widget, int a, int b, gpointer data)
{
  UiTestSignal *seen = data;

  *seen = (UiTestSignal) { a, b, seen->n + 1 };
}

static inline void
ui_test_int_cb (GtkWidget *widget, int a, gpointer data)
{
  UiTestSignal *seen = data;

  *seen = (UiTestSignal) { a, 0, seen->n + 1 };
}

static inline void
ui_test_void_cb (GtkWidget *widget, gpointer data)
{
  ((UiTestSignal *) data)->n++;
}

static inline int
ui_test_main (int *argc, char ***argv, void (*add) (void))
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  add ();
  return g_test_run ();
}

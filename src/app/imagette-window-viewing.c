/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"
#include "pages/imagette-views-page.h"

#include "app/imagette-export-dialog.h"
#include "app/imagette-help.h"
#include "app/imagette-preferences.h"
#include "app/imagette-worksheet-dialog.h"

#include <glib/gi18n-lib.h>

/* The actions that change what is seen: digits, colours, zoom, pages, projector, windows. */

static void
step_probe (ImagetteWindow *self,
            int             direction)
{
  NnDataset *dataset;
  NnProbe *probe;
  g_autoptr (NnProbe) next = NULL;
  g_autoptr (GVariant) state = NULL;
  int class, n, index;

  if (self->session == NULL)
    return;
  dataset = nn_session_get_dataset (self->session);
  probe = nn_session_get_probe (self->session);
  state = g_action_group_get_action_state (G_ACTION_GROUP (self), "probe-class");
  class = g_variant_get_int32 (state);
  n = (int) dataset->test.n;
  index = probe != NULL && probe->index >= 0 ? probe->index : (direction > 0 ? -1 : 0);
  if (direction == 0)
    index = g_random_int_range (0, n);

  /* On to the next one of the class that is asked for (-1: of any); once round at most. */
  for (int i = 0; i < n; i++)
    {
      if (i > 0 || direction != 0)
        index = (index + (direction < 0 ? n - 1 : 1)) % n;
      if (class < 0 || dataset->test.labels[index] == class)
        break;
    }
  next = nn_probe_new_test (dataset, (guint) index);
  nn_session_set_probe (self->session, next);
  imagette_window_wake (self);
}

static void
probe_next (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  step_probe (data, 1);
}

static void
probe_previous (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  step_probe (data, -1);
}

static void
probe_random (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  step_probe (data, 0);
}

static void
probe_class (GSimpleAction *action,
             GVariant      *value,
             gpointer       data)
{
  ImagetteWindow *self = data;
  NnProbe *probe = self->session != NULL ? nn_session_get_probe (self->session) : NULL;
  int class = g_variant_get_int32 (value);

  g_simple_action_set_state (action, value);
  if (class >= 0 && (probe == NULL || probe->index < 0 || probe->label != class))
    step_probe (self, 1);
}

static void
draw (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  ImagetteWindow *self = data;

  imagette_window_show_page (self, "layers");
  gtk_widget_activate_action (GTK_WIDGET (imagette_window_get_page (self, "layers")),
                              "layers.draw", NULL);
}

static void
scope (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  ImagetteWindow *self = data;
  NnScope next = (NnScope) ((imagette_display_get_scope (self->display) + 1)
                            % (NN_SCOPE_ALL + 1));

  imagette_display_set_scope (self->display, next);
}

static void
colors (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  ImagetteWindow *self = data;

  imagette_display_set_colors (self->display,
                               imagette_display_get_colors (self->display) == NN_COLORS_GREY
                                 ? NN_COLORS_DIVERGING : NN_COLORS_GREY);
}

static void
zoom_in (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  imagette_display_zoom (IMAGETTE_WINDOW (data)->display, 1);
}

static void
zoom_out (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  imagette_display_zoom (IMAGETTE_WINDOW (data)->display, -1);
}

static void
zoom_fit (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  imagette_display_zoom (IMAGETTE_WINDOW (data)->display, 0);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           ImagetteWindow           *self)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  imagette_display_zoom (self->display, dy < 0 ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
show_page (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  imagette_window_show_page (data, g_variant_get_string (parameter, NULL));
}

static void
show_view (ImagetteWindow *self,
           const char     *page,
           GVariant       *view)
{
  imagette_page_set_view (imagette_window_get_page (self, page), g_variant_get_string (view, NULL));
  imagette_window_show_page (self, page);
}

static void
feature (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  show_view (data, "features", parameter);
}

static void
convolution (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  show_view (data, "convolution", parameter);
}

/* Of the page shown, or where it has not so many, of Features. */
static void
view (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  ImagetteWindow *self = data;
  const char *shown = adw_view_stack_get_visible_child_name (self->pages);
  ImagettePage *page = shown != NULL ? imagette_window_get_page (self, shown) : NULL;
  const int n = g_variant_get_int32 (parameter) - 1;

  if (n < 0
      || (IMAGETTE_IS_VIEWS_PAGE (page) && imagette_views_page_show_nth (IMAGETTE_VIEWS_PAGE (page), n)))
    return;
  if (imagette_views_page_show_nth (
        IMAGETTE_VIEWS_PAGE (imagette_window_get_page (self, "features")), n))
    imagette_window_show_page (self, "features");
}

/* ---- projector: full screen, text 1.5 times, controls out of the way ---- */

static void
scale_text (ImagetteWindow *self,
            double          factor)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  if (dpi <= 0)
    dpi = 96 * PANGO_SCALE;
  g_object_set (settings, "gtk-xft-dpi", (int) (dpi * factor + 0.5), NULL);
}

void
imagette_window_set_projector (ImagetteWindow *self,
                               gboolean        projector)
{
  if (projector == self->projector)
    return;
  self->projector = projector;
  scale_text (self, projector ? IMAGETTE_PROJECTOR_TEXT : 1 / IMAGETTE_PROJECTOR_TEXT);
  if (projector)
    gtk_widget_add_css_class (GTK_WIDGET (self), "projector");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "projector");
  imagette_display_set_projector (self->display, projector);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->header_revealer), !projector);
  if (projector)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else
    gtk_window_unfullscreen (GTK_WINDOW (self));
  if (projector)
    imagette_window_toast (self, _("F11 or Escape leaves; the buttons are at the upper edge"),
                           NULL, NULL);
  g_object_notify (G_OBJECT (self), "projector");
}

static void
projector (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  ImagetteWindow *self = data;

  imagette_window_set_projector (self, !self->projector);
}

/* The header comes back while the pointer is at the upper edge. */
static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           ImagetteWindow           *self)
{
  GtkRevealer *revealer = GTK_REVEALER (self->header_revealer);

  if (!self->projector)
    return;
  if (y < 6)
    gtk_revealer_set_reveal_child (revealer, TRUE);
  else if (y > gtk_widget_get_height (self->header) + 24)
    gtk_revealer_set_reveal_child (revealer, FALSE);
}

/* FALSE if there was nothing to leave. */
static gboolean
leave_what_is_open (ImagetteWindow *self)
{
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);

  if (page != NULL && imagette_page_leave (IMAGETTE_PAGE (page)))
    return TRUE;
  if (!self->projector)
    return FALSE;
  imagette_window_set_projector (self, FALSE);
  return TRUE;
}

static void
leave (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  leave_what_is_open (data);
}

static gboolean
escape_cb (GtkWidget *content,
           GVariant  *arguments,
           gpointer   data)
{
  return leave_what_is_open (data);
}

/* A toast takes Escape for itself, before the window sees it. What is below the toast goes first;
 * with nothing to leave there, the key is the toast's. */
static GtkEventController *
new_escape_controller (ImagetteWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_keyval_trigger_new (GDK_KEY_Escape, 0);
  GtkShortcutAction *action = gtk_callback_action_new (escape_cb, self, NULL);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (trigger, action));
  return controller;
}

/* ---- other windows ---- */

static void
menu (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (IMAGETTE_WINDOW (data)->header_revealer), TRUE);
  gtk_menu_button_popup (GTK_MENU_BUTTON (IMAGETTE_WINDOW (data)->menu_button));
}

static void
export (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  ImagetteWindow *self = data;
  GtkWidget *page = adw_view_stack_get_visible_child (self->pages);
  ImagetteSubject subject;

  imagette_page_get_subject (IMAGETTE_PAGE (page), &subject);
  imagette_export_dialog_present (GTK_WINDOW (self), self->session, self->display, &subject);
}

static void
worksheet (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  ImagetteWindow *self = data;

  imagette_worksheet_dialog_present (GTK_WINDOW (self), nn_session_get_dataset (self->session));
}

static void
preferences (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  imagette_preferences_present (data);
}

static void
help (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  imagette_help_present (GTK_WINDOW (data));
}

static void
shortcuts (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  imagette_help_present_shortcuts (GTK_WINDOW (data));
}

static void
about (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  imagette_help_present_about (GTK_WINDOW (data));
}

static void
tell (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  imagette_window_toast (data, g_variant_get_string (parameter, NULL), NULL, NULL);
}

void
imagette_window_add_viewing_actions (ImagetteWindow *self)
{
  static const GActionEntry entries[] = {
    { "probe-next", probe_next },
    { "probe-previous", probe_previous },
    { "probe-random", probe_random },
    { "probe-class", NULL, "i", "-1", probe_class },
    { "draw", draw },
    { "scope", scope },
    { "colors", colors },
    { "zoom-in", zoom_in },
    { "zoom-out", zoom_out },
    { "zoom-fit", zoom_fit },
    { "page", show_page, "s" },
    { "feature", feature, "s" },
    { "convolution", convolution, "s" },
    { "view", view, "i" },
    { "projector", projector },
    { "leave", leave },
    { "menu", menu },
    { "export", export },
    { "worksheet", worksheet },
    { "preferences", preferences },
    { "help", help },
    { "shortcuts", shortcuts },
    { "about", about },
    { "tell", tell, "s" },
  };
  GtkEventController *scroll, *motion;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL
                                            | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  motion = gtk_event_controller_motion_new ();
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);

  gtk_widget_add_controller (self->content, new_escape_controller (self));
}

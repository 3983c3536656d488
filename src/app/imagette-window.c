/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "pages/compare/imagette-compare-page.h"
#include "pages/convolution/imagette-convolution-page.h"
#include "pages/features/imagette-features-page.h"
#include "pages/imagette-dialogs.h"
#include "pages/imagette-shortcuts.h"
#include "pages/layers/imagette-layers-page.h"
#include "pages/network/imagette-network-page.h"
#include "pages/train/imagette-train-page.h"

#include "base/nn-thread.h"

#include <glib/gi18n-lib.h>

#define NARROW_WIDTH 900          /* pixels at text scale 1 */
#define AWAKE_MICROSECONDS (2 * G_USEC_PER_SEC)

enum { PROP_0, PROP_SESSION, PROP_NARROW, PROP_PROJECTOR, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ImagetteWindow, imagette_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages: a folder each, and a line here. */
static const struct
{
  const char *name, *title, *icon;
  GType (*get_type) (void);
} page_table[] = {
  { "convolution", N_("Convolution"), "imagette-convolution-symbolic",
    imagette_convolution_page_get_type },
  { "network", N_("Network"), "imagette-network-symbolic", imagette_network_page_get_type },
  { "train", N_("Train"), "imagette-train-symbolic", imagette_train_page_get_type },
  { "layers", N_("Layers"), "imagette-layers-symbolic", imagette_layers_page_get_type },
  { "features", N_("Features"), "imagette-features-symbolic", imagette_features_page_get_type },
  { "compare", N_("Compare"), "imagette-compare-symbolic", imagette_compare_page_get_type },
};

gboolean
imagette_window_knows_page (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_table); i++)
    if (g_str_equal (page_table[i].name, name))
      return TRUE;
  return FALSE;
}

static void
add_pages (ImagetteWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_table); i++)
    {
      GtkWidget *page = g_object_new (page_table[i].get_type (), NULL);

      imagette_page_set_display (IMAGETTE_PAGE (page), self->display);
      imagette_page_set_plan (IMAGETTE_PAGE (page), self->plan);
      g_signal_connect_swapped (page, "run-changed",
                                G_CALLBACK (imagette_window_update_training_actions), self);
      adw_view_stack_add_titled (self->pages, page, page_table[i].name, _(page_table[i].title));
      adw_view_stack_page_set_icon_name (adw_view_stack_get_page (self->pages, page),
                                         page_table[i].icon);
    }
  g_signal_connect_swapped (self->pages, "notify::visible-child",
                            G_CALLBACK (imagette_window_update_training_actions), self);
}

static void
set_pages_session (ImagetteWindow *self,
                   NnSession      *session)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_table); i++)
    imagette_page_set_session (imagette_window_get_page (self, page_table[i].name), session);
}

static void
set_pages_narrow (ImagetteWindow *self,
                  gboolean        narrow)
{
  for (gsize i = 0; i < G_N_ELEMENTS (page_table); i++)
    imagette_page_set_narrow (imagette_window_get_page (self, page_table[i].name), narrow);
}

/* ---- one tick a frame while there may be news ---- */

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (self->awake_until == 0)
    self->awake_until = now + AWAKE_MICROSECONDS;
  if (self->session != NULL
      && (nn_session_tick (self->session)
          || nn_session_get_state (self->session) == NN_STATE_RUNNING))
    self->awake_until = now + AWAKE_MICROSECONDS;
  if (now < self->awake_until)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

void
imagette_window_wake (ImagetteWindow *self)
{
  self->awake_until = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
session_notify_cb (NnSession      *session,
                   GParamSpec     *pspec,
                   ImagetteWindow *self)
{
  /* Whatever changed: who asked for it may be waiting for more. */
  imagette_window_wake (self);
  if (g_str_equal (pspec->name, "state") || g_str_equal (pspec->name, "looking-back")
      || g_str_equal (pspec->name, "timeline") || g_str_equal (pspec->name, "unsaved"))
    imagette_window_update_training_actions (self);
  if (g_str_equal (pspec->name, "progress") || g_str_equal (pspec->name, "live-frame"))
    imagette_window_show_pace (self);
}

/* ---- a processor of its own while a frame is drawn ---- */

static void
imagette_window_realize (GtkWidget *widget)
{
  GdkFrameClock *clock;

  GTK_WIDGET_CLASS (imagette_window_parent_class)->realize (widget);
  clock = gtk_widget_get_frame_clock (widget);
  g_signal_connect (clock, "before-paint", G_CALLBACK (nn_thread_lend_processor), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (nn_thread_take_processor_back), NULL);
}

static void
imagette_window_unrealize (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_handlers_disconnect_by_func (clock, nn_thread_lend_processor, NULL);
  g_signal_handlers_disconnect_by_func (clock, nn_thread_take_processor_back, NULL);
  nn_thread_take_processor_back ();
  GTK_WIDGET_CLASS (imagette_window_parent_class)->unrealize (widget);
}

/* ---- session ---- */

void
imagette_window_set_session (ImagetteWindow *self,
                             NnSession      *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      imagette_plan_set_spec (self->plan, nn_session_get_spec (session));
      g_signal_connect (session, "notify", G_CALLBACK (session_notify_cb), self);
    }
  imagette_notice_set_session (self->notice, session);
  imagette_vote_bar_set_session (self->vote_bar, session);
  imagette_run_bar_set_session (self->run_bar, session);
  set_pages_session (self, session);
  imagette_window_apply_pace (self);
  imagette_window_update_training_actions (self);
  imagette_window_wake (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/* ---- narrow ---- */

static double
text_scale (ImagetteWindow *self)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / (96.0 * PANGO_SCALE) : 1;
}

static void
set_header_button (GtkWidget  *button,
                   gboolean    narrow,
                   const char *icon,
                   const char *label)
{
  if (narrow)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  else
    gtk_button_set_label (GTK_BUTTON (button), label);
}

/* What neither the width nor a lesson takes out of sight. */
static void
show_controls (ImagetteWindow *self)
{
  const ImagetteHidden hidden = imagette_display_get_hidden (self->display);

  gtk_widget_set_visible (self->run_button, (hidden & IMAGETTE_HIDDEN_RUN) == 0);
  gtk_widget_set_visible (self->batch_button, (hidden & IMAGETTE_HIDDEN_BATCH) == 0);
  gtk_widget_set_visible (self->epoch_button, (hidden & IMAGETTE_HIDDEN_EPOCH) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->pace_scale),
                          !self->narrow && (hidden & IMAGETTE_HIDDEN_PACE) == 0);
  gtk_widget_set_visible (self->switcher,
                          !self->narrow && (hidden & IMAGETTE_HIDDEN_PAGES) == 0);
  adw_view_switcher_bar_set_reveal (ADW_VIEW_SWITCHER_BAR (self->switcher_bar),
                                    self->narrow && (hidden & IMAGETTE_HIDDEN_PAGES) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->run_bar), (hidden & IMAGETTE_HIDDEN_TIMELINE) == 0);
  imagette_run_bar_set_secret (self->run_bar, (imagette_display_get_secret (self->display)
                                               & IMAGETTE_HIDDEN_ACCURACY) != 0);
}

static void
set_narrow (ImagetteWindow *self,
            gboolean        narrow)
{
  self->narrow = narrow;
  set_header_button (self->batch_button, narrow, "go-next-symbolic", _("Batch"));
  set_header_button (self->epoch_button, narrow, "media-skip-forward-symbolic", _("Epoch"));
  gtk_widget_set_visible (self->run_label, !narrow);
  gtk_widget_set_visible (self->projector_button, !narrow);
  gtk_stack_set_visible_child_name (GTK_STACK (self->title_stack), narrow ? "narrow" : "wide");
  show_controls (self);
  imagette_run_bar_set_narrow (self->run_bar, narrow);
  imagette_notice_set_narrow (self->notice, narrow);
  imagette_vote_bar_set_narrow (self->vote_bar, narrow);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lesson_box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  imagette_lesson_pane_set_narrow (self->lesson_pane, narrow);
  set_pages_narrow (self, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
fit_width (ImagetteWindow *self,
           int             width)
{
  /* The projector's larger text does not count: it is there for the same columns. */
  double scale = text_scale (self) / (self->projector ? IMAGETTE_PROJECTOR_TEXT : 1);
  double needed = NARROW_WIDTH * scale;

  if (self->lesson != NULL)
    needed += IMAGETTE_LESSON_PANE_WIDTH * (scale > 1 ? scale : 1);
  if ((width < needed) != self->narrow)
    set_narrow (self, width < needed);
}

void
imagette_window_make_room (ImagetteWindow *self)
{
  if (gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    fit_width (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
imagette_window_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (widget);

  if (self->pages != NULL)
    fit_width (self, width);
  GTK_WIDGET_CLASS (imagette_window_parent_class)->size_allocate (widget, width, height, baseline);
}

/* ---- life ---- */

static void
close_answer_cb (GtkWindow     *window,
                 ImagetteAnswer answer,
                 gpointer       data)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (window);

  if (answer == IMAGETTE_ANSWER_ACCEPT)
    {
      self->close_anyway = TRUE;
      gtk_window_close (window);
    }
  else if (answer == IMAGETTE_ANSWER_OTHER)
    imagette_window_save_and_close (self);
}

static gboolean
imagette_window_close_request (GtkWindow *window)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (window);
  ImagetteQuestion question = {
    .heading = _("Save the Trained Network?"),
    .body = _("It has learned since it was last saved. Without saving, that is lost."),
    .cancel = _("_Cancel"),
    .accept = _("Close _without Saving"),
    .other = _("_Save…"),
    .destructive = TRUE,
  };

  if (!self->projector && !gtk_window_is_maximized (window))
    {
      int width, height;

      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (adw_view_stack_get_visible_child_name (self->pages) != NULL)
    g_settings_set_string (self->settings, "page",
                           adw_view_stack_get_visible_child_name (self->pages));
  if (self->close_anyway || self->session == NULL || !nn_session_get_unsaved (self->session))
    return GTK_WINDOW_CLASS (imagette_window_parent_class)->close_request (window);
  nn_session_pause (self->session);
  imagette_ask (window, &question, close_answer_cb, NULL);
  return TRUE;
}

static void
imagette_window_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_PROJECTOR:
      g_value_set_boolean (value, self->projector);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_window_dispose (GObject *object)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      imagette_notice_set_session (self->notice, NULL);
      imagette_vote_bar_set_session (self->vote_bar, NULL);
      imagette_run_bar_set_session (self->run_bar, NULL);
      set_pages_session (self, NULL);
    }
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->toast);
  g_clear_weak_pointer (&self->ours);
  self->pages = NULL;

  G_OBJECT_CLASS (imagette_window_parent_class)->dispose (object);
}

static void
imagette_window_finalize (GObject *object)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (object);

  g_clear_object (&self->display);
  g_clear_object (&self->plan);
  g_clear_object (&self->settings);
  g_free (self->data);
  g_free (self->model);
  nn_lesson_free (self->lesson);
  nn_lesson_free (self->coming_lesson);

  G_OBJECT_CLASS (imagette_window_parent_class)->finalize (object);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteWindow, name)

static void
imagette_window_class_init (ImagetteWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = imagette_window_get_property;
  object_class->dispose = imagette_window_dispose;
  object_class->finalize = imagette_window_finalize;
  widget_class->realize = imagette_window_realize;
  widget_class->unrealize = imagette_window_unrealize;
  widget_class->size_allocate = imagette_window_size_allocate;
  GTK_WINDOW_CLASS (class)->close_request = imagette_window_close_request;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NN_TYPE_SESSION, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_PROJECTOR] = g_param_spec_boolean ("projector", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (IMAGETTE_TYPE_PACE_SCALE);
  g_type_ensure (IMAGETTE_TYPE_NOTICE);
  g_type_ensure (IMAGETTE_TYPE_VOTE_BAR);
  g_type_ensure (IMAGETTE_TYPE_LESSON_PANE);
  g_type_ensure (IMAGETTE_TYPE_RUN_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/imagette/Imagette/ui/imagette-window.ui");
  BIND (class, toasts);
  BIND (class, header_revealer);
  BIND (class, header);
  BIND (class, run_button);
  BIND (class, run_icon);
  BIND (class, run_label);
  BIND (class, batch_button);
  BIND (class, epoch_button);
  BIND (class, pace_scale);
  BIND (class, title_stack);
  BIND (class, switcher);
  BIND (class, switcher_bar);
  BIND (class, menu_button);
  BIND (class, projector_button);
  BIND (class, content);
  BIND (class, spinner);
  BIND (class, missing_page);
  BIND (class, choose_data_button);
  BIND (class, retry_data_button);
  BIND (class, notice);
  BIND (class, vote_bar);
  BIND (class, lesson_box);
  BIND (class, pages);
  BIND (class, lesson_pane);
  BIND (class, run_bar);
  gtk_widget_class_bind_template_callback (widget_class, imagette_window_choose_data);
  gtk_widget_class_bind_template_callback (widget_class, imagette_window_retry_data);
}

static void
imagette_window_init (ImagetteWindow *self)
{
  const GSettingsBindFlags flags = G_SETTINGS_BIND_DEFAULT;

  self->settings = g_settings_new (IMAGETTE_ID);
  self->display = imagette_display_new ();
  self->plan = imagette_plan_new ();
  self->seed = 1;
  g_settings_bind (self->settings, "scope", self->display, "scope", flags);
  g_settings_bind (self->settings, "colors", self->display, "colors", flags);
  g_settings_bind (self->settings, "zoom", self->display, "zoom", flags);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (GTK_WIDGET (self), 360, 294);
  imagette_shortcuts_describe (self->run_button, "win.run");
  imagette_shortcuts_describe (self->batch_button, "win.batch");
  imagette_shortcuts_describe (self->epoch_button, "win.epoch");
  imagette_shortcuts_describe (self->projector_button, "win.projector");
  imagette_shortcuts_describe (self->menu_button, "win.menu");
  add_pages (self);
  imagette_run_bar_set_session (self->run_bar, NULL);

  imagette_window_add_training_actions (self);
  imagette_window_add_viewing_actions (self);
  imagette_window_add_file_actions (self);
  imagette_window_add_lesson_actions (self);
  imagette_window_add_class_actions (self);
  g_signal_connect_object (self->display, "changed", G_CALLBACK (show_controls), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), imagette_shortcuts_new_plain_controller ());
  set_narrow (self, FALSE);
  imagette_window_update_training_actions (self);
}

ImagetteWindow *
imagette_window_new (GtkApplication              *application,
                     const ImagetteWindowOptions *options)
{
  ImagetteWindow *self = g_object_new (IMAGETTE_TYPE_WINDOW, "application", application, NULL);
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  int width, height;

  self->data = g_strdup (options->data);
  self->model = g_strdup (options->model);
  if (options->seed != NULL)
    self->seed = *options->seed;
  width = options->width > 0 ? options->width : g_settings_get_int (self->settings, "window-width");
  height = options->height > 0 ? options->height
                               : g_settings_get_int (self->settings, "window-height");
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  /* At once: the first size is the least that the wide columns take. */
  if (width < NARROW_WIDTH * text_scale (self))
    set_narrow (self, TRUE);
  if (options->width <= 0 && g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  imagette_window_show_page (self, options->page != NULL ? options->page : page);
  return self;
}

NnSession *
imagette_window_get_session (ImagetteWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WINDOW (self), NULL);
  return self->session;
}

ImagetteDisplay *
imagette_window_get_display (ImagetteWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WINDOW (self), NULL);
  return self->display;
}

ImagettePage *
imagette_window_get_page (ImagetteWindow *self,
                          const char     *name)
{
  GtkWidget *page;

  g_return_val_if_fail (IMAGETTE_IS_WINDOW (self), NULL);

  page = adw_view_stack_get_child_by_name (self->pages, name);
  return page != NULL ? IMAGETTE_PAGE (page) : NULL;
}

void
imagette_window_show_page (ImagetteWindow *self,
                           const char     *name)
{
  g_return_if_fail (IMAGETTE_IS_WINDOW (self));

  if (imagette_window_get_page (self, name) != NULL)
    adw_view_stack_set_visible_child_name (self->pages, name);
}

void
imagette_window_toast (ImagetteWindow *self,
                       const char     *text,
                       const char     *button,
                       const char     *action)
{
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  g_return_if_fail (IMAGETTE_IS_WINDOW (self) && text != NULL);

  /* Its title is markup, and names of files are not. */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  /* One that waits for its turn tells, and undoes, what is no longer the latest. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  if (button != NULL)
    {
      adw_toast_set_button_label (toast, button);
      adw_toast_set_action_name (toast, action);
      adw_toast_set_timeout (toast, 10);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

gboolean
imagette_window_is_gone (ImagetteWindow *self)
{
  return self->pages == NULL;
}

gboolean
imagette_window_is_busy (ImagetteWindow *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WINDOW (self), FALSE);
  return self->busy > 0 || gtk_spinner_get_spinning (GTK_SPINNER (self->spinner));
}

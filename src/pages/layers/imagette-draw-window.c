/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-draw-window.h"

#include "pages/imagette-words.h"
#include "widgets/imagette-digit-pad.h"
#include "widgets/imagette-output-bars.h"

#include <glib/gi18n-lib.h>

#define WIDTH 760                 /* pixels, at text of the normal size */
#define HEIGHT 480

struct _ImagetteDrawWindow
{
  AdwWindow parent_instance;

  ImagetteDigitPad *pad;
  ImagetteOutputBars *bars;
  GtkWidget *reads;
  NnSession *session;
  ImagetteDisplay *display;
};

G_DEFINE_FINAL_TYPE (ImagetteDrawWindow, imagette_draw_window, ADW_TYPE_WINDOW)

static void
pad_changed_cb (ImagetteDigitPad   *pad,
                ImagetteDrawWindow *self)
{
  g_autoptr (NnProbe) probe = NULL;

  probe = nn_probe_new (imagette_digit_pad_get_pixels (pad), -1, -1, "drawing");
  nn_session_set_probe (self->session, probe);
}

static void
frame_cb (ImagetteDrawWindow *self)
{
  NnFrame *frame = nn_session_get_frame (self->session);
  gboolean drawn = frame != NULL && frame->probe != NULL
                   && g_strcmp0 (frame->probe->source, "drawing") == 0;
  const gboolean secret
    = (imagette_display_get_secret (self->display) & IMAGETTE_HIDDEN_PREDICTION) != 0;
  gboolean blank;

  g_object_get (self->pad, "blank", &blank, NULL);
  imagette_output_bars_set_empty_text (self->bars, secret ? _("Guess first") : NULL);
  if (drawn && !blank && !secret)
    {
      g_autofree char *text = imagette_words_answer (frame->activations, FALSE);

      imagette_output_bars_set_values (self->bars, frame->activations->probabilities, -1);
      gtk_label_set_text (GTK_LABEL (self->reads), text);
    }
  else
    {
      imagette_output_bars_set_values (self->bars, NULL, -1);
      gtk_label_set_text (GTK_LABEL (self->reads),
                          drawn && !blank ? _("Guess first") : _("Draw a digit"));
    }
}

static void
imagette_draw_window_dispose (GObject *object)
{
  ImagetteDrawWindow *self = IMAGETTE_DRAW_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (imagette_draw_window_parent_class)->dispose (object);
}

static void
imagette_draw_window_class_init (ImagetteDrawWindowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_draw_window_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (class), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
imagette_draw_window_init (ImagetteDrawWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_window_set_title (GTK_WINDOW (self), _("Draw a Digit"));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());

  self->pad = IMAGETTE_DIGIT_PAD (imagette_digit_pad_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->pad), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pad), TRUE);
  g_signal_connect (self->pad, "changed", G_CALLBACK (pad_changed_cb), self);

  self->reads = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->reads), 0);
  gtk_widget_add_css_class (self->reads, "title-2");
  self->bars = IMAGETTE_OUTPUT_BARS (imagette_output_bars_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->bars), 200, -1);
  gtk_widget_set_vexpand (GTK_WIDGET (self->bars), TRUE);
  gtk_box_append (GTK_BOX (right), self->reads);
  gtk_box_append (GTK_BOX (right), GTK_WIDGET (self->bars));

  gtk_widget_set_vexpand (columns, TRUE);
  gtk_widget_add_css_class (columns, "draw");
  gtk_box_append (GTK_BOX (columns), GTK_WIDGET (self->pad));
  gtk_box_append (GTK_BOX (columns), right);
  gtk_box_append (GTK_BOX (box), columns);
  adw_window_set_content (ADW_WINDOW (self), box);
}

/* As large as the text, but not larger than the window below. */
static void
set_size (ImagetteDrawWindow *self,
          GtkWidget          *parent)
{
  int dpi;
  double text;

  g_object_get (gtk_widget_get_settings (parent), "gtk-xft-dpi", &dpi, NULL);
  text = dpi > 0 ? dpi / (96.0 * PANGO_SCALE) : 1;
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (WIDTH, MIN ((int) (WIDTH * text), gtk_widget_get_width (parent))),
                               MAX (HEIGHT,
                                    MIN ((int) (HEIGHT * text), gtk_widget_get_height (parent))));
}

/* The one that is open over parent; NULL if none is. */
static ImagetteDrawWindow *
find_window (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  ImagetteDrawWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (IMAGETTE_IS_DRAW_WINDOW (window) && gtk_window_get_transient_for (window) == parent)
        found = IMAGETTE_DRAW_WINDOW (window);
    }
  return found;
}

void
imagette_draw_window_present (GtkWindow       *parent,
                              NnSession       *session,
                              ImagetteDisplay *display)
{
  ImagetteDrawWindow *self = find_window (parent);

  if (self != NULL)
    {
      gtk_window_present (GTK_WINDOW (self));
      return;
    }
  self = g_object_new (IMAGETTE_TYPE_DRAW_WINDOW, "transient-for", parent, "destroy-with-parent",
                       TRUE, NULL);
  /* Another data set is another session: what is drawn here would reach nobody. */
  g_signal_connect_object (parent, "notify::session", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  set_size (self, GTK_WIDGET (parent));
  self->session = g_object_ref (session);
  self->display = g_object_ref (display);
  g_signal_connect_object (display, "changed", G_CALLBACK (frame_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (frame_cb), self);
  frame_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
}

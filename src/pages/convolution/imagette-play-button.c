/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-play-button.h"

#include <glib/gi18n-lib.h>

struct _ImagettePlayButton
{
  AdwBin parent_instance;

  GtkWidget *button;
  guint milliseconds, timeout;    /* timeout 0: it does not play */
  int step;
  ImagettePlayFunc play;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (ImagettePlayButton, imagette_play_button, ADW_TYPE_BIN)

static gboolean
timeout_cb (gpointer data)
{
  ImagettePlayButton *self = data;

  if (self->play (++self->step, self->data))
    return G_SOURCE_CONTINUE;
  imagette_play_button_stop (self);
  return G_SOURCE_REMOVE;
}

static void
clicked_cb (ImagettePlayButton *self)
{
  if (self->timeout != 0)
    {
      imagette_play_button_stop (self);
      return;
    }
  self->step = 0;
  self->timeout = g_timeout_add (self->milliseconds, timeout_cb, self);
  gtk_button_set_label (GTK_BUTTON (self->button), _("Stop"));
  if (!self->play (0, self->data))
    imagette_play_button_stop (self);
}

static void
imagette_play_button_unmap (GtkWidget *widget)
{
  imagette_play_button_stop (IMAGETTE_PLAY_BUTTON (widget));
  GTK_WIDGET_CLASS (imagette_play_button_parent_class)->unmap (widget);
}

static void
imagette_play_button_dispose (GObject *object)
{
  ImagettePlayButton *self = IMAGETTE_PLAY_BUTTON (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  G_OBJECT_CLASS (imagette_play_button_parent_class)->dispose (object);
}

static void
imagette_play_button_class_init (ImagettePlayButtonClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_play_button_dispose;
  GTK_WIDGET_CLASS (class)->unmap = imagette_play_button_unmap;
}

static void
imagette_play_button_init (ImagettePlayButton *self)
{
  self->button = gtk_button_new_with_label (_("Play"));
  gtk_widget_set_focus_on_click (self->button, FALSE);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_bin_set_child (ADW_BIN (self), self->button);
}

GtkWidget *
imagette_play_button_new (const char      *tooltip,
                          guint            milliseconds,
                          ImagettePlayFunc play,
                          gpointer         data)
{
  ImagettePlayButton *self = g_object_new (IMAGETTE_TYPE_PLAY_BUTTON, NULL);

  gtk_widget_set_tooltip_text (self->button, tooltip);
  self->milliseconds = milliseconds;
  self->play = play;
  self->data = data;
  return GTK_WIDGET (self);
}

void
imagette_play_button_set_pace (ImagettePlayButton *self,
                               guint               milliseconds)
{
  g_return_if_fail (IMAGETTE_IS_PLAY_BUTTON (self));
  self->milliseconds = milliseconds;
}

void
imagette_play_button_stop (ImagettePlayButton *self)
{
  g_return_if_fail (IMAGETTE_IS_PLAY_BUTTON (self));

  if (self->timeout == 0)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_button_set_label (GTK_BUTTON (self->button), _("Play"));
  self->play (-1, self->data);
}

gboolean
imagette_play_button_is_playing (ImagettePlayButton *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLAY_BUTTON (self), FALSE);
  return self->timeout != 0;
}

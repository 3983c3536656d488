/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-words-pane.h"

struct _ImagetteWordsPane
{
  AdwBin parent_instance;

  GtkLabel *label;
  char *clicked;                  /* an address that is to be told of */
  guint tell;                     /* source */
};

G_DEFINE_FINAL_TYPE (ImagetteWordsPane, imagette_words_pane, ADW_TYPE_BIN)

static guint link_signal;

static gboolean
tell_cb (gpointer data)
{
  ImagetteWordsPane *self = data;
  g_autofree char *address = g_steal_pointer (&self->clicked);

  self->tell = 0;
  g_signal_emit (self, link_signal, 0, address);
  return G_SOURCE_REMOVE;
}

/* Not at once: other words throw the links away, and with them the gesture that is
 * being handled here. */
static gboolean
activate_link_cb (GtkLabel          *label,
                  const char        *address,
                  ImagetteWordsPane *self)
{
  g_free (self->clicked);
  self->clicked = g_strdup (address);
  if (self->tell == 0)
    self->tell = g_idle_add (tell_cb, self);
  return TRUE;
}

static void
imagette_words_pane_dispose (GObject *object)
{
  ImagetteWordsPane *self = IMAGETTE_WORDS_PANE (object);

  g_clear_handle_id (&self->tell, g_source_remove);
  g_clear_pointer (&self->clicked, g_free);

  G_OBJECT_CLASS (imagette_words_pane_parent_class)->dispose (object);
}

static void
imagette_words_pane_class_init (ImagetteWordsPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_words_pane_dispose;
  link_signal = g_signal_new ("link", IMAGETTE_TYPE_WORDS_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
imagette_words_pane_init (ImagetteWordsPane *self)
{
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->label = GTK_LABEL (label);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_yalign (self->label, 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "sum");
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), label);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

GtkWidget *
imagette_words_pane_new (int height)
{
  ImagetteWordsPane *self = g_object_new (IMAGETTE_TYPE_WORDS_PANE, NULL);

  gtk_scrolled_window_set_min_content_height (
    GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self))), height);
  return GTK_WIDGET (self);
}

void
imagette_words_pane_set_markup (ImagetteWordsPane *self,
                                const char        *markup)
{
  g_return_if_fail (IMAGETTE_IS_WORDS_PANE (self) && markup != NULL);

  if (g_strcmp0 (markup, gtk_label_get_label (self->label)) != 0)
    gtk_label_set_markup (self->label, markup);
}

const char *
imagette_words_pane_get_text (ImagetteWordsPane *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WORDS_PANE (self), NULL);
  return gtk_label_get_text (self->label);
}

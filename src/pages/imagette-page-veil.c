/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-page.h"

#include <glib/gi18n-lib.h>

/* A page that would tell what the class is guessing at. Its content is taken out, not painted over:
 * neither the pointer nor a screen reader finds it then. */

#define CONTENT "content-behind-veil"

static GtkWidget *
new_line (const char *text,
          const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
new_veil (void)
{
  GtkWidget *veil = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_widget_set_valign (veil, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (veil, TRUE);
  gtk_widget_add_css_class (veil, "page");
  gtk_box_append (GTK_BOX (veil), new_line (_("The class guesses first"), "title-1"));
  gtk_box_append (GTK_BOX (veil),
                  new_line (_("This page would tell. It comes back when the answer is shown (A)."),
                            "title-4"));
  return veil;
}

void
imagette_page_renew_veil (ImagettePage *self)
{
  ImagetteDisplay *display;
  GtkWidget *content;
  gboolean secret;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  display = imagette_page_get_display (self);
  content = g_object_get_data (G_OBJECT (self), CONTENT);
  secret = display != NULL && (imagette_display_get_secret (display)
                               & IMAGETTE_PAGE_GET_CLASS (self)->betrays) != 0;
  if (secret == (content != NULL))
    return;
  if (secret)
    {
      content = adw_bin_get_child (ADW_BIN (self));
      g_object_set_data_full (G_OBJECT (self), CONTENT, g_object_ref (content), g_object_unref);
      adw_bin_set_child (ADW_BIN (self), new_veil ());
    }
  else
    {
      adw_bin_set_child (ADW_BIN (self), content);
      g_object_set_data (G_OBJECT (self), CONTENT, NULL);
    }
}

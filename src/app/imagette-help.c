/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-help.h"

#include "app/imagette-guide.h"
#include "pages/imagette-shortcuts.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
new_window (GtkWindow  *parent,
            const char *title,
            GtkWidget  *content)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 680, 640);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), content);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static GtkWidget *
new_text (const char *text,
          const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

GtkWindow *
imagette_help_present (GtkWindow *parent)
{
  GtkWidget *guide = imagette_guide_new (C_("language of the words in figures: en or fr", "en"));

  gtk_widget_add_css_class (guide, "help");
  return new_window (parent, _("Help"), guide);
}

static GtkWidget *
new_shortcut_row (const ImagetteShortcut *shortcut)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *keys;
  g_autofree char *label = imagette_shortcut_get_label (shortcut);

  keys = gtk_label_new (label);
  gtk_widget_add_css_class (keys, "keycap");
  gtk_widget_set_halign (keys, GTK_ALIGN_END);
  gtk_widget_set_hexpand (keys, TRUE);
  gtk_box_append (GTK_BOX (row), new_text (_(shortcut->label), NULL));
  gtk_box_append (GTK_BOX (row), keys);
  return row;
}

GtkWindow *
imagette_help_present_shortcuts (GtkWindow *parent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  const char *group = NULL;
  gsize n;
  const ImagetteShortcut *shortcuts = imagette_shortcuts_list (&n);

  gtk_widget_add_css_class (box, "help");
  for (gsize i = 0; i < n; i++)
    {
      if (g_strcmp0 (group, shortcuts[i].group) != 0)
        {
          GtkWidget *heading = new_text (_(shortcuts[i].group), "title-4");

          if (group != NULL)
            gtk_widget_set_margin_top (heading, 12);
          gtk_box_append (GTK_BOX (box), heading);
          group = shortcuts[i].group;
        }
      gtk_box_append (GTK_BOX (box), new_shortcut_row (&shortcuts[i]));
    }
  return new_window (parent, _("Keyboard Shortcuts"), box);
}

GtkWindow *
imagette_help_present_about (GtkWindow *parent)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "transient-for", parent,
                "modal", TRUE,
                "application-name", _("Imagette"),
                "application-icon", IMAGETTE_ID,
                "version", IMAGETTE_VERSION,
                "developer-name", _("The Imagette developers"),
                "comments", _("Watch a network learn to see: LeNet trains live on MNIST, and shows "
                              "its filters and maps while it does."),
                "license-type", GTK_LICENSE_GPL_3_0,
                NULL);
  gtk_window_present (GTK_WINDOW (about));
  return GTK_WINDOW (about);
}

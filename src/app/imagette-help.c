/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-help.h"

#include "pages/imagette-shortcuts.h"

#include <glib/gi18n-lib.h>

/* Of the help: a heading, then what there is to say. */
static const struct { const char *heading, *text; } chapters[] = {
  { N_("Begin"),
    N_("Press Space. LeNet, a small convolutional network, learns to read the 60 000 digits of "
       "MNIST, and you watch. Space again pauses; B trains one batch, E to the end of the epoch. "
       "The first 300 batches run slowly, because in them the first layer takes shape; the pace "
       "slider changes that.") },
  { N_("Train"),
    N_("The loss and the accuracy as curves: move the pointer over them to read values. The "
       "confusion matrix counts which digit was read as which; click a cell to see those very "
       "images. The mistakes are shown most confident first; click one to follow it through the "
       "network. Some settings hold from the next batch on, others need a new start.") },
  { N_("Layers"),
    N_("One digit's way through the network: the six filters of C1 and what each makes of the "
       "digit, the smaller maps of S2, the bank of 96 filters of C3, six for each of its sixteen "
       "maps, S4, the dense layers C5 and F6, and the ten answers. Point at a cell for its value "
       "and for what it looks at in the digit. Click a tile to see it large, with its numbers.") },
  { N_("Greys"),
    N_("Filters are shown from black (negative) over mid grey (zero) to white (positive); maps "
       "from black (zero) to white. m is the largest magnitude of all tiles that share a scale: "
       "one tile, one row, the layer, or the layer at all moments of the run.") },
  { N_("Back in time"),
    N_("The line at the bottom keeps the start, batches 1, 3, 10, 30, 100 and 300, and every "
       "epoch. Drag its handle, or press Alt+Left, to see the past on every page; training goes "
       "on meanwhile. From any of these moments you can go on another way.") },
  { N_("With the class"),
    N_("V asks the class first: what the network reads, which digit it is, or how many of a hundred it "
       "misreads stays a secret until the votes are in. Keys 0 to 9 vote, A shows the answer. Q is a "
       "quiz out of figure 2. O opens a pad on which everybody draws a digit of their own; they are "
       "kept, and read while the network trains, as test digits of the class.") },
  { N_("Equal seeds, equal runs"),
    N_("The seed fixes the start and the order of the images. The same seed gives the same "
       "weights to the last bit, on any machine with AVX2, stepped or run through. Each pupil "
       "can take a seed and compare.") },
};

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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "help");
  for (gsize i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      GtkWidget *heading = new_text (_(chapters[i].heading), "title-4");

      if (i > 0)
        gtk_widget_set_margin_top (heading, 12);
      gtk_box_append (GTK_BOX (box), heading);
      gtk_box_append (GTK_BOX (box), new_text (_(chapters[i].text), NULL));
    }
  return new_window (parent, _("Help"), box);
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

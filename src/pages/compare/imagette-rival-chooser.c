/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-rival-chooser.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_WIDTH 1000            /* the command line goes further: nobody waits before a class */
#define NEXT_WIDTH 84             /* of a layer that is added: as wide as LeNet's F6 */

struct _ImagetteRivalChooser
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *depth, *widths[NN_MAX_HIDDEN], *rows[NN_MAX_HIDDEN];
  GtkWidget *count, *fit;
  gsize target;                   /* LeNet's parameters */
  gboolean filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteRivalChooser, imagette_rival_chooser, ADW_TYPE_BIN)

static void
imagette_rival_chooser_class_init (ImagetteRivalChooserClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static int
get_value (GtkWidget *spin)
{
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin));
}

NnNetworkSpec
imagette_rival_chooser_get (ImagetteRivalChooser *self)
{
  NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_MLP };

  g_return_val_if_fail (IMAGETTE_IS_RIVAL_CHOOSER (self), spec);

  for (int i = 0; i < get_value (self->depth); i++)
    spec.hidden[i] = get_value (self->widths[i]);
  return spec;
}

static void
show (ImagetteRivalChooser *self)
{
  const NnNetworkSpec spec = imagette_rival_chooser_get (self);
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  const gsize parameters = nn_network_count_parameters (network);
  g_autofree char *name = nn_network_spec_to_string (&spec);
  g_autofree char *count = imagette_words_number ((double) parameters, 0);
  g_autofree char *target = imagette_words_number ((double) self->target, 0);
  g_autofree char *words = g_strdup_printf (_("%s parameters; LeNet has %s"), count, target);

  for (int i = 0; i < NN_MAX_HIDDEN; i++)
    gtk_widget_set_visible (self->rows[i], i < get_value (self->depth));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), name + strlen ("mlp-"));
  gtk_label_set_text (GTK_LABEL (self->count), words);
  gtk_widget_set_sensitive (self->fit, get_value (self->depth) > 0);
}

static void
changed_cb (ImagetteRivalChooser *self)
{
  if (self->filling)
    return;
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fit_cb (ImagetteRivalChooser *self)
{
  NnNetworkSpec spec = imagette_rival_chooser_get (self);

  nn_network_spec_fit (&spec, self->target);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->widths[0]), spec.hidden[0]);
}

static void
set_lenet (ImagetteRivalChooser *self)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) lenet = nn_network_new (&spec);
  const NnNetworkSpec rival = nn_network_spec_other (lenet);
  int depth = 0;

  self->target = nn_network_count_parameters (lenet);
  for (int i = 0; i < NN_MAX_HIDDEN; i++)
    {
      depth += rival.hidden[i] > 0;
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->widths[i]),
                                 rival.hidden[i] > 0 ? rival.hidden[i] : NEXT_WIDTH);
    }
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->depth), depth);
}

static GtkWidget *
build_list (ImagetteRivalChooser *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->depth = imagette_parts_spin (0, NN_MAX_HIDDEN, 1, G_CALLBACK (changed_cb), self);
  gtk_widget_set_tooltip_text (self->depth, _("How deep the rival is"));
  imagette_parts_row (list, _("Hidden layers"), _("How deep the rival is"), self->depth);
  for (int i = 0; i < NN_MAX_HIDDEN; i++)
    {
      g_autofree char *title = g_strdup_printf (_("Width of H%d"), i + 1);
      g_autofree char *tooltip = g_strdup_printf (_("How many units H%d has"), i + 1);

      self->widths[i] = imagette_parts_spin (1, MAX_WIDTH, 1, G_CALLBACK (changed_cb), self);
      gtk_widget_set_tooltip_text (self->widths[i], tooltip);
      self->rows[i] = imagette_parts_row (list, title, tooltip, self->widths[i]);
    }
  return list;
}

static void
imagette_rival_chooser_init (ImagetteRivalChooser *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->filling = TRUE;
  self->count = imagette_parts_text (NULL);
  self->fit = gtk_button_new_with_label (_("As many as LeNet"));
  gtk_widget_set_tooltip_text (self->fit, _("Makes H1 as wide as that takes"));
  g_signal_connect_swapped (self->fit, "clicked", G_CALLBACK (fit_cb), self);
  gtk_box_append (GTK_BOX (box), build_list (self));
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->fit);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_tooltip_text (self->button,
                               _("Its fully connected rival, with about as many parameters"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Rival"), -1);
  adw_bin_set_child (ADW_BIN (self), self->button);
  set_lenet (self);
  self->filling = FALSE;
  show (self);
}

GtkWidget *
imagette_rival_chooser_new (void)
{
  return g_object_new (IMAGETTE_TYPE_RIVAL_CHOOSER, NULL);
}

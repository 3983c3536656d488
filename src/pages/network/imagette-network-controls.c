/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/network/imagette-network-controls.h"

#include "export/nn-keras-code.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

#define N_NETWORKS 2              /* NnArchitecture */

struct _ImagetteNetworkControls
{
  AdwBin parent_instance;

  GtkWidget *box, *buttons[N_NETWORKS], *counts;
  char *code;                     /* of the network drawn; NULL: none yet */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteNetworkControls, imagette_network_controls, ADW_TYPE_BIN)

static void
toggled_cb (ImagetteNetworkControls *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
copy_cb (ImagetteNetworkControls *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (self->code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->code);
  gtk_widget_activate_action (widget, "win.tell", "s", _("The program for Keras is on the clipboard"));
}

static void
imagette_network_controls_finalize (GObject *object)
{
  g_free (IMAGETTE_NETWORK_CONTROLS (object)->code);
  G_OBJECT_CLASS (imagette_network_controls_parent_class)->finalize (object);
}

static void
imagette_network_controls_class_init (ImagetteNetworkControlsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_network_controls_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
build_choice (ImagetteNetworkControls *self)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  for (int i = 0; i < N_NETWORKS; i++)
    {
      self->buttons[i] = gtk_toggle_button_new_with_label (i == NN_ARCHITECTURE_LENET ? "LeNet" : "–");
      gtk_widget_set_focus_on_click (self->buttons[i], FALSE);
      gtk_widget_set_tooltip_text (self->buttons[i],
                                   i == NN_ARCHITECTURE_LENET
                                     ? _("The convolutional network")
                                     : _("Its fully connected rival, with about as many parameters"));
      gtk_box_append (GTK_BOX (linked), self->buttons[i]);
    }
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[1]),
                               GTK_TOGGLE_BUTTON (self->buttons[0]));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
  g_signal_connect_swapped (self->buttons[NN_ARCHITECTURE_MLP], "toggled", G_CALLBACK (toggled_cb),
                            self);
  return linked;
}

static void
imagette_network_controls_init (ImagetteNetworkControls *self)
{
  GtkWidget *copy = gtk_button_new_with_label (_("As Keras code"));

  self->counts = imagette_parts_label ("", NULL);
  gtk_widget_set_hexpand (self->counts, TRUE);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  gtk_widget_set_focus_on_click (copy, FALSE);
  gtk_widget_set_tooltip_text (copy, _("Copies the network as a program for Keras"));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->box), build_choice (self));
  gtk_box_append (GTK_BOX (self->box), self->counts);
  gtk_box_append (GTK_BOX (self->box), copy);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
imagette_network_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_NETWORK_CONTROLS, NULL);
}

NnArchitecture
imagette_network_controls_get (ImagetteNetworkControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_NETWORK_CONTROLS (self), NN_ARCHITECTURE_LENET);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[NN_ARCHITECTURE_MLP]))
           ? NN_ARCHITECTURE_MLP : NN_ARCHITECTURE_LENET;
}

void
imagette_network_controls_choose (ImagetteNetworkControls *self,
                                  NnArchitecture           architecture)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_CONTROLS (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[architecture]), TRUE);
}

void
imagette_network_controls_set_rival (ImagetteNetworkControls *self,
                                     const NnNetwork         *rival)
{
  g_autofree char *name = NULL;

  g_return_if_fail (IMAGETTE_IS_NETWORK_CONTROLS (self) && rival != NULL);

  name = nn_network_spec_to_string (nn_network_get_spec (rival));
  gtk_button_set_label (GTK_BUTTON (self->buttons[NN_ARCHITECTURE_MLP]),
                        g_str_has_prefix (name, "mlp-") ? name + 4 : name);
}

void
imagette_network_controls_set_network (ImagetteNetworkControls *self,
                                       const NnNetwork         *network)
{
  g_autofree char *parameters = NULL;
  g_autofree char *macs = NULL;
  g_autofree char *counts = NULL;

  g_return_if_fail (IMAGETTE_IS_NETWORK_CONTROLS (self) && network != NULL);

  parameters = imagette_words_number ((double) nn_network_count_parameters (network), 0);
  macs = imagette_words_number ((double) nn_network_count_macs (network), 0);
  counts = g_strdup_printf (_("%s parameters, %s multiply-adds an image"), parameters, macs);
  gtk_label_set_text (GTK_LABEL (self->counts), counts);
  g_free (self->code);
  self->code = nn_keras_code (network);
}

void
imagette_network_controls_set_narrow (ImagetteNetworkControls *self,
                                      gboolean                 narrow)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_CONTROLS (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), narrow ? GTK_ORIENTATION_VERTICAL
                                                                     : GTK_ORIENTATION_HORIZONTAL);
}

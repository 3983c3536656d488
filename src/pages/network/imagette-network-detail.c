/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/network/imagette-network-detail.h"

#include "export/nn-keras-code.h"
#include "export/nn-layer-formula.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "pages/network/imagette-network-code.h"
#include "pages/network/imagette-network-words.h"

#include <glib/gi18n-lib.h>

#define WORDS_CHARS 24
#define CODE_WIDTH 240

enum { ROW_SIDE, ROW_UNITS, ROW_PARAMETERS, ROW_MACS, ROW_SHAPE, N_ROWS };

struct _ImagetteNetworkDetail
{
  AdwBin parent_instance;

  GtkWidget *columns;
  GtkWidget *title, *unit;
  GtkWidget *names[N_ROWS], *values[N_ROWS];
  GtkWidget *here, *paper, *code;
};

G_DEFINE_FINAL_TYPE (ImagetteNetworkDetail, imagette_network_detail, ADW_TYPE_BIN)

static void
imagette_network_detail_class_init (ImagetteNetworkDetailClass *class)
{
}

static GtkWidget *
make_text (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), WORDS_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WORDS_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
build_formulas (ImagetteNetworkDetail *self)
{
  static const char *const names[N_ROWS] = {
    N_("Side of a map"), N_("Numbers"), N_("Parameters"), N_("Multiply-adds"), N_("Keras shape"),
  };
  GtkWidget *grid = gtk_grid_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (int row = 0; row < N_ROWS; row++)
    {
      self->names[row] = imagette_parts_label (_(names[row]), "dim");
      self->values[row] = imagette_parts_label ("", "numeric");
      gtk_label_set_wrap (GTK_LABEL (self->values[row]), TRUE);
      gtk_label_set_ellipsize (GTK_LABEL (self->values[row]), PANGO_ELLIPSIZE_NONE);
      gtk_widget_set_hexpand (self->values[row], TRUE);
      gtk_grid_attach (GTK_GRID (grid), self->names[row], 0, row, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->values[row], 1, row, 1, 1);
    }
  self->unit = make_text (NULL);
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), self->unit);
  self->title = imagette_parts_label ("", "heading");
  return imagette_parts_card (self->title, NULL, NULL, box);
}

static GtkWidget *
build_words (ImagetteNetworkDetail *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  self->here = make_text (NULL);
  self->paper = make_text (NULL);
  gtk_grid_attach (GTK_GRID (grid), imagette_parts_label (_("Here, and on the sheet"), "heading"), 0,
                   0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), imagette_parts_label (_("In the paper of 1998"), "heading"), 1, 0,
                   1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->here, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->paper, 1, 1, 1, 1);
  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "card-content");
  return grid;
}

static GtkWidget *
build_code (ImagetteNetworkDetail *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->code = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->code), 0);
  gtk_label_set_yalign (GTK_LABEL (self->code), 0);
  gtk_label_set_selectable (GTK_LABEL (self->code), TRUE);
  gtk_widget_set_can_focus (self->code, FALSE);
  gtk_widget_add_css_class (self->code, "monospace");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->code);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), CODE_WIDTH);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  return imagette_parts_card (imagette_parts_label (_("Keras"), "heading"), NULL, NULL, scroller);
}

static void
imagette_network_detail_init (ImagetteNetworkDetail *self)
{
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->columns), build_formulas (self));
  gtk_box_append (GTK_BOX (self->columns), build_words (self));
  gtk_box_append (GTK_BOX (self->columns), build_code (self));
  adw_bin_set_child (ADW_BIN (self), self->columns);
  imagette_network_detail_set_unit (self, NULL, FALSE);
}

GtkWidget *
imagette_network_detail_new (void)
{
  return g_object_new (IMAGETTE_TYPE_NETWORK_DETAIL, NULL);
}

/* ---- content ---- */

/* text: taken; NULL hides the row. */
static void
set_row (ImagetteNetworkDetail *self,
         int                    row,
         char                  *text)
{
  g_autofree char *taken = text;

  gtk_widget_set_visible (self->names[row], taken != NULL);
  gtk_widget_set_visible (self->values[row], taken != NULL);
  gtk_label_set_text (GTK_LABEL (self->values[row]), taken != NULL ? taken : "");
}

static void
show_network (ImagetteNetworkDetail *self,
              const NnNetwork       *network)
{
  for (int row = 0; row < N_ROWS; row++)
    set_row (self, row, NULL);
  set_row (self, ROW_PARAMETERS,
           imagette_words_number ((double) nn_network_count_parameters (network), 0));
  set_row (self, ROW_MACS, imagette_words_number ((double) nn_network_count_macs (network), 0));
  gtk_label_set_text (GTK_LABEL (self->title), _("The whole network"));
  gtk_label_set_text (GTK_LABEL (self->here),
                      _("Each layer makes other maps or numbers of those before it. The planes show "
                        "what the digit looked at becomes, as it is now."));
  gtk_label_set_text (GTK_LABEL (self->paper),
                      _("LeCun, Bottou, Bengio and Haffner: “Gradient-based learning applied to document "
                        "recognition”, figure 2. Its LeNet-5 is drawn like this."));
}

void
imagette_network_detail_set (ImagetteNetworkDetail *self,
                             const NnNetwork       *network,
                             const NnNetworkStep   *step)
{
  const NnLayer *layer, *input;
  g_autofree char *title = NULL;
  g_autofree char *here = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *markup = NULL;

  g_return_if_fail (IMAGETTE_IS_NETWORK_DETAIL (self) && network != NULL);

  markup = imagette_network_code_markup (network, step);
  gtk_label_set_markup (GTK_LABEL (self->code), markup);
  if (step == NULL)
    {
      show_network (self, network);
      return;
    }
  layer = &nn_network_get_layers (network, NULL)[step->layer];
  input = step->layer > 0 ? layer - 1 : NULL;
  title = imagette_network_words_title (network, *step);
  here = imagette_network_words_here (network, *step);
  paper = imagette_network_words_paper (network, *step);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->here), here);
  gtk_label_set_text (GTK_LABEL (self->paper), paper);
  if (step->flat)
    {
      for (int row = 0; row < N_ROWS; row++)
        set_row (self, row, NULL);
      set_row (self, ROW_UNITS, nn_flatten_formula (layer));
      set_row (self, ROW_SHAPE, nn_keras_flat_shape (layer));
      return;
    }
  set_row (self, ROW_SIDE, nn_layer_formula (layer, input, NN_FORMULA_SIDE));
  set_row (self, ROW_UNITS, nn_layer_formula (layer, input, NN_FORMULA_UNITS));
  set_row (self, ROW_PARAMETERS, nn_layer_formula (layer, input, NN_FORMULA_PARAMETERS));
  set_row (self, ROW_MACS, nn_layer_formula (layer, input, NN_FORMULA_MACS));
  set_row (self, ROW_SHAPE, nn_keras_shape (layer));
}

void
imagette_network_detail_set_unit (ImagetteNetworkDetail *self,
                                  const char            *words,
                                  gboolean               running)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_DETAIL (self));

  imagette_parts_set_text (self->unit,
                           words != NULL ? words
                                         : _("Point at a unit to see what feeds it; click a plane for "
                                             "its formulas."), running);
}

void
imagette_network_detail_set_narrow (ImagetteNetworkDetail *self,
                                    gboolean               narrow)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_DETAIL (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-plane-desk.h"

#include "pages/imagette-parts.h"
#include "widgets/imagette-products.h"

#include <glib/gi18n-lib.h>

#define EDITOR_WIDTH 220

struct _ImagettePlaneDesk
{
  AdwBin parent_instance;

  GtkWidget *row, *editor, *filter, *products, *sum, *formula, *counts;
  ImagettePlaneFigure *figure;
};

enum { PAINTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePlaneDesk, imagette_plane_desk, ADW_TYPE_BIN)

static void
edited_cb (ImagettePlaneDesk *self)
{
  g_signal_emit (self, signals[PAINTED], 0);
}

static void
imagette_plane_desk_class_init (ImagettePlaneDeskClass *class)
{
  signals[PAINTED] = g_signal_new ("painted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_filter (ImagettePlaneDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->editor = imagette_filter_editor_new ();
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->editor), _("Filter under the hand"));
  gtk_widget_set_size_request (self->editor, EDITOR_WIDTH, EDITOR_WIDTH);
  g_signal_connect_swapped (self->editor, "edited", G_CALLBACK (edited_cb), self);
  self->filter = imagette_parts_label ("", "dim");
  gtk_box_append (GTK_BOX (box), self->filter);
  gtk_box_append (GTK_BOX (box), self->editor);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
imagette_plane_desk_init (ImagettePlaneDesk *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->figure = IMAGETTE_PLANE_FIGURE (imagette_plane_figure_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->figure), _("In two dimensions"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->figure), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->figure), TRUE);
  self->products = imagette_products_new ();
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->products), _("Input times weight"));
  self->sum = imagette_parts_text ("imagette-title");
  self->formula = imagette_parts_text ("dim");
  self->counts = imagette_parts_text (NULL);
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  gtk_box_append (GTK_BOX (self->row), new_filter (self));
  gtk_box_append (GTK_BOX (self->row), GTK_WIDGET (self->figure));
  gtk_box_append (GTK_BOX (content), self->row);
  gtk_box_append (GTK_BOX (content), self->products);
  gtk_box_append (GTK_BOX (content), self->sum);
  gtk_box_append (GTK_BOX (content), self->counts);
  gtk_box_append (GTK_BOX (content), self->formula);
  adw_bin_set_child (ADW_BIN (self), content);
}

GtkWidget *
imagette_plane_desk_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PLANE_DESK, NULL);
}

void
imagette_plane_desk_show (ImagettePlaneDesk        *self,
                          const ImagettePlaneModel *model,
                          NnColors                  colors)
{
  g_autofree char *formula = imagette_plane_words_formula (model);
  g_autofree char *counts = imagette_plane_words_counts (model);
  g_autofree char *filter = g_strdup_printf (_("filter %d × %d: drag to paint"), model->kernel,
                                             model->kernel);
  ImagettePlanes planes;

  g_return_if_fail (IMAGETTE_IS_PLANE_DESK (self));

  imagette_plane_model_get_planes (model, colors, &planes);
  imagette_plane_figure_set_planes (self->figure, &planes);
  imagette_filter_editor_set_colors (IMAGETTE_FILTER_EDITOR (self->editor), colors);
  imagette_filter_editor_set_side (IMAGETTE_FILTER_EDITOR (self->editor), model->kernel);
  imagette_filter_editor_set_values (IMAGETTE_FILTER_EDITOR (self->editor), model->weights);
  imagette_parts_set_text (self->filter, filter, FALSE);
  imagette_parts_set_text (self->formula, formula, FALSE);
  imagette_parts_set_text (self->counts, counts, FALSE);
  imagette_plane_desk_show_place (self, model);
}

void
imagette_plane_desk_show_place (ImagettePlaneDesk        *self,
                                const ImagettePlaneModel *model)
{
  float inputs[IMAGETTE_PLANE_MODEL_WEIGHTS], weights[IMAGETTE_PLANE_MODEL_WEIGHTS];
  g_autofree char *sum = NULL;
  int row, column;

  g_return_if_fail (IMAGETTE_IS_PLANE_DESK (self));

  gtk_widget_set_visible (self->products,
                          imagette_plane_figure_get_position (self->figure, &row, &column));
  sum = imagette_plane_words_sum (model, row, column);
  imagette_parts_set_text (self->sum, sum, FALSE);
  if (row < 0)
    return;
  imagette_plane_model_get_window (model, row, column, inputs, weights);
  imagette_products_set (IMAGETTE_PRODUCTS (self->products), inputs, weights,
                         model->kernel, model->kernel);
}

const float *
imagette_plane_desk_get_weights (ImagettePlaneDesk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLANE_DESK (self), NULL);
  return imagette_filter_editor_get_values (IMAGETTE_FILTER_EDITOR (self->editor));
}

ImagettePlaneFigure *
imagette_plane_desk_get_figure (ImagettePlaneDesk *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLANE_DESK (self), NULL);
  return self->figure;
}

void
imagette_plane_desk_set_narrow (ImagettePlaneDesk *self,
                                gboolean           narrow)
{
  g_return_if_fail (IMAGETTE_IS_PLANE_DESK (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->row),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

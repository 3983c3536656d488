/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-plane-controls.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagettePlaneControls
{
  AdwBin parent_instance;

  GtkWidget *image, *filter, *kernel;
  ImagetteStepRows steps;
  gboolean updating;
};

enum { IMAGE_CHOSEN, FILTER_CHOSEN, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePlaneControls, imagette_plane_controls, ADW_TYPE_BIN)

static void
image_cb (ImagettePlaneControls *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[IMAGE_CHOSEN], 0,
                   (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->image)));
}

static void
filter_cb (ImagettePlaneControls *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[FILTER_CHOSEN], 0,
                   (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filter)));
}

static void
changed_cb (ImagettePlaneControls *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
imagette_plane_controls_class_init (ImagettePlaneControlsClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  signals[IMAGE_CHOSEN] = g_signal_new ("image-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[FILTER_CHOSEN] = g_signal_new ("filter-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static GtkWidget *
new_filter_choice (ImagettePlaneControls *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  g_strv_builder_add_many (names, _("By hand"), _("Sobel x"), _("Sobel y"), _("Gauss"),
                           _("Laplace"), _("Delta"), NULL);
  for (int i = 0; i < IMAGETTE_PLANE_C1_FILTERS; i++)
    {
      g_autofree char *name = g_strdup_printf (_("C1 filter %d"), i + 1);

      g_strv_builder_add (names, name);
    }
  list = g_strv_builder_end (names);
  return imagette_parts_choice ((const char *const *) list, G_CALLBACK (filter_cb), self);
}

static void
imagette_plane_controls_init (ImagettePlaneControls *self)
{
  const char *const images[] = { _("The digit"), _("A small grid"), NULL };
  GtkWidget *list = gtk_list_box_new ();

  self->updating = TRUE;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "compact");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  self->image = imagette_parts_choice (images, G_CALLBACK (image_cb), self);
  self->filter = new_filter_choice (self);
  imagette_parts_row (list, _("Image"), _("What the filter goes over; a grid is drawn by clicks"),
                      self->image);
  imagette_parts_row (list, _("Filter"),
                      _("A known one, one of the network’s first layer, or painted by hand"),
                      self->filter);
  self->kernel = imagette_parts_spin (1, IMAGETTE_FILTER_EDITOR_MAX, 1, G_CALLBACK (changed_cb), self);
  imagette_parts_row (list, _("Side of the filter"),
                      _("How many weights the filter has along each side; those of C1 have five"),
                      self->kernel);
  imagette_step_rows_add (&self->steps, list, G_CALLBACK (changed_cb), self);
  adw_bin_set_child (ADW_BIN (self), list);
  self->updating = FALSE;
}

GtkWidget *
imagette_plane_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PLANE_CONTROLS, NULL);
}

void
imagette_plane_controls_show (ImagettePlaneControls    *self,
                              const ImagettePlaneModel *model)
{
  g_return_if_fail (IMAGETTE_IS_PLANE_CONTROLS (self));

  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->image), model->source);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->filter), (guint) model->filter);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->kernel), model->kernel);
  imagette_step_rows_show (&self->steps, &model->steps);
  self->updating = FALSE;
}

ImagetteSteps
imagette_plane_controls_read (ImagettePlaneControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLANE_CONTROLS (self), ((ImagetteSteps) { 1, 0, 1, NN_AFTER_NOTHING, FALSE }));
  return imagette_step_rows_read (&self->steps);
}

int
imagette_plane_controls_read_kernel (ImagettePlaneControls *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PLANE_CONTROLS (self), IMAGETTE_PLANE_MODEL_KERNEL);
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->kernel));
}

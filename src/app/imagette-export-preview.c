/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-export-preview.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_FACTOR 4
#define TEXT_SIZE 4000            /* bytes */
#define SPINNER_SIZE 32

struct _ImagetteExportPreview
{
  AdwBin parent_instance;

  GtkStack *stack;
  GtkWidget *area, *text, *spinner, *progress;
  NnFigure *figure;               /* borrowed from what is exported */
  gboolean caption;               /* with it */
  cairo_surface_t *picture;       /* of what is no figure */
};

G_DEFINE_FINAL_TYPE (ImagetteExportPreview, imagette_export_preview, ADW_TYPE_BIN)

static char *
list_tensors (const NnNetwork *network)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (int i = 0; i < n; i++)
    {
      g_string_append_printf (lines, "%s  [", parameters[i].name);
      for (int axis = 0; axis < parameters[i].rank; axis++)
        g_string_append_printf (lines, "%s%" G_GSIZE_FORMAT, axis > 0 ? ", " : "",
                                parameters[i].shape[axis]);
      g_string_append (lines, "]\n");
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

typedef struct
{
  const guchar *data;
  gsize size, at;
} Reading;

static cairo_status_t
read_cb (gpointer data,
         guchar  *into,
         guint    n)
{
  Reading *reading = data;

  if (n > reading->size - reading->at)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (into, reading->data + reading->at, n);
  reading->at += n;
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_preview (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  ImagetteExportPreview *self = data;
  int w, h;
  double factor;

  if (self->figure != NULL)
    nn_figure_get_size (self->figure, self->caption ? NN_FORMAT_SVG : NN_FORMAT_PNG, &w, &h);
  else if (self->picture != NULL)
    {
      w = cairo_image_surface_get_width (self->picture);
      h = cairo_image_surface_get_height (self->picture);
    }
  else
    return;
  factor = MIN ((double) width / w, (double) height / h);
  /* Larger only by whole numbers: it must look as crisp as it will be. */
  if (factor > 1)
    factor = MIN (floor (factor), self->figure != NULL ? MAX_FACTOR : 1);
  cairo_translate (cr, (int) ((width - w * factor) / 2), (int) ((height - h * factor) / 2));
  cairo_scale (cr, factor, factor);
  /* As it will lie on paper. */
  cairo_rectangle (cr, 0, 0, w, h);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  if (self->figure != NULL)
    nn_figure_draw (self->figure, cr, self->caption);
  else
    {
      cairo_set_source_surface (cr, self->picture, 0, 0);
      cairo_paint (cr);
    }
}

static void
imagette_export_preview_dispose (GObject *object)
{
  ImagetteExportPreview *self = IMAGETTE_EXPORT_PREVIEW (object);

  self->figure = NULL;
  g_clear_pointer (&self->picture, cairo_surface_destroy);

  G_OBJECT_CLASS (imagette_export_preview_parent_class)->dispose (object);
}

static void
imagette_export_preview_class_init (ImagetteExportPreviewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_export_preview_dispose;
}

static GtkWidget *
build_busy (ImagetteExportPreview *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->spinner = gtk_spinner_new ();
  gtk_widget_set_size_request (self->spinner, SPINNER_SIZE, SPINNER_SIZE);
  gtk_box_append (GTK_BOX (box), self->spinner);
  self->progress = gtk_label_new (_("Being computed…"));
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
build_text (ImagetteExportPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->text = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_label_set_yalign (GTK_LABEL (self->text), 0);
  gtk_label_set_selectable (GTK_LABEL (self->text), TRUE);
  gtk_widget_set_can_focus (self->text, FALSE);
  gtk_widget_add_css_class (self->text, "monospace");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text);
  return scrolled;
}

static void
imagette_export_preview_init (ImagetteExportPreview *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  self->area = gtk_drawing_area_new ();
  gtk_widget_set_hexpand (self->area, TRUE);
  gtk_widget_set_vexpand (self->area, TRUE);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_preview, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview of the file"), -1);
  gtk_stack_add_named (self->stack, self->area, "picture");
  gtk_stack_add_named (self->stack, build_busy (self), "busy");
  gtk_stack_add_named (self->stack, build_text (self), "text");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
imagette_export_preview_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EXPORT_PREVIEW, NULL);
}

static void
clear (ImagetteExportPreview *self)
{
  self->figure = NULL;
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_widget_queue_draw (self->area);
}

void
imagette_export_preview_set_busy (ImagetteExportPreview *self)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_PREVIEW (self));

  clear (self);
  imagette_export_preview_set_percent (self, -1);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

void
imagette_export_preview_set_percent (ImagetteExportPreview *self,
                                     int                    percent)
{
  g_autofree char *words = NULL;

  g_return_if_fail (IMAGETTE_IS_EXPORT_PREVIEW (self));

  words = percent < 0 ? g_strdup (_("Being computed…"))
                      : g_strdup_printf (_("Being computed: %d %%"), percent);
  gtk_label_set_text (GTK_LABEL (self->progress), words);
}

static void
show_text (ImagetteExportPreview      *self,
           const ImagetteExported     *exported,
           const ImagetteExportChoice *choice,
           const NnNetwork            *network)
{
  g_autofree char *text = NULL;

  if (choice->kind == IMAGETTE_EXPORT_EPOCHS || choice->kind == IMAGETTE_EXPORT_LOSSES)
    {
      gsize size;
      const char *data = g_bytes_get_data (g_ptr_array_index (exported->files, 0), &size);

      text = g_strndup (data, MIN (size, TEXT_SIZE));
    }
  else
    text = list_tensors (network);
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_stack_set_visible_child_name (self->stack, "text");
}

void
imagette_export_preview_set (ImagetteExportPreview      *self,
                             const ImagetteExported     *exported,
                             const ImagetteExportChoice *choice,
                             const NnNetwork            *network)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_PREVIEW (self));
  g_return_if_fail (choice != NULL && network != NULL);

  clear (self);
  self->caption = choice->format == NN_FORMAT_SVG || choice->format == NN_FORMAT_PDF;
  if (exported != NULL && exported->figure == NULL && exported->picture == NULL)
    {
      show_text (self, exported, choice, network);
      return;
    }
  if (exported != NULL && exported->picture != NULL)
    {
      Reading reading = { 0 };

      reading.data = g_bytes_get_data (exported->picture, &reading.size);
      self->picture = cairo_image_surface_create_from_png_stream (read_cb, &reading);
      if (cairo_surface_status (self->picture) != CAIRO_STATUS_SUCCESS)
        g_clear_pointer (&self->picture, cairo_surface_destroy);
    }
  else if (exported != NULL)
    self->figure = exported->figure;
  gtk_stack_set_visible_child_name (self->stack, "picture");
}

void
imagette_export_preview_get_size (ImagetteExportPreview *self,
                                  int                   *width,
                                  int                   *height)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_PREVIEW (self));

  *width = self->picture != NULL ? cairo_image_surface_get_width (self->picture) : 0;
  *height = self->picture != NULL ? cairo_image_surface_get_height (self->picture) : 0;
}

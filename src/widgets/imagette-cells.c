/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-cells.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_SIZE 140
#define NATURAL_SIZE 420
#define MAX_SCALE 128

struct _ImagetteCells
{
  ImagetteCellCanvas parent_instance;

  float *values;                  /* [height][width]; NULL: empty */
  int height, width;
  NnTileKind kind;
  NnColors colors;
  float m;
  int marked_row, marked_column;  /* -1: none */
  gboolean strong;                /* … with a thick frame */
};

G_DEFINE_FINAL_TYPE (ImagetteCells, imagette_cells, IMAGETTE_TYPE_CELL_CANVAS)

typedef struct
{
  int scale, x, y;
} Place;

static Place
place_in (ImagetteCells *self, double width, double height)
{
  Place place;
  int scale = (int) MIN (width / self->width, height / self->height);

  place.scale = CLAMP (scale, 1, MAX_SCALE);
  place.x = MAX ((int) (width - place.scale * self->width) / 2, 0);
  place.y = MAX ((int) (height - place.scale * self->height) / 2, 0);
  return place;
}

/* As it is written into a cell: no leading zero to spare room, a true minus. */
static char *
cell_text (ImagetteCells *self, float value)
{
  if (self->kind == NN_TILE_INPUT)
    return g_strdup_printf ("%d", nn_tile_grey (NN_TILE_INPUT, value, 1));
  return imagette_look_number (value, self->m);
}

/* The size of figures that fit a cell, 0 if they would be too small to read. */
static double
number_size (ImagetteCells *self, const NnStyle *style, cairo_t *cr, int scale)
{
  double widest = 0, size;
  float low = INFINITY, high = -INFINITY;

  for (int i = 0; i < self->height * self->width; i++)
    if (isfinite (self->values[i]))
      {
        low = MIN (low, self->values[i]);
        high = MAX (high, self->values[i]);
      }
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *text = cell_text (self, i == 0 ? low : high);
      double w;

      nn_style_measure (style, cr, text, 1, FALSE, &w, NULL);
      widest = MAX (widest, w);
    }
  if (widest <= 0)
    return 0;
  size = MIN ((scale - 6) / widest, (scale - 4) / (1.3 * style->font_size));
  size = MIN (size, 1.5);
  return size * style->font_size >= 12.5 ? size : 0;
}

static void
draw_numbers (ImagetteCells *self, cairo_t *cr, const NnStyle *style, Place place)
{
  double size = number_size (self, style, cr, place.scale);

  if (size <= 0)
    return;
  for (int i = 0; i < self->height * self->width; i++)
    {
      guint32 fill = nn_tile_color (self->kind, self->colors, self->values[i], self->m);
      g_autofree char *text = cell_text (self, self->values[i]);

      nn_style_text (style, cr, text, place.x + (i % self->width + 0.5) * place.scale,
                     place.y + (i / self->width + 0.5) * place.scale, 0.5, 0.5,
                     nn_style_ink_on (fill), size, FALSE);
    }
}

static void
imagette_cells_paint (ImagetteCanvas *canvas,
                      cairo_t        *cr,
                      const NnStyle  *style,
                      double          width,
                      double          height)
{
  ImagetteCells *self = IMAGETTE_CELLS (canvas);
  cairo_surface_t *surface;
  Place place;

  if (self->values == NULL)
    return;
  place = place_in (self, width, height);
  surface = nn_tile_surface (self->values, self->height, self->width, self->kind, self->colors,
                             self->m);
  nn_tile_paint (cr, surface, place.x, place.y, place.scale);
  cairo_surface_destroy (surface);
  draw_numbers (self, cr, style, place);
}

static void
stroke_cell (cairo_t *cr, Place place, int row, int column, double line)
{
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, place.x + column * place.scale, place.y + row * place.scale, place.scale,
                   place.scale);
  cairo_stroke (cr);
}

static void
imagette_cells_paint_over (ImagetteCanvas *canvas,
                           cairo_t        *cr,
                           const NnStyle  *style,
                           double          width,
                           double          height)
{
  ImagetteCells *self = IMAGETTE_CELLS (canvas);
  int row, column;
  Place place;

  if (self->values == NULL)
    return;
  place = place_in (self, width, height);
  nn_style_set_color (cr, style->select, 1);
  if (self->marked_row >= 0)
    stroke_cell (cr, place, self->marked_row, self->marked_column, self->strong ? 7 : 3);
  if (imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    stroke_cell (cr, place, row, column, 3);
}

char *
imagette_cells_describe (ImagetteCells *self)
{
  g_autofree char *value = NULL;
  int row, column;

  g_return_val_if_fail (IMAGETTE_IS_CELLS (self), NULL);

  if (self->values == NULL)
    return g_strdup (_("empty"));
  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    return g_strdup_printf (_("%d rows, %d columns"), self->height, self->width);
  value = cell_text (self, self->values[row * self->width + column]);
  return g_strdup_printf (_("row %d, column %d: %s"), row, column, value);
}

static char *
imagette_cells_speak (ImagetteCanvas *canvas)
{
  return imagette_cells_describe (IMAGETTE_CELLS (canvas));
}

gboolean
imagette_cells_has_numbers (ImagetteCells *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  cairo_surface_t *surface;
  gboolean found;
  NnStyle style;
  cairo_t *cr;

  g_return_val_if_fail (IMAGETTE_IS_CELLS (self), FALSE);

  if (self->values == NULL)
    return FALSE;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cr = cairo_create (surface);
  imagette_look_init_style (widget, &style);
  found = number_size (self, &style, cr,
                       place_in (self, gtk_widget_get_width (widget),
                                 gtk_widget_get_height (widget)).scale) > 0;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return found;
}

static void
imagette_cells_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = MIN_SIZE;
  *natural = NATURAL_SIZE;
}

static void
imagette_cells_get_size (ImagetteCellCanvas *canvas, int *n_rows, int *n_columns)
{
  ImagetteCells *self = IMAGETTE_CELLS (canvas);

  *n_rows = self->values != NULL ? self->height : 0;
  *n_columns = self->values != NULL ? self->width : 0;
}

static gboolean
imagette_cells_cell_at (ImagetteCellCanvas *canvas, double x, double y, int *row, int *column)
{
  ImagetteCells *self = IMAGETTE_CELLS (canvas);
  Place place = place_in (self, gtk_widget_get_width (GTK_WIDGET (self)),
                          gtk_widget_get_height (GTK_WIDGET (self)));

  *row = (int) floor ((y - place.y) / place.scale);
  *column = (int) floor ((x - place.x) / place.scale);
  return *row >= 0 && *row < self->height && *column >= 0 && *column < self->width;
}

/* Keys go on from where the words are. */
static void
imagette_cells_begin (ImagetteCellCanvas *canvas, int *row, int *column)
{
  ImagetteCells *self = IMAGETTE_CELLS (canvas);

  *row = CLAMP (self->marked_row, 0, self->height - 1);
  *column = CLAMP (self->marked_column, 0, self->width - 1);
}

static void
imagette_cells_finalize (GObject *object)
{
  g_free (IMAGETTE_CELLS (object)->values);
  G_OBJECT_CLASS (imagette_cells_parent_class)->finalize (object);
}

static void
imagette_cells_class_init (ImagetteCellsClass *class)
{
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  ImagetteCellCanvasClass *cell_class = IMAGETTE_CELL_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_cells_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_cells_measure;
  canvas_class->paint = imagette_cells_paint;
  canvas_class->paint_over = imagette_cells_paint_over;
  canvas_class->describe = imagette_cells_speak;
  cell_class->get_size = imagette_cells_get_size;
  cell_class->cell_at = imagette_cells_cell_at;
  cell_class->begin = imagette_cells_begin;
}

static void
imagette_cells_init (ImagetteCells *self)
{
  self->marked_row = self->marked_column = -1;
}

GtkWidget *
imagette_cells_new (void)
{
  return g_object_new (IMAGETTE_TYPE_CELLS, NULL);
}

void
imagette_cells_set_marked (ImagetteCells *self, int row, int column, gboolean strong)
{
  g_return_if_fail (IMAGETTE_IS_CELLS (self));

  if (row == self->marked_row && column == self->marked_column && strong == self->strong)
    return;
  self->marked_row = row;
  self->marked_column = column;
  self->strong = strong;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

void
imagette_cells_set_source (ImagetteCells *self, ImagetteTile *source)
{
  const float *values = NULL;

  g_return_if_fail (IMAGETTE_IS_CELLS (self));

  g_clear_pointer (&self->values, g_free);
  if (source != NULL)
    values = imagette_tile_get_values (source, &self->height, &self->width, &self->kind,
                                       &self->colors, &self->m);
  if (values != NULL)
    self->values = g_memdup2 (values, (gsize) self->height * (gsize) self->width * sizeof *values);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

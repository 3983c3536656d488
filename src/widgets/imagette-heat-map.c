/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-heat-map.h"

#include "render/nn-class-color.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIDE 28
#define CELLS (SIDE * SIDE)
#define BAR 12                    /* width of the colour bar */
#define GAP 8
#define LABEL_EMS 3.4             /* room for the bar's numbers */
#define MAX_SCALE 24

struct _ImagetteHeatMap
{
  ImagetteCellCanvas parent_instance;

  float values[CELLS];            /* classes, too, as numbers */
  gboolean filled, classes, percent;
  char *why;                      /* it is empty; NULL: not computed yet */
  NnTileKind kind;
  NnColors colors;
  float m;
  gboolean ranged;                /* from low to m: */
  float low, stretched[CELLS];
  int marks[IMAGETTE_HEAT_MARKS], n_marks;
};

G_DEFINE_FINAL_TYPE (ImagetteHeatMap, imagette_heat_map, IMAGETTE_TYPE_CELL_CANVAS)

/* Geometry */

typedef struct
{
  int scale, x, y;
} Place;

static double
head_height (const NnStyle *style)
{
  return ceil (1.6 * style->font_size);
}

static Place
place_in (const NnStyle *style, double width, double height)
{
  Place place;
  double room = width - GAP - BAR - LABEL_EMS * style->font_size;

  place.scale = (int) floor (MIN (room, height - head_height (style)) / SIDE);
  place.scale = CLAMP (place.scale, 1, MAX_SCALE);
  place.x = 0;
  place.y = (int) head_height (style);
  return place;
}

static Place
place_now (ImagetteHeatMap *self)
{
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  return place_in (&style, gtk_widget_get_width (GTK_WIDGET (self)),
                   gtk_widget_get_height (GTK_WIDGET (self)));
}

static void
imagette_heat_map_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NnStyle style;
  double extra;

  imagette_look_init_style (widget, &style);
  extra = orientation == GTK_ORIENTATION_HORIZONTAL ? GAP + BAR + LABEL_EMS * style.font_size
                                                    : head_height (&style);
  *minimum = (int) ceil (4 * SIDE + extra);
  *natural = (int) ceil (6 * SIDE + extra);
}

/* Painting */

static char *
number (ImagetteHeatMap *self, const NnStyle *style, double value)
{
  if (self->percent)
    return nn_style_percent (style, value, 0);
  return imagette_look_number (value, self->m);
}

/* Of what the bar shows at the upper end of that part of its height. */
static guint32
color_at (ImagetteHeatMap *self, double part, double value)
{
  return self->ranged ? nn_tile_color (NN_TILE_ACTIVATION, self->colors, (float) part, 1)
                      : nn_tile_color (self->kind, self->colors, (float) value, self->m);
}

static cairo_surface_t *
make_surface (ImagetteHeatMap *self)
{
  cairo_surface_t *surface;

  if (self->ranged)
    return nn_tile_surface (self->stretched, SIDE, SIDE, NN_TILE_ACTIVATION, self->colors, 1);
  if (!self->classes)
    return nn_tile_surface (self->values, SIDE, SIDE, self->kind, self->colors, self->m);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_surface_flush (surface);
  for (int y = 0; y < SIDE; y++)
    {
      guint8 *row = cairo_image_surface_get_data (surface)
                    + y * cairo_image_surface_get_stride (surface);

      for (int x = 0; x < SIDE; x++)
        ((guint32 *) (gpointer) row)[x] = nn_class_color ((int) self->values[y * SIDE + x]);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
paint_bar (ImagetteHeatMap *self, cairo_t *cr, const NnStyle *style, Place place)
{
  double x = place.x + SIDE * place.scale + GAP, height = SIDE * place.scale;
  double low = self->ranged ? self->low : self->kind == NN_TILE_SIGNED ? -self->m : 0;
  int ends = self->kind == NN_TILE_SIGNED ? 3 : 2;

  for (int y = 0; y < (int) height; y++)
    {
      double part = 1 - (y + 0.5) / height;

      nn_style_set_color (cr, color_at (self, part, low + part * ((double) self->m - low)), 1);
      cairo_rectangle (cr, x, place.y + y, BAR, 1);
      cairo_fill (cr);
    }
  nn_style_set_color (cr, style->dim, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, place.y + 0.5, BAR - 1, height - 1);
  cairo_stroke (cr);
  for (int i = 0; i < ends; i++)
    {
      double part = (double) i / (ends - 1);
      g_autofree char *text = number (self, style, low + part * ((double) self->m - low));

      nn_style_text (style, cr, text, x + BAR + 4, place.y + height * (1 - part), 0, 1 - part,
                     style->text, 1, FALSE);
    }
}

/* A swatch with its digit for each class that there is. */
static void
paint_legend (ImagetteHeatMap *self, cairo_t *cr, const NnStyle *style, Place place)
{
  double x = place.x + SIDE * place.scale + GAP, step = ceil (1.35 * style->font_size);
  gboolean there[NN_CLASS_COLORS] = { FALSE };
  int line = 0;

  for (int i = 0; i < CELLS; i++)
    there[(int) self->values[i]] = TRUE;
  for (int class = 0; class < NN_CLASS_COLORS; class++)
    if (there[class])
      {
        g_autofree char *text = g_strdup_printf ("%d", class);
        double y = place.y + step * line++;

        nn_style_set_color (cr, nn_class_color (class), 1);
        cairo_rectangle (cr, x, y, 2 * BAR, step - 2);
        cairo_fill (cr);
        nn_style_text (style, cr, text, x + BAR, y + step / 2 - 1, 0.5, 0.5,
                       nn_style_ink_on (nn_class_color (class)), 1, TRUE);
      }
}

static const char *
why_empty (ImagetteHeatMap *self)
{
  return self->why != NULL ? self->why : _("not computed yet");
}

static void
imagette_heat_map_paint (ImagetteCanvas *canvas,
                         cairo_t        *cr,
                         const NnStyle  *style,
                         double          width,
                         double          height)
{
  ImagetteHeatMap *self = IMAGETTE_HEAT_MAP (canvas);
  Place place = place_in (style, width, height);
  double side = SIDE * place.scale;
  cairo_surface_t *surface;

  nn_style_text (style, cr, imagette_canvas_get_title (canvas), 0, 0, 0, 0, style->text, 1, TRUE);
  if (!self->filled)
    {
      nn_style_set_color (cr, style->grid, 1);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, place.x + 0.5, place.y + 0.5, side - 1, side - 1);
      cairo_stroke (cr);
      nn_style_text (style, cr, why_empty (self), place.x + side / 2, place.y + side / 2, 0.5,
                     0.5, style->text, 1, FALSE);
      return;
    }
  surface = make_surface (self);
  nn_tile_paint (cr, surface, place.x, place.y, place.scale);
  cairo_surface_destroy (surface);
  if (self->classes)
    paint_legend (self, cr, style, place);
  else
    paint_bar (self, cr, style, place);
}

static void
paint_mark (ImagetteHeatMap *self, cairo_t *cr, const NnStyle *style, Place place, int i)
{
  double x = place.x + (self->marks[i] % SIDE + 0.5) * place.scale;
  double y = place.y + (self->marks[i] / SIDE + 0.5) * place.scale;
  double radius = 0.8 * style->font_size;
  g_autofree char *text = g_strdup_printf ("%d", i + 1);

  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  nn_style_set_color (cr, style->select, 1);
  cairo_fill (cr);
  nn_style_text (style, cr, text, x, y, 0.5, 0.5, nn_style_ink_on (style->select), 1, TRUE);
}

static void
imagette_heat_map_paint_over (ImagetteCanvas *canvas,
                              cairo_t        *cr,
                              const NnStyle  *style,
                              double          width,
                              double          height)
{
  ImagetteHeatMap *self = IMAGETTE_HEAT_MAP (canvas);
  Place place = place_in (style, width, height);
  int row, column;

  if (!self->filled)
    return;
  for (int i = 0; i < self->n_marks; i++)
    paint_mark (self, cr, style, place, i);
  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    return;
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, place.x + column * place.scale - 1, place.y + row * place.scale - 1,
                   place.scale + 2, place.scale + 2);
  cairo_stroke (cr);
}

char *
imagette_heat_map_describe (ImagetteHeatMap *self)
{
  g_autofree char *value = NULL;
  int row, column;
  NnStyle style;
  float cell;

  g_return_val_if_fail (IMAGETTE_IS_HEAT_MAP (self), NULL);

  if (!self->filled)
    return g_strdup (why_empty (self));
  imagette_look_init_style (GTK_WIDGET (self), &style);
  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    {
      value = number (self, &style, (double) self->m);
      return self->classes ? g_strdup (_("the most probable digit at each place"))
                           : g_strdup_printf (_("largest %s"), value);
    }
  cell = self->values[row * SIDE + column];
  value = self->classes   ? g_strdup_printf (_("reads %d"), (int) cell)
          : self->percent ? nn_style_percent (&style, (double) cell, 1)
                          : imagette_look_number ((double) cell, (double) self->m);
  return g_strdup_printf (_("row %d, column %d: %s"), row, column, value);
}

static char *
imagette_heat_map_speak (ImagetteCanvas *canvas)
{
  return imagette_heat_map_describe (IMAGETTE_HEAT_MAP (canvas));
}

/* Cells */

static void
imagette_heat_map_get_size (ImagetteCellCanvas *canvas, int *n_rows, int *n_columns)
{
  *n_rows = *n_columns = IMAGETTE_HEAT_MAP (canvas)->filled ? SIDE : 0;
}

static gboolean
imagette_heat_map_cell_at (ImagetteCellCanvas *canvas, double x, double y, int *row, int *column)
{
  Place place = place_now (IMAGETTE_HEAT_MAP (canvas));

  *row = (int) floor ((y - place.y) / place.scale);
  *column = (int) floor ((x - place.x) / place.scale);
  return *row >= 0 && *row < SIDE && *column >= 0 && *column < SIDE;
}

static void
imagette_heat_map_begin (ImagetteCellCanvas *canvas, int *row, int *column)
{
  *row = *column = SIDE / 2;
}

static char *
imagette_heat_map_tooltip (ImagetteCellCanvas *canvas)
{
  return imagette_heat_map_describe (IMAGETTE_HEAT_MAP (canvas));
}

static void
imagette_heat_map_finalize (GObject *object)
{
  g_free (IMAGETTE_HEAT_MAP (object)->why);

  G_OBJECT_CLASS (imagette_heat_map_parent_class)->finalize (object);
}

static void
imagette_heat_map_class_init (ImagetteHeatMapClass *class)
{
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  ImagetteCellCanvasClass *cell_class = IMAGETTE_CELL_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_heat_map_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_heat_map_measure;
  canvas_class->paint = imagette_heat_map_paint;
  canvas_class->paint_over = imagette_heat_map_paint_over;
  canvas_class->describe = imagette_heat_map_speak;
  cell_class->get_size = imagette_heat_map_get_size;
  cell_class->cell_at = imagette_heat_map_cell_at;
  cell_class->begin = imagette_heat_map_begin;
  cell_class->tooltip = imagette_heat_map_tooltip;
}

static void
imagette_heat_map_init (ImagetteHeatMap *self)
{
}

GtkWidget *
imagette_heat_map_new (void)
{
  return g_object_new (IMAGETTE_TYPE_HEAT_MAP, NULL);
}

/* Content */

void
imagette_heat_map_set_values (ImagetteHeatMap *self,
                              const float     *values,
                              NnTileKind       kind,
                              NnColors         colors,
                              float            m)
{
  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self));

  if (values == NULL)
    {
      imagette_heat_map_set_empty (self, NULL);
      return;
    }
  if (self->filled && !self->classes && !self->ranged && self->kind == kind
      && self->colors == colors && memcmp (&self->m, &m, sizeof m) == 0
      && memcmp (self->values, values, sizeof self->values) == 0)
    return;
  self->filled = TRUE;
  self->classes = self->ranged = FALSE;
  self->kind = kind;
  self->colors = colors;
  self->m = m;
  memcpy (self->values, values, sizeof self->values);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_heat_map_set_range (ImagetteHeatMap *self, const float *values, NnColors colors)
{
  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self) && values != NULL);

  if (self->filled && self->ranged && self->colors == colors
      && memcmp (self->values, values, sizeof self->values) == 0)
    return;
  self->filled = self->ranged = TRUE;
  self->classes = FALSE;
  self->kind = NN_TILE_ACTIVATION;
  self->colors = colors;
  memcpy (self->values, values, sizeof self->values);
  nn_scope_stretch (values, CELLS, self->stretched, &self->low, &self->m);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_heat_map_set_empty (ImagetteHeatMap *self, const char *why)
{
  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self));

  if (!self->filled && g_strcmp0 (self->why, why) == 0)
    return;
  self->filled = FALSE;
  g_free (self->why);
  self->why = g_strdup (why);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

const float *
imagette_heat_map_get_values (ImagetteHeatMap *self)
{
  g_return_val_if_fail (IMAGETTE_IS_HEAT_MAP (self), NULL);
  return self->filled ? self->values : NULL;
}

void
imagette_heat_map_set_classes (ImagetteHeatMap *self, const guint8 *classes)
{
  float values[CELLS];

  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self));
  g_return_if_fail (classes != NULL);

  for (int i = 0; i < CELLS; i++)
    values[i] = (float) MIN (classes[i], NN_CLASS_COLORS - 1);
  if (self->filled && self->classes && memcmp (self->values, values, sizeof values) == 0)
    return;
  self->filled = self->classes = TRUE;
  self->ranged = FALSE;
  memcpy (self->values, values, sizeof values);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_heat_map_set_percent (ImagetteHeatMap *self, gboolean percent)
{
  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self));

  if (self->percent == percent)
    return;
  self->percent = percent;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_heat_map_set_marks (ImagetteHeatMap *self, const int *cells, int n)
{
  g_return_if_fail (IMAGETTE_IS_HEAT_MAP (self));
  g_return_if_fail (n >= 0 && n <= IMAGETTE_HEAT_MARKS);

  self->n_marks = n;
  if (n > 0)
    memcpy (self->marks, cells, (gsize) n * sizeof *cells);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

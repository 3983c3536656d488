/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-stack-figure.h"

#include "render/nn-cells.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SIDE 28
#define KERNEL 5
#define LABELS 7.5                /* font sizes, of the rows' names */
#define CAPTION 1.6               /* over the planes */
#define GAP 1.3                   /* between tiles */
#define FILTER 2                  /* a weight is so many times as large as a pixel */
#define MIN_SCALE 2
#define MAX_SCALE 24

enum { PLANES, FILTERS, PARTS, SUMS, N_ROWS };

struct _ImagetteStackFigure
{
  ImagetteCellCanvas parent_instance;

  ImagetteStackPlanes planes;     /* its pointers are to values */
  float *values[N_ROWS], output[SIDE * SIDE];      /* an instance holds 64 KB at most */
  int revealed;
};

G_DEFINE_FINAL_TYPE (ImagetteStackFigure, imagette_stack_figure, IMAGETTE_TYPE_CELL_CANVAS)

typedef struct
{
  int scale;
  double font;
  double x, column;               /* of the first column; from one to the next */
  double y[N_ROWS];
} Place;

/* Cells a side of a tile of that row, in pixels of a plane. */
static int
cells_of (ImagetteStackFigure *self, int row)
{
  const ImagetteStackPlanes *planes = &self->planes;

  return row == PLANES ? planes->side : row == FILTERS ? FILTER * planes->kernel : planes->n_output;
}

static double
total_width (ImagetteStackFigure *self, double font, double scale)
{
  return LABELS * font + (self->planes.n + 1) * (self->planes.side * scale + GAP * font);
}

static double
total_height (ImagetteStackFigure *self, double font, double scale)
{
  int cells = 0;

  for (int row = 0; row < N_ROWS; row++)
    cells += cells_of (self, row);
  return cells * scale + (CAPTION + (N_ROWS - 1) * GAP) * font + 4;
}

static Place
place_in (ImagetteStackFigure *self, double font, double width, double height)
{
  Place place = { .scale = MAX_SCALE, .font = font };
  double y;

  while (place.scale > 1
         && (total_width (self, font, place.scale) > width
             || total_height (self, font, place.scale) > height))
    place.scale--;
  place.column = self->planes.side * place.scale + GAP * font;
  place.x = floor (MAX ((width - total_width (self, font, place.scale)) / 2, 0) + LABELS * font);
  y = floor (MAX ((height - total_height (self, font, place.scale)) / 2, 0) + CAPTION * font);
  for (int row = 0; row < N_ROWS; row++)
    {
      place.y[row] = floor (y);
      y += cells_of (self, row) * place.scale + GAP * font;
    }
  return place;
}

/* A tile stands in the middle of its column. */
static double
tile_x (ImagetteStackFigure *self, const Place *place, int row, int column)
{
  return floor (place->x + column * place->column
                + (self->planes.side - cells_of (self, row)) * place->scale / 2.0);
}

static gboolean
is_revealed (ImagetteStackFigure *self, int row, int column)
{
  return row < PARTS || self->revealed < 0 || column < self->revealed;
}

/* ---- painting ---- */

static void
paint_tile (ImagetteStackFigure *self, cairo_t *cr, const NnStyle *style, const Place *place,
            int row, int column, const float *values, NnTileKind kind, float m)
{
  const ImagetteStackPlanes *planes = &self->planes;
  int side = row == FILTERS ? planes->kernel : cells_of (self, row);
  int scale = row == FILTERS ? FILTER * place->scale : place->scale;
  double x = tile_x (self, place, row, column), y = place->y[row], size = side * scale;

  if (is_revealed (self, row, column))
    {
      cairo_surface_t *surface = nn_tile_surface (values, side, side, kind, planes->colors, m);

      nn_tile_paint (cr, surface, x, y, scale);
      cairo_surface_destroy (surface);
      if (row == PLANES && planes->tints != NULL)
        {
          cairo_save (cr);
          cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
          nn_style_set_color (cr, planes->tints[column], 1);
          cairo_rectangle (cr, x, y, size, size);
          cairo_fill (cr);
          cairo_restore (cr);
        }
    }
  cairo_rectangle (cr, x - 0.5, y - 0.5, size + 1, size + 1);
  nn_style_set_color (cr, style->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_between (ImagetteStackFigure *self, cairo_t *cr, const NnStyle *style, const Place *place,
               int row, int column, const char *text)
{
  nn_style_text (style, cr, text, place->x + column * place->column - GAP * place->font / 2,
                 place->y[row] + cells_of (self, row) * place->scale / 2.0, 0.5, 0.5, style->dim, 1.2,
                 TRUE);
}

static void
paint_names (ImagetteStackFigure *self, cairo_t *cr, const NnStyle *style, const Place *place)
{
  const char *const rows[N_ROWS] = { _("plane"), _("its filter"), _("its part"), _("sum so far") };

  for (int row = 0; row < N_ROWS; row++)
    nn_style_text (style, cr, rows[row], place->x - GAP * place->font,
                   place->y[row] + cells_of (self, row) * place->scale / 2.0, 1, 0.5, style->dim, 1,
                   FALSE);
  for (int i = 0; i < self->planes.n; i++)
    nn_style_text (style, cr, self->planes.names[i],
                   place->x + i * place->column + self->planes.side * place->scale / 2.0,
                   place->y[PLANES] - 0.3 * place->font, 0.5, 1, style->text, 1, FALSE);
}

static void
imagette_stack_figure_paint (ImagetteCanvas *canvas,
                             cairo_t        *cr,
                             const NnStyle  *style,
                             double          width,
                             double          height)
{
  ImagetteStackFigure *self = IMAGETTE_STACK_FIGURE (canvas);
  const ImagetteStackPlanes *planes = &self->planes;
  Place place = place_in (self, style->font_size, width, height);
  gsize n = (gsize) planes->n;
  float m[N_ROWS];

  if (n == 0)
    return;
  for (int row = 0; row < N_ROWS; row++)
    {
      gsize side = (gsize) (row == FILTERS ? planes->kernel : cells_of (self, row));

      m[row] = nn_scope_max (self->values[row], n * side * side);
    }
  m[PARTS] = m[SUMS] = MAX (m[PARTS], m[SUMS]);   /* one scale: a sum is more than its parts */
  for (int row = 0; row < N_ROWS; row++)
    for (int i = 0; i < planes->n; i++)
      {
        int side = row == FILTERS ? planes->kernel : cells_of (self, row);

        paint_tile (self, cr, style, &place, row, i, self->values[row] + i * side * side,
                    row == PLANES ? planes->kind : NN_TILE_SIGNED, m[row]);
        if (row == PARTS && i > 0)
          paint_between (self, cr, style, &place, row, i, "+");
        if (row == SUMS && i > 0)
          paint_between (self, cr, style, &place, row, i, "→");
      }
  paint_between (self, cr, style, &place, SUMS, planes->n, "→");
  paint_tile (self, cr, style, &place, SUMS, planes->n, self->output, planes->output_kind,
              nn_scope_max (self->output, (gsize) (planes->n_output * planes->n_output)));
  nn_style_text (style, cr, planes->after != NULL ? planes->after : "",
                 place.x + planes->n * place.column + planes->side * place.scale / 2.0,
                 place.y[SUMS] - 0.3 * place.font, 0.5, 1, style->text, 1, FALSE);
  paint_names (self, cr, style, &place);
}

static void
imagette_stack_figure_paint_over (ImagetteCanvas *canvas,
                                  cairo_t        *cr,
                                  const NnStyle  *style,
                                  double          width,
                                  double          height)
{
  ImagetteStackFigure *self = IMAGETTE_STACK_FIGURE (canvas);
  const ImagetteStackPlanes *planes = &self->planes;
  Place place = place_in (self, style->font_size, width, height);
  int row, column;

  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    return;
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, 2);
  for (int i = 0; i <= planes->n; i++)
    for (int tiles = PLANES; tiles < N_ROWS; tiles++)
      {
        int side = tiles == PLANES ? planes->kernel : 1, back = tiles == PLANES ? planes->padding : 0;

        if (tiles == FILTERS || (i == planes->n && tiles != SUMS))
          continue;
        cairo_rectangle (cr, tile_x (self, &place, tiles, i) + (column - back) * place.scale,
                         place.y[tiles] + (row - back) * place.scale, side * place.scale,
                         side * place.scale);
      }
  cairo_stroke (cr);
}

/* ---- cells ---- */

static void
imagette_stack_figure_get_size (ImagetteCellCanvas *canvas,
                                int                *n_rows,
                                int                *n_columns)
{
  *n_rows = *n_columns = IMAGETTE_STACK_FIGURE (canvas)->planes.n_output;
}

/* On a plane the window with its middle there, on part, sum and map the cell itself. */
static gboolean
imagette_stack_figure_cell_at (ImagetteCellCanvas *canvas,
                               double              x,
                               double              y,
                               int                *row,
                               int                *column)
{
  ImagetteStackFigure *self = IMAGETTE_STACK_FIGURE (canvas);
  const ImagetteStackPlanes *planes = &self->planes;
  GtkWidget *widget = GTK_WIDGET (canvas);
  NnStyle style;
  Place place;

  imagette_look_init_style (widget, &style);
  place = place_in (self, style.font_size, gtk_widget_get_width (widget),
                    gtk_widget_get_height (widget));
  for (int tiles = PLANES; tiles < N_ROWS; tiles++)
    for (int i = 0; i <= planes->n; i++)
      {
        double back = tiles == PLANES ? planes->kernel / 2 - planes->padding : 0;

        if (tiles == FILTERS || (i == planes->n && tiles != SUMS))
          continue;
        *row = (int) floor ((y - place.y[tiles]) / place.scale - back);
        *column = (int) floor ((x - tile_x (self, &place, tiles, i)) / place.scale - back);
        if (*row >= 0 && *row < planes->n_output && *column >= 0 && *column < planes->n_output)
          return TRUE;
      }
  return FALSE;
}

static char *
imagette_stack_figure_describe (ImagetteCanvas *canvas)
{
  ImagetteStackFigure *self = IMAGETTE_STACK_FIGURE (canvas);
  g_autofree char *value = NULL;
  int row, column;

  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &row, &column))
    return g_strdup_printf (_("%d planes become one map of %d × %d"), self->planes.n,
                            self->planes.n_output, self->planes.n_output);
  value = imagette_line_figure_number (
    (double) self->output[row * self->planes.n_output + column]);
  return g_strdup_printf (_("row %d, column %d: %s"), row, column, value);
}

static void
imagette_stack_figure_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  ImagetteStackFigure *self = IMAGETTE_STACK_FIGURE (widget);
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ceil (orientation == GTK_ORIENTATION_HORIZONTAL
                           ? total_width (self, style.font_size, MIN_SCALE)
                           : total_height (self, style.font_size, MIN_SCALE));
  *natural = *minimum;
}

static void
imagette_stack_figure_finalize (GObject *object)
{
  for (int row = 0; row < N_ROWS; row++)
    g_free (IMAGETTE_STACK_FIGURE (object)->values[row]);
  G_OBJECT_CLASS (imagette_stack_figure_parent_class)->finalize (object);
}

static void
imagette_stack_figure_class_init (ImagetteStackFigureClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_stack_figure_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_stack_figure_measure;
  IMAGETTE_CANVAS_CLASS (class)->paint = imagette_stack_figure_paint;
  IMAGETTE_CANVAS_CLASS (class)->paint_over = imagette_stack_figure_paint_over;
  IMAGETTE_CANVAS_CLASS (class)->describe = imagette_stack_figure_describe;
  IMAGETTE_CELL_CANVAS_CLASS (class)->get_size = imagette_stack_figure_get_size;
  IMAGETTE_CELL_CANVAS_CLASS (class)->cell_at = imagette_stack_figure_cell_at;
}

static void
imagette_stack_figure_init (ImagetteStackFigure *self)
{
  for (int row = 0; row < N_ROWS; row++)
    self->values[row] = g_new0 (float, IMAGETTE_STACK_MAX * SIDE * SIDE);
  self->revealed = -1;
}

GtkWidget *
imagette_stack_figure_new (void)
{
  return g_object_new (IMAGETTE_TYPE_STACK_FIGURE, NULL);
}

void
imagette_stack_figure_set (ImagetteStackFigure       *self,
                           const ImagetteStackPlanes *planes)
{
  const float *values[N_ROWS] = { planes->planes, planes->filters, planes->parts, planes->sums };

  g_return_if_fail (IMAGETTE_IS_STACK_FIGURE (self));
  g_return_if_fail (planes->n <= IMAGETTE_STACK_MAX && planes->side <= SIDE
                    && planes->n_output <= SIDE && planes->kernel <= KERNEL);

  if (planes->n != self->planes.n || planes->side != self->planes.side)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->planes = *planes;
  for (int row = 0; row < N_ROWS; row++)
    {
      int side = row == FILTERS ? planes->kernel : cells_of (self, row);

      memcpy (self->values[row], values[row], sizeof (float) * (gsize) (planes->n * side * side));
    }
  memcpy (self->output, planes->output,
          sizeof (float) * (gsize) (planes->n_output * planes->n_output));
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_stack_figure_set_revealed (ImagetteStackFigure *self,
                                    int                  revealed)
{
  g_return_if_fail (IMAGETTE_IS_STACK_FIGURE (self));

  self->revealed = revealed;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

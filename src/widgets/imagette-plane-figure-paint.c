/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-plane-figure-private.h"

#include "render/nn-cells.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CAPTION 1.7               /* font sizes, over each plane */
#define GAP 2.2                   /* between planes */
#define MAX_SCALE 44

int
imagette_plane_figure_cells (ImagettePlaneFigure *self, ImagettePlaneRole plane)
{
  int side = self->planes.planes[plane].side;

  return plane == IMAGETTE_PLANE_INPUT ? side + 2 * self->planes.padding : side;
}

/* A caption is as wide as it is, be the plane under it ever so small. */
static double
plane_width (ImagettePlaneFigure *self, ImagettePlaneRole plane, double font_size, double scale)
{
  int cells = imagette_plane_figure_cells (self, plane);

  return cells == 0 ? 0 : MAX (cells * scale, 6.5 * font_size);
}

double
imagette_plane_figure_width (ImagettePlaneFigure *self, double font_size, double scale)
{
  double width = 0;

  for (ImagettePlaneRole plane = 0; plane < IMAGETTE_N_PLANES; plane++)
    {
      double one = plane_width (self, plane, font_size, scale);

      width += one + (one > 0 && plane > 0 ? GAP * font_size : 0);
    }
  return width;
}

double
imagette_plane_figure_height (ImagettePlaneFigure *self, double font_size, double scale)
{
  int cells = MAX (imagette_plane_figure_cells (self, IMAGETTE_PLANE_INPUT),
                   imagette_plane_figure_cells (self, IMAGETTE_PLANE_OUTPUT));

  return CAPTION * font_size + cells * scale + 2;
}

void
imagette_plane_figure_place (ImagettePlaneFigure *self,
                             double               font_size,
                             double               width,
                             double               height,
                             ImagettePlanePlace  *place)
{
  double x, middle;

  place->scale = MAX_SCALE;
  while (place->scale > 1
         && (imagette_plane_figure_width (self, font_size, place->scale) > width
             || imagette_plane_figure_height (self, font_size, place->scale) > height))
    place->scale--;
  x = floor (MAX (width - imagette_plane_figure_width (self, font_size, place->scale), 0) / 2) + 1;
  middle = CAPTION * font_size + (height - CAPTION * font_size) / 2;
  for (ImagettePlaneRole plane = 0; plane < IMAGETTE_N_PLANES; plane++)
    {
      double cells = imagette_plane_figure_cells (self, plane) * place->scale;
      double border = plane == IMAGETTE_PLANE_INPUT ? self->planes.padding * place->scale : 0;

      place->x[plane] = floor (x) + border;
      place->y[plane] = floor (middle - cells / 2) + border;
      x += plane_width (self, plane, font_size, place->scale) + GAP * font_size;
    }
}

/* ---- the planes ---- */

static char *
caption_of (ImagettePlaneFigure *self, ImagettePlaneRole plane)
{
  int side = self->planes.planes[plane].side;

  switch (plane)
    {
    case IMAGETTE_PLANE_INPUT:
      return g_strdup_printf (_("image %d × %d"), side, side);
    case IMAGETTE_PLANE_OUTPUT:
      return g_strdup_printf (_("output %d × %d"), side, side);
    default:
      return g_strdup_printf (_("pooled %d × %d"), side, side);
    }
}

static gboolean
is_written (ImagettePlaneFigure *self, ImagettePlaneRole plane, int row, int column)
{
  int pool = self->planes.pool, side = self->planes.planes[IMAGETTE_PLANE_OUTPUT].side;

  if (plane == IMAGETTE_PLANE_INPUT || self->revealed < 0)
    return TRUE;
  if (plane == IMAGETTE_PLANE_POOLED)
    return ((row + 1) * pool - 1) * side + (column + 1) * pool - 1 < self->revealed;
  return row * side + column < self->revealed;
}

/* The path of all cells that are written, and that of the whole. */
static void
clip_to_written (ImagettePlaneFigure *self, cairo_t *cr, const ImagettePlanePlace *place,
                 ImagettePlaneRole plane)
{
  int side = self->planes.planes[plane].side;

  for (int row = 0; row < side; row++)
    for (int column = 0; column < side; column++)
      if (is_written (self, plane, row, column))
        cairo_rectangle (cr, place->x[plane] + column * place->scale,
                         place->y[plane] + row * place->scale, place->scale, place->scale);
  cairo_clip (cr);
}

/* Only if all of a plane's numbers are large enough to be read. */
static void
paint_numbers (ImagettePlaneFigure *self, cairo_t *cr, const NnStyle *style,
               const ImagettePlanePlace *place, ImagettePlaneRole plane)
{
  const ImagettePlanes *planes = &self->planes;
  int side = planes->planes[plane].side;
  double widest = 0, size;

  if (place->scale < 1.5 * style->font_size)
    return;
  for (int i = 0; i < side * side; i++)
    {
      g_autofree char *text = imagette_line_figure_number ((double) self->values[plane][i]);
      double width;

      nn_style_measure (style, cr, text, 1, FALSE, &width, NULL);
      widest = MAX (widest, width);
    }
  size = MIN ((place->scale - 4) / MAX (widest, 1), 1.4);
  if (size < 1)
    return;
  for (int i = 0; i < side * side; i++)
    {
      float value = self->values[plane][i];
      guint32 fill = nn_tile_color (planes->planes[plane].kind, planes->colors, value,
                                    planes->planes[plane].m);
      g_autofree char *text = imagette_line_figure_number ((double) value);

      if (is_written (self, plane, i / side, i % side))
        nn_style_text (style, cr, text, place->x[plane] + (i % side + 0.5) * place->scale,
                       place->y[plane] + (i / side + 0.5) * place->scale, 0.5, 0.5,
                       nn_style_ink_on (fill), size, FALSE);
    }
}

static void
paint_plane (ImagettePlaneFigure *self, cairo_t *cr, const NnStyle *style,
             const ImagettePlanePlace *place, ImagettePlaneRole plane)
{
  const ImagettePlanes *planes = &self->planes;
  int side = planes->planes[plane].side;
  double border = plane == IMAGETTE_PLANE_INPUT ? planes->padding * place->scale : 0;
  double x = place->x[plane] - border, y = place->y[plane] - border;
  double cells = imagette_plane_figure_cells (self, plane) * place->scale;
  g_autofree char *caption = caption_of (self, plane);
  cairo_surface_t *surface;

  nn_style_text (style, cr, caption, x, y - 0.3 * style->font_size, 0, 1, style->dim, 1, FALSE);
  if (border > 0 || self->revealed >= 0)
    {
      nn_style_set_color (cr, style->dim, 0.6);
      nn_cells_hatch (cr, x, y, cells, cells);
    }
  surface = nn_tile_surface (self->values[plane], side, side, planes->planes[plane].kind,
                             planes->colors, planes->planes[plane].m);
  cairo_save (cr);
  clip_to_written (self, cr, place, plane);
  nn_tile_paint (cr, surface, place->x[plane], place->y[plane], (int) place->scale);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
  nn_style_set_color (cr, style->dim, 1);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x - 0.5, y - 0.5, cells + 1, cells + 1);
  cairo_stroke (cr);
  paint_numbers (self, cr, style, place, plane);
}

void
imagette_plane_figure_paint (ImagetteCanvas *canvas,
                             cairo_t        *cr,
                             const NnStyle  *style,
                             double          width,
                             double          height)
{
  ImagettePlaneFigure *self = IMAGETTE_PLANE_FIGURE (canvas);
  ImagettePlanePlace place;

  imagette_plane_figure_place (self, style->font_size, width, height, &place);
  for (ImagettePlaneRole plane = 0; plane < IMAGETTE_N_PLANES; plane++)
    if (self->planes.planes[plane].side > 0)
      paint_plane (self, cr, style, &place, plane);
}

/* ---- the window ---- */

typedef struct
{
  double x, y, side;
} Frame;

static Frame
frame_at (const ImagettePlanePlace *place, ImagettePlaneRole plane, int row, int column, int side)
{
  return (Frame) { place->x[plane] + column * place->scale, place->y[plane] + row * place->scale,
                   side * place->scale };
}

/* Dark under bright, so that it is seen on black and on white. */
static void
stroke_over (cairo_t *cr, guint32 color, double line)
{
  cairo_set_source_rgba (cr, 0, 0, 0, 0.5);
  cairo_set_line_width (cr, line + 1.5);
  cairo_stroke_preserve (cr);
  nn_style_set_color (cr, color, 1);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
paint_frame (cairo_t *cr, Frame frame, guint32 color, double line)
{
  cairo_rectangle (cr, frame.x, frame.y, frame.side, frame.side);
  stroke_over (cr, color, line);
}

/* From the right corners of one to the left corners of the other. */
static void
paint_link (cairo_t *cr, Frame from, Frame to, guint32 color)
{
  cairo_move_to (cr, from.x + from.side, from.y);
  cairo_line_to (cr, to.x, to.y);
  cairo_move_to (cr, from.x + from.side, from.y + from.side);
  cairo_line_to (cr, to.x, to.y + to.side);
  stroke_over (cr, color, 1);
}

void
imagette_plane_figure_paint_over (ImagetteCanvas *canvas,
                                  cairo_t        *cr,
                                  const NnStyle  *style,
                                  double          width,
                                  double          height)
{
  ImagettePlaneFigure *self = IMAGETTE_PLANE_FIGURE (canvas);
  const ImagettePlanes *planes = &self->planes;
  int pool = MAX (planes->pool, 1), pooled = planes->planes[IMAGETTE_PLANE_POOLED].side;
  ImagettePlanePlace place;
  Frame window, cell, block, largest;

  if (self->row < 0)
    return;
  imagette_plane_figure_place (self, style->font_size, width, height, &place);
  window = frame_at (&place, IMAGETTE_PLANE_INPUT, self->row * planes->stride - planes->padding,
                     self->column * planes->stride - planes->padding, planes->kernel);
  cell = frame_at (&place, IMAGETTE_PLANE_OUTPUT, self->row, self->column, 1);
  if (self->row / pool < pooled && self->column / pool < pooled)
    {
      block = frame_at (&place, IMAGETTE_PLANE_OUTPUT, self->row / pool * pool,
                        self->column / pool * pool, pool);
      largest = frame_at (&place, IMAGETTE_PLANE_POOLED, self->row / pool, self->column / pool, 1);
      paint_link (cr, block, largest, style->series[1]);
      paint_frame (cr, block, style->series[1], 2);
      paint_frame (cr, largest, style->series[1], 2);
    }
  paint_link (cr, window, cell, style->select);
  paint_frame (cr, window, style->select, 3);
  paint_frame (cr, cell, style->select, 3);
}

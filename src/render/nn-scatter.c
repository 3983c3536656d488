/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-scatter.h"

#include <math.h>

#include "render/nn-class-color.h"

#define FIGURE 0.92               /* size of a point's figure, in the style's font */

static gboolean
is_there (const NnScatter *scatter,
          int              i)
{
  return isfinite (scatter->points[2 * i]) && isfinite (scatter->points[2 * i + 1]);
}

/* FALSE if no point is finite. */
static gboolean
find_range (const NnScatter *scatter,
            double          *low,
            double          *high)
{
  for (int axis = 0; axis < 2; axis++)
    {
      low[axis] = INFINITY;
      high[axis] = -INFINITY;
      for (int i = 0; i < scatter->n; i++)
        if (is_there (scatter, i))
          {
            low[axis] = MIN (low[axis], (double) scatter->points[2 * i + axis]);
            high[axis] = MAX (high[axis], (double) scatter->points[2 * i + axis]);
          }
    }
  return low[0] <= high[0];
}

NnScatterPlace
nn_scatter_place (const NnScatter *scatter,
                  const NnStyle   *style,
                  double           width,
                  double           height)
{
  const double edge = ceil (1.8 * style->font_size);
  double low[2], high[2];
  NnScatterPlace place = { 1, width / 2, height / 2 };

  if (!find_range (scatter, low, high))
    return place;
  place.scale = MIN ((width - 2 * edge) / MAX (high[0] - low[0], 1e-6),
                     (height - 2 * edge) / MAX (high[1] - low[1], 1e-6));
  place.x = width / 2 - place.scale * (low[0] + high[0]) / 2;
  place.y = height / 2 + place.scale * (low[1] + high[1]) / 2;
  return place;
}

void
nn_scatter_point (const NnScatter      *scatter,
                  const NnScatterPlace *place,
                  int                   i,
                  double               *x,
                  double               *y)
{
  *x = place->x + place->scale * (double) scatter->points[2 * i];
  *y = place->y - place->scale * (double) scatter->points[2 * i + 1];
}

void
nn_scatter_ring (cairo_t       *cr,
                 const NnStyle *style,
                 double         x,
                 double         y,
                 guint32        color,
                 double         width)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, 0.8 * style->font_size, 0, 2 * G_PI);
  cairo_set_line_width (cr, width);
  nn_style_set_color (cr, color, 1);
  cairo_stroke (cr);
}

/* Ten masks, painted two thousand times: laying out each figure anew takes 30 ms. */
static void
draw_masks (const NnScatter      *scatter,
            const NnStyle        *style,
            cairo_t              *cr,
            const NnScatterPlace *place)
{
  int side = (int) ceil (1.6 * style->font_size);
  cairo_surface_t *masks[NN_CLASS_COLORS];
  double scale_x = 1, scale_y = 1;

  cairo_surface_get_device_scale (cairo_get_target (cr), &scale_x, &scale_y);
  for (int class = 0; class < NN_CLASS_COLORS; class++)
    {
      char text[] = { (char) ('0' + class), '\0' };
      cairo_t *on;

      masks[class] = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) ceil (side * scale_x),
                                                 (int) ceil (side * scale_y));
      cairo_surface_set_device_scale (masks[class], scale_x, scale_y);
      on = cairo_create (masks[class]);
      nn_style_text (style, on, text, side / 2.0, side / 2.0, 0.5, 0.5, 0, FIGURE, TRUE);
      cairo_destroy (on);
    }
  for (int i = 0; i < scatter->n; i++)
    if (is_there (scatter, i))
      {
        double x, y;

        nn_scatter_point (scatter, place, i, &x, &y);
        nn_style_set_color (cr, nn_class_ink (style, scatter->labels[i]), 1);
        cairo_mask_surface (cr, masks[scatter->labels[i]], round (x - side / 2.0),
                            round (y - side / 2.0));
      }
  for (int class = 0; class < NN_CLASS_COLORS; class++)
    cairo_surface_destroy (masks[class]);
}

/* For paper: figures that stay sharp, and are text. */
static void
draw_figures (const NnScatter      *scatter,
              const NnStyle        *style,
              cairo_t              *cr,
              const NnScatterPlace *place)
{
  for (int i = 0; i < scatter->n; i++)
    if (is_there (scatter, i))
      {
        char text[] = { (char) ('0' + scatter->labels[i]), '\0' };
        double x, y;

        nn_scatter_point (scatter, place, i, &x, &y);
        nn_style_text (style, cr, text, x, y, 0.5, 0.5, nn_class_ink (style, scatter->labels[i]),
                       FIGURE, TRUE);
      }
}

static void
draw_axes (const NnScatter *scatter,
           const NnStyle   *style,
           cairo_t         *cr,
           double           width,
           double           height)
{
  if (scatter->axes[0] != NULL)
    nn_style_text (style, cr, scatter->axes[0], width - 4, height - 2, 1, 1, style->text, 1, FALSE);
  if (scatter->axes[1] == NULL)
    return;
  cairo_save (cr);
  cairo_translate (cr, 2, 4);
  cairo_rotate (cr, -G_PI / 2);
  nn_style_text (style, cr, scatter->axes[1], 0, 0, 1, 0, style->text, 1, FALSE);
  cairo_restore (cr);
}

static gboolean
is_mistake (const NnScatter *scatter, int i)
{
  return is_there (scatter, i) && scatter->labels[i] != scatter->predicted[i];
}

static void
draw_rings (const NnScatter      *scatter,
            const NnStyle        *style,
            cairo_t              *cr,
            const NnScatterPlace *place,
            double                line)
{
  for (int i = 0; i < scatter->n; i++)
    if (is_mistake (scatter, i))
      {
        double x, y;

        nn_scatter_point (scatter, place, i, &x, &y);
        nn_scatter_ring (cr, style, x, y, style->mistake, line);
      }
}

void
nn_scatter_draw (const NnScatter *scatter,
                 const NnStyle   *style,
                 cairo_t         *cr,
                 double           width,
                 double           height)
{
  const NnScatterPlace place = nn_scatter_place (scatter, style, width, height);
  const cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));
  double low[2], high[2];
  int mistakes = 0;
  gboolean crowded;

  if (!find_range (scatter, low, high))
    {
      if (scatter->nothing != NULL)
        nn_style_text (style, cr, scatter->nothing, width / 2, height / 2, 0.5, 0.5, style->text, 1,
                       FALSE);
      return;
    }
  for (int i = 0; i < scatter->n; i++)
    mistakes += is_mistake (scatter, i);
  draw_axes (scatter, style, cr, width, height);
  /* Where nearly all are mistakes, as before training, the rings would hide the figures. */
  crowded = mistakes > scatter->n / 4;
  if (crowded)
    draw_rings (scatter, style, cr, &place, 0.3);
  if (type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF)
    draw_figures (scatter, style, cr, &place);
  else
    draw_masks (scatter, style, cr, &place);
  if (!crowded)
    draw_rings (scatter, style, cr, &place, 1.5);
}

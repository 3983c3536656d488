/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-scatter.h"

#include "render/nn-class-color.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_SIZE 220
#define NATURAL_SIZE 560
#define REACH 14.0                /* how near the pointer must come */
#define FIGURE 0.92               /* size of a point's figure, in the style's font */

struct _ImagetteScatter
{
  ImagetteCellCanvas parent_instance;

  float *points;                  /* [n][2] */
  guint8 *labels, *predicted;     /* [n] */
  int n;
  double low[2], high[2];         /* of the points */
  char *axes[2];
  int chosen;
};

enum { POINT_HOVERED, POINT_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteScatter, imagette_scatter, IMAGETTE_TYPE_CELL_CANVAS)

/* Geometry */

typedef struct
{
  double scale, x, y;             /* of the origin of the points */
} Place;

static double
margin (const NnStyle *style)
{
  return ceil (1.8 * style->font_size);
}

static Place
place_in (ImagetteScatter *self, const NnStyle *style, double width, double height)
{
  double edge = margin (style);
  double w = MAX (self->high[0] - self->low[0], 1e-6), h = MAX (self->high[1] - self->low[1], 1e-6);
  Place place;

  place.scale = MIN ((width - 2 * edge) / w, (height - 2 * edge) / h);
  place.x = width / 2 - place.scale * (self->low[0] + self->high[0]) / 2;
  place.y = height / 2 + place.scale * (self->low[1] + self->high[1]) / 2;
  return place;
}

static Place
place_now (ImagetteScatter *self)
{
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  return place_in (self, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                   gtk_widget_get_height (GTK_WIDGET (self)));
}

static void
point_at (ImagetteScatter *self, const Place *place, int i, double *x, double *y)
{
  *x = place->x + place->scale * (double) self->points[2 * i];
  *y = place->y - place->scale * (double) self->points[2 * i + 1];
}

static void
imagette_scatter_measure (GtkWidget      *widget,
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

/* Painting */

static gboolean
is_mistake (ImagetteScatter *self, int i)
{
  return self->labels[i] != self->predicted[i];
}

static void
ring (cairo_t *cr, const NnStyle *style, double x, double y, guint32 color, double width)
{
  cairo_arc (cr, x, y, 0.8 * style->font_size, 0, 2 * G_PI);
  cairo_set_line_width (cr, width);
  nn_style_set_color (cr, color, 1);
  cairo_stroke (cr);
}

/* Ten masks, painted two thousand times: laying out each figure anew takes 30 ms. */
static void
paint_points (ImagetteScatter *self, cairo_t *cr, const NnStyle *style, const Place *place)
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
  for (int i = 0; i < self->n; i++)
    {
      double x, y;

      point_at (self, place, i, &x, &y);
      nn_style_set_color (cr, nn_class_ink (style, self->labels[i]), 1);
      cairo_mask_surface (cr, masks[self->labels[i]], round (x - side / 2.0),
                          round (y - side / 2.0));
    }
  for (int class = 0; class < NN_CLASS_COLORS; class++)
    cairo_surface_destroy (masks[class]);
  for (int i = 0; i < self->n; i++)
    if (is_mistake (self, i))
      {
        double x, y;

        point_at (self, place, i, &x, &y);
        ring (cr, style, x, y, style->mistake, 1.5);
      }
}

static void
imagette_scatter_paint (ImagetteCanvas *canvas,
                        cairo_t        *cr,
                        const NnStyle  *style,
                        double          width,
                        double          height)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  Place place;

  if (self->n == 0)
    {
      nn_style_text (style, cr, _("not computed yet"), width / 2, height / 2, 0.5, 0.5, style->text,
                     1, FALSE);
      return;
    }
  place = place_in (self, style, width, height);
  if (self->axes[0] != NULL)
    nn_style_text (style, cr, self->axes[0], width - 4, height - 2, 1, 1, style->text, 1, FALSE);
  if (self->axes[1] != NULL)
    {
      cairo_save (cr);
      cairo_translate (cr, 2, 4);
      cairo_rotate (cr, -G_PI / 2);
      nn_style_text (style, cr, self->axes[1], 0, 0, 1, 0, style->text, 1, FALSE);
      cairo_restore (cr);
    }
  paint_points (self, cr, style, &place);
}

static void
imagette_scatter_paint_over (ImagetteCanvas *canvas,
                             cairo_t        *cr,
                             const NnStyle  *style,
                             double          width,
                             double          height)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  Place place = place_in (self, style, width, height);
  const int marked[] = { self->chosen, imagette_scatter_get_hovered (self) };

  for (int k = 0; k < 2; k++)
    if (marked[k] >= 0 && marked[k] < self->n)
      {
        double x, y;

        point_at (self, &place, marked[k], &x, &y);
        ring (cr, style, x, y, style->select, k == 0 ? 4 : 3);
      }
}

static char *
imagette_scatter_describe (ImagetteCanvas *canvas)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  int i = imagette_scatter_get_hovered (self), mistakes = 0;

  if (self->n == 0)
    return g_strdup (_("not computed yet"));
  i = i >= 0 ? i : self->chosen;
  if (i >= 0 && i < self->n)
    return is_mistake (self, i) ? g_strdup_printf (_("digit %d, a %d, read as %d"), i,
                                                   self->labels[i], self->predicted[i])
                                : g_strdup_printf (_("digit %d, a %d"), i, self->labels[i]);
  for (i = 0; i < self->n; i++)
    mistakes += is_mistake (self, i);
  return g_strdup_printf (ngettext ("%d digits, %d mistake", "%d digits, %d mistakes",
                                    (gulong) mistakes), self->n, mistakes);
}

/* Points as cells: one row of them */

static int
nearest (ImagetteScatter *self, double x, double y)
{
  Place place = place_now (self);
  double best = REACH * REACH;
  int found = -1;

  for (int i = 0; i < self->n; i++)
    {
      double px, py, distance;

      point_at (self, &place, i, &px, &py);
      distance = (px - x) * (px - x) + (py - y) * (py - y);
      if (distance < best)
        {
          best = distance;
          found = i;
        }
    }
  return found;
}

/* The nearest point within 45° of a direction (screen: down is positive). */
static int
beside (ImagetteScatter *self, int from, int down, int right)
{
  Place place = place_now (self);
  double x, y, best = INFINITY;
  int found = from;

  point_at (self, &place, from, &x, &y);
  for (int i = 0; i < self->n; i++)
    {
      double px, py, along, across;

      point_at (self, &place, i, &px, &py);
      along = (px - x) * right + (py - y) * down;
      across = fabs ((px - x) * down - (py - y) * right);
      if (along > 0 && across <= along && along + across < best)
        {
          best = along + across;
          found = i;
        }
    }
  return found;
}

static void
imagette_scatter_get_size (ImagetteCellCanvas *canvas, int *n_rows, int *n_columns)
{
  *n_rows = 1;
  *n_columns = IMAGETTE_SCATTER (canvas)->n;
}

static gboolean
imagette_scatter_cell_at (ImagetteCellCanvas *canvas, double x, double y, int *row, int *column)
{
  *row = 0;
  *column = nearest (IMAGETTE_SCATTER (canvas), x, y);
  return *column >= 0;
}

static void
imagette_scatter_begin (ImagetteCellCanvas *canvas, int *row, int *column)
{
  *row = 0;
  *column = MAX (IMAGETTE_SCATTER (canvas)->chosen, 0);
}

static void
imagette_scatter_step (ImagetteCellCanvas *canvas, int down, int right, int *row, int *column)
{
  *column = beside (IMAGETTE_SCATTER (canvas), *column, down, right);
}

static void
imagette_scatter_hovered (ImagetteCellCanvas *canvas, int row, int column)
{
  g_signal_emit (canvas, signals[POINT_HOVERED], 0, column);
}

static void
imagette_scatter_activated (ImagetteCellCanvas *canvas, int row, int column)
{
  g_signal_emit (canvas, signals[POINT_ACTIVATED], 0, column);
}

static void
imagette_scatter_finalize (GObject *object)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (object);

  g_free (self->points);
  g_free (self->labels);
  g_free (self->predicted);
  g_free (self->axes[0]);
  g_free (self->axes[1]);
  G_OBJECT_CLASS (imagette_scatter_parent_class)->finalize (object);
}

static void
imagette_scatter_class_init (ImagetteScatterClass *class)
{
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  ImagetteCellCanvasClass *cell_class = IMAGETTE_CELL_CANVAS_CLASS (class);
  static const char *const names[N_SIGNALS] = { "point-hovered", "point-activated" };

  G_OBJECT_CLASS (class)->finalize = imagette_scatter_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_scatter_measure;
  canvas_class->paint = imagette_scatter_paint;
  canvas_class->paint_over = imagette_scatter_paint_over;
  canvas_class->describe = imagette_scatter_describe;
  cell_class->get_size = imagette_scatter_get_size;
  cell_class->cell_at = imagette_scatter_cell_at;
  cell_class->begin = imagette_scatter_begin;
  cell_class->step = imagette_scatter_step;
  cell_class->hovered = imagette_scatter_hovered;
  cell_class->activated = imagette_scatter_activated;
  for (int i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], IMAGETTE_TYPE_SCATTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
imagette_scatter_init (ImagetteScatter *self)
{
  self->chosen = -1;
}

GtkWidget *
imagette_scatter_new (void)
{
  return g_object_new (IMAGETTE_TYPE_SCATTER, NULL);
}

/* Content */

static void
find_range (ImagetteScatter *self)
{
  for (int axis = 0; axis < 2; axis++)
    {
      self->low[axis] = INFINITY;
      self->high[axis] = -INFINITY;
      for (int i = 0; i < self->n; i++)
        if (isfinite (self->points[2 * i + axis]))
          {
            self->low[axis] = MIN (self->low[axis], (double) self->points[2 * i + axis]);
            self->high[axis] = MAX (self->high[axis], (double) self->points[2 * i + axis]);
          }
      if (self->low[axis] > self->high[axis])
        self->low[axis] = self->high[axis] = 0;
    }
}

void
imagette_scatter_set_points (ImagetteScatter *self,
                             const float     *points,
                             const guint8    *labels,
                             const guint8    *predicted,
                             int              n)
{
  gsize size = (gsize) MAX (n, 0);

  g_return_if_fail (IMAGETTE_IS_SCATTER (self));
  g_return_if_fail (n == 0 || (n > 0 && points != NULL && labels != NULL && predicted != NULL));

  if (n == self->n
      && (n == 0
          || (memcmp (points, self->points, 2 * size * sizeof *points) == 0
              && memcmp (labels, self->labels, size) == 0
              && memcmp (predicted, self->predicted, size) == 0)))
    return;
  g_free (self->points);
  g_free (self->labels);
  g_free (self->predicted);
  self->points = g_memdup2 (points, 2 * size * sizeof *points);
  self->labels = g_memdup2 (labels, size);
  self->predicted = g_memdup2 (predicted, size);
  self->n = n;
  find_range (self);
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_scatter_set_axes (ImagetteScatter *self, const char *x, const char *y)
{
  const char *const texts[] = { x, y };

  g_return_if_fail (IMAGETTE_IS_SCATTER (self));

  if (g_strcmp0 (x, self->axes[0]) == 0 && g_strcmp0 (y, self->axes[1]) == 0)
    return;
  for (int axis = 0; axis < 2; axis++)
    {
      g_free (self->axes[axis]);
      self->axes[axis] = g_strdup (texts[axis]);
    }
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_scatter_set_chosen (ImagetteScatter *self, int i)
{
  g_return_if_fail (IMAGETTE_IS_SCATTER (self));

  if (self->chosen == i)
    return;
  self->chosen = i;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

int
imagette_scatter_get_hovered (ImagetteScatter *self)
{
  int i;

  g_return_val_if_fail (IMAGETTE_IS_SCATTER (self), -1);
  imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), NULL, &i);
  return i;
}

void
imagette_scatter_get_place (ImagetteScatter *self, int i, double *x, double *y)
{
  Place place;

  g_return_if_fail (IMAGETTE_IS_SCATTER (self));
  g_return_if_fail (i >= 0 && i < self->n);

  place = place_now (self);
  point_at (self, &place, i, x, y);
}

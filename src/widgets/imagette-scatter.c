/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-scatter.h"

#include "render/nn-scatter.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_SIZE 220
#define NATURAL_SIZE 560
#define REACH 14.0                /* how near the pointer must come */

struct _ImagetteScatter
{
  ImagetteCellCanvas parent_instance;

  float *points;                  /* [n][2] */
  guint8 *labels, *predicted;     /* [n] */
  int n;
  char *axes[2], *why;            /* why: there are no points */
  int chosen;
};

enum { POINT_HOVERED, POINT_ACTIVATED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteScatter, imagette_scatter, IMAGETTE_TYPE_CELL_CANVAS)

/* Geometry */

static NnScatter
get_scatter (ImagetteScatter *self)
{
  return (NnScatter) {
    .points = self->points,
    .labels = self->labels,
    .predicted = self->predicted,
    .n = self->n,
    .axes = { self->axes[0], self->axes[1] },
  };
}

static NnScatterPlace
place_now (ImagetteScatter *self)
{
  const NnScatter scatter = get_scatter (self);
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  return nn_scatter_place (&scatter, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                           gtk_widget_get_height (GTK_WIDGET (self)));
}

static void
point_at (ImagetteScatter *self, const NnScatterPlace *place, int i, double *x, double *y)
{
  const NnScatter scatter = get_scatter (self);

  nn_scatter_point (&scatter, place, i, x, y);
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

static const char *
why_empty (ImagetteScatter *self)
{
  return self->why != NULL ? self->why : _("not computed yet");
}

static gboolean
is_mistake (ImagetteScatter *self, int i)
{
  return self->labels[i] != self->predicted[i];
}

static void
imagette_scatter_paint (ImagetteCanvas *canvas,
                        cairo_t        *cr,
                        const NnStyle  *style,
                        double          width,
                        double          height)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  NnScatter scatter = get_scatter (self);

  scatter.nothing = self->n == 0 ? why_empty (self) : _("not a number");
  nn_scatter_draw (&scatter, style, cr, width, height);
}

static void
imagette_scatter_paint_over (ImagetteCanvas *canvas,
                             cairo_t        *cr,
                             const NnStyle  *style,
                             double          width,
                             double          height)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  const NnScatter scatter = get_scatter (self);
  const NnScatterPlace place = nn_scatter_place (&scatter, style, width, height);
  const int marked[] = { self->chosen, imagette_scatter_get_hovered (self) };

  for (int k = 0; k < 2; k++)
    if (marked[k] >= 0 && marked[k] < self->n)
      {
        double x, y;

        point_at (self, &place, marked[k], &x, &y);
        nn_scatter_ring (cr, style, x, y, style->select, k == 0 ? 4 : 3);
      }
}

static char *
imagette_scatter_describe (ImagetteCanvas *canvas)
{
  ImagetteScatter *self = IMAGETTE_SCATTER (canvas);
  int i = imagette_scatter_get_hovered (self), mistakes = 0;

  if (self->n == 0)
    return g_strdup (why_empty (self));
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
  NnScatterPlace place = place_now (self);
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
  NnScatterPlace place = place_now (self);
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
  g_free (self->why);
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
imagette_scatter_set_empty (ImagetteScatter *self, const char *why)
{
  g_return_if_fail (IMAGETTE_IS_SCATTER (self));

  if (g_strcmp0 (self->why, why) == 0)
    return;
  g_free (self->why);
  self->why = g_strdup (why);
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
  NnScatterPlace place;

  g_return_if_fail (IMAGETTE_IS_SCATTER (self));
  g_return_if_fail (i >= 0 && i < self->n);

  place = place_now (self);
  point_at (self, &place, i, x, y);
}

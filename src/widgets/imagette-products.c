/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-products.h"

#include "render/nn-tile.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MIN_WIDTH 4.4             /* font sizes a cell: "0.53·(−0.16)" at three quarters */
#define MIN_HEIGHT 1.7
#define TWO_LINES 2.7             /* from this height on the product has a line of its own */
#define TINT 0.45                 /* of the largest product */

struct _ImagetteProducts
{
  ImagetteCanvas parent_instance;

  float inputs[IMAGETTE_PRODUCTS_MAX], weights[IMAGETTE_PRODUCTS_MAX];
  int rows, columns;
};

G_DEFINE_FINAL_TYPE (ImagetteProducts, imagette_products, IMAGETTE_TYPE_CANVAS)

static double
product (ImagetteProducts *self, int i)
{
  return (double) self->inputs[i] * (double) self->weights[i];
}

static char *
factors (ImagetteProducts *self, int i)
{
  g_autofree char *input = imagette_line_figure_number ((double) self->inputs[i]);
  g_autofree char *weight = imagette_line_figure_number ((double) self->weights[i]);

  /* A sign does not stand behind the dot. */
  return g_strdup_printf (self->weights[i] < 0 ? "%s · (%s)" : "%s · %s", input, weight);
}

static void
paint_cell (ImagetteProducts *self, cairo_t *cr, const NnStyle *style, int i, double largest,
            double x, double y, double width, double height)
{
  g_autofree char *text = factors (self, i);
  double value = product (self, i);
  guint32 tint = value < 0 ? style->accent : style->select;
  double amount = largest > 0 ? TINT * fabs (value) / largest : 0;
  gboolean two = height >= TWO_LINES * style->font_size;

  cairo_rectangle (cr, x + 1.5, y + 1.5, width - 3, height - 3);
  nn_style_set_color (cr, nn_style_mix (style->empty, tint, amount), 1);
  cairo_fill (cr);
  nn_style_text_in (style, cr, text, x, y + (two ? 0.06 : 0) * height, width,
                    two ? height / 2 : height, style->text, 1, FALSE);
  if (two)
    {
      g_autofree char *number = imagette_line_figure_number (value);

      nn_style_text_in (style, cr, number, x, y + 0.45 * height, width, height / 2, style->text, 1,
                        TRUE);
    }
}

static double
find_largest (ImagetteProducts *self)
{
  double largest = 0;

  for (int i = 0; i < self->rows * self->columns; i++)
    largest = MAX (largest, fabs (product (self, i)));
  return largest;
}

static void
imagette_products_paint (ImagetteCanvas *canvas,
                         cairo_t        *cr,
                         const NnStyle  *style,
                         double          width,
                         double          height)
{
  ImagetteProducts *self = IMAGETTE_PRODUCTS (canvas);
  double largest = find_largest (self);

  for (int i = 0; i < self->rows * self->columns; i++)
    paint_cell (self, cr, style, i, largest, i % self->columns * width / self->columns,
                i / self->columns * height / self->rows, width / self->columns,
                height / self->rows);
}

static char *
imagette_products_describe (ImagetteCanvas *canvas)
{
  ImagetteProducts *self = IMAGETTE_PRODUCTS (canvas);
  g_autofree char *number = NULL;
  double sum = 0;

  for (int i = 0; i < self->rows * self->columns; i++)
    sum += product (self, i);
  number = imagette_line_figure_number (sum);
  return g_strdup_printf (_("%d products, together %s"), self->rows * self->columns, number);
}

static void
imagette_products_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  ImagetteProducts *self = IMAGETTE_PRODUCTS (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  double least = across ? self->columns * MIN_WIDTH : self->rows * MIN_HEIGHT;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ceil (least * style.font_size);
  *natural = across ? *minimum : (int) ceil (self->rows * (TWO_LINES + 0.1) * style.font_size);
}

static void
imagette_products_class_init (ImagetteProductsClass *class)
{
  GTK_WIDGET_CLASS (class)->measure = imagette_products_measure;
  IMAGETTE_CANVAS_CLASS (class)->paint = imagette_products_paint;
  IMAGETTE_CANVAS_CLASS (class)->describe = imagette_products_describe;
}

static void
imagette_products_init (ImagetteProducts *self)
{
}

GtkWidget *
imagette_products_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PRODUCTS, NULL);
}

void
imagette_products_set (ImagetteProducts *self,
                       const float      *inputs,
                       const float      *weights,
                       int               rows,
                       int               columns)
{
  g_return_if_fail (IMAGETTE_IS_PRODUCTS (self));
  g_return_if_fail (rows * columns <= IMAGETTE_PRODUCTS_MAX);

  if (rows != self->rows || columns != self->columns)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  self->rows = rows;
  self->columns = columns;
  memcpy (self->inputs, inputs, sizeof *inputs * (gsize) (rows * columns));
  memcpy (self->weights, weights, sizeof *weights * (gsize) (rows * columns));
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

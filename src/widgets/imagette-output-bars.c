/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-output-bars.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "render/nn-bars.h"

#define MIN_WIDTH_EM 12
#define NATURAL_WIDTH_EM 16
#define COMPACT_WIDTH_EM 9.4

struct _ImagetteOutputBars
{
  ImagetteCanvas parent_instance;

  NnBars bars;
  char *empty_text;               /* NULL: the usual one */
};

G_DEFINE_FINAL_TYPE (ImagetteOutputBars, imagette_output_bars, IMAGETTE_TYPE_CANVAS)

/* The sign beside a mistake: never by colour alone. It stands where the painter
 * puts the dot of the true class. */
static void
draw_cross (cairo_t *cr, const NnStyle *style, double y)
{
  double x = 1.6 * style->font_size, arm = 0.24 * style->font_size;

  nn_style_set_color (cr, style->mistake, 1);
  cairo_set_line_width (cr, MAX (2, style->font_size / 6));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x - arm, y - arm);
  cairo_line_to (cr, x + arm, y + arm);
  cairo_move_to (cr, x - arm, y + arm);
  cairo_line_to (cr, x + arm, y - arm);
  cairo_stroke (cr);
}

static void
imagette_output_bars_paint (ImagetteCanvas *canvas,
                            cairo_t        *cr,
                            const NnStyle  *style,
                            double          width,
                            double          height)
{
  NnBars *bars = &IMAGETTE_OUTPUT_BARS (canvas)->bars;

  nn_bars_draw (bars, style, cr, width, height);
  if (nn_bars_have_answer (bars) && bars->label >= 0 && bars->best != bars->label)
    draw_cross (cr, style, (bars->best + 0.5) * height / NN_BARS_CLASSES);
}

void
imagette_output_bars_set_compact (ImagetteOutputBars *self,
                                  gboolean            compact)
{
  g_return_if_fail (IMAGETTE_IS_OUTPUT_BARS (self));

  if (self->bars.compact == compact)
    return;
  self->bars.compact = compact;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

char *
imagette_output_bars_describe (ImagetteOutputBars *self)
{
  const NnBars *bars;
  GString *text;

  g_return_val_if_fail (IMAGETTE_IS_OUTPUT_BARS (self), NULL);

  bars = &self->bars;
  if (!bars->known)
    return g_strdup (self->empty_text != NULL ? self->empty_text : _("not computed yet"));
  if (!nn_bars_have_answer (bars))
    return g_strdup (_("the outputs are no numbers"));
  text = g_string_new (NULL);
  g_string_append_printf (text, _("%d with %.1f %%, then %d with %.1f %%"), bars->best,
                          100.0 * bars->values[bars->best], bars->second,
                          100.0 * bars->values[bars->second]);
  if (bars->label >= 0)
    {
      g_string_append (text, "; ");
      g_string_append_printf (text,
                              bars->label == bars->best ? _("right, it is a %d")
                                                        : _("mistaken, it is a %d"),
                              bars->label);
    }
  return g_string_free (text, FALSE);
}

static char *
imagette_output_bars_speak (ImagetteCanvas *canvas)
{
  return imagette_output_bars_describe (IMAGETTE_OUTPUT_BARS (canvas));
}

static void
imagette_output_bars_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  NnStyle style;

  imagette_look_init_style (widget, &style);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) ceil (MIN_WIDTH_EM * style.font_size);
      *natural = (int) ceil (NATURAL_WIDTH_EM * style.font_size);
      if (IMAGETTE_OUTPUT_BARS (widget)->bars.compact)
        *minimum = *natural = (int) ceil (COMPACT_WIDTH_EM * style.font_size);
    }
  else
    {
      *natural = (int) nn_bars_natural_height (&style);
      *minimum = *natural * 3 / 4;
    }
}

static void
imagette_output_bars_finalize (GObject *object)
{
  g_free (IMAGETTE_OUTPUT_BARS (object)->empty_text);

  G_OBJECT_CLASS (imagette_output_bars_parent_class)->finalize (object);
}

static void
imagette_output_bars_class_init (ImagetteOutputBarsClass *class)
{
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  canvas_class->paint = imagette_output_bars_paint;
  canvas_class->describe = imagette_output_bars_speak;
  GTK_WIDGET_CLASS (class)->measure = imagette_output_bars_measure;
  G_OBJECT_CLASS (class)->finalize = imagette_output_bars_finalize;
}

static void
imagette_output_bars_init (ImagetteOutputBars *self)
{
  nn_bars_init (&self->bars);
}

GtkWidget *
imagette_output_bars_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OUTPUT_BARS, NULL);
}

static int
best_but (const float *values, int but)
{
  int best = -1;

  for (int c = 0; c < NN_BARS_CLASSES; c++)
    if (c != but && (best < 0 || values[c] > values[best]))
      best = c;
  return best;
}

void
imagette_output_bars_set_values (ImagetteOutputBars *self, const float *probabilities, int label)
{
  NnBars *bars;
  gboolean compact;

  g_return_if_fail (IMAGETTE_IS_OUTPUT_BARS (self));
  g_return_if_fail (label >= -1 && label < NN_BARS_CLASSES);

  bars = &self->bars;
  if (bars->known == (probabilities != NULL) && bars->label == label
      && (probabilities == NULL
          || memcmp (bars->values, probabilities, sizeof bars->values) == 0))
    return;
  compact = bars->compact;
  nn_bars_init (bars);
  bars->compact = compact;
  bars->label = label;
  if (probabilities != NULL)
    {
      memcpy (bars->values, probabilities, sizeof bars->values);
      bars->known = TRUE;
      bars->best = best_but (probabilities, -1);
      bars->second = best_but (probabilities, bars->best);
    }
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_output_bars_set_empty_text (ImagetteOutputBars *self, const char *text)
{
  g_return_if_fail (IMAGETTE_IS_OUTPUT_BARS (self));

  if (g_strcmp0 (text, self->empty_text) == 0)
    return;
  g_free (self->empty_text);
  self->empty_text = g_strdup (text);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

const float *
imagette_output_bars_get_values (ImagetteOutputBars *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUTPUT_BARS (self), NULL);

  return self->bars.known ? self->bars.values : NULL;
}

int
imagette_output_bars_get_guess (ImagetteOutputBars *self, int k)
{
  g_return_val_if_fail (IMAGETTE_IS_OUTPUT_BARS (self), -1);
  g_return_val_if_fail (k == 0 || k == 1, -1);

  return k == 0 ? self->bars.best : self->bars.second;
}

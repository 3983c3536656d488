/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-tally.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define N IMAGETTE_TALLY_DIGITS
#define TEXT_EM 1.3               /* of the line with the counts */
#define BARS_EM 1.3               /* of the columns */
#define MIN_COLUMN_EM 1.5

struct _ImagetteTally
{
  ImagetteCanvas parent_instance;

  guint counts[N];
  int answer;
};

G_DEFINE_FINAL_TYPE (ImagetteTally, imagette_tally, IMAGETTE_TYPE_CANVAS)

static guint
largest (const guint *counts)
{
  guint most = 0;

  for (int d = 0; d < N; d++)
    most = MAX (most, counts[d]);
  return most;
}

static void
imagette_tally_paint (ImagetteCanvas *canvas,
                      cairo_t        *cr,
                      const NnStyle  *style,
                      double          width,
                      double          height)
{
  ImagetteTally *self = IMAGETTE_TALLY (canvas);
  const double column = width / N, text = TEXT_EM * style->font_size;
  const guint most = MAX (largest (self->counts), 1);

  for (int d = 0; d < N; d++)
    {
      const gboolean answer = d == self->answer;
      const double part = (double) self->counts[d] / most;
      const double bar = MAX (2, part * (height - text));
      g_autofree char *count = g_strdup_printf (answer ? "%u ✓" : "%u", self->counts[d]);

      nn_style_set_color (cr, answer ? style->accent
                              : self->counts[d] > 0 ? style->dim : style->empty, 1);
      cairo_rectangle (cr, d * column + 3, height - bar, column - 6, bar);
      cairo_fill (cr);
      if (self->counts[d] > 0 || answer)
        nn_style_text_in (style, cr, count, d * column + 1, height - bar - text, column - 2, text,
                          style->text, 1, answer);
    }
}

char *
imagette_tally_describe (ImagetteTally *self)
{
  GString *text;

  g_return_val_if_fail (IMAGETTE_IS_TALLY (self), NULL);

  text = g_string_new (NULL);
  for (int d = 0; d < N; d++)
    if (self->counts[d] > 0)
      /* Translators: spoken: a digit, and how many votes it has, or how often it is there. */
      g_string_append_printf (text, _("%s%d: %u"), text->len > 0 ? ", " : "", d, self->counts[d]);
  if (text->len == 0)
    g_string_append (text, _("none yet"));
  if (self->answer >= 0)
    g_string_append_printf (text, _("; the answer is %d"), self->answer);
  return g_string_free (text, FALSE);
}

static char *
imagette_tally_speak (ImagetteCanvas *canvas)
{
  return imagette_tally_describe (IMAGETTE_TALLY (canvas));
}

static void
imagette_tally_measure (GtkWidget      *widget,
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
    *minimum = *natural = (int) ceil (N * MIN_COLUMN_EM * style.font_size);
  else
    *minimum = *natural = (int) ceil ((TEXT_EM + BARS_EM) * style.font_size);
}

static void
imagette_tally_class_init (ImagetteTallyClass *class)
{
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  canvas_class->paint = imagette_tally_paint;
  canvas_class->describe = imagette_tally_speak;
  GTK_WIDGET_CLASS (class)->measure = imagette_tally_measure;
}

static void
imagette_tally_init (ImagetteTally *self)
{
  self->answer = -1;
}

GtkWidget *
imagette_tally_new (void)
{
  return g_object_new (IMAGETTE_TYPE_TALLY, NULL);
}

void
imagette_tally_set (ImagetteTally *self,
                    const guint   *counts,
                    int            answer)
{
  g_return_if_fail (IMAGETTE_IS_TALLY (self) && counts != NULL);
  g_return_if_fail (answer >= -1 && answer < N);

  if (memcmp (counts, self->counts, sizeof self->counts) == 0 && answer == self->answer)
    return;
  memcpy (self->counts, counts, sizeof self->counts);
  self->answer = answer;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

int
imagette_tally_get_answer (ImagetteTally *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TALLY (self), -1);
  return self->answer;
}

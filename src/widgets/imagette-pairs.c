/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-pairs.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagettePairs
{
  ImagetteCanvas parent_instance;

  NnPairs pairs;                  /* its strings are owned */
  char *names[2];
};

G_DEFINE_FINAL_TYPE (ImagettePairs, imagette_pairs, IMAGETTE_TYPE_CANVAS)

static void
clear (ImagettePairs *self)
{
  g_free ((char *) self->pairs.title);
  g_free ((char *) self->pairs.x_label);
  g_free ((char *) self->pairs.empty);
  for (int i = 0; i < self->pairs.n; i++)
    g_free ((char *) self->pairs.labels[i]);
  g_clear_pointer (&self->names[0], g_free);
  g_clear_pointer (&self->names[1], g_free);
  self->pairs = (NnPairs) { 0 };
}

static void
imagette_pairs_paint (ImagetteCanvas *canvas,
                      cairo_t        *cr,
                      const NnStyle  *style,
                      double          width,
                      double          height)
{
  nn_pairs_draw (&IMAGETTE_PAIRS (canvas)->pairs, style, cr, width, height);
}

static char *
imagette_pairs_describe (ImagetteCanvas *canvas)
{
  const ImagettePairs *self = IMAGETTE_PAIRS (canvas);
  GString *text = g_string_new (self->pairs.n == 0 ? self->pairs.empty : NULL);

  for (int i = 0; i < self->pairs.n; i++)
    /* Translators: behind "; " or nothing: what it is of, and two names with their numbers */
    g_string_append_printf (text, _("%s%s: %s %.2f, %s %.2f"), i > 0 ? "; " : "",
                            self->pairs.labels[i], self->names[0], self->pairs.values[i][0],
                            self->names[1], self->pairs.values[i][1]);
  return g_string_free (text, FALSE);
}

static void
imagette_pairs_finalize (GObject *object)
{
  clear (IMAGETTE_PAIRS (object));

  G_OBJECT_CLASS (imagette_pairs_parent_class)->finalize (object);
}

static void
imagette_pairs_class_init (ImagettePairsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_pairs_finalize;
  IMAGETTE_CANVAS_CLASS (class)->paint = imagette_pairs_paint;
  IMAGETTE_CANVAS_CLASS (class)->describe = imagette_pairs_describe;
}

static void
imagette_pairs_init (ImagettePairs *self)
{
}

GtkWidget *
imagette_pairs_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PAIRS, NULL);
}

void
imagette_pairs_set (ImagettePairs     *self,
                    const NnPairs     *pairs,
                    const char *const  names[2])
{
  g_return_if_fail (IMAGETTE_IS_PAIRS (self) && pairs != NULL && names != NULL);

  clear (self);
  self->pairs = *pairs;
  self->pairs.title = g_strdup (pairs->title);
  self->pairs.x_label = g_strdup (pairs->x_label);
  self->pairs.empty = g_strdup (pairs->empty);
  for (int i = 0; i < pairs->n; i++)
    self->pairs.labels[i] = g_strdup (pairs->labels[i]);
  for (int k = 0; k < 2; k++)
    self->names[k] = g_strdup (names[k]);
  imagette_canvas_set_title (IMAGETTE_CANVAS (self), pairs->title);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

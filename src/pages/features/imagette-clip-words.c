/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-clip-words.h"

#include "nn/nn-hands.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

int
imagette_clip_layer (const NnClipLesson *lesson)
{
  NnNetwork *network = lesson->halves[NN_CLIP_WITH].network;

  return (int) (nn_network_find_layer (network, "c1") - nn_network_get_layers (network, NULL));
}

gboolean
imagette_clip_is_clipped (const NnClipLesson *lesson,
                          NnClipSide          side,
                          int                 map)
{
  return side == NN_CLIP_WITH
         && nn_filter_is_clipped (lesson->halves[side].network, imagette_clip_layer (lesson), map,
                                  lesson->spec.training.hyper.rms_clip);
}

float
imagette_clip_max (const NnClipLesson *lesson)
{
  float max = 0;

  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
      {
        NnFilter filter;

        nn_filter_get (&filter, lesson->halves[side].network, NULL, imagette_clip_layer (lesson),
                       map);
        for (int i = 0; i < filter.n; i++)
          max = fmaxf (max, fabsf (filter.weights[i]));
      }
  return max;
}

static void
append_diverged (GString            *text,
                 const NnClipLesson *lesson)
{
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      guint64 update = lesson->halves[side].diverged;
      g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, update);

      if (update > 0)
        g_string_append_printf (text, side == NN_CLIP_WITH
                                        ? _("With the clip the loss is no number any more from batch "
                                            "%s on: the rate is too high. ")
                                        : _("Without the clip the loss is no number any more from "
                                            "batch %s on: the rate is too high. "),
                                number);
    }
}

static void
append_sizes (GString            *text,
              const NnClipLesson *lesson)
{
  int layer = imagette_clip_layer (lesson), clipped = 0;
  double smallest[NN_CLIP_N_HALVES], largest[NN_CLIP_N_HALVES];
  g_autofree char *with = NULL, *without = NULL, *radius = NULL;

  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      smallest[side] = INFINITY;
      largest[side] = 0;
      for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
        {
          double rms = nn_filter_rms (lesson->halves[side].network, layer, map);

          smallest[side] = fmin (smallest[side], rms);
          largest[side] = fmax (largest[side], rms);
          clipped += imagette_clip_is_clipped (lesson, (NnClipSide) side, map);
        }
    }
  without = imagette_words_number (largest[NN_CLIP_WITHOUT] / smallest[NN_CLIP_WITHOUT], 1);
  with = imagette_words_number (largest[NN_CLIP_WITH] / smallest[NN_CLIP_WITH], 1);
  radius = imagette_words_number ((double) lesson->spec.training.hyper.rms_clip, 2);
  g_string_append_printf (text, _("The largest filter is %s times the smallest without the clip, "
                                  "%s times with it: none goes beyond %s there. "),
                          without, with, radius);
  /* Translators: the first number counts clipped filters, the second one all filters. */
  g_string_append_printf (text, ngettext ("The last batch clipped %d of %d. ",
                                          "The last batch clipped %d of %d. ",
                                          (gulong) clipped), clipped, IMAGETTE_CLIP_FILTERS);
}

static void
append_dead (GString            *text,
             const NnClipLesson *lesson)
{
  int dead[NN_CLIP_N_HALVES] = { 0 };

  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
      dead[side] += nn_strongest_get_state (lesson->halves[side].c1, map) == NN_MAP_DEAD;
  if (dead[NN_CLIP_WITHOUT] + dead[NN_CLIP_WITH] == 0)
    g_string_append (text, _("No filter is dead. "));
  else
    g_string_append_printf (text, _("Dead filters: %d without the clip, %d with it. "),
                            dead[NN_CLIP_WITHOUT], dead[NN_CLIP_WITH]);
}

static void
append_accuracy (GString            *text,
                 const NnClipLesson *lesson)
{
  const NnEvaluation *without = lesson->halves[NN_CLIP_WITHOUT].evaluation;
  const NnEvaluation *with = lesson->halves[NN_CLIP_WITH].evaluation;
  int more = (int) with->correct - (int) without->correct;

  if (more == 0)
    g_string_append (text, _("Both read as many test digits right."));
  else if (more > 0)
    g_string_append_printf (text, ngettext ("With the clip %d more test digit is read right.",
                                            "With the clip %d more test digits are read right.",
                                            (gulong) more), more);
  else
    g_string_append_printf (text, ngettext ("With the clip %d fewer test digit is read right.",
                                            "With the clip %d fewer test digits are read right.",
                                            (gulong) -more), -more);
}

char *
imagette_clip_words (const NnClipLesson *lesson)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (lesson != NULL, NULL);

  append_diverged (text, lesson);
  if (lesson->update == 0)
    g_string_append (text, _("Both start from the same weights, and will see the same digits in the "
                             "same order."));
  else if (text->len == 0)
    append_sizes (text, lesson);
  if (lesson->finished)
    {
      append_dead (text, lesson);
      append_accuracy (text, lesson);
    }
  return g_string_free (text, FALSE);
}

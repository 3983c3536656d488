/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-words.h"

#include "render/nn-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
imagette_words_moment (const NnPlace *place)
{
  g_autofree char *update = NULL;

  if (place->update == 0)
    return g_strdup (_("the start"));
  if (place->position == 0)
    return g_strdup_printf (_("epoch %u"), place->epoch);
  update = imagette_words_number ((double) place->update, 0);
  return g_strdup_printf (_("batch %s"), update);
}

gboolean
imagette_words_is_answer (const NnActivations *activations)
{
  return isfinite (activations->probabilities[activations->best]);
}

char *
imagette_words_answer (const NnActivations *activations,
                       gboolean             wrong)
{
  if (!imagette_words_is_answer (activations))
    return g_strdup (_("No answer"));
  /* A sign beside the colour: not everybody sees red. */
  return g_strdup_printf (wrong ? _("It reads %d  ✗") : _("It reads %d"), activations->best);
}

char *
imagette_words_second (const NnActivations *activations,
                       gboolean             two_lines)
{
  const float *logits = nn_tensor_get_data (activations->layers[activations->n_layers - 1]);
  g_autofree char *margin = imagette_words_number ((double) logits[activations->best]
                                                     - (double) logits[activations->second], 1);

  if (!imagette_words_is_answer (activations))
    return g_strdup (_("the outputs are no numbers"));
  return g_strdup_printf (two_lines ? _("second %d\nmargin %s") : _("second %d, margin %s"),
                          activations->second, margin);
}

/* Nothing is painted by it: light or dark, and the size, do not matter. */
static NnStyle
style_of_words (void)
{
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  style.locale_numbers = TRUE;
  return style;
}

char *
imagette_words_number (double value,
                       int    decimals)
{
  NnStyle style = style_of_words ();

  return nn_style_number (&style, value, decimals);
}

char *
imagette_words_percent (double fraction,
                        int    decimals)
{
  NnStyle style = style_of_words ();

  return nn_style_percent (&style, fraction, decimals);
}

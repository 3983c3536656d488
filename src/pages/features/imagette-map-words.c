/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-map-words.h"

#include "render/nn-style.h"

#include <glib/gi18n-lib.h>

char *
imagette_map_words_axis (int    axis,
                         double explained)
{
  g_autofree char *percent = NULL;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  style.locale_numbers = TRUE;
  percent = nn_style_percent (&style, explained, 0);
  /* The two components span the plane; it is turned to lie like the pixels' own. */
  return g_strdup_printf (axis == 0 ? _("%s of the variance lies this way across")
                                    : _("%s of the variance lies this way up"), percent);
}

char *
imagette_map_words_digit (const NnDigitMap *map,
                          int               i)
{
  g_return_val_if_fail (i >= 0 && i < (int) map->n, NULL);

  if (map->labels[i] == map->predicted[i])
    return g_strdup_printf (_("Test digit %d, a %d, read rightly."), i, map->labels[i]);
  return g_strdup_printf (_("Test digit %d, a %d, read as %d: a mistake."), i, map->labels[i],
                          map->predicted[i]);
}

const char *
imagette_map_words_empty (const NnFrame *frame,
                          NnMapLayer     layer)
{
  if (frame == NULL || nn_digit_map_has_layer (frame->network, layer))
    return NULL;
  return _("This network has no such layer: choose the pixels");
}

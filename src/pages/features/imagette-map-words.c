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
  /* Translators: first component: 24 % of the variance */
  return g_strdup_printf (_("%s: %s of the variance"),
                          axis == 0 ? _("first component") : _("second component"), percent);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

char *
imagette_words_moment (const NnPlace *place)
{
  g_autofree char *update = NULL;

  if (place->update == 0)
    return g_strdup (_("the start"));
  if (place->position == 0)
    return g_strdup_printf (_("epoch %u"), place->epoch);
  update = g_strdup_printf ("%" G_GUINT64_FORMAT, place->update);
  return g_strdup_printf (_("batch %s"), update);
}

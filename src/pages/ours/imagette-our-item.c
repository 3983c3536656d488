/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-item.h"

#include <glib/gi18n-lib.h>

ImagetteImageItem *
imagette_our_item_new (const NnOurDigit *digit,
                       int               reading,
                       guint             i)
{
  const gboolean named = *digit->name != '\0';
  g_autofree char *caption = named ? g_strdup_printf ("%d · %s", digit->label, digit->name)
                                   : g_strdup_printf ("%d", digit->label);
  g_autofree char *read = reading >= 0 ? g_strdup_printf (_("read as %d"), reading) : NULL;
  /* Translators: spoken: its number, what it is, then who drew it and what it was read as. */
  g_autofree char *spoken = g_strdup_printf (_("Our digit %u, a %d%s%s%s%s"), digit->number,
                                             digit->label, named ? ", " : "", digit->name,
                                             read != NULL ? ", " : "", read != NULL ? read : "");

  return imagette_image_item_new (digit->prepared[NN_DIGIT_BOXED], NN_DIGIT_SIDE, NN_DIGIT_SIDE,
                                  caption, read, spoken, reading >= 0 && reading != digit->label, i);
}

GByteArray *
imagette_our_items_describe (const NnOurDigits  *digits,
                             const NnEvaluation *evaluation)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint n = digits != NULL ? nn_our_digits_count (digits) : 0;

  for (guint i = 0; i < n; i++)
    {
      const NnOurDigit *digit = nn_our_digits_get (digits, i);
      const int facts[] = { (int) digit->number, digit->label,
                            evaluation != NULL ? evaluation->predicted[i] : -1 };

      g_byte_array_append (bytes, (const guint8 *) facts, sizeof facts);
    }
  return bytes;
}

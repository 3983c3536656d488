/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-sum-lines.h"

#include "render/nn-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_WIDTH 16            /* of −1.23456789·10⁻³⁸ all but the rarest digit */

void
imagette_sum_append_number (GString *text,
                            double   value,
                            int      decimals)
{
  g_autofree char *number = NULL;
  NnStyle style;

  nn_style_init (&style, FALSE, 13);
  style.locale_numbers = TRUE;
  number = nn_style_number (&style, value, decimals);
  /* A true minus is as wide as a digit. */
  if (number[0] == '-')
    g_string_append (text, "−");
  g_string_append (text, number[0] == '-' ? number + 1 : number);
}

/* "1.25e-06" with a power of ten, as it is written by hand. */
static void
append_scientific (GString    *text,
                   const char *number)
{
  static const char *const figures[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  const char *e = strchr (number, 'e');
  const int exponent = e != NULL ? atoi (e + 1) : 0;

  if (number[0] == '-')
    g_string_append (text, "−");
  number += number[0] == '-';
  g_string_append_len (text, number, e != NULL ? e - number : -1);
  if (e == NULL)
    return;
  g_string_append (text, exponent < 0 ? "·10⁻" : "·10");
  if (ABS (exponent) > 9)
    g_string_append (text, figures[ABS (exponent) / 10]);
  g_string_append (text, figures[ABS (exponent) % 10]);
}

void
imagette_sum_append_digits (GString *text,
                            double   value,
                            int      digits)
{
  g_autofree char *number = g_strdup_printf ("%.*g", digits, value);

  if (isfinite (value))
    append_scientific (text, number);
  else
    imagette_sum_append_number (text, value, 0);
}

void
imagette_sum_append_exact (GString *text,
                           float    value)
{
  int digits = 1;

  for (; digits < 9; digits++)
    {
      g_autofree char *number = g_strdup_printf ("%.*g", digits, (double) value);

      if (strtof (number, NULL) == value)
        break;
    }
  imagette_sum_append_digits (text, (double) value, digits);
}

/* Right-aligned in at least width characters; left-aligned in -width. */
static void
append_aligned (GString    *text,
                const char *number,
                int         width)
{
  const glong length = g_utf8_strlen (number, -1);

  for (glong n = length; n < width; n++)
    g_string_append_c (text, ' ');
  g_string_append (text, number);
  for (glong n = length; n < -width; n++)
    g_string_append_c (text, ' ');
}

void
imagette_sum_append_column (GString *text,
                            double   value,
                            int      decimals,
                            int      width)
{
  g_autoptr (GString) number = g_string_new (NULL);

  imagette_sum_append_number (number, value, decimals);
  append_aligned (text, number->str, width);
}

void
imagette_sum_append_line (GString    *text,
                          double      value,
                          const char *what)
{
  g_string_append (text, "<tt>");
  imagette_sum_append_column (text, value, 4, 9);
  g_string_append_printf (text, "</tt>  %s\n", what);
}

void
imagette_sum_append_exact_line (GString    *text,
                                float       value,
                                const char *what)
{
  g_autoptr (GString) number = g_string_new (NULL);

  imagette_sum_append_exact (number, value);
  g_string_append (text, "<tt>");
  append_aligned (text, number->str, EXACT_WIDTH);
  g_string_append_printf (text, "</tt>  %s\n", what);
}

char *
imagette_sum_name_cell (const NnLayer *layer,
                        int            channel,
                        int            row,
                        int            column)
{
  if (layer->kind == NN_LAYER_DENSE)
    return g_strdup_printf (_("%s unit %d"), layer->title, channel + 1);
  if (layer->kind == NN_LAYER_INPUT)
    return g_strdup_printf (_("pixel row %d, column %d"), row, column);
  return g_strdup_printf (_("%s map %d, row %d, column %d"), layer->title, channel + 1, row, column);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-sum-lines.h"

#include "render/nn-style.h"

#include <glib/gi18n-lib.h>

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

void
imagette_sum_append_column (GString *text,
                            double   value,
                            int      decimals,
                            int      width)
{
  g_autoptr (GString) number = g_string_new (NULL);

  imagette_sum_append_number (number, value, decimals);
  for (glong n = g_utf8_strlen (number->str, -1); n < width; n++)
    g_string_append_c (text, ' ');
  g_string_append (text, number->str);
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

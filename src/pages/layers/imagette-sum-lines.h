/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-network.h"

G_BEGIN_DECLS

/* The lines of a sum, as Pango markup. */

/* With the locale's separators. */
void  imagette_sum_append_number (GString       *text,
                                  double         value,
                                  int            decimals);
/* Significant digits, at most 9; small and large ones with a power of ten: "1.25·10⁻⁶". */
void  imagette_sum_append_digits (GString       *text,
                                  double         value,
                                  int            digits);
/* The fewest digits that name this float and no other. */
void  imagette_sum_append_exact  (GString       *text,
                                  float          value);
/* Right-aligned, at least width characters (left-aligned, -width): for a fixed-width font. */
void  imagette_sum_append_column (GString       *text,
                                  double         value,
                                  int            decimals,
                                  int            width);
/* A number in its column, and what it is (markup). */
void  imagette_sum_append_line   (GString       *text,
                                  double         value,
                                  const char    *what);
/* The same of a float, in full, and in a column wide enough for any. */
void  imagette_sum_append_exact_line (GString   *text,
                                  float          value,
                                  const char    *what);
/* "C3 map 6, row 4, column 3", "F6 unit 12", "pixel row 3, column 9". (transfer full) */
char *imagette_sum_name_cell     (const NnLayer *layer,
                                  int            channel,
                                  int            row,
                                  int            column);

G_END_DECLS

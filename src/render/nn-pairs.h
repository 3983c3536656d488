/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Two bars side by side for each of a few cases, from zero up, with their numbers over
 * them: for what may be compared by length, such as mistakes. */
#define NN_PAIRS_MAX 13

typedef struct
{
  const char *title, *x_label;    /* may be NULL */
  const char *empty;              /* shown while n is 0; may be NULL */
  int n;
  const char *labels[NN_PAIRS_MAX]; /* borrowed, under the bars */
  double values[NN_PAIRS_MAX][2]; /* >= 0; NaN: no bar. Colours: the style's series 0 and 1 */
} NnPairs;

/* Paints no background. */
void nn_pairs_draw (const NnPairs *pairs,
                    const NnStyle *style,
                    cairo_t       *cr,
                    double         width,
                    double         height);

G_END_DECLS

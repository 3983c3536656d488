/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Ten probabilities as bars, the best one in blue and bold; where the true
 * class is known and another wins, that one is red and the true one has a dot. */
#define NN_BARS_CLASSES 10

typedef struct
{
  float values[NN_BARS_CLASSES];  /* 0..1 */
  gboolean known;                 /* FALSE: only the frame */
  int best, second;               /* classes; -1: none */
  int label;                      /* true class; -1: unknown */
  gboolean compact;               /* whole per cents: longer bars in the same room */
} NnBars;

void     nn_bars_init (NnBars        *bars);
/* FALSE, too, of values that are no numbers, as a network has them that has diverged. */
gboolean nn_bars_have_answer (const NnBars *bars);
void     nn_bars_draw (const NnBars  *bars,
                       const NnStyle *style,
                       cairo_t       *cr,
                       double         width,
                       double         height);
/* Height at which no text overlaps. */
double   nn_bars_natural_height (const NnStyle *style);

G_END_DECLS

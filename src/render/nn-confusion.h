/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

/* Ten by ten counts, given class down, predicted class across. Right answers
 * green-blue, mistakes orange, the fuller the more. Colours apart for
 * colour-blind eyes; numbers at least 4.5 : 1 on their cell. */
#define NN_CONFUSION_CLASSES 10

typedef struct
{
  guint counts[NN_CONFUSION_CLASSES][NN_CONFUSION_CLASSES]; /* [given][predicted] */
  gboolean known;                 /* FALSE: nothing counted yet, shows empty */
  const char *empty;              /* then this, may be NULL */
  const char *given, *predicted;  /* captions of the axes, may be NULL */
  int selected_given, selected_predicted; /* orange frame; -1: none */
  int hover_given, hover_predicted;       /* thin frame; -1: none */
} NnConfusion;

void     nn_confusion_init (NnConfusion       *confusion);
void     nn_confusion_draw (const NnConfusion *confusion,
                            const NnStyle     *style,
                            cairo_t           *cr,
                            double             width,
                            double             height);
/* The cell under a pixel; FALSE if there is none. */
gboolean nn_confusion_pick (const NnConfusion *confusion,
                            const NnStyle     *style,
                            double             width,
                            double             height,
                            double             px,
                            double             py,
                            int               *given,
                            int               *predicted);
/* The fill and the number's colour of a cell. */
void     nn_confusion_cell_colors (const NnConfusion *confusion,
                            const NnStyle     *style,
                            int                given,
                            int                predicted,
                            guint32           *fill,
                            guint32           *ink);
/* Where a cell is painted: pixels. Up to a third wider than high, where there is room. */
void     nn_confusion_cell_box (const NnConfusion *confusion,
                            const NnStyle     *style,
                            double             width,
                            double             height,
                            int                given,
                            int                predicted,
                            double            *x,
                            double            *y,
                            double            *cell_width,
                            double            *cell_height);

G_END_DECLS

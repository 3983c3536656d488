/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "nn/nn-convolution.h"

G_BEGIN_DECLS

#define IMAGETTE_STEPS_STRIDE 4   /* at most */
#define IMAGETTE_STEPS_PADDING 4
#define IMAGETTE_STEPS_POOL 4

/* How a filter goes over its input, in one dimension or in two, and what is done with what comes
 * out. A plain value. */
typedef struct
{
  int stride, padding, pool;      /* ≥ 1, ≥ 0, ≥ 1 (1: none) */
  NnAfter after;
  gboolean flipped;
} ImagetteSteps;

/* The rows of controls for it. */
typedef struct
{
  GtkWidget *stride, *padding, *pool, *activation, *flipped;
} ImagetteStepRows;

/* Brings what is out of bounds into them. */
void           imagette_steps_clamp    (ImagetteSteps          *steps);
/* "2t + a − 1", where in the input the product a of output t is taken. (transfer full) */
char          *imagette_steps_input    (const ImagetteSteps    *steps,
                                        const char             *out,
                                        const char             *in);
/* "a", turned over "4 − a". (transfer full) */
char          *imagette_steps_weight   (const ImagetteSteps    *steps,
                                        int                     kernel,
                                        const char             *in);
/* Which of the two a formula is, and the formula. (transfer full) */
char          *imagette_steps_name     (const ImagetteSteps    *steps,
                                        const char             *formula);
/* "; after ReLU: 0.1" behind a sum, "" where nothing is done. value: what it becomes. (transfer full) */
char          *imagette_steps_after    (NnAfter                 after,
                                        float                   value);
/* "⌊(5 + 2·0 − 2) / 1⌋ + 1 = 4; after max-pool: ⌊4 / 2⌋ = 2" (transfer full) */
char          *imagette_steps_size     (const ImagetteSteps    *steps,
                                        int                     length,
                                        int                     kernel);

/* Calls changed (data) for every new value. */
void           imagette_step_rows_add  (ImagetteStepRows       *rows,
                                        GtkWidget              *list,
                                        GCallback               changed,
                                        gpointer                data);
void           imagette_step_rows_show (const ImagetteStepRows *rows,
                                        const ImagetteSteps    *steps);
ImagetteSteps  imagette_step_rows_read (const ImagetteStepRows *rows);

G_END_DECLS

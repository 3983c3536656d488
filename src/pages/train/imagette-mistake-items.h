/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"
#include "nn/nn-evaluation.h"
#include "widgets/imagette-image-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which test images a gallery shows, and how. */

/* The test images that evaluation counts in a cell, or all mistakes for -1, -1;
 * the most confident first, ties to the lower number. Of guint32. (transfer full) */
GArray            *imagette_mistakes_find     (const NnEvaluation *evaluation,
                                               const guint8       *labels,
                                               int                 given,
                                               int                 predicted);
/* (transfer full) */
ImagetteImageItem *imagette_mistakes_new_item (const NnEvaluation *evaluation,
                                               const NnImages     *test,
                                               guint32             index);
/* "10 000 test digits · 142 mistakes"; evaluation may be NULL. (transfer full) */
char              *imagette_mistakes_count_words (GtkWidget       *widget,
                                               const NnEvaluation *evaluation);

G_END_DECLS

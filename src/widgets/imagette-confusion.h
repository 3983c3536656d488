/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* The confusion matrix: given classes as rows, predicted as columns. Arrow keys
 * move a frame over the cells, Enter or a click opens one.
 *
 * Signals:
 *   "cell-activated" (int given, int predicted)
 *   "cell-hovered" (int given, int predicted)   -1, -1 when the pointer leaves
 */
#define IMAGETTE_TYPE_CONFUSION (imagette_confusion_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteConfusion, imagette_confusion, IMAGETTE, CONFUSION, ImagetteCanvas)

GtkWidget *imagette_confusion_new          (void);

/* counts: [10][10], [given][predicted], copied; NULL: empty. */
void       imagette_confusion_set_counts   (ImagetteConfusion *self,
                                            const guint       *counts);
/* The cell whose images are shown elsewhere; -1: none. */
void       imagette_confusion_set_selected (ImagetteConfusion *self,
                                            int                given,
                                            int                predicted);
void       imagette_confusion_get_selected (ImagetteConfusion *self,
                                            int               *given,
                                            int               *predicted);
/* "4 read as 9: 8 of 982". (transfer full) */
char      *imagette_confusion_describe     (ImagetteConfusion *self,
                                            int                given,
                                            int                predicted);

G_END_DECLS

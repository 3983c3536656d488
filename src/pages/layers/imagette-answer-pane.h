/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "pages/layers/imagette-dense-row.h"
#include "widgets/imagette-sheet.h"

G_BEGIN_DECLS

/* The last card: the dense layers as strips, ten bars, what it reads, and what
 * is under the pointer.
 *
 * Signals: "unit-hovered" (char *layer, int unit), "tile-opened" (ImagetteTile *tile)
 */
#define IMAGETTE_TYPE_ANSWER_PANE (imagette_answer_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteAnswerPane, imagette_answer_pane, IMAGETTE, ANSWER_PANE, ImagetteSheet)

GtkWidget *imagette_answer_pane_new       (void);
void       imagette_answer_pane_update    (ImagetteAnswerPane *self,
                                           NnFrame            *frame,
                                           ImagetteDisplay    *display,
                                           gboolean            running);
void       imagette_answer_pane_set_scale (ImagetteAnswerPane *self,
                                           int                 scale);
void       imagette_answer_pane_set_place (ImagetteAnswerPane *self,
                                           const char         *place);
/* The dense layers in order; NULL past the last. (transfer none) */
ImagetteDenseRow *imagette_answer_pane_get_row (ImagetteAnswerPane *self,
                                                int                 index);
/* A frame around the outputs: something is said to feed them. */
void       imagette_answer_pane_set_fed   (ImagetteAnswerPane *self,
                                           gboolean            fed);
/* Three lines about the cell under the pointer; NULL: the hint. calm: the same cell as before,
 * while its value changes with every picture. */
void       imagette_answer_pane_set_info  (ImagetteAnswerPane *self,
                                           const char         *title,
                                           const char         *text,
                                           gboolean            calm);
/* projector: with larger text, only the answer, and in whole per cents. slim: as narrow as it
 * gets, beside the large view. */
void       imagette_answer_pane_set_look  (ImagetteAnswerPane *self,
                                           gboolean            projector,
                                           gboolean            slim);

G_END_DECLS

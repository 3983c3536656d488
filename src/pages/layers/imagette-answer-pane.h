/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-sheet.h"
#include "widgets/imagette-tile.h"

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
/* Three lines about the cell under the pointer; NULL: the hint. */
void       imagette_answer_pane_set_info  (ImagetteAnswerPane *self,
                                           const char         *title,
                                           const char         *text);
/* With larger text: only the answer, and in whole per cents. */
void       imagette_answer_pane_set_projector (ImagetteAnswerPane *self,
                                               gboolean            projector);

G_END_DECLS

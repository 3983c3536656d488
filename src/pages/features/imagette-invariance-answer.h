/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-frame.h"
#include "widgets/imagette-output-bars.h"

G_BEGIN_DECLS

/* What the network makes of the changed digit: the class it reads, large, the ten answers,
 * and what it read before. */
#define IMAGETTE_TYPE_INVARIANCE_ANSWER (imagette_invariance_answer_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceAnswer, imagette_invariance_answer, IMAGETTE,
                      INVARIANCE_ANSWER, GtkWidget)

GtkWidget          *imagette_invariance_answer_new       (void);

/* changed: of the probe as it is changed; NULL: it is not. */
void                imagette_invariance_answer_update    (ImagetteInvarianceAnswer *self,
                                                          NnFrame                  *still,
                                                          NnFrame                  *changed);
/* (transfer none) */
ImagetteOutputBars *imagette_invariance_answer_get_bars  (ImagetteInvarianceAnswer *self);
const char         *imagette_invariance_answer_get_words (ImagetteInvarianceAnswer *self);

G_END_DECLS

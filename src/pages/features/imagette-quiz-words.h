/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/features/imagette-quiz.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* What a question shows and says; there is one (quiz->features). Before it is answered the pictures
 * are those of figure 2, but no word, tooltip or spoken name tells what they are of. */
void  imagette_quiz_fill  (const ImagetteQuiz *quiz,
                           ImagettePatchBlock *block,
                           NnDataset          *dataset);
/* The question, or how it went. (transfer full) */
char *imagette_quiz_words (const ImagetteQuiz *quiz,
                           NnDataset          *dataset);

G_END_DECLS

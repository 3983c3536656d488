/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-features.h"

G_BEGIN_DECLS

/* "Which digit excites this map most?": a map of C1 or C3 of which there are patches, and the digit
 * that most of its nine strongest are of; where several are as frequent, each of them is right. A
 * plain value; clear it. */
typedef struct
{
  NnFeatures *features;           /* of which the map is; NULL: there is no question */
  NnFeatureLayer layer;
  int map;
  guint counts[NN_CLASSES];       /* of its strongest patches */
  int answer;                     /* that was given; -1: none yet */
  guint n_right, n_answers;       /* of all questions so far */
} ImagetteQuiz;

void     imagette_quiz_init     (ImagetteQuiz *quiz);
void     imagette_quiz_clear    (ImagetteQuiz *quiz);
/* A question about this map. FALSE, and no question, if there is no patch of it. */
gboolean imagette_quiz_ask      (ImagetteQuiz *quiz,
                                 NnFeatures   *features,
                                 NnDataset    *dataset,
                                 NnFeatureLayer layer,
                                 int           map);
/* About any map but the one before, if there is another. draw: any number, which decides. FALSE if
 * no map has a patch. */
gboolean imagette_quiz_ask_any  (ImagetteQuiz *quiz,
                                 NnFeatures   *features,
                                 NnDataset    *dataset,
                                 guint32       draw);
/* Counted once a question. */
void     imagette_quiz_answer   (ImagetteQuiz *quiz,
                                 int           digit);
gboolean imagette_quiz_is_right (const ImagetteQuiz *quiz,
                                 int           digit);
/* The digit to be named as the answer: the given one if it is right, else the lowest that is. */
int      imagette_quiz_get_solution (const ImagetteQuiz *quiz);

G_END_DECLS

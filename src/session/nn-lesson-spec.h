/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/nn-lesson.h"
#include "session/nn-training.h"

G_BEGIN_DECLS

/* What a lesson says of the training, and what it would say. */

/* TRUE if it says anything: then opening it starts a run. */
gboolean nn_lesson_has_spec (const NnLesson       *lesson);
/* The default where it says nothing. NN_ERROR_RANGE, naming file and key, for a word that no
 * network, activation or optimizer goes by. */
gboolean nn_lesson_get_spec (const NnLesson       *lesson,
                             NnTrainingSpec       *spec,
                             GError              **error);
void     nn_lesson_set_spec (NnLesson             *lesson,
                             const NnTrainingSpec *spec);

G_END_DECLS

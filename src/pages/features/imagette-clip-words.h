/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-clip-lesson.h"

G_BEGIN_DECLS

#define IMAGETTE_CLIP_FILTERS 6   /* of LeNet's C1 */

/* What is seen in the halves of figure 6, each number from the two networks. */

/* The index of C1 in the table of both. */
int      imagette_clip_layer      (const NnClipLesson *lesson);
/* The filter lies at the radius; without the clip none does. */
gboolean imagette_clip_is_clipped (const NnClipLesson *lesson,
                                   NnClipSide          side,
                                   int                 map);
/* The largest magnitude of C1's weights in both halves. */
float    imagette_clip_max        (const NnClipLesson *lesson);
/* Some sentences; shorter while they train. (transfer full) */
char    *imagette_clip_words      (const NnClipLesson *lesson);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "render/nn-tile.h"
#include "session/nn-clip-lesson.h"

G_BEGIN_DECLS

/* One half of figure 6, a card: the six filters of C1 with their RMS, badges on those that
 * are dead or lie at the radius, and how much of the test set is read right. */
#define IMAGETTE_TYPE_CLIP_HALF (imagette_clip_half_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteClipHalf, imagette_clip_half, IMAGETTE, CLIP_HALF, AdwBin)

GtkWidget *imagette_clip_half_new    (NnClipSide          side);
/* m: the value that is white, the same for both halves, so that large filters look large. */
void       imagette_clip_half_update (ImagetteClipHalf   *self,
                                      const NnClipLesson *lesson,
                                      NnColors            colors,
                                      float               m);

G_END_DECLS

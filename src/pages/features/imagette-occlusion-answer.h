/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/nn-frame.h"
#include "widgets/imagette-occluder.h"

G_BEGIN_DECLS

/* The square in the hand, and what the network makes of the digit under it. */
#define IMAGETTE_TYPE_OCCLUSION_ANSWER (imagette_occlusion_answer_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOcclusionAnswer, imagette_occlusion_answer, IMAGETTE,
                      OCCLUSION_ANSWER, GtkWidget)

GtkWidget        *imagette_occlusion_answer_new          (void);

/* covered: the same probe under the square; NULL: no square. map: of C3, whose total is
 * told; -1: none. n_places: at so many the class falls; -1: not asked. */
void              imagette_occlusion_answer_update       (ImagetteOcclusionAnswer *self,
                                                          NnFrame                 *bare,
                                                          NnFrame                 *covered,
                                                          int                      map,
                                                          int                      n_places);
ImagetteOccluder *imagette_occlusion_answer_get_occluder (ImagetteOcclusionAnswer *self);
const char       *imagette_occlusion_answer_get_words    (ImagetteOcclusionAnswer *self);

G_END_DECLS

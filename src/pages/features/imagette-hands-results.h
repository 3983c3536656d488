/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "render/nn-tile.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* A card that says what a change by hand has done: the accuracy before and now, the
 * RMS clip with its radius, and how alike the filters of C1 are.
 *
 * Signals: "lesson-wanted" ()   the clip is to be seen side by side
 */
#define IMAGETTE_TYPE_HANDS_RESULTS (imagette_hands_results_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteHandsResults, imagette_hands_results, IMAGETTE, HANDS_RESULTS, AdwBin)

GtkWidget *imagette_hands_results_new    (void);
/* A change is about to be made: what is known now is "before". */
void       imagette_hands_results_note   (ImagetteHandsResults *self,
                                          NnSession            *session);
/* The session's live frame; a network with C1. */
void       imagette_hands_results_update (ImagetteHandsResults *self,
                                          NnSession            *session,
                                          NnColors              colors);
/* 1: the size at 1280 x 800. */
void       imagette_hands_results_set_factor (ImagetteHandsResults *self,
                                          double                factor);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "render/nn-tile.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* A card where one filter is under the hand: drawn, replaced by a known one, muted,
 * frozen, and put back. It acts on the session's present run.
 *
 * Signals: "will-edit" ()   before a change, but not within a stroke
 */
#define IMAGETTE_TYPE_HANDS_DESK (imagette_hands_desk_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteHandsDesk, imagette_hands_desk, IMAGETTE, HANDS_DESK, AdwBin)

GtkWidget *imagette_hands_desk_new    (void);
/* The session's live frame; a network with that filter. */
void       imagette_hands_desk_update (ImagetteHandsDesk *self,
                                       NnSession         *session,
                                       NnColors           colors,
                                       int                layer,
                                       int                map,
                                       int                channel);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A bar over the pages that says what is unusual, and what to do about it: a past
 * moment is shown, or training diverged. Its buttons are actions of the window.
 *
 * Property (write-only in effect): "session" NnSession*
 */
#define IMAGETTE_TYPE_NOTICE (imagette_notice_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNotice, imagette_notice, IMAGETTE, NOTICE, AdwBin)

GtkWidget *imagette_notice_new         (void);
void       imagette_notice_set_session (ImagetteNotice *self,
                                        NnSession      *session);

G_END_DECLS

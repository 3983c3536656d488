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
/* The sentence over its buttons, not beside them. */
void       imagette_notice_set_narrow  (ImagetteNotice *self,
                                        gboolean        narrow);

G_END_DECLS

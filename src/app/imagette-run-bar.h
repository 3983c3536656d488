/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"

#include "widgets/imagette-sheet.h"

G_BEGIN_DECLS

/* The bottom of all pages: where training is, the timeline, speed and time left. */
#define IMAGETTE_TYPE_RUN_BAR (imagette_run_bar_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteRunBar, imagette_run_bar, IMAGETTE, RUN_BAR, ImagetteSheet)

GtkWidget *imagette_run_bar_new         (void);
void       imagette_run_bar_set_session (ImagetteRunBar *self,
                                         NnSession      *session);
void       imagette_run_bar_set_narrow  (ImagetteRunBar *self,
                                         gboolean        narrow);
/* The class is to guess at the accuracy: it is left out. */
void       imagette_run_bar_set_secret  (ImagetteRunBar *self,
                                         gboolean        secret);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-session.h"

G_BEGIN_DECLS

/* Two cards: the loss (each batch, smoothed) and the accuracy (train running, test
 * an epoch, held out). Points are appended as they come. Of a run from a file the
 * epochs are known, not their batches: loss and accuracy have a point each. */
#define IMAGETTE_TYPE_CURVES (imagette_curves_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteCurves, imagette_curves, IMAGETTE, CURVES, GtkBox)

GtkWidget *imagette_curves_new      (void);
/* other_session: than the last time. */
void       imagette_curves_update   (ImagetteCurves *self,
                                     NnSession      *session,
                                     gboolean        other_session);
/* Marks the moment that is looked at; NULL: none. */
void       imagette_curves_set_mark (ImagetteCurves *self,
                                     NnMoment       *moment);

G_END_DECLS

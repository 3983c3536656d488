/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "nn/nn-invariance.h"

G_BEGIN_DECLS

/* One sweep: how far each layer's vector moves, in lengths of the untransformed one, and
 * below it the probability of the digit's class. One cross-hair runs over both, and
 * stays where it was set when the pointer leaves.
 *
 * Signals: "cursor-moved" (double x)   the reader moved it
 */
#define IMAGETTE_TYPE_INVARIANCE_CURVES (imagette_invariance_curves_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInvarianceCurves, imagette_invariance_curves, IMAGETTE,
                      INVARIANCE_CURVES, GtkWidget)

GtkWidget *imagette_invariance_curves_new   (void);

/* network: for the names of the layers. */
void       imagette_invariance_curves_set   (ImagetteInvarianceCurves *self,
                                             const NnNetwork          *network,
                                             const NnInvariance       *invariance,
                                             NnSweep                   sweep);
void       imagette_invariance_curves_set_x (ImagetteInvarianceCurves *self,
                                             double                    x);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "nn/nn-network.h"

G_BEGIN_DECLS

/* The rival's hidden layers behind a button that names them, "784-70-84-10": how many, how wide,
 * and what its parameters come to beside LeNet's. Begins with, and goes back to, the width that
 * gives it about as many.
 *
 * Signals: "changed" ()
 */
#define IMAGETTE_TYPE_RIVAL_CHOOSER (imagette_rival_chooser_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteRivalChooser, imagette_rival_chooser, IMAGETTE, RIVAL_CHOOSER, AdwBin)

GtkWidget    *imagette_rival_chooser_new (void);
NnNetworkSpec imagette_rival_chooser_get (ImagetteRivalChooser *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "nn/nn-network.h"

G_BEGIN_DECLS

/* Which network the Network page draws, its counts, and a button that copies it as a program
 * for Keras.
 *
 * Signals: "chosen" ()   another network */
#define IMAGETTE_TYPE_NETWORK_CONTROLS (imagette_network_controls_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNetworkControls, imagette_network_controls, IMAGETTE, NETWORK_CONTROLS,
                      AdwBin)

GtkWidget     *imagette_network_controls_new        (void);
NnArchitecture imagette_network_controls_get        (ImagetteNetworkControls *self);
void           imagette_network_controls_choose     (ImagetteNetworkControls *self,
                                                     NnArchitecture           architecture);
/* Named by its widths. */
void           imagette_network_controls_set_rival  (ImagetteNetworkControls *self,
                                                     const NnNetwork         *rival);
/* The one that is drawn, to be counted and copied. */
void           imagette_network_controls_set_network (ImagetteNetworkControls *self,
                                                     const NnNetwork         *network);
void           imagette_network_controls_set_narrow (ImagetteNetworkControls *self,
                                                     gboolean                 narrow);

G_END_DECLS

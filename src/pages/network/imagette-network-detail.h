/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "export/nn-network-view.h"

G_BEGIN_DECLS

/* Below the figure: the formulas of the chosen stage with the numbers put in, what it is here
 * and what it was in 1998, and the network as a program for Keras, with the stage's line in
 * bold. */
#define IMAGETTE_TYPE_NETWORK_DETAIL (imagette_network_detail_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNetworkDetail, imagette_network_detail, IMAGETTE, NETWORK_DETAIL, AdwBin)

GtkWidget *imagette_network_detail_new        (void);
/* step NULL: of the whole network. */
void       imagette_network_detail_set        (ImagetteNetworkDetail *self,
                                               const NnNetwork       *network,
                                               const NnNetworkStep   *step);
/* What is pointed at; NULL: how to. running: as imagette_parts_set_text (). */
void       imagette_network_detail_set_unit   (ImagetteNetworkDetail *self,
                                               const char            *words,
                                               gboolean               running);
void       imagette_network_detail_set_narrow (ImagetteNetworkDetail *self,
                                               gboolean               narrow);

G_END_DECLS

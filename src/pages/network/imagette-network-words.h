/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-network-view.h"

G_BEGIN_DECLS

/* What the Network page says of a stage. All numbers are those of the network's table. */

/* "C3: 16 maps of 10×10", "Flatten: 400 numbers". (transfer full) */
char *imagette_network_words_title (const NnNetwork *network,
                                    NnNetworkStep    step);
/* What it is here, and on the exercise sheet; and what it was in 1998. (transfer full) */
char *imagette_network_words_here  (const NnNetwork *network,
                                    NnNetworkStep    step);
char *imagette_network_words_paper (const NnNetwork *network,
                                    NnNetworkStep    step);
/* Where the unit is, its value, and what feeds it; value: as it is written. (transfer full) */
char *imagette_network_words_unit  (const NnNetwork *network,
                                    NnNetworkStep    step,
                                    int              unit,
                                    const char      *value);

G_END_DECLS

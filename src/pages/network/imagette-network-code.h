/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-network-view.h"

G_BEGIN_DECLS

/* The program for Keras as Pango markup, without imports and comments, which are in the copy: the
 * line of a step in bold (NULL: none). (transfer full) */
char *imagette_network_code_markup (const NnNetwork     *network,
                                    const NnNetworkStep *step);

G_END_DECLS

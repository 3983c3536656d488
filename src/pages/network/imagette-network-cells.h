/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-network-view.h"

G_BEGIN_DECLS

/* The cells that have to do with a unit, a place for each stage: what feeds it, of maps all the
 * way up to the digit, of a vector the stage before, which is fed by everything; and where
 * Flatten puts it. cells: all 0 before. */
void imagette_network_cells_find (const NnNetwork     *network,
                                  const NnNetworkStep *steps,
                                  int                  stage,
                                  int                  index,
                                  NnNetworkCells      *cells);

G_END_DECLS

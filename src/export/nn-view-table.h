/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"

G_BEGIN_DECLS

/* Where a view's values come from, and how its tiles stand. */
typedef enum { NN_VIEW_OF_WEIGHTS, NN_VIEW_OF_BIASES, NN_VIEW_OF_OUTPUT } NnViewSource;

typedef struct
{
  const char *name;
  const char *layer;              /* NULL: of all layers */
  NnViewSource source;
  /* Tiles; 0 x 0 of a layer that all pixels lead into: a tile 28x28 a unit, as they fit.
   * 1 x 1: the values are one matrix, or one row, and one tile. */
  int rows, columns;
} NnViewEntry;

const NnViewEntry *nn_view_entry  (NnView             view);
/* The views that the page "all" shows of this network, as data flows; n of them. */
const NnView      *nn_view_page   (const NnNetwork   *network,
                                   int               *n);
/* The tiles' rows and columns of this network. */
void               nn_view_layout (NnView             view,
                                   const NnNetwork   *network,
                                   int               *rows,
                                   int               *columns);
/* NN_ERROR_UNSUPPORTED, which names the views that there are; NN_ERROR_MISSING without the
 * activations that it needs. (transfer full) */
NnTensor          *nn_view_tensor (NnView             view,
                                   const NnNetwork   *network,
                                   NnActivations     *activations,
                                   GError           **error);

G_END_DECLS

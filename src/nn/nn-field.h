/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-layer.h"
#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* Which cells of another layer have to do with a unit: those that it sees in an
 * earlier one, and those that it feeds in a later one. A dense layer is channels of
 * 1 x 1. All spans are inclusive. */
typedef struct
{
  NnSpan channels, rows, columns;
} NnField;

/* What the unit sees of the layer `earlier` (its own layer: itself): DEFINITIONS §4.
 * Rows and columns reach outside of the layer where a convolution pads. Max-pooling
 * looks at one map, everything else at all. */
NnField nn_field_seen  (const NnNetwork *network,
                        const NnUnit    *unit,
                        int              earlier);

/* What the unit feeds in the layer `later`: inside of that layer; of max-pooling, the
 * window, whether it wins or not. first > last: no cell (none in these networks). */
NnField nn_field_fed   (const NnNetwork *network,
                        const NnUnit    *unit,
                        int              later);

/* The field without what lies outside of the layer. */
NnField nn_field_clip  (const NnNetwork *network,
                        const NnField   *field,
                        int              layer);

G_END_DECLS

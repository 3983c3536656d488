/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-layer.h"

G_BEGIN_DECLS

/* How large a layer is, what it has learned and what it costs, with the numbers put in, as
 * one writes it on the board: "(28 + 2·2 − 5) / 1 + 1 = 28", "6 × (1 × 5 × 5 + 1) = 156". All
 * numbers are those of the network's table, what follows "=" is computed from them. In the
 * writing of no language; no thousands separators. */
typedef enum
{
  NN_FORMULA_SIDE,                /* of a map, of the side before */
  NN_FORMULA_UNITS,               /* the numbers that come out: "6 × 28 × 28 = 4704" */
  NN_FORMULA_PARAMETERS,
  NN_FORMULA_MACS,                /* multiply-adds for one image */
} NnFormula;

/* NULL where there is nothing to compute: a dense layer has no side, pooling no parameters,
 * the input neither. Numbers as the locale groups them. (transfer full) */
char *nn_layer_formula   (const NnLayer *layer,
                          const NnLayer *input,       /* NULL: of the input itself */
                          NnFormula      formula);
/* Of what comes out of a layer, laid flat: "16 × 5 × 5 = 400". (transfer full) */
char *nn_flatten_formula (const NnLayer *layer);

G_END_DECLS

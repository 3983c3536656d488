/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-layer.h"

G_BEGIN_DECLS

/* The same network in Keras, whose arrays have the channels last: what the exercise sheet
 * has written with it. Everything comes from the network's table of layers. */

/* "(28, 28, 6)", of a vector "(120,)". (transfer full) */
char *nn_keras_shape   (const NnLayer *layer);
/* What comes out of the layer, laid flat: "(400,)". (transfer full) */
char *nn_keras_flat_shape (const NnLayer *layer);
/* "layers.Conv2D(6, 5, padding="same", activation="relu")". (transfer full) */
char *nn_keras_layer   (const NnNetwork *network,
                        int              layer);
char *nn_keras_flatten (void);
/* Where Keras' Flatten puts a cell: row, then column, then channel; here it is channel, row,
 * column. From 0. */
int   nn_keras_place   (const NnLayer *layer,
                        int            channel,
                        int            row,
                        int            column);
/* TRUE if the layer takes maps and gives a vector: Keras needs a Flatten before it. */
gboolean nn_keras_flattens (const NnNetwork *network,
                        int              layer);
/* The whole program: a line a layer, its shape and its parameters behind it as a comment.
 * (transfer full) */
char *nn_keras_code    (const NnNetwork *network);

G_END_DECLS

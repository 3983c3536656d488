/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* What in the image made a unit answer: its value, sent back down to the pixels.
 * Zeiler and Fergus, "Visualizing and understanding convolutional networks", 2014,
 * §2.1; DEFINITIONS §3. Convolutions and dense layers are transposed, without
 * bias; max-pooling puts a value back where the maximum was. The gate is what
 * happens at each activation on the way, for a signal s and an activation a:
 *
 *   deconvnet   max (0, s)             the sign of the signal
 *   gradient    s · f′(a)              ReLU: s where a > 0; tanh: s · (1 - a²)
 *   guided      max (0, s) · f′(a)     both: Springenberg and others, 2015
 *
 * With the gradient gate the result is a · ∂a/∂x. */
typedef enum { NN_GATE_DECONVNET, NN_GATE_GRADIENT, NN_GATE_GUIDED } NnGate;

#define NN_N_GATES 3

/* One cell of one map. */
typedef struct
{
  int layer;                      /* index into the network's table, 1 or more */
  int channel, row, column;       /* dense: channel is the unit, row and column 0 */
} NnUnit;

/* activations: of this network, for one image. The unit's own value is the seed,
 * all others of its layer are 0. Any thread. Costs some thousand multiply-adds for
 * a unit of a convolution, less than a forward pass for one of the output.
 *
 * Returns the signed, not rectified [28][28], zero outside of the unit's receptive
 * field; NULL when the unit is not active: its value is not above 0. (tanh with
 * the gradient gate: a unit of a map is not active only at 0.) (transfer full) */
NnTensor   *nn_projection_new   (const NnNetwork     *network,
                                 const NnActivations *activations,
                                 const NnUnit        *unit,
                                 NnGate               gate);

/* Whether the network has such a cell. */
gboolean    nn_unit_is_valid    (const NnNetwork     *network,
                                 const NnUnit        *unit);

/* activations->layers[layer] at the unit: the value that is projected. */
float       nn_unit_get_value   (const NnNetwork     *network,
                                 const NnActivations *activations,
                                 const NnUnit        *unit);

/* The largest value of a map, the first in row-major order among equals. */
NnUnit      nn_unit_strongest   (const NnNetwork     *network,
                                 const NnActivations *activations,
                                 int                  layer,
                                 int                  channel);

const char *nn_gate_to_string   (NnGate               gate);    /* "deconvnet", "gradient", "guided" */
gboolean    nn_gate_from_string (NnGate              *gate,     /* left alone, and FALSE, for another word */
                                 const char          *name);

G_END_DECLS

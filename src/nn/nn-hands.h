/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-optimizer.h"

G_BEGIN_DECLS

/* Hands on the filters of convolutions (DEFINITIONS §8 has the clip, which is
 * NnHyper's rms_clip). A plain value that a network carries, so that it is in its
 * copies, in moments and in model files; with none of it the network is as ever,
 * to the bit.
 *
 * Bit k of [layer] is map k (from 0); layer is the index in the network's table.
 *
 *   muted   the map's activations are 0, before pooling and after. Nothing depends
 *           on its filter then, so the filter, its bias and their optimizer state
 *           stay as they are and are there again when the map is heard again.
 *   frozen  the map is computed as ever, but its filter, bias and their optimizer
 *           state stay as they are, whatever gradient, weight decay or clip say. */
struct _NnHands
{
  guint32 muted[NN_MAX_LAYERS];
  guint32 frozen[NN_MAX_LAYERS];
};

typedef struct _NnHands NnHands;

#define NN_HANDS_MAX_FILTER 400   /* weights of the largest filter that can be drawn; LeNet's have 25 and 150 */

gboolean       nn_hands_is_empty     (const NnHands   *hands);
gboolean       nn_hands_has_muted    (const NnHands   *hands);
gboolean       nn_hands_equal        (const NnHands   *a,
                                      const NnHands   *b);
gboolean       nn_hands_is_muted     (const NnHands   *hands,
                                      int              layer,
                                      int              map);
gboolean       nn_hands_is_frozen    (const NnHands   *hands,
                                      int              layer,
                                      int              map);
void           nn_hands_set_muted    (NnHands         *hands,
                                      int              layer,
                                      int              map,
                                      gboolean         muted);
void           nn_hands_set_frozen   (NnHands         *hands,
                                      int              layer,
                                      int              map,
                                      gboolean         frozen);
/* Every bit is a map of a convolution of this network. */
gboolean       nn_hands_fit          (const NnHands   *hands,
                                      const NnNetwork *network);

/* maps: muted or frozen, as in model files: "c1:2 c3:5 c3:16", counted from 1,
 * ascending; "" for none. (transfer full) */
char          *nn_hands_to_string    (const NnNetwork *network,
                                      const guint32   *maps);
/* FALSE, maps untouched, unless text is exactly what nn_hands_to_string () writes. */
gboolean       nn_hands_from_string  (const NnNetwork *network,
                                      const char      *text,
                                      guint32         *maps);

/* What the network carries; all zero in a new one. */
const NnHands *nn_network_get_hands  (const NnNetwork *network);
void           nn_network_set_hands  (NnNetwork       *network,
                                      const NnHands   *hands);     /* must fit */

/* Muted filters and biases become 0: with ReLU as with tanh the map is then 0. In place. */
void           nn_hands_silence      (NnNetwork       *network);
/* For whoever computes with the weights themselves: network if nothing is muted,
 * else a silenced copy. (transfer full) */
NnNetwork     *nn_hands_apply        (NnNetwork       *network);

/* One filter with its bias and its optimizer state: what a hand changes, and what
 * an undo puts back. A plain value. */
typedef struct
{
  int layer, map;
  int n;                          /* weights: input channels · kernel · kernel, row-major */
  float weights[NN_HANDS_MAX_FILTER], first[NN_HANDS_MAX_FILTER], second[NN_HANDS_MAX_FILTER];
  float bias, bias_first, bias_second;
} NnFilter;

/* The network has such a filter, and it is not too large. */
gboolean       nn_filter_exists      (const NnNetwork *network,
                                      int              layer,
                                      int              map);
/* optimizer: NULL gives (and leaves) a state of 0. */
void           nn_filter_get         (NnFilter        *filter,
                                      const NnNetwork *network,
                                      const NnOptimizer *optimizer,
                                      int              layer,
                                      int              map);
void           nn_filter_put         (const NnFilter  *filter,
                                      NnNetwork       *network,
                                      NnOptimizer     *optimizer);

/* sqrt (mean w²) of one filter over all its input channels, without bias (§8). */
double         nn_filter_rms         (const NnNetwork *network,
                                      int              layer,
                                      int              map);
/* The clip holds it: its RMS is the radius, to 1e-5 (a clipped filter lies on the
 * sphere up to rounding), or beyond. FALSE when radius is 0. */
gboolean       nn_filter_is_clipped  (const NnNetwork *network,
                                      int              layer,
                                      int              map,
                                      float            radius);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"

G_BEGIN_DECLS

/* The first 2,000 test digits as points of a plane: the first two principal
 * components of their pixels or of what a layer makes of them. As training goes
 * on the classes come apart. Immutable. */
#define NN_DIGIT_MAP_IMAGES 2000

typedef enum { NN_MAP_PIXELS, NN_MAP_S4, NN_MAP_C5, NN_MAP_F6, NN_N_MAP_LAYERS } NnMapLayer;

typedef struct
{
  gatomicrefcount ref_count;
  NnPlace place;
  NnNetwork *network;
  NnMapLayer layer;
  guint n;                        /* images 0 … n - 1 of the test set */
  float *points;                  /* [n][2] */
  double explained[2];            /* parts of the variance along the axes, 0..1 */
  guint8 *labels;                 /* [n] */
  guint8 *predicted;              /* [n]: mistakes are where it differs */
  NnTensor *pixels;               /* [n][2]: the pixels' map, which the others are turned to lie like */
  double pixels_explained[2];
} NnDigitMap;

/* Turned, and mirrored if need be, so as to lie most like the map of the pixels, which do
 * not learn: so axes keep their orientation from moment to moment, whichever of them is
 * looked at first. (Measured over three epochs: mostly less than 10 degrees from a moment
 * to the next; a rule on the classes' means swings by 40 and flips.)
 *
 * earlier: any map of the same set, whose pixels save the tenth of a second that theirs
 * take; changes nothing in the result; may be NULL. NULL if cancelled, or if the network
 * has no such layer (nn_digit_map_has_layer). */
NnDigitMap *nn_digit_map_run       (NnEngine         *engine,
                                    NnNetwork        *network,
                                    const NnPlace    *place,
                                    NnDataset        *dataset,
                                    NnMapLayer        layer,
                                    const NnDigitMap *earlier,
                                    gboolean        (*cancelled) (gpointer data),
                                    gpointer          data);
NnDigitMap *nn_digit_map_ref       (NnDigitMap       *map);
void        nn_digit_map_unref     (NnDigitMap       *map);
gboolean    nn_digit_map_has_layer (const NnNetwork  *network,
                                    NnMapLayer        layer);
const char *nn_map_layer_to_string (NnMapLayer        layer);   /* "pixels", "s4", "c5", "f6" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDigitMap, nn_digit_map_unref)

G_END_DECLS

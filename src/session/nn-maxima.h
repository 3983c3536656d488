/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-maximise.h"
#include "session/nn-features.h"

G_BEGIN_DECLS

/* The images that the maps or units of a layer answer to as strongly as they can,
 * climbed to from grey (nn-maximise.h); of a map its middle cell. An extension: Zeiler
 * and Fergus do not optimise. Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  NnPlace place;
  NnNetwork *network;
  NnFeatureLayer layer;
  NnMaximiser maximiser;
  int row, column;                /* of the cells that were climbed for; 0, 0 for units */
  int n;                          /* maps or units */
  NnTensor **images;              /* [n], each [28][28], 0..1 */
  float *values;                  /* [n]: what the unit makes of its image, after its activation */
} NnMaxima;

/* Some 0.1 s a unit. Asks cancelled (data) before each step, half a millisecond; NULL if
 * it says TRUE, or if the network has no such layer. report (part, data), which may be NULL,
 * is told how much is done, 0..1. Not on the main thread. (transfer full) */
NnMaxima *nn_maxima_run       (NnEngine          *engine,
                               NnNetwork         *network,
                               const NnPlace     *place,
                               NnFeatureLayer     layer,
                               const NnMaximiser *maximiser,
                               gboolean         (*cancelled) (gpointer data),
                               void             (*report) (double part, gpointer data),
                               gpointer           data);
NnMaxima *nn_maxima_ref       (NnMaxima          *maxima);
void      nn_maxima_unref     (NnMaxima          *maxima);
/* The rival has an output and no more. */
gboolean  nn_maxima_has_layer (const NnNetwork   *network,
                               NnFeatureLayer     layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnMaxima, nn_maxima_unref)

G_END_DECLS

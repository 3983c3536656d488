/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"
#include "nn/nn-strongest.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* What the maps and units of one state of the network look for (Zeiler & Fergus,
 * figure 2; DEFINITIONS §5): the nine strongest patches over a set of images and,
 * in the same order, their projections. Immutable. */
typedef enum { NN_SET_TEST, NN_SET_TRAIN } NnSet;

typedef enum
{
  NN_FEATURE_C1,
  NN_FEATURE_C3,
  NN_FEATURE_F6,                  /* an extension: Zeiler and Fergus show convolutions only */
  NN_FEATURE_OUTPUT,              /* likewise */
  NN_N_FEATURES,
} NnFeatureLayer;

typedef struct
{
  gatomicrefcount ref_count;
  NnPlace place;
  NnNetwork *network;
  NnSet set;                      /* NnPatch.image is an index into it */
  NnStrongest *strongest[NN_N_FEATURES]; /* NULL: the network has no such layer, or it was not asked for */
  NnTensor **projections[NN_N_FEATURES]; /* [n_maps * NN_STRONGEST], [28][28] signed, deconvnet; NULL where there is no patch */
} NnFeatures;

/* units: F6 and output, too. Only where the network has C1 and C3; NULL if
 * cancelled (data), asked every few ms, said TRUE. Not on the main thread. */
NnFeatures *nn_features_run            (NnEngine        *engine,
                                        NnNetwork       *network,
                                        const NnPlace   *place,
                                        NnDataset       *dataset,
                                        NnSet            set,
                                        gboolean         units,
                                        gboolean       (*cancelled) (gpointer data),
                                        gpointer         data);
NnFeatures *nn_features_ref            (NnFeatures      *features);
void        nn_features_unref          (NnFeatures      *features);

/* (transfer none), NULL if there is no patch number i (0 the strongest) of this map. */
NnTensor   *nn_features_get_projection (const NnFeatures *features,
                                        NnFeatureLayer   layer,
                                        int              map,
                                        int              i);
/* An image of the set as the probe: "test:17", "train:17". (transfer full) */
NnProbe    *nn_features_new_probe      (NnDataset       *dataset,
                                        NnSet            set,
                                        guint            image);
/* "c1", "c3", "f6", "output". */
const char *nn_feature_layer_to_string (NnFeatureLayer   layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFeatures, nn_features_unref)

G_END_DECLS

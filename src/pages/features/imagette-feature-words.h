/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"
#include "session/nn-features.h"
#include "widgets/imagette-patch-block.h"

G_BEGIN_DECLS

/* From a layer's nine strongest to what is seen and said of them. */

/* The window of the image that a cell of the layer looks at (DEFINITIONS §4): 5 for C1, 14 for
 * C3, all of it for a unit. It may leave the image on any side. */
typedef struct
{
  int row, column, size;
} ImagetteField;

ImagetteField imagette_feature_field    (NnFeatureLayer      layer,
                                         int                 row,
                                         int                 column);
/* Maps or units of the layer; 0 where the network has none that can be projected (the
 * rival has an output, but no maps below it). */
int           imagette_feature_count_maps (const NnNetwork  *network,
                                         NnFeatureLayer      layer);
/* "C1", "C3", "F6", "Output". */
const char   *imagette_feature_title    (NnFeatureLayer      layer);
/* "map 6", "unit 17", "digit 4". (transfer full) */
char         *imagette_feature_map_words (NnFeatureLayer     layer,
                                         int                 map);
/* "test digit 17, a 4, 3.80". (transfer full) */
char         *imagette_feature_patch_words (const NnFeatures *features,
                                         NnDataset          *dataset,
                                         const NnPatch      *patch);
/* The images that patches are indices into. */
const NnImages *imagette_feature_images (const NnFeatures   *features,
                                         NnDataset          *dataset);
/* Of which classes the nine are, most frequent first: "5 (6 times), 3 (3 times)". (transfer full) */
char         *imagette_feature_classes  (const NnFeatures   *features,
                                         NnDataset          *dataset,
                                         NnFeatureLayer      layer,
                                         int                 map);
/* "dead", "saturated" …; NULL of what is alive. */
const char   *imagette_feature_state_word (NnMapState        state);
/* By hand: what it does or does not answer to is no merit of its own. */
gboolean      imagette_feature_is_muted (const NnNetwork    *network,
                                         NnFeatureLayer      layer,
                                         int                 map);
/* Why a map has no patch: "dead: not positive on any digit" … Translated, static. */
const char   *imagette_feature_silence  (const NnNetwork    *network,
                                         NnFeatureLayer      layer,
                                         int                 map,
                                         NnMapState          state);
/* The same, and why it has fewer than nine; features NULL, or without that layer: not computed. */
const char   *imagette_feature_empty    (const NnFeatures   *features,
                                         NnFeatureLayer      layer,
                                         int                 map);
/* All of a block, badged by what hands, the clip of that radius and training have made of the
 * map. features NULL, or without that layer: empty, and why. */
void          imagette_feature_fill     (ImagettePatchBlock *block,
                                         const NnFeatures   *features,
                                         NnDataset          *dataset,
                                         NnFeatureLayer      layer,
                                         int                 map,
                                         float               rms_clip);

G_END_DECLS

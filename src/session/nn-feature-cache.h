/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "datasets/nn-image-folder.h"

G_BEGIN_DECLS

/* Vectors of features that were computed once, on disk: a file for each way to compute them (base
 * network, cut, size, filter), in it a record for each content of an image. Records are appended
 * whole; what a kill, a full disk or a stranger left behind a whole record is cut off at the next
 * opening. So a run that is stopped goes on where it was, and a new class costs its own images alone.
 *
 * A help, not a need: where the file cannot be had (no right, another run has it), nothing is found
 * and nothing is kept. One thread at a time. */
typedef struct _NnFeatureCache NnFeatureCache;

/* folder: NULL for imagette/features in the user's cache. key: what the features depend on, beside
 * the image; any text. (transfer full), never NULL. */
NnFeatureCache *nn_feature_cache_open   (const char       *folder,
                                         const char       *key,
                                         guint             n_features);
void            nn_feature_cache_free   (NnFeatureCache   *cache);
guint           nn_feature_cache_get_n  (NnFeatureCache   *cache);   /* records */
/* NULL: nothing is kept. */
const char     *nn_feature_cache_get_path (NnFeatureCache *cache);
/* features: [n_features], overwritten if the image is there. */
gboolean        nn_feature_cache_lookup (NnFeatureCache   *cache,
                                         const guint8     *digest,    /* [NN_DIGEST_SIZE] */
                                         float            *features);
/* Nothing happens if it is there. */
void            nn_feature_cache_add    (NnFeatureCache   *cache,
                                         const guint8     *digest,
                                         const float      *features);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFeatureCache, nn_feature_cache_free)

G_END_DECLS

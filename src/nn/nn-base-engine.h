/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/nn-tensor.h"
#include "nn/nn-base.h"
#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* Runs images through a base network. It owns scratch memory and threads, no weights; belongs to one
 * thread at a time. All results are the same to the bit for any batch, number of threads and order,
 * and for AVX2 and AVX-512. */
typedef struct _NnBaseEngine NnBaseEngine;

/* Whether nn_base_engine_new () knows the back end: reference and the SIMD levels of this processor. */
gboolean      nn_base_engine_is_available (NnBackend           backend);
/* size: of the images, 75 to 299; n_threads >= 1, the caller is one of them. */
NnBaseEngine *nn_base_engine_new      (NnBase              *base,
                                       int                  size,
                                       NnBackend            backend,
                                       int                  n_threads);
void          nn_base_engine_free     (NnBaseEngine        *self);
const NnInception *nn_base_engine_get_graph (NnBaseEngine  *self);
/* Floats of one image at the cut: its channels are the features. */
int           nn_base_engine_count_features (NnBaseEngine  *self,
                                       int                  cut);

/* images: [n] of [size][size][3] bytes, RGB, row by row; features: [n][channels at the cut], the mean
 * of each map, overwritten. cut: up to the base's own. Several images: one a thread; one image: all
 * threads together. About 10 MB of memory a thread at 150 pixels, 40 at 299. */
void          nn_base_engine_run      (NnBaseEngine        *self,
                                       const guint8 *const *images,
                                       int                  n,
                                       int                  cut,
                                       float               *features);

/* Up to the cut, and then the maps of any node on the way (of a convolution after its ReLU, of
 * mixedN by its tensor): [channels][side][side], until the engine runs again. (transfer full) */
void          nn_base_engine_look     (NnBaseEngine        *self,
                                       const guint8        *image,
                                       int                  cut);
NnTensor     *nn_base_engine_get_maps (NnBaseEngine        *self,
                                       int                  tensor,
                                       int                  first_channel,
                                       int                  n_channels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBaseEngine, nn_base_engine_free)

G_END_DECLS

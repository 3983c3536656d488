/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* InceptionV3 (nn-inception.h) with its weights, up to a cut: what makes features of images. Each
 * batch normalisation is folded into its convolution. Forward by im2col and sgemm, one image at a
 * time: the features of an image do not depend on its neighbours, on threads or on order.
 * Immutable once it is filled; ref-counted. */
typedef struct _NnBackbone NnBackbone;

NnBackbone *nn_backbone_new        (int              cut);      /* 0 … 10, all weights 0 */
NnBackbone *nn_backbone_ref        (NnBackbone      *backbone);
void        nn_backbone_unref      (NnBackbone      *backbone);
int         nn_backbone_get_cut    (NnBackbone      *backbone);
/* Channels of its output, which is the length of a vector of features. */
guint       nn_backbone_get_n_features (NnBackbone  *backbone);

/* Convolution conv (1 …): kernel [rows][columns][channels][filters], as Keras has it; beta, mean and
 * variance: [filters]. w = kernel / sqrt (variance + 0.001), bias = beta - mean / the same root. */
void        nn_backbone_set_conv   (NnBackbone      *backbone,
                                    int              conv,
                                    const float     *kernel,
                                    const float     *beta,
                                    const float     *mean,
                                    const float     *variance);

/* The memory of one forward pass, for images of one size (75 … 299). One thread at a time. */
typedef struct _NnBackbonePass NnBackbonePass;

NnBackbonePass *nn_backbone_pass_new  (NnBackbone      *backbone,
                                       int              size);
void            nn_backbone_pass_free (NnBackbonePass  *pass);
/* pixels: [size][size][3] bytes. signed_input: x / 127.5 - 1, else x / 255. features: [n_features],
 * the mean of each map of the cut. */
void            nn_backbone_pass_run  (NnBackbonePass  *pass,
                                       const guint8    *pixels,
                                       gboolean         signed_input,
                                       float           *features);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBackbone, nn_backbone_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBackbonePass, nn_backbone_pass_free)

G_END_DECLS

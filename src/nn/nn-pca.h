/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two principal components of some vectors, by BLAS and LAPACK: points of a
 * plane that shows as much of their spread as any plane can. */
typedef struct
{
  int n;
  float *points;                  /* [n][2], of the centred vectors */
  double explained[2];            /* part of the total variance along each axis, 0..1; first >= second before alignment */
} NnPca;

/* rows: [n][size], not changed. n >= 2, size >= 2. Each axis has its largest
 * loading (first among equals) positive, so that equal input gives an equal map.
 * All is done in chunks of a few ms, before each of which cancelled (data) is asked
 * (NULL: never): NULL if it says TRUE. (transfer full) */
NnPca *nn_pca_new           (const float *rows,
                             int          n,
                             int          size,
                             gboolean   (*cancelled) (gpointer data),
                             gpointer     data);
/* The naive twin: covariance by three loops, eigenvectors by Jacobi's rotations, in double. */
NnPca *nn_pca_new_reference (const float *rows,
                             int          n,
                             int          size);
void   nn_pca_free          (NnPca       *pca);

/* Turns (and mirrors, if that fits better) the plane so that the points come
 * nearest to those of previous, in the sense of least squares up to one scale:
 * orthogonal Procrustes, R = U Vᵀ of the singular values of pointsᵀ·previous.
 * explained is then that along the turned axes; its sum stays. */
void   nn_pca_align         (NnPca       *pca,
                             const float *previous);   /* [n][2] */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPca, nn_pca_free)

G_END_DECLS

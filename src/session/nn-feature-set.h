/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-image-folder.h"
#include "datasets/nn-photo.h"
#include "session/nn-base-file.h"

G_BEGIN_DECLS

/* The features of all images of a folder, and which of them train: what a head learns from. */
typedef struct
{
  guint n, n_features;            /* n: images; those of the folder, in its order */
  float *features;                /* [n][n_features] */
  guint *labels;                  /* [n] */
  guint n_train, n_validation;
  guint32 *train, *validation;    /* indices of images, ascending */
  guint computed;                 /* of the n; the others were in the cache */
} NnFeatureSet;

typedef struct
{
  guint size;                     /* 75 … 299 */
  NnPhotoFilter filter;
  int threads;
  const char *cache;              /* folder; NULL: the user's */
} NnFeatureSpec;

/* Between images: done of n, of which computed were not in the cache. FALSE: stop. */
typedef gboolean (*NnFeatureFunc) (guint    done,
                                   guint    n,
                                   guint    computed,
                                   gpointer data);

/* Reads, decodes and resizes every image and sends it through base, a few at a time; finished ones
 * go to the cache in the folder's order, whatever the threads. What turns out to be no image is moved
 * to folder's left_out. G_IO_ERROR_CANCELLED when stopped; then nn_image_folder_check ()'s error.
 * (transfer full) */
NnFeatureSet *nn_feature_set_new  (NnImageFolder        *folder,
                                   NnBaseFile           *base,
                                   const NnFeatureSpec  *spec,
                                   NnFeatureFunc         progress,   /* may be NULL */
                                   gpointer              data,
                                   GError              **error);
void          nn_feature_set_free (NnFeatureSet         *set);
/* The share of validation images of the class that has most training images: what guessing gets. */
double        nn_feature_set_baseline (NnFeatureSet     *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFeatureSet, nn_feature_set_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* What the network still sees with a part of the image covered: Zeiler and Fergus,
 * "Visualizing and understanding convolutional networks", 2014, figure 7;
 * DEFINITIONS §7. A square is laid with its middle on each pixel in turn. */
#define NN_OCCLUDER_MAX 15

typedef struct
{
  int size;                       /* side of the square, 1 … NN_OCCLUDER_MAX */
  float value;                    /* of its pixels: 0 erases ink */
  int map;                        /* of C3, from 0; -1: the one with the largest single value without occluder */
  int label;                      /* the true class; -1: the one that is predicted without occluder */
} NnOccluder;

/* What is looked at, for one image, covered or not. */
typedef struct
{
  float total;                    /* sum of the C3 map over its positions; 0 where there is no C3 */
  float probability;              /* of the label */
  float margin;                   /* logit of the label minus the best other one */
  guint8 best;                    /* most probable class; ties go to the lower one */
} NnOcclusionValues;

/* Immutable once made. Pixel (y, x) of a map tells of the square around (y, x). */
typedef struct
{
  gatomicrefcount ref_count;
  NnOccluder occluder;            /* as asked for */
  int map, label;                 /* those chosen; map is -1 where the network has no C3 */
  NnOcclusionValues bare;         /* without occluder */
  NnTensor *total;                /* [28][28], figure 7 (b); NULL where the network has no C3 */
  NnTensor *probability;          /* [28][28], figure 7 (d) */
  NnTensor *margin;               /* [28][28] */
  guint8 best[NN_IMAGE_SIZE];     /* [28][28], figure 7 (e) */
} NnOcclusion;

NnOccluder   nn_occluder_default (void);          /* 7, 0, -1, -1 */

/* image: [28][28] in [0, 1]. 784 forward passes in chunks of a few ms, before each of
 * which cancelled (data), which may be NULL, is asked; NULL if it answered TRUE. */
NnOcclusion *nn_occlusion_run    (NnEngine          *engine,
                                  const NnNetwork   *network,
                                  const float       *image,
                                  const NnOccluder  *occluder,
                                  gboolean         (*cancelled) (gpointer data),
                                  gpointer           data);
NnOcclusion *nn_occlusion_ref    (NnOcclusion       *occlusion);
void         nn_occlusion_unref  (NnOcclusion       *occlusion);

/* The square of size pixels a side: rows row - ⌊size/2⌋ … row - ⌊size/2⌋ + size - 1,
 * columns alike, clipped. image: [28][28], overwritten there. */
void         nn_occlude          (float             *image,
                                  int                size,
                                  float              value,
                                  int                row,
                                  int                column);

/* The positions at which the probability of the label falls most (DEFINITIONS §7), least
 * first; equal ones in row-major order. A position counts only if the probability there is
 * below that without occluder, and if it lies at least half a square, ⌈size/2⌉ rows or
 * columns, from those found before, so that each tells of a part of its own.
 * positions: [n] of y · 28 + x. Returns how many there are, at most n. */
int          nn_occlusion_explain (const NnOcclusion *occlusion,
                                   int               *positions,
                                   int                n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnOcclusion, nn_occlusion_unref)

G_END_DECLS

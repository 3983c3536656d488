/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-inception.h"

G_BEGIN_DECLS

/* The weights of a base network, InceptionV3 up to a cut; normalisations are folded into the
 * convolutions when they are set (DEFINITIONS §15). Written by one thread while it is filled, from
 * then on only read: shared by any number of engines and threads. */
typedef struct _NnBase NnBase;

/* What image bytes become: x / 255, or x / 127.5 - 1. */
typedef enum { NN_SCALING_UNIT, NN_SCALING_SIGNED } NnScaling;

/* One convolution as files have it. */
typedef struct
{
  const float *kernel;            /* [rows][columns][channels][filters] */
  const float *beta, *mean, *variance; /* [filters] */
} NnBaseConv;

/* With the convolutions up to the cut, all 0. */
NnBase      *nn_base_new         (int               cut,
                                  NnScaling         scaling);
NnBase      *nn_base_ref         (NnBase           *self);
void         nn_base_unref       (NnBase           *self);
/* conv: 1 to nn_inception_count_convs (cut). All of it is copied. */
void         nn_base_set_conv    (NnBase           *self,
                                  int               conv,
                                  const NnBaseConv *raw);
/* kernel: [2048][1000], bias: [1000]; copied. Of a base with cut 10 alone. */
void         nn_base_set_top     (NnBase           *self,
                                  const float      *kernel,
                                  const float      *bias);

int          nn_base_get_cut     (const NnBase     *self);
NnScaling    nn_base_get_scaling (const NnBase     *self);
gboolean     nn_base_has_top     (const NnBase     *self);
/* Folded: [OC/16][C/16][rows][columns][16 in][16 out] as nnk-channels.h has it, and [OC]. */
const float *nn_base_get_weights (const NnBase     *self,
                                  int               conv);
const float *nn_base_get_bias    (const NnBase     *self,
                                  int               conv);
/* The folded kernel in rows: out: [OC][C][rows][columns], overwritten. */
void         nn_base_copy_kernel (const NnBase     *self,
                                  int               conv,
                                  float            *out);
/* Soft-max of the top: features: [2048], probabilities: [1000], overwritten. Needs a top. */
void         nn_base_classify    (const NnBase     *self,
                                  const float      *features,
                                  float            *probabilities);

/* The random base of a seed (DEFINITIONS §15): convolution conv, in arrays of its own. */
typedef struct
{
  float *kernel, *beta, *mean, *variance;
} NnBaseDraw;

void         nn_base_draw        (NnBaseDraw       *draw,
                                  guint64           seed,
                                  int               conv);
void         nn_base_draw_clear  (NnBaseDraw       *draw);
NnBase      *nn_base_new_random  (int               cut,
                                  NnScaling         scaling,
                                  guint64           seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBase, nn_base_unref)

G_END_DECLS

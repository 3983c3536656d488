/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-strongest.h"

G_BEGIN_DECLS

/* First-layer feature screening (Zeiler and Fergus, 2014, §4.1 look at their first
 * layer for dead and redundant filters): how alike the filters of one convolution
 * are, which of them say the same twice, and which say nothing. */
#define NN_SCREENING_MAX_MAPS 32
#define NN_SCREENING_TWIN 0.9     /* from this cosine on two filters are twins */

typedef struct
{
  int a, b;                       /* maps, from 0, a < b */
  float cosine;
} NnTwins;

/* A plain value. */
typedef struct
{
  int layer, n_maps;
  /* [n_maps][n_maps]: Σ u v / (‖u‖ ‖v‖) over all input channels, without bias; 0 if
   * either filter is 0 (DEFINITIONS §1), so a filter of zeros is not like itself. */
  float cosine[NN_SCREENING_MAX_MAPS * NN_SCREENING_MAX_MAPS];
  NnTwins twins[NN_SCREENING_MAX_MAPS * (NN_SCREENING_MAX_MAPS - 1) / 2];
  int n_twins;                    /* descending by cosine; equal ones by a, then b */
  gboolean knows_dead;            /* the strongest values were given */
  NnMapState states[NN_SCREENING_MAX_MAPS]; /* only then; else NN_MAP_ALIVE */
} NnScreening;

/* Of a convolution of the network. strongest: of that layer and these weights, or
 * NULL: then nothing is said about dead filters. FALSE (screening untouched) if layer
 * is no convolution, or has too many maps. */
gboolean nn_screening_make (NnScreening       *screening,
                            const NnNetwork   *network,
                            int                layer,
                            const NnStrongest *strongest);

G_END_DECLS

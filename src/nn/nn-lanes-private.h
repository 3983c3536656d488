/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdatomic.h>

#include "base/nn-arena.h"
#include "base/nn-pool.h"
#include "kernels/nnk-lanes.h"
#include "nn/nn-engine-private.h"

G_BEGIN_DECLS

/* The engine with images in lanes. A step has two phases, each one run of the
 * pool (so there are two barriers a step):
 *
 *   A  groups of shards: forward, loss, backward, convolution gradients;
 *      dense inputs and deltas are left as rows, image by image
 *   B  rows of the dense weights: gradient over all images and update;
 *      convolution gradients summed over the groups and update
 *
 * What makes equal bits on any number of threads: the shards of a batch and
 * their groups depend on the batch alone; a group is computed by one thread,
 * shards in order; groups are summed in order; images in order. */
#define NN_LANES_MAX_GROUPS 4
#define NN_LANES_MAX_CONVS 2
#define NN_LANES_MAX_MAPS 16      /* of a convolution */
#define NN_LANES_MAX_DENSE (NN_MAX_HIDDEN + 1)

/* A convolution with its activation and pooling. */
typedef struct
{
  int layer;                      /* in the network's table */
  NnkConv shape;
  int pad;                        /* of its input; only the first one's is in shape already */
  int maps, map_size, pooled_size; /* filters; positions of a map before and after pooling */
  int n_weights;
  gsize weight, bias;             /* offsets in the network's block */
  gsize gradient_weight, gradient_bias; /* offsets in a group's sums, in floats */
} NnLanesConv;

typedef struct
{
  int layer;
  int inputs, outputs;
  int pitch;                      /* of a weight row, and of the rows of inputs */
  int delta_pitch;                /* of the rows of deltas */
  gsize weight, bias;
  NnkActivation activation;
} NnLanesDense;

typedef struct
{
  NnNetwork *like;                /* a network of this spec, for its tables */
  NnkActivation activation;
  int n_convs, n_dense;
  NnLanesConv convs[NN_LANES_MAX_CONVS];
  NnLanesDense dense[NN_LANES_MAX_DENSE];
  int input_size, input_pad;      /* vectors of the input in lanes, frame included */
  gsize gradient_size;            /* floats of a group's sums; multiple of 16 */
} NnLanesPlan;

/* What one thread needs for one part; all [..][lane]. */
typedef struct
{
  float *input;                   /* the first convolution's (its frame stays 0) or dense layer's */
  float *pooled[NN_LANES_MAX_CONVS], *dpooled[NN_LANES_MAX_CONVS];
  guint8 *switches[NN_LANES_MAX_CONVS];
  float *scratch;
  float *units[NN_LANES_MAX_DENSE], *dunits[NN_LANES_MAX_DENSE]; /* outputs and their deltas */
  float *sums;                    /* [parts][gradient_size][lane]: this group's gradients */
  NnStopwatch *watch;             /* the thread's; NULL: nobody measures */
} NnLanesScratch;

/* What the threads share about one batch; [shards * 16] images each. */
typedef struct
{
  float *inputs[NN_LANES_MAX_DENSE], *deltas[NN_LANES_MAX_DENSE]; /* rows, image by image */
  float *loss;
  gint32 *correct;
  float *groups;                  /* [MAX_GROUPS][gradient_size] */
} NnLanesBatch;

typedef struct
{
  NnEngine parent;
  const NnkLanes *k;
  NnPool *pool;
  NnLanesPlan plan;
  NnArena scratch_arena, batch_arena;
  NnLanesScratch *scratch;        /* [threads] */
  NnLanesBatch batch;
  int capacity;                   /* shards that batch has room for */
} NnLanesEngine;

/* One call of the engine, as its threads see it. */
typedef struct
{
  NnLanesEngine *engine;
  const float *block;             /* weights, read in phase A */
  const guint8 *pixels, *labels;
  const guint32 *indices;         /* NULL: image i is i */
  int n, shards, groups;
  atomic_int next;                /* group (training) or shard (prediction) to be taken */
  float *logits;                  /* prediction's output, [n][10] */
  /* Phase B: */
  float *w, *first, *second;      /* blocks to be updated */
  NnkUpdate update;
} NnLanesCall;

void nn_lanes_plan_init       (NnLanesPlan         *plan,
                               const NnNetworkSpec *spec);
void nn_lanes_plan_clear      (NnLanesPlan         *plan);
void nn_lanes_make_scratch    (NnLanesEngine       *engine,
                               int                  n_threads);
/* Room for so many shards, at least. */
void nn_lanes_make_batch      (NnLanesEngine       *engine,
                               int                  shards);

/* From scratch->input to the logits, scratch->units[n_dense - 1]. */
void nn_lanes_forward         (const NnLanesEngine  *engine,
                               const NnLanesScratch *scratch,
                               const float          *block);
void nn_lanes_train_worker    (int                  worker,
                               gpointer             call);      /* phase A */
void nn_lanes_update_worker   (int                  worker,
                               gpointer             call);      /* phase B */
void nn_lanes_predict_worker  (int                  worker,
                               gpointer             call);
/* images: an image a lane, [28][28] each, to input: [y][x][lane], its frame left alone. */
void nn_lanes_spread_images   (const NnLanesEngine  *engine,
                               float                *input,
                               const float *const   *images);
void nn_lanes_activations     (NnEngine             *parent,
                               const NnNetwork      *network,
                               const float          *images,
                               int                   n,
                               NnActivations       **results);
void nn_lanes_survey          (NnEngine             *parent,
                               const NnNetwork      *network,
                               const NnSurvey       *survey);

G_END_DECLS

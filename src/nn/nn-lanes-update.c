/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-lanes-private.h"

/* Phase B: gradients of the dense layers and all updates. Rows of weights are
 * split between the threads in proportion to their cost, always the same way, so
 * that a row and its optimizer state stay in one processor's cache. */

/* dense_update () works on four rows at once. */
#define ROWS 4
/* The convolutions and all biases cost about as much as four rows of 400. */
#define REST 500

static int
row_blocks (const NnLanesDense *dense)
{
  return (dense->outputs + ROWS - 1) / ROWS;
}

static inline float *
at (float *block,
    gsize  offset)
{
  return block != NULL ? block + offset : NULL;
}

static void
update_rows (const NnLanesCall *call,
             int                l,
             int                from,
             int                to)
{
  const NnLanesDense *dense = &call->engine->plan.dense[l];
  const NnLanesBatch *batch = &call->engine->batch;
  gsize offset = dense->weight + (gsize) from * dense->pitch;
  NnkDense rows = {
    .w = call->w + offset,
    .first = at (call->first, offset),
    .second = at (call->second, offset),
    .columns = dense->inputs,
    .pitch = dense->pitch,
  };

  call->engine->k->dense_update (&rows, to - from, batch->deltas[l] + from, dense->delta_pitch,
                                 batch->inputs[l], call->n, &call->update);
}

static void
update_groups (const NnLanesCall *call,
               gsize              parameter,
               gsize              gradient,
               int                n)
{
  const NnLanesEngine *engine = call->engine;

  engine->k->group_update (call->w + parameter, at (call->first, parameter),
                           at (call->second, parameter), n, engine->batch.groups + gradient,
                           engine->plan.gradient_size, call->groups, &call->update);
}

static void
update_rest (const NnLanesCall *call,
             NnStopwatch       *watch)
{
  const NnLanesEngine *engine = call->engine;
  const NnLanesPlan *plan = &engine->plan;

  for (int c = 0; c < plan->n_convs; c++)
    {
      const NnLanesConv *conv = &plan->convs[c];

      update_groups (call, conv->weight, conv->gradient_weight, conv->n_weights);
      update_groups (call, conv->bias, conv->gradient_bias, conv->maps);
      nn_stopwatch_lap (watch, conv->layer, NN_PHASE_UPDATE);
    }
  for (int l = 0; l < plan->n_dense; l++)
    {
      const NnLanesDense *dense = &plan->dense[l];

      engine->k->bias_update (call->w + dense->bias, at (call->first, dense->bias),
                              at (call->second, dense->bias), dense->outputs,
                              engine->batch.deltas[l], dense->delta_pitch, call->n, &call->update);
      nn_stopwatch_lap (watch, dense->layer, NN_PHASE_UPDATE);
    }
}

void
nn_lanes_update_worker (int      worker,
                        gpointer data)
{
  const NnLanesCall *call = data;
  const NnLanesPlan *plan = &call->engine->plan;
  int n_threads = nn_pool_get_threads (call->engine->pool);
  NnStopwatch *watch = nn_engine_start_watch (&call->engine->parent, worker);
  int total = REST, cost = 0, from, to;

  for (int l = 0; l < plan->n_dense; l++)
    total += row_blocks (&plan->dense[l]) * plan->dense[l].pitch;
  from = worker * total / n_threads;
  to = (worker + 1) * total / n_threads;

  /* A block of rows belongs to the thread in whose share of the cost it begins. */
  for (int l = 0; l < plan->n_dense; l++)
    {
      const NnLanesDense *dense = &plan->dense[l];
      int begin = CLAMP ((from - cost + dense->pitch - 1) / dense->pitch, 0, row_blocks (dense));
      int end = CLAMP ((to - cost + dense->pitch - 1) / dense->pitch, 0, row_blocks (dense));

      if (begin < end)
        update_rows (call, l, begin * ROWS, MIN (end * ROWS, dense->outputs));
      nn_stopwatch_lap (watch, dense->layer, NN_PHASE_UPDATE);
      cost += row_blocks (dense) * dense->pitch;
    }
  if (worker == n_threads - 1)
    update_rest (call, watch);
}

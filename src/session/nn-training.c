/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-training.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "base/nn-ref.h"
#include "datasets/nn-batcher.h"

struct _NnTraining
{
  NnDataset *dataset;
  NnEngine *engine;
  NnBatcher *batcher;
  NnNetwork *network;             /* our own copy: the engine overwrites it */
  NnOptimizer *optimizer;

  NnTrainingSpec spec;
  NnPlace place;
  double loss_sum;                /* over the images of the running epoch; of the whole one at its end */
  guint correct_sum;

  const guint32 *order;           /* of epoch order_epoch, owned by the batcher */
  guint order_epoch;              /* 0: none asked for yet */
  NnImages held_out;              /* side by side; n is 0 until they are first asked for */
};

NnTrainingSpec
nn_training_spec_default (void)
{
  return (NnTrainingSpec) {
    .network = { .architecture = NN_ARCHITECTURE_LENET, .activation = NN_ACTIVATION_RELU },
    .seed = 1,
    .hyper = nn_hyper_default (NN_OPTIMIZER_ADAM),
    .batch = 64,
    .hold_out = 0,
  };
}

NnTrainingSpec
nn_training_spec_fit (const NnTrainingSpec *spec,
                      const NnDataset      *dataset)
{
  NnTrainingSpec fit = *spec;

  fit.batch = CLAMP (spec->batch, 1, 1024);
  fit.hold_out = spec->hold_out < dataset->train.n ? spec->hold_out : 0;
  return fit;
}

static guint64
number_state (void)
{
  static _Atomic guint64 last;

  return atomic_fetch_add_explicit (&last, 1, memory_order_relaxed) + 1;
}

NnMoment *
nn_moment_new (NnNetwork            *network,
               NnOptimizer          *optimizer,
               const NnTrainingSpec *spec,
               const NnPlace        *place,
               NnEvaluation         *evaluation)
{
  NnMoment *moment = g_new0 (NnMoment, 1);

  nn_ref_init (&moment->ref_count);
  moment->place = *place;
  if (place->state == 0)
    moment->place.state = number_state ();
  moment->spec = *spec;
  moment->network = network;
  moment->optimizer = optimizer;
  moment->evaluation = evaluation != NULL ? nn_evaluation_ref (evaluation) : NULL;
  return moment;
}

NnMoment *
nn_moment_ref (NnMoment *moment)
{
  g_return_val_if_fail (moment != NULL, NULL);

  nn_ref_inc (&moment->ref_count);
  return moment;
}

void
nn_moment_unref (NnMoment *moment)
{
  g_return_if_fail (moment != NULL);

  if (!nn_ref_dec (&moment->ref_count))
    return;
  g_clear_pointer (&moment->network, nn_network_unref);
  g_clear_pointer (&moment->optimizer, nn_optimizer_free);
  g_clear_pointer (&moment->evaluation, nn_evaluation_unref);
  g_free (moment);
}

void
nn_place_count_batches (NnPlace *place,
                        guint    batch)
{
  g_return_if_fail (place != NULL && batch >= 1);

  place->batch = (place->position + batch - 1) / batch;
  place->batches = place->batch + (place->images - place->position + batch - 1) / batch;
}

static void
count_batches (NnTraining *self)
{
  nn_place_count_batches (&self->place, self->spec.batch);
}

static void
forget_held_out (NnTraining *self)
{
  g_clear_pointer (&self->held_out.pixels, g_free);
  g_clear_pointer (&self->held_out.labels, g_free);
  self->held_out.n = 0;
}

static void
make_batcher (NnTraining *self)
{
  forget_held_out (self);
  g_clear_pointer (&self->batcher, nn_batcher_free);
  self->batcher = nn_batcher_new (self->dataset->train.n, self->spec.hold_out, self->spec.seed);
  self->order_epoch = 0;
  self->place.images = nn_batcher_get_size (self->batcher);
}

NnTraining *
nn_training_new (NnDataset            *dataset,
                 const NnTrainingSpec *spec,
                 NnBackend             backend,
                 int                   n_threads)
{
  NnTraining *self;

  g_return_val_if_fail (dataset != NULL && spec != NULL, NULL);
  g_return_val_if_fail (spec->batch >= 1 && spec->batch <= 1024, NULL);
  g_return_val_if_fail (spec->hold_out < dataset->train.n, NULL);

  self = g_new0 (NnTraining, 1);
  self->dataset = nn_dataset_ref (dataset);
  self->spec = *spec;
  self->engine = nn_engine_new (&spec->network, backend, n_threads);
  self->network = nn_network_new (&spec->network);
  nn_network_init_glorot (self->network, spec->seed);
  self->optimizer = nn_optimizer_new (self->network);
  self->place.state = number_state ();
  make_batcher (self);
  count_batches (self);
  return self;
}

void
nn_training_free (NnTraining *training)
{
  if (training == NULL)
    return;
  nn_batcher_free (training->batcher);
  nn_engine_free (training->engine);
  nn_optimizer_free (training->optimizer);
  nn_network_unref (training->network);
  nn_dataset_unref (training->dataset);
  forget_held_out (training);
  g_free (training);
}

const NnTrainingSpec *
nn_training_get_spec (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);
  return &training->spec;
}

const NnPlace *
nn_training_get_place (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);
  return &training->place;
}

const NnNetwork *
nn_training_get_network (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);
  return training->network;
}

NnEngine *
nn_training_get_engine (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);
  return training->engine;
}

NnDataset *
nn_training_get_dataset (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);
  return training->dataset;
}

void
nn_training_set_hyper (NnTraining    *training,
                       const NnHyper *hyper)
{
  g_return_if_fail (training != NULL && hyper != NULL);

  /* Another rule gives the stored averages another meaning: it starts from none. */
  if (hyper->kind != training->spec.hyper.kind)
    nn_optimizer_reset (training->optimizer);
  training->spec.hyper = *hyper;
}

void
nn_training_set_batch (NnTraining *training,
                       guint       batch)
{
  g_return_if_fail (training != NULL);
  g_return_if_fail (batch >= 1 && batch <= 1024);

  training->spec.batch = batch;
  count_batches (training);
}

void
nn_training_set_hands (NnTraining    *training,
                       const NnHands *hands)
{
  g_return_if_fail (training != NULL && hands != NULL);
  nn_network_set_hands (training->network, hands);
  training->place.state = number_state ();
}

void
nn_training_get_filter (NnTraining *training,
                        int         layer,
                        int         map,
                        NnFilter   *filter)
{
  g_return_if_fail (training != NULL && filter != NULL);
  nn_filter_get (filter, training->network, training->optimizer, layer, map);
}

void
nn_training_set_filter (NnTraining     *training,
                        const NnFilter *filter)
{
  g_return_if_fail (training != NULL && filter != NULL);
  nn_filter_put (filter, training->network, training->optimizer);
  training->place.state = number_state ();
}

const guint32 *
nn_training_get_next_batch (NnTraining *training,
                            guint      *n)
{
  const NnPlace *place;

  g_return_val_if_fail (training != NULL && n != NULL, NULL);

  place = &training->place;
  if (training->order_epoch != place->epoch + 1)
    {
      training->order_epoch = place->epoch + 1;
      training->order = nn_batcher_get_order (training->batcher, training->order_epoch);
    }
  *n = MIN (training->spec.batch, place->images - place->position);
  return training->order + place->position;
}

gboolean
nn_training_step (NnTraining    *training,
                  NnBatchResult *result)
{
  NnPlace *place;
  NnBatchResult batch;
  const guint32 *indices;
  guint n;
  gboolean ended;

  g_return_val_if_fail (training != NULL, FALSE);

  place = &training->place;
  if (place->position == 0)
    {
      training->loss_sum = 0;
      training->correct_sum = 0;
    }

  indices = nn_training_get_next_batch (training, &n);
  batch = nn_engine_train_batch (training->engine, training->network, training->optimizer,
                                 &training->spec.hyper, training->dataset->train.pixels,
                                 training->dataset->train.labels, indices, (int) n);
  place->update++;
  place->state = number_state ();
  place->position += n;
  training->loss_sum += batch.loss * n;
  training->correct_sum += (guint) batch.correct;
  place->running_loss = training->loss_sum / place->position;
  place->running_accuracy = (double) training->correct_sum / place->position;

  ended = place->position == place->images;
  if (ended)
    {
      place->epoch++;
      place->position = 0;
    }
  count_batches (training);
  if (result != NULL)
    *result = batch;
  return ended;
}

NnEvaluation *
nn_training_evaluate (NnTraining *training,
                      gboolean  (*cancelled) (gpointer data),
                      gpointer    data)
{
  const NnImages *test;

  g_return_val_if_fail (training != NULL, NULL);

  test = &training->dataset->test;
  return nn_evaluation_run (training->engine, training->network, test->pixels, test->labels,
                            test->n, cancelled, data);
}

static void
gather_held_out (NnTraining *self)
{
  const NnImages *train = &self->dataset->train;
  NnImages *held_out = &self->held_out;
  const guint32 *indices = nn_batcher_get_held_out (self->batcher, &held_out->n);

  held_out->pixels = g_malloc ((gsize) held_out->n * NN_IMAGE_SIZE);
  held_out->labels = g_malloc (held_out->n);
  for (guint i = 0; i < held_out->n; i++)
    {
      memcpy (held_out->pixels + (gsize) i * NN_IMAGE_SIZE,
              train->pixels + (gsize) indices[i] * NN_IMAGE_SIZE, NN_IMAGE_SIZE);
      held_out->labels[i] = train->labels[indices[i]];
    }
}

const NnImages *
nn_training_get_held_out (NnTraining *training)
{
  g_return_val_if_fail (training != NULL, NULL);

  if (training->spec.hold_out == 0)
    return NULL;
  if (training->held_out.n == 0)
    gather_held_out (training);
  return &training->held_out;
}

NnEvaluation *
nn_training_evaluate_held_out (NnTraining *training)
{
  const NnImages *images = nn_training_get_held_out (training);

  if (images == NULL)
    return NULL;
  return nn_evaluation_run (training->engine, training->network, images->pixels, images->labels,
                            images->n, NULL, NULL);
}

NnEpochPoint
nn_training_epoch_point (NnTraining         *training,
                         const NnEvaluation *test,
                         const NnEvaluation *held_out,
                         double              seconds)
{
  const NnPlace *place = &training->place;

  return (NnEpochPoint) {
    .epoch = place->epoch,
    .update = place->update,
    .train_loss = place->running_loss,
    .train_accuracy = place->running_accuracy,
    .test_loss = test != NULL ? test->loss : NAN,
    .test_accuracy = test != NULL ? (double) test->correct / test->n : NAN,
    .hold_out_loss = held_out != NULL ? held_out->loss : NAN,
    .hold_out_accuracy = held_out != NULL ? (double) held_out->correct / held_out->n : NAN,
    .seconds = seconds,
  };
}

NnMoment *
nn_training_capture (NnTraining   *training,
                     NnEvaluation *evaluation)
{
  NnMoment *moment;

  g_return_val_if_fail (training != NULL, NULL);

  moment = nn_moment_new (nn_network_copy (training->network),
                          nn_optimizer_copy (training->optimizer),
                          &training->spec, &training->place, evaluation);
  moment->loss_sum = training->loss_sum;
  moment->correct_sum = training->correct_sum;
  return moment;
}

void
nn_training_restore (NnTraining     *training,
                     const NnMoment *moment)
{
  NnTrainingSpec spec;
  gboolean other_order;

  g_return_if_fail (training != NULL && moment != NULL);
  g_return_if_fail (nn_network_get_block_size (moment->network)
                    == nn_network_get_block_size (training->network));

  spec = nn_training_spec_fit (&moment->spec, training->dataset);
  spec.network = training->spec.network;
  other_order = training->spec.seed != spec.seed || training->spec.hold_out != spec.hold_out;

  nn_network_unref (training->network);
  training->network = nn_network_copy (moment->network);
  nn_optimizer_free (training->optimizer);
  training->optimizer = nn_optimizer_copy (moment->optimizer);
  training->spec = spec;
  training->place = moment->place;
  training->loss_sum = moment->loss_sum;
  training->correct_sum = moment->correct_sum;

  if (other_order)
    make_batcher (training);
  /* A moment from a file may come from a set of another size. */
  training->place.images = nn_batcher_get_size (training->batcher);
  if (training->place.position >= training->place.images)
    training->place.position = 0;
  count_batches (training);
}

gboolean
nn_training_is_moment (NnTraining *training)
{
  static const guint64 updates[] = { 0, 1, 3, 10, 30, 100, 300 };

  g_return_val_if_fail (training != NULL, FALSE);

  if (training->place.position == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (updates); i++)
    if (training->place.update == updates[i])
      return TRUE;
  return FALSE;
}

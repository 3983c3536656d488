/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-publisher.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "synthetic.h"

#define N_BATCHES 400

static NnDataset *dataset;

typedef struct
{
  NnPublisher *publisher;
  NnRun *run;
  NnProbe *probe;
  NnStatus status;
  atomic_bool done;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  NnTrainingSpec spec = synthetic_spec ();

  f->publisher = nn_publisher_new ();
  f->run = nn_run_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);
  f->probe = nn_probe_new_test (dataset, 3);
  f->status = (NnStatus) { .state = NN_STATE_RUNNING, .generation = 1, .stop_epoch = 100 };
  nn_publisher_start_clock (f->publisher);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  nn_publisher_free (f->publisher);
  nn_run_free (f->run);
  nn_probe_unref (f->probe);
}

static void
put (Fixture *f)
{
  nn_publisher_put (f->publisher, f->run, f->probe, &f->status);
}

static void
batches (Fixture *f,
         guint    n)
{
  for (guint i = 0; i < n; i++)
    nn_run_batch (f->run, NULL, NULL);
}

static void
assert_losses (const NnSnapshot *snapshot,
               guint64           first,
               guint64           last)
{
  g_assert_cmpuint (snapshot->losses->len, ==, last + 1 - first);
  for (guint i = 0; i < snapshot->losses->len; i++)
    g_assert_cmpuint (g_array_index (snapshot->losses, NnLossPoint, i).update, ==, first + i);
}

/* A snapshot that nobody took is replaced; its losses and epochs go with the next. */
static void
test_unseen (Fixture      *f,
             gconstpointer data)
{
  g_autoptr (NnSnapshot) first = NULL;
  g_autoptr (NnSnapshot) second = NULL;

  batches (f, 2);
  put (f);
  g_assert_false (nn_publisher_is_due (f->publisher));
  first = nn_publisher_take (f->publisher);
  assert_losses (first, 1, 2);
  g_assert_null (nn_publisher_take (f->publisher));

  batches (f, 5);
  put (f);
  batches (f, 3);
  put (f);
  put (f);
  second = nn_publisher_take (f->publisher);
  assert_losses (second, 3, 10);
  g_assert_cmpuint (second->epochs->len, ==, 1);
  g_assert_cmpuint (second->frame->place.update, ==, 10);
}

/* Another generation begins with all there is, whatever has been seen of the last one. */
static void
test_generation (Fixture      *f,
                 gconstpointer data)
{
  for (guint taken = 0; taken < 2; taken++)
    {
      g_autoptr (NnSnapshot) snapshot = NULL;

      batches (f, 4);
      put (f);
      if (taken)
        nn_snapshot_free (nn_publisher_take (f->publisher));
      f->status.generation++;
      put (f);
      snapshot = nn_publisher_take (f->publisher);
      assert_losses (snapshot, 1, 4 * (taken + 1));
    }
}

/* Frames are made anew only where something has changed, and weights copied only then. */
static void
test_frames (Fixture      *f,
             gconstpointer data)
{
  NnSnapshot *snapshots[5] = { NULL };
  g_autoptr (NnProbe) other = nn_probe_new_test (dataset, 4);

  for (guint i = 0; i < 5; i++)
    {
      if (i == 2)
        {
          nn_probe_unref (f->probe);
          f->probe = nn_probe_ref (other);
        }
      else if (i == 3)
        g_assert_true (nn_run_evaluate (f->run, NULL, NULL));
      else if (i == 4)
        batches (f, 2);
      put (f);
      snapshots[i] = nn_publisher_take (f->publisher);
    }
  g_assert_true (snapshots[0]->frame == snapshots[1]->frame);
  g_assert_true (snapshots[2]->frame != snapshots[1]->frame);
  g_assert_true (snapshots[2]->frame->probe == other);
  g_assert_true (snapshots[2]->frame->network == snapshots[1]->frame->network);
  g_assert_null (snapshots[2]->frame->evaluation);
  g_assert_nonnull (snapshots[3]->frame->evaluation);
  g_assert_true (snapshots[3]->frame->network == snapshots[1]->frame->network);
  g_assert_true (snapshots[4]->frame->network != snapshots[1]->frame->network);
  /* The accuracy is that of the moment at update 1, and says so. */
  g_assert_cmpuint (snapshots[4]->frame->evaluation_update, ==, 1);
  g_assert_cmpuint (snapshots[4]->frame->place.update, ==, 2);
  for (guint i = 0; i < 5; i++)
    nn_snapshot_free (snapshots[i]);
}

static void
test_speed (Fixture      *f,
            gconstpointer data)
{
  g_autoptr (NnSnapshot) running = NULL;
  g_autoptr (NnSnapshot) paused = NULL;

  batches (f, 3);
  nn_publisher_count (f->publisher, 48);
  g_usleep (1000);
  put (f);
  running = nn_publisher_take (f->publisher);
  g_assert_cmpfloat (running->images_per_second, >, 0);
  g_assert_cmpfloat (running->images_per_second, <=, 48000);
  g_assert_cmpfloat_with_epsilon (running->seconds_left * running->images_per_second,
                                  100 * 100 - 48, 1e-6);
  f->status.state = NN_STATE_PAUSED;
  put (f);
  paused = nn_publisher_take (f->publisher);
  g_assert_cmpfloat (paused->images_per_second, ==, 0);
  g_assert_true (isnan (paused->seconds_left));
}

static void *
produce (void *data)
{
  Fixture *f = data;

  for (guint i = 0; i < N_BATCHES; i++)
    {
      batches (f, 1);
      put (f);
    }
  atomic_store (&f->done, true);
  return NULL;
}

/* However slowly somebody looks, every loss arrives once, and in order. */
static void
test_slow_consumer (Fixture      *f,
                    gconstpointer data)
{
  pthread_t producer;
  guint64 last = 0;
  guint epochs = 0;
  gboolean done;

  g_assert_cmpint (pthread_create (&producer, NULL, produce, f), ==, 0);
  do
    {
      g_autoptr (NnSnapshot) snapshot = NULL;

      g_usleep (300);
      done = atomic_load (&f->done);
      snapshot = nn_publisher_take (f->publisher);
      if (snapshot == NULL)
        continue;
      if (snapshot->losses->len > 0)
        assert_losses (snapshot, last + 1, snapshot->frame->place.update);
      last = snapshot->frame->place.update;
      epochs += snapshot->epochs->len;
    }
  while (!done);
  pthread_join (producer, NULL);
  g_assert_cmpuint (last, ==, N_BATCHES);
  g_assert_cmpuint (epochs, ==, N_BATCHES / 7);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (100, 30);
#define ADD(name, function) \
  g_test_add ("/session/publisher/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("unseen", test_unseen);
  ADD ("generation", test_generation);
  ADD ("frames", test_frames);
  ADD ("speed", test_speed);
  ADD ("slow-consumer", test_slow_consumer);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

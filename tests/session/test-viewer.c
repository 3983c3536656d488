/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-viewer.h"

#include <stdatomic.h>
#include <string.h>

#include "synthetic.h"
#include "util/test-patience.h"

static NnDataset *dataset;
static NnDataset *large;          /* minutes of work for the plain engine */

typedef struct
{
  NnViewer *viewer;
  NnNetwork *network;
  NnTrainingSpec spec;
  NnPlace place;
  NnProbe *probe;
  atomic_uint woken;
} Fixture;

static void
wake_cb (gpointer data)
{
  Fixture *f = data;

  atomic_fetch_add (&f->woken, 1);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  NnDataset *set = data != NULL ? large : dataset;

  f->spec = data != NULL ? nn_training_spec_default () : synthetic_spec ();
  f->network = nn_network_new (&f->spec.network);
  nn_network_init_glorot (f->network, 5);
  f->place.update = 17;
  f->probe = nn_probe_new_test (set, 2);
  f->viewer = nn_viewer_new (set, NN_BACKEND_REFERENCE, wake_cb, f);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  nn_viewer_free (f->viewer);
  nn_network_unref (f->network);
  nn_probe_unref (f->probe);
}

static guint64
ask (Fixture    *f,
     NnViewKind  kind)
{
  return nn_viewer_ask (f->viewer, nn_view_request_new (kind, f->network, &f->spec, &f->place,
                                                        kind == NN_VIEW_EVALUATION ? NULL
                                                                                   : f->probe));
}

static NnViewResult *
wait_for (Fixture    *f,
          NnViewKind  kind)
{
  gint64 until = g_get_monotonic_time () + test_patience ();
  NnViewResult *result;

  while ((result = nn_viewer_take (f->viewer, kind)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_usleep (200);
    }
  return result;
}

static void
test_frame (Fixture      *f,
            gconstpointer data)
{
  g_autoptr (NnEngine) engine = nn_engine_new (&f->spec.network, NN_BACKEND_REFERENCE, 1);
  g_autoptr (NnViewResult) result = NULL;
  g_autoptr (NnFrame) expected = NULL;
  guint64 serial = ask (f, NN_VIEW_PAST);
  NnActivations *activations;

  result = wait_for (f, NN_VIEW_PAST);
  g_assert_cmpuint (atomic_load (&f->woken), <=, 1);
  g_assert_cmpuint (result->serial, ==, serial);
  g_assert_cmpint (result->kind, ==, NN_VIEW_PAST);
  g_assert_true (result->frame->network == f->network);
  g_assert_true (result->frame->probe == f->probe);
  g_assert_cmpuint (result->frame->place.update, ==, 17);
  g_assert_null (result->frame->evaluation);

  expected = nn_frame_new (engine, f->network, &f->spec, &f->place, f->probe);
  g_assert_cmpuint (expected->serial, >, result->frame->serial);
  activations = result->frame->activations;
  g_assert_cmpint (activations->n_layers, ==, expected->activations->n_layers);
  g_assert_cmpmem (activations->probabilities, sizeof activations->probabilities,
                   expected->activations->probabilities, sizeof activations->probabilities);
}

static void
test_evaluation (Fixture      *f,
                 gconstpointer data)
{
  g_autoptr (NnViewResult) result = NULL;
  g_autoptr (NnViewResult) past = NULL;
  NnViewRequest *request;

  ask (f, NN_VIEW_EVALUATION);
  result = wait_for (f, NN_VIEW_EVALUATION);
  g_assert_null (result->frame);
  g_assert_cmpuint (result->evaluation->n, ==, dataset->test.n);

  request = nn_view_request_new (NN_VIEW_PAST, f->network, &f->spec, &f->place, f->probe);
  request->evaluation = nn_evaluation_ref (result->evaluation);
  request->evaluation_update = 17;
  nn_viewer_ask (f->viewer, request);
  past = wait_for (f, NN_VIEW_PAST);
  g_assert_true (past->frame->evaluation == result->evaluation);
  g_assert_cmpuint (past->frame->evaluation_update, ==, 17);
}

/* Of many requests of a kind the last one is answered, whatever became of the others. */
static void
test_newest (Fixture      *f,
             gconstpointer data)
{
  guint64 last = 0;
  guint64 serial = 0;

  for (guint i = 0; i < 500; i++)
    last = ask (f, i % 2 ? NN_VIEW_PAST : NN_VIEW_EVALUATION);
  last = ask (f, NN_VIEW_PAST);
  while (serial < last)
    {
      g_autoptr (NnViewResult) result = wait_for (f, NN_VIEW_PAST);

      g_assert_cmpuint (result->serial, >, serial);
      serial = result->serial;
    }
  g_assert_cmpuint (serial, ==, last);
}

/* Other shapes of network take turns. */
static void
test_shapes (Fixture      *f,
             gconstpointer data)
{
  NnNetworkSpec other = f->spec.network;
  g_autoptr (NnNetwork) network = NULL;

  other.hidden[0] = 5;
  network = nn_network_new (&other);
  for (guint i = 0; i < 4; i++)
    {
      NnNetwork *present = i % 2 ? network : f->network;
      g_autoptr (NnViewResult) result = NULL;

      nn_viewer_ask (f->viewer, nn_view_request_new (NN_VIEW_PAST, present, &f->spec, &f->place,
                                                     f->probe));
      result = wait_for (f, NN_VIEW_PAST);
      g_assert_true (result->frame->network == present);
    }
}

/* Minutes of work are under way; what is more urgent is answered all the same,
 * a newer request of the kind takes their place, and the end does not wait for them. */
static void
test_cancel (Fixture      *f,
             gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NnViewResult) result = NULL;

      ask (f, NN_VIEW_EVALUATION);
      g_usleep (5000);
      ask (f, i % 2 ? NN_VIEW_LIVE : NN_VIEW_PAST);
      result = wait_for (f, i % 2 ? NN_VIEW_LIVE : NN_VIEW_PAST);
      g_assert_nonnull (result->frame);
      g_assert_null (nn_viewer_take (f->viewer, NN_VIEW_EVALUATION));
    }
}

/* However many urgent requests come, the long work goes on between them. */
static void
test_goes_on (Fixture      *f,
              gconstpointer data)
{
  guint64 serial = ask (f, NN_VIEW_EVALUATION);
  g_autoptr (NnViewResult) result = NULL;
  gint64 until = g_get_monotonic_time () + test_patience ();

  while ((result = nn_viewer_take (f->viewer, NN_VIEW_EVALUATION)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      ask (f, NN_VIEW_PAST);
      nn_view_result_free (wait_for (f, NN_VIEW_PAST));
    }
  g_assert_cmpuint (result->serial, ==, serial);
  g_assert_cmpfloat (result->seconds, >, 0);
}

/* What was interrupted comes all the same. */
static void
test_interrupted (Fixture      *f,
               gconstpointer data)
{
  guint64 serial = ask (f, NN_VIEW_EVALUATION);
  g_autoptr (NnViewResult) result = NULL;

  for (guint i = 0; i < 20; i++)
    {
      ask (f, NN_VIEW_PAST);
      nn_view_result_free (wait_for (f, NN_VIEW_PAST));
    }
  result = wait_for (f, NN_VIEW_EVALUATION);
  g_assert_cmpuint (result->serial, ==, serial);
}

/* What is not wanted any more does not come. */
static void
test_unwanted (Fixture      *f,
               gconstpointer data)
{
  guint64 serial;
  g_autoptr (NnViewResult) result = NULL;

  ask (f, NN_VIEW_EVALUATION);
  g_usleep (5000);
  nn_viewer_cancel (f->viewer, NN_VIEW_EVALUATION);
  serial = ask (f, NN_VIEW_PAST);
  result = wait_for (f, NN_VIEW_PAST);
  g_assert_cmpuint (result->serial, ==, serial);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (20, 2000);
  large = synthetic_dataset (20, 100000);
#define ADD(name, data, function) \
  g_test_add ("/session/viewer/" name, Fixture, data, set_up, function, tear_down)
  ADD ("frame", NULL, test_frame);
  ADD ("evaluation", NULL, test_evaluation);
  ADD ("newest", NULL, test_newest);
  ADD ("shapes", NULL, test_shapes);
  ADD ("interrupted", NULL, test_interrupted);
  ADD ("goes-on", NULL, test_goes_on);
  ADD ("cancel", &large, test_cancel);
  ADD ("unwanted", &large, test_unwanted);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  nn_dataset_unref (large);
  return status;
}

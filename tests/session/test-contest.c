/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-contest.h"

#include "synthetic.h"
#include "util/test-patience.h"

#define N_TRAIN 300               /* five batches an epoch */
#define EPOCHS 3

static NnDataset *dataset;

static NnComparisonSpec
make_spec (NnExperiment experiment)
{
  return (NnComparisonSpec) { nn_training_spec_default (), EPOCHS, experiment };
}

static gboolean
timeout_cb (gpointer data)
{
  g_error ("nothing came");
  return G_SOURCE_REMOVE;
}

static void
wait_until_idle (NnContest *contest)
{
  guint timeout = g_timeout_add ((guint) (test_patience () / 1000), timeout_cb, NULL);

  while (nn_contest_get_state (contest) != NN_CONTEST_IDLE)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static gboolean
go_on_cb (const NnPlace *place,
          gpointer       data)
{
  return TRUE;
}

/* What comes up is what the same comparison gives without a thread. */
static void
test_same (void)
{
  NnComparisonSpec spec = make_spec (NN_EXPERIMENT_SHUFFLE);
  g_autoptr (NnContest) contest = nn_contest_new (dataset, nn_backend_best (), 2);
  g_autoptr (NnComparison) plain = nn_comparison_new (dataset, &spec);
  const NnComparison *report;

  for (int i = 0; i < 2; i++)
    g_assert_true (nn_comparison_add_heat (plain, nn_backend_best (), 1, go_on_cb, NULL));
  g_assert_null (nn_contest_get_report (contest));
  nn_contest_start (contest, &spec, 2);
  g_assert_cmpint (nn_contest_get_state (contest), ==, NN_CONTEST_RUNNING);
  g_assert_nonnull (nn_contest_get_report (contest));
  wait_until_idle (contest);

  report = nn_contest_get_report (contest);
  g_assert_cmpfloat (nn_contest_get_progress (contest), ==, 1);
  g_assert_cmpuint (report->heats->len, ==, 2);
  g_assert_null (report->running);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      NnSpread a = nn_comparison_accuracy (report, racer);
      NnSpread b = nn_comparison_accuracy (plain, racer);

      g_assert_cmpfloat (a.mean, ==, b.mean);
      g_assert_cmpfloat (a.spread, ==, b.spread);
      for (int i = 0; i < 2; i++)
        g_assert_cmpfloat (nn_comparison_point (report, racer, i).mean, ==,
                           nn_comparison_point (plain, racer, i).mean);
    }
}

/* A paused one stands still; it goes on as if nothing had been. */
static void
test_pause (void)
{
  NnComparisonSpec spec = make_spec (NN_EXPERIMENT_NONE);
  g_autoptr (NnContest) contest = nn_contest_new (dataset, nn_backend_best (), 1);
  double progress;

  nn_contest_start (contest, &spec, 30);
  nn_contest_pause (contest);
  g_assert_cmpint (nn_contest_get_state (contest), ==, NN_CONTEST_PAUSED);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  progress = nn_contest_get_progress (contest);
  for (int i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpfloat (nn_contest_get_progress (contest), ==, progress);
  nn_contest_resume (contest);
  wait_until_idle (contest);
  g_assert_cmpuint (nn_contest_get_report (contest)->heats->len, ==, 30);
}

/* Stopped, started anew, and thrown away in the middle of work. */
static void
test_stop (void)
{
  NnComparisonSpec spec = make_spec (NN_EXPERIMENT_LESS);
  NnContest *contest = nn_contest_new (dataset, nn_backend_best (), 1);

  nn_contest_pause (contest);   /* nothing runs: nothing happens */
  nn_contest_stop (contest);
  g_assert_cmpint (nn_contest_get_state (contest), ==, NN_CONTEST_IDLE);
  nn_contest_start (contest, &spec, 1000);
  nn_contest_stop (contest);
  g_assert_cmpint (nn_contest_get_state (contest), ==, NN_CONTEST_IDLE);
  g_assert_nonnull (nn_contest_get_report (contest));
  nn_contest_start (contest, &spec, 1000);
  nn_contest_pause (contest);
  nn_contest_start (contest, &spec, 1);
  wait_until_idle (contest);
  g_assert_cmpuint (nn_contest_get_report (contest)->heats->len, ==, 1);
  nn_contest_start (contest, &spec, 1000);
  g_object_unref (contest);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, 50);
  g_test_add_func ("/session/contest/same", test_same);
  g_test_add_func ("/session/contest/pause", test_pause);
  g_test_add_func ("/session/contest/stop", test_stop);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session.h"

#include <math.h>

#include "base/nn-rng.h"
#include "synthetic.h"

/* Seven updates an epoch, the last one of four images. */
#define N_TRAIN 100
#define N_TEST 30
#define PATIENCE (30 * G_USEC_PER_SEC)

static NnDataset *dataset;

static NnSession *
start (const NnTrainingSpec *spec)
{
  return nn_session_new (dataset, spec, NN_BACKEND_REFERENCE, 1);
}

/* As a window does: a frame clock ticks, the main loop runs. */
static void
tick (NnSession *session)
{
  nn_session_tick (session);
  g_main_context_iteration (NULL, FALSE);
  g_usleep (500);
}

#define wait_until(session, condition) \
  G_STMT_START { \
    gint64 until_ = g_get_monotonic_time () + PATIENCE; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > until_) \
          g_error ("%s:%d: in vain: %s", __FILE__, __LINE__, #condition); \
        tick (session); \
      } \
  } G_STMT_END

static const NnPlace *
get_place (NnSession *session)
{
  NnFrame *frame = nn_session_get_live_frame (session);

  return frame != NULL ? &frame->place : NULL;
}

static guint64
get_update (NnSession *session)
{
  return get_place (session) != NULL ? get_place (session)->update : G_MAXUINT64;
}

static void
wait_for_update (NnSession *session,
                 guint64    update)
{
  wait_until (session, get_update (session) == update);
}

static void
wait_for_rest (NnSession *session)
{
  wait_until (session, nn_session_get_state (session) != NN_STATE_RUNNING);
}

static char *
describe (NnSession *session)
{
  NnFrame *frame = nn_session_get_live_frame (session);

  return describe_state (frame->network, &frame->place);
}

/* What a plain training gives after so many updates: what the command line does. */
static char *
describe_plain (const NnTrainingSpec *spec,
                guint64               updates)
{
  g_autoptr (NnTraining) training = nn_training_new (dataset, spec, NN_BACKEND_REFERENCE, 1);

  for (guint64 i = 0; i < updates; i++)
    nn_training_step (training, NULL);
  return describe_state (nn_training_get_network (training), nn_training_get_place (training));
}

static void
assert_plain (NnSession            *session,
              const NnTrainingSpec *spec,
              guint64               updates)
{
  g_autofree char *state = describe (session);
  g_autofree char *expected = describe_plain (spec, updates);

  g_assert_cmpstr (state, ==, expected);
}

/* Each update's loss is there, once, in order. */
static void
assert_losses (NnSession *session,
               guint64    first,
               guint64    last)
{
  GArray *losses = nn_session_get_losses (session);

  g_assert_cmpuint (losses->len, ==, last + 1 - first);
  for (guint i = 0; i < losses->len; i++)
    g_assert_cmpuint (g_array_index (losses, NnLossPoint, i).update, ==, first + i);
}

G_GNUC_UNUSED static NnMoment *
get_moment (NnSession *session,
            guint64    update)
{
  GPtrArray *moments = nn_session_get_moments (session);

  for (guint i = 0; i < moments->len; i++)
    {
      NnMoment *moment = g_ptr_array_index (moments, i);

      if (moment->place.update == update)
        return moment;
    }
  return NULL;
}

static char *
list_moments (NnSession *session)
{
  GPtrArray *moments = nn_session_get_moments (session);
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < moments->len; i++)
    g_string_append_printf (list, "%" G_GUINT64_FORMAT " ",
                            ((NnMoment *) g_ptr_array_index (moments, i))->place.update);
  return g_string_free (list, FALSE);
}

static void
assert_moments (NnSession  *session,
                const char *expected)
{
  g_autofree char *list = list_moments (session);

  g_assert_cmpstr (list, ==, expected);
}

static void
test_start (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);

  g_assert_null (nn_session_get_frame (session));
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_PAUSED);
  g_assert_cmpuint (nn_session_get_target (session), ==, 10);
  g_assert_cmpint (nn_session_get_probe (session)->index, ==, 0);
  wait_for_update (session, 0);
  assert_plain (session, &spec, 0);
  assert_moments (session, "0 ");
  g_assert_true (nn_session_get_frame (session) == nn_session_get_live_frame (session));
  g_assert_true (nn_session_get_frame (session)->probe == nn_session_get_probe (session));
  g_assert_false (nn_session_get_unsaved (session));
  /* The accuracy of the untrained network comes by itself. */
  wait_until (session, nn_session_get_frame (session)->evaluation != NULL);
  g_assert_cmpuint (nn_session_get_frame (session)->evaluation->n, ==, N_TEST);
}

static void
test_run (void)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnSession) session = start (&spec);
  GArray *epochs;

  nn_session_set_target (session, 3);
  nn_session_run (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);
  wait_for_rest (session);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_FINISHED);
  assert_plain (session, &spec, 21);
  assert_losses (session, 1, 21);
  assert_moments (session, "0 1 3 7 10 14 21 ");
  epochs = nn_session_get_epochs (session);
  g_assert_cmpuint (epochs->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const NnEpochPoint *point = &g_array_index (epochs, NnEpochPoint, i);

      g_assert_cmpuint (point->epoch, ==, i + 1);
      g_assert_cmpuint (point->update, ==, 7 * (i + 1));
      g_assert_cmpfloat (point->test_accuracy, >, 0);
      g_assert_cmpfloat (point->seconds, >, 0);
      g_assert_true (isnan (point->hold_out_loss));
    }
  g_assert_cmpuint (nn_session_get_live_frame (session)->evaluation_update, ==, 21);
  g_assert_cmpfloat (nn_session_get_images_per_second (session), ==, 0);
  g_assert_true (nn_session_get_unsaved (session));
  nn_session_mark_saved (session);
  g_assert_false (nn_session_get_unsaved (session));

  /* At the target already: ten more. */
  nn_session_run (session);
  wait_for_rest (session);
  g_assert_cmpuint (nn_session_get_target (session), ==, 13);
  assert_plain (session, &spec, 91);
  assert_losses (session, 1, 91);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/session/start", test_start);
  g_test_add_func ("/session/session/run", test_run);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

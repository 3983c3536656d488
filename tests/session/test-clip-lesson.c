/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-lesson.h"

#include <string.h>

#include "drive.h"
#include "nn/nn-hands.h"
#include "session/nn-session-studies.h"
#include "synthetic.h"

/* Figure 6: both halves are what plain trainings give, to the bit, and one of them is
 * clipped; it can be stopped and started again, beside a run that goes on untouched. */

#define N_TRAIN 96
#define N_TEST 80
#define UPDATES 15
#define C1 1

static NnDataset *dataset;

static NnClipLessonSpec
lesson_spec (void)
{
  NnTrainingSpec run = nn_training_spec_default ();
  NnClipLessonSpec spec;

  run.seed = 3;
  spec = nn_clip_lesson_spec_default (&run, dataset);
  spec.training.batch = 16;
  spec.training.hyper.rms_clip = 0.1f;
  spec.updates = UPDATES;
  return spec;
}

static NnSession *
start (void)
{
  NnTrainingSpec spec = nn_training_spec_default ();

  spec.batch = 16;
  return start_session (dataset, &spec);
}

static gboolean
is_finished (NnSession *session)
{
  NnClipLesson *lesson = nn_session_get_clip_lesson (session);

  return lesson != NULL && lesson->finished;
}

static void
test_default (void)
{
  NnTrainingSpec run = nn_training_spec_default ();
  NnClipLessonSpec spec;

  run.seed = 7;
  run.network.activation = NN_ACTIVATION_TANH;
  spec = nn_clip_lesson_spec_default (&run, dataset);
  g_assert_cmpuint (spec.training.seed, ==, 7);
  g_assert_cmpint (spec.training.network.activation, ==, NN_ACTIVATION_TANH);
  g_assert_cmpfloat (spec.training.hyper.rms_clip, >, 0);
  g_assert_cmpuint (spec.updates, ==, 2);         /* an epoch: 64 images, then 32 */
  run = synthetic_spec ();
  spec = nn_clip_lesson_spec_default (&run, dataset);
  g_assert_cmpint (spec.training.network.architecture, ==, NN_ARCHITECTURE_LENET);
}

/* What the command line does, here in one loop. */
static void
assert_trained (const NnNetwork      *network,
                const NnTrainingSpec *spec,
                int                   updates,
                const NnEvaluation   *evaluation)
{
  g_autoptr (NnTraining) training = nn_training_new (dataset, spec, nn_backend_best (), 2);
  g_autoptr (NnEvaluation) expected = NULL;
  gsize size = nn_network_get_block_size (network) * sizeof (float);

  for (int i = 0; i < updates; i++)
    nn_training_step (training, NULL);
  g_assert_cmpmem (nn_network_peek_block (network), size,
                   nn_network_peek_block (nn_training_get_network (training)), size);
  if (evaluation == NULL)
    return;
  expected = nn_training_evaluate (training, NULL, NULL);
  g_assert_cmpuint (evaluation->correct, ==, expected->correct);
  g_assert_cmpfloat (evaluation->loss, ==, expected->loss);
}

/* While the session's own run goes on, and does not notice. */
static void
test_bits (void)
{
  g_autoptr (NnSession) session = start ();
  NnTrainingSpec run = *nn_session_get_spec (session);
  NnClipLessonSpec spec = lesson_spec ();
  NnClipLesson *lesson;

  g_assert_null (nn_session_get_clip_lesson (session));
  nn_session_run_to (session, 2);
  nn_session_start_clip_lesson (session, &spec);
  g_assert_true (nn_session_is_in_clip_lesson (session));
  wait_until (session, is_finished (session));
  g_assert_false (nn_session_is_in_clip_lesson (session));
  lesson = nn_session_get_clip_lesson (session);
  g_assert_cmpuint (lesson->update, ==, UPDATES);
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      const NnClipHalf *half = &lesson->halves[side];
      NnTrainingSpec plain = spec.training;

      if (side == NN_CLIP_WITHOUT)
        plain.hyper.rms_clip = 0;
      assert_trained (half->network, &plain, UPDATES, half->evaluation);
      g_assert_cmpuint (half->diverged, ==, 0);
      g_assert_cmpint (half->c1->n_maps, ==, 6);
      g_assert_cmpuint (half->c1->n_images, ==, N_TEST);
    }
  wait_for_rest (session);
  assert_trained (nn_session_get_live_frame (session)->network, &run, 12, NULL);
}

/* The bound of DEFINITIONS §8 holds on one side, and is what the other side goes beyond. */
static void
test_bound (void)
{
  g_autoptr (NnSession) session = start ();
  NnClipLessonSpec spec = lesson_spec ();
  double largest[NN_CLIP_N_HALVES] = { 0 };

  nn_session_start_clip_lesson (session, &spec);
  wait_until (session, is_finished (session));
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    for (int map = 0; map < 6; map++)
      largest[side] = MAX (largest[side],
                           nn_filter_rms (nn_session_get_clip_lesson (session)->halves[side].network,
                                          C1, map));
  g_assert_cmpfloat (largest[NN_CLIP_WITH], <=, 0.1 * (1 + 1e-6));
  g_assert_cmpfloat (largest[NN_CLIP_WITHOUT], >, 0.1 * 1.05);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    data)
{
  ++*(guint *) data;
}

/* Both begin alike; stopped, what there is stays; the next one does not mind. */
static void
test_stop (void)
{
  g_autoptr (NnSession) session = start ();
  NnClipLessonSpec spec = lesson_spec ();
  NnClipLesson *lesson;
  guint notified = 0;
  guint64 update;

  g_signal_connect (session, "notify::clip-lesson", G_CALLBACK (count_cb), &notified);
  spec.updates = 1000000;
  nn_session_start_clip_lesson (session, &spec);
  wait_until (session, nn_session_get_clip_lesson (session) != NULL);
  wait_until (session, nn_session_get_clip_lesson (session)->update > 0);
  lesson = nn_session_get_clip_lesson (session);
  g_assert_false (lesson->finished);
  g_assert_null (lesson->halves[NN_CLIP_WITH].evaluation);
  update = lesson->update;
  wait_until (session, nn_session_get_clip_lesson (session)->update > update);
  /* What is more urgent comes through in between. */
  nn_session_set_wanted (session, NN_STUDY_OCCLUSION);
  wait_until (session, nn_session_get_occlusion (session) != NULL);
  g_assert_true (nn_session_is_in_clip_lesson (session));

  nn_session_stop_clip_lesson (session);
  g_assert_false (nn_session_is_in_clip_lesson (session));
  update = nn_session_get_clip_lesson (session)->update;
  notified = 0;
  nn_session_stop_clip_lesson (session);
  for (int i = 0; i < 50; i++)
    {
      tick (session);
      g_usleep (1000);
    }
  g_assert_cmpuint (notified, ==, 0);
  g_assert_cmpuint (nn_session_get_clip_lesson (session)->update, ==, update);

  spec.updates = 1;
  nn_session_start_clip_lesson (session, &spec);
  wait_until (session, is_finished (session));
  g_assert_cmpuint (nn_session_get_clip_lesson (session)->update, ==, 1);
}

/* A loss that is no number stops its half, and says where. */
static void
test_diverged (void)
{
  g_autoptr (NnSession) session = start ();
  NnClipLessonSpec spec = lesson_spec ();
  const NnClipHalf *half;

  spec.training.hyper.rate = 1e18f;
  nn_session_start_clip_lesson (session, &spec);
  wait_until (session, is_finished (session));
  half = &nn_session_get_clip_lesson (session)->halves[NN_CLIP_WITHOUT];
  g_assert_cmpuint (half->diverged, >, 0);
  g_assert_cmpuint (half->diverged, <, UPDATES);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/clip-lesson/default", test_default);
  g_test_add_func ("/session/clip-lesson/bits", test_bits);
  g_test_add_func ("/session/clip-lesson/bound", test_bound);
  g_test_add_func ("/session/clip-lesson/stop", test_stop);
  g_test_add_func ("/session/clip-lesson/diverged", test_diverged);
  result = g_test_run ();
  nn_dataset_unref (dataset);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-session-studies.h"

#include <math.h>
#include <string.h>

#include "drive.h"
#include "nn/nn-hands.h"
#include "session/nn-session-hands.h"
#include "synthetic.h"

/* What the viewer makes of a network is what one gets by asking for it directly,
 * and it belongs to the state it was made of. */
#define N_TRAIN 96
#define N_TEST 80

#define ALL (NN_STUDY_FEATURES | NN_STUDY_EVOLUTION | NN_STUDY_OCCLUSION | NN_STUDY_INVARIANCE \
             | NN_STUDY_MAP)

static NnDataset *dataset;

static NnTrainingSpec
lenet_spec (void)
{
  NnTrainingSpec spec = nn_training_spec_default ();

  spec.batch = 16;
  return spec;
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          gpointer    data)
{
  ++*(guint *) data;
}

static void
assert_features (const NnFeatures *a,
                 const NnFeatures *b)
{
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    {
      g_assert_true ((a->strongest[layer] == NULL) == (b->strongest[layer] == NULL));
      for (int map = 0; a->strongest[layer] != NULL && map < a->strongest[layer]->n_maps; map++)
        {
          g_assert_cmpmem (&a->strongest[layer]->maps[map], sizeof (NnStrongestMap),
                           &b->strongest[layer]->maps[map], sizeof (NnStrongestMap));
          for (int i = 0; i < NN_STRONGEST; i++)
            {
              NnTensor *x = nn_features_get_projection (a, layer, map, i);
              NnTensor *y = nn_features_get_projection (b, layer, map, i);

              g_assert_true ((x == NULL) == (y == NULL));
              if (x != NULL)
                g_assert_cmpmem (nn_tensor_get_data (x), NN_IMAGE_SIZE * sizeof (float),
                                 nn_tensor_get_data (y), NN_IMAGE_SIZE * sizeof (float));
            }
        }
    }
}

/* The same on 1 and 2 threads, to the bit, and a projection for each patch, which is its own. */
static void
test_features_bits (void)
{
  NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnEngine) one = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnEngine) two = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autoptr (NnFeatures) a = NULL;
  g_autoptr (NnFeatures) b = NULL;
  NnPlace place = { 0 };

  nn_network_init_glorot (network, 4);
  a = nn_features_run (one, network, &place, dataset, NN_SET_TEST, TRUE, NULL, NULL);
  b = nn_features_run (two, network, &place, dataset, NN_SET_TEST, TRUE, NULL, NULL);
  assert_features (a, b);
  for (int layer = 0; layer < NN_N_FEATURES; layer++)
    for (int map = 0; map < a->strongest[layer]->n_maps; map++)
      for (int i = 0; i < NN_STRONGEST; i++)
        {
          const NnStrongestMap *best = &a->strongest[layer]->maps[map];
          g_autoptr (NnActivations) activations = NULL;
          g_autoptr (NnTensor) expected = NULL;
          NnTensor *projection = nn_features_get_projection (a, layer, map, i);
          NnUnit unit = { a->strongest[layer]->layer, map, best->patches[i].row,
                          best->patches[i].column };
          float image[NN_IMAGE_SIZE];

          g_assert_true ((projection != NULL) == (i < best->n));
          if (projection == NULL || map % 5 != 0)
            continue;
          for (int p = 0; p < NN_IMAGE_SIZE; p++)
            image[p] = dataset->test.pixels[best->patches[i].image * NN_IMAGE_SIZE + p] / 255.0f;
          activations = nn_engine_activations (one, network, image);
          expected = nn_projection_new (network, activations, &unit, NN_GATE_DECONVNET);
          g_assert_cmpmem (nn_tensor_get_data (projection), sizeof image,
                           nn_tensor_get_data (expected), sizeof image);
        }
}

/* Nothing is made that nobody wants. */
static void
test_unwanted (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);

  for (guint i = 0; i < 50; i++)
    tick (session);
  g_assert_cmpint (nn_session_get_wanted (session), ==, 0);
  g_assert_null (nn_session_get_features (session));
  g_assert_null (nn_session_get_evolution (session));
  g_assert_null (nn_session_get_occlusion (session));
  g_assert_null (nn_session_get_invariance (session));
  g_assert_null (nn_session_get_digit_map (session));
  g_assert_null (nn_session_get_occluded_frame (session));
  g_assert_cmpfloat (nn_session_get_study_progress (session), ==, 1);
}

static void
test_delivered (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec.network, nn_backend_best (), 1);
  g_autoptr (NnFeatures) features = NULL;
  NnMoment *first;
  guint n_features = 0, n_maps = 0;
  int layer;

  g_signal_connect (session, "notify::features", G_CALLBACK (count_cb), &n_features);
  g_signal_connect (session, "notify::digit-map", G_CALLBACK (count_cb), &n_maps);
  nn_session_set_wanted (session, ALL);
  g_assert_cmpfloat (nn_session_get_study_progress (session), <, 1);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  first = get_moment (session, 0);

  g_assert_cmpuint (n_features, ==, 1);
  g_assert_cmpuint (n_maps, ==, 1);
  g_assert_true (nn_session_get_features (session)->network == first->network);
  features = nn_features_run (engine, first->network, &first->place, dataset, NN_SET_TEST, FALSE,
                              NULL, NULL);
  assert_features (nn_session_get_features (session), features);
  g_assert_null (nn_session_get_features (session)->strongest[NN_FEATURE_F6]);

  g_assert_cmpint (nn_session_get_evolution (session)->n_columns, ==, 1);
  g_assert_cmpuint (nn_session_get_digit_map (session)->n, ==, N_TEST);
  g_assert_cmpmem (nn_session_get_digit_map (session)->labels, N_TEST, dataset->test.labels,
                   N_TEST);
  layer = nn_session_get_invariance (session)->layers[0];
  g_assert_cmpint (layer, ==, 1);
  g_assert_cmpint (nn_session_get_occlusion (session)->label, ==, dataset->test.labels[0]);
}

/* Each result is of the state that is shown; what was made once is there at once. */
static void
test_moments (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  g_autoptr (NnFeatures) early = NULL;
  NnEvolution *evolution;

  nn_session_run_to (session, 1);
  wait_for_rest (session);
  wait_for_update (session, 6);
  assert_moments (session, "0 1 3 6 ");
  nn_session_set_wanted (session, ALL);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  g_assert_true (nn_session_get_features (session)->network == get_moment (session, 6)->network);
  evolution = nn_session_get_evolution (session);
  g_assert_cmpint (evolution->n_columns, ==, 4);
  for (int c = 0; c < 4; c++)
    g_assert_true (evolution->columns[c]->network
                   == ((NnMoment *) g_ptr_array_index (nn_session_get_moments (session), c))->network);

  /* Paused, the other moments were filled in: no waiting. */
  for (guint i = 0; i < 200; i++)
    tick (session);
  nn_session_look_at (session, get_moment (session, 1));
  early = nn_features_ref (nn_session_get_features (session));
  g_assert_true (early->network == get_moment (session, 1)->network);
  g_assert_true (nn_session_get_digit_map (session)->network == get_moment (session, 1)->network);
  nn_session_look_at (session, get_moment (session, 3));
  g_assert_cmpuint (nn_session_get_features (session)->place.update, ==, 3);
  nn_session_look_at (session, get_moment (session, 1));
  g_assert_true (nn_session_get_features (session) == early);
  nn_session_look_at (session, NULL);
  g_assert_cmpuint (nn_session_get_features (session)->place.update, ==, 6);

  /* A state that is no moment. */
  nn_session_step_batch (session);
  wait_for_update (session, 7);
  wait_until (session, nn_session_get_features (session)->place.update == 7);
  g_assert_true (nn_session_get_features (session)->network
                 == nn_session_get_live_frame (session)->network);
  g_assert_cmpint (nn_session_get_evolution (session)->n_columns, ==, 4);
}

/* A hand on a map: the studies are of the network as it is now, not as it was kept. */
static void
test_hands (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  NnHands hands = { { 0 }, { 0 } };

  nn_session_set_wanted (session, NN_STUDY_FEATURES);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  g_assert_cmpfloat (nn_session_get_features (session)->strongest[NN_FEATURE_C1]->maps[2].max, >, 0);
  nn_hands_set_muted (&hands, 1, 2, TRUE);
  nn_session_set_hands (session, &hands);
  wait_until (session, nn_session_get_features (session)->strongest[NN_FEATURE_C1]->maps[2].max
                       <= 0);
  g_assert_true (nn_hands_is_muted (nn_network_get_hands (nn_session_get_features (session)->network),
                                    1, 2));
}

/* Another run: what was shown of the old one is gone, and the new one is studied. */
static void
test_reset (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  NnNetwork *old;

  nn_session_set_wanted (session, ALL);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  old = nn_session_get_features (session)->network;
  spec.seed = 9;
  nn_session_reset (session, &spec);
  wait_until (session, nn_session_get_features (session) != NULL
                       && nn_session_get_features (session)->network != old);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  g_assert_true (nn_session_get_features (session)->network == get_moment (session, 0)->network);
  g_assert_true (nn_session_get_digit_map (session)->network == get_moment (session, 0)->network);

  /* The rival has no maps, but vectors, and a probe. */
  spec.network = nn_network_spec_rival (61706);
  nn_session_reset (session, &spec);
  wait_until (session, nn_session_get_features (session) == NULL);
  wait_until (session, nn_session_get_invariance (session) != NULL
                       && nn_session_get_study_progress (session) == 1);
  g_assert_null (nn_session_get_features (session));
  g_assert_null (nn_session_get_evolution (session));
  g_assert_nonnull (nn_session_get_occlusion (session));
}

/* While training runs results follow it, and all that was asked for comes in the end. */
static void
test_running (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  guint n_features = 0, n_occlusions = 0;

  nn_session_set_wanted (session, NN_STUDY_FEATURES | NN_STUDY_OCCLUSION);
  wait_until (session, nn_session_get_study_progress (session) == 1);
  g_signal_connect (session, "notify::features", G_CALLBACK (count_cb), &n_features);
  g_signal_connect (session, "notify::occlusion", G_CALLBACK (count_cb), &n_occlusions);
  nn_session_set_pace (session, 6, 0);
  nn_session_run_to (session, 100000);
  wait_until (session, n_features >= 1);
  wait_until (session, n_occlusions >= 1);
  wait_until (session, get_update (session) > 1);
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);
  g_assert_cmpuint (nn_session_get_features (session)->place.update, >, 0);
  nn_session_pause (session);
  wait_until (session, nn_session_get_study_progress (session) == 1
                       && nn_session_get_features (session)->place.update == get_update (session)
                       && nn_session_get_features (session)->place.update > 1);
}

#define KEPT 16                   /* moments that certainly have room on the shelf */

static NnMoment *
first_kept (NnSession *session)
{
  GPtrArray *moments = nn_session_get_moments (session);

  return g_ptr_array_index (moments, moments->len > KEPT ? moments->len - KEPT : 0);
}

static gboolean
all_are_studied (NnSession *session)
{
  GPtrArray *moments = nn_session_get_moments (session);

  for (guint i = moments->len > KEPT ? moments->len - KEPT : 0; i < moments->len; i++)
    if (!nn_session_is_studied (session, g_ptr_array_index (moments, i)))
      return FALSE;
  return TRUE;
}

/* Moments that had no study when they came get theirs later, while training still runs, and
 * going back shows it without waiting. */
static void
test_catching_up (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  NnMoment *early;

  nn_session_set_pace (session, 30, 0);
  nn_session_run_to (session, 100000);
  wait_until (session, nn_session_get_moments (session)->len >= 6);
  nn_session_set_pace (session, 0.01, 0);
  nn_session_set_wanted (session, NN_STUDY_FEATURES);
  g_assert_false (all_are_studied (session));
  wait_until (session, all_are_studied (session));
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);
  early = first_kept (session);
  nn_session_look_at (session, early);
  g_assert_true (nn_session_get_features (session)->network == early->network);
}

static gboolean
is_of_a_moment (NnSession *session,
                guint64    update)
{
  GPtrArray *moments = nn_session_get_moments (session);

  for (guint i = 0; i < moments->len; i++)
    if (((NnMoment *) g_ptr_array_index (moments, i))->place.update == update)
      return TRUE;
  return FALSE;
}

/* By the clock they are of the weights of now, in the middle of an epoch, too. */
static void
test_by_the_clock (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  guint64 first;

  g_assert_cmpfloat (nn_session_get_renewal (session), ==, 0);
  nn_session_set_renewal (session, 0.05);
  nn_session_set_wanted (session, NN_STUDY_FEATURES);
  nn_session_set_pace (session, 30, 0);
  nn_session_run_to (session, 100000);
  wait_until (session, nn_session_get_features (session) != NULL
                       && !is_of_a_moment (session,
                                           nn_session_get_features (session)->place.update));
  first = nn_session_get_features (session)->place.update;
  wait_until (session, nn_session_get_features (session)->place.update > first
                       && !is_of_a_moment (session,
                                           nn_session_get_features (session)->place.update));
  g_assert_cmpint (nn_session_get_state (session), ==, NN_STATE_RUNNING);

  /* Back to the epochs, and at rest the present. */
  nn_session_set_renewal (session, 0);
  nn_session_pause (session);
  wait_until (session, nn_session_get_study_progress (session) == 1
                       && nn_session_get_features (session)->place.update == get_update (session));
}

/* Other parameters, another probe: the result that comes is of these. */
static void
test_parameters (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  NnStudySpec study = *nn_session_get_study_spec (session);
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, 11);

  nn_session_set_wanted (session, ALL | NN_STUDY_UNITS);
  for (int size = 1; size <= NN_OCCLUDER_MAX; size++)
    {
      study.occluder.size = size;
      study.map_layer = (NnMapLayer) (size % NN_N_MAP_LAYERS);
      study.set = size % 2 ? NN_SET_TRAIN : NN_SET_TEST;
      nn_session_set_study_spec (session, &study);
      if (size == 8)
        nn_session_set_probe (session, probe);
      tick (session);
    }
  wait_until (session, nn_session_get_study_progress (session) == 1);
  g_assert_cmpint (nn_session_get_occlusion (session)->occluder.size, ==, NN_OCCLUDER_MAX);
  g_assert_cmpint (nn_session_get_occlusion (session)->label, ==, probe->label);
  g_assert_cmpint (nn_session_get_digit_map (session)->layer, ==, study.map_layer);
  g_assert_cmpint (nn_session_get_features (session)->set, ==, NN_SET_TRAIN);
  g_assert_nonnull (nn_session_get_features (session)->strongest[NN_FEATURE_OUTPUT]);

  nn_session_set_wanted (session, 0);
  study.occluder.size = 3;
  nn_session_set_study_spec (session, &study);
  for (guint i = 0; i < 100; i++)
    tick (session);
  g_assert_cmpint (nn_session_get_occlusion (session)->occluder.size, ==, NN_OCCLUDER_MAX);
}

/* A square in the hand: its frame follows, and says what the map of occlusion says there. */
static void
test_occluder_in_hand (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  NnOcclusion *occlusion;
  const float *probability;

  nn_session_set_wanted (session, NN_STUDY_OCCLUSION);
  wait_until (session, nn_session_get_occlusion (session) != NULL);
  occlusion = nn_session_get_occlusion (session);
  probability = nn_tensor_get_data (occlusion->probability);
  for (int i = 0; i < NN_IMAGE_SIZE; i += 37)
    {
      float shown = 0;

      nn_session_hold_occluder (session, i / NN_IMAGE_SIDE, i % NN_IMAGE_SIDE);
      wait_until (session, nn_session_get_occluded_frame (session) != NULL
                           && (shown = nn_session_get_occluded_frame (session)
                                         ->activations->probabilities[occlusion->label],
                               fabsf (shown - probability[i]) < 1e-6f));
      g_assert_cmpint (nn_session_get_occluded_frame (session)->activations->best, ==,
                       occlusion->best[i]);
    }
  nn_session_hold_occluder (session, -1, 0);
  g_assert_null (nn_session_get_occluded_frame (session));
}

static void
assert_same_answer (NnFrame *a,
                    NnFrame *b)
{
  g_assert_cmpmem (a->activations->probabilities, sizeof a->activations->probabilities,
                   b->activations->probabilities, sizeof b->activations->probabilities);
}

/* The digit shifted, scaled and turned at once: its frame is what an engine makes of the
 * changed image, and follows probe and network. */
static void
test_transform_in_hand (void)
{
  NnTrainingSpec spec = lenet_spec ();
  g_autoptr (NnSession) session = start_session (dataset, &spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec.network, nn_backend_best (), 1);
  g_autoptr (NnActivations) expected = NULL;
  g_autoptr (NnProbe) probe = nn_probe_new_test (dataset, 11);
  const NnTransform identity = { .scale = 1 };
  const NnTransform four = { .shift_x = 2, .shift_y = -3, .scale = 1.25, .rotation = 35 };
  float image[NN_IMAGE_SIZE], changed[NN_IMAGE_SIZE];
  NnFrame *frame;

  nn_session_hold_transform (session, &identity);
  wait_until (session, nn_session_get_transformed_frame (session) != NULL);
  frame = nn_session_get_transformed_frame (session);
  g_assert_true (frame != nn_session_get_frame (session));
  assert_same_answer (frame, nn_session_get_frame (session));

  nn_session_hold_transform (session, &four);
  wait_until (session, nn_session_get_transformed_frame (session) != frame);
  frame = nn_session_get_transformed_frame (session);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (float) frame->probe->pixels[i] / 255.0f;
  nn_transform_image (changed, image, &four);
  g_assert_cmpmem (nn_tensor_get_data (frame->activations->layers[0]), sizeof changed, changed,
                   sizeof changed);
  expected = nn_engine_activations (engine, frame->network, changed);
  g_assert_cmpmem (frame->activations->probabilities, sizeof expected->probabilities,
                   expected->probabilities, sizeof expected->probabilities);
  /* The occluder is another hand. */
  g_assert_null (nn_session_get_occluded_frame (session));

  nn_session_set_probe (session, probe);
  wait_until (session, nn_session_get_transformed_frame (session)->probe == probe);
  nn_session_run_to (session, 1);
  wait_until (session, nn_session_get_transformed_frame (session) != NULL
                       && nn_session_get_transformed_frame (session)->place.epoch == 1);
  nn_session_hold_transform (session, NULL);
  g_assert_null (nn_session_get_transformed_frame (session));
}

/* Sessions come and go while work is under way. */
static void
test_end (void)
{
  NnTrainingSpec spec = lenet_spec ();

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (NnSession) session = start_session (dataset, &spec);

      nn_session_set_wanted (session, ALL | NN_STUDY_UNITS);
      nn_session_hold_occluder (session, 3, (int) i);
      nn_session_run (session);
      for (guint k = 0; k < 3 * i; k++)
        tick (session);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (N_TRAIN, N_TEST);
  g_test_add_func ("/session/studies/features-bits", test_features_bits);
  g_test_add_func ("/session/studies/unwanted", test_unwanted);
  g_test_add_func ("/session/studies/delivered", test_delivered);
  g_test_add_func ("/session/studies/moments", test_moments);
  g_test_add_func ("/session/studies/hands", test_hands);
  g_test_add_func ("/session/studies/reset", test_reset);
  g_test_add_func ("/session/studies/running", test_running);
  g_test_add_func ("/session/studies/catching-up", test_catching_up);
  g_test_add_func ("/session/studies/by-the-clock", test_by_the_clock);
  g_test_add_func ("/session/studies/parameters", test_parameters);
  g_test_add_func ("/session/studies/occluder-in-hand", test_occluder_in_hand);
  g_test_add_func ("/session/studies/transform-in-hand", test_transform_in_hand);
  g_test_add_func ("/session/studies/end", test_end);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "nn/nn-hands.h"
#include "nn/nn-projection.h"
#include "nn/nn-survey.h"

/* Muted and frozen filters and the RMS clip, on every back end, with both
 * activations: what must be 0 is 0, what must stay stays to the bit. */

#define N_IMAGES 48
#define C1 1
#define C3 3

static guint8 pixels[N_IMAGES * NN_IMAGE_SIZE];
static guint8 labels[N_IMAGES];
static guint32 indices[N_IMAGES];

#define FOR_EACH_BACKEND(backend)                                                    \
  for (NnBackend backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++) \
    if (nn_backend_is_available (backend))

static const NnNetworkSpec specs[] = {
  { .architecture = NN_ARCHITECTURE_LENET, .activation = NN_ACTIVATION_RELU },
  { .architecture = NN_ARCHITECTURE_LENET, .activation = NN_ACTIVATION_TANH },
};

static void
make_images (void)
{
  NnRng rng;

  nn_rng_init (&rng, 5, NN_STREAM_EXPERIMENTS, 0);
  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = nn_rng_below (&rng, 3) == 0 ? (guint8) nn_rng_below (&rng, 256) : 0;
  for (guint i = 0; i < N_IMAGES; i++)
    {
      labels[i] = (guint8) nn_rng_below (&rng, NN_CLASSES);
      indices[i] = i;
    }
}

/* Biases are not 0: a muted map must not show its bias. */
static NnNetwork *
make_network (const NnNetworkSpec *spec)
{
  NnNetwork *network = nn_network_new (spec);

  nn_network_init_glorot (network, 3);
  for (int layer = C1; layer <= C3; layer += 2)
    for (int map = 0; nn_filter_exists (network, layer, map); map++)
      {
        NnFilter filter;

        nn_filter_get (&filter, network, NULL, layer, map);
        filter.bias = 0.05f + 0.01f * (float) map;
        nn_filter_put (&filter, network, NULL);
      }
  return network;
}

static void
mute (NnNetwork *network,
      int        layer,
      int        map)
{
  NnHands hands = *nn_network_get_hands (network);

  nn_hands_set_muted (&hands, layer, map, TRUE);
  nn_network_set_hands (network, &hands);
}

static void
freeze (NnNetwork *network,
        int        layer,
        int        map)
{
  NnHands hands = *nn_network_get_hands (network);

  nn_hands_set_frozen (&hands, layer, map, TRUE);
  nn_network_set_hands (network, &hands);
}

static void
assert_filters_equal (const NnNetwork   *a,
                      const NnOptimizer *of_a,
                      const NnNetwork   *b,
                      const NnOptimizer *of_b,
                      int                layer,
                      int                map,
                      gboolean           equal)
{
  NnFilter one, other;

  nn_filter_get (&one, a, of_a, layer, map);
  nn_filter_get (&other, b, of_b, layer, map);
  g_assert_cmpint (memcmp (&one, &other, sizeof one) == 0, ==, equal);
}

static gboolean
map_is_zero (const NnActivations *activations,
             int                  layer,
             int                  map)
{
  const NnTensor *tensor = activations->layers[layer];
  const gsize n = nn_tensor_get_size (tensor) / nn_tensor_get_dim (tensor, 0);
  const float *values = nn_tensor_get_data (tensor) + map * n;

  for (gsize i = 0; i < n; i++)
    if (values[i] != 0)
      return FALSE;
  return TRUE;
}

/* Muting equals zeroing the map: in the map, after pooling, in the answers. */
static void
check_mute (const NnNetworkSpec *spec,
            NnBackend            backend)
{
  g_autoptr (NnNetwork) heard = make_network (spec), muted = make_network (spec);
  g_autoptr (NnNetwork) zeroed = make_network (spec);
  g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, 2);
  g_autoptr (NnActivations) before = NULL, after = NULL;
  float image[NN_IMAGE_SIZE];
  float a[N_IMAGES * NN_CLASSES], b[N_IMAGES * NN_CLASSES];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  mute (muted, C1, 2);
  mute (muted, C3, 15);
  nn_filter_put (&(NnFilter) { .layer = C1, .map = 2, .n = 25 }, zeroed, NULL);
  nn_filter_put (&(NnFilter) { .layer = C3, .map = 15, .n = 150 }, zeroed, NULL);

  before = nn_engine_activations (engine, heard, image);
  after = nn_engine_activations (engine, muted, image);
  g_assert_false (map_is_zero (before, C1, 2));
  g_assert_false (map_is_zero (before, C3, 15));
  for (int map = 0; map < 6; map++)
    {
      g_assert_cmpint (map_is_zero (after, C1, map), ==, map == 2);
      g_assert_cmpint (map_is_zero (after, C1 + 1, map), ==, map == 2);
    }
  for (int map = 0; map < 16; map++)
    {
      g_assert_cmpint (map_is_zero (after, C3, map), ==, map == 15);
      g_assert_cmpint (map_is_zero (after, C3 + 1, map), ==, map == 15);
    }

  nn_engine_predict (engine, muted, pixels, N_IMAGES, a);
  nn_engine_predict (engine, zeroed, pixels, N_IMAGES, b);
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
  nn_engine_predict (engine, heard, pixels, N_IMAGES, b);
  g_assert_cmpint (memcmp (a, b, sizeof a), !=, 0);
  assert_filters_equal (muted, NULL, heard, NULL, C1, 2, TRUE);
}

static void
test_mute (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (specs); s++)
    FOR_EACH_BACKEND (backend)
      check_mute (&specs[s], backend);
}

/* Surveys and projections hear nothing of a muted map either. */
static void
check_looks (NnBackend backend)
{
  g_autoptr (NnNetwork) muted = make_network (&specs[0]), zeroed = make_network (&specs[0]);
  g_autoptr (NnEngine) engine = nn_engine_new (&specs[0], backend, 2);
  g_autoptr (NnActivations) activations = NULL;
  static NnPeak of_muted[N_IMAGES * 16], of_zeroed[N_IMAGES * 16];
  NnSurvey survey = { .n = N_IMAGES, .pixels = pixels, .n_layers = 1, .layers = { C3 } };
  float image[NN_IMAGE_SIZE];

  mute (muted, C1, 2);
  mute (muted, C3, 7);
  nn_filter_put (&(NnFilter) { .layer = C1, .map = 2, .n = 25 }, zeroed, NULL);
  nn_filter_put (&(NnFilter) { .layer = C3, .map = 7, .n = 150 }, zeroed, NULL);
  survey.peaks[0] = of_muted;
  nn_engine_survey (engine, muted, &survey);
  survey.peaks[0] = of_zeroed;
  nn_engine_survey (engine, zeroed, &survey);
  for (int i = 0; i < N_IMAGES * 16; i++)
    {
      g_assert_cmpfloat (of_muted[i].value, ==, of_zeroed[i].value);
      g_assert_cmpint (of_muted[i].place, ==, of_zeroed[i].place);
    }
  g_assert_cmpfloat (of_muted[7].value, ==, 0);

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  activations = nn_engine_activations (engine, muted, image);
  for (NnGate gate = NN_GATE_DECONVNET; gate <= NN_GATE_GUIDED; gate++)
    for (int map = 0; map < 16; map++)
      {
        const NnUnit unit = { C3, map, of_muted[map].place / 10, of_muted[map].place % 10 };
        g_autoptr (NnTensor) a = nn_projection_new (muted, activations, &unit, gate);
        g_autoptr (NnTensor) b = nn_projection_new (zeroed, activations, &unit, gate);

        g_assert_cmpint (a == NULL, ==, b == NULL);
        g_assert_cmpint (a == NULL, ==, of_muted[map].value <= 0);
        if (a != NULL)
          g_assert_cmpmem (nn_tensor_get_data (a), NN_IMAGE_SIZE * sizeof (float),
                           nn_tensor_get_data (b), NN_IMAGE_SIZE * sizeof (float));
      }
}

static void
test_looks (void)
{
  FOR_EACH_BACKEND (backend)
    check_looks (backend);
}

/* The one gradient that muting changes by itself: with tanh a zeroed filter has a slope. */
static void
test_mute_gradient (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (specs); s++)
    {
      g_autoptr (NnNetwork) network = make_network (&specs[s]);
      const gsize size = nn_network_get_block_size (network);
      g_autofree float *a = g_new0 (float, size), *b = g_new0 (float, size);
      g_autoptr (NnEngine) reference = nn_engine_new (&specs[s], NN_BACKEND_REFERENCE, 1);
      NnNetwork *of_gradient = nn_network_copy (network);
      NnFilter filter;

      mute (network, C1, 0);
      mute (network, C3, 7);
      nn_engine_gradient (reference, network, pixels, labels, indices, N_IMAGES, b);
      memcpy (nn_network_get_block (of_gradient), b, size * sizeof (float));
      for (int layer = C1; layer <= C3; layer += 2)
        {
          nn_filter_get (&filter, of_gradient, NULL, layer, layer == C1 ? 0 : 7);
          for (int i = 0; i < filter.n; i++)
            g_assert_cmpfloat (filter.weights[i], ==, 0);
          g_assert_cmpfloat (filter.bias, ==, 0);
        }
      nn_network_unref (of_gradient);

      FOR_EACH_BACKEND (backend)
        {
          g_autoptr (NnEngine) engine = nn_engine_new (&specs[s], backend, 2);
          double difference = 0, norm = 0;

          nn_engine_gradient (engine, network, pixels, labels, indices, N_IMAGES, a);
          for (gsize i = 0; i < size; i++)
            {
              difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
              norm += (double) b[i] * b[i];
            }
          g_assert_cmpfloat (norm, >, 0);
          g_assert_cmpfloat (sqrt (difference / norm), <=, 1e-5);
        }
    }
}

static void
train (NnNetwork     *network,
       NnOptimizer   *optimizer,
       NnBackend      backend,
       int            n_threads,
       const NnHyper *hyper,
       int            batches)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, n_threads);

  for (int i = 0; i < batches; i++)
    nn_engine_train_batch (engine, network, optimizer, hyper, pixels, labels, indices, N_IMAGES);
}

/* What is held stays to the bit, weights and optimizer state; all else is trained;
 * a first step changes every other filter exactly as it would without. */
static void
check_held (const NnNetworkSpec *spec,
            NnBackend            backend,
            NnOptimizerKind      kind)
{
  g_autoptr (NnNetwork) network = make_network (spec), start = NULL, free_one = NULL;
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network), at_start = NULL, of_free = NULL;
  NnHyper hyper = nn_hyper_default (kind);

  hyper.weight_decay = 0.01f;
  train (network, optimizer, backend, 1, &hyper, 2);
  start = nn_network_copy (network);
  at_start = nn_optimizer_copy (optimizer);
  free_one = nn_network_copy (network);
  of_free = nn_optimizer_copy (optimizer);

  freeze (network, C1, 5);
  freeze (network, C3, 0);
  train (network, optimizer, backend, 1, &hyper, 1);
  train (free_one, of_free, backend, 1, &hyper, 1);
  for (int map = 0; map < 6; map++)
    assert_filters_equal (network, optimizer, free_one, of_free, C1, map, map != 5);
  for (int map = 0; map < 16; map++)
    assert_filters_equal (network, optimizer, free_one, of_free, C3, map, map != 0);

  mute (network, C3, 9);
  train (network, optimizer, backend, 1, &hyper, 3);
  assert_filters_equal (network, optimizer, start, at_start, C1, 5, TRUE);
  assert_filters_equal (network, optimizer, start, at_start, C3, 0, TRUE);
  assert_filters_equal (network, optimizer, free_one, of_free, C3, 9, TRUE);
  assert_filters_equal (network, optimizer, start, at_start, C1, 0, FALSE);
  assert_filters_equal (network, optimizer, start, at_start, C3, 1, FALSE);
}

static void
test_held (void)
{
  for (gsize s = 0; s < G_N_ELEMENTS (specs); s++)
    FOR_EACH_BACKEND (backend)
      for (NnOptimizerKind kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
        check_held (&specs[s], backend, kind);
}

/* With hands on, too, threads and registers change no bit. */
static void
test_bits (void)
{
  const NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_ADAM);
  g_autofree char *first = NULL;

  for (NnBackend backend = NN_BACKEND_AVX2; backend <= NN_BACKEND_AVX512; backend++)
    for (int n_threads = 1; n_threads <= 3 && nn_backend_is_available (backend); n_threads++)
      {
        g_autoptr (NnNetwork) network = make_network (&specs[0]);
        g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
        g_autofree char *sum = NULL;

        mute (network, C1, 1);
        freeze (network, C3, 3);
        train (network, optimizer, backend, n_threads, &hyper, 4);
        sum = nn_network_sha256 (network);
        if (first == NULL)
          first = g_steal_pointer (&sum);
        else
          g_assert_cmpstr (sum, ==, first);
      }
}

/* DEFINITIONS §8: no filter's RMS beyond r after an update, and those that were not
 * beyond it are as they would be without; a frozen filter is left alone. */
static void
check_clip (NnBackend backend)
{
  const float r = 0.1f;
  g_autoptr (NnNetwork) clipped = make_network (&specs[0]), plain = make_network (&specs[0]);
  g_autoptr (NnOptimizer) of_clipped = nn_optimizer_new (clipped);
  g_autoptr (NnOptimizer) of_plain = nn_optimizer_new (plain);
  NnHyper hyper = nn_hyper_default (NN_OPTIMIZER_ADAM);
  int n_clipped = 0, n_free = 0;

  freeze (clipped, C1, 0);
  train (plain, of_plain, backend, 2, &hyper, 1);
  hyper.rms_clip = r;
  train (clipped, of_clipped, backend, 2, &hyper, 1);
  for (int layer = C1; layer <= C3; layer += 2)
    for (int map = layer == C1; nn_filter_exists (plain, layer, map); map++)
      {
        gboolean beyond = nn_filter_rms (plain, layer, map) > (double) r;

        g_assert_cmpfloat (nn_filter_rms (clipped, layer, map), <=, (double) r * (1 + 1e-6));
        g_assert_cmpint (nn_filter_is_clipped (clipped, layer, map, r), ==, beyond);
        assert_filters_equal (clipped, of_clipped, plain, of_plain, layer, map, !beyond);
        n_clipped += beyond;
        n_free += !beyond;
      }
  g_assert_cmpint (n_clipped, >, 0);
  g_assert_cmpint (n_free, >, 0);
  g_assert_false (nn_filter_is_clipped (plain, C1, 1, 0));
  g_assert_cmpfloat (nn_filter_rms (clipped, C1, 0), >, (double) r);
}

static void
test_clip (void)
{
  FOR_EACH_BACKEND (backend)
    check_clip (backend);
}

static void
test_words (void)
{
  static const char *const wrong[] = {
    "c1", "c1:", "c1:0", "c1:7", "c3:17", "c1:01", "c1:+1", "c3:1 c1:1", "c1:2 c1:2", "c1:2 ", " ",
    "s2:1", "c5:1", "c9:1", "c1:-1", "c1:2,c1:3", "c3:4294967297",
  };
  g_autoptr (NnNetwork) network = nn_network_new (&specs[0]);
  NnHands hands = { 0 }, found = { 0 };
  g_autofree char *text = NULL, *none = nn_hands_to_string (network, hands.muted);

  g_assert_cmpstr (none, ==, "");
  g_assert_true (nn_hands_is_empty (&hands));
  nn_hands_set_muted (&hands, C3, 15, TRUE);
  nn_hands_set_muted (&hands, C1, 0, TRUE);
  nn_hands_set_muted (&hands, C3, 4, TRUE);
  g_assert_false (nn_hands_is_empty (&hands));
  text = nn_hands_to_string (network, hands.muted);
  g_assert_cmpstr (text, ==, "c1:1 c3:5 c3:16");
  g_assert_true (nn_hands_from_string (network, text, found.muted));
  g_assert_true (nn_hands_equal (&hands, &found));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (nn_hands_from_string (network, wrong[i], found.muted));
      g_assert_true (nn_hands_equal (&hands, &found));
    }
  nn_hands_set_muted (&hands, 2, 0, TRUE);
  g_assert_false (nn_hands_fit (&hands, network));
}

/* Copies carry them; nn_hands_apply gives the network itself when nothing is muted. */
static void
test_carried (void)
{
  g_autoptr (NnNetwork) network = make_network (&specs[0]), copy = NULL, same = NULL, silent = NULL;
  NnFilter filter;

  freeze (network, C1, 4);
  same = nn_hands_apply (network);
  g_assert_true (same == network);
  mute (network, C1, 3);
  copy = nn_network_copy (network);
  g_assert_true (nn_hands_equal (nn_network_get_hands (copy), nn_network_get_hands (network)));
  g_assert_true (nn_hands_is_muted (nn_network_get_hands (copy), C1, 3));
  g_assert_true (nn_hands_is_frozen (nn_network_get_hands (copy), C1, 4));
  silent = nn_hands_apply (network);
  g_assert_true (silent != network);
  nn_filter_get (&filter, silent, NULL, C1, 3);
  g_assert_cmpfloat (filter.bias, ==, 0);
  g_assert_cmpfloat (filter.weights[12], ==, 0);
  assert_filters_equal (network, NULL, copy, NULL, C1, 3, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  make_images ();
  g_test_add_func ("/nn/hands/words", test_words);
  g_test_add_func ("/nn/hands/carried", test_carried);
  g_test_add_func ("/nn/hands/mute", test_mute);
  g_test_add_func ("/nn/hands/looks", test_looks);
  g_test_add_func ("/nn/hands/mute-gradient", test_mute_gradient);
  g_test_add_func ("/nn/hands/held", test_held);
  g_test_add_func ("/nn/hands/bits", test_bits);
  g_test_add_func ("/nn/hands/clip", test_clip);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "base/nn-thread.h"
#include "nn/nn-engine-private.h"
#include "nn/nn-evaluation.h"

/* Every back end against the reference: gradients, updates, logits and activations
 * of both networks with both activations. Images are noise with strokes, so that
 * units are on and off in all patterns. */

#define N_IMAGES 96
#define TOLERANCE 1e-5

static guint8 pixels[N_IMAGES * NN_IMAGE_SIZE];
static guint8 labels[N_IMAGES];

static void
make_images (void)
{
  NnRng rng;

  nn_rng_init (&rng, 7, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < N_IMAGES; i++)
    {
      const int top = (int) nn_rng_below (&rng, 20), left = (int) nn_rng_below (&rng, 20);

      labels[i] = (guint8) nn_rng_below (&rng, NN_CLASSES);
      for (int y = 0; y < NN_IMAGE_SIDE; y++)
        for (int x = 0; x < NN_IMAGE_SIDE; x++)
          {
            guint8 *p = &pixels[i * NN_IMAGE_SIZE + y * NN_IMAGE_SIDE + x];

            *p = nn_rng_below (&rng, 4) == 0 ? (guint8) nn_rng_below (&rng, 256) : 0;
            if (y >= top && y < top + 8 && x >= left && x < left + 3)
              *p = 255;
          }
    }
}

static NnNetwork *
make_network (const NnNetworkSpec *spec)
{
  NnNetwork *network = nn_network_new (spec);
  float *block = nn_network_get_block (network);
  const NnParameter *p;
  NnRng rng;
  int n;

  nn_network_init_glorot (network, 11);
  nn_rng_init (&rng, 11, NN_STREAM_EXPERIMENTS, 0);
  p = nn_network_get_parameters (network, &n);
  for (int i = 0; i < n; i++)
    if (p[i].rank == 1)
      for (gsize j = 0; j < p[i].size; j++)
        block[p[i].offset + j] = (float) (nn_rng_uniform (&rng) - 0.5) / 5;
  return network;
}

static void
fill_indices (guint32 *indices,
              int      n,
              guint64  seed)
{
  NnRng rng;

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 1);
  for (int i = 0; i < n; i++)
    indices[i] = (guint32) nn_rng_below (&rng, N_IMAGES);
}

/* ‖a - b‖ / ‖b‖ of one parameter, and that the padding is 0. */
static void
assert_close (const NnNetwork *network,
              const float     *a,
              const float     *b,
              double           tolerance,
              const char      *what)
{
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);
  double padding = 0;

  for (gsize i = 0; i < nn_network_get_block_size (network); i++)
    padding += fabs (a[i]);
  for (int i = 0; i < n; i++)
    {
      double difference = 0, norm = 0;

      for (gsize row = 0; row < p[i].rows; row++)
        for (gsize column = 0; column < p[i].columns; column++)
          {
            const gsize at = p[i].offset + row * p[i].pitch + column;

            difference += ((double) a[at] - b[at]) * ((double) a[at] - b[at]);
            norm += (double) b[at] * b[at];
            padding -= fabs (a[at]);
          }
      g_assert_cmpfloat (norm, >, 0);
      if (!(sqrt (difference / norm) <= tolerance))
        g_error ("%s, %s: relative distance %g", what, p[i].name, sqrt (difference / norm));
    }
  g_assert_cmpfloat (fabs (padding), <, 1e-6);
}

/* Each back end but the reference that this processor has. */
#define FOR_EACH_BACKEND(backend)                                                \
  for (NnBackend backend = NN_BACKEND_BLAS; backend <= NN_BACKEND_AVX512; backend++) \
    if (nn_backend_is_available (backend))

static void
check_gradient (const NnNetworkSpec *spec)
{
  static const int batches[] = { 1, 7, 16, 33, 64 };
  g_autoptr (NnNetwork) network = make_network (spec);
  g_autoptr (NnEngine) reference = nn_engine_new (spec, NN_BACKEND_REFERENCE, 1);
  const gsize size = nn_network_get_block_size (network);
  g_autofree float *a = g_new (float, size);
  g_autofree float *b = g_new (float, size);
  guint32 indices[64];

  for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
    {
      const int n = batches[i];
      NnBatchResult expected;

      fill_indices (indices, n, i);
      expected = nn_engine_gradient (reference, network, pixels, labels, indices, n, b);
      FOR_EACH_BACKEND (backend)
        {
          g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, 2);
          g_autofree char *what = g_strdup_printf ("%s, batch %d", nn_backend_to_string (backend), n);
          NnBatchResult got;

          memset (a, 0x55, size * sizeof *a);   /* must be overwritten */
          got = nn_engine_gradient (engine, network, pixels, labels, indices, n, a);
          assert_close (network, a, b, TOLERANCE, what);
          g_assert_cmpfloat_with_epsilon (got.loss, expected.loss, 1e-5);
          g_assert_cmpint (got.correct, ==, expected.correct);
        }
    }
}

/* Three updates from the same start. (transfer full) */
static NnNetwork *
train_three (const NnNetworkSpec *spec,
             NnBackend            backend,
             const NnHyper       *hyper)
{
  g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, 2);
  g_autoptr (NnNetwork) network = make_network (spec);
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
  guint32 indices[33];

  for (int step = 0; step < 3; step++)
    {
      fill_indices (indices, 33, 100 + step);
      nn_engine_train_batch (engine, network, optimizer, hyper, pixels, labels, indices, 33);
    }
  g_assert_cmpfloat (nn_optimizer_get_beta1_power (optimizer), ==, 0.9 * 0.9 * 0.9);
  g_assert_cmpfloat (nn_optimizer_get_beta2_power (optimizer), ==, 0.999 * 0.999 * 0.999);
  return g_steal_pointer (&network);
}

static void
check_updates (const NnNetworkSpec *spec)
{
  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    for (int extras = 0; extras < 2; extras++)
      {
        NnHyper hyper = nn_hyper_default ((NnOptimizerKind) kind);
        g_autoptr (NnNetwork) expected = NULL;

        if (extras)
          {
            hyper.weight_decay = 0.01f;
            hyper.rms_clip = 0.1f;
          }
        expected = train_three (spec, NN_BACKEND_REFERENCE, &hyper);
        FOR_EACH_BACKEND (backend)
          {
            g_autoptr (NnNetwork) got = train_three (spec, backend, &hyper);
            g_autofree char *what = g_strdup_printf ("%s, %s, %s", nn_backend_to_string (backend),
                                                     nn_optimizer_kind_to_string (hyper.kind),
                                                     extras ? "decay and clip" : "plain");

            /* Adam turns a gradient of 1e-9 that differs in its last digits into a step that differs. */
            assert_close (got, nn_network_peek_block (got), nn_network_peek_block (expected),
                          hyper.kind == NN_OPTIMIZER_ADAM ? 1e-4 : TOLERANCE, what);
          }
      }
}

static void
check_predict (const NnNetworkSpec *spec)
{
  static const int counts[] = { 1, 15, 17, N_IMAGES };
  g_autoptr (NnNetwork) network = make_network (spec);
  g_autoptr (NnEngine) reference = nn_engine_new (spec, NN_BACKEND_REFERENCE, 1);
  float a[N_IMAGES * NN_CLASSES + 1], b[N_IMAGES * NN_CLASSES];

  nn_engine_predict (reference, network, pixels, N_IMAGES, b);
  FOR_EACH_BACKEND (backend)
    {
      g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, 2);

      for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
        {
          a[counts[i] * NN_CLASSES] = 123;      /* must be left alone */
          nn_engine_predict (engine, network, pixels, counts[i], a);
          for (int j = 0; j < counts[i] * NN_CLASSES; j++)
            g_assert_cmpfloat_with_epsilon (a[j], b[j], 1e-5);
          g_assert_cmpfloat (a[counts[i] * NN_CLASSES], ==, 123);
        }
    }
}

static void
compare_activations (const NnActivations *a,
                     const NnActivations *b)
{
  g_assert_cmpint (a->n_layers, ==, b->n_layers);
  g_assert_cmpint (a->best, ==, b->best);
  g_assert_cmpint (a->second, ==, b->second);
  for (int l = 0; l < a->n_layers; l++)
    {
      g_assert_cmpint (nn_tensor_get_rank (a->layers[l]), ==, nn_tensor_get_rank (b->layers[l]));
      for (int axis = 0; axis < 3; axis++)
        g_assert_cmpuint (nn_tensor_get_dim (a->layers[l], axis), ==,
                          nn_tensor_get_dim (b->layers[l], axis));
      for (gsize i = 0; i < nn_tensor_get_size (a->layers[l]); i++)
        g_assert_cmpfloat_with_epsilon (nn_tensor_get_data (a->layers[l])[i],
                                        nn_tensor_get_data (b->layers[l])[i], 1e-5);
    }
  for (int c = 0; c < NN_CLASSES; c++)
    g_assert_cmpfloat_with_epsilon (a->probabilities[c], b->probabilities[c], 1e-5);
}

static void
check_activations (const NnNetworkSpec *spec)
{
  g_autoptr (NnNetwork) network = make_network (spec);
  g_autoptr (NnEngine) reference = nn_engine_new (spec, NN_BACKEND_REFERENCE, 1);
  g_autoptr (NnActivations) expected = NULL;
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  expected = nn_engine_activations (reference, network, image);
  FOR_EACH_BACKEND (backend)
    {
      g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, 2);
      g_autoptr (NnActivations) got = nn_engine_activations (engine, network, image);

      compare_activations (got, expected);
    }
}

typedef void (*Check) (const NnNetworkSpec *spec);

static void
for_all (gconstpointer check)
{
  for (int activation = NN_ACTIVATION_RELU; activation <= NN_ACTIVATION_TANH; activation++)
    {
      NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };
      NnNetworkSpec rival = nn_network_spec_rival (61706);

      lenet.activation = rival.activation = (NnActivation) activation;
      ((Check) check) (&lenet);
      ((Check) check) (&rival);
    }
}

/* The reference itself: its gradient predicts how the loss changes downhill. */
static void
test_downhill (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = make_network (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, NN_BACKEND_REFERENCE, 1);
  const gsize size = nn_network_get_block_size (network);
  g_autofree float *gradient = g_new (float, size);
  g_autofree float *ignored = g_new (float, size);
  float *w = nn_network_get_block (network);
  const float step = 1e-4f;
  double square = 0, above, below;
  guint32 indices[32];

  fill_indices (indices, 32, 1);
  nn_engine_gradient (engine, network, pixels, labels, indices, 32, gradient);
  for (gsize i = 0; i < size; i++)
    {
      square += (double) gradient[i] * gradient[i];
      w[i] += step * gradient[i];
    }
  above = nn_engine_gradient (engine, network, pixels, labels, indices, 32, ignored).loss;
  for (gsize i = 0; i < size; i++)
    w[i] -= 2 * step * gradient[i];
  below = nn_engine_gradient (engine, network, pixels, labels, indices, 32, ignored).loss;
  g_assert_cmpfloat_with_epsilon ((above - below) / (2 * step) / square, 1, 0.01);
}

static void
test_environment (void)
{
  g_autoptr (GError) error = NULL;
  NnBackend backend;

  g_setenv ("IMAGETTE_SIMD", "blas", TRUE);
  g_assert_true (nn_backend_from_environment (&backend, &error));
  g_assert_cmpint (backend, ==, NN_BACKEND_BLAS);
  g_setenv ("IMAGETTE_SIMD", "mmx", TRUE);
  g_assert_false (nn_backend_from_environment (&backend, &error));
  g_assert_nonnull (strstr (error->message, "mmx"));
  g_unsetenv ("IMAGETTE_SIMD");
  g_assert_true (nn_backend_from_environment (&backend, NULL));
  g_assert_cmpint (backend, ==, nn_backend_best ());
}

/* First and second guess, wherever they stand; ties go to the lower class. */
static void
test_guesses (void)
{
  static const struct
  {
    float logits[NN_CLASSES];
    int best, second;
  } cases[] = {
    { { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 9, 8 },
    { { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 }, 0, 1 },
    { { 5, 0, 0, 9, 0, 0, 7, 0, 0, 0 }, 3, 6 },
    { { 0, 0, 7, 0, 9, 0, 0, 9, 0, 0 }, 4, 7 },
    { { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 }, 0, 1 },
    { { 1, 2, 2, 2, 0, 0, 0, 0, 0, 0 }, 1, 2 },
  };
  const gsize shape[] = { NN_CLASSES };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NnTensor *logits[] = { nn_tensor_new_copy (1, shape, cases[i].logits) };
      g_autoptr (NnActivations) activations = nn_activations_new (1, logits);
      double sum = 0;

      g_assert_cmpint (activations->best, ==, cases[i].best);
      g_assert_cmpint (activations->second, ==, cases[i].second);
      for (int c = 0; c < NN_CLASSES; c++)
        sum += activations->probabilities[c];
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-6);
    }
}

/* In a debug build a thread that draws frames cannot compute by mistake. */
static void
test_forbidden_thread (void)
{
#ifdef NDEBUG
  g_test_skip ("only debug builds abort");
#else
  if (g_test_subprocess ())
    {
      const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
      g_autoptr (NnNetwork) network = make_network (&spec);
      g_autoptr (NnEngine) engine = nn_engine_new (&spec, NN_BACKEND_REFERENCE, 1);
      float logits[NN_CLASSES];

      nn_thread_forbid_kernels ();
      nn_engine_predict (engine, network, pixels, 1, logits);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*must not compute*");
#endif
}

static gboolean
cancel_third (gpointer data)
{
  return ++*(int *) data == 3;
}

static void
test_evaluation (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = make_network (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, NN_BACKEND_REFERENCE, 1);
  g_autoptr (NnEvaluation) all = NULL;
  g_autofree float *ignored = g_new (float, nn_network_get_block_size (network));
  guint sum = 0, diagonal = 0;
  int asked = 0;
  guint32 indices[N_IMAGES];
  NnBatchResult batch;

  all = nn_evaluation_run (engine, network, pixels, labels, N_IMAGES, NULL, NULL);
  for (guint32 i = 0; i < N_IMAGES; i++)
    indices[i] = i;
  batch = nn_engine_gradient (engine, network, pixels, labels, indices, N_IMAGES, ignored);
  g_assert_cmpuint (all->n, ==, N_IMAGES);
  g_assert_cmpint (all->correct, ==, batch.correct);
  g_assert_cmpfloat_with_epsilon (all->loss, batch.loss, 1e-12);
  for (int given = 0; given < NN_CLASSES; given++)
    for (int predicted = 0; predicted < NN_CLASSES; predicted++)
      {
        sum += all->confusion[given][predicted];
        diagonal += given == predicted ? all->confusion[given][predicted] : 0;
      }
  g_assert_cmpuint (sum, ==, N_IMAGES);
  g_assert_cmpuint (diagonal, ==, all->correct);
  for (int i = 0; i < N_IMAGES; i++)
    {
      g_autoptr (NnActivations) one = NULL;
      float image[NN_IMAGE_SIZE];

      for (int j = 0; j < NN_IMAGE_SIZE; j++)
        image[j] = pixels[i * NN_IMAGE_SIZE + j] / 255.0f;
      one = nn_engine_activations (engine, network, image);
      g_assert_cmpint (all->predicted[i], ==, one->best);
      g_assert_cmpfloat_with_epsilon (all->probability[i], one->probabilities[one->best], 1e-6);
      g_assert_cmpfloat (all->margin[i], >=, 0);
    }
  g_assert_null (nn_evaluation_run (engine, network, pixels, labels, N_IMAGES, cancel_third, &asked));
  g_assert_cmpint (asked, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  make_images ();
  FOR_EACH_BACKEND (backend)
    g_test_message ("compared with the reference: %s", nn_backend_to_string (backend));
  g_test_add_func ("/engine/downhill", test_downhill);
  g_test_add_func ("/engine/guesses", test_guesses);
  g_test_add_func ("/engine/environment", test_environment);
  g_test_add_func ("/engine/evaluation", test_evaluation);
  g_test_add_func ("/engine/forbidden-thread", test_forbidden_thread);
  g_test_add_data_func ("/engine/gradient", (gconstpointer) check_gradient, for_all);
  g_test_add_data_func ("/engine/updates", (gconstpointer) check_updates, for_all);
  g_test_add_data_func ("/engine/predict", (gconstpointer) check_predict, for_all);
  g_test_add_data_func ("/engine/activations", (gconstpointer) check_activations, for_all);
  return g_test_run ();
}

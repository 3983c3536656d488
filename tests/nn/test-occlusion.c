/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "golden.h"
#include "nn/nn-occlusion.h"

/* The occlusion maps of DEFINITIONS §7 against a naive loop of single forward passes. */
#define UPDATES 60

static void
read_image (guint  index,
            float *image)
{
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = golden_dataset ()->test.pixels[(gsize) index * NN_IMAGE_SIZE + i] / 255.0f;
}

/* Pixel by pixel of the frame, whether the square covers it: no shared line of code. */
static void
cover (float       *out,
       const float *image,
       int          size,
       float        value,
       int          row,
       int          column)
{
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      {
        const int dy = y - (row - size / 2), dx = x - (column - size / 2);
        const gboolean covered = dy >= 0 && dy < size && dx >= 0 && dx < size;

        out[y * NN_IMAGE_SIDE + x] = covered ? value : image[y * NN_IMAGE_SIDE + x];
      }
}

static void
check_pixel (const NnOcclusion   *occlusion,
             const NnActivations *activations,
             int                  pixel)
{
  const float *logits = nn_tensor_get_data (activations->layers[activations->n_layers - 1]);
  float other = -INFINITY;

  for (int c = 0; c < NN_CLASSES; c++)
    if (c != occlusion->label)
      other = MAX (other, logits[c]);
  g_assert_cmpfloat (nn_tensor_get_data (occlusion->probability)[pixel], ==,
                     activations->probabilities[occlusion->label]);
  g_assert_cmpfloat (nn_tensor_get_data (occlusion->margin)[pixel], ==,
                     logits[occlusion->label] - other);
  g_assert_cmpint (occlusion->best[pixel], ==, activations->best);
  if (occlusion->total != NULL)
    {
      const float *map = nn_tensor_get_data (activations->layers[3]) + 100 * occlusion->map;
      double sum = 0;

      for (int i = 0; i < 100; i++)
        sum += (double) map[i];
      g_assert_cmpfloat (nn_tensor_get_data (occlusion->total)[pixel], ==, (float) sum);
    }
}

static void
check (NnEngine         *engine,
       const NnNetwork  *network,
       const float      *image,
       const NnOccluder *occluder,
       int               step)
{
  g_autoptr (NnOcclusion) occlusion = nn_occlusion_run (engine, network, image, occluder, NULL, NULL);

  g_assert_nonnull (occlusion);
  for (int pixel = 0; pixel < NN_IMAGE_SIZE; pixel += step)
    {
      float covered[NN_IMAGE_SIZE];
      g_autoptr (NnActivations) activations = NULL;

      cover (covered, image, occluder->size, occluder->value, pixel / NN_IMAGE_SIDE,
             pixel % NN_IMAGE_SIDE);
      activations = nn_engine_activations (engine, network, covered);
      check_pixel (occlusion, activations, pixel);
    }
}

static void
test_naive (gconstpointer data)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET,
                               .activation = (NnActivation) GPOINTER_TO_INT (data) };

  for (int trained = 0; trained < 2; trained++)
    {
      g_autoptr (NnNetwork) network = golden_network (&spec, 7, trained ? UPDATES : 0);

      for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
        {
          const gboolean fast = backend >= NN_BACKEND_BASELINE;
          g_autoptr (NnEngine) engine = NULL;
          float image[NN_IMAGE_SIZE];

          if (!nn_backend_is_available ((NnBackend) backend) ||
              (backend == NN_BACKEND_REFERENCE && trained))
            continue;
          engine = nn_engine_new (&spec, (NnBackend) backend, 2);
          read_image (backend, image);
          check (engine, network, image, &(NnOccluder) { 7, 0, -1, -1 }, fast ? 1 : 31);
          if (!fast)
            continue;
          check (engine, network, image, &(NnOccluder) { 1, 1, 3, 0 }, 3);
          check (engine, network, image, &(NnOccluder) { 4, 0.5f, 15, 9 }, 3);
          check (engine, network, image, &(NnOccluder) { 15, 0.5f, 0, 5 }, 3);
        }
    }
}

static void
assert_same_map (NnTensor *a,
                 NnTensor *b)
{
  g_assert_cmpmem (nn_tensor_get_data (a), NN_IMAGE_SIZE * sizeof (float), nn_tensor_get_data (b),
                   NN_IMAGE_SIZE * sizeof (float));
}

/* Random weights and trained ones, ReLU and tanh, a square at the edge and in the middle: the same
 * bits on one thread and on two, on every level. */
static void
check_threads (const NnNetwork  *network,
               NnBackend         backend,
               const float      *image,
               const NnOccluder *occluder)
{
  NnOcclusion *results[2];

  for (int threads = 1; threads <= 2; threads++)
    {
      g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, threads);

      results[threads - 1] = nn_occlusion_run (engine, network, image, occluder, NULL, NULL);
    }
  assert_same_map (results[0]->total, results[1]->total);
  assert_same_map (results[0]->probability, results[1]->probability);
  assert_same_map (results[0]->margin, results[1]->margin);
  g_assert_cmpmem (results[0]->best, sizeof results[0]->best, results[1]->best,
                   sizeof results[1]->best);
  g_assert_cmpint (results[0]->map, ==, results[1]->map);
  nn_occlusion_unref (results[0]);
  nn_occlusion_unref (results[1]);
}

static void
test_threads (gconstpointer data)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET,
                               .activation = (NnActivation) GPOINTER_TO_INT (data) };
  const NnOccluder occluders[] = { nn_occluder_default (), { 15, 0.5f, 3, 2 } };
  float image[NN_IMAGE_SIZE];

  for (int trained = 0; trained < 2; trained++)
    {
      g_autoptr (NnNetwork) network = golden_network (&spec, 7, trained ? UPDATES : 0);

      for (int backend = NN_BACKEND_BASELINE; backend <= NN_BACKEND_AVX512; backend++)
        for (gsize i = 0; nn_backend_is_available ((NnBackend) backend)
                          && i < G_N_ELEMENTS (occluders); i++)
          {
            read_image ((guint) (11 + i), image);
            check_threads (network, (NnBackend) backend, image, &occluders[i]);
          }
    }
}

/* The map is the one with the largest single value, the label the predicted class;
 * without occluder the values are the image's own. */
static void
test_bare (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = golden_network (&spec, 7, UPDATES);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  const NnOccluder occluder = nn_occluder_default ();

  for (guint index = 0; index < 20; index++)
    {
      float image[NN_IMAGE_SIZE];
      g_autoptr (NnActivations) activations = NULL;
      g_autoptr (NnOcclusion) occlusion = NULL;
      const float *maps;
      int largest = 0;
      double sum = 0;

      read_image (index, image);
      activations = nn_engine_activations (engine, network, image);
      occlusion = nn_occlusion_run (engine, network, image, &occluder, NULL, NULL);
      maps = nn_tensor_get_data (activations->layers[3]);
      for (int i = 0; i < 1600; i++)
        if (maps[i] > maps[largest])
          largest = i;
      for (int i = 0; i < 100; i++)
        sum += (double) maps[largest / 100 * 100 + i];
      g_assert_cmpint (occlusion->map, ==, largest / 100);
      g_assert_cmpint (occlusion->label, ==, activations->best);
      g_assert_cmpint (occlusion->bare.best, ==, activations->best);
      g_assert_cmpfloat (occlusion->bare.total, ==, (float) sum);
      g_assert_cmpfloat (occlusion->bare.probability, ==,
                         activations->probabilities[activations->best]);
      g_assert_cmpfloat (occlusion->bare.margin, >=, 0);
      /* A blank corner covered with 0 changes nothing. */
      check_pixel (occlusion, activations, 0);
    }
}

/* The rival has no maps. */
static void
test_rival (void)
{
  const NnNetworkSpec spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = golden_network (&spec, 7, UPDATES);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  const NnOccluder occluder = { 7, 0, -1, 3 };
  g_autoptr (NnOcclusion) occlusion = NULL;
  float image[NN_IMAGE_SIZE];

  read_image (2, image);
  occlusion = nn_occlusion_run (engine, network, image, &occluder, NULL, NULL);
  g_assert_cmpint (occlusion->map, ==, -1);
  g_assert_null (occlusion->total);
  g_assert_cmpint (occlusion->label, ==, 3);
  check (engine, network, image, &occluder, 5);
}

static gboolean
count_down (gpointer data)
{
  int *left = data;

  return (*left)-- == 0;
}

static void
test_cancel (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = golden_network (&spec, 7, 0);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  const NnOccluder occluder = nn_occluder_default ();
  float image[NN_IMAGE_SIZE] = { 0 };
  int left = 2;

  g_assert_null (nn_occlusion_run (engine, network, image, &occluder, count_down, &left));
  g_assert_cmpint (left, ==, -1);
}

/* Three places apart from one another, the lowest probabilities there are. */
static void
test_explain (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = golden_network (&spec, 7, UPDATES);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  const NnOccluder occluder = { 5, 0, -1, -1 };
  g_autoptr (NnOcclusion) occlusion = NULL;
  const float *probability;
  float image[NN_IMAGE_SIZE];
  int positions[3];

  read_image (0, image);
  occlusion = nn_occlusion_run (engine, network, image, &occluder, NULL, NULL);
  probability = nn_tensor_get_data (occlusion->probability);
  g_assert_cmpint (nn_occlusion_explain (occlusion, positions, 3), ==, 3);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    g_assert_cmpfloat (probability[positions[0]], <=, probability[i]);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < i; j++)
      {
        g_assert_cmpfloat (probability[positions[j]], <=, probability[positions[i]]);
        g_assert_true (ABS (positions[i] / 28 - positions[j] / 28) >= 3 ||
                       ABS (positions[i] % 28 - positions[j] % 28) >= 3);
      }
}

/* An occlusion of such probabilities, all 0.5 but for some. */
static NnOcclusion *
make_occlusion (int          size,
                const int   *cells,
                const float *values,
                int          n)
{
  NnOcclusion *occlusion = g_new0 (NnOcclusion, 1);
  float *probability = g_new (float, NN_IMAGE_SIZE);

  g_atomic_ref_count_init (&occlusion->ref_count);
  occlusion->occluder.size = size;
  occlusion->bare.probability = 0.5f;
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    probability[i] = 0.5f;
  for (int i = 0; i < n; i++)
    probability[cells[i]] = values[i];
  occlusion->probability = nn_tensor_new_take (2, (gsize[]) { NN_IMAGE_SIDE, NN_IMAGE_SIDE },
                                               probability);
  return occlusion;
}

/* Where nothing falls nothing is explained, and a large square leaves room for others. */
static void
test_explain_falls (void)
{
  const int cells[] = { 13 * 28 + 13, 13 * 28 + 20, 5 * 28 + 13, 27 * 28 + 27 };
  const float values[] = { 0.1f, 0.2f, 0.3f, 0.7f };
  g_autoptr (NnOcclusion) none = make_occlusion (7, NULL, NULL, 0);
  g_autoptr (NnOcclusion) large = make_occlusion (15, cells, values, 4);
  g_autoptr (NnOcclusion) small = make_occlusion (14, cells, values, 4);
  int positions[3];

  g_assert_cmpint (nn_occlusion_explain (none, positions, 3), ==, 0);
  g_assert_cmpint (nn_occlusion_explain (large, positions, 3), ==, 2);
  g_assert_cmpint (positions[0], ==, cells[0]);
  g_assert_cmpint (positions[1], ==, cells[2]);
  g_assert_cmpint (nn_occlusion_explain (small, positions, 3), ==, 3);
  g_assert_cmpint (positions[1], ==, cells[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/occlusion/naive/relu", GINT_TO_POINTER (NN_ACTIVATION_RELU), test_naive);
  g_test_add_data_func ("/occlusion/naive/tanh", GINT_TO_POINTER (NN_ACTIVATION_TANH), test_naive);
  g_test_add_data_func ("/occlusion/threads/relu", GINT_TO_POINTER (NN_ACTIVATION_RELU),
                        test_threads);
  g_test_add_data_func ("/occlusion/threads/tanh", GINT_TO_POINTER (NN_ACTIVATION_TANH),
                        test_threads);
  g_test_add_func ("/occlusion/bare", test_bare);
  g_test_add_func ("/occlusion/rival", test_rival);
  g_test_add_func ("/occlusion/cancel", test_cancel);
  g_test_add_func ("/occlusion/explain", test_explain);
  g_test_add_func ("/occlusion/explain-falls", test_explain_falls);
  return g_test_run ();
}

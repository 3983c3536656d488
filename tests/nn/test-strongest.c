/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "golden.h"
#include "nn/nn-hands.h"
#include "nn/nn-strongest.h"
#include "nn/nn-survey.h"

/* The nine strongest patches of DEFINITIONS §5 against a brute-force sort of every
 * image's own activations, on random and on trained weights. */
#define UPDATES 60
#define N_LAYERS 4
#define PORTION 256

typedef struct
{
  float value;
  guint image;
  int place;
} Offer;

static NnNetwork *
make_network (NnActivation activation,
              gboolean     trained)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET, .activation = activation };

  return golden_network (&spec, 7, trained ? UPDATES : 0);
}

static void
find_layers (const NnNetwork *network,
             int             *layers)
{
  static const char *const names[N_LAYERS] = { "c1", "c3", "f6", "output" };

  for (int i = 0; i < N_LAYERS; i++)
    layers[i] = (int) (nn_network_find_layer (network, names[i])
                       - nn_network_get_layers (network, NULL));
}

static int
compare_offers (gconstpointer a,
                gconstpointer b)
{
  const Offer *left = a, *right = b;

  if (left->value != right->value)
    return left->value > right->value ? -1 : 1;
  return left->image < right->image ? -1 : left->image > right->image;
}

/* Each image's offer for each map of a layer: offers: [maps][n]. */
static void
offer_layer (Offer          *offers,
             const NnTensor *layer,
             guint           image,
             guint           n)
{
  const int maps = (int) nn_tensor_get_dim (layer, 0), size = (int) nn_tensor_get_size (layer) / maps;
  const float *data = nn_tensor_get_data (layer);

  for (int m = 0; m < maps; m++, data += size)
    {
      Offer *offer = &offers[(gsize) m * n + image];

      *offer = (Offer) { data[0], image, 0 };
      for (int i = 1; i < size; i++)
        if (data[i] > offer->value)
          *offer = (Offer) { data[i], image, i };
    }
}

static void
check_map (const NnStrongestMap *map,
           Offer                *offers,
           guint                 n,
           int                   width)
{
  guint positive = 0;

  qsort (offers, n, sizeof *offers, compare_offers);
  while (positive < n && offers[positive].value > 0)
    positive++;
  g_assert_cmpuint (map->positive, ==, positive);
  g_assert_cmpfloat (map->max, ==, offers[0].value);
  g_assert_cmpint (map->n, ==, MIN (positive, NN_STRONGEST));
  for (int i = 0; i < map->n; i++)
    {
      const NnPatch *patch = &map->patches[i];

      g_assert_cmpfloat (patch->value, ==, offers[i].value);
      g_assert_cmpuint (patch->image, ==, offers[i].image);
      g_assert_cmpint (patch->row * width + patch->column, ==, offers[i].place);
    }
}

/* All of the first n images' activations, and from them, by sorting, what must come out. */
static void
check_by_sorting (NnStrongest    **results,
                  NnEngine        *engine,
                  const NnNetwork *network,
                  guint            n)
{
  const NnLayer *table = nn_network_get_layers (network, NULL);
  g_autofree float *images = g_new (float, PORTION * NN_IMAGE_SIZE);
  Offer *offers[N_LAYERS];

  for (int l = 0; l < N_LAYERS; l++)
    offers[l] = g_new (Offer, (gsize) results[l]->n_maps * n);
  for (guint first = 0; first < n; first += PORTION)
    {
      const guint count = MIN (PORTION, n - first);
      NnActivations *activations[PORTION];

      for (guint i = 0; i < count * NN_IMAGE_SIZE; i++)
        images[i] = golden_dataset ()->test.pixels[(gsize) first * NN_IMAGE_SIZE + i] / 255.0f;
      nn_engine_activations_many (engine, network, images, (int) count, activations);
      for (guint i = 0; i < count; i++)
        {
          for (int l = 0; l < N_LAYERS; l++)
            offer_layer (offers[l], activations[i]->layers[results[l]->layer], first + i, n);
          nn_activations_unref (activations[i]);
        }
    }
  for (int l = 0; l < N_LAYERS; l++)
    {
      g_assert_cmpuint (results[l]->n_images, ==, n);
      g_assert_cmpint (results[l]->n_maps, ==, table[results[l]->layer].channels);
      for (int m = 0; m < results[l]->n_maps; m++)
        check_map (&results[l]->maps[m], offers[l] + (gsize) m * n, n,
                   table[results[l]->layer].width);
      g_free (offers[l]);
    }
}

static void
free_results (NnStrongest **results)
{
  for (int l = 0; l < N_LAYERS; l++)
    nn_strongest_unref (results[l]);
}

static void
assert_equal (NnStrongest **a,
              NnStrongest **b)
{
  for (int l = 0; l < N_LAYERS; l++)
    {
      const gsize size = a[l]->n_maps * sizeof *a[l]->maps;

      g_assert_cmpint (a[l]->layer, ==, b[l]->layer);
      g_assert_cmpmem (a[l]->maps, size, b[l]->maps, size);
    }
}

typedef struct
{
  const char *name;
  NnActivation activation;
  gboolean trained;
} Kind;

static const Kind kinds[] = {
  { "relu-random", NN_ACTIVATION_RELU, FALSE },
  { "relu-trained", NN_ACTIVATION_RELU, TRUE },
  { "tanh-random", NN_ACTIVATION_TANH, FALSE },
  { "tanh-trained", NN_ACTIVATION_TANH, TRUE },
};

/* Every lanes back end, on one and on two threads, over all 10,000 images. */
static void
test_sorted (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NnNetwork) network = make_network (kind->activation, kind->trained);
  const guint n = golden_dataset ()->test.n;
  int layers[N_LAYERS];

  find_layers (network, layers);
  g_assert_cmpuint (n, ==, 10000);
  for (int backend = NN_BACKEND_BASELINE; backend <= NN_BACKEND_AVX512; backend++)
    {
      NnStrongest *results[2][N_LAYERS];

      if (!nn_backend_is_available ((NnBackend) backend))
        continue;
      for (int threads = 1; threads <= 2; threads++)
        {
          g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network),
                                                       (NnBackend) backend, threads);

          g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, n, layers,
                                           N_LAYERS, results[threads - 1], NULL, NULL));
          if (threads == 1)
            check_by_sorting (results[0], engine, network, n);
        }
      assert_equal (results[0], results[1]);
      free_results (results[0]);
      free_results (results[1]);
    }
}

/* The plain back ends, which go image by image; a number that fills no chunk. */
static void
test_plain (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, TRUE);
  int layers[N_LAYERS];

  find_layers (network, layers);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_BLAS; backend++)
    {
      g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network),
                                                   (NnBackend) backend, 1);
      const guint n = backend == NN_BACKEND_BLAS ? 301 : 41;
      NnStrongest *results[N_LAYERS];

      g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, n, layers,
                                       N_LAYERS, results, NULL, NULL));
      check_by_sorting (results, engine, network, n);
      free_results (results);
    }
}

/* One by one and many at once, in whole and broken parts: the same bits. */
static void
test_many (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, TRUE);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 2);
  enum { N = 37 };
  g_autofree float *images = g_new (float, N * NN_IMAGE_SIZE);
  NnActivations *many[N];

  for (int i = 0; i < N * NN_IMAGE_SIZE; i++)
    images[i] = golden_dataset ()->test.pixels[i] / 255.0f;
  nn_engine_activations_many (engine, network, images, N, many);
  for (int i = 0; i < N; i++)
    {
      g_autoptr (NnActivations) one = nn_engine_activations (engine, network,
                                                             images + i * NN_IMAGE_SIZE);

      for (int l = 0; l < one->n_layers; l++)
        g_assert_cmpmem (nn_tensor_get_data (one->layers[l]),
                         nn_tensor_get_size (one->layers[l]) * sizeof (float),
                         nn_tensor_get_data (many[i]->layers[l]),
                         nn_tensor_get_size (many[i]->layers[l]) * sizeof (float));
      g_assert_cmpmem (one->probabilities, sizeof one->probabilities, many[i]->probabilities,
                       sizeof many[i]->probabilities);
      g_assert_cmpint (one->best, ==, many[i]->best);
      nn_activations_unref (many[i]);
    }
}

/* An image that comes again and again ties with itself: the first ones are kept, in
 * their order. A blank image is equal everywhere: the first place counts. */
static void
test_ties (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, TRUE);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 2);
  enum { N = 40 };
  g_autofree guint8 *pixels = g_new0 (guint8, N * NN_IMAGE_SIZE);
  NnStrongest *results[N_LAYERS];
  int layers[N_LAYERS], seen = 0;

  find_layers (network, layers);
  for (int i = 3; i < N; i++)
    memcpy (pixels + i * NN_IMAGE_SIZE, golden_dataset ()->test.pixels, NN_IMAGE_SIZE);
  g_assert_true (nn_strongest_run (engine, network, pixels, N, layers, N_LAYERS, results, NULL, NULL));
  for (int m = 0; m < results[1]->n_maps; m++)
    {
      const NnStrongestMap *map = &results[1]->maps[m];

      if (map->positive != N - 3)
        continue;
      seen++;
      for (int i = 0; i < map->n; i++)
        g_assert_cmpuint (map->patches[i].image, ==, 3 + i);
    }
  g_assert_cmpint (seen, >, 0);
  free_results (results);
}

/* No image at all; no positive one; a few. */
static void
test_dead (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, FALSE);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  int layers[N_LAYERS], bias;
  NnStrongest *results[N_LAYERS];
  float values[16] = { 0 };

  find_layers (network, layers);
  g_assert_true (nn_strongest_run (engine, network, NULL, 0, layers, N_LAYERS, results, NULL, NULL));
  g_assert_cmpint (results[0]->maps[0].n, ==, 0);
  g_assert_cmpfloat (results[0]->maps[0].max, ==, 0);
  g_assert_cmpint (nn_strongest_get_state (results[0], 0), ==, NN_MAP_DEAD);
  free_results (results);

  values[2] = -1000;
  bias = nn_network_get_layers (network, NULL)[layers[1]].bias;
  nn_network_set_tensor (network, bias, values);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, 600, layers,
                                   N_LAYERS, results, NULL, NULL));
  g_assert_cmpint (nn_strongest_get_state (results[1], 2), ==, NN_MAP_DEAD);
  g_assert_cmpint (results[1]->maps[2].n, ==, 0);
  g_assert_cmpfloat (results[1]->maps[2].max, ==, 0);
  g_assert_cmpint (nn_strongest_get_state (results[1], 3), ==, NN_MAP_ALIVE);
  /* 5 of 600 are nearly dead, 6 (1 %) are not. */
  results[1]->maps[4].positive = 5;
  g_assert_cmpint (nn_strongest_get_state (results[1], 4), ==, NN_MAP_NEARLY_DEAD);
  results[1]->maps[4].positive = 6;
  g_assert_cmpint (nn_strongest_get_state (results[1], 4), ==, NN_MAP_ALIVE);
  /* Outputs are no activation: they may be below 0, and are not dead then. */
  results[3]->maps[0].positive = 0;
  g_assert_cmpint (nn_strongest_get_state (results[3], 0), ==, NN_MAP_NEVER_POSITIVE);
  free_results (results);
}

/* A map of C3 that is the same everywhere: the activation of bias. */
static void
make_flat (NnNetwork *network,
           int        map,
           float      bias)
{
  NnFilter filter;

  nn_filter_get (&filter, network, NULL, 3, map);
  memset (filter.weights, 0, sizeof filter.weights);
  filter.bias = bias;
  nn_filter_put (&filter, network, NULL);
}

static void
test_tanh (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_TANH, FALSE);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, 2);
  const guint n = backend == NN_BACKEND_REFERENCE ? 40 : 600;
  int layers[N_LAYERS];
  NnStrongest *results[N_LAYERS];
  NnStrongestMap *map;

  find_layers (network, layers);
  make_flat (network, 1, 0);
  make_flat (network, 2, 0.0009f);        /* dead, though positive … */
  make_flat (network, 3, -0.0009f);
  make_flat (network, 4, 0.0011f);
  make_flat (network, 5, -0.0011f);       /* … and not dead, though not positive */
  make_flat (network, 6, 10);
  make_flat (network, 7, -10);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, n, layers,
                                   N_LAYERS, results, NULL, NULL));
  g_assert_cmpint (nn_strongest_get_state (results[1], 0), ==, NN_MAP_ALIVE);
  for (int k = 1; k <= 3; k++)
    g_assert_cmpint (nn_strongest_get_state (results[1], k), ==, NN_MAP_DEAD);
  g_assert_cmpint (nn_strongest_get_state (results[1], 4), ==, NN_MAP_ALIVE);
  g_assert_cmpint (nn_strongest_get_state (results[1], 5), ==, NN_MAP_NEVER_POSITIVE);
  g_assert_cmpint (nn_strongest_get_state (results[1], 6), ==, NN_MAP_SATURATED);
  g_assert_cmpint (nn_strongest_get_state (results[1], 7), ==, NN_MAP_SATURATED);
  /* 99 % of its hundred values an image. */
  map = &results[1]->maps[7];
  g_assert_cmpuint (map->saturated, ==, 100 * n);
  map->saturated = 99 * n;
  g_assert_cmpint (nn_strongest_get_state (results[1], 7), ==, NN_MAP_SATURATED);
  map->saturated--;
  g_assert_cmpint (nn_strongest_get_state (results[1], 7), ==, NN_MAP_NEVER_POSITIVE);
  /* Few positive images are nothing bad for a tanh; outputs have none. */
  results[1]->maps[0].positive = 1;
  g_assert_cmpint (nn_strongest_get_state (results[1], 0), ==, NN_MAP_ALIVE);
  g_assert_cmpfloat (results[3]->maps[0].largest, ==, 0);
  free_results (results);
}

/* What is not a number is neither dead nor alive, and says so all the way up. */
static void
test_not_a_number (void)
{
  for (int activation = NN_ACTIVATION_RELU; activation <= NN_ACTIVATION_TANH; activation++)
    {
      g_autoptr (NnNetwork) network = make_network ((NnActivation) activation, FALSE);
      g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network),
                                                   nn_backend_best (), 1);
      int layers[N_LAYERS];
      NnStrongest *results[N_LAYERS];

      find_layers (network, layers);
      make_flat (network, 2, NAN);
      g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, 600, layers,
                                       N_LAYERS, results, NULL, NULL));
      g_assert_cmpint (nn_strongest_get_state (results[1], 1), ==, NN_MAP_ALIVE);
      g_assert_cmpint (nn_strongest_get_state (results[1], 2), ==, NN_MAP_NOT_A_NUMBER);
      g_assert_cmpint (results[1]->maps[2].n, ==, 0);
      g_assert_cmpint (nn_strongest_get_state (results[2], 0), ==, NN_MAP_NOT_A_NUMBER);
      g_assert_cmpint (nn_strongest_get_state (results[3], 9), ==, NN_MAP_NOT_A_NUMBER);
      free_results (results);
    }
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
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, FALSE);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  NnStrongest *results[N_LAYERS] = { NULL };
  NnTensor *projections[6 * NN_STRONGEST];
  int layers[N_LAYERS], left = 2;

  find_layers (network, layers);
  g_assert_false (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, 10000, layers,
                                    N_LAYERS, results, count_down, &left));
  g_assert_null (results[0]);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, 100, layers,
                                   N_LAYERS, results, NULL, NULL));
  left = 1;
  g_assert_false (nn_strongest_project (engine, network, golden_dataset ()->test.pixels, results[0],
                                        NN_GATE_DECONVNET, projections, count_down, &left));
  for (gsize i = 0; i < G_N_ELEMENTS (projections); i++)
    g_assert_null (projections[i]);
  free_results (results);
}

/* What comes beside the patches is what one asks of a single image. */
static void
check_projections (NnEngine          *engine,
                   const NnNetwork   *network,
                   const NnStrongest *strongest,
                   NnGate             gate)
{
  const int n = strongest->n_maps * NN_STRONGEST;
  g_autofree NnTensor **projections = g_new (NnTensor *, n);

  g_assert_true (nn_strongest_project (engine, network, golden_dataset ()->test.pixels, strongest,
                                       gate, projections, NULL, NULL));
  for (int i = 0; i < n; i++)
    {
      const NnStrongestMap *map = &strongest->maps[i / NN_STRONGEST];
      const NnPatch *patch = &map->patches[i % NN_STRONGEST];
      const NnUnit unit = { strongest->layer, i / NN_STRONGEST, patch->row, patch->column };
      float image[NN_IMAGE_SIZE];
      g_autoptr (NnActivations) activations = NULL;
      g_autoptr (NnTensor) expected = NULL;

      g_assert_true ((projections[i] != NULL) == (i % NN_STRONGEST < map->n));
      if (projections[i] == NULL)
        continue;
      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        image[p] = golden_dataset ()->test.pixels[patch->image * NN_IMAGE_SIZE + p] / 255.0f;
      activations = nn_engine_activations (engine, network, image);
      g_assert_cmpfloat (nn_unit_get_value (network, activations, &unit), ==, patch->value);
      expected = nn_projection_new (network, activations, &unit, gate);
      g_assert_cmpmem (nn_tensor_get_data (projections[i]), NN_IMAGE_SIZE * sizeof (float),
                       nn_tensor_get_data (expected), NN_IMAGE_SIZE * sizeof (float));
      nn_tensor_unref (projections[i]);
    }
}

static void
test_project (gconstpointer data)
{
  const int trained = GPOINTER_TO_INT (data) / 2, threads = GPOINTER_TO_INT (data) % 2 + 1;
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU, trained);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (),
                                               threads);
  NnStrongest *results[N_LAYERS];
  int layers[N_LAYERS];

  find_layers (network, layers);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels, 500, layers,
                                   N_LAYERS, results, NULL, NULL));
  for (int l = 0; l < N_LAYERS; l++)
    for (int gate = 0; gate < NN_N_GATES; gate++)
      check_projections (engine, network, results[l], (NnGate) gate);
  free_results (results);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/strongest/sorted/%s", kinds[i].name);

      g_test_add_data_func (path, &kinds[i], test_sorted);
    }
  g_test_add_func ("/strongest/plain", test_plain);
  g_test_add_func ("/strongest/many", test_many);
  g_test_add_func ("/strongest/ties", test_ties);
  g_test_add_func ("/strongest/dead", test_dead);
  for (NnBackend backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    if (nn_backend_is_available (backend))
      {
        g_autofree char *path = g_strdup_printf ("/strongest/tanh/%s",
                                                 nn_backend_to_string (backend));

        g_test_add_data_func (path, GINT_TO_POINTER (backend), test_tanh);
      }
  g_test_add_func ("/strongest/not-a-number", test_not_a_number);
  g_test_add_func ("/strongest/cancel", test_cancel);
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/strongest/project/%s-%d",
                                               i / 2 ? "trained" : "random", i % 2 + 1);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_project);
    }
  return g_test_run ();
}

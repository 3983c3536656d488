/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "nn/nn-base-engine.h"

/* Random weights through the whole graph: fast against plain, and bits against bits. */

static const NnBackend levels[] = { NN_BACKEND_AVX512, NN_BACKEND_AVX2, NN_BACKEND_BASELINE };

/* Bytes of an image, the same for the same number: smooth colours and noise. (transfer full) */
static guint8 *
make_image (int size,
            int number)
{
  guint8 *image = g_malloc ((gsize) size * size * 3);
  guint32 state = (guint32) number * 2654435761u + 1;

  for (int i = 0; i < size * size * 3; i++)
    {
      state = state * 1664525 + 1013904223;
      image[i] = (guint8) ((i / 3 % size + i / 3 / size * (number + 1) + i % 3 * 60
                            + (int) (state >> 26)) % 256);
    }
  return image;
}

static void
assert_near (NnTensor *a,
             NnTensor *b,
             double    limit)
{
  double difference = 0, norm = 0;

  g_assert_cmpuint (nn_tensor_get_size (a), ==, nn_tensor_get_size (b));
  for (gsize i = 0; i < nn_tensor_get_size (a); i++)
    {
      double y = nn_tensor_get_data (b)[i], d = nn_tensor_get_data (a)[i] - y;

      difference += d * d;
      norm += y * y;
    }
  g_assert_cmpfloat (norm, >, 0);
  g_assert_cmpfloat (sqrt (difference / norm), <, limit);
}

static NnTensor *
maps_of (NnBaseEngine *engine,
         int           tensor)
{
  return nn_base_engine_get_maps (engine, tensor, 0,
                                  nn_base_engine_get_graph (engine)->tensors[tensor].channels);
}

/* Every tensor of the graph, at sizes whose maps have every width that tiles are cut for. */
static void
test_plain (gconstpointer data)
{
  const int size = GPOINTER_TO_INT (data), cut = size > 100 ? 3 : 10;
  g_autoptr (NnBase) base = nn_base_new_random (cut, NN_SCALING_SIGNED, 1);
  g_autofree guint8 *image = make_image (size, 0);
  g_autoptr (NnBaseEngine) plain = nn_base_engine_new (base, size, NN_BACKEND_REFERENCE, 1);
  const NnInception *graph = nn_base_engine_get_graph (plain);

  nn_base_engine_look (plain, image, cut);
  for (gsize l = 0; l < G_N_ELEMENTS (levels); l++)
    if (nn_base_engine_is_available (levels[l]))
      {
        g_autoptr (NnBaseEngine) engine = nn_base_engine_new (base, size, levels[l], 2);

        nn_base_engine_look (engine, image, cut);
        for (int t = 0; t <= graph->mixed[cut]; t++)
          {
            g_autoptr (NnTensor) a = maps_of (engine, t), b = maps_of (plain, t);

            assert_near (a, b, 2e-6);
          }
      }
}

#define N_IMAGES 5

/* One by one, all at once, backwards; on 1, 2, 3 threads; AVX2 and AVX-512. */
static void
test_bits (gconstpointer data)
{
  const int size = GPOINTER_TO_INT (data), cut = size > 160 ? 4 : 10;
  g_autoptr (NnBase) base = nn_base_new_random (cut, NN_SCALING_UNIT, 2);
  const guint8 *images[N_IMAGES], *backwards[N_IMAGES];
  float *first = NULL;
  gsize width = 0;

  for (int i = 0; i < N_IMAGES; i++)
    images[i] = backwards[N_IMAGES - 1 - i] = make_image (size, i);
  for (int l = 0; l < 2; l++)
    for (int threads = 1; threads <= 3 && nn_base_engine_is_available (levels[l]); threads++)
      {
        g_autoptr (NnBaseEngine) engine = nn_base_engine_new (base, size, levels[l], threads);
        g_autofree float *features = NULL;

        width = (gsize) nn_base_engine_count_features (engine, cut);
        features = g_new (float, N_IMAGES * width);
        nn_base_engine_run (engine, images, N_IMAGES, cut, features);
        if (first == NULL)
          first = g_memdup2 (features, N_IMAGES * width * sizeof (float));
        g_assert_cmpmem (features, N_IMAGES * width * sizeof (float), first,
                         N_IMAGES * width * sizeof (float));
        nn_base_engine_run (engine, backwards, N_IMAGES, cut, features);
        for (int i = 0; i < N_IMAGES; i++)
          g_assert_cmpmem (features + (N_IMAGES - 1 - i) * width, width * sizeof (float),
                           first + i * width, width * sizeof (float));
        nn_base_engine_run (engine, images, 1, cut, features);
        g_assert_cmpmem (features, width * sizeof (float), first, width * sizeof (float));
      }
  if (first != NULL)
    g_assert_cmpint (memcmp (first, first + width, width * sizeof (float)), !=, 0);
  g_free (first);
  for (int i = 0; i < N_IMAGES; i++)
    g_free ((gpointer) images[i]);
}

/* A feature is the mean of its map; an earlier cut is the same on the way. */
static void
test_features (void)
{
  g_autoptr (NnBase) base = nn_base_new_random (5, NN_SCALING_UNIT, 3);
  g_autofree guint8 *image = make_image (80, 7);
  g_autoptr (NnBaseEngine) engine = nn_base_engine_new (base, 80, nn_backend_best (), 1);
  const NnInception *graph = nn_base_engine_get_graph (engine);

  for (int cut = 0; cut <= 5; cut++)
    {
      const gsize n = (gsize) nn_base_engine_count_features (engine, cut);
      g_autofree float *features = g_new (float, n);
      g_autoptr (NnTensor) maps = NULL;

      nn_base_engine_run (engine, (const guint8 *const *) &image, 1, cut, features);
      nn_base_engine_look (engine, image, 5);
      maps = maps_of (engine, graph->mixed[cut]);
      for (gsize c = 0; c < n; c++)
        {
          const gsize size = nn_tensor_get_size (maps) / n;
          double sum = 0;

          for (gsize i = 0; i < size; i++)
            sum += nn_tensor_get_data (maps)[c * size + i];
          g_assert_cmpfloat (fabs (features[c] - sum / size), <=, 1e-5 * (1 + fabs (sum / size)));
        }
    }
}

/* Keras' formula, filter by filter: y = (x * w - mean) / sqrt (variance + 0.001) + beta. */
static void
test_folding (void)
{
  g_autoptr (NnBase) base = nn_base_new (0, NN_SCALING_UNIT);
  NnBaseDraw draw;
  NnBaseConv raw;
  float rows[3 * 3 * 3 * 32];

  nn_base_draw (&draw, 5, 1);
  raw = (NnBaseConv) { draw.kernel, draw.beta, draw.mean, draw.variance };
  nn_base_set_conv (base, 1, &raw);
  nn_base_copy_kernel (base, 1, rows);
  for (int o = 0; o < 32; o++)
    {
      const double deviation = sqrt (draw.variance[o] + 0.001);

      for (int c = 0; c < 3; c++)
        for (int tap = 0; tap < 9; tap++)
          g_assert_cmpfloat (fabs (rows[(o * 3 + c) * 9 + tap]
                                   - draw.kernel[(tap * 3 + c) * 32 + o] / deviation), <, 1e-6);
      g_assert_cmpfloat (fabs (nn_base_get_bias (base, 1)[o]
                               - (draw.beta[o] - draw.mean[o] / deviation)), <, 1e-6);
    }
  nn_base_draw_clear (&draw);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base-engine/folding", test_folding);
  g_test_add_data_func ("/base-engine/plain/75", GINT_TO_POINTER (75), test_plain);
  g_test_add_data_func ("/base-engine/plain/98", GINT_TO_POINTER (98), test_plain);
  g_test_add_data_func ("/base-engine/plain/150", GINT_TO_POINTER (150), test_plain);
  g_test_add_data_func ("/base-engine/bits/150", GINT_TO_POINTER (150), test_bits);
  g_test_add_data_func ("/base-engine/bits/75", GINT_TO_POINTER (75), test_bits);
  g_test_add_data_func ("/base-engine/bits/211", GINT_TO_POINTER (211), test_bits);
  g_test_add_func ("/base-engine/features", test_features);
  return g_test_run ();
}

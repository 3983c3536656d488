/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-rng.h"
#include "nn/nn-survey.h"

/* A survey against its plain twin, to the bit: both networks, both activations, images
 * with equal peaks (flat ones, and two strokes alike), any number, any threads. */

#define N_IMAGES 37               /* two shards and a bit */

static guint8 pixels[N_IMAGES * NN_IMAGE_SIZE];
static float images[N_IMAGES * NN_IMAGE_SIZE];

static void
make_images (void)
{
  NnRng rng;

  nn_rng_init (&rng, 3, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 1; i < N_IMAGES; i++)      /* image 0 stays black: all maps are flat */
    for (int stroke = 0; stroke < 2; stroke++)
      {
        int top = (int) nn_rng_below (&rng, 20), left = (int) nn_rng_below (&rng, 20);

        for (int y = 0; y < 8; y++)       /* the same stroke twice: the same value twice */
          for (int x = 0; x < 3; x++)
            pixels[i * NN_IMAGE_SIZE + (top + y) * NN_IMAGE_SIDE + left + x] = 255;
      }
  for (int i = 0; i < N_IMAGES * NN_IMAGE_SIZE; i++)
    images[i] = pixels[i] / 255.0f;
}

typedef struct
{
  NnSurvey survey;
  float logits[N_IMAGES * NN_CLASSES];
  NnPeak peaks[NN_SURVEY_MAX_LAYERS][N_IMAGES * 400];
  NnReach reaches[NN_SURVEY_MAX_LAYERS][N_IMAGES * 400];
  double sums[N_IMAGES];
} Notes;

static void
ask_for_all (Notes           *notes,
             const NnNetwork *network,
             int              n,
             gboolean         bytes)
{
  static const char *const wanted[] = { "c1", "c3", "f6", "output" };

  memset (notes, 0, sizeof *notes);
  notes->survey.n = n;
  notes->survey.pixels = bytes ? pixels : NULL;
  notes->survey.images = bytes ? NULL : images;
  notes->survey.logits = notes->logits;
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const NnLayer *layer = nn_network_find_layer (network, wanted[i]);

      if (layer == NULL)
        continue;
      if (layer->kind == NN_LAYER_CONV2D)
        {
          notes->survey.sum_layer = (int) (layer - nn_network_get_layers (network, NULL));
          notes->survey.sum_channel = layer->channels - 2;
          notes->survey.sums = notes->sums;
        }
      notes->survey.reaches[notes->survey.n_layers] = notes->reaches[notes->survey.n_layers];
      notes->survey.peaks[notes->survey.n_layers] = notes->peaks[notes->survey.n_layers];
      notes->survey.layers[notes->survey.n_layers++]
        = (int) (layer - nn_network_get_layers (network, NULL));
    }
}

static void
compare (NnBackend            backend,
         const NnNetworkSpec *spec,
         int                  n_threads,
         int                  n,
         gboolean             bytes)
{
  g_autoptr (NnNetwork) network = nn_network_new (spec);
  g_autoptr (NnEngine) engine = nn_engine_new (spec, backend, n_threads);
  g_autofree Notes *fast = g_new (Notes, 1), *plain = g_new (Notes, 1);

  nn_network_init_glorot (network, 5);
  ask_for_all (fast, network, n, bytes);
  ask_for_all (plain, network, n, bytes);
  nn_engine_survey (engine, network, &fast->survey);
  nn_survey_plain (engine, network, &plain->survey);

  g_assert_cmpmem (fast->logits, sizeof fast->logits, plain->logits, sizeof plain->logits);
  g_assert_cmpmem (fast->sums, sizeof fast->sums, plain->sums, sizeof plain->sums);
  for (int l = 0; l < NN_SURVEY_MAX_LAYERS; l++)
    for (int i = 0; i < N_IMAGES * 400; i++)
      {
        g_assert_cmpfloat (fast->peaks[l][i].value, ==, plain->peaks[l][i].value);
        g_assert_cmpint (fast->peaks[l][i].place, ==, plain->peaks[l][i].place);
        g_assert_cmpfloat (fast->reaches[l][i].largest, ==, plain->reaches[l][i].largest);
        g_assert_cmpint (fast->reaches[l][i].saturated, ==, plain->reaches[l][i].saturated);
      }
}

static void
test_equals_plain (gconstpointer data)
{
  NnBackend backend = GPOINTER_TO_INT (data);

  for (int activation = 0; activation < 2; activation++)
    {
      NnNetworkSpec lenet = { NN_ARCHITECTURE_LENET, (NnActivation) activation, { 0 } };
      NnNetworkSpec rival = { NN_ARCHITECTURE_MLP, (NnActivation) activation, { 20, 30 } };

      for (int n_threads = 1; n_threads <= 2; n_threads++)
        for (int bytes = 0; bytes < 2; bytes++)
          {
            compare (backend, &lenet, n_threads, N_IMAGES, bytes);
            compare (backend, &lenet, n_threads, 1, bytes);
            compare (backend, &lenet, n_threads, 0, bytes);
            compare (backend, &rival, n_threads, N_IMAGES, bytes);
          }
    }
}

int
main (int    argc,
      char **argv)
{
  static const NnBackend backends[] = { NN_BACKEND_REFERENCE, NN_BACKEND_BASELINE,
                                        NN_BACKEND_AVX2, NN_BACKEND_AVX512 };

  g_test_init (&argc, &argv, NULL);
  make_images ();
  for (gsize i = 0; i < G_N_ELEMENTS (backends); i++)
    if (nn_backend_is_available (backends[i]))
      {
        g_autofree char *path = g_strdup_printf ("/survey/equals-plain/%s",
                                                 nn_backend_to_string (backends[i]));

        g_test_add_data_func (path, GINT_TO_POINTER (backends[i]), test_equals_plain);
      }
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "base/nn-ref.h"
#include "export/nn-evolution-view.h"
#include "export/nn-invariance-view.h"

/* Pictures of figures 4 and 5, of untrained networks and made-up digits. */
#define N_TRAIN 40
#define N_MOMENTS 3

static NnTrainingSpec training;
static NnDataset *dataset;
static NnEvolution *evolution;
static NnNetwork *network;
static NnInvariance *invariance;
static NnProbe *probe;

static void
make_dataset (void)
{
  dataset = g_new0 (NnDataset, 1);
  nn_ref_init (&dataset->ref_count);
  dataset->train.n = N_TRAIN;
  dataset->train.pixels = g_malloc (N_TRAIN * NN_IMAGE_SIZE);
  dataset->train.labels = g_malloc0 (N_TRAIN);
  for (int n = 0; n < N_TRAIN; n++)
    for (int i = 0; i < NN_IMAGE_SIZE; i++)
      dataset->train.pixels[n * NN_IMAGE_SIZE + i]
        = (guint8) ((i % 28 > 6 + n % 9 && i % 28 < 13 + n % 5 && i / 28 % (n + 3)) ? 250 - n : 0);
}

/* Map 1 of C1 is dead at the second moment. */
static void
make_evolution (void)
{
  g_autoptr (GPtrArray) columns
    = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_evolution_column_unref);
  g_autoptr (NnEngine) engine = nn_engine_new (&training.network, nn_backend_best (), 1);

  for (guint i = 0; i < N_MOMENTS; i++)
    {
      g_autoptr (NnNetwork) state = nn_network_new (&training.network);
      NnPlace place = { .update = 10 * i, .epoch = i == 2, .images = N_TRAIN };

      nn_network_init_glorot (state, i + 1);
      if (i == 1)
        {
          const NnParameter *parameters = nn_network_get_parameters (state, NULL);
          float *weight = nn_network_get_block (state) + parameters[0].offset;

          memset (weight, 0, 25 * sizeof (float));
        }
      g_ptr_array_add (columns, nn_evolution_column_run (engine, state, &place, dataset, NULL,
                                                         NULL));
    }
  evolution = nn_evolution_new (columns, N_MOMENTS);
}

static NnEvolutionView
make_view (void)
{
  return (NnEvolutionView) { .layer = -1, .map = -1, .scope = NN_SCOPE_TILE, .scale = 2 };
}

static void
test_strip (void)
{
  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_NPY; format++)
    for (NnScope scope = NN_SCOPE_TILE; scope <= NN_SCOPE_LAYER; scope++)
      {
        NnEvolutionView view = make_view ();
        g_autoptr (NnFigure) figure = NULL;
        g_autoptr (NnFigure) again = NULL;
        g_autoptr (GBytes) a = NULL;
        g_autoptr (GBytes) b = NULL;

        view.scope = scope;
        figure = nn_evolution_view_figure (&view, evolution, &training, NULL);
        again = nn_evolution_view_figure (&view, evolution, &training, NULL);
        a = nn_figure_serialize (figure, (NnFormat) format, NULL);
        b = nn_figure_serialize (again, (NnFormat) format, NULL);
        g_assert_true (g_bytes_equal (a, b));
      }
}

/* Six rows of C1 and sixteen of C3 below, a column a moment; one row where one is asked for. */
static void
test_size (void)
{
  NnEvolutionView view = make_view ();
  g_autoptr (NnFigure) both = nn_evolution_view_figure (&view, evolution, &training, NULL);
  g_autoptr (NnFigure) one = NULL;
  int width, height;

  nn_figure_get_size (both, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (width, ==, 3 * 57 - 1);
  g_assert_cmpint (height, ==, 6 * 57 - 1 + 8 + 16 * 57 - 1);
  view.layer = NN_FEATURE_C3;
  view.map = 4;
  one = nn_evolution_view_figure (&view, evolution, &training, NULL);
  nn_figure_get_size (one, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (height, ==, 56);
}

static void
test_words (void)
{
  NnEvolutionView view = make_view ();
  g_autoptr (GError) error = NULL;
  g_autofree char *update = nn_evolution_view_label (&evolution->columns[1]->place, "fr");
  g_autofree char *epoch = nn_evolution_view_label (&evolution->columns[2]->place, "fr");
  g_autofree char *english = nn_evolution_view_label (&evolution->columns[2]->place, "en");
  g_autoptr (NnFigure) figure = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (update, ==, "10");
  g_assert_cmpstr (epoch, ==, "époque 1");
  g_assert_cmpstr (english, ==, "epoch 1");
  view.language = "fr";
  figure = nn_evolution_view_figure (&view, evolution, &training, NULL);
  svg = nn_figure_serialize (figure, NN_FORMAT_SVG, NULL);
  text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  g_assert_nonnull (strstr (text, "<title>Évolution · LeNet · graine 1"));

  view.language = "la";
  g_assert_null (nn_evolution_view_figure (&view, evolution, &training, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED);
}

/* The film's picture of a moment and the strip's column hold the same numbers. */
static void
test_film (void)
{
  NnEvolutionView view = make_view ();
  g_autoptr (GBytes) film = nn_evolution_view_film (&view, evolution, NULL);
  g_autoptr (NnFigure) frame = nn_evolution_view_frame (&view, evolution, 1, NULL);
  int width, height;

  g_assert_cmpuint (g_bytes_get_size (film), >, 1000);
  nn_figure_get_size (frame, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (width, ==, 8 * 57 - 1);
  g_assert_cmpint (height, ==, 57 - 1 + 8 + 2 * 57 - 1);

  /* On one scale a moment of small values is not blown up to full contrast. */
  for (NnScope scope = NN_SCOPE_TILE; scope <= NN_SCOPE_LAYER; scope++)
    {
      g_autoptr (NnFigure) scaled = NULL;
      g_autoptr (GBytes) npy = NULL;
      float values[6 * NN_IMAGE_SIZE], max;

      view.scope = scope;
      view.layer = NN_FEATURE_C1;
      scaled = nn_evolution_view_frame (&view, evolution, 0, NULL);
      npy = nn_figure_serialize (scaled, NN_FORMAT_NPY, NULL);
      memcpy (values, (const guint8 *) g_bytes_get_data (npy, NULL) + g_bytes_get_size (npy)
                      - sizeof values, sizeof values);
      max = nn_scope_max (values, 6 * NN_IMAGE_SIZE);
      if (scope == NN_SCOPE_TILE)
        g_assert_cmpfloat (max, ==, 1);
      else
        g_assert_cmpfloat (max, <=, 1);
    }
}

static void
test_invariance (void)
{
  NnPlace place = { .update = 10, .epoch = 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) english = NULL;
  g_autoptr (GBytes) french = NULL;
  g_autofree char *text = NULL;

  for (int format = NN_FORMAT_PNG; format <= NN_FORMAT_PDF; format++)
    {
      g_autoptr (GBytes) a = nn_invariance_view_serialize (invariance, network, &training, &place,
                                                           probe, "en", (NnFormat) format, NULL);
      g_autoptr (GBytes) b = nn_invariance_view_serialize (invariance, network, &training, &place,
                                                           probe, "en", (NnFormat) format, NULL);

      g_assert_true (g_bytes_equal (a, b));
    }
  english = nn_invariance_view_serialize (invariance, network, &training, &place, probe, NULL,
                                          NN_FORMAT_PNG, NULL);
  french = nn_invariance_view_serialize (invariance, network, &training, &place, probe, "fr",
                                         NN_FORMAT_SVG, NULL);
  text = g_strndup (g_bytes_get_data (french, NULL), g_bytes_get_size (french));
  g_assert_nonnull (strstr (text, "<title>Invariance · LeNet · chiffre de test 0"));
  g_assert_cmpuint (g_bytes_get_size (english), >, 10000);
  g_assert_null (nn_invariance_view_serialize (invariance, network, &training, &place, probe, "en",
                                               NN_FORMAT_NPY, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (NnEngine) engine = NULL;
  float image[NN_IMAGE_SIZE];
  int status;

  g_test_init (&argc, &argv, NULL);
  training = nn_training_spec_default ();
  make_dataset ();
  make_evolution ();
  network = nn_network_new (&training.network);
  nn_network_init_glorot (network, 1);
  engine = nn_engine_new (&training.network, nn_backend_best (), 1);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = dataset->train.pixels[i] / 255.0f;
  invariance = nn_invariance_run (engine, network, image, 3, NULL, NULL);
  probe = nn_probe_new (dataset->train.pixels, 0, 3, "test:0");

  g_test_add_func ("/export/studies/strip", test_strip);
  g_test_add_func ("/export/studies/size", test_size);
  g_test_add_func ("/export/studies/words", test_words);
  g_test_add_func ("/export/studies/film", test_film);
  g_test_add_func ("/export/studies/invariance", test_invariance);
  status = g_test_run ();
  nn_probe_unref (probe);
  nn_invariance_unref (invariance);
  nn_network_unref (network);
  nn_evolution_unref (evolution);
  nn_dataset_unref (dataset);
  return status;
}

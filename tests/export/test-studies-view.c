/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "base/nn-ref.h"
#include "export/nn-evolution-view.h"
#include "export/nn-features-view.h"
#include "export/nn-invariance-view.h"
#include "nn/nn-hands.h"
#include "util/test-gif.h"
#include "util/test-png.h"

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

/* RGB of a figure; the size of all. */
static guint8 *
get_pixels (NnFigure *figure,
            int      *width)
{
  g_autoptr (GBytes) png = nn_figure_serialize (figure, NN_FORMAT_PNG, NULL);
  int height;
  gboolean grey;

  return test_png_decode (png, width, &height, &grey);
}

/* The film's picture of a moment holds the tiles of the strip's column, to the pixel: in every
 * scope, of all maps and of one alone. */
static void
test_one_scale (void)
{
  const int side = 2 * NN_IMAGE_SIDE, pitch = side + 1;

  for (int scope = NN_SCOPE_TILE; scope <= NN_SCOPE_LAYER; scope++)
    for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
      for (int map = -1; map < 6; map += 3)
        {
          NnEvolutionView view = make_view ();
          g_autoptr (NnFigure) strip = NULL;
          g_autofree guint8 *all = NULL;
          int all_width;

          view.scope = (NnScope) scope;
          view.layer = layer;
          view.map = map;
          strip = nn_evolution_view_figure (&view, evolution, &training, NULL);
          all = get_pixels (strip, &all_width);
          for (int c = 0; c < N_MOMENTS; c++)
            {
              g_autoptr (NnFigure) frame = nn_evolution_view_frame (&view, evolution, c, NULL);
              int width, n = map < 0 ? evolution->n_maps[layer] : 1;
              g_autofree guint8 *pixels = get_pixels (frame, &width);

              for (int k = 0; k < n; k++)
                for (int y = 0; y < side; y++)
                  {
                    const int from = (k * pitch + y) * all_width + c * pitch;
                    const int at = (k / 8 * pitch + y) * width + k % 8 * pitch;

                    g_assert_cmpmem (pixels + 3 * at, 3 * side, all + 3 * from, 3 * side);
                  }
            }
        }
}

/* One map alone is drawn on the scale that it has among all of its layer. */
static void
test_scale_of_one (void)
{
  NnEvolutionView view = make_view ();
  g_autoptr (NnFigure) all = NULL;
  g_autofree guint8 *of_all = NULL;
  int width, one_width;

  view.layer = NN_FEATURE_C1;
  view.scope = NN_SCOPE_LAYER;
  all = nn_evolution_view_figure (&view, evolution, &training, NULL);
  of_all = get_pixels (all, &width);
  for (int map = 0; map < 6; map++)
    {
      g_autoptr (NnFigure) one = NULL;
      g_autofree guint8 *of_one = NULL;

      view.map = map;
      one = nn_evolution_view_figure (&view, evolution, &training, NULL);
      of_one = get_pixels (one, &one_width);
      g_assert_cmpint (one_width, ==, width);
      g_assert_cmpmem (of_one, 3 * 56 * width, of_all + 3 * 57 * width * map, 3 * 56 * width);
    }
}

static void
test_film (void)
{
  NnEvolutionView view = make_view ();
  g_autoptr (GBytes) film = nn_evolution_view_film (&view, evolution, NULL);
  g_autoptr (NnFigure) frame = nn_evolution_view_frame (&view, evolution, 1, NULL);
  g_auto (TestGif) gif = test_gif_decode (film);
  int width, height;

  nn_figure_get_size (frame, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (width, ==, 8 * 57 - 1);
  g_assert_cmpint (height, ==, 57 - 1 + 8 + 2 * 57 - 1);
  g_assert_cmpuint (gif.n, ==, N_MOMENTS);
  g_assert_cmpint (gif.width, ==, width);
  g_assert_cmpint (gif.height, ==, height);
  for (guint i = 0; i < gif.n; i++)
    g_assert_cmpint (gif.delays[i], ==, 100);
}

static void
test_suffixes (void)
{
  static const struct { guint i, n; const char *suffix; } cases[] = {
    { 0, 1, "-01" }, { 98, 99, "-99" }, { 0, 100, "-001" }, { 999, 1000, "-1000" },
    { 0, 12345, "-00001" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *suffix = nn_evolution_view_suffix (cases[i].i, cases[i].n);

      g_assert_cmpstr (suffix, ==, cases[i].suffix);
    }
}

/* What SVG and PDF print, as they draw it: glyphs. So by their difference. */
static GBytes *
make_svg (NnEvolution *of)
{
  NnEvolutionView view = make_view ();
  g_autoptr (NnFigure) figure = NULL;

  view.layer = NN_FEATURE_C1;
  figure = nn_evolution_view_figure (&view, of, &training, NULL);
  return nn_figure_serialize (figure, NN_FORMAT_SVG, NULL);
}

/* An empty tile says why: each reason is another picture, none is a tile without words. */
static void
test_why_empty (void)
{
  NnEvolutionCell *cell = &evolution->columns[1]->cells[NN_FEATURE_C1][0];
  static const NnMapState states[] = { NN_MAP_DEAD, NN_MAP_NEVER_POSITIVE, NN_MAP_NOT_A_NUMBER };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify) g_bytes_unref, NULL);
  NnHands hands = { 0 };
  NnNetwork *state = evolution->columns[1]->network;

  g_assert_null (cell->projection);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      cell->state = states[i];
      g_assert_true (g_hash_table_add (seen, make_svg (evolution)));
    }
  /* A tanh beyond -0.999 is never positive, either. */
  cell->state = NN_MAP_SATURATED;
  g_assert_false (g_hash_table_add (seen, make_svg (evolution)));
  cell->state = NN_MAP_DEAD;
  nn_hands_set_muted (&hands, 1, 0, TRUE);
  nn_network_set_hands (state, &hands);
  g_assert_true (g_hash_table_add (seen, make_svg (evolution)));
  nn_hands_set_muted (&hands, 1, 0, FALSE);
  nn_network_set_hands (state, &hands);
}

/* Figure 2 of a network, whose maps' states are then made up. */
static GBytes *
make_figure2 (const NnNetwork   *state,
              const NnStrongest *strongest,
              NnTensor *const   *projections)
{
  const NnFeaturesView view = { .map = 0, .scale = 2 };
  NnPlace place = { 0 };

  return nn_features_view_serialize (&view, state, &training, &place, &dataset->train, strongest,
                                     projections, NN_FORMAT_PNG, NULL);
}

/* Empty tiles of figure 2 say why: that five digits and no more are positive, whatever part of all
 * they are; or one reason for each state, of a map at its lower end as of others. */
static void
test_why_figure2_is_empty (void)
{
  const int layers[] = { 1 };
  NnNetworkSpec spec = training.network;
  NnTensor **projections;
  NnStrongest *strongest;
  NnStrongestMap *map;
  g_autoptr (NnNetwork) state = NULL;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (GBytes) few = NULL;
  g_autoptr (GBytes) still_few = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                       (GDestroyNotify) g_bytes_unref, NULL);
  NnHands hands = { 0 };

  spec.activation = NN_ACTIVATION_TANH;
  state = nn_network_new (&spec);
  nn_network_init_glorot (state, 1);
  engine = nn_engine_new (&spec, nn_backend_best (), 1);
  g_assert_true (nn_strongest_run (engine, state, dataset->train.pixels, 5, layers, 1, &strongest,
                                   NULL, NULL));
  map = &strongest->maps[0];
  projections = g_new0 (NnTensor *, strongest->n_maps * NN_STRONGEST);
  map->n = (int) (map->positive = 5);
  map->saturated = 0;
  few = make_figure2 (state, strongest, projections);
  strongest->n_images = 50;
  still_few = make_figure2 (state, strongest, projections);
  g_assert_true (g_bytes_equal (few, still_few));

  map->n = (int) (map->positive = 0);
  g_assert_true (g_hash_table_add (seen, make_figure2 (state, strongest, projections)));
  map->saturated = G_MAXUINT32;
  g_assert_true (g_hash_table_add (seen, make_figure2 (state, strongest, projections)));
  map->largest = 0;
  g_assert_true (g_hash_table_add (seen, make_figure2 (state, strongest, projections)));
  nn_hands_set_muted (&hands, 1, 0, TRUE);
  nn_network_set_hands (state, &hands);
  g_assert_true (g_hash_table_add (seen, make_figure2 (state, strongest, projections)));
  g_free (projections);
  nn_strongest_unref (strongest);
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
  g_test_add_func ("/export/studies/one-scale", test_one_scale);
  g_test_add_func ("/export/studies/scale-of-one", test_scale_of_one);
  g_test_add_func ("/export/studies/film", test_film);
  g_test_add_func ("/export/studies/suffixes", test_suffixes);
  g_test_add_func ("/export/studies/why-empty", test_why_empty);
  g_test_add_func ("/export/studies/why-figure2-is-empty", test_why_figure2_is_empty);
  g_test_add_func ("/export/studies/invariance", test_invariance);
  status = g_test_run ();
  nn_probe_unref (probe);
  nn_invariance_unref (invariance);
  nn_network_unref (network);
  nn_evolution_unref (evolution);
  nn_dataset_unref (dataset);
  return status;
}

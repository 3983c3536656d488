/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-evolution.h"

#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "session/nn-digit-map.h"
#include "session/nn-maxima.h"
#include "synthetic.h"

#define N_MOMENTS 5

static NnDataset *dataset;
static NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };

static NnNetwork *
make_network (guint64 seed)
{
  NnNetwork *network = nn_network_new (&spec);

  nn_network_init_glorot (network, seed);
  return network;
}

static GPtrArray *
make_columns (NnEngine *engine)
{
  GPtrArray *columns
    = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_evolution_column_unref);

  for (guint64 i = 0; i < N_MOMENTS; i++)
    {
      g_autoptr (NnNetwork) network = make_network (1 + i);
      NnPlace place = { .update = i * 10 };

      g_ptr_array_add (columns, nn_evolution_column_run (engine, network, &place, dataset, NULL,
                                                         NULL));
    }
  return columns;
}

/* Winners by looking at every image, and the projection of that very unit. */
static void
test_winners (void)
{
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autoptr (GPtrArray) columns = make_columns (engine);
  NnEvolutionColumn *column = g_ptr_array_index (columns, 2);
  static const int layers[] = { 1, 3 };
  NnPatch best[NN_EVOLUTION_LAYERS][16];
  int seen[NN_EVOLUTION_LAYERS][16] = { { 0 } };

  for (guint n = 0; n < dataset->train.n; n++)
    {
      float image[NN_IMAGE_SIZE];
      g_autoptr (NnActivations) activations = NULL;

      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        image[p] = dataset->train.pixels[n * NN_IMAGE_SIZE + p] / 255.0f;
      activations = nn_engine_activations (engine, column->network, image);
      for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
        for (int map = 0; map < column->n_maps[layer]; map++)
          {
            NnUnit unit = nn_unit_strongest (column->network, activations, layers[layer], map);
            float value = nn_unit_get_value (column->network, activations, &unit);

            if (value > 0 && (!seen[layer][map] || value > best[layer][map].value))
              {
                best[layer][map] = (NnPatch) { n, unit.row, unit.column, value };
                seen[layer][map] = 1;
              }
          }
    }
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    for (int map = 0; map < column->n_maps[layer]; map++)
      {
        const NnEvolutionCell *cell = &column->cells[layer][map];

        g_assert_true ((cell->projection != NULL) == seen[layer][map]);
        if (cell->projection != NULL)
          g_assert_cmpmem (&cell->patch, sizeof (NnPatch), &best[layer][map], sizeof (NnPatch));
      }
}

static void
test_bits (void)
{
  g_autoptr (NnEngine) one = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnEngine) two = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autoptr (GPtrArray) a = make_columns (one);
  g_autoptr (GPtrArray) b = make_columns (two);

  for (guint c = 0; c < N_MOMENTS; c++)
    for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
      for (int map = 0; map < ((NnEvolutionColumn *) a->pdata[c])->n_maps[layer]; map++)
        {
          const NnEvolutionCell *x = &((NnEvolutionColumn *) a->pdata[c])->cells[layer][map];
          const NnEvolutionCell *y = &((NnEvolutionColumn *) b->pdata[c])->cells[layer][map];

          g_assert_cmpmem (&x->patch, sizeof (NnPatch), &y->patch, sizeof (NnPatch));
          if (x->projection != NULL)
            g_assert_cmpmem (nn_tensor_get_data (x->projection), NN_IMAGE_SIZE * sizeof (float),
                             nn_tensor_get_data (y->projection), NN_IMAGE_SIZE * sizeof (float));
        }
}

/* Jumps and changes, from the columns and the weights themselves. */
static void
test_changes (void)
{
  static const char *const names[] = { "c1.weight", "c3.weight" };
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autoptr (GPtrArray) columns = make_columns (engine);
  g_autoptr (NnEvolution) evolution = nn_evolution_new (columns, N_MOMENTS + 2);
  int n_jumps = 0;

  g_assert_cmpint (evolution->n_columns, ==, N_MOMENTS);
  g_assert_cmpuint (evolution->n_moments, ==, N_MOMENTS + 2);
  for (int layer = 0; layer < NN_EVOLUTION_LAYERS; layer++)
    for (int map = 0; map < evolution->n_maps[layer]; map++)
      for (int c = 0; c < N_MOMENTS; c++)
        {
          const NnEvolutionCell *now = nn_evolution_get_cell (evolution, layer, map, c);
          const NnEvolutionCell *then = nn_evolution_get_cell (evolution, layer, map, MAX (c - 1, 0));
          const NnFilterChange *filter = nn_evolution_get_filter (evolution, layer, map, c);
          int n_parameters, p = 0;
          const NnParameter *parameters
            = nn_network_get_parameters (evolution->columns[c]->network, &n_parameters);
          g_autoptr (NnTensor) w = NULL;
          g_autoptr (NnTensor) first = NULL;
          gsize n;
          double rms = 0, change = 0;

          while (!g_str_equal (parameters[p].name, names[layer]))
            p++;
          w = nn_network_get_tensor (evolution->columns[c]->network, p);
          first = nn_network_get_tensor (evolution->columns[0]->network, p);
          n = nn_tensor_get_size (w) / nn_tensor_get_dim (w, 0);
          for (gsize i = n * map; i < n * (map + 1); i++)
            {
              rms += pow (nn_tensor_get_data (w)[i], 2) / n;
              change += pow (nn_tensor_get_data (w)[i] - nn_tensor_get_data (first)[i], 2) / n;
            }
          g_assert_cmpfloat_with_epsilon (filter->rms, sqrt (rms), 1e-7);
          g_assert_cmpfloat_with_epsilon (filter->change, sqrt (change), 1e-7);
          g_assert_true ((filter->step == 0) == (c == 0));
          g_assert_true (nn_evolution_is_jump (evolution, layer, map, c)
                         == ((now->projection == NULL) != (then->projection == NULL)
                             || (now->projection != NULL && now->patch.image != then->patch.image)));
          g_assert_true (c > 0 || !nn_evolution_is_jump (evolution, layer, map, c));
          n_jumps += nn_evolution_is_jump (evolution, layer, map, c);
        }
  g_assert_cmpint (n_jumps, >, 0);
}

/* They lie as like the pixels' map as turning and mirroring can make them. */
static void
assert_aligned (const NnDigitMap *map)
{
  const float *pixels = nn_tensor_get_data (map->pixels);
  double m[2][2] = { { 0 } }, trace;

  for (guint i = 0; i < map->n; i++)
    for (int r = 0; r < 2; r++)
      for (int k = 0; k < 2; k++)
        m[r][k] += (double) map->points[2 * i + r] * (double) pixels[2 * i + k];
  trace = m[0][0] + m[1][1];
  g_assert_cmpfloat (trace, >, 0);
  g_assert_cmpfloat_with_epsilon (m[0][1] / trace, m[1][0] / trace, 1e-4);
  g_assert_cmpfloat (trace, >=, hypot (m[0][0] - m[1][1], m[0][1] + m[1][0]) * (1 - 1e-6));
}

/* Points of every layer, the same on 1 and 2 threads, and whatever was looked at before;
 * answers are the network's. */
static void
test_digit_map (void)
{
  g_autoptr (NnNetwork) network = make_network (6);
  g_autoptr (NnEngine) one = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnEngine) two = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autoptr (NnNetwork) other = make_network (7);
  g_autoptr (NnDigitMap) earlier = NULL;
  g_autofree float *logits = g_new (float, dataset->test.n * NN_CLASSES);
  NnPlace place = { .update = 5 };

  nn_engine_predict (one, network, dataset->test.pixels, (int) dataset->test.n, logits);
  earlier = nn_digit_map_run (one, other, &place, dataset, NN_MAP_C5, NULL, NULL, NULL);
  for (NnMapLayer layer = 0; layer < NN_N_MAP_LAYERS; layer++)
    {
      g_autoptr (NnDigitMap) a = nn_digit_map_run (one, network, &place, dataset, layer, NULL,
                                                   NULL, NULL);
      g_autoptr (NnDigitMap) b = nn_digit_map_run (two, network, &place, dataset, layer, NULL,
                                                   NULL, NULL);
      g_autoptr (NnDigitMap) like = nn_digit_map_run (two, network, &place, dataset, layer,
                                                      earlier, NULL, NULL);

      g_assert_cmpuint (a->n, ==, dataset->test.n);
      g_assert_cmpmem (a->points, 2 * a->n * sizeof (float), b->points, 2 * a->n * sizeof (float));
      g_assert_cmpfloat (a->explained[1], >, 0);
      g_assert_cmpfloat (a->explained[0] + a->explained[1], <=, 1 + 1e-9);
      g_assert_cmpmem (like->points, 2 * a->n * sizeof (float), a->points,
                       2 * a->n * sizeof (float));
      assert_aligned (a);
      for (guint i = 0; i < a->n; i++)
        {
          int best = 0;

          for (int c = 1; c < NN_CLASSES; c++)
            if (logits[i * NN_CLASSES + c] > logits[i * NN_CLASSES + best])
              best = c;
          g_assert_cmpuint (a->predicted[i], ==, best);
        }
    }
}

static void
report_cb (double   part,
           gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (part, >, *last);
  *last = part;
}

static gboolean
always_cb (gpointer data)
{
  return TRUE;
}

/* Each is what nn_maximise () gives, of a map's middle; the rival has outputs alone. */
static void
test_maxima (void)
{
  g_autoptr (NnNetwork) network = make_network (6);
  g_autoptr (NnEngine) one = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnEngine) two = nn_engine_new (&spec, nn_backend_best (), 2);
  const NnNetworkSpec rival_spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) rival = nn_network_new (&rival_spec);
  NnMaximiser maximiser = nn_maximiser_default ();
  NnPlace place = { .update = 5 };

  maximiser.steps = 5;
  for (NnFeatureLayer layer = 0; layer < NN_N_FEATURES; layer++)
    {
      double part = 0;
      g_autoptr (NnMaxima) maxima = nn_maxima_run (one, network, &place, layer, &maximiser, NULL,
                                                   report_cb, &part);
      const NnLayer *table = nn_network_get_layers (network, NULL);
      const NnLayer *own = nn_network_find_layer (network, nn_feature_layer_to_string (layer));
      const NnUnit unit = { (int) (own - table), 3, own->height / 2, own->width / 2 };
      float value;
      g_autoptr (NnTensor) expected = nn_maximise (two, network, &unit, &maximiser, &value, NULL,
                                                   NULL);

      g_assert_cmpint (maxima->n, ==, own->channels);
      g_assert_cmpfloat (part, ==, 1);
      g_assert_cmpfloat (maxima->values[3], ==, value);
      g_assert_cmpmem (nn_tensor_get_data (maxima->images[3]), NN_IMAGE_SIZE * sizeof (float),
                       nn_tensor_get_data (expected), NN_IMAGE_SIZE * sizeof (float));
      g_assert_true (nn_maxima_has_layer (rival, layer) == (layer == NN_FEATURE_OUTPUT));
      g_assert_null (nn_maxima_run (one, network, &place, layer, &maximiser, always_cb, NULL, NULL));
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (120, 90);
  g_test_add_func ("/session/evolution/winners", test_winners);
  g_test_add_func ("/session/evolution/bits", test_bits);
  g_test_add_func ("/session/evolution/changes", test_changes);
  g_test_add_func ("/session/evolution/digit-map", test_digit_map);
  g_test_add_func ("/session/evolution/maxima", test_maxima);
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-evolution.h"

#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "session/nn-digit-map.h"
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

/* Points of every layer, the same on 1 and 2 threads; pixels are mapped once; answers are the network's. */
static void
test_digit_map (void)
{
  g_autoptr (NnNetwork) network = make_network (6);
  g_autoptr (NnEngine) one = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnEngine) two = nn_engine_new (&spec, nn_backend_best (), 2);
  g_autofree float *logits = g_new (float, dataset->test.n * NN_CLASSES);
  NnPlace place = { .update = 5 };

  nn_engine_predict (one, network, dataset->test.pixels, (int) dataset->test.n, logits);
  for (NnMapLayer layer = 0; layer < NN_N_MAP_LAYERS; layer++)
    {
      g_autoptr (NnDigitMap) a = nn_digit_map_run (one, network, &place, dataset, layer, NULL,
                                                   NULL, NULL);
      g_autoptr (NnDigitMap) b = nn_digit_map_run (two, network, &place, dataset, layer, NULL,
                                                   NULL, NULL);
      g_autoptr (NnDigitMap) like = nn_digit_map_run (two, network, &place, dataset, layer, a,
                                                      NULL, NULL);

      g_assert_cmpuint (a->n, ==, dataset->test.n);
      g_assert_cmpmem (a->points, 2 * a->n * sizeof (float), b->points, 2 * a->n * sizeof (float));
      g_assert_cmpfloat (a->explained[0], >=, a->explained[1]);
      g_assert_cmpfloat (a->explained[1], >, 0);
      g_assert_cmpfloat (a->explained[0] + a->explained[1], <=, 1 + 1e-9);
      for (guint i = 0; i < 2 * a->n; i++)
        g_assert_cmpfloat_with_epsilon (like->points[i], a->points[i], 1e-4);
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
  status = g_test_run ();
  nn_dataset_unref (dataset);
  return status;
}

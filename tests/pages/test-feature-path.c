/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-feature-path.h"

#include "nn/nn-engine.h"
#include "pages/features/imagette-feature-words.h"

typedef struct
{
  NnNetwork *network;
  NnActivations *activations;
  int c1, c3;                     /* indices of the layers */
} Look;

static void
look_init (Look *look)
{
  NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnEngine) engine = NULL;
  float image[NN_IMAGE_SIZE];
  const NnLayer *layers;
  int n;

  look->network = nn_network_new (&spec);
  nn_network_init_glorot (look->network, 3);
  engine = nn_engine_new (&spec, NN_BACKEND_REFERENCE, 1);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (float) (i * 37 % 101) / 100.0f;
  look->activations = nn_engine_activations (engine, look->network, image);
  layers = nn_network_get_layers (look->network, &n);
  look->c1 = (int) (nn_network_find_layer (look->network, "c1") - layers);
  look->c3 = (int) (nn_network_find_layer (look->network, "c3") - layers);
}

static void
look_clear (Look *look)
{
  nn_network_unref (look->network);
  nn_activations_unref (look->activations);
}

/* All of the positive signal comes down, and only to the winners of their windows. */
static void
test_winners (void)
{
  Look look;
  g_autoptr (NnTensor) path = NULL;
  g_autoptr (NnTensor) weights = NULL;
  const float *w, *c1, *found;
  NnUnit unit;
  double sent = 0, came = 0;
  float value;
  ImagetteField field;

  look_init (&look);
  unit = nn_unit_strongest (look.network, look.activations, look.c3, 5);
  value = nn_unit_get_value (look.network, look.activations, &unit);
  g_assert_cmpfloat (value, >, 0);
  path = imagette_feature_path (look.network, look.activations, &unit);
  g_assert_nonnull (path);
  weights = nn_network_get_tensor (look.network,
                                   nn_network_find_layer (look.network, "c3")->weight);
  w = nn_tensor_get_data (weights);
  for (int i = 0; i < 150; i++)
    sent += MAX (0.0, (double) (value * w[unit.channel * 150 + i]));
  field = imagette_feature_field (NN_FEATURE_C3, unit.row, unit.column);
  found = nn_tensor_get_data (path);
  c1 = nn_tensor_get_data (look.activations->layers[look.c1]);
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        int winning = 0;

        came += (double) found[28 * y + x];
        for (int c = 0; c < 6; c++)
          {
            const float *map = c1 + 784 * c, *corner = map + 28 * (y / 2 * 2) + x / 2 * 2;
            float largest = MAX (MAX (corner[0], corner[1]), MAX (corner[28], corner[29]));

            winning += map[28 * y + x] == largest;
          }
        if (found[28 * y + x] == 0)
          continue;
        g_assert_cmpfloat (found[28 * y + x], >, 0);
        g_assert_cmpint (winning, >, 0);
        g_assert_true (y >= field.row && y < field.row + field.size);
        g_assert_true (x >= field.column && x < field.column + field.size);
      }
  g_assert_cmpfloat_with_epsilon (came, sent, 1e-4 * sent);
  look_clear (&look);
}

static void
test_none (void)
{
  Look look;
  NnUnit unit;

  look_init (&look);
  unit = nn_unit_strongest (look.network, look.activations, look.c1, 0);
  g_assert_null (imagette_feature_path (look.network, look.activations, &unit));
  look_clear (&look);
}

/* The boxes of DEFINITIONS §4, and how many blocks a network has. */
static void
test_fields_and_counts (void)
{
  NnNetworkSpec rival_spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) rival = nn_network_new (&rival_spec);
  ImagetteField field = imagette_feature_field (NN_FEATURE_C1, 0, 27);
  Look look;

  g_assert_cmpint (field.row, ==, -2);
  g_assert_cmpint (field.column, ==, 25);
  g_assert_cmpint (field.size, ==, 5);
  field = imagette_feature_field (NN_FEATURE_C3, 9, 0);
  g_assert_cmpint (field.row, ==, 16);
  g_assert_cmpint (field.column, ==, -2);
  g_assert_cmpint (field.size, ==, 14);
  field = imagette_feature_field (NN_FEATURE_F6, 0, 0);
  g_assert_cmpint (field.size, ==, 28);
  look_init (&look);
  g_assert_cmpint (imagette_feature_count_maps (look.network, NN_FEATURE_C1), ==, 6);
  g_assert_cmpint (imagette_feature_count_maps (look.network, NN_FEATURE_C3), ==, 16);
  g_assert_cmpint (imagette_feature_count_maps (look.network, NN_FEATURE_F6), ==, 84);
  g_assert_cmpint (imagette_feature_count_maps (rival, NN_FEATURE_C1), ==, 0);
  g_assert_cmpint (imagette_feature_count_maps (rival, NN_FEATURE_OUTPUT), ==, 0);
  look_clear (&look);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feature-path/winners", test_winners);
  g_test_add_func ("/feature-path/none", test_none);
  g_test_add_func ("/feature-path/fields-and-counts", test_fields_and_counts);
  return g_test_run ();
}

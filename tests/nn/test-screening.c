/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-hands.h"
#include "nn/nn-screening.h"

/* Filters made so that it is known who is like whom. */

#define C1 1

static NnNetwork *
make_network (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  NnNetwork *network = nn_network_new (&spec);

  nn_network_init_glorot (network, 2);
  return network;
}

static void
put (NnNetwork   *network,
     int          map,
     const float *weights,
     float        factor,
     float        bias)
{
  NnFilter filter;

  nn_filter_get (&filter, network, NULL, C1, map);
  for (int i = 0; i < filter.n; i++)
    filter.weights[i] = weights != NULL ? factor * weights[i] : 0;
  filter.bias = bias;
  nn_filter_put (&filter, network, NULL);
}

static void
test_cosine (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  NnScreening screening;
  NnFilter first, near;

  nn_filter_get (&first, network, NULL, C1, 0);
  near = first;
  near.weights[3] *= 1.5f;
  put (network, 2, first.weights, 3, 0.5f);     /* a twin, whatever its size and bias */
  put (network, 4, first.weights, -1, 0);       /* the opposite is no twin */
  put (network, 5, NULL, 0, 1);
  put (network, 3, near.weights, 1, 0);
  g_assert_true (nn_screening_make (&screening, network, C1, NULL));
  g_assert_cmpint (screening.n_maps, ==, 6);
  for (int a = 0; a < 6; a++)
    for (int b = 0; b < 6; b++)
      {
        g_assert_cmpfloat (screening.cosine[a * 6 + b], ==, screening.cosine[b * 6 + a]);
        g_assert_cmpfloat (screening.cosine[a * 6 + b], <=, 1.000001f);
      }
  g_assert_cmpfloat_with_epsilon (screening.cosine[0], 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (screening.cosine[2], 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (screening.cosine[4], -1, 1e-6);
  g_assert_cmpfloat (screening.cosine[5 * 6 + 5], ==, 0);
  g_assert_cmpint (screening.n_twins, ==, 3);
  g_assert_cmpint (screening.twins[0].a, ==, 0);
  g_assert_cmpint (screening.twins[0].b, ==, 2);
  g_assert_cmpint (screening.twins[2].b, ==, 3);
  g_assert_false (screening.knows_dead);
  for (int map = 0; map < 6; map++)
    g_assert_cmpint (screening.states[map], ==, NN_MAP_ALIVE);
}

static void
test_dead (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  NnStrongestMap maps[6] = { 0 };
  NnStrongest strongest = { .layer = C1, .n_maps = 6, .n_images = 1000, .activated = TRUE,
                            .map_size = 784, .maps = maps };
  NnScreening screening;

  for (int map = 0; map < 6; map++)
    maps[map] = (NnStrongestMap) { .n = 9, .positive = 500, .max = 1 };
  maps[1] = (NnStrongestMap) { .max = 0 };
  maps[4].positive = 9;
  g_assert_true (nn_screening_make (&screening, network, C1, &strongest));
  g_assert_true (screening.knows_dead);
  for (int map = 0; map < 6; map++)
    g_assert_cmpint (screening.states[map], ==, map == 1   ? NN_MAP_DEAD
                                                : map == 4 ? NN_MAP_NEARLY_DEAD
                                                           : NN_MAP_ALIVE);
  strongest.activation = NN_ACTIVATION_TANH;
  for (int map = 0; map < 6; map++)
    maps[map].largest = 0.5f;
  maps[3].saturated = 784000;
  g_assert_true (nn_screening_make (&screening, network, C1, &strongest));
  g_assert_cmpint (screening.states[1], ==, NN_MAP_NEVER_POSITIVE);
  g_assert_cmpint (screening.states[3], ==, NN_MAP_SATURATED);
  g_assert_cmpint (screening.states[4], ==, NN_MAP_ALIVE);
}

static void
test_layers (void)
{
  g_autoptr (NnNetwork) network = make_network ();
  NnScreening screening;

  g_assert_true (nn_screening_make (&screening, network, 3, NULL));
  g_assert_cmpint (screening.n_maps, ==, 16);
  g_assert_false (nn_screening_make (&screening, network, 2, NULL));
  g_assert_false (nn_screening_make (&screening, network, 5, NULL));
  g_assert_false (nn_screening_make (&screening, network, 99, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/screening/cosine", test_cosine);
  g_test_add_func ("/nn/screening/dead", test_dead);
  g_test_add_func ("/nn/screening/layers", test_layers);
  return g_test_run ();
}

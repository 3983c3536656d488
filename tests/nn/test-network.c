/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/nn-rng.h"
#include "nn/nn-layer.h"

static const NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };

typedef struct
{
  const char *name;
  int channels, height, width;
  gsize parameters;
  gsize macs;
} Row;

static void
check_table (const NnNetworkSpec *spec,
             const Row           *rows,
             int                  n_rows)
{
  g_autoptr (NnNetwork) network = nn_network_new (spec);
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  g_assert_cmpint (n_layers, ==, n_rows);
  for (int l = 0; l < n_rows; l++)
    {
      g_assert_cmpstr (layers[l].name, ==, rows[l].name);
      g_assert_cmpint (layers[l].channels, ==, rows[l].channels);
      g_assert_cmpint (layers[l].height, ==, rows[l].height);
      g_assert_cmpint (layers[l].width, ==, rows[l].width);
      if (l > 0)
        {
          g_assert_cmpuint (nn_layer_count_parameters (&layers[l], &layers[l - 1]), ==,
                            rows[l].parameters);
          g_assert_cmpuint (nn_layer_count_macs (&layers[l], &layers[l - 1]), ==, rows[l].macs);
        }
      g_assert_true (nn_network_find_layer (network, rows[l].name) == &layers[l]);
    }
  g_assert_null (nn_network_find_layer (network, "c7"));
}

static void
test_lenet (void)
{
  static const Row rows[] = {
    { "input", 1, 28, 28, 0, 0 },
    { "c1", 6, 28, 28, 156, 117600 },
    { "s2", 6, 14, 14, 0, 0 },
    { "c3", 16, 10, 10, 2416, 240000 },
    { "s4", 16, 5, 5, 0, 0 },
    { "c5", 120, 1, 1, 48120, 48000 },
    { "f6", 84, 1, 1, 10164, 10080 },
    { "output", 10, 1, 1, 850, 840 },
  };
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);

  check_table (&lenet, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (nn_network_count_parameters (network), ==, 61706);
  g_assert_cmpuint (nn_network_count_macs (network), ==, 416520);
}

static void
test_rival (void)
{
  static const Row rows[] = {
    { "input", 1, 28, 28, 0, 0 },
    { "h1", 70, 1, 1, 54950, 54880 },
    { "h2", 84, 1, 1, 5964, 5880 },
    { "output", 10, 1, 1, 850, 840 },
  };
  const NnNetworkSpec rival = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = nn_network_new (&rival);

  check_table (&rival, rows, G_N_ELEMENTS (rows));
  g_assert_cmpuint (nn_network_count_parameters (network), ==, 61764);
  g_assert_cmpuint (nn_network_count_macs (network), ==, 61600);
}

/* The width is the best one: neither neighbour comes nearer. */
static void
test_rival_width (void)
{
  for (gsize target = 1000; target < 200000; target += 777)
    {
      NnNetworkSpec spec = nn_network_spec_rival (target);
      gint64 distance[3];

      for (int i = 0; i < 3; i++)
        {
          NnNetworkSpec neighbour = spec;
          g_autoptr (NnNetwork) network = NULL;

          neighbour.hidden[0] = MAX (1, spec.hidden[0] + i - 1);
          network = nn_network_new (&neighbour);
          distance[i] = ABS ((gint64) nn_network_count_parameters (network) - (gint64) target);
        }
      g_assert_cmpint (distance[1], <=, distance[0]);
      g_assert_cmpint (distance[1], <=, distance[2]);
    }
}

/* Of any depth: what is fitted is best, and nothing else changes. */
static void
test_fit (void)
{
  for (gsize target = 5000; target < 200000; target += 1999)
    for (int depth = 1; depth <= NN_MAX_HIDDEN; depth++)
      {
        NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_MLP, .hidden = { 1000 } };
        gint64 distance[3];

        for (int i = 1; i < depth; i++)
          spec.hidden[i] = 10 + 7 * i;
        nn_network_spec_fit (&spec, target);
        for (int i = 1; i < NN_MAX_HIDDEN; i++)
          g_assert_cmpint (spec.hidden[i], ==, i < depth ? 10 + 7 * i : 0);
        for (int i = 0; i < 3; i++)
          {
            NnNetworkSpec neighbour = spec;
            g_autoptr (NnNetwork) network = NULL;

            neighbour.hidden[0] = MAX (1, spec.hidden[0] + i - 1);
            network = nn_network_new (&neighbour);
            distance[i] = ABS ((gint64) nn_network_count_parameters (network) - (gint64) target);
          }
        g_assert_cmpint (distance[1], <=, distance[0]);
        g_assert_cmpint (distance[1], <=, distance[2]);
      }
}

/* LeNet and its rival are each other's; without hidden layers there is nothing to fit. */
static void
test_other (void)
{
  NnNetworkSpec spec = lenet, rival;
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (NnNetwork) other = NULL;

  spec.activation = NN_ACTIVATION_TANH;
  network = nn_network_new (&spec);
  rival = nn_network_spec_other (network);
  g_assert_cmpint (rival.hidden[0], ==, 70);
  g_assert_cmpint (rival.activation, ==, NN_ACTIVATION_TANH);
  rival.hidden[0] = 0;
  nn_network_spec_fit (&rival, 61706);
  g_assert_cmpint (rival.hidden[0], ==, 0);
  other = nn_network_new (&rival);
  g_assert_cmpuint (nn_network_count_parameters (other), ==, 7850);
  spec = nn_network_spec_other (other);
  g_assert_cmpint (spec.architecture, ==, NN_ARCHITECTURE_LENET);
  g_assert_cmpint (spec.activation, ==, NN_ACTIVATION_TANH);
}

static void
test_spec_names (void)
{
  static const char *const wrong[] = {
    "", "lenet ", "LeNet", "mlp", "mlp-784", "mlp-784-", "mlp-783-70-10", "mlp-784-70-11",
    "mlp-784-0-10", "mlp-784-070-10", "mlp-784--10", "mlp-784-+7-10", "mlp-784-99999-10",
    "mlp-784-4097-10", "mlp-784-1-2-3-4-5-10", "mlp-784-70-84-10-", "mlp-784-4294967366-10",
  };
  NnNetworkSpec spec = nn_network_spec_rival (61706);
  g_autofree char *rival = nn_network_spec_to_string (&spec);
  g_autofree char *name = nn_network_spec_to_string (&lenet);
  NnNetworkSpec parsed = { .activation = NN_ACTIVATION_TANH };

  g_assert_cmpstr (name, ==, "lenet");
  g_assert_cmpstr (rival, ==, "mlp-784-70-84-10");
  g_assert_true (nn_network_spec_from_string (&parsed, rival));
  g_assert_cmpint (parsed.architecture, ==, NN_ARCHITECTURE_MLP);
  g_assert_cmpint (parsed.activation, ==, NN_ACTIVATION_TANH);
  g_assert_cmpint (parsed.hidden[0], ==, 70);
  g_assert_cmpint (parsed.hidden[1], ==, 84);
  g_assert_cmpint (parsed.hidden[2], ==, 0);
  g_assert_true (nn_network_spec_from_string (&parsed, "mlp-784-1-2-3-4-10"));
  g_assert_cmpint (parsed.hidden[3], ==, 4);
  g_assert_true (nn_network_spec_from_string (&parsed, "lenet"));
  g_assert_cmpint (parsed.architecture, ==, NN_ARCHITECTURE_LENET);
  g_assert_cmpint (parsed.hidden[0], ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (nn_network_spec_from_string (&parsed, wrong[i]));
}

/* Aligned, nothing overlaps, and what lies between is and stays 0. */
static void
test_block (void)
{
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);
  const gsize block_size = nn_network_get_block_size (network);
  const float *block = nn_network_peek_block (network);
  g_autofree guint8 *used = g_new0 (guint8, block_size);
  gsize count = 0;

  g_assert_cmpuint (GPOINTER_TO_SIZE (block) % 64, ==, 0);
  nn_network_init_glorot (network, 1);
  for (int i = 0; i < n; i++)
    {
      g_assert_cmpuint (p[i].offset % 16, ==, 0);
      if (p[i].rank == 2)         /* each row of a dense layer starts a line of the cache */
        g_assert_cmpuint (p[i].pitch % 16, ==, 0);
      for (gsize row = 0; row < p[i].rows; row++)
        for (gsize column = 0; column < p[i].columns; column++)
          {
            const gsize at = p[i].offset + row * p[i].pitch + column;

            g_assert_cmpuint (at, <, block_size);
            g_assert_cmpuint (used[at]++, ==, 0);
            count++;
          }
    }
  g_assert_cmpuint (count, ==, 61706);
  for (gsize i = 0; i < block_size; i++)
    if (!used[i])
      g_assert_cmpfloat (block[i], ==, 0);
}

static void
test_pack (void)
{
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  g_autoptr (NnNetwork) copy = NULL;
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);

  nn_network_init_glorot (network, 3);
  copy = nn_network_new (&lenet);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, i);

      g_assert_cmpint (nn_tensor_get_rank (tensor), ==, p[i].rank);
      for (int axis = 0; axis < p[i].rank; axis++)
        g_assert_cmpuint (nn_tensor_get_dim (tensor, axis), ==, p[i].shape[axis]);
      nn_network_set_tensor (copy, i, nn_tensor_get_data (tensor));
    }
  g_assert_cmpmem (nn_network_peek_block (network), nn_network_get_block_size (network) * 4,
                   nn_network_peek_block (copy), nn_network_get_block_size (copy) * 4);
}

/* Glorot's bounds are reached nearly, never passed, and no tensor starts like another. */
static void
test_init (void)
{
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);
  NnRng rng;

  nn_network_init_glorot (network, 5);
  nn_rng_init (&rng, 5, NN_STREAM_WEIGHTS, 0);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, i);
      const float *w = nn_tensor_get_data (tensor);

      if (p[i].rank == 1)
        {
          g_assert_cmpfloat (nn_tensor_abs_max (tensor), ==, 0);
          continue;
        }
      for (gsize j = 0; j < p[i].size; j++)
        {
          const double a = sqrt (6.0 / (double) (p[i].fan_in + p[i].fan_out));

          g_assert_cmpfloat (w[j], ==, (float) ((2 * nn_rng_uniform (&rng) - 1) * a));
        }
    }
  g_assert_cmpuint (p[0].fan_in, ==, 25);
  g_assert_cmpuint (p[0].fan_out, ==, 150);
  g_assert_cmpuint (p[2].fan_in, ==, 150);
  g_assert_cmpuint (p[2].fan_out, ==, 400);
  g_assert_cmpuint (p[4].fan_in, ==, 400);
  g_assert_cmpuint (p[4].fan_out, ==, 120);
}

static void
test_receptive_fields (void)
{
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  static const struct
  {
    int layer, stride, first, last;
  } fields[] = { { 0, 1, 0, 0 }, { 1, 1, -2, 2 }, { 2, 2, -2, 3 }, { 3, 2, -2, 11 }, { 4, 4, -2, 13 } };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    for (int row = 0; row < 5; row++)
      {
        const NnSpan span = nn_network_receptive_field (network, fields[i].layer, row);

        g_assert_cmpint (span.first, ==, fields[i].stride * row + fields[i].first);
        g_assert_cmpint (span.last, ==, fields[i].stride * row + fields[i].last);
      }
  for (int l = 5; l < 8; l++)
    {
      const NnSpan span = nn_network_receptive_field (network, l, 0);

      g_assert_cmpint (span.first, <=, 0);
      g_assert_cmpint (span.last, >=, 27);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network/lenet", test_lenet);
  g_test_add_func ("/network/rival", test_rival);
  g_test_add_func ("/network/rival-width", test_rival_width);
  g_test_add_func ("/network/fit", test_fit);
  g_test_add_func ("/network/other", test_other);
  g_test_add_func ("/network/spec-names", test_spec_names);
  g_test_add_func ("/network/block", test_block);
  g_test_add_func ("/network/pack", test_pack);
  g_test_add_func ("/network/init", test_init);
  g_test_add_func ("/network/receptive-fields", test_receptive_fields);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-inception.h"

/* The table against what Keras says of its InceptionV3. */

static void
test_parameters (void)
{
  gsize with_top = 2048 * 1000 + 1000;

  g_assert_cmpuint (nn_inception_count_parameters (10), ==, 21802784);
  g_assert_cmpuint (nn_inception_count_parameters (10) + with_top, ==, 23851784);
  g_assert_cmpint (nn_inception_count_convs (10), ==, 94);
  g_assert_cmpint (nn_inception_count_convs (0), ==, 12);
  g_assert_cmpint (nn_inception_count_nodes (10), ==, NN_INCEPTION_NODES);
}

static void
test_shapes (void)
{
  static const int channels[] = { 256, 288, 288, 768, 768, 768, 768, 768, 1280, 2048, 2048 };
  /* Keras' summary for 299; by its rules for the others. */
  static const struct { int size, small, strokes, wide; } sides[] = {
    { 299, 35, 17, 8 }, { 150, 16, 7, 3 }, { 75, 7, 3, 1 }, { 151, 16, 7, 3 }, { 200, 22, 10, 4 },
  };
  NnInception graph;

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      nn_inception_init (&graph, sides[i].size);
      for (int cut = 0; cut < NN_INCEPTION_BLOCKS; cut++)
        {
          const NnNodeTensor *mixed = &graph.tensors[graph.mixed[cut]];

          g_assert_cmpint (mixed->block, ==, cut);
          g_assert_cmpint (mixed->channels, ==, channels[cut]);
          g_assert_cmpint (mixed->side, ==, cut < 3   ? sides[i].small
                                            : cut < 8 ? sides[i].strokes
                                                      : sides[i].wide);
        }
    }
}

/* Each size works, nothing is read before it is written, and every tensor but the last is read. */
static void
test_order (void)
{
  for (int size = NN_INCEPTION_MIN_SIZE; size <= NN_INCEPTION_MAX_SIZE; size++)
    {
      int written[NN_INCEPTION_TENSORS] = { 3 };
      gboolean read[NN_INCEPTION_TENSORS] = { FALSE };
      NnInception graph;

      nn_inception_init (&graph, size);
      for (int i = 0; i < graph.n_nodes; i++)
        {
          const NnNode *node = &graph.nodes[i];

          g_assert_cmpint (written[node->input], ==, graph.tensors[node->input].channels);
          g_assert_cmpint (written[node->output], ==, node->offset);
          written[node->output] += node->filters;
          read[node->input] = TRUE;
        }
      for (int t = 0; t < graph.n_tensors; t++)
        {
          g_assert_cmpint (written[t], ==, graph.tensors[t].channels);
          g_assert_true (read[t] == (t != graph.mixed[10]));
          g_assert_cmpint (graph.tensors[t].side, >=, 1);
        }
    }
}

/* By hand: the stem's windows, then what 5×5 adds to mixed0, and so on down. */
static void
test_reach (void)
{
  NnInception graph;
  const NnNodeTensor *t;

  nn_inception_init (&graph, 299);
  t = &graph.tensors[nn_inception_get_conv (&graph, 1)->output];
  g_assert_cmpint (t->rows.size, ==, 3);
  g_assert_cmpint (t->rows.jump, ==, 2);
  /* 3, 7, 11, pool 15, 15, 23, pool 31; two 3×3 or one 5×5 at jump 8: 31 + 4 · 8. */
  t = &graph.tensors[graph.mixed[0]];
  g_assert_cmpint (t->rows.size, ==, 63);
  g_assert_cmpint (t->rows.jump, ==, 8);
  g_assert_cmpint (t->rows.start, ==, -2 - 2 * 8);
  t = &graph.tensors[graph.mixed[10]];
  g_assert_cmpint (t->rows.jump, ==, 32);
  g_assert_cmpint (t->rows.size, ==, 1311);
  g_assert_cmpint (t->columns.size, ==, 1311);
}

static void
test_names (void)
{
  int cut = 3;

  for (int i = 0; i < NN_INCEPTION_BLOCKS; i++)
    {
      g_assert_true (nn_inception_cut_from_string (&cut, nn_inception_cut_to_string (i)));
      g_assert_cmpint (cut, ==, i);
    }
  g_assert_false (nn_inception_cut_from_string (&cut, "mixed11"));
  g_assert_cmpint (cut, ==, 10);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inception/parameters", test_parameters);
  g_test_add_func ("/inception/shapes", test_shapes);
  g_test_add_func ("/inception/order", test_order);
  g_test_add_func ("/inception/reach", test_reach);
  g_test_add_func ("/inception/names", test_names);
  return g_test_run ();
}

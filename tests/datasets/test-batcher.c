/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-rng.h"
#include "datasets/nn-batcher.h"

#define N 1000

static void
assert_permutation (const guint32 *order,
                    const guint32 *values,     /* ascending */
                    guint          n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (order[i])));
  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_contains (seen, GUINT_TO_POINTER (values[i])));
}

/* Identity, then Fisher-Yates on stream 2 of the epoch: written out once more. */
static void
test_definition (void)
{
  g_autoptr (NnBatcher) batcher = nn_batcher_new (N, 0, 42);
  guint32 expected[N];
  NnRng rng;

  nn_rng_init (&rng, 42, NN_STREAM_ORDER, 3);
  for (guint i = 0; i < N; i++)
    expected[i] = i;
  for (guint i = N - 1; i >= 1; i--)
    {
      guint j = (guint) nn_rng_below (&rng, i + 1);
      guint32 swap = expected[i];

      expected[i] = expected[j];
      expected[j] = swap;
    }
  g_assert_cmpuint (nn_batcher_get_size (batcher), ==, N);
  g_assert_cmpmem (nn_batcher_get_order (batcher, 3), sizeof expected, expected, sizeof expected);
}

/* An epoch's order depends on seed and epoch, not on what was asked for before. */
static void
test_no_history (void)
{
  g_autoptr (NnBatcher) one = nn_batcher_new (N, 0, 7), two = nn_batcher_new (N, 0, 7);
  g_autoptr (NnBatcher) other = nn_batcher_new (N, 0, 8);
  g_autofree guint32 *first = g_memdup2 (nn_batcher_get_order (one, 1), N * sizeof *first);
  g_autofree guint32 *fifth = g_memdup2 (nn_batcher_get_order (one, 5), N * sizeof *fifth);

  g_assert_cmpmem (nn_batcher_get_order (two, 5), N * sizeof *fifth, fifth, N * sizeof *fifth);
  g_assert_cmpmem (nn_batcher_get_order (one, 1), N * sizeof *first, first, N * sizeof *first);
  g_assert_cmpint (memcmp (first, fifth, N * sizeof *first), !=, 0);
  g_assert_cmpint (memcmp (first, nn_batcher_get_order (other, 1), N * sizeof *first), !=, 0);
}

static void
test_hold_out (void)
{
  g_autoptr (NnBatcher) batcher = nn_batcher_new (N, 100, 7);
  guint32 expected[N], kept[N];
  guint n_kept = 0, n;
  const guint32 *held_out = nn_batcher_get_held_out (batcher, &n);
  g_autoptr (GHashTable) held = g_hash_table_new (NULL, NULL);
  NnRng rng;

  g_assert_cmpuint (n, ==, 100);
  for (guint i = 0; i < N; i++)
    expected[i] = i;
  nn_rng_init (&rng, 7, NN_STREAM_HOLD_OUT, 0);
  nn_rng_shuffle (&rng, expected, N);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (held, GUINT_TO_POINTER (expected[i]));
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (i == 0 || held_out[i] > held_out[i - 1]);
      g_assert_true (g_hash_table_contains (held, GUINT_TO_POINTER (held_out[i])));
    }

  for (guint i = 0; i < N; i++)
    if (!g_hash_table_contains (held, GUINT_TO_POINTER (i)))
      kept[n_kept++] = i;
  g_assert_cmpuint (nn_batcher_get_size (batcher), ==, 900);
  assert_permutation (nn_batcher_get_order (batcher, 1), kept, n_kept);

  nn_rng_init (&rng, 7, NN_STREAM_ORDER, 2);
  nn_rng_shuffle (&rng, kept, n_kept);
  g_assert_cmpmem (nn_batcher_get_order (batcher, 2), 900 * sizeof *kept, kept, 900 * sizeof *kept);
}

static void
test_one_image (void)
{
  g_autoptr (NnBatcher) batcher = nn_batcher_new (2, 1, 1);

  g_assert_cmpuint (nn_batcher_get_size (batcher), ==, 1);
  g_assert_cmpuint (nn_batcher_get_order (batcher, 1)[0], <, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/batcher/definition", test_definition);
  g_test_add_func ("/batcher/no-history", test_no_history);
  g_test_add_func ("/batcher/hold-out", test_hold_out);
  g_test_add_func ("/batcher/one-image", test_one_image);
  return g_test_run ();
}

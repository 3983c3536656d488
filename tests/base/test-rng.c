/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-rng.h"

/* Expected numbers: the first two tests' are published (the reference C code of
 * xoshiro256** from state 1 2 3 4, SplitMix64 from 0); the others come from a
 * second implementation in Python's integers, as in tests/golden/definitions.py. */

static void
test_known_sequence (void)
{
  static const guint64 expected[] = {
    11520, 0, 1509978240, 1215971899390074240u, 1216172134540287360u,
    607988272756665600u, 16172922978634559625u, 8476171486693032832u,
    10595114339597558777u, 2904607092377533576u,
  };
  NnRng rng = { { 1, 2, 3, 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (nn_rng_next (&rng), ==, expected[i]);
}

static void
test_seeding (void)
{
  NnRng rng;

  nn_rng_init (&rng, 0, (NnStream) 0, 0);
  g_assert_cmphex (rng.s[0], ==, 0xe220a8397b1dcdafu);
  g_assert_cmphex (rng.s[1], ==, 0x6e789e6aa1b965f4u);
  g_assert_cmphex (rng.s[2], ==, 0x06c45d188009454fu);
  g_assert_cmphex (rng.s[3], ==, 0xf88bb8a8724c81ecu);
}

static void
test_streams (void)
{
  static const struct
  {
    guint64 seed;
    NnStream stream;
    guint64 epoch;
    guint64 first[4];
  } cases[] = {
    { 1, NN_STREAM_WEIGHTS, 0,
      { 0x3752bdaf106afaec, 0x4441cbc0ffebc80f, 0x2a4eaa9ffeb08f42, 0x5ad7434212c33bcc } },
    { 1, NN_STREAM_ORDER, 1,
      { 0xb57f9c36230ff0be, 0x8fc85fd5eb3b1b44, 0xa9e0e6220b3f234b, 0xcdf7130d0248abc9 } },
    { 0, NN_STREAM_EXPERIMENTS, 0,
      { 0x7a99b5bf94f8ca67, 0x067b0240f9b4586b, 0x481476124c079dbc, 0xcd54202324e0b69d } },
    { G_MAXUINT64, NN_STREAM_HOLD_OUT, 7,
      { 0x1ea8fe7c28db7cf2, 0xc6877bf91b4fbfe5, 0x5bcc1b163b5e3cb6, 0x9dce0202a00113c2 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NnRng rng;

      nn_rng_init (&rng, cases[i].seed, cases[i].stream, cases[i].epoch);
      for (int j = 0; j < 4; j++)
        g_assert_cmphex (nn_rng_next (&rng), ==, cases[i].first[j]);
    }
}

static void
test_uniform (void)
{
  NnRng rng;
  double sum = 0;

  nn_rng_init (&rng, 1, NN_STREAM_WEIGHTS, 0);
  g_assert_cmpfloat (nn_rng_uniform (&rng), ==, 0x1.ba95e8p-3);
  g_assert_cmpfloat (nn_rng_uniform (&rng), ==, 0x1.11072cp-2);
  g_assert_cmpfloat (nn_rng_uniform (&rng), ==, 0x1.52755p-3);

  for (int i = 0; i < 10000; i++)
    {
      const double u = nn_rng_uniform (&rng);

      g_assert_cmpfloat (u, >=, 0);
      g_assert_cmpfloat (u, <, 1);
      g_assert_cmpfloat ((float) u, ==, u);
      sum += u;
    }
  g_assert_cmpfloat_with_epsilon (sum / 10000, 0.5, 0.01);
}

static void
test_below (void)
{
  static const guint64 small[] = { 4, 3, 6, 3, 4, 5, 0, 3, 5, 6, 8, 5 };
  /* Just above half of the range: nearly every second number is drawn again. */
  static const guint64 large[] = {
    1012039647507340134u, 204382684079951789u, 9223049465415531183u, 4399143470842825130u,
  };
  NnRng rng;

  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (small); i++)
    g_assert_cmpuint (nn_rng_below (&rng, 10), ==, small[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (large); i++)
    g_assert_cmpuint (nn_rng_below (&rng, (G_GUINT64_CONSTANT (1) << 63) + 1), ==, large[i]);
  g_assert_cmpuint (nn_rng_below (&rng, 1), ==, 0);
}

static void
test_shuffle (void)
{
  static const guint32 expected[] = { 11, 9, 4, 2, 1, 0, 7, 8, 10, 6, 3, 5 };
  guint32 order[G_N_ELEMENTS (expected)];
  NnRng rng;

  for (guint32 i = 0; i < G_N_ELEMENTS (order); i++)
    order[i] = i;
  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  nn_rng_shuffle (&rng, order, G_N_ELEMENTS (order));
  g_assert_cmpmem (order, sizeof order, expected, sizeof expected);

  nn_rng_shuffle (&rng, NULL, 0);
  nn_rng_shuffle (&rng, order, 1);
  g_assert_cmpuint (order[0], ==, expected[0]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rng/known-sequence", test_known_sequence);
  g_test_add_func ("/rng/seeding", test_seeding);
  g_test_add_func ("/rng/streams", test_streams);
  g_test_add_func ("/rng/uniform", test_uniform);
  g_test_add_func ("/rng/below", test_below);
  g_test_add_func ("/rng/shuffle", test_shuffle);
  return g_test_run ();
}

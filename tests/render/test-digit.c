/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-digit.h"

#include <math.h>
#include <string.h>

enum { SIDE = NN_DIGIT_SIDE };

typedef struct
{
  int left, top, right, bottom;   /* inclusive */
  double x, y;                    /* centre of mass */
} Measure;

static Measure
measure (const guint8 *digit)
{
  Measure m = { SIDE, SIDE, -1, -1, 0, 0 };
  double mass = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      {
        double v = digit[y * SIDE + x];

        if (v > 0)
          {
            m.left = MIN (m.left, x);
            m.right = MAX (m.right, x);
            m.top = MIN (m.top, y);
            m.bottom = MAX (m.bottom, y);
          }
        mass += v;
        m.x += x * v;
        m.y += y * v;
      }
  m.x /= mass;
  m.y /= mass;
  return m;
}

/* A square of 20 pixels at the right of a sheet of 280: two pixels of 28, in the three ways. */
static void
test_ways (void)
{
  enum { SHEET = 280 };
  g_autofree guint8 *ink = g_malloc0 (SHEET * SHEET);
  guint8 digit[SIDE * SIDE];
  Measure m;

  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    g_assert_false (nn_prepare_digit (ink, SHEET, (NnDigitWay) way, digit));
  for (int y = 100; y < 120; y++)
    memset (ink + y * SHEET + 250, 255, 20);

  g_assert_true (nn_prepare_digit (ink, SHEET, NN_DIGIT_RAW, digit));
  m = measure (digit);
  g_assert_cmpint (m.left, ==, 25);
  g_assert_cmpint (m.right, ==, 26);
  g_assert_cmpint (m.top, ==, 10);
  g_assert_cmpint (m.bottom, ==, 11);
  g_assert_cmpint (digit[10 * SIDE + 25], ==, 255);

  g_assert_true (nn_prepare_digit (ink, SHEET, NN_DIGIT_CENTRED, digit));
  m = measure (digit);
  g_assert_cmpint (m.right - m.left, ==, 1);
  g_assert_cmpfloat (ABS (m.x - 14), <=, 0.5);
  g_assert_cmpfloat (ABS (m.y - 14), <=, 0.5);

  g_assert_true (nn_prepare_digit (ink, SHEET, NN_DIGIT_BOXED, digit));
  m = measure (digit);
  g_assert_cmpint (m.right - m.left, ==, 19);
  g_assert_cmpint (m.bottom - m.top, ==, 19);

  /* What reaches from border to border stays where it is. */
  memset (ink, 0, SHEET * SHEET);
  memset (ink, 255, 10 * SHEET);
  g_assert_true (nn_prepare_digit (ink, SHEET, NN_DIGIT_CENTRED, digit));
  m = measure (digit);
  g_assert_cmpint (m.left, ==, 0);
  g_assert_cmpint (m.right, ==, SIDE - 1);
  g_assert_cmpfloat (ABS (m.y - 14), <=, 0.5);
}

static void
test_empty (void)
{
  guint8 ink[12] = { 0 }, digit[SIDE * SIDE];

  memset (digit, 7, sizeof digit);
  g_assert_false (nn_center_digit (ink, 3, 4, digit));
  for (int i = 0; i < SIDE * SIDE; i++)
    g_assert_cmpint (digit[i], ==, 0);
}

/* A full rectangle, 40 x 100 somewhere in 200 x 300: becomes 8 x 20, centred, fully inked. */
static void
test_rectangle (void)
{
  g_autofree guint8 *ink = g_malloc0 (200 * 300);
  guint8 digit[SIDE * SIDE];
  Measure m;

  for (int y = 90; y < 190; y++)
    memset (ink + y * 300 + 250, 255, 40);
  g_assert_true (nn_center_digit (ink, 200, 300, digit));
  m = measure (digit);
  g_assert_cmpint (m.right - m.left + 1, ==, 8);
  g_assert_cmpint (m.bottom - m.top + 1, ==, 20);
  g_assert_cmpint (m.left, ==, 11);
  g_assert_cmpint (m.top, ==, 5);
  for (int y = m.top; y <= m.bottom; y++)
    for (int x = m.left; x <= m.right; x++)
      g_assert_cmpint (digit[y * SIDE + x], ==, 255);
}

/* A digit that is already 20 pixels high and centred stays as it is, byte for byte. */
static void
test_fixed_point (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int round = 0; round < 50; round++)
    {
      guint8 ink[20 * 12], first[SIDE * SIDE], second[SIDE * SIDE];

      for (gsize i = 0; i < sizeof ink; i++)
        ink[i] = (guint8) g_rand_int_range (rand, 32, 256);
      g_assert_true (nn_center_digit (ink, 20, 12, first));
      g_assert_true (nn_center_digit (first, SIDE, SIDE, second));
      g_assert_cmpmem (first, sizeof first, second, sizeof second);
      for (int y = 0; y < 20; y++)
        g_assert_cmpmem (first + (measure (first).top + y) * SIDE + measure (first).left, 12,
                         ink + y * 12, 12);
    }
}

/* Any scribble: at most 20 on a side, centre of mass within half a pixel of
 * 14, 14, or the picture's border keeps it from there; ink is in proportion. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int round = 0; round < 300; round++)
    {
      int height = g_rand_int_range (rand, 1, 90), width = g_rand_int_range (rand, 1, 90);
      g_autofree guint8 *ink = g_malloc0 ((gsize) height * width);
      guint8 digit[SIDE * SIDE];
      Measure m;

      for (int i = 0; i < 1 + height * width / 10; i++)
        ink[g_rand_int_range (rand, 0, height) * width + g_rand_int_range (rand, 0, width)]
          = (guint8) g_rand_int_range (rand, 100, 256);
      g_assert_true (nn_center_digit (ink, height, width, digit));
      m = measure (digit);
      g_assert_cmpint (m.right - m.left, <, NN_DIGIT_BOX);
      g_assert_cmpint (m.bottom - m.top, <, NN_DIGIT_BOX);
      if (m.left > 0 && m.right < SIDE - 1 && m.top > 0 && m.bottom < SIDE - 1)
        {
          g_assert_cmpfloat (fabs (m.x - 14), <=, 0.5 + 1e-9);
          g_assert_cmpfloat (fabs (m.y - 14), <=, 0.5 + 1e-9);
        }
    }
}

/* A digit is the same wherever it was drawn. */
static void
test_place_does_not_matter (void)
{
  guint8 a[SIDE * SIDE], b[SIDE * SIDE];
  g_autofree guint8 *one = g_malloc0 (100 * 100), *other = g_malloc0 (100 * 100);

  for (int i = 0; i < 37; i++)
    for (int j = 0; j < 5 + i / 4; j++)
      {
        one[i * 100 + j + i / 2] = 255;
        other[(i + 60) * 100 + j + i / 2 + 60] = 255;
      }
  g_assert_true (nn_center_digit (one, 100, 100, a));
  g_assert_true (nn_center_digit (other, 100, 100, b));
  g_assert_cmpmem (a, sizeof a, b, sizeof b);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digit/ways", test_ways);
  g_test_add_func ("/digit/empty", test_empty);
  g_test_add_func ("/digit/rectangle", test_rectangle);
  g_test_add_func ("/digit/fixed-point", test_fixed_point);
  g_test_add_func ("/digit/random", test_random);
  g_test_add_func ("/digit/place-does-not-matter", test_place_does_not_matter);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define NNK_DOUBLE
#include "kernels/reference/reference.h"

#include <math.h>

#include "gradient-check.h"

#define B 5
#define C 7

static const guint8 targets[B] = { 0, 6, 3, 3, 1 };

static double
mean_loss (gpointer logits)
{
  double losses[B], sum = 0;

  nnk_ref_cross_entropy_forward (losses, logits, targets, B, C);
  for (int b = 0; b < B; b++)
    sum += losses[b];
  return sum / B;
}

static void
test_gradient (void)
{
  g_autofree double *logits = gradient_check_random (B * C);
  double probabilities[B * C], dlogits[B * C] = { 0 };

  nnk_ref_softmax_forward (probabilities, logits, B, C);
  nnk_ref_cross_entropy_backward (dlogits, probabilities, targets, 1.0 / B, B, C);
  gradient_check (logits, dlogits, B * C, mean_loss, logits);
}

static void
test_softmax (void)
{
  const double logits[] = { 0, log (2), log (5), 1000, 1000, -1000 };
  const double expected[] = { 1.0 / 8, 2.0 / 8, 5.0 / 8, 0.5, 0.5, 0 };
  double p[6];

  nnk_ref_softmax_forward (p, logits, 2, 3);
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon (p[i], expected[i], 1e-15);
}

/* A sure and wrong answer costs its margin, not infinity; equal logits ln 3. */
static void
test_loss (void)
{
  const double logits[] = { 0, 0, 0, 1000, 0, -1000 };
  const guint8 wrong[] = { 1, 2 };
  double losses[2];

  nnk_ref_cross_entropy_forward (losses, logits, wrong, 2, 3);
  g_assert_cmpfloat_with_epsilon (losses[0], log (3), 1e-15);
  g_assert_cmpfloat (losses[1], ==, 2000);
}

/* A NaN must not become a number on the way. */
static void
test_nan (void)
{
  const double logits[] = { 0, NAN, 0 };
  const guint8 target[] = { 0 };
  double loss, p[3];

  nnk_ref_cross_entropy_forward (&loss, logits, target, 1, 3);
  nnk_ref_softmax_forward (p, logits, 1, 3);
  g_assert_true (isnan (loss));
  g_assert_true (isnan (p[0]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cross-entropy/gradient", test_gradient);
  g_test_add_func ("/cross-entropy/softmax", test_softmax);
  g_test_add_func ("/cross-entropy/loss", test_loss);
  g_test_add_func ("/cross-entropy/nan", test_nan);
  return g_test_run ();
}

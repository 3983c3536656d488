/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/elementary.h"

#include <math.h>

/* ln 2 in two parts: an integer below 2^20 times the first is exact. */
#define LN2_HIGH 0x1.62e42fefp-1
#define LN2_LOW 0x1.473de6af278edp-34
#define LOG2_E 0x1.71547652b82fep+0

/* e^x = 2^n · e^r with r = x - n·ln 2, |r| <= ln 2 / 2, and Taylor's series for
 * e^r: the first term left out, r^14/14!, is 4e-18. */
double
nnk_ref_exp (double x)
{
  double n, r, sum = 1;

  if (isnan (x))
    return x;
  if (x > 710)
    return INFINITY;
  if (x < -746)
    return 0;

  n = floor (x * LOG2_E + 0.5);
  r = (x - n * LN2_HIGH) - n * LN2_LOW;
  for (int k = 13; k >= 1; k--)
    sum = 1 + r / k * sum;
  return ldexp (sum, (int) n);
}

/* ln x = e·ln 2 + ln m with x = m·2^e, m between √½ and √2, and
 * ln m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = (m - 1)/(m + 1), |s| < 0.172. */
double
nnk_ref_log (double x)
{
  int e;
  double m, s, sum = 0;

  if (isnan (x) || x < 0)
    return NAN;
  if (x == 0)
    return -INFINITY;
  if (isinf (x))
    return x;

  m = frexp (x, &e);
  if (m < M_SQRT1_2)
    {
      m *= 2;
      e--;
    }
  s = (m - 1) / (m + 1);
  for (int k = 23; k >= 1; k -= 2)
    sum = 1.0 / k + s * s * sum;
  return e * LN2_HIGH + (2 * s * sum + e * LN2_LOW);
}

/* Near zero Lambert's continued fraction x / (1 + x²/(3 + x²/(5 + …))), which
 * keeps every digit of a small x; else (e^2x - 1)/(e^2x + 1). */
double
nnk_ref_tanh (double x)
{
  const double a = fabs (x);
  double t;

  if (isnan (x))
    return x;
  if (a < 0.5)
    {
      t = 21;
      for (int k = 19; k >= 1; k -= 2)
        t = k + x * x / t;
      return x / t;
    }
  if (a > 20)
    return x > 0 ? 1 : -1;

  t = nnk_ref_exp (2 * a);
  t = 1 - 2 / (t + 1);
  return x > 0 ? t : -t;
}

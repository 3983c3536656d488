/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/lanes-vector.h"

/* exp, log and tanh of our own: a C library's differ between versions, and
 * there must be one answer, to the bit, on every machine. Each is within 2 ulp
 * (tests/kernels/test-lanes-math.c). NaN gives NaN. */

#define NNK_LN2_HIGH 0.693359375f       /* 9 bits: n * LN2_HIGH is exact for all n met here */
#define NNK_LN2_LOW -2.12194440e-4f     /* ln 2 - LN2_HIGH */
#define NNK_LOG2_E 1.44269504f

/* x = n ln 2 + r, |r| <= ln 2 / 2. Adding 1.5 * 2^23 leaves no room for a fraction:
 * it rounds to the nearest whole number, which then stands in the low bits. */
NNK_INLINE nnv
nnk_exp_reduce (nnv   x,
                nnvi *n)
{
  nnv magic = nnv_set1 (12582912.0f);
  nnv t = nnk_fma (x, nnv_set1 (NNK_LOG2_E), magic);
  nnv whole = t - magic;
  nnv r = nnk_fma (whole, nnv_set1 (-NNK_LN2_HIGH), x);

  *n = (nnvi) t - (nnvi) magic;
  return nnk_fma (whole, nnv_set1 (-NNK_LN2_LOW), r);
}

/* e^r - 1 by its series: the first term left out is below 6e-10 of the sum. */
NNK_INLINE nnv
nnk_expm1_series (nnv r)
{
  nnv p = nnv_set1 (1.0f / 40320.0f);

  p = nnk_fma (p, r, nnv_set1 (1.0f / 5040.0f));
  p = nnk_fma (p, r, nnv_set1 (1.0f / 720.0f));
  p = nnk_fma (p, r, nnv_set1 (1.0f / 120.0f));
  p = nnk_fma (p, r, nnv_set1 (1.0f / 24.0f));
  p = nnk_fma (p, r, nnv_set1 (1.0f / 6.0f));
  p = nnk_fma (p, r, nnv_set1 (0.5f));
  return nnk_fma (p * r, r, r);
}

NNK_INLINE nnv
nnk_power_of_two (nnvi n)
{
  return (nnv) ((n + 127) << 23);
}

/* 0 below -87 (the soft-max has no use for 1e-38), clamped at 88. */
NNK_INLINE nnv
nnk_exp (nnv x)
{
  nnv low = nnv_set1 (-87.0f);
  nnvi n;
  nnv r = nnk_exp_reduce (nnv_min (nnv_set1 (88.0f), nnv_max (low, x)), &n);
  nnv y = (nnk_expm1_series (r) + 1.0f) * nnk_power_of_two (n);

  return nnv_select (nnv_gt (low, x), nnv_zero (), y);
}

/* tanh |x| = t / (t + 2) with t = e^(2|x|) - 1 = 2^n (e^r - 1) + (2^n - 1): no
 * cancellation near 0. From |x| = 10 on it is 1. */
NNK_INLINE nnv
nnk_tanh (nnv x)
{
  nnvi sign = (nnvi) x & (int32_t) 0x80000000;
  nnv a = (nnv) ((nnvi) x & 0x7fffffff);
  nnvi n;
  nnv r = nnk_exp_reduce (nnv_min (nnv_set1 (20.0f), a + a), &n);
  nnv scale = nnk_power_of_two (n);
  nnv t = nnk_fma (nnk_expm1_series (r), scale, scale - 1.0f);

  return (nnv) ((nnvi) (t / (t + 2.0f)) | sign);
}

/* x > 0, normal. x = 2^n (1 + f) with 1 + f from sqrt 1/2 to sqrt 2, s = f / (2 + f):
 * log (1 + f) = f - f^2/2 + s (f^2/2 + 2 s^2/3 + 2 s^4/5 + …), which is 2 artanh s. */
NNK_INLINE nnv
nnk_log (nnv x)
{
  nnvi bits = (nnvi) x;
  nnvi n = ((bits - 0x3f3504f3) >> 23);
  nnv f = (nnv) (bits - (n << 23)) - 1.0f;
  nnv s = f / (f + 2.0f), z = s * s, half = f * f * 0.5f;
  nnv e = __builtin_convertvector (n, nnv);
  nnv p = nnv_set1 (2.0f / 11.0f);
  nnv y;

  p = nnk_fma (p, z, nnv_set1 (2.0f / 9.0f));
  p = nnk_fma (p, z, nnv_set1 (2.0f / 7.0f));
  p = nnk_fma (p, z, nnv_set1 (2.0f / 5.0f));
  p = nnk_fma (p, z, nnv_set1 (2.0f / 3.0f));
  p = p * z;
  y = nnk_fma (e, nnv_set1 (NNK_LN2_LOW), s * (half + p)) - half + f;
  y = nnk_fma (e, nnv_set1 (NNK_LN2_HIGH), y);
  return y + (x - x);
}

NNK_INLINE nnv
nnk_activate (nnv           x,
              NnkActivation activation)
{
  if (activation == NNK_RELU)
    return nnv_relu (x);
  if (activation == NNK_TANH)
    return nnk_tanh (x);
  return x;
}

/* dy times the activation's derivative, from its output y. ReLU'(0) = 0. */
NNK_INLINE nnv
nnk_gate (nnv           dy,
          nnv           y,
          NnkActivation activation)
{
  if (activation == NNK_RELU)
    return nnv_select (nnv_gt (y, nnv_zero ()), dy, nnv_zero ());
  if (activation == NNK_TANH)
    return dy * nnk_fma (-y, y, nnv_set1 (1.0f));
  return dy;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kernels/nnk-lanes.h"

/* One vector of the SIMD level this file is compiled for. NNK_LEVEL names it
 * (avx512, avx2, baseline) and suffixes every symbol; all levels share the
 * kernels' source and differ in what stands here. */
#if defined(__AVX512F__)
#define NNK_LANES 16
#elif defined(__AVX2__)
#define NNK_LANES 8
#else
#define NNK_LANES 4
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#else
#include <math.h>
#endif

#define NNK_PARTS (NNK_SHARD / NNK_LANES)
#define NNK_PASTE(a, b) a##_##b
#define NNK_PASTE2(a, b) NNK_PASTE (a, b)
#define NNK_NAME(name) NNK_PASTE2 (nnk_lanes_##name, NNK_LEVEL)

#define NNK_INLINE static inline __attribute__ ((always_inline))
/* Blocks are small arrays of accumulators: they live in registers only if every
 * loop over them is unrolled before the arrays are split up. */
#if defined(__clang__)
#define NNK_UNROLL _Pragma ("clang loop unroll(full)")
#else
#define NNK_UNROLL _Pragma ("GCC unroll 32")
#endif

typedef float nnv __attribute__ ((vector_size (4 * NNK_LANES)));
typedef int32_t nnvi __attribute__ ((vector_size (4 * NNK_LANES)));
typedef uint8_t nnvb __attribute__ ((vector_size (NNK_LANES)));
/* The same as they lie in memory, where floats of any origin may alias them. */
typedef nnv nnv_memory __attribute__ ((may_alias));
typedef nnvb nnvb_memory __attribute__ ((may_alias, aligned (1)));

/* Comparisons give masks: in mask registers where there are any, else vectors of 0 and -1. */
#if NNK_LANES == 16
typedef __mmask16 nnv_mask;

NNK_INLINE nnv nnv_set1 (float f) { return (nnv) _mm512_set1_ps (f); }
NNK_INLINE nnv nnk_fma (nnv a, nnv b, nnv c)
{
  return (nnv) _mm512_fmadd_ps ((__m512) a, (__m512) b, (__m512) c);
}
/* maskz with a full mask: gcc 12 warns of its own undefined operand in the plain ones. */
NNK_INLINE nnv nnv_max (nnv a, nnv b)
{
  return (nnv) _mm512_maskz_max_ps (0xffff, (__m512) a, (__m512) b);
}
NNK_INLINE nnv nnv_min (nnv a, nnv b)
{
  return (nnv) _mm512_maskz_min_ps (0xffff, (__m512) a, (__m512) b);
}
NNK_INLINE nnv nnv_sqrt (nnv a) { return (nnv) _mm512_maskz_sqrt_ps (0xffff, (__m512) a); }
NNK_INLINE nnv_mask nnv_gt (nnv a, nnv b)
{
  return _mm512_cmp_ps_mask ((__m512) a, (__m512) b, _CMP_GT_OQ);
}
NNK_INLINE nnv_mask nnv_eq (nnv a, nnv b)
{
  return _mm512_cmp_ps_mask ((__m512) a, (__m512) b, _CMP_EQ_OQ);
}
NNK_INLINE nnv_mask nnvi_eq (nnvi a, nnvi b)
{
  return _mm512_cmpeq_epi32_mask ((__m512i) a, (__m512i) b);
}
NNK_INLINE nnv nnv_select (nnv_mask m, nnv a, nnv b)
{
  return (nnv) _mm512_mask_blend_ps (m, (__m512) b, (__m512) a);
}
NNK_INLINE nnvi nnvi_select (nnv_mask m, nnvi a, nnvi b)
{
  return (nnvi) _mm512_mask_blend_epi32 (m, (__m512i) b, (__m512i) a);
}

#else
typedef nnvi nnv_mask;

NNK_INLINE nnv_mask nnv_gt (nnv a, nnv b) { return (nnv_mask) (a > b); }
NNK_INLINE nnv_mask nnv_eq (nnv a, nnv b) { return (nnv_mask) (a == b); }
NNK_INLINE nnv_mask nnvi_eq (nnvi a, nnvi b) { return (nnv_mask) (a == b); }
NNK_INLINE nnv nnv_select (nnv_mask m, nnv a, nnv b)
{
  return (nnv) ((m & (nnvi) a) | (~m & (nnvi) b));
}
NNK_INLINE nnvi nnvi_select (nnv_mask m, nnvi a, nnvi b) { return (m & a) | (~m & b); }

#if NNK_LANES == 8
NNK_INLINE nnv nnv_set1 (float f) { return (nnv) _mm256_set1_ps (f); }
NNK_INLINE nnv nnk_fma (nnv a, nnv b, nnv c)
{
  return (nnv) _mm256_fmadd_ps ((__m256) a, (__m256) b, (__m256) c);
}
NNK_INLINE nnv nnv_max (nnv a, nnv b) { return (nnv) _mm256_max_ps ((__m256) a, (__m256) b); }
NNK_INLINE nnv nnv_min (nnv a, nnv b) { return (nnv) _mm256_min_ps ((__m256) a, (__m256) b); }
NNK_INLINE nnv nnv_sqrt (nnv a) { return (nnv) _mm256_sqrt_ps ((__m256) a); }

#else /* baseline: a rounded product, then a sum; its bits are its own */
NNK_INLINE nnv nnk_fma (nnv a, nnv b, nnv c) { return a * b + c; }
#if defined(__x86_64__)
NNK_INLINE nnv nnv_set1 (float f) { return (nnv) _mm_set1_ps (f); }
NNK_INLINE nnv nnv_max (nnv a, nnv b) { return (nnv) _mm_max_ps ((__m128) a, (__m128) b); }
NNK_INLINE nnv nnv_min (nnv a, nnv b) { return (nnv) _mm_min_ps ((__m128) a, (__m128) b); }
NNK_INLINE nnv nnv_sqrt (nnv a) { return (nnv) _mm_sqrt_ps ((__m128) a); }
#else
NNK_INLINE nnv nnv_set1 (float f) { return (nnv) { f, f, f, f }; }
NNK_INLINE nnv nnv_max (nnv a, nnv b) { return nnv_select (nnv_gt (a, b), a, b); }
NNK_INLINE nnv nnv_min (nnv a, nnv b) { return nnv_select (nnv_gt (b, a), a, b); }
NNK_INLINE nnv nnv_sqrt (nnv a)
{
  return (nnv) { sqrtf (a[0]), sqrtf (a[1]), sqrtf (a[2]), sqrtf (a[3]) };
}
#endif
#endif
#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Numbers below 1e-38 cost a hundred times as much as others, and mean nothing
 * here: they count as zero while a kernel runs. The mode belongs to the thread,
 * so whoever sets it puts it back.
 *
 *   const unsigned mode = nnk_denormals_flush ();
 *   …
 *   nnk_denormals_restore (mode);
 */
#if defined (__x86_64__) || defined (__i386__)

#include <xmmintrin.h>

#define NNK_FLUSH_AND_DENORMALS_ARE_ZERO 0x8040u

static inline unsigned
nnk_denormals_flush (void)
{
  const unsigned mode = _mm_getcsr ();

  _mm_setcsr (mode | NNK_FLUSH_AND_DENORMALS_ARE_ZERO);
  return mode;
}

static inline void
nnk_denormals_restore (unsigned mode)
{
  _mm_setcsr (mode);
}

#else

static inline unsigned
nnk_denormals_flush (void)
{
  return 0;
}

static inline void
nnk_denormals_restore (unsigned mode)
{
}

#endif

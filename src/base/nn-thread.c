/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-thread.h"

#include <stdatomic.h>

#include <sys/resource.h>
#include <unistd.h>

#if defined(__x86_64__)
#include <xmmintrin.h>

#define FTZ_AND_DAZ 0x8040u
#endif

#define BACKGROUND_NICE 19

static atomic_int processor_lent;

#ifndef NDEBUG
static _Thread_local gboolean kernels_forbidden;
#endif

void
nn_thread_forbid_kernels (void)
{
#ifndef NDEBUG
  kernels_forbidden = TRUE;
#endif
}

void
nn_kernel_entry (void)
{
#ifndef NDEBUG
  if (G_UNLIKELY (kernels_forbidden))
    g_error ("A kernel was called on a thread that must not compute");
#endif
}

void
nn_thread_step_back (void)
{
  /* On Linux a thread has a priority of its own. That it stays as it was is no harm. */
  (void) setpriority (PRIO_PROCESS, (id_t) gettid (), BACKGROUND_NICE);
}

void
nn_thread_lend_processor (void)
{
  atomic_store (&processor_lent, 1);
}

void
nn_thread_take_processor_back (void)
{
  atomic_store (&processor_lent, 0);
}

gboolean
nn_thread_is_processor_lent (void)
{
  return atomic_load_explicit (&processor_lent, memory_order_relaxed);
}

guint
nn_thread_flush_denormals (void)
{
#if defined(__x86_64__)
  guint state = _mm_getcsr ();

  _mm_setcsr (state | FTZ_AND_DAZ);
  return state;
#else
  return 0;
#endif
}

void
nn_thread_restore_denormals (guint state)
{
#if defined(__x86_64__)
  /* The exception flags gathered meanwhile are nobody's business. */
  _mm_setcsr (state);
#endif
}

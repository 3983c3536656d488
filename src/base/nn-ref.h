/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The reference count of everything that crosses threads. It is g_atomic_ref_count_* in
 * inlined atomics: those are functions inside GLib, where ThreadSanitizer does not see that
 * the last reader's unref comes before the free, and reports a race that is none. */
static inline void
nn_ref_init (gatomicrefcount *count)
{
  g_atomic_int_set (count, 1);
}

static inline void
nn_ref_inc (gatomicrefcount *count)
{
  g_atomic_int_inc (count);
}

/* TRUE if that was the last reference: the caller frees. */
static inline gboolean
nn_ref_dec (gatomicrefcount *count)
{
  return g_atomic_int_dec_and_test (count);
}

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on no kernel may run on this thread: the app calls it on its main
 * thread, which has frames to draw. Debug builds then abort in nn_kernel_entry (). */
void  nn_thread_forbid_kernels   (void);

/* First line of every entry to the engine. Nothing in a release build. */
void  nn_kernel_entry            (void);

/* This thread, and those it starts from now on, let others go first where there are fewer
 * processors than work: a window that is to be drawn does not wait for a batch. */
void  nn_thread_step_back        (void);

/* From lend to take_back a thread that draws a frame has a processor of its own: pools
 * (nn-pool.h) that would use all of them do with one. From any thread; not counted. */
void     nn_thread_lend_processor      (void);
void     nn_thread_take_processor_back (void);
gboolean nn_thread_is_processor_lent   (void);

/* Numbers below 1e-38 count as 0 on this thread (FTZ and DAZ): part of what
 * makes equal bits, and denormals cost a hundred cycles each. Returns the state to restore. */
guint nn_thread_flush_denormals  (void);
void  nn_thread_restore_denormals (guint state);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <pthread.h>

G_BEGIN_DECLS

/* On which processor a thread runs, where there are as many threads as processors and
 * each waits for the others. Linux settles that badly when a window takes one of two
 * processors for a frame: a thread that was put aside stays behind the window while the
 * other processor idles, and later both threads share one processor for milliseconds,
 * because on a busy machine the scheduler does not look for an idle one. */

/* Whether n threads leave no processor to spare. */
gboolean nn_affinity_is_tight   (int       n_threads);

/* For a thread that waits for another of its process: where that one gets no processor, it
 * is moved to the one of the caller, who is about to sleep; from there it may go anywhere
 * that it could go before. About 20 us. Whether it was moved. */
gboolean nn_affinity_bring_here (pthread_t thread);

/* From now on the thread runs on any processor but the present one of the caller. */
void     nn_affinity_send_away  (pthread_t thread);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A few persistent threads that compute one function together, many thousand
 * times a second. The caller is worker 0. Between two runs that follow closely
 * the workers spin; after about 0.1 ms they sleep, so an idle program uses no
 * processor. One run at a time; a pool belongs to one thread at a time. */
typedef struct _NnPool NnPool;

typedef void (*NnPoolFunc) (int      worker,      /* 0 … n_threads - 1 */
                            gpointer data);

NnPool *nn_pool_new         (int         n_threads);      /* >= 1, the caller included */
void    nn_pool_free        (NnPool     *pool);
/* May be fewer than asked for, where the system gives no more threads. */
int     nn_pool_get_threads (NnPool     *pool);

/* func for every worker, at once, or one after the other where a processor is lent to a
 * window (nn-thread.h); returns when all are done. Denormals are flushed meanwhile, the
 * caller's state is restored. */
void    nn_pool_run         (NnPool     *pool,
                             NnPoolFunc  func,
                             gpointer    data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPool, nn_pool_free)

G_END_DECLS

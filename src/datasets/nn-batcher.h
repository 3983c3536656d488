/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which images come in which batch: the order of epoch e depends on seed and
 * e alone. Holds back hold_out images (stream 3: a permutation of all images,
 * its first hold_out are held out; both parts then in ascending order). */
typedef struct _NnBatcher NnBatcher;

NnBatcher     *nn_batcher_new        (guint      n_images,
                                      guint      hold_out,      /* < n_images */
                                      guint64    seed);
void           nn_batcher_free       (NnBatcher *batcher);
guint          nn_batcher_get_size   (NnBatcher *batcher);      /* images an epoch */
const guint32 *nn_batcher_get_held_out (NnBatcher *batcher,
                                      guint     *n);            /* ascending image indices */
/* The order of epoch e (1 is the first): [size] image indices, valid until the next call. */
const guint32 *nn_batcher_get_order  (NnBatcher *batcher,
                                      guint      epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBatcher, nn_batcher_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a worker tells the main thread that something lies in a slot: a source of the
 * thread-default main context, whose ready time any thread may set. However often it is
 * woken before its turn, callback (data) is called once, and it must return
 * G_SOURCE_CONTINUE. (transfer full); g_source_destroy () it when the workers are gone. */
GSource *nn_wake_source_new (GSourceFunc callback,
                             gpointer    data);
/* From any thread. */
void     nn_wake            (gpointer    source);

G_END_DECLS

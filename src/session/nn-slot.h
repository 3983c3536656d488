/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdatomic.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* The meeting place of two threads: one atomic pointer to an immutable thing.
 * The producer puts, the consumer takes; neither ever waits. What is in the
 * slot belongs to the slot, so whoever gets a pointer out of it owns it, and
 * all that was written before the put is seen after the take.
 *
 * A slot that is all zero bytes is empty and ready. */
typedef struct
{
  _Atomic (gpointer) value;
} NnSlot;

/* The value that nobody has taken, NULL if there was none: the putter's again. */
gpointer nn_slot_put      (NnSlot       *slot,
                           gpointer      value);
/* NULL if nothing was put since the last take. */
gpointer nn_slot_take     (NnSlot       *slot);
/* Only the producer can trust TRUE, and only the consumer FALSE. */
bool     nn_slot_is_empty (const NnSlot *slot);

G_END_DECLS

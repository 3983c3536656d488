/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-slot.h"

gpointer
nn_slot_put (NnSlot   *slot,
             gpointer  value)
{
  return atomic_exchange_explicit (&slot->value, value, memory_order_acq_rel);
}

gpointer
nn_slot_take (NnSlot *slot)
{
  return atomic_exchange_explicit (&slot->value, NULL, memory_order_acq_rel);
}

bool
nn_slot_is_empty (const NnSlot *slot)
{
  return atomic_load_explicit (&slot->value, memory_order_acquire) == NULL;
}

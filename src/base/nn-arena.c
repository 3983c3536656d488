/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-arena.h"

#define ALIGNMENT 64

gpointer
nn_arena_take (NnArena *arena,
               gsize    n,
               gsize    element_size)
{
  gsize at = arena->used;

  arena->used += (n * element_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (arena->block == NULL)
    return NULL;
  g_assert (arena->used <= arena->size);
  return arena->block + at;
}

void
nn_arena_reserve (NnArena *arena)
{
  g_assert (arena->block == NULL);

  arena->size = MAX (arena->used, ALIGNMENT);
  arena->block = g_aligned_alloc0 (arena->size, 1, ALIGNMENT);
  arena->used = 0;
}

void
nn_arena_clear (NnArena *arena)
{
  g_aligned_free (arena->block);
  *arena = (NnArena) { NULL };
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One aligned block, cut up once. The same function takes all pieces twice: on
 * an empty arena, where nn_arena_take () only counts and gives NULL, and after
 * nn_arena_reserve (), where the pieces are real. */
typedef struct
{
  guint8 *block;                  /* 64-byte aligned; NULL while counting */
  gsize size, used;
} NnArena;

/* 64-byte aligned, zeroed by nn_arena_reserve (). */
gpointer nn_arena_take    (NnArena *arena,
                           gsize    n,
                           gsize    element_size);
/* Allocates, zeroed, what was taken so far, and starts over. */
void     nn_arena_reserve (NnArena *arena);
void     nn_arena_clear   (NnArena *arena);       /* frees the block: empty again */

#define nn_arena_take_array(arena, Type, n) ((Type *) nn_arena_take ((arena), (n), sizeof (Type)))

G_END_DECLS

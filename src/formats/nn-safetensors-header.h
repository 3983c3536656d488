/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The JSON header of a safetensors file, for nn-safetensors.c alone.
 *
 * A reader of its own for the three shapes that may stand there (a dictionary of
 * tensors, of strings, lists of whole numbers): it cannot be nested deeper than its
 * grammar, sees duplicate keys, and knows the byte of every mistake. Stricter than
 * most: no comments, no unknown keys, no second value for a key. */
typedef struct
{
  char *name;
  char *dtype;
  GArray *shape;                  /* of guint64 */
  guint64 begin, end;             /* bytes, from the start of the data */
  guint index;                    /* in data order; the reader leaves it 0 */
  gsize at;                       /* byte of the file where the entry starts, for messages */
} NnSafetensorsEntry;

void     nn_safetensors_entry_free   (NnSafetensorsEntry  *entry);

/* json: [length] bytes at byte 8 of the file. Fills metadata (char* to char*) and
 * entries (by name) of NnSafetensorsEntry; their offsets are as written, unchecked. */
gboolean nn_safetensors_header_parse (const char          *json,
                                      gsize                length,
                                      const char          *path,      /* for messages */
                                      GTree               *metadata,
                                      GTree               *entries,
                                      GError             **error);

/* "[6,1,5,5]" of dims [n], or of the entry's shape. (transfer full) */
char    *nn_safetensors_shape_to_string (const guint64     *dims,
                                       guint                n);
char    *nn_safetensors_entry_shape  (const NnSafetensorsEntry *entry);

/* Whether the entry agrees with itself: a known type, and as many bytes as its shape takes. */
gboolean nn_safetensors_entry_check  (const NnSafetensorsEntry *entry,
                                      const char          *path,      /* for messages */
                                      GError             **error);

/* Appends text in quotes, escaped as JSON. text: UTF-8. */
void     nn_safetensors_append_string (GString            *json,
                                       const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSafetensorsEntry, nn_safetensors_entry_free)

G_END_DECLS

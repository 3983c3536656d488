/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-study-shelf.h"

/* Megabytes, or thousands of bytes, each; a limit is more than a lesson's moments. */
static const guint limits[NN_VIEW_N_KINDS] = {
  [NN_VIEW_OCCLUSION] = 32,
  [NN_VIEW_INVARIANCE] = 32,
  [NN_VIEW_FEATURES] = 32,
  [NN_VIEW_MAP] = 128,
  [NN_VIEW_EVOLUTION] = 256,
  [NN_VIEW_MAXIMA] = 128,
};

typedef struct
{
  NnStudyKey key;                 /* its pointers are owned */
  gpointer result;
} Entry;

struct _NnStudyShelf
{
  GPtrArray *entries[NN_VIEW_N_KINDS]; /* of Entry, the most recently used last */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  nn_view_study_unref (entry->key.kind, entry->result);
  nn_network_unref (entry->key.network);
  g_clear_pointer (&entry->key.probe, nn_probe_unref);
  g_free (entry);
}

/* have, units aside, is what is asked for. */
static gboolean
is_alike (const NnStudyKey *have,
          const NnStudyKey *asked)
{
  const NnOccluder *a = &have->study.occluder, *b = &asked->study.occluder;

  if (have->kind != asked->kind || have->network != asked->network || have->probe != asked->probe)
    return FALSE;
  switch (have->kind)
    {
    case NN_VIEW_OCCLUSION:
      return a->size == b->size && a->value == b->value && a->map == b->map;
    case NN_VIEW_FEATURES:
      return have->study.set == asked->study.set;
    case NN_VIEW_MAP:
      return have->study.map_layer == asked->study.map_layer;
    case NN_VIEW_MAXIMA:
      return have->study.maxima_layer == asked->study.maxima_layer
             && nn_maximiser_equal (&have->study.maximiser, &asked->study.maximiser);
    case NN_VIEW_INVARIANCE:
    case NN_VIEW_EVOLUTION:
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_WEIGHT:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_CLIP_LESSON:
    case NN_VIEW_N_KINDS:
    default:
      return TRUE;
    }
}

gboolean
nn_study_key_equal (const NnStudyKey *a,
                    const NnStudyKey *b)
{
  return is_alike (a, b) && a->units == b->units;
}

NnStudyShelf *
nn_study_shelf_new (void)
{
  NnStudyShelf *shelf = g_new0 (NnStudyShelf, 1);

  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    shelf->entries[kind] = g_ptr_array_new_with_free_func (entry_free);
  return shelf;
}

void
nn_study_shelf_free (NnStudyShelf *shelf)
{
  if (shelf == NULL)
    return;
  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    g_ptr_array_unref (shelf->entries[kind]);
  g_free (shelf);
}

gpointer
nn_study_shelf_find (NnStudyShelf     *shelf,
                     const NnStudyKey *key)
{
  GPtrArray *entries = shelf->entries[key->kind];

  for (guint i = entries->len; i > 0; i--)
    {
      Entry *entry = g_ptr_array_index (entries, i - 1);

      if (!is_alike (&entry->key, key) || (key->units && !entry->key.units))
        continue;
      if (i < entries->len)
        g_ptr_array_add (entries, g_ptr_array_steal_index (entries, i - 1));
      return entry->result;
    }
  return NULL;
}

void
nn_study_shelf_add (NnStudyShelf     *shelf,
                    const NnStudyKey *key,
                    gpointer          result)
{
  GPtrArray *entries = shelf->entries[key->kind];
  Entry *added = g_new0 (Entry, 1);

  for (guint i = entries->len; i > 0; i--)
    if (is_alike (&((Entry *) g_ptr_array_index (entries, i - 1))->key, key))
      g_ptr_array_remove_index (entries, i - 1);

  added->key = *key;
  nn_network_ref (added->key.network);
  if (added->key.probe != NULL)
    nn_probe_ref (added->key.probe);
  added->result = result;
  g_ptr_array_add (entries, added);
  if (entries->len > limits[key->kind])
    g_ptr_array_remove_index (entries, 0);
}

static gboolean
is_of_moment (const NnNetwork *network,
              GPtrArray       *moments)
{
  for (guint i = 0; i < moments->len; i++)
    if (((NnMoment *) g_ptr_array_index (moments, i))->network == network)
      return TRUE;
  return FALSE;
}

void
nn_study_shelf_keep_only (NnStudyShelf *shelf,
                          GPtrArray    *moments)
{
  for (int kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    for (guint i = shelf->entries[kind]->len; i > 0; i--)
      {
        const Entry *entry = g_ptr_array_index (shelf->entries[kind], i - 1);

        if (!is_of_moment (entry->key.network, moments))
          g_ptr_array_remove_index (shelf->entries[kind], i - 1);
      }
}

guint
nn_study_shelf_get_limit (NnViewKind kind)
{
  return limits[kind];
}

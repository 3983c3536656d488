/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-run.h"

/* Hands on the network of a run, and the way back. */

#define MAX_EDITS 64              /* the oldest is forgotten then */

/* What was there before. */
typedef struct
{
  gboolean drawn;                 /* filter counts, else hands */
  NnHands hands;
  NnFilter filter;
} Edit;

static void
keep (NnRun      *run,
      const Edit *edit)
{
  if (run->edits == NULL)
    run->edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  if (run->edits->len == MAX_EDITS)
    g_array_remove_index (run->edits, 0);
  g_array_append_val (run->edits, *edit);
}

void
nn_run_set_hands (NnRun         *run,
                  const NnHands *hands)
{
  const NnNetwork *network = nn_training_get_network (run->training);
  Edit edit = { .hands = *nn_network_get_hands (network) };

  if (!nn_hands_fit (hands, network) || nn_hands_equal (hands, &edit.hands))
    return;
  keep (run, &edit);
  nn_training_set_hands (run->training, hands);
  nn_run_note_edit (run);
}

/* The last edit was of this very filter. */
static gboolean
is_last_drawn (const NnRun *run,
               int          layer,
               int          map)
{
  const Edit *last;

  if (run->edits == NULL || run->edits->len == 0)
    return FALSE;
  last = &g_array_index (run->edits, Edit, run->edits->len - 1);
  return last->drawn && last->filter.layer == layer && last->filter.map == map;
}

void
nn_run_set_filter (NnRun       *run,
                   int          layer,
                   int          map,
                   const float *weights,
                   int          n,
                   gboolean     more)
{
  Edit edit = { .drawn = TRUE };
  NnFilter filter = { .layer = layer, .map = map, .n = n };

  if (!nn_filter_exists (nn_training_get_network (run->training), layer, map))
    return;
  nn_training_get_filter (run->training, layer, map, &edit.filter);
  if (n != edit.filter.n)
    return;
  if (!more || !is_last_drawn (run, layer, map))
    keep (run, &edit);
  filter.bias = edit.filter.bias;
  for (int i = 0; i < n; i++)
    filter.weights[i] = weights[i];
  nn_training_set_filter (run->training, &filter);
  nn_run_note_edit (run);
}

gboolean
nn_run_undo_hands (NnRun *run)
{
  Edit edit;

  if (run->edits == NULL || run->edits->len == 0)
    return FALSE;
  edit = g_array_index (run->edits, Edit, run->edits->len - 1);
  g_array_set_size (run->edits, run->edits->len - 1);
  if (edit.drawn)
    nn_training_set_filter (run->training, &edit.filter);
  else
    nn_training_set_hands (run->training, &edit.hands);
  nn_run_note_edit (run);
  return TRUE;
}

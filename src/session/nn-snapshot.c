/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-snapshot.h"

void
nn_snapshot_free (NnSnapshot *snapshot)
{
  if (snapshot == NULL)
    return;
  g_clear_pointer (&snapshot->frame, nn_frame_unref);
  g_clear_pointer (&snapshot->step, nn_batch_step_unref);
  g_clear_pointer (&snapshot->losses, g_array_unref);
  g_clear_pointer (&snapshot->epochs, g_array_unref);
  g_clear_pointer (&snapshot->moments, g_ptr_array_unref);
  g_free (snapshot);
}

void
nn_outcome_free (NnOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_free (outcome->failure);
  g_free (outcome);
}

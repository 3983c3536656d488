/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

NnNetwork *
cli_load_model (const char  *path,
                NnModelInfo *info,
                GPtrArray  **moments,
                GError     **error)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) curve = NULL;
  g_autoptr (NnNetwork) network = NULL;
  const NnMoment *last;
  gboolean is_run;

  if (!nn_file_is_run (path, &is_run, error))
    return NULL;
  if (!is_run)
    return nn_model_load (path, info, error);
  if (!nn_run_load (path, &found, &curve, error))
    return NULL;

  last = g_ptr_array_index (found, found->len - 1);
  *info = (NnModelInfo) { last->spec, last->place.update, last->place.epoch };
  network = nn_network_ref (last->network);
  if (moments != NULL)
    *moments = g_steal_pointer (&found);
  return g_steal_pointer (&network);
}

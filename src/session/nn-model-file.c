/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-model-file.h"

#include "base/nn-error.h"
#include "session/nn-state-file.h"

#include <glib/gi18n-lib.h>

static NnSafetensors *
make_model (const NnNetwork      *network,
            const NnTrainingSpec *spec,
            const NnPlace        *place)
{
  NnSafetensors *file = nn_safetensors_new ();
  NnStateFile state = { file, NULL, "" };

  nn_state_file_set_spec (&state, spec);
  nn_state_file_set_hyper (&state, spec);
  nn_state_file_set_hands (&state, network);
  nn_state_file_set_uint (&state, "epoch", place->epoch);
  nn_state_file_set_uint (&state, "update", place->update);
  nn_state_file_add_block (&state, network, "", nn_network_peek_block (network));
  return file;
}

GBytes *
nn_model_serialize (const NnNetwork      *network,
                    const NnTrainingSpec *spec,
                    const NnPlace        *place)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (network != NULL && spec != NULL && place != NULL, NULL);

  file = make_model (network, spec, place);
  return nn_safetensors_serialize (file);
}

gboolean
nn_model_save (const NnNetwork      *network,
               const NnTrainingSpec *spec,
               const NnPlace        *place,
               const char           *path,
               GError              **error)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (network != NULL && spec != NULL && place != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  file = make_model (network, spec, place);
  return nn_safetensors_save (file, path, error);
}

static NnNetwork *
read_model (NnSafetensors *file,
            const char    *path,
            NnModelInfo   *info,
            GError       **error)
{
  NnStateFile state = { file, path, "" };
  NnModelInfo found = { .spec = nn_training_spec_default () };
  g_autoptr (NnNetwork) network = NULL;

  if (!nn_state_file_get_spec (&state, &found.spec, error))
    return NULL;
  if (nn_state_file_has (&state, "moments"))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: in the header: expected a model, found a whole run"), path);
      return NULL;
    }
  if (!nn_state_file_get_hyper (&state, &found.spec, error)
      || !nn_state_file_get_guint (&state, "epoch", 0, G_MAXUINT - 1, &found.epoch, error)
      || !nn_state_file_get_uint (&state, "update", 0, G_MAXUINT64, &found.update, error))
    return NULL;

  network = nn_state_file_get_network (&state, &found.spec.network, error);
  if (network != NULL && info != NULL)
    *info = found;
  return g_steal_pointer (&network);
}

NnNetwork *
nn_model_parse (GBytes      *bytes,
                const char  *path,
                NnModelInfo *info,
                GError     **error)
{
  g_autoptr (NnSafetensors) file = nn_safetensors_parse (bytes, path, error);

  return file != NULL ? read_model (file, path, info, error) : NULL;
}

NnNetwork *
nn_model_load (const char  *path,
               NnModelInfo *info,
               GError     **error)
{
  g_autoptr (NnSafetensors) file = nn_safetensors_load (path, error);

  return file != NULL ? read_model (file, path, info, error) : NULL;
}

gboolean
nn_file_is_run (const char *path,
                gboolean   *is_run,
                GError    **error)
{
  g_autoptr (NnSafetensors) file = NULL;
  NnStateFile state;
  NnTrainingSpec spec = nn_training_spec_default ();

  g_return_val_if_fail (path != NULL && is_run != NULL, FALSE);

  file = nn_safetensors_load (path, error);
  state = (NnStateFile) { file, path, "" };
  if (file == NULL || !nn_state_file_get_spec (&state, &spec, error))
    return FALSE;
  *is_run = nn_state_file_has (&state, "moments");
  return TRUE;
}

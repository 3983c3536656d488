/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/nn-safetensors.h"
#include "session/nn-training.h"

G_BEGIN_DECLS

/* What model files and run files share: typed metadata and parameters under a
 * prefix. For nn-model-file.c and nn-run-file.c alone. A plain view, owns nothing. */
typedef struct
{
  NnSafetensors *file;
  const char *path;               /* for messages; NULL when writing */
  const char *prefix;             /* "" or "moment/300/" */
} NnStateFile;

void        nn_state_file_set_string (const NnStateFile *self, const char *key, const char *value);
void        nn_state_file_set_uint   (const NnStateFile *self, const char *key, guint64 value);
void        nn_state_file_set_float  (const NnStateFile *self, const char *key, float value);
void        nn_state_file_set_double (const NnStateFile *self, const char *key, double value);

/* Each FALSE with an error that names file, key, expected and found. */
gboolean    nn_state_file_get_string (const NnStateFile *self, const char *key,
                                      const char **value, GError **error);
gboolean    nn_state_file_get_uint   (const NnStateFile *self, const char *key, guint64 min,
                                      guint64 max, guint64 *value, GError **error);
gboolean    nn_state_file_get_guint  (const NnStateFile *self, const char *key, guint min,
                                      guint max, guint *value, GError **error);
/* Within [min, max]; a NaN only if min is NaN (then anything goes). */
gboolean    nn_state_file_get_double (const NnStateFile *self, const char *key, double min,
                                      double max, double *value, GError **error);
gboolean    nn_state_file_get_float  (const NnStateFile *self, const char *key, double min,
                                      double max, float *value, GError **error);
gboolean    nn_state_file_has        (const NnStateFile *self, const char *key);

/* format, architecture, activation, seed, hold_out. */
void        nn_state_file_set_spec   (const NnStateFile *self, const NnTrainingSpec *spec);
gboolean    nn_state_file_get_spec   (const NnStateFile *self, NnTrainingSpec *spec,
                                      GError **error);
/* optimizer, rate, momentum, weight_decay, rms_clip, batch. */
void        nn_state_file_set_hyper  (const NnStateFile *self, const NnTrainingSpec *spec);
gboolean    nn_state_file_get_hyper  (const NnStateFile *self, NnTrainingSpec *spec,
                                      GError **error);

/* muted, frozen: as nn_hands_to_string () writes them, only if there are any. Reading: into network. */
void        nn_state_file_set_hands  (const NnStateFile *self, const NnNetwork *network);
gboolean    nn_state_file_get_hands  (const NnStateFile *self, NnNetwork *network,
                                      GError **error);

/* A block of network's layout, as tensors <prefix><kind><parameter>. */
void        nn_state_file_add_block  (const NnStateFile *self, const NnNetwork *network,
                                      const char *kind, const float *block);
gboolean    nn_state_file_get_block  (const NnStateFile *self, const NnNetwork *network,
                                      const char *kind, float *block, GError **error);
/* A network of that spec with the parameters and hands under the prefix; never larger than the
 * file, whatever widths the file claims. NULL on error. (transfer full) */
NnNetwork  *nn_state_file_get_network (const NnStateFile *self, const NnNetworkSpec *spec,
                                       GError **error);

G_END_DECLS

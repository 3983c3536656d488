/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* Models and whole runs as safetensors (DEFINITIONS §11). */

/* What a model file says beside its weights. */
typedef struct
{
  NnTrainingSpec spec;
  guint64 update;
  guint epoch;
} NnModelInfo;

gboolean   nn_model_save    (const NnNetwork      *network,
                             const NnTrainingSpec *spec,
                             const NnPlace        *place,
                             const char           *path,
                             GError              **error);
GBytes    *nn_model_serialize (const NnNetwork    *network,
                             const NnTrainingSpec *spec,
                             const NnPlace        *place);
NnNetwork *nn_model_load    (const char           *path,
                             NnModelInfo          *info,       /* may be NULL */
                             GError              **error);

/* moments: of NnMoment, ascending; curve: of NnEpochPoint. */
gboolean   nn_run_save      (GPtrArray            *moments,
                             GArray               *curve,
                             const char           *path,
                             GError              **error);
gboolean   nn_run_load      (const char           *path,
                             GPtrArray           **moments,    /* (transfer full) */
                             GArray              **curve,      /* (transfer full) */
                             GError              **error);
/* TRUE if the file is a run, FALSE if it is a model; error set if neither. */
gboolean   nn_file_is_run   (const char           *path,
                             gboolean             *is_run,
                             GError              **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-photo.h"
#include "nn/nn-head.h"
#include "session/nn-base-file.h"

G_BEGIN_DECLS

/* A learnt head and what it takes to use it (DEFINITIONS §11): safetensors, equal heads give equal
 * bytes. */
typedef struct
{
  NnHead *head;                   /* owned */
  char **classes;                 /* [n_classes], NULL-terminated; owned */
  char *base_digest;              /* of the base network's file */
  char *base_origin;
  int cut;
  guint size;
  NnPhotoFilter filter;
} NnHeadFile;

/* classes and base are copied from; head is borrowed. Errors of nn_file_replace (). */
gboolean    nn_head_file_save (NnHead               *head,
                               const char *const    *classes,
                               const NnBaseFile     *base,
                               guint                 size,
                               NnPhotoFilter         filter,
                               const char           *path,
                               GError              **error);
/* NN_ERROR_FORMAT, _MISSING, _SHAPE, naming the file and what is wrong. (transfer full) */
NnHeadFile *nn_head_file_load (const char           *path,
                               GError              **error);
void        nn_head_file_free (NnHeadFile           *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnHeadFile, nn_head_file_free)

G_END_DECLS

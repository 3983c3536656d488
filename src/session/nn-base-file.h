/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-backbone.h"

G_BEGIN_DECLS

/* A base network from its file (DEFINITIONS §11), and what the file says of itself. */
typedef struct
{
  char *path;
  char *digest;                   /* SHA-256 of the file, in hexadecimal */
  char *origin, *licence;         /* as the file has them; "" if it does not say */
  int cut;                        /* of backbone */
  gboolean signed_input;          /* the network wants x / 127.5 - 1 */
  NnBackbone *backbone;           /* owned */
} NnBaseFile;

/* cut: 0 … 10, or -1 for the one that the file calls its best. Errors of files and of the format;
 * NN_ERROR_MISSING names the first tensor that is not there, NN_ERROR_RANGE a cut that lies behind
 * the file's own. (transfer full) */
NnBaseFile *nn_base_file_load (const char  *path,
                               int          cut,
                               GError     **error);
void        nn_base_file_free (NnBaseFile  *base);
/* explicit_path; else the one that comes along, of the source or the prefix. (transfer full) */
char       *nn_base_file_find (const char  *explicit_path,
                               GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnBaseFile, nn_base_file_free)

G_END_DECLS

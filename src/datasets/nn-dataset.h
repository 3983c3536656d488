/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Labelled images, [n][28][28] bytes, immutable. */
typedef struct
{
  guint n;
  guint8 *pixels;                 /* [n][28][28] */
  guint8 *labels;                 /* [n], 0..9 */
} NnImages;

/* An MNIST-shaped set: the four IDX files of one folder, gz or raw. Immutable, ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  char *directory;
  char *name;                     /* of the folder: "mnist", "fashion-mnist" */
  NnImages train, test;
} NnDataset;

/* Errors: NN_ERROR_* or G_FILE_ERROR, naming the file. */
NnDataset  *nn_dataset_load   (const char  *directory,
                               GError     **error);
NnDataset  *nn_dataset_ref    (NnDataset   *dataset);
void        nn_dataset_unref  (NnDataset   *dataset);

/* explicit_directory if not NULL, else what IMAGETTE_DATA names if it is set; else the first of:
 * preferred (the preferences' folder, may be NULL), beside the source, the
 * installed prefix. A folder counts if it or its mnist/ holds the four files.
 * (transfer full); NN_ERROR_MISSING lists every place that was looked at. */
char       *nn_dataset_find   (const char  *explicit_directory,
                               const char  *preferred,
                               GError     **error);
/* Why nn_dataset_find () with the same two passes preferred over for a set elsewhere: "FOLDER: No
 * such file or directory". NULL if it does not. (transfer full) */
char       *nn_dataset_why_passed_over (const char *explicit_directory,
                               const char  *preferred);
/* The paths of the four files (transfer full), NULL-terminated; NULL if directory is no set. */
char      **nn_dataset_list_files (const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnDataset, nn_dataset_unref)

G_END_DECLS

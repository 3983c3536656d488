/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder of class folders, images/<class>/…, and which of its images train and which
 * validate (DEFINITIONS §9). Made once, then read only, but for nn_image_folder_leave_out (). */
typedef enum
{
  NN_SPLIT_KERAS,                 /* png jpg jpeg bmp ppm tif tiff; the first fifth of the names validates */
  NN_SPLIT_SEEDED,                /* every format; a fifth of each class, drawn from the seed */
} NnSplit;

#define NN_DIGEST_SIZE 32         /* SHA-256 */

typedef struct
{
  char *name;                     /* below the folder, "cats/12.jpg" */
  guint label;                    /* index into classes */
  gboolean validation;
  guint width, height;            /* of the file */
  guint8 digest[NN_DIGEST_SIZE];  /* of the file's bytes */
} NnImageFile;

typedef struct
{
  char *name;
  char *reason;                   /* one line, without the path */
} NnImageLeftOut;

/* Two files with equal bytes, indices into files, first < second. */
typedef struct
{
  guint first, second;
  gboolean across;                /* one trains, one validates: it has been seen before */
} NnDuplicate;

typedef struct
{
  char *directory;
  NnSplit split;
  guint64 seed;
  guint n_classes;
  char **classes;                 /* [n_classes], NULL-terminated, in code-point order */
  GPtrArray *files;               /* of NnImageFile: by class, then folder, then name */
  GPtrArray *left_out;            /* of NnImageLeftOut */
  GArray *duplicates;             /* of NnDuplicate */
} NnImageFolder;

/* Asked now and then; n: files listed, done: of them read. FALSE: stop. */
typedef gboolean (*NnImageFolderFunc) (guint    done,
                                       guint    n,
                                       gpointer data);

/* Lists directory, reads every file once (for its sum and head) and splits what is left. Links to
 * folders inside of a class are not followed. Hidden folders, files that are empty, unreadable, too
 * large or no images go to left_out. Fails where directory cannot be listed (G_FILE_ERROR), has no
 * class folder or too many (NN_ERROR_MISSING, _RANGE), and with G_IO_ERROR_CANCELLED.
 * progress: may be NULL. (transfer full) */
NnImageFolder *nn_image_folder_scan  (const char         *directory,
                                      NnSplit             split,
                                      guint64             seed,
                                      NnImageFolderFunc   progress,
                                      gpointer            data,
                                      GError            **error);
void           nn_image_folder_free  (NnImageFolder      *folder);

/* NN_ERROR_MISSING unless a head can be trained: two classes, each with an image that trains, and
 * one image that validates. The message says what is missing and where. */
gboolean       nn_image_folder_check (NnImageFolder      *folder,
                                      GError            **error);
/* What a teacher should know all the same, one sentence each: a class whose images are too few to
 * validate, duplicates across the split, …. (transfer full), NULL-terminated. */
char         **nn_image_folder_list_warnings (NnImageFolder *folder);
/* Of label, or of all classes (G_MAXUINT). */
guint          nn_image_folder_count (NnImageFolder      *folder,
                                      guint               label,
                                      gboolean            validation);
/* The path of a file. (transfer full) */
char          *nn_image_folder_get_path (NnImageFolder   *folder,
                                      const NnImageFile  *file);
/* A file that turned out to be broken: moved from files to left_out; the split stays. */
void           nn_image_folder_leave_out (NnImageFolder  *folder,
                                      guint               index,
                                      const char         *reason);
/* "file,class,part" and a line for each file (train, validation), then left out ones with their
 * reason as part. (transfer full) */
GString       *nn_image_folder_to_csv (NnImageFolder     *folder);

/* What explicit_directory names; else images/ where the program was started, if there is one; else
 * the sample that comes along, of the source or the prefix. NN_ERROR_MISSING. (transfer full) */
char          *nn_image_folder_find  (const char         *explicit_directory,
                                      GError            **error);

const char    *nn_split_to_string    (NnSplit             split);      /* "keras", "seeded" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnImageFolder, nn_image_folder_free)

G_END_DECLS

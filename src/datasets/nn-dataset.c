/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-dataset.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-ref.h"
#include "datasets/nn-idx.h"

/* The names of Yann LeCun's page; some archives unpack with a dot before "idx". */
static const char *const file_names[][2] = {
  { "train-images-idx3-ubyte", "train-images.idx3-ubyte" },
  { "train-labels-idx1-ubyte", "train-labels.idx1-ubyte" },
  { "t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte" },
  { "t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte" },
};

enum { TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS };

/* The path of one of the four files, as it is or with .gz; NULL if there is none. */
static char *
find_file (const char *directory,
           int         file)
{
  static const char *const endings[] = { "", ".gz" };

  for (gsize i = 0; i < G_N_ELEMENTS (file_names[file]); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (endings); j++)
      {
        g_autofree char *name = g_strconcat (file_names[file][i], endings[j], NULL);
        g_autofree char *path = g_build_filename (directory, name, NULL);

        if (g_file_test (path, G_FILE_TEST_EXISTS))
          return g_steal_pointer (&path);
      }
  return NULL;
}

/* Why directory is not a set, in a few words; NULL if it is one. (transfer full) */
static char *
why_not (const char *directory)
{
  if (access (directory, F_OK) != 0)
    return g_strdup (g_strerror (errno));
  if (!g_file_test (directory, G_FILE_TEST_IS_DIR))
    return g_strdup (_("not a folder"));
  if (access (directory, X_OK) != 0)
    return g_strdup (g_strerror (errno));
  for (gsize i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = find_file (directory, (int) i);

      if (path == NULL)
        return g_strdup_printf (_("no %s or %s.gz"), file_names[i][0], file_names[i][0]);
    }
  return NULL;
}

static gboolean
load_images (const char  *directory,
             int          images_file,
             int          labels_file,
             NnImages    *images,
             GError     **error)
{
  g_autofree char *images_path = find_file (directory, images_file);
  g_autofree char *labels_path = find_file (directory, labels_file);
  guint n_labels;

  images->pixels = nn_idx_read (images_path, NN_IDX_IMAGES, &images->n, error);
  if (images->pixels == NULL)
    return FALSE;
  images->labels = nn_idx_read (labels_path, NN_IDX_LABELS, &n_labels, error);
  if (images->labels == NULL)
    return FALSE;
  if (n_labels != images->n)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                   _("%s: at byte 4: expected a label for each of the %u images of %s, found %u"),
                   labels_path, images->n, images_path, n_labels);
      return FALSE;
    }
  return TRUE;
}

NnDataset *
nn_dataset_load (const char  *directory,
                 GError     **error)
{
  g_autoptr (NnDataset) dataset = NULL;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (directory != NULL, NULL);

  reason = why_not (directory);
  if (reason != NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("%s: expected a folder with the four IDX files of an MNIST-shaped set: %s"),
                   directory, reason);
      return NULL;
    }

  dataset = g_new0 (NnDataset, 1);
  nn_ref_init (&dataset->ref_count);
  dataset->directory = g_canonicalize_filename (directory, NULL);
  dataset->name = g_path_get_basename (dataset->directory);
  if (!load_images (directory, TRAIN_IMAGES, TRAIN_LABELS, &dataset->train, error)
      || !load_images (directory, TEST_IMAGES, TEST_LABELS, &dataset->test, error))
    return NULL;
  return g_steal_pointer (&dataset);
}

NnDataset *
nn_dataset_ref (NnDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  nn_ref_inc (&dataset->ref_count);
  return dataset;
}

void
nn_dataset_unref (NnDataset *dataset)
{
  g_return_if_fail (dataset != NULL);

  if (!nn_ref_dec (&dataset->ref_count))
    return;
  g_free (dataset->directory);
  g_free (dataset->name);
  g_free (dataset->train.pixels);
  g_free (dataset->train.labels);
  g_free (dataset->test.pixels);
  g_free (dataset->test.labels);
  g_free (dataset);
}

/* directory itself or its mnist/, if it holds the files; else a line in places says why not. */
static char *
try_directory (const char *directory,
               GString    *places)
{
  g_autofree char *inside = g_build_filename (directory, "mnist", NULL);
  g_autofree char *reason = why_not (directory);
  g_autofree char *reason_inside = NULL;

  if (reason == NULL)
    return g_strdup (directory);
  reason_inside = why_not (inside);
  if (reason_inside == NULL)
    return g_steal_pointer (&inside);

  if (g_file_test (inside, G_FILE_TEST_IS_DIR))
    g_string_append_printf (places, "\n  %s: %s", inside, reason_inside);
  else
    g_string_append_printf (places, "\n  %s: %s", directory, reason);
  return NULL;
}

static gboolean
is_given (const char *directory)
{
  return directory != NULL && *directory != '\0';
}

/* What somebody named must be there; another set in its place would be a quiet mistake. */
static char *
find_from_environment (GError **error)
{
  const char *directory = g_getenv ("IMAGETTE_DATA");
  g_autoptr (GString) places = g_string_new (NULL);
  char *found = try_directory (directory, places);

  if (found == NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                 _("IMAGETTE_DATA=%s: expected a folder with the four IDX files of an MNIST-shaped "
                   "set, found none:%s"), directory, places->str);
  return found;
}

char **
nn_dataset_list_files (const char *directory)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();

  g_return_val_if_fail (directory != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = find_file (directory, (int) i);

      if (path == NULL)
        return NULL;
      g_strv_builder_add (files, path);
    }
  return g_strv_builder_end (files);
}

char *
nn_dataset_find (const char  *explicit_directory,
                 const char  *preferred,
                 GError     **error)
{
  const char *candidates[] = { preferred, IMAGETTE_SOURCE_DATA, IMAGETTE_PREFIX_DATA };
  const char *environment = g_getenv ("IMAGETTE_DATA");
  g_autoptr (GString) places = g_string_new (NULL);
  char *found = NULL;

  /* An empty preference or variable is one that is not set; an empty --data is a mistake. */
  if (explicit_directory != NULL)
    found = try_directory (explicit_directory, places);
  else if (is_given (environment))
    return find_from_environment (error);
  else
    for (gsize i = 0; i < G_N_ELEMENTS (candidates) && found == NULL; i++)
      if (is_given (candidates[i]))
        found = try_directory (candidates[i], places);

  if (found == NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                 _("expected a folder with the four IDX files of an MNIST-shaped set, found none:%s"),
                 places->str);
  return found;
}

char *
nn_dataset_why_passed_over (const char *explicit_directory,
                            const char *preferred)
{
  g_autoptr (GString) places = g_string_new (NULL);
  g_autofree char *found = NULL;

  if (explicit_directory != NULL || is_given (g_getenv ("IMAGETTE_DATA")) || !is_given (preferred))
    return NULL;
  found = try_directory (preferred, places);
  return found == NULL ? g_strdup (g_strchug (places->str)) : NULL;
}

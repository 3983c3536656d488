/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-our-digits-private.h"

#include "base/nn-error.h"
#include "datasets/nn-idx.h"
#include "export/nn-grey-png.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What is read from the folder. */

/* ---- names ---- */

/* "0007-3-Ada.png" */
static gboolean
parse_file (const char *path,
            const char *file,
            guint      *number,
            int        *label,
            char      **name,
            GError    **error)
{
  const char *p = file;
  gsize digits = 0, length;
  guint64 value = 0;

  while (g_ascii_isdigit (p[digits]) && digits < 9)
    value = 10 * value + (guint64) (p[digits++] - '0');
  p += digits;
  length = strlen (p) - strlen (".png");
  if (digits < 1 || value < 1 || p[0] != '-' || !g_ascii_isdigit (p[1])
      || (length != 2 && (length < 4 || p[2] != '-')) || !g_utf8_validate (file, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (file);

      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: expected a name like “0007-3-Ada.png” (number, digit, who drew it), found "
                     "“%s”"), path, shown);
      return FALSE;
    }
  *number = (guint) value;
  *label = p[1] - '0';
  *name = length == 2 ? g_strdup ("") : g_strndup (p + 3, length - 3);
  return TRUE;
}

static gboolean
is_picture (const char *file)
{
  g_autofree char *lower = g_ascii_strdown (file, -1);

  return g_str_has_suffix (lower, ".png") && file[0] != '.';
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static int
compare_digits (gconstpointer a,
                gconstpointer b)
{
  const NnOurDigit *x = *(const NnOurDigit *const *) a, *y = *(const NnOurDigit *const *) b;

  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;
  return strcmp (x->file, y->file);
}

/* ---- pictures ---- */

static NnOurDigit *
read_picture (const char *path,
              const char *file,
              GError    **error)
{
  g_autofree char *name = NULL;
  g_autofree guint8 *ink = NULL;
  NnOurDigit *digit;
  guint64 border = 0;
  guint number;
  int label, height, width;

  if (!parse_file (path, file, &number, &label, &name, error))
    return NULL;
  ink = nn_grey_png_read (path, &height, &width, error);
  if (ink == NULL)
    return NULL;
  if (height != width || width < NN_DIGIT_SIDE || width > NN_OUR_DIGITS_MAX_SIDE)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                   _("%s: expected a square picture of %d to %d pixels a side, found %d × %d"), path,
                   NN_DIGIT_SIDE, NN_OUR_DIGITS_MAX_SIDE, width, height);
      return NULL;
    }
  for (int i = 0; i < width; i++)
    border += (guint64) ink[i] + ink[(gsize) width * (gsize) (width - 1) + (gsize) i];
  /* Written on paper, with a pen. What is light on dark stays as it is, to the byte. */
  if (border > (guint64) width * 255)
    nn_grey_make_ink (ink, height, width);
  digit = nn_our_digit_new (path, number, label, name, g_steal_pointer (&ink), width, error);
  if (digit == NULL)
    return NULL;
  g_free (digit->file);
  digit->file = g_strdup (file);
  return digit;
}

/* ---- a folder that has only the pair ---- */

static gboolean
read_pair (NnOurDigits *self,
           const char  *images_path,
           const char  *labels_path,
           GError     **error)
{
  guint n, n_labels;
  g_autofree guint8 *pixels = nn_idx_read (images_path, NN_IDX_IMAGES, &n, error);
  g_autofree guint8 *labels = pixels != NULL
                                ? nn_idx_read (labels_path, NN_IDX_LABELS, &n_labels, error) : NULL;
  const gsize size = NN_DIGIT_SIDE * NN_DIGIT_SIDE;

  if (labels == NULL)
    return FALSE;
  if (n != n_labels)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                   _("%s: expected as many labels as there are images, %u, found %u"), labels_path,
                   n, n_labels);
      return FALSE;
    }
  if (n > NN_OUR_DIGITS_MAX)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: expected at most %d digits, found %u"),
                   images_path, NN_OUR_DIGITS_MAX, n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    {
      NnOurDigit *digit = nn_our_digit_new (images_path, i + 1, labels[i], "",
                                            g_memdup2 (pixels + i * size, size), NN_DIGIT_SIDE,
                                            error);

      if (digit == NULL)
        return FALSE;
      g_ptr_array_add (self->digits, digit);
    }
  self->unwritten = TRUE;
  return TRUE;
}

static gboolean
read_pair_if_any (NnOurDigits *self,
                  GError     **error)
{
  g_autofree char *images = nn_our_digits_path (self, NN_OUR_DIGITS_IMAGES);
  g_autofree char *labels = nn_our_digits_path (self, NN_OUR_DIGITS_LABELS);
  const gboolean has_images = g_file_test (images, G_FILE_TEST_EXISTS);
  const gboolean has_labels = g_file_test (labels, G_FILE_TEST_EXISTS);

  if (!has_images && !has_labels)
    return TRUE;
  if (has_images && has_labels)
    return read_pair (self, images, labels, error);
  g_set_error (error, NN_ERROR, NN_ERROR_MISSING, _("%s: this half of the IDX pair is missing"),
               has_images ? labels : images);
  return FALSE;
}

gboolean
nn_our_digits_read (NnOurDigits *self,
                    GError     **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = NULL;
  const char *file;

  if (!g_file_test (self->folder, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: expected a folder, found a file"),
                   self->folder);
      return FALSE;
    }
  dir = g_dir_open (self->folder, 0, error);
  if (dir == NULL)
    return FALSE;
  while ((file = g_dir_read_name (dir)) != NULL)
    if (is_picture (file))
      g_ptr_array_add (files, g_strdup (file));
  if (files->len > NN_OUR_DIGITS_MAX)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: expected at most %d digits, found %u"),
                   self->folder, NN_OUR_DIGITS_MAX, files->len);
      return FALSE;
    }
  if (files->len == 0)
    return read_pair_if_any (self, error);
  g_ptr_array_sort (files, compare_files);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = nn_our_digits_path (self, files->pdata[i]);
      NnOurDigit *digit = read_picture (path, files->pdata[i], error);

      if (digit == NULL)
        return FALSE;
      g_ptr_array_add (self->digits, digit);
    }
  g_ptr_array_sort (self->digits, compare_digits);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-our-digits-private.h"

#include "base/nn-error.h"
#include "datasets/nn-idx.h"
#include "export/nn-grey-png.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define PIXELS (NN_DIGIT_SIDE * NN_DIGIT_SIDE)
#define LARGEST_NUMBER 999999999  /* that is read again */

/* What takes a change back. */
typedef struct
{
  enum { ADDED, REMOVED, RELABELLED } kind;
  guint i;
  NnOurDigit *digit;              /* that was removed */
  int label;                      /* that it had */
} Step;

static void
step_free (Step *step)
{
  g_clear_pointer (&step->digit, nn_our_digit_free);
  g_free (step);
}

/* ---- one digit ---- */

void
nn_our_digit_free (NnOurDigit *digit)
{
  g_free (digit->name);
  g_free (digit->file);
  g_free (digit->ink);
  g_free (digit);
}

char *
nn_our_digit_clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  glong n = 0;

  g_strstrip (valid);
  for (const char *p = valid; *p != '\0' && n < NN_OUR_DIGITS_MAX_NAME; p = g_utf8_next_char (p), n++)
    {
      const gunichar c = g_utf8_get_char (p);

      /* What some file system of a memory stick does not take, either. */
      if (g_unichar_iscntrl (c) || (c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL))
        g_string_append_c (clean, '_');
      else
        g_string_append_unichar (clean, c);
    }
  return g_strstrip (g_string_free (g_steal_pointer (&clean), FALSE));
}

char *
nn_our_digit_make_file (guint       number,
                        int         label,
                        const char *name)
{
  return g_strdup_printf ("%04u-%d%s%s.png", number, label, *name != '\0' ? "-" : "", name);
}

NnOurDigit *
nn_our_digit_new (const char *path,
                  guint       number,
                  int         label,
                  const char *name,
                  guint8     *ink,
                  int         side,
                  GError    **error)
{
  g_autoptr (NnOurDigit) digit = g_new0 (NnOurDigit, 1);
  gboolean any = TRUE;

  digit->number = number;
  digit->label = label;
  digit->name = g_strdup (name);
  digit->file = nn_our_digit_make_file (number, label, name);
  digit->side = side;
  digit->ink = ink;
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    any &= nn_prepare_digit (ink, side, (NnDigitWay) way, digit->prepared[way]);
  if (!any)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: there is no ink on it"), path);
      return NULL;
    }
  return g_steal_pointer (&digit);
}

/* ---- on the disk ---- */

char *
nn_our_digits_path (const NnOurDigits *self,
                    const char        *file)
{
  return g_build_filename (self->folder, file, NULL);
}

static gboolean
fail (const char *path,
      GError    **error)
{
  const int saved = errno;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved), "%s: %s", path,
               g_strerror (saved));
  return FALSE;
}

gboolean
nn_our_digits_write (const NnOurDigits *self,
                     const NnOurDigit  *digit,
                     GError           **error)
{
  g_autofree char *path = nn_our_digits_path (self, digit->file);

  if (g_mkdir_with_parents (self->folder, 0755) != 0)
    return fail (self->folder, error);
  return nn_grey_png_write (path, digit->ink, digit->side, digit->side, error);
}

static gboolean
unlink_file (const NnOurDigits *self,
             const char        *file,
             GError           **error)
{
  g_autofree char *path = nn_our_digits_path (self, file);

  /* Whoever has taken it away already has done the same. */
  return g_unlink (path) == 0 || errno == ENOENT || fail (path, error);
}

gboolean
nn_our_digits_write_pair (const NnOurDigits *self,
                          GError           **error)
{
  g_autofree char *images = nn_our_digits_path (self, NN_OUR_DIGITS_IMAGES);
  g_autofree char *labels = nn_our_digits_path (self, NN_OUR_DIGITS_LABELS);
  NnImages set;
  gboolean good;

  if (self->digits->len == 0)
    return unlink_file (self, NN_OUR_DIGITS_IMAGES, error)
           && unlink_file (self, NN_OUR_DIGITS_LABELS, error);
  nn_our_digits_dup_images (self, NN_DIGIT_BOXED, &set);
  good = nn_idx_write (images, NN_IDX_IMAGES, set.pixels, set.n, error)
         && nn_idx_write (labels, NN_IDX_LABELS, set.labels, set.n, error);
  g_free (set.pixels);
  g_free (set.labels);
  return good;
}

/* ---- the set ---- */

NnOurDigits *
nn_our_digits_open (const char *folder,
                    GError    **error)
{
  g_autoptr (NnOurDigits) self = g_new0 (NnOurDigits, 1);

  g_return_val_if_fail (folder != NULL, NULL);

  self->folder = g_strdup (folder);
  self->digits = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_our_digit_free);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  return nn_our_digits_read (self, error) ? g_steal_pointer (&self) : NULL;
}

void
nn_our_digits_free (NnOurDigits *self)
{
  g_ptr_array_unref (self->digits);
  g_ptr_array_unref (self->steps);
  g_free (self->folder);
  g_free (self);
}

const char *
nn_our_digits_get_folder (const NnOurDigits *self)
{
  return self->folder;
}

guint
nn_our_digits_count (const NnOurDigits *self)
{
  return self->digits->len;
}

const NnOurDigit *
nn_our_digits_get (const NnOurDigits *self,
                   guint              i)
{
  g_return_val_if_fail (i < self->digits->len, NULL);
  return self->digits->pdata[i];
}

/* Before the first change. */
static gboolean
write_pictures (NnOurDigits *self,
                GError     **error)
{
  for (guint i = 0; self->unwritten && i < self->digits->len; i++)
    if (!nn_our_digits_write (self, self->digits->pdata[i], error))
      return FALSE;
  self->unwritten = FALSE;
  return TRUE;
}

static void
push_step (NnOurDigits *self,
           int          kind,
           guint        i,
           NnOurDigit  *digit,
           int          label)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->i = i;
  step->digit = digit;
  step->label = label;
  g_ptr_array_add (self->steps, step);
}

gboolean
nn_our_digits_add (NnOurDigits  *self,
                   const guint8 *ink,
                   int           side,
                   int           label,
                   const char   *name,
                   GError      **error)
{
  g_autofree char *clean = NULL;
  g_autoptr (NnOurDigit) digit = NULL;
  guint number = 1;

  g_return_val_if_fail (ink != NULL && label >= 0 && label <= 9 && name != NULL, FALSE);
  g_return_val_if_fail (side >= NN_DIGIT_SIDE && side <= NN_OUR_DIGITS_MAX_SIDE, FALSE);

  if (self->digits->len > 0)
    number = nn_our_digits_get (self, self->digits->len - 1)->number + 1;
  if (self->digits->len == NN_OUR_DIGITS_MAX || number > LARGEST_NUMBER)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: there is room for %d digits"),
                   self->folder, NN_OUR_DIGITS_MAX);
      return FALSE;
    }
  clean = nn_our_digit_clean_name (name);
  digit = nn_our_digit_new (self->folder, number, label, clean,
                            g_memdup2 (ink, (gsize) side * (gsize) side), side, error);
  if (digit == NULL || !write_pictures (self, error)
      || !nn_our_digits_write (self, digit, error))
    return FALSE;
  g_ptr_array_add (self->digits, g_steal_pointer (&digit));
  push_step (self, ADDED, self->digits->len - 1, NULL, 0);
  return nn_our_digits_write_pair (self, error);
}

/* (transfer full); NULL: it is still there. */
static NnOurDigit *
take_out (NnOurDigits *self,
          guint        i,
          GError     **error)
{
  if (!unlink_file (self, nn_our_digits_get (self, i)->file, error))
    return NULL;
  return g_ptr_array_steal_index (self->digits, i);
}

static gboolean
set_label (NnOurDigits *self,
           guint        i,
           int          label,
           GError     **error)
{
  NnOurDigit *digit = self->digits->pdata[i];
  g_autofree char *file = nn_our_digit_make_file (digit->number, label, digit->name);
  g_autofree char *old = nn_our_digits_path (self, digit->file);
  g_autofree char *new = nn_our_digits_path (self, file);

  if (!g_str_equal (old, new))
    {
      if (g_file_test (new, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: there is such a file already"), new);
          return FALSE;
        }
      if (g_rename (old, new) != 0)
        return fail (old, error);
    }
  digit->label = label;
  g_free (digit->file);
  digit->file = g_steal_pointer (&file);
  return TRUE;
}

gboolean
nn_our_digits_remove (NnOurDigits *self,
                      guint        i,
                      GError     **error)
{
  NnOurDigit *digit;

  g_return_val_if_fail (i < self->digits->len, FALSE);

  digit = write_pictures (self, error) ? take_out (self, i, error) : NULL;
  if (digit == NULL)
    return FALSE;
  push_step (self, REMOVED, i, digit, 0);
  return nn_our_digits_write_pair (self, error);
}

gboolean
nn_our_digits_relabel (NnOurDigits *self,
                       guint        i,
                       int          label,
                       GError     **error)
{
  int before;

  g_return_val_if_fail (i < self->digits->len && label >= 0 && label <= 9, FALSE);

  before = nn_our_digits_get (self, i)->label;
  if (before == label)
    return TRUE;
  if (!write_pictures (self, error) || !set_label (self, i, label, error))
    return FALSE;
  push_step (self, RELABELLED, i, NULL, before);
  return nn_our_digits_write_pair (self, error);
}

gboolean
nn_our_digits_can_undo (const NnOurDigits *self)
{
  return self->steps->len > 0;
}

gboolean
nn_our_digits_undo (NnOurDigits *self,
                    GError     **error)
{
  Step *step;
  NnOurDigit *digit;

  g_return_val_if_fail (self->steps->len > 0, FALSE);

  step = self->steps->pdata[self->steps->len - 1];
  switch (step->kind)
    {
    case ADDED:
      digit = take_out (self, step->i, error);
      if (digit == NULL)
        return FALSE;
      nn_our_digit_free (digit);
      break;
    case REMOVED:
      if (!nn_our_digits_write (self, step->digit, error))
        return FALSE;
      g_ptr_array_insert (self->digits, (int) step->i, g_steal_pointer (&step->digit));
      break;
    case RELABELLED:
    default:
      if (!set_label (self, step->i, step->label, error))
        return FALSE;
      break;
    }
  g_ptr_array_set_size (self->steps, (int) self->steps->len - 1);
  return nn_our_digits_write_pair (self, error);
}

void
nn_our_digits_dup_images (const NnOurDigits *self,
                          NnDigitWay         way,
                          NnImages          *images)
{
  images->n = self->digits->len;
  images->pixels = g_malloc (MAX (1, (gsize) images->n * PIXELS));
  images->labels = g_malloc (MAX (1, images->n));
  for (guint i = 0; i < images->n; i++)
    {
      const NnOurDigit *digit = self->digits->pdata[i];

      memcpy (images->pixels + (gsize) i * PIXELS, digit->prepared[way], PIXELS);
      images->labels[i] = (guint8) digit->label;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/nn-lesson.h"

#include "base/nn-error.h"
#include "base/nn-file.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_SHOWN 60              /* bytes of a value in an error */

/* Reading trusts nothing: a key that is not known is an error, so that a typing mistake is said
 * and not passed over. */
typedef struct
{
  GKeyFile *file;
  NnLesson *lesson;
  guint step;                     /* 0: [Lesson] */
  const char *group;
} Reader;

static gboolean
fail (const Reader *self,
      const char   *key,
      const char   *expected,
      const char   *found,
      GError      **error)
{
  g_autofree char *start = NULL;

  if (strlen (found) > MAX_SHOWN)
    {
      const char *end = g_utf8_find_prev_char (found, found + MAX_SHOWN);
      g_autofree char *cut = g_strndup (found, (gsize) (end - found));

      start = g_strconcat (cut, "…", NULL);
    }
  return nn_lesson_fail (self->lesson, self->step, key, expected, start != NULL ? start : found,
                         error);
}

/* *text stays NULL where there is no such key. */
static gboolean
read_text (const Reader *self,
           const char   *key,
           char        **text,
           GError      **error)
{
  g_autoptr (GError) inner = NULL;
  g_autofree char *raw = NULL;

  if (!g_key_file_has_key (self->file, self->group, key, NULL))
    return TRUE;
  *text = g_key_file_get_string (self->file, self->group, key, &inner);
  if (inner == NULL)
    return TRUE;
  raw = g_key_file_get_value (self->file, self->group, key, NULL);
  return fail (self, key, _("text in which “\\” stands before n, r, t, s or “\\”"),
               raw != NULL ? raw : "", error);
}

static gboolean
read_uint (const Reader *self,
           const char   *key,
           guint64       min,
           guint64       max,
           guint64      *value,
           gboolean     *there,
           GError      **error)
{
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  *there = FALSE;
  if (!read_text (self, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  *there = g_ascii_string_to_unsigned (text, 10, min, max, value, NULL);
  if (*there)
    return TRUE;
  expected = g_strdup_printf (_("a whole number from %" PRIu64 " to %" PRIu64), min, max);
  return fail (self, key, expected, text, error);
}

static gboolean
read_float (const Reader *self,
            const char   *key,
            double        max,
            float        *value,
            GError      **error)
{
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  char *end;
  double number;

  if (!read_text (self, key, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (number) && number >= 0 && number <= max
      && !g_ascii_isspace (*text))
    {
      *value = (float) number;
      return TRUE;
    }
  expected = g_strdup_printf (_("a number from 0 to %g"), max);
  return fail (self, key, expected, text, error);
}

/* ---- keys ---- */

static gboolean
is_language (const char *text,
             gsize       length)
{
  if (length == 0 || length > 32)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("_@.-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* key is name, or name[language], whose language this gives. (transfer full) */
static gboolean
matches (const char *key,
         const char *name,
         char      **language)
{
  const gsize n = strlen (name), length = strlen (key);

  if (!g_str_has_prefix (key, name))
    return FALSE;
  if (length == n)
    {
      *language = g_strdup ("");
      return TRUE;
    }
  if (key[n] != '[' || key[length - 1] != ']' || !is_language (key + n + 1, length - n - 2))
    return FALSE;
  *language = g_strndup (key + n + 1, length - n - 2);
  return TRUE;
}

static gboolean
read_phrase (const Reader *self,
             const char   *key,
             const char   *language,
             GPtrArray    *phrases,
             GError      **error)
{
  g_autofree char *text = NULL;

  if (!read_text (self, key, &text, error))
    return FALSE;
  nn_phrase_add (phrases, language, text != NULL ? text : "");
  return TRUE;
}

/* All keys of the group are known ones; phrases are read on the way. texts may be NULL. */
static gboolean
read_keys (const Reader      *self,
           const char *const *known,
           GPtrArray         *titles,
           GPtrArray         *texts,
           GError           **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, self->group, NULL, NULL);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *language = NULL;

      if (matches (keys[i], "title", &language))
        {
          if (!read_phrase (self, keys[i], language, titles, error))
            return FALSE;
        }
      else if (texts != NULL && matches (keys[i], "text", &language))
        {
          if (!read_phrase (self, keys[i], language, texts, error))
            return FALSE;
        }
      else if (!g_strv_contains (known, keys[i]))
        {
          g_autofree char *list = g_strjoinv (", ", (char **) known);

          return fail (self, _("a key"), list, keys[i], error);
        }
    }
  if (titles->len == 0)
    return fail (self, "title", _("words for people"), "", error);
  return TRUE;
}

/* ---- groups ---- */

static gboolean
read_version (const Reader *self,
              GError      **error)
{
  g_autofree char *text = NULL;
  guint64 version = 0;

  if (!read_text (self, "version", &text, error))
    return FALSE;
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT64, &version, NULL))
    return fail (self, "version", "1", text != NULL ? text : "", error);
  if (version > NN_LESSON_VERSION)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                   _("%s: [Lesson] version: expected 1, found “%s”: the lesson was written for a "
                     "newer Imagette"), self->lesson->path, text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_lesson (const Reader *self,
             GError      **error)
{
  static const char *const known[] = {
    "version", "title", "seed", "data", "network", "activation", "optimizer", "rate", "momentum",
    "weight-decay", "rms-clip", "batch", "hold-out", NULL,
  };
  NnLesson *lesson = self->lesson;
  guint64 batch = 0, hold_out = 0;
  gboolean has_batch, has_hold_out;

  if (!read_version (self, error) || !read_keys (self, known, lesson->title, NULL, error)
      || !read_uint (self, "seed", 0, G_MAXUINT64, &lesson->seed, &lesson->has_seed, error)
      || !read_text (self, "data", &lesson->data, error)
      || !read_text (self, "network", &lesson->network, error)
      || !read_text (self, "activation", &lesson->activation, error)
      || !read_text (self, "optimizer", &lesson->optimizer, error)
      || !read_float (self, "rate", 1e6, &lesson->rate, error)
      || !read_float (self, "momentum", 1, &lesson->momentum, error)
      || !read_float (self, "weight-decay", 1e6, &lesson->weight_decay, error)
      || !read_float (self, "rms-clip", 1e6, &lesson->rms_clip, error)
      || !read_uint (self, "batch", 1, 1024, &batch, &has_batch, error)
      || !read_uint (self, "hold-out", 0, 1000000, &hold_out, &has_hold_out, error))
    return FALSE;
  lesson->batch = (guint) batch;
  lesson->hold_out = has_hold_out ? (gint64) hold_out : -1;
  return TRUE;
}

static gboolean
read_probe (const Reader *self,
            NnLessonStep *step,
            GError      **error)
{
  g_autofree char *text = NULL;
  guint64 number;

  if (!read_text (self, "probe", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (g_str_has_prefix (text, "test:")
      && g_ascii_string_to_unsigned (text + strlen ("test:"), 10, 0, G_MAXINT32, &number, NULL))
    {
      step->probe = (gint64) number;
      return TRUE;
    }
  if (g_str_has_prefix (text, "ink:"))
    {
      gsize n;
      guchar *ink = g_base64_decode (text + strlen ("ink:"), &n);

      step->ink = g_bytes_new_take (ink, n);
      if (n == NN_LESSON_INK)
        return TRUE;
    }
  return fail (self, "probe", _("“test:NUMBER”, or “ink:” and 784 bytes in base64"), text, error);
}

static gboolean
read_hide (const Reader *self,
           NnLessonStep *step,
           GError      **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) names = NULL;

  if (!read_text (self, "hide", &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  builder = g_strv_builder_new ();
  names = g_strsplit (text, ";", -1);
  for (gsize i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) != '\0')
      g_strv_builder_add (builder, names[i]);
  step->hide = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_step (const Reader *self,
           GError      **error)
{
  static const char *const known[] = { "title", "text", "page", "probe", "hide", NULL };
  NnLessonStep *step = nn_lesson_add_step (self->lesson);

  return read_keys (self, known, step->title, step->text, error)
         && read_text (self, "page", &step->page, error) && read_probe (self, step, error)
         && read_hide (self, step, error);
}

/* [Lesson], [Step 1] … [Step n] and no other; gives n, or 0 and an error. */
static guint
count_steps (GKeyFile   *file,
             const char *path,
             GError    **error)
{
  gsize n;
  g_auto (GStrv) groups = g_key_file_get_groups (file, &n);
  const gsize steps = n - 1;

  if (!g_key_file_has_group (file, "Lesson"))
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("%s: not a lesson: expected a group [Lesson], found none"), path);
  else if (steps < 1 || steps > NN_LESSON_MAX_STEPS)
    g_set_error (error, NN_ERROR, steps < 1 ? NN_ERROR_MISSING : NN_ERROR_RANGE,
                 _("%s: expected 1 to %d groups [Step …], found %" PRIu64), path,
                 NN_LESSON_MAX_STEPS, (guint64) steps);
  else
    {
      for (gsize i = 0; i < n; i++)
        {
          guint64 number;

          if (g_str_equal (groups[i], "Lesson")
              || (g_str_has_prefix (groups[i], "Step ")
                  && g_ascii_string_to_unsigned (groups[i] + strlen ("Step "), 10, 1, steps,
                                                 &number, NULL)
                  && groups[i][strlen ("Step ")] != '0'))
            continue;
          g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                       _("%s: expected groups [Lesson] and [Step 1] to [Step %u], found “[%s]”"),
                       path, (guint) steps, groups[i]);
          return 0;
        }
      return (guint) steps;
    }
  return 0;
}

/* What GKeyFile would read past, or stop at without a place. */
static gboolean
check_bytes (const char *data,
             gsize       length,
             const char *path,
             GError    **error)
{
  const char *end, *zero = length > 0 ? memchr (data, '\0', length) : NULL;

  if (length > NN_LESSON_MAX_SIZE)
    g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                 _("%s: expected a lesson of at most %d bytes, found %" PRIu64), path,
                 NN_LESSON_MAX_SIZE, (guint64) length);
  else if (zero != NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("%s: at byte %" PRIu64 ": expected text, found a byte 0"), path,
                 (guint64) (zero - data));
  else if (!g_utf8_validate (data, (gssize) length, &end))
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                 _("%s: at byte %" PRIu64 ": expected UTF-8, found the byte %u"), path,
                 (guint64) (end - data), (guint) (guchar) *end);
  else
    return TRUE;
  return FALSE;
}

NnLesson *
nn_lesson_parse (GBytes     *bytes,
                 const char *path,
                 GError    **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (NnLesson) lesson = NULL;
  g_autoptr (GError) inner = NULL;
  Reader reader = { .file = file, .group = "Lesson" };
  const char *data;
  gsize length;
  guint n;

  g_return_val_if_fail (bytes != NULL && path != NULL, NULL);

  data = g_bytes_get_data (bytes, &length);
  if (!check_bytes (data, length, path, error))
    return NULL;
  /* GLib's own limit: an empty text is no key file, but is not an error of its own either. */
  if (length > 0
      && !g_key_file_load_from_data (file, data, length, G_KEY_FILE_KEEP_TRANSLATIONS, &inner))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not a lesson: %s"), path,
                   inner->message);
      return NULL;
    }
  reader.lesson = lesson = nn_lesson_new (path);
  /* A newer version may have other groups. */
  if (g_key_file_has_group (file, "Lesson") && !read_version (&reader, error))
    return NULL;
  n = count_steps (file, path, error);
  if (n == 0 || !read_lesson (&reader, error))
    return NULL;
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *group = g_strdup_printf ("Step %u", i);

      reader.step = i;
      reader.group = group;
      if (!read_step (&reader, error))
        return NULL;
    }
  return g_steal_pointer (&lesson);
}

NnLesson *
nn_lesson_load (const char *path,
                GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = nn_file_read (path, NN_LESSON_MAX_SIZE, error);
  return bytes != NULL ? nn_lesson_parse (bytes, path, error) : NULL;
}

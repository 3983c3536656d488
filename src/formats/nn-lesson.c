/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/nn-lesson.h"

#include "base/nn-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* ---- phrases ---- */

static void
phrase_free (NnPhrase *phrase)
{
  g_free (phrase->language);
  g_free (phrase->text);
  g_free (phrase);
}

static GPtrArray *
phrases_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) phrase_free);
}

void
nn_phrase_add (GPtrArray  *phrases,
               const char *language,
               const char *text)
{
  NnPhrase *phrase;

  g_return_if_fail (phrases != NULL && language != NULL && text != NULL);

  /* A key file may say a key twice: one of a language is enough. */
  for (guint i = 0; i < phrases->len; i++)
    if (g_str_equal (((const NnPhrase *) phrases->pdata[i])->language, language))
      g_ptr_array_remove_index (phrases, i--);
  phrase = g_new (NnPhrase, 1);
  phrase->language = g_strdup (language);
  phrase->text = g_strdup (text);
  g_ptr_array_add (phrases, phrase);
}

static void
phrases_copy (GPtrArray       *to,
              const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const NnPhrase *phrase = from->pdata[i];

      nn_phrase_add (to, phrase->language, phrase->text);
    }
}

static const char *
find_phrase (const GPtrArray *phrases,
             const char      *language)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const NnPhrase *phrase = phrases->pdata[i];

      if (g_str_equal (phrase->language, language))
        return phrase->text;
    }
  return NULL;
}

const char *
nn_phrase_choose (const GPtrArray   *phrases,
                  const char *const *languages)
{
  const char *found = NULL;

  g_return_val_if_fail (phrases != NULL && languages != NULL, "");

  for (gsize i = 0; languages[i] != NULL && found == NULL; i++)
    found = find_phrase (phrases, languages[i]);
  if (found == NULL)
    found = find_phrase (phrases, "");
  if (found == NULL && phrases->len > 0)
    found = ((const NnPhrase *) phrases->pdata[0])->text;
  return found != NULL ? found : "";
}

/* ---- lessons ---- */

static void
step_free (NnLessonStep *step)
{
  g_ptr_array_unref (step->title);
  g_ptr_array_unref (step->text);
  g_free (step->page);
  g_clear_pointer (&step->ink, g_bytes_unref);
  g_strfreev (step->hide);
  g_free (step);
}

NnLesson *
nn_lesson_new (const char *path)
{
  NnLesson *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (NnLesson, 1);
  self->path = g_strdup (path);
  self->title = phrases_new ();
  self->rate = self->momentum = self->weight_decay = self->rms_clip = NAN;
  self->hold_out = -1;
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  return self;
}

NnLessonStep *
nn_lesson_add_step (NnLesson *self)
{
  NnLessonStep *step;

  g_return_val_if_fail (self != NULL, NULL);

  step = g_new0 (NnLessonStep, 1);
  step->title = phrases_new ();
  step->text = phrases_new ();
  step->probe = -1;
  g_ptr_array_add (self->steps, step);
  return step;
}

void
nn_lesson_free (NnLesson *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_ptr_array_unref (self->title);
  g_free (self->data);
  g_free (self->network);
  g_free (self->activation);
  g_free (self->optimizer);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

NnLesson *
nn_lesson_copy (const NnLesson *self)
{
  NnLesson *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = nn_lesson_new (self->path);
  phrases_copy (copy->title, self->title);
  copy->data = g_strdup (self->data);
  copy->network = g_strdup (self->network);
  copy->activation = g_strdup (self->activation);
  copy->optimizer = g_strdup (self->optimizer);
  copy->has_seed = self->has_seed;
  copy->seed = self->seed;
  copy->rate = self->rate;
  copy->momentum = self->momentum;
  copy->weight_decay = self->weight_decay;
  copy->rms_clip = self->rms_clip;
  copy->batch = self->batch;
  copy->hold_out = self->hold_out;
  for (guint i = 0; i < self->steps->len; i++)
    {
      const NnLessonStep *from = self->steps->pdata[i];
      NnLessonStep *to = nn_lesson_add_step (copy);

      phrases_copy (to->title, from->title);
      phrases_copy (to->text, from->text);
      to->page = g_strdup (from->page);
      to->probe = from->probe;
      to->ink = from->ink != NULL ? g_bytes_ref (from->ink) : NULL;
      to->hide = g_strdupv (from->hide);
    }
  return copy;
}

gboolean
nn_lesson_fail (const NnLesson *self,
                guint           step,
                const char     *key,
                const char     *expected,
                const char     *found,
                GError        **error)
{
  g_autofree char *group = step > 0 ? g_strdup_printf ("Step %u", step) : g_strdup ("Lesson");

  /* Translators: a file, a group and a key in it: "a.lesson: [Step 2] page: expected …" */
  g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("%s: [%s] %s: expected %s, found “%s”"),
               self->path, group, key, expected, found);
  return FALSE;
}

/* ---- writing ---- */

static void
set_phrases (GKeyFile        *file,
             const char      *group,
             const char      *key,
             const GPtrArray *phrases)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      const NnPhrase *phrase = phrases->pdata[i];

      if (*phrase->language == '\0')
        g_key_file_set_string (file, group, key, phrase->text);
      else
        g_key_file_set_locale_string (file, group, key, phrase->language, phrase->text);
    }
}

static void
set_text (GKeyFile   *file,
          const char *key,
          const char *text)
{
  if (text != NULL)
    g_key_file_set_string (file, "Lesson", key, text);
}

/* The shortest digits that read as that float. */
static void
set_float (GKeyFile   *file,
           const char *key,
           float       value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (isnan (value))
    return;
  for (int digits = 1; digits <= 9; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (text, sizeof text, format, (double) value);
      if ((float) g_ascii_strtod (text, NULL) == value)
        break;
    }
  set_text (file, key, text);
}

static void
set_step (GKeyFile           *file,
          guint               number,
          const NnLessonStep *step)
{
  g_autofree char *group = g_strdup_printf ("Step %u", number);

  set_phrases (file, group, "title", step->title);
  set_phrases (file, group, "text", step->text);
  if (step->page != NULL)
    g_key_file_set_string (file, group, "page", step->page);
  if (step->ink != NULL)
    {
      gsize n;
      const guchar *data = g_bytes_get_data (step->ink, &n);
      g_autofree char *code = g_base64_encode (data, n);
      g_autofree char *text = g_strconcat ("ink:", code, NULL);

      g_key_file_set_string (file, group, "probe", text);
    }
  else if (step->probe >= 0)
    {
      g_autofree char *text = g_strdup_printf ("test:%" G_GINT64_FORMAT, step->probe);

      g_key_file_set_string (file, group, "probe", text);
    }
  if (step->hide != NULL)
    {
      g_autofree char *text = g_strjoinv (";", step->hide);

      g_key_file_set_string (file, group, "hide", text);
    }
}

GBytes *
nn_lesson_serialize (const NnLesson *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char *data;
  gsize length;

  g_return_val_if_fail (self != NULL && self->steps->len > 0, NULL);

  g_key_file_set_integer (file, "Lesson", "version", NN_LESSON_VERSION);
  set_phrases (file, "Lesson", "title", self->title);
  if (self->has_seed)
    g_key_file_set_uint64 (file, "Lesson", "seed", self->seed);
  set_text (file, "data", self->data);
  set_text (file, "network", self->network);
  set_text (file, "activation", self->activation);
  set_text (file, "optimizer", self->optimizer);
  set_float (file, "rate", self->rate);
  set_float (file, "momentum", self->momentum);
  set_float (file, "weight-decay", self->weight_decay);
  set_float (file, "rms-clip", self->rms_clip);
  if (self->batch > 0)
    g_key_file_set_uint64 (file, "Lesson", "batch", self->batch);
  if (self->hold_out >= 0)
    g_key_file_set_int64 (file, "Lesson", "hold-out", self->hold_out);
  for (guint i = 0; i < self->steps->len; i++)
    set_step (file, i + 1, self->steps->pdata[i]);
  data = g_key_file_to_data (file, &length, NULL);
  return g_bytes_new_take (data, length);
}

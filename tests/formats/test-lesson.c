/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include <math.h>
#include <string.h>

#include "base/nn-error.h"
#include "formats/nn-lesson.h"
#include "util/test-folder.h"

#define MUTATIONS 20000

#define HEAD "[Lesson]\nversion=1\ntitle=A\n"
#define STEP "[Step 1]\ntitle=B\n"

static NnLesson *
parse (const char *text,
       GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return nn_lesson_parse (bytes, "a.lesson", error);
}

static NnLesson *
parse_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  NnLesson *lesson = parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lesson);
  return lesson;
}

/* ---- what is read ---- */

static const char whole[] =
  "# a remark\n[Lesson]\nversion=1\ntitle=Filters\ntitle[fr]=Filtres\nseed=18446744073709551615\n"
  "data=mnist\nnetwork=mlp-784-70-84-10\nactivation=tanh\noptimizer=momentum\nrate=0.01\n"
  "momentum=0.9\nweight-decay=0.0005\nrms-clip=0\nbatch=32\nhold-out=5000\n"
  "[Step 1]\ntitle=See\ntitle[fr]=Voir\ntext=One\\nTwo\ntext[fr]=Un\npage=features/map\n"
  "probe=test:17\nhide=pages;settings\n"
  "[Step 2]\ntitle=Go\nhide=\n";

static void
test_whole (void)
{
  static const char *const french[] = { "fr_FR", "fr", NULL };
  static const char *const german[] = { "de", "C", NULL };
  g_autoptr (NnLesson) lesson = parse_good (whole);
  const NnLessonStep *first = lesson->steps->pdata[0], *second = lesson->steps->pdata[1];

  g_assert_cmpstr (nn_phrase_choose (lesson->title, french), ==, "Filtres");
  g_assert_cmpstr (nn_phrase_choose (lesson->title, german), ==, "Filters");
  g_assert_true (lesson->has_seed);
  g_assert_cmpuint (lesson->seed, ==, G_MAXUINT64);
  g_assert_cmpstr (lesson->data, ==, "mnist");
  g_assert_cmpstr (lesson->network, ==, "mlp-784-70-84-10");
  g_assert_cmpstr (lesson->activation, ==, "tanh");
  g_assert_cmpstr (lesson->optimizer, ==, "momentum");
  g_assert_cmpfloat (lesson->rate, ==, 0.01f);
  g_assert_cmpfloat (lesson->momentum, ==, 0.9f);
  g_assert_cmpfloat (lesson->weight_decay, ==, 0.0005f);
  g_assert_cmpfloat (lesson->rms_clip, ==, 0);
  g_assert_cmpuint (lesson->batch, ==, 32);
  g_assert_cmpint (lesson->hold_out, ==, 5000);
  g_assert_cmpuint (lesson->steps->len, ==, 2);
  g_assert_cmpstr (nn_phrase_choose (first->text, german), ==, "One\nTwo");
  g_assert_cmpstr (nn_phrase_choose (first->text, french), ==, "Un");
  g_assert_cmpstr (first->page, ==, "features/map");
  g_assert_cmpint (first->probe, ==, 17);
  g_assert_cmpuint (g_strv_length (first->hide), ==, 2);
  g_assert_cmpstr (first->hide[1], ==, "settings");
  g_assert_cmpstr (nn_phrase_choose (second->text, french), ==, "");
  g_assert_null (second->page);
  g_assert_cmpint (second->probe, ==, -1);
  g_assert_nonnull (second->hide);
  g_assert_null (second->hide[0]);
}

static void
test_least (void)
{
  g_autoptr (NnLesson) lesson = parse_good (HEAD STEP);
  const NnLessonStep *step = lesson->steps->pdata[0];

  g_assert_false (lesson->has_seed);
  g_assert_null (lesson->data);
  g_assert_null (lesson->network);
  g_assert_true (isnan (lesson->rate));
  g_assert_cmpuint (lesson->batch, ==, 0);
  g_assert_cmpint (lesson->hold_out, ==, -1);
  g_assert_null (step->hide);
  g_assert_null (step->ink);
}

/* ---- round trip ---- */

static void
assert_round_trip (const NnLesson *lesson)
{
  g_autoptr (GBytes) once = nn_lesson_serialize (lesson);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnLesson) again = nn_lesson_parse (once, "b.lesson", &error);
  g_autoptr (NnLesson) copy = NULL;
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (GBytes) copied = NULL;

  g_assert_no_error (error);
  twice = nn_lesson_serialize (again);
  g_assert_true (g_bytes_equal (once, twice));
  copy = nn_lesson_copy (lesson);
  copied = nn_lesson_serialize (copy);
  g_assert_true (g_bytes_equal (once, copied));
  g_assert_cmpuint (again->steps->len, ==, lesson->steps->len);
  g_assert_cmpuint (again->seed, ==, lesson->seed);
  g_assert_true (again->rate == lesson->rate || (isnan (again->rate) && isnan (lesson->rate)));
  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const NnLessonStep *a = lesson->steps->pdata[i], *b = again->steps->pdata[i];

      g_assert_cmpint (a->probe, ==, b->probe);
      g_assert_true (a->ink == NULL ? b->ink == NULL : g_bytes_equal (a->ink, b->ink));
      g_assert_cmpstr (a->page, ==, b->page);
      g_assert_true ((a->hide == NULL) == (b->hide == NULL));
      g_assert_cmpuint (a->text->len, ==, b->text->len);
      for (guint p = 0; p < a->text->len; p++)
        g_assert_cmpstr (((const NnPhrase *) a->text->pdata[p])->text, ==,
                         ((const NnPhrase *) b->text->pdata[p])->text);
    }
}

static void
test_round_trip (void)
{
  static const char *const words[] = { "", "a", " two words ", "line\nline\n", "tab\t\\n\\", "[x]=y;z",
                                       "é…“”", "#no remark" };
  g_autoptr (NnLesson) lesson = parse_good (whole);

  assert_round_trip (lesson);
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (NnLesson) made = nn_lesson_new ("c.lesson");
      const int n = g_test_rand_int_range (1, 6);

      nn_phrase_add (made->title, "", words[g_test_rand_int_range (0, 8)]);
      made->has_seed = g_test_rand_bit ();
      made->seed = made->has_seed ? (guint64) (guint) g_test_rand_int () << 31 : 0;
      made->rate = g_test_rand_bit () ? (float) g_test_rand_double () : NAN;
      made->batch = (guint) g_test_rand_int_range (0, 1025);
      for (int i = 0; i < n; i++)
        {
          NnLessonStep *step = nn_lesson_add_step (made);
          guint8 ink[NN_LESSON_INK];

          nn_phrase_add (step->title, "", words[g_test_rand_int_range (0, 8)]);
          nn_phrase_add (step->title, "fr", words[g_test_rand_int_range (0, 8)]);
          nn_phrase_add (step->text, "", words[g_test_rand_int_range (0, 8)]);
          for (int k = 0; k < NN_LESSON_INK; k++)
            ink[k] = (guint8) g_test_rand_int_range (0, 256);
          if (g_test_rand_bit ())
            step->ink = g_bytes_new (ink, sizeof ink);
          else if (g_test_rand_bit ())
            step->probe = g_test_rand_int_range (0, 10000);
          step->hide = g_test_rand_bit () ? g_strsplit ("run;pages", ";", -1) : NULL;
        }
      assert_round_trip (made);
    }
}

/* ---- what is refused, and how that is said ---- */

static const struct { const char *text; NnError code; const char *says; } bad[] = {
  { "", NN_ERROR_FORMAT, "[Lesson]" },
  { "hello", NN_ERROR_FORMAT, "not a lesson" },
  { STEP, NN_ERROR_FORMAT, "[Lesson]" },
  { HEAD, NN_ERROR_MISSING, "found 0" },
  { HEAD "[Step 2]\ntitle=B\n", NN_ERROR_FORMAT, "[Step 2]" },
  { HEAD "[Step 01]\ntitle=B\n", NN_ERROR_FORMAT, "[Step 01]" },
  { HEAD STEP "[Else]\n", NN_ERROR_FORMAT, "[Else]" },
  { "[Lesson]\ntitle=A\n" STEP, NN_ERROR_RANGE, "[Lesson] version" },
  { "[Lesson]\nversion=x\ntitle=A\n" STEP, NN_ERROR_RANGE, "[Lesson] version" },
  { "[Lesson]\nversion=2\ncolour=red\n[New]\n", NN_ERROR_UNSUPPORTED, "newer Imagette" },
  { "[Lesson]\nversion=1\n" STEP, NN_ERROR_RANGE, "[Lesson] title" },
  { HEAD "[Step 1]\ntext=B\n", NN_ERROR_RANGE, "[Step 1] title" },
  { HEAD "sed=1\n" STEP, NN_ERROR_RANGE, "“sed”" },
  { HEAD STEP "pages=layers\n", NN_ERROR_RANGE, "“pages”" },
  { HEAD STEP "text[]=x\n", NN_ERROR_RANGE, "“text[]”" },
  { HEAD STEP "page[fr]=layers\n", NN_ERROR_RANGE, "“page[fr]”" },
  { HEAD "seed=-1\n" STEP, NN_ERROR_RANGE, "[Lesson] seed: expected a whole number from 0 to" },
  { HEAD "seed=18446744073709551616\n" STEP, NN_ERROR_RANGE, "[Lesson] seed" },
  { HEAD "rate=nan\n" STEP, NN_ERROR_RANGE, "[Lesson] rate" },
  { HEAD "rate=inf\n" STEP, NN_ERROR_RANGE, "[Lesson] rate" },
  { HEAD "rate=-0.1\n" STEP, NN_ERROR_RANGE, "[Lesson] rate" },
  { HEAD "rate=0,1\n" STEP, NN_ERROR_RANGE, "[Lesson] rate" },
  { HEAD "rate=\n" STEP, NN_ERROR_RANGE, "[Lesson] rate" },
  { HEAD "momentum=1.5\n" STEP, NN_ERROR_RANGE, "[Lesson] momentum: expected a number from 0 to 1" },
  { HEAD "batch=0\n" STEP, NN_ERROR_RANGE, "[Lesson] batch" },
  { HEAD "batch=1025\n" STEP, NN_ERROR_RANGE, "[Lesson] batch" },
  { HEAD "hold-out=9999999\n" STEP, NN_ERROR_RANGE, "[Lesson] hold-out" },
  { HEAD STEP "probe=17\n", NN_ERROR_RANGE, "[Step 1] probe" },
  { HEAD STEP "probe=test:-1\n", NN_ERROR_RANGE, "[Step 1] probe" },
  { HEAD STEP "probe=test:99999999999\n", NN_ERROR_RANGE, "[Step 1] probe" },
  { HEAD STEP "probe=ink:AAAA\n", NN_ERROR_RANGE, "[Step 1] probe" },
  { HEAD STEP "text=a\\qb\n", NN_ERROR_RANGE, "[Step 1] text" },
};

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NnLesson) lesson = parse (bad[i].text, &error);

      g_test_message ("%s", bad[i].text);
      g_assert_null (lesson);
      g_assert_error (error, NN_ERROR, (int) bad[i].code);
      g_assert_true (g_str_has_prefix (error->message, "a.lesson: "));
      g_assert_nonnull (strstr (error->message, bad[i].says));
      g_assert_cmpuint (strlen (error->message), <, 400);
    }
}

static void
assert_refused (gconstpointer data,
                gsize         length,
                const char   *says)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_lesson_parse (bytes, "a.lesson", &error));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_hostile (void)
{
  static const char zero[] = HEAD "seed=1\0002\n" STEP, latin[] = HEAD "data=\xe9\n" STEP;
  g_autoptr (GString) steps = g_string_new (HEAD);
  g_autofree char *huge = g_malloc (NN_LESSON_MAX_SIZE + 1);
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NnLesson) lesson = NULL;

  assert_refused (zero, sizeof zero - 1, "a byte 0");
  assert_refused (latin, sizeof latin - 1, "at byte 32: expected UTF-8, found the byte 233");
  for (int i = 1; i <= NN_LESSON_MAX_STEPS + 1; i++)
    g_string_append_printf (steps, "[Step %d]\ntitle=B\n", i);
  assert_refused (steps->str, steps->len, "1 to 100 groups");

  memset (huge, '#', NN_LESSON_MAX_SIZE + 1);
  assert_refused (huge, NN_LESSON_MAX_SIZE + 1, "at most 1048576 bytes");
  path = test_folder_write (folder, "huge.lesson", huge, NN_LESSON_MAX_SIZE + 1);
  lesson = nn_lesson_load (path, &error);
  g_assert_error (error, NN_ERROR, NN_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "huge.lesson"));
}

/* Bytes changed, taken away, doubled and cut: an error that names the file, or a lesson that goes
 * round. */
static void
test_mutations (void)
{
  for (int round = 0; round < MUTATIONS; round++)
    {
      g_autoptr (GByteArray) text = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NnLesson) lesson = NULL;
      const int changes = g_test_rand_int_range (1, 6);

      g_byte_array_append (text, (const guint8 *) whole, sizeof whole - 1);
      for (int i = 0; i < changes && text->len > 1; i++)
        {
          const guint at = (guint) g_test_rand_int_range (0, (int) text->len);

          switch (g_test_rand_int_range (0, 4))
            {
            case 0:
              text->data[at] = (guint8) g_test_rand_int_range (0, 256);
              break;
            case 1:
              g_byte_array_remove_index (text, at);
              break;
            case 2:
              text->data[at] = (guint8) "[]=;\\\n:0 "[g_test_rand_int_range (0, 9)];
              break;
            default:
              if (g_test_rand_int_range (0, 8) == 0)
                g_byte_array_set_size (text, at);
              else
                g_byte_array_append (text, (const guint8 *) whole + at % (sizeof whole - 20), 20);
              break;
            }
        }
      bytes = g_bytes_new (text->data, text->len);
      lesson = nn_lesson_parse (bytes, "a.lesson", &error);
      g_assert_true ((lesson == NULL) == (error != NULL));
      if (lesson != NULL)
        assert_round_trip (lesson);
      else
        g_assert_true (g_str_has_prefix (error->message, "a.lesson: "));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/lesson/whole", test_whole);
  g_test_add_func ("/formats/lesson/least", test_least);
  g_test_add_func ("/formats/lesson/round-trip", test_round_trip);
  g_test_add_func ("/formats/lesson/refused", test_refused);
  g_test_add_func ("/formats/lesson/hostile", test_hostile);
  g_test_add_func ("/formats/lesson/mutations", test_mutations);
  return g_test_run ();
}

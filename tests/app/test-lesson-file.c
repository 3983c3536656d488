/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-lesson-dialog.h"
#include "app/imagette-lesson-pane.h"
#include "app/imagette-run-bar.h"
#include "formats/nn-lesson.h"
#include "pages/imagette-dialogs.h"

#include <string.h>

/* Lessons in the window: opened, gone through to their end, refused, saved and opened again. */

#define LONG " And so on, and so on, and so on, and so on, and so on, and so on, and so on."

static const char two_steps[] =
  "[Lesson]\nversion=1\ntitle=Two Steps\nseed=7\noptimizer=sgd\nrate=0.05\nbatch=32\n"
  "[Step 1]\ntitle=Look\ntext=At the map." LONG "\npage=features/map\nprobe=test:5\nhide=run;pages;settings\n"
  "[Step 2]\ntitle=Train\npage=train\nhide=pace;timeline\n"
  "[Step 3]\ntitle=On\n";

static char *
write_lesson (AppTest    *test,
              const char *text)
{
  return test_folder_write (test->folder, "a.lesson", text, strlen (text));
}

static const char *
get_page (AppTest *test)
{
  GtkWidget *stack = app_test_find (GTK_WIDGET (test->window), ADW_TYPE_VIEW_STACK, NULL);

  return adw_view_stack_get_visible_child_name (ADW_VIEW_STACK (stack));
}

static gboolean
button_shown (AppTest    *test,
              const char *says)
{
  GtkWidget *button = app_test_find (GTK_WIDGET (test->window), GTK_TYPE_BUTTON, says);

  return button != NULL && gtk_widget_get_mapped (button);
}

static gboolean
is_enabled (AppTest    *test,
            const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (test->window), action);
}

/* In the notes: the menu has some of the same words. */
static gboolean
is_noted (AppTest    *test,
          const char *text)
{
  GtkWidget *pane = app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_LESSON_PANE, NULL);
  GtkWidget *label = app_test_find (pane, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* ---- opened and gone through ---- */

static void
test_steps (AppTest      *test,
            gconstpointer data)
{
  g_autofree char *path = write_lesson (test, two_steps);
  GtkWidget *features = GTK_WIDGET (imagette_window_get_page (test->window, "features"));
  g_autofree char *view = NULL;
  const NnTrainingSpec *spec;

  g_assert_false (is_enabled (test, "lesson-next"));
  g_assert_false (is_enabled (test, "lesson-close"));
  imagette_window_open_file (test->window, path);
  app_test_wait (test, is_noted (test, "Two Steps"));
  g_assert_true (is_noted (test, "1 of 3"));
  g_assert_true (is_noted (test, "At the map." LONG));
  g_assert_cmpstr (get_page (test), ==, "features");
  g_object_get (features, "view", &view, NULL);
  g_assert_cmpstr (view, ==, "map");
  g_assert_cmpint (nn_session_get_probe (test->session)->index, ==, 5);
  g_assert_false (button_shown (test, "Run or pause (Space)"));
  g_assert_true (button_shown (test, "Batch"));
  g_assert_false (is_enabled (test, "lesson-back"));
  spec = nn_session_get_spec (test->session);
  g_assert_cmpuint (spec->seed, ==, 7);
  g_assert_cmpint (spec->hyper.kind, ==, NN_OPTIMIZER_SGD);
  g_assert_cmpfloat (spec->hyper.rate, ==, 0.05f);
  g_assert_cmpuint (spec->batch, ==, 32);
  g_assert_true (is_enabled (test, "undo"));

  /* The pages keep their room, however long the lines are. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
  g_assert_cmpint (gtk_widget_get_width (features), >=, 900);

  /* By the keys that a presenter's remote control sends. */
  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  app_test_press (test, "Next");
  app_test_wait (test, is_noted (test, "2 of 3"));
  g_assert_cmpstr (get_page (test), ==, "train");
  g_assert_true (button_shown (test, "Run or pause (Space)"));
  g_assert_false (gtk_widget_get_mapped (app_test_find (GTK_WIDGET (test->window),
                                                        IMAGETTE_TYPE_RUN_BAR, NULL)));
  app_test_press (test, "Prior");
  app_test_wait (test, is_noted (test, "1 of 3"));
  g_assert_cmpstr (get_page (test), ==, "features");

  /* What a step does not say is as before it, in both directions. */
  app_test_activate (test, "win.lesson-next");
  app_test_activate (test, "win.lesson-next");
  g_assert_true (is_noted (test, "3 of 3"));
  g_assert_false (is_enabled (test, "lesson-next"));
  g_assert_cmpstr (get_page (test), ==, "train");

  app_test_activate (test, "win.lesson-close");
  g_assert_false (is_noted (test, "Two Steps"));
  app_test_wait (test, button_shown (test, "Run or pause (Space)"));
  g_assert_false (is_enabled (test, "lesson-next"));
}

/* ---- refused ---- */

static void
test_refused (AppTest      *test,
              gconstpointer data)
{
#define HEAD "[Lesson]\nversion=1\ntitle=A\n"
#define STEP "[Step 1]\ntitle=B\n"
  static const struct { const char *text, *says; } bad[] = {
    { "nothing", "a.lesson: not a lesson" },
    { HEAD STEP "page=kitchen\n", "[Step 1] page: expected a page like" },
    { HEAD STEP "page=features/kitchen\n", "“features/kitchen”" },
    { HEAD STEP "page=layers/map\n", "“layers/map”" },
    { HEAD STEP "hide=run;door\n", "“door”" },
    { HEAD "network=mlp-0\n" STEP, "[Lesson] network" },
    { HEAD "activation=sine\n" STEP, "[Lesson] activation" },
    { HEAD "optimizer=luck\n" STEP, "[Lesson] optimizer" },
    { HEAD "seed=3\n" STEP "probe=test:200\n", "test:0 to test:199, found “test:200”" },
    { HEAD "data=nowhere\n" STEP, "nowhere" },
    { "[Lesson]\nversion=9\n", "newer Imagette" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = write_lesson (test, bad[i].text);
      GtkWidget *complaint;
      const char *body;

      g_test_message ("%s", bad[i].text);
      imagette_window_open_file (test->window, path);
      complaint = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
      body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (complaint));
      g_assert_nonnull (strstr (body, bad[i].says));
      g_object_add_weak_pointer (G_OBJECT (complaint), (gpointer *) &complaint);
      g_signal_emit_by_name (app_test_find (complaint, GTK_TYPE_BUTTON, "_Close"), "clicked");
      app_test_wait (test, complaint == NULL);
      g_assert_false (is_enabled (test, "lesson-close"));
      g_assert_cmpuint (nn_session_get_spec (test->session)->seed, ==, 1);
      g_assert_cmpstr (get_page (test), ==, "layers");
    }
}

/* A run that would be lost is asked about. */
static void
test_asks (AppTest      *test,
           gconstpointer data)
{
  g_autofree char *path = write_lesson (test, two_steps);
  GtkWidget *question;

  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
  wait_for_rest (test->session);
  imagette_window_open_file (test->window, path);
  question = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (question), (gpointer *) &question);
  g_signal_emit_by_name (app_test_find (question, GTK_TYPE_BUTTON, "_Cancel"), "clicked");
  app_test_wait (test, question == NULL);
  g_assert_false (is_enabled (test, "lesson-close"));
  g_assert_cmpuint (get_update (test->session), ==, 1);

  imagette_window_open_file (test->window, path);
  question = app_test_wait_window (test, ADW_TYPE_MESSAGE_DIALOG);
  g_object_add_weak_pointer (G_OBJECT (question), (gpointer *) &question);
  g_signal_emit_by_name (app_test_find (question, GTK_TYPE_BUTTON, "_Open"), "clicked");
  app_test_wait (test, question == NULL && is_enabled (test, "lesson-close"));
  app_test_wait (test, get_update (test->session) == 0);
}

/* ---- saved ---- */

static char *
pick_path (const ImagettePick *pick,
           gpointer            data)
{
  return g_strdup (data);
}

static void
save (AppTest    *test,
      const char *path,
      const char *title,
      gboolean    further)
{
  GtkWidget *dialog, *button, *text;

  app_test_activate (test, "win.save-lesson");
  dialog = app_test_wait_window (test, IMAGETTE_TYPE_LESSON_DIALOG);
  button = app_test_find (dialog, GTK_TYPE_BUTTON, "_Save…");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (app_test_find (dialog, GTK_TYPE_ENTRY, NULL)), title);
  text = app_test_find (dialog, GTK_TYPE_TEXT_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "One\nTwo", -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (app_test_find (dialog, GTK_TYPE_CHECK_BUTTON, NULL)),
                               TRUE);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (app_test_find (dialog, GTK_TYPE_SWITCH, NULL)))
                 == further);
  imagette_pick_file_set_hook (pick_path, (gpointer) path);
  g_signal_emit_by_name (button, "clicked");
  imagette_pick_file_set_hook (NULL, NULL);
}

static void
test_save (AppTest      *test,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (test->folder, "mine", NULL);
  g_autofree char *file = g_strconcat (path, ".lesson", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnLesson) lesson = NULL;
  g_autoptr (NnLesson) longer = NULL;
  guint8 ink[NN_IMAGE_SIZE] = { 255, 0, 17 };
  g_autoptr (NnProbe) drawn = nn_probe_new (ink, -1, -1, "drawing");
  const NnLessonStep *step;

  nn_session_set_probe (test->session, drawn);
  g_object_set (imagette_window_get_page (test->window, "features"), "view", "occlusion", NULL);
  imagette_window_show_page (test->window, "features");
  save (test, path, "Mine", FALSE);

  lesson = nn_lesson_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lesson->steps->len, ==, 1);
  g_assert_cmpuint (lesson->seed, ==, 1);
  step = lesson->steps->pdata[0];
  g_assert_cmpstr (step->page, ==, "features/occlusion");
  g_assert_cmpmem (g_bytes_get_data (step->ink, NULL), g_bytes_get_size (step->ink), ink, sizeof ink);
  g_assert_cmpstr (step->hide[0], ==, "run");

  /* Opened elsewhere it leads back. */
  imagette_window_show_page (test->window, "train");
  app_test_activate (test, "win.probe-next");
  imagette_window_open_file (test->window, file);
  app_test_wait (test, is_enabled (test, "lesson-close"));
  g_assert_true (is_noted (test, "One\nTwo"));
  g_assert_cmpstr (get_page (test), ==, "features");
  g_assert_cmpmem (nn_session_get_probe (test->session)->pixels, NN_IMAGE_SIZE, ink, sizeof ink);

  /* A further step, and the lesson goes on with it. */
  imagette_window_show_page (test->window, "layers");
  save (test, file, "Then", TRUE);
  longer = nn_lesson_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (longer->steps->len, ==, 2);
  g_assert_cmpstr (((const NnLessonStep *) longer->steps->pdata[1])->page, ==, "layers");
  g_assert_true (is_noted (test, "2 of 2"));
}

/* ---- those that come along ---- */

static void
adopt_session (AppTest *test)
{
  NnSession *session = imagette_window_get_session (test->window);

  if (session == test->session)
    return;
  g_object_unref (test->session);
  test->session = g_object_ref (session);
  nn_dataset_unref (test->dataset);
  test->dataset = nn_dataset_ref (nn_session_get_dataset (session));
}

static void
drive (AppTest           *test,
       const char        *name,
       const char *const *languages)
{
  g_autofree char *path = g_strdup_printf ("%s/lessons/%s.lesson", IMAGETTE_SOURCE_DATA, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (NnLesson) lesson = nn_lesson_load (path, &error);
  const char *page = NULL;

  g_assert_no_error (error);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test->window), "win.lesson", "s", name));
  app_test_wait (test, (adopt_session (test),
                        is_noted (test, nn_phrase_choose (lesson->title, languages))));
  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const NnLessonStep *step = lesson->steps->pdata[i];
      g_auto (GStrv) parts = g_strsplit (step->page != NULL ? step->page : "", "/", 2);

      /* Said in both languages, and shown in that of the window. */
      g_assert_cmpuint (step->title->len, ==, 2);
      g_assert_cmpuint (step->text->len, ==, 2);
      g_assert_true (is_noted (test, nn_phrase_choose (step->title, languages)));
      g_assert_true (is_noted (test, nn_phrase_choose (step->text, languages)));
      if (step->page != NULL)
        {
          g_autofree char *view = imagette_page_dup_view (imagette_window_get_page (test->window,
                                                                                    parts[0]));

          g_assert_cmpstr (get_page (test), ==, parts[0]);
          if (parts[1] != NULL)
            g_assert_cmpstr (view, ==, parts[1]);
          page = step->page;
        }
      gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
      g_assert_true (is_enabled (test, "lesson-next") == (i + 1 < lesson->steps->len));
      if (i + 1 < lesson->steps->len)
        app_test_activate (test, "win.lesson-next");
    }
  g_assert_nonnull (page);
}

static void
drive_all (AppTest           *test,
           const char *const *languages,
           const char        *next)
{
  static const char *const names[] = { "convolution", "lenet", "filters" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      drive (test, names[i], languages);
      g_assert_true (button_shown (test, next));
    }
  g_assert_cmpstr (test->dataset->name, ==, "mnist");
}

static void
test_shipped (AppTest      *test,
              gconstpointer data)
{
  static const char *const english[] = { "C", NULL };

  drive_all (test, english, "Next");
}

static void
set_up_french (AppTest      *test,
               gconstpointer data)
{
  g_autofree char *locales = g_build_filename (g_getenv ("GSETTINGS_SCHEMA_DIR"), "..", "po", NULL);

  g_setenv ("LANGUAGE", "fr", TRUE);
  g_setenv ("IMAGETTE_LOCALEDIR", locales, TRUE);
  app_test_set_up (test, data);
}

static void
test_shipped_french (AppTest      *test,
                     gconstpointer data)
{
  static const char *const french[] = { "fr", NULL };

  drive_all (test, french, "Suite");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  app_test_add ("/app/lesson-file/steps", test_steps);
  app_test_add ("/app/lesson-file/refused", test_refused);
  app_test_add ("/app/lesson-file/asks", test_asks);
  app_test_add ("/app/lesson-file/save", test_save);
  app_test_add ("/app/lesson-file/shipped", test_shipped);
  g_test_add ("/app/lesson-file/shipped-french", AppTest, NULL, set_up_french, test_shipped_french,
              app_test_tear_down);
  return g_test_run ();
}

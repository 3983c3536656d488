/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "app/imagette-lesson-dialog.h"
#include "base/nn-file.h"
#include "pages/imagette-dialogs.h"
#include "session/nn-lesson-spec.h"

#include <glib/gi18n-lib.h>

/* A lesson in the window: opened, stepped through, saved, closed. */

/* ---- what a step says, and the steps before it ---- */

static ImagettePage *
find_page (ImagetteWindow *self,
           const char     *text,
           char          **view)  /* NULL: none is said */
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  ImagettePage *page = parts[0] != NULL ? imagette_window_get_page (self, parts[0]) : NULL;

  *view = page != NULL ? g_strdup (parts[1]) : NULL;
  if (*view == NULL || imagette_page_has_view (page, *view))
    return page;
  g_clear_pointer (view, g_free);
  return NULL;
}

static void
show_step_page (ImagetteWindow *self,
                const char     *text)
{
  g_autofree char *view = NULL;
  ImagettePage *page = find_page (self, text, &view);

  if (page == NULL)
    return;
  if (view != NULL)
    imagette_page_set_view (page, view);
  adw_view_stack_set_visible_child (self->pages, GTK_WIDGET (page));
}

static void
show_step_probe (ImagetteWindow     *self,
                 const NnLessonStep *step)
{
  g_autoptr (NnProbe) probe = NULL;

  if (step->ink != NULL)
    probe = nn_probe_new (g_bytes_get_data (step->ink, NULL), -1, -1, "drawing");
  else
    probe = nn_probe_new_test (nn_session_get_dataset (self->session), (guint) step->probe);
  nn_session_set_probe (self->session, probe);
  imagette_window_wake (self);
}

static void
apply_step (ImagetteWindow *self)
{
  const char *const *languages = g_get_language_names ();
  const NnLessonStep *step = self->lesson->steps->pdata[self->step];
  const NnLessonStep *page = NULL, *probe = NULL;
  ImagetteHidden hidden = 0;
  const char *unknown;

  for (guint i = 0; i <= self->step; i++)
    {
      const NnLessonStep *earlier = self->lesson->steps->pdata[i];

      if (earlier->page != NULL)
        page = earlier;
      if (earlier->probe >= 0 || earlier->ink != NULL)
        probe = earlier;
      if (earlier->hide != NULL)
        imagette_hidden_from_names ((const char *const *) earlier->hide, &hidden, &unknown);
    }
  /* First: what is secret of a probe is so before it is shown. */
  imagette_display_set_hidden (self->display, hidden);
  if (page != NULL)
    show_step_page (self, page->page);
  if (probe != NULL)
    show_step_probe (self, probe);
  imagette_lesson_pane_show (self->lesson_pane, nn_phrase_choose (self->lesson->title, languages),
                             nn_phrase_choose (step->title, languages),
                             nn_phrase_choose (step->text, languages), self->step + 1,
                             self->lesson->steps->len);
}

static void
update_actions (ImagetteWindow *self)
{
  static const char *const names[] = { "lesson-back", "lesson-next", "lesson-close" };
  const guint n = self->lesson != NULL ? self->lesson->steps->len : 0;
  const gboolean enabled[] = { n > 0 && self->step > 0, self->step + 1 < n, n > 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])), enabled[i]);
}

static void
go_to_step (ImagetteWindow *self,
            guint           step)
{
  self->step = step;
  apply_step (self);
  update_actions (self);
}

/* lesson: taken; NULL: there is none any more. */
static void
set_lesson (ImagetteWindow *self,
            NnLesson       *lesson)
{
  g_clear_pointer (&self->lesson, nn_lesson_free);
  self->lesson = lesson;
  self->step = 0;
  imagette_window_make_room (self);
  gtk_widget_set_visible (GTK_WIDGET (self->lesson_pane), lesson != NULL);
  if (lesson == NULL)
    imagette_display_set_hidden (self->display, 0);
  update_actions (self);
}

/* ---- opening ---- */

/* Whether this window has the pages and controls, and the engine the network. */
static gboolean
check_words (ImagetteWindow *self,
             const NnLesson *lesson,
             GError        **error)
{
  NnTrainingSpec spec;
  ImagetteHidden hidden;

  if (!nn_lesson_get_spec (lesson, &spec, error))
    return FALSE;
  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const NnLessonStep *step = lesson->steps->pdata[i];
      const char *unknown = NULL;
      g_autofree char *view = NULL;

      if (step->page != NULL && find_page (self, step->page, &view) == NULL)
        return nn_lesson_fail (lesson, i + 1, "page", _("a page like “layers” or “features/map”"),
                               step->page, error);
      if (step->hide != NULL
          && !imagette_hidden_from_names ((const char *const *) step->hide, &hidden, &unknown))
        return nn_lesson_fail (lesson, i + 1, "hide",
                               _("names of run, batch, epoch, pace, pages, timeline, settings, "
                                 "prediction, label, accuracy"),
                               unknown, error);
    }
  return TRUE;
}

static gboolean
check_probes (ImagetteWindow *self,
              const NnLesson *lesson,
              GError        **error)
{
  const guint n = nn_session_get_dataset (self->session)->test.n;

  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const NnLessonStep *step = lesson->steps->pdata[i];
      g_autofree char *expected = NULL;
      g_autofree char *found = NULL;

      if (step->probe < (gint64) n)
        continue;
      expected = g_strdup_printf (_("an image of the test set, test:0 to test:%u"), n - 1);
      found = g_strdup_printf ("test:%d", (int) step->probe);
      return nn_lesson_fail (lesson, i + 1, "probe", expected, found, error);
    }
  return TRUE;
}

static void
complain (ImagetteWindow *self,
          const GError   *error)
{
  imagette_complain (GTK_WINDOW (self), _("This Lesson Cannot Be Opened"), error->message);
}

void
imagette_window_begin_lesson (ImagetteWindow *self)
{
  g_autoptr (NnLesson) lesson = g_steal_pointer (&self->coming_lesson);
  g_autoptr (GError) error = NULL;
  NnTrainingSpec spec;

  if (lesson == NULL)
    return;
  if (!check_probes (self, lesson, &error) || !nn_lesson_get_spec (lesson, &spec, &error))
    {
      complain (self, error);
      return;
    }
  if (nn_lesson_has_spec (lesson))
    {
      spec = nn_training_spec_fit (&spec, nn_session_get_dataset (self->session));
      imagette_window_start (self, &spec);
    }
  set_lesson (self, g_steal_pointer (&lesson));
  go_to_step (self, 0);
}

/* Whether these are the images that the lesson asks for; else *folder is theirs, "" of those that
 * come along. */
static gboolean
has_data (ImagetteWindow *self,
          const NnLesson *lesson,
          char          **folder)
{
  const NnDataset *dataset = nn_session_get_dataset (self->session);
  g_autofree char *beside = g_path_get_dirname (lesson->path);

  if (lesson->data == NULL || *lesson->data == '\0')
    return TRUE;
  if (g_str_equal (lesson->data, "mnist"))
    {
      *folder = g_strdup ("");
      return g_strcmp0 (dataset->name, lesson->data) == 0;
    }
  *folder = g_canonicalize_filename (lesson->data, beside);
  return g_strcmp0 (dataset->directory, *folder) == 0;
}

static void
bring_lesson (ImagetteWindow *self)
{
  g_autofree char *folder = NULL;

  if (has_data (self, self->coming_lesson, &folder))
    imagette_window_begin_lesson (self);
  else
    imagette_window_load_set (self, folder);
}

static void
replace_answer_cb (GtkWindow     *window,
                   ImagetteAnswer answer,
                   gpointer       data)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (window);

  if (self->coming_lesson == NULL || self->session == NULL)
    return;
  if (answer == IMAGETTE_ANSWER_ACCEPT)
    bring_lesson (self);
  else
    g_clear_pointer (&self->coming_lesson, nn_lesson_free);
}

void
imagette_window_open_lesson (ImagetteWindow *self,
                             const char     *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnLesson) lesson = nn_lesson_load (path, &error);
  g_autofree char *folder = NULL;
  ImagetteQuestion question = {
    .heading = _("Replace the Present Run?"),
    .body = _("It has learned since it was last saved. The lesson begins with another."),
    .cancel = _("_Cancel"),
    .accept = _("_Open"),
    .destructive = TRUE,
  };
  gboolean replaces;

  if (lesson == NULL || !check_words (self, lesson, &error))
    {
      complain (self, error);
      return;
    }
  replaces = nn_lesson_has_spec (lesson) || !has_data (self, lesson, &folder);
  g_clear_pointer (&self->coming_lesson, nn_lesson_free);
  self->coming_lesson = g_steal_pointer (&lesson);
  if (replaces && nn_session_get_unsaved (self->session))
    imagette_ask (GTK_WINDOW (self), &question, replace_answer_cb, NULL);
  else
    bring_lesson (self);
}

/* One of those that come along, beside the images. */
static void
open_shipped (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  static const char *const places[] = { IMAGETTE_SOURCE_DATA, IMAGETTE_PREFIX_DATA };
  g_autofree char *name = g_strconcat (g_variant_get_string (parameter, NULL), ".lesson", NULL);
  g_autofree char *path = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_free (path);
      path = g_build_filename (places[i], "lessons", name, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        break;
    }
  imagette_window_open_file (data, path);
}

/* ---- going through it ---- */

static void
next (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  go_to_step (data, IMAGETTE_WINDOW (data)->step + 1);
}

static void
back (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  go_to_step (data, IMAGETTE_WINDOW (data)->step - 1);
}

static void
close_lesson (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  set_lesson (data, NULL);
}

/* ---- saving ---- */

/* The step of what is shown now. */
static void
describe_step (ImagetteWindow            *self,
               const ImagetteLessonNotes *notes,
               NnLessonStep              *step)
{
  ImagettePage *page = IMAGETTE_PAGE (adw_view_stack_get_visible_child (self->pages));
  const char *name = adw_view_stack_get_visible_child_name (self->pages);
  g_autofree char *view = imagette_page_dup_view (page);
  NnProbe *probe = nn_session_get_probe (self->session);

  nn_phrase_add (step->title, "", notes->title);
  if (*notes->text != '\0')
    nn_phrase_add (step->text, "", notes->text);
  step->page = view != NULL ? g_strconcat (name, "/", view, NULL) : g_strdup (name);
  if (probe != NULL && probe->index >= 0)
    step->probe = probe->index;
  else if (probe != NULL)
    step->ink = g_bytes_new (probe->pixels, sizeof probe->pixels);
  step->hide = imagette_hidden_to_names (notes->hidden);
}

/* (transfer full) */
static NnLesson *
describe_lesson (ImagetteWindow            *self,
                 const ImagetteLessonNotes *notes,
                 const char                *path)
{
  const NnDataset *dataset = nn_session_get_dataset (self->session);
  g_autofree char *shipped = nn_dataset_find (NULL, NULL, NULL);
  NnLesson *lesson;

  if (notes->further && self->lesson != NULL)
    {
      lesson = nn_lesson_copy (self->lesson);
      g_free (lesson->path);
      lesson->path = g_strdup (path);
    }
  else
    {
      lesson = nn_lesson_new (path);
      nn_phrase_add (lesson->title, "", notes->title);
      nn_lesson_set_spec (lesson, nn_session_get_spec (self->session));
      if (g_strcmp0 (dataset->name, "mnist") == 0
          && g_strcmp0 (dataset->directory, shipped) == 0)
        lesson->data = g_strdup ("mnist");
      else if (dataset->directory != NULL && g_utf8_validate (dataset->directory, -1, NULL))
        lesson->data = g_canonicalize_filename (dataset->directory, NULL);
    }
  describe_step (self, notes, nn_lesson_add_step (lesson));
  return lesson;
}

static void
save_picked_cb (GtkWindow  *parent,
                const char *path,
                gpointer    data)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (parent);
  g_autoptr (ImagetteLessonNotes) notes = data;
  g_autofree char *full = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (NnLesson) lesson = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || self->session == NULL)
    return;
  full = imagette_pick_with_suffix (path, ".lesson");
  lesson = describe_lesson (self, notes, full);
  bytes = nn_lesson_serialize (lesson);
  if (!nn_file_replace (full, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    {
      imagette_complain (parent, _("The File Could Not Be Saved"), error->message);
      return;
    }
  g_settings_set_string (self->settings, "last-file", full);
  name = g_path_get_basename (full);
  text = g_strdup_printf (_("Saved %s"), name);
  imagette_window_toast (self, text, NULL, NULL);
  if (notes->further)
    {
      guint last = lesson->steps->len - 1;

      set_lesson (self, g_steal_pointer (&lesson));
      go_to_step (self, last);
    }
}

static void
notes_cb (GtkWindow           *parent,
          ImagetteLessonNotes *notes)
{
  static const char *const patterns[] = { "*.lesson", NULL };
  ImagetteWindow *self = IMAGETTE_WINDOW (parent);
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autofree char *folder = last[0] != '\0' ? g_path_get_dirname (last) : NULL;
  g_autofree char *name = notes->further && self->lesson != NULL
                            ? g_path_get_basename (self->lesson->path) : g_strdup ("my.lesson");
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_SAVE,
    .title = _("Save as Lesson"),
    .accept = _("_Save"),
    .folder = folder,
    .name = name,
    .filter_name = _("Lessons"),
    .patterns = patterns,
  };

  imagette_pick_file (parent, &pick, save_picked_cb, notes);
}

static void
save_lesson (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ImagetteWindow *self = data;
  const gboolean room = self->lesson != NULL && self->lesson->steps->len < NN_LESSON_MAX_STEPS;

  imagette_lesson_dialog_present (GTK_WINDOW (self), room,
                                  imagette_display_get_hidden (self->display), notes_cb);
}

void
imagette_window_add_lesson_actions (ImagetteWindow *self)
{
  static const GActionEntry entries[] = {
    { "lesson", open_shipped, "s" },
    { "lesson-next", next },
    { "lesson-back", back },
    { "lesson-close", close_lesson },
    { "save-lesson", save_lesson },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  update_actions (self);
}

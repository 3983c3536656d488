/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "export/nn-view.h"
#include "pages/imagette-dialogs.h"
#include "session/nn-model-file.h"

#include <glib/gi18n-lib.h>

/* Opening and saving. Files are read and written in a thread; the session hears
 * of a file only when it has been read whole and found good. The window is the
 * callback's, not the task's: a task may be freed in its thread. */

static const char *const model_patterns[] = { "*.safetensors", NULL };
static const char *const open_patterns[] = { "*.safetensors", "*.lesson", NULL };
static const char *const picture_patterns[] = { "*.png", "*.PNG", NULL };

/* ---- open ---- */

typedef struct
{
  NnNetwork *network;             /* of a model; NULL: a run or a picture */
  NnModelInfo info;
  GPtrArray *moments;             /* of a run */
  GArray *curve;
  NnProbe *probe;                 /* of a picture */
  char *path;
} Opened;

static void
opened_free (Opened *opened)
{
  g_clear_pointer (&opened->network, nn_network_unref);
  g_clear_pointer (&opened->moments, g_ptr_array_unref);
  g_clear_pointer (&opened->curve, g_array_unref);
  g_clear_pointer (&opened->probe, nn_probe_unref);
  g_free (opened->path);
  g_free (opened);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opened, opened_free)

static gboolean
has_suffix (const char *path,
            const char *suffix)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, suffix);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr (Opened) opened = g_new0 (Opened, 1);
  GError *error = NULL;
  gboolean is_run = FALSE, good;

  opened->path = g_strdup (data);
  if (has_suffix (opened->path, ".png"))
    good = (opened->probe = nn_probe_parse (opened->path, NULL, &error)) != NULL;
  else if (!nn_file_is_run (opened->path, &is_run, &error))
    good = FALSE;
  else if (is_run)
    good = nn_run_load (opened->path, &opened->moments, &opened->curve, &error);
  else
    good = (opened->network = nn_model_load (opened->path, &opened->info, &error)) != NULL;

  if (good)
    g_task_return_pointer (task, g_steal_pointer (&opened), (GDestroyNotify) opened_free);
  else
    g_task_return_error (task, error);
}

static void
show_opened (ImagetteWindow *self,
             Opened         *opened)
{
  g_autofree char *name = g_path_get_basename (opened->path);
  g_autofree char *text = g_strdup_printf (_("Opened %s"), name);

  if (opened->network != NULL)
    nn_session_open_model (self->session, opened->network, &opened->info.spec,
                           opened->info.update, opened->info.epoch);
  else
    nn_session_open_run (self->session, opened->moments, opened->curve);
  imagette_plan_set_spec (self->plan, nn_session_get_spec (self->session));
  g_settings_set_string (self->settings, "last-file", opened->path);
  imagette_window_wake (self);
  imagette_window_toast (self, text, NULL, NULL);
}

static void
replace_answer_cb (GtkWindow     *window,
                   ImagetteAnswer answer,
                   gpointer       data)
{
  g_autoptr (Opened) opened = data;

  if (answer == IMAGETTE_ANSWER_ACCEPT && IMAGETTE_WINDOW (window)->session != NULL)
    show_opened (IMAGETTE_WINDOW (window), opened);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ImagetteWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Opened) opened = g_task_propagate_pointer (G_TASK (result), &error);
  ImagetteQuestion question = {
    .heading = _("Replace the Present Run?"),
    .body = _("It has learned since it was last saved."),
    .cancel = _("_Cancel"),
    .accept = _("_Open"),
    .destructive = TRUE,
  };

  self->busy--;
  if (imagette_window_is_gone (self))
    return;
  if (opened == NULL)
    imagette_complain (GTK_WINDOW (self), _("This File Cannot Be Opened"), error->message);
  else if (self->session == NULL)
    return;
  else if (opened->probe != NULL)
    {
      nn_session_set_probe (self->session, opened->probe);
      imagette_window_show_page (self, "layers");
      imagette_window_wake (self);
    }
  else if (nn_session_get_unsaved (self->session))
    imagette_ask (GTK_WINDOW (self), &question, replace_answer_cb, g_steal_pointer (&opened));
  else
    show_opened (self, opened);
}

void
imagette_window_open_file (ImagetteWindow *self,
                           const char     *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (IMAGETTE_IS_WINDOW (self) && path != NULL);

  if (self->session == NULL)
    {
      g_free (self->model);
      self->model = g_strdup (path);
      return;
    }
  if (has_suffix (path, ".lesson"))
    {
      imagette_window_open_lesson (self, path);
      return;
    }
  self->busy++;
  task = g_task_new (NULL, NULL, opened_cb, g_object_ref (self));
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

static void
open_picked_cb (GtkWindow  *parent,
                const char *path,
                gpointer    data)
{
  if (path != NULL)
    imagette_window_open_file (IMAGETTE_WINDOW (parent), path);
}

static void
open_model (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  ImagetteWindow *self = data;
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autofree char *folder = last[0] != '\0' ? g_path_get_dirname (last) : NULL;
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_OPEN,
    .title = _("Open a Model, a Run or a Lesson"),
    .accept = _("_Open"),
    .folder = folder,
    .filter_name = _("Models, runs and lessons"),
    .patterns = open_patterns,
  };

  imagette_pick_file (GTK_WINDOW (self), &pick, open_picked_cb, NULL);
}

static void
open_picture (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_OPEN,
    .title = _("Open a Picture of a Digit"),
    .accept = _("_Open"),
    .filter_name = _("PNG pictures"),
    .patterns = picture_patterns,
  };

  imagette_pick_file (GTK_WINDOW (data), &pick, open_picked_cb, NULL);
}

static void
open_latest (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  ImagetteWindow *self = data;
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");

  if (last[0] != '\0')
    imagette_window_open_file (self, last);
}

/* ---- save ---- */

typedef struct
{
  NnFrame *frame;                 /* a model */
  GPtrArray *moments;             /* a run */
  GArray *curve;
  char *path;
  GArray *states;                 /* of guint64: those (NnPlace) that the file will hold */
  gboolean close;                 /* the window, afterwards */
} Saving;

static void
saving_free (Saving *saving)
{
  g_clear_pointer (&saving->frame, nn_frame_unref);
  g_clear_pointer (&saving->moments, g_ptr_array_unref);
  g_clear_pointer (&saving->curve, g_array_unref);
  g_clear_pointer (&saving->states, g_array_unref);
  g_free (saving->path);
  g_free (saving);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const Saving *saving = data;
  GError *error = NULL;
  gboolean good;

  if (saving->frame != NULL)
    good = nn_model_save (saving->frame->network, &saving->frame->spec, &saving->frame->place,
                          saving->path, &error);
  else
    good = nn_run_save (saving->moments, saving->curve, saving->path, &error);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (ImagetteWindow) self = data;
  const Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  self->busy--;
  if (imagette_window_is_gone (self))
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      imagette_complain (GTK_WINDOW (self), _("The File Could Not Be Saved"), error->message);
      return;
    }
  if (self->session != NULL)
    nn_session_mark_saved (self->session, saving->path,
                           (const guint64 *) (const void *) saving->states->data,
                           saving->states->len);
  g_settings_set_string (self->settings, "last-file", saving->path);
  name = g_path_get_basename (saving->path);
  text = g_strdup_printf (_("Saved %s"), name);
  imagette_window_toast (self, text, NULL, NULL);
  if (saving->close)
    {
      self->close_anyway = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
save_picked_cb (GtkWindow  *parent,
                const char *path,
                gpointer    data)
{
  ImagetteWindow *self = IMAGETTE_WINDOW (parent);
  Saving *saving = data;
  g_autoptr (GTask) task = NULL;

  if (path == NULL)
    {
      saving_free (saving);
      return;
    }
  saving->path = imagette_pick_with_suffix (path, ".safetensors");
  self->busy++;
  task = g_task_new (NULL, NULL, saved_cb, g_object_ref (self));
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  g_task_run_in_thread (task, save_thread);
}

static char *
suggest_name (const NnFrame *frame,
              gboolean       run)
{
  const char *network = frame->spec.network.architecture == NN_ARCHITECTURE_LENET ? "lenet" : "mlp";

  if (run)
    return g_strdup_printf ("%s-seed%" G_GUINT64_FORMAT "-run.safetensors", network,
                            frame->spec.seed);
  if (frame->place.position == 0)
    return g_strdup_printf ("%s-seed%" G_GUINT64_FORMAT "-epoch%u.safetensors", network,
                            frame->spec.seed, frame->place.epoch);
  return g_strdup_printf ("%s-seed%" G_GUINT64_FORMAT "-batch%" G_GUINT64_FORMAT ".safetensors",
                          network, frame->spec.seed, frame->place.update);
}

static void
start_save (ImagetteWindow *self,
            gboolean        run,
            gboolean        close_window)
{
  /* What is looked at; but closing loses what has been learned up to now. */
  NnFrame *frame = close_window ? nn_session_get_live_frame (self->session)
                                : nn_session_get_frame (self->session);
  g_autofree char *last = g_settings_get_string (self->settings, "last-file");
  g_autofree char *folder = last[0] != '\0' ? g_path_get_dirname (last) : NULL;
  g_autofree char *name = NULL;
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_SAVE,
    .title = run ? _("Save the Whole Run") : _("Save the Model"),
    .accept = _("_Save"),
    .folder = folder,
    .filter_name = _("Models and runs"),
    .patterns = model_patterns,
  };
  Saving *saving;

  if (frame == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->close = close_window;
  saving->states = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (run)
    {
      GPtrArray *moments = nn_session_get_moments (self->session);

      saving->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
      for (guint i = 0; i < moments->len; i++)
        {
          NnMoment *moment = g_ptr_array_index (moments, i);

          g_ptr_array_add (saving->moments, nn_moment_ref (moment));
          g_array_append_val (saving->states, moment->place.state);
        }
      saving->curve = g_array_copy (nn_session_get_epochs (self->session));
    }
  else
    {
      saving->frame = nn_frame_ref (frame);
      g_array_append_val (saving->states, frame->place.state);
    }
  name = suggest_name (frame, run);
  pick.name = name;
  imagette_pick_file (GTK_WINDOW (self), &pick, save_picked_cb, saving);
}

static void
save (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  start_save (data, FALSE, FALSE);
}

static void
save_run (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  start_save (data, TRUE, FALSE);
}

void
imagette_window_save_and_close (ImagetteWindow *self)
{
  start_save (self, FALSE, TRUE);
}

void
imagette_window_add_file_actions (ImagetteWindow *self)
{
  static const GActionEntry entries[] = {
    { "open", open_model },
    { "open-picture", open_picture },
    { "open-latest", open_latest },
    { "save", save },
    { "save-run", save_run },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

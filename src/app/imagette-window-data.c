/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "base/nn-error.h"
#include "pages/imagette-dialogs.h"

#include <glib/gi18n-lib.h>

/* The images: found, read in a thread, asked for where there are none. */

void
imagette_window_set_dataset (ImagetteWindow *self,
                             NnDataset      *dataset)
{
  g_autoptr (NnSession) session = NULL;
  g_autoptr (GError) error = NULL;
  NnTrainingSpec spec = nn_training_spec_default ();
  NnBackend backend;
  gboolean first;
  int threads;

  g_return_if_fail (IMAGETTE_IS_WINDOW (self) && dataset != NULL);

  if (!nn_backend_from_environment (&backend, &error))
    {
      backend = nn_backend_best ();
      imagette_complain (GTK_WINDOW (self), _("Computing differently than asked"), error->message);
    }
  threads = g_settings_get_int (self->settings, "threads");
  if (threads == 0)
    threads = (int) MIN (g_get_num_processors (), 4);
  spec.seed = self->seed;

  first = self->session == NULL;
  session = nn_session_new (dataset, &spec, backend, threads);
  imagette_window_set_session (self, session);
  gtk_stack_set_visible_child_name (GTK_STACK (self->content), "main");
  /* While there was nothing to train, GTK gave the focus to what else there was, and Space would
   * open the menu. */
  if (first)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (self->model != NULL)
    {
      g_autofree char *model = g_steal_pointer (&self->model);

      imagette_window_open_file (self, model);
    }
}

/* What was looked for, in the window's language, and then a line a place (nn_dataset_find ()); of
 * other errors what they say. (transfer full) */
static char *
missing_text (const GError *error)
{
  const char *places = strchr (error->message, '\n');
  g_autofree char *what = NULL;

  if (g_error_matches (error, NN_ERROR, NN_ERROR_MISSING) && places != NULL)
    what = g_strdup_printf (_("The images were looked for, and not found, in:%s"), places);
  else
    what = g_strdup (error->message);
  return g_strdup_printf (_("%s\n\nImagette needs the four IDX files of MNIST, or of a set of the "
                            "same shape, in one folder. They come with its source (data/mnist); "
                            "Debian's package dataset-fashion-mnist has a set of clothes."), what);
}

static void
show_missing (ImagetteWindow *self,
              const GError   *error)
{
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  /* A session that is there goes on; only without one is there nothing to show. */
  if (self->session != NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->content), "main");
      imagette_complain (GTK_WINDOW (self), _("These images cannot be used"), error->message);
      return;
    }
  text = missing_text (error);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->missing_page, _("No Digits to Learn From"));
  adw_status_page_set_description (self->missing_page, escaped);
  gtk_stack_set_visible_child_name (GTK_STACK (self->content), "missing");
}

typedef struct
{
  char *folder, *preferred;       /* "": none */
  char *passed_over;              /* why preferred was; NULL: it was not */
  gboolean remember;
} Loading;

static void
loading_free (Loading *loading)
{
  g_free (loading->folder);
  g_free (loading->preferred);
  g_free (loading->passed_over);
  g_free (loading);
}

static const char *
non_empty (const char *text)
{
  return text[0] != '\0' ? text : NULL;
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Loading *loading = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  NnDataset *dataset;

  found = nn_dataset_find (non_empty (loading->folder), non_empty (loading->preferred), &error);
  dataset = found != NULL ? nn_dataset_load (found, &error) : NULL;
  loading->passed_over = nn_dataset_why_passed_over (non_empty (loading->folder),
                                                     non_empty (loading->preferred));
  if (dataset != NULL)
    g_task_return_pointer (task, dataset, (GDestroyNotify) nn_dataset_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (ImagetteWindow) self = data;
  const Loading *loading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (NnDataset) dataset = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || imagette_window_is_gone (self))
    return;
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  if (dataset == NULL)
    {
      g_clear_pointer (&self->coming_lesson, nn_lesson_free);
      show_missing (self, error);
      return;
    }
  if (loading->remember)
    g_settings_set_string (self->settings, "data-folder", loading->folder);
  imagette_window_set_dataset (self, dataset);
  imagette_window_begin_lesson (self);
  if (loading->passed_over == NULL)
    return;
  text = g_strdup_printf (_("The images of the preferences are passed over: %s"),
                          loading->passed_over);
  imagette_window_toast (self, text, _("_Preferences"), "win.preferences");
}

static void
load (ImagetteWindow *self,
      Loading        *loading)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  if (self->session == NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->content), "busy");
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  task = g_task_new (NULL, self->loading, loaded_cb, g_object_ref (self));
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  g_task_set_return_on_cancel (task, FALSE);
  g_task_run_in_thread (task, load_thread);
}

void
imagette_window_load_data (ImagetteWindow *self,
                           const char     *folder)
{
  Loading *loading;

  g_return_if_fail (IMAGETTE_IS_WINDOW (self));

  loading = g_new0 (Loading, 1);
  loading->folder = g_strdup (folder != NULL ? folder : "");
  loading->preferred = g_settings_get_string (self->settings, "data-folder");
  load (self, loading);
}

void
imagette_window_change_data (ImagetteWindow *self,
                             const char     *folder)
{
  Loading *loading;

  g_return_if_fail (IMAGETTE_IS_WINDOW (self) && folder != NULL);

  g_clear_pointer (&self->coming_lesson, nn_lesson_free); /* it wanted others */
  loading = g_new0 (Loading, 1);
  loading->folder = g_strdup (folder);
  loading->preferred = g_strdup ("");
  loading->remember = TRUE;
  load (self, loading);
}

void
imagette_window_load_set (ImagetteWindow *self,
                          const char     *folder)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->folder = g_strdup (folder);
  loading->preferred = g_strdup ("");
  load (self, loading);
}

static void
data_picked_cb (GtkWindow  *parent,
                const char *path,
                gpointer    data)
{
  if (path != NULL)
    imagette_window_change_data (IMAGETTE_WINDOW (parent), path);
}

void
imagette_window_choose_data (ImagetteWindow *self)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_FOLDER,
    .title = _("Folder of the Images"),
    .accept = _("_Choose"),
  };

  imagette_pick_file (GTK_WINDOW (self), &pick, data_picked_cb, NULL);
}

void
imagette_window_retry_data (ImagetteWindow *self)
{
  imagette_window_load_data (self, self->data);
}

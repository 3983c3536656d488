/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-export-dialog.h"

#include "app/imagette-destination.h"
#include "app/imagette-export-options.h"
#include "app/imagette-export-preview.h"
#include "app/imagette-window.h"
#include "pages/layers/imagette-all-max.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PROGRESS_MS 100

struct _ImagetteExportDialog
{
  AdwWindow parent_instance;

  AdwBin *preview_bin, *options_bin, *where_bin;
  GtkWidget *size_label;
  GtkWidget *cancel_button, *export_button;
  ImagetteExportPreview *preview;
  ImagetteExportOptions *options;
  ImagetteDestination *destination;

  ImagetteExportState *state;     /* as it was when the dialog opened; NULL: closed */
  ImagetteExportChoice choice;
  ImagetteAllMax *all_max;        /* for the scope of all moments */
  ImagetteExported *exported;     /* what would be written; NULL: not there yet, or an error */
  char *trouble;                  /* why there is nothing to write; NULL: nothing is wrong */
  GCancellable *job;              /* NULL: none is under way */
  guint progress_id;              /* while it is */
};

G_DEFINE_FINAL_TYPE (ImagetteExportDialog, imagette_export_dialog, ADW_TYPE_WINDOW)

/* Of the file of that number. (transfer none) */
static const char *
get_suffix (ImagetteExportDialog *self,
            guint                 i)
{
  return self->exported != NULL && i < self->exported->suffixes->len
           ? g_ptr_array_index (self->exported->suffixes, i) : "";
}

static void
suggest_name (ImagetteExportDialog *self)
{
  g_autofree char *name
    = imagette_export_suggest (&self->choice, imagette_export_state_get_frame (self->state));

  imagette_destination_suggest (self->destination, name);
}

/* ---- what would be written ---- */

static gsize
count_bytes (const ImagetteExported *exported)
{
  gsize n = 0;

  for (guint i = 0; i < exported->files->len; i++)
    n += g_bytes_get_size (g_ptr_array_index (exported->files, i));
  return n;
}

/* (transfer full) */
static char *
describe_files (ImagetteExportDialog *self)
{
  const ImagetteExported *exported = self->exported;
  const char *extension = imagette_export_get_extension (&self->choice);
  const gboolean pixels = g_str_equal (extension, "png") || g_str_equal (extension, "gif");
  const guint n = exported->files->len;
  g_autofree char *size = g_format_size (count_bytes (exported));
  int width = 0, height = 0;

  if (n > 1)
    {
      g_autofree char *first = imagette_destination_get_name (self->destination,
                                                              get_suffix (self, 0));
      g_autofree char *last = imagette_destination_get_name (self->destination,
                                                             get_suffix (self, n - 1));

      /* Translators: how many files, the names of the first and the last, their size in all. */
      return g_strdup_printf (ngettext ("%u file, %s … %s: %s", "%u files, %s … %s: %s", n), n, first,
                              last, size);
    }
  if (exported->figure != NULL && self->choice.format == NN_FORMAT_NPY)
    return g_strdup_printf (_("float32, %s"), size);
  if (exported->figure != NULL)
    nn_figure_get_size (exported->figure, self->choice.format, &width, &height);
  else if (pixels)
    imagette_export_preview_get_size (self->preview, &width, &height);
  if (width == 0)
    return g_steal_pointer (&size);
  return g_strdup_printf (pixels ? _("%d × %d pixels, %s") : _("%d × %d points, %s"), width, height,
                          size);
}

/* The line below the preview, and whether there is something to write. */
static void
show_state (ImagetteExportDialog *self)
{
  g_autofree char *text = NULL;
  gboolean named = imagette_destination_is_named (self->destination);

  if (self->trouble != NULL)
    text = g_strdup (self->trouble);
  else if (!named)
    text = g_strdup (_("The file needs a name, without “/”"));
  else if (self->exported != NULL)
    text = describe_files (self);
  gtk_label_set_text (GTK_LABEL (self->size_label), text != NULL ? text : "");
  gtk_widget_set_sensitive (self->export_button, self->exported != NULL && named);
}

/* exported: taken; NULL: nothing, and error says why. */
static void
set_exported (ImagetteExportDialog *self,
              ImagetteExported     *exported,
              const GError         *error)
{
  if (self->job != NULL)
    imagette_export_preview_set_busy (self->preview);
  else
    imagette_export_preview_set (self->preview, exported, &self->choice,
                                 imagette_export_state_get_frame (self->state)->network);
  g_clear_pointer (&self->exported, imagette_exported_free);
  g_clear_pointer (&self->trouble, g_free);
  self->exported = exported;
  self->trouble = error != NULL ? g_strdup (error->message) : NULL;
  show_state (self);
}

/* ---- studies, in a thread ---- */

typedef struct
{
  ImagetteExportChoice choice;
  ImagetteExportState *state;
} Job;

static void
job_free (Job *job)
{
  imagette_export_state_unref (job->state);
  g_free (job);
}

static void
job_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  ImagetteExported *exported = imagette_export_run (&job->choice, job->state, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, exported, (GDestroyNotify) imagette_exported_free);
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (ImagetteExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  ImagetteExported *exported = g_task_propagate_pointer (G_TASK (result), &error);

  /* Another one may have begun, or the dialog been closed. */
  if (self->job == NULL || g_task_get_cancellable (G_TASK (result)) != self->job)
    {
      g_clear_pointer (&exported, imagette_exported_free);
      return;
    }
  g_clear_object (&self->job);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  set_exported (self, exported, error);
}

static gboolean
progress_cb (gpointer data)
{
  ImagetteExportDialog *self = data;

  imagette_export_preview_set_percent (self->preview,
                                       imagette_export_state_get_percent (self->state));
  return G_SOURCE_CONTINUE;
}

static void
cancel_job (ImagetteExportDialog *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
}

static void
make_files (ImagetteExportDialog *self)
{
  cancel_job (self);
  if (imagette_export_is_slow (&self->choice))
    {
      g_autoptr (GTask) task = NULL;
      Job *job = g_new (Job, 1);

      job->choice = self->choice;
      job->state = imagette_export_state_ref (self->state);
      self->job = g_cancellable_new ();
      task = g_task_new (NULL, self->job, job_done_cb, g_object_ref (self));
      g_task_set_task_data (task, job, (GDestroyNotify) job_free);
      g_task_run_in_thread (task, job_thread);
      set_exported (self, NULL, NULL);
      self->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, self);
    }
  else
    {
      g_autoptr (GError) error = NULL;
      ImagetteExported *exported = imagette_export_run (&self->choice, self->state, NULL, &error);

      set_exported (self, exported, error);
    }
}

/* ---- from the controls ---- */

static void
choice_changed_cb (ImagetteExportDialog *self)
{
  imagette_export_options_get (self->options, &self->choice);
  suggest_name (self);
  make_files (self);
}

static void
all_max_changed_cb (ImagetteExportDialog *self)
{
  for (int view = 0; view < NN_VIEW_ALL; view++)
    self->choice.view.all_max[view] = imagette_all_max_get (self->all_max, (NnView) view);
  if (self->choice.kind == IMAGETTE_EXPORT_VIEW && self->choice.view.scope == NN_SCOPE_ALL)
    make_files (self);
}

static void
export_cb (ImagetteExportDialog *self)
{
  if (self->exported != NULL)
    imagette_destination_write (self->destination, self->exported->files,
                                self->exported->suffixes);
}

/* ---- building ---- */

static void
imagette_export_dialog_dispose (GObject *object)
{
  ImagetteExportDialog *self = IMAGETTE_EXPORT_DIALOG (object);

  cancel_job (self);
  g_clear_pointer (&self->state, imagette_export_state_unref);
  g_clear_pointer (&self->exported, imagette_exported_free);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_object (&self->all_max);

  G_OBJECT_CLASS (imagette_export_dialog_parent_class)->dispose (object);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteExportDialog, name)

static void
imagette_export_dialog_class_init (ImagetteExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_export_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/imagette/Imagette/ui/imagette-export-dialog.ui");
  BIND (class, preview_bin);
  BIND (class, size_label);
  BIND (class, options_bin);
  BIND (class, where_bin);
  BIND (class, cancel_button);
  BIND (class, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_export_dialog_init (ImagetteExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choice.view = nn_view_spec_default ();
  self->all_max = imagette_all_max_new ();
  g_signal_connect_object (self->all_max, "changed", G_CALLBACK (all_max_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->preview = IMAGETTE_EXPORT_PREVIEW (imagette_export_preview_new ());
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
  self->options = IMAGETTE_EXPORT_OPTIONS (imagette_export_options_new ());
  adw_bin_set_child (self->options_bin, GTK_WIDGET (self->options));
  self->destination = IMAGETTE_DESTINATION (imagette_destination_new ());
  adw_bin_set_child (self->where_bin, GTK_WIDGET (self->destination));
  g_signal_connect_object (self->destination, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->export_button);
}

ImagetteExportDialog *
imagette_export_dialog_present (GtkWindow             *parent,
                                NnSession             *session,
                                ImagetteDisplay       *display,
                                const ImagetteSubject *subject)
{
  ImagetteExportState *state = imagette_export_state_new (session);
  ImagetteExportDialog *self;
  NnFrame *frame;

  if (state == NULL)
    return NULL;
  frame = imagette_export_state_get_frame (state);
  self = g_object_new (IMAGETTE_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->state = state;
  imagette_all_max_renew (self->all_max, nn_session_get_moments (session), frame->probe);
  imagette_export_options_set_network (self->options, frame->network,
                                       nn_session_get_study_spec (session), subject,
                                       imagette_display_get_scope (display),
                                       imagette_display_get_colors (display));
  g_signal_connect_object (self->options, "changed", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  choice_changed_cb (self);
  imagette_export_options_grab_focus (self->options);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

ImagetteExportOptions *
imagette_export_dialog_get_options (ImagetteExportDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self), NULL);
  return self->options;
}

void
imagette_export_dialog_choose (ImagetteExportDialog *self,
                               const char           *what,
                               const char           *format)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self));
  imagette_export_options_choose (self->options, what, format);
}

void
imagette_export_dialog_set_folder (ImagetteExportDialog *self,
                                   const char           *folder)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self));

  imagette_destination_set_folder (self->destination, folder);
}

char *
imagette_export_dialog_get_path (ImagetteExportDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self), NULL);
  return imagette_destination_get_path (self->destination, get_suffix (self, 0));
}

gboolean
imagette_export_dialog_is_ready (ImagetteExportDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self), FALSE);
  return gtk_widget_get_sensitive (self->export_button);
}

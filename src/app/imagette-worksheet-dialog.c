/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-worksheet-dialog.h"

#include "export/nn-worksheet-view.h"
#include "pages/imagette-dialogs.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define NUMBER_DIGITS 20          /* of 2^64 - 1 */

struct _ImagetteWorksheetDialog
{
  AdwWindow parent_instance;

  GtkWidget *options_list, *state_label, *spinner, *cancel_button, *write_button;
  AdwBin *where_bin;
  GtkWidget *number, *count, *language;
  ImagetteDestination *destination;

  NnDataset *dataset;
  GCancellable *job;              /* NULL: none is under way */
};

G_DEFINE_FINAL_TYPE (ImagetteWorksheetDialog, imagette_worksheet_dialog, ADW_TYPE_WINDOW)

/* Each says its own name. */
static const char *const languages[] = { "en", "fr" };
static const char *const language_names[] = { "English", "Français", NULL };

/* ---- what would be written ---- */

/* FALSE: what stands there is not the number of so many sheets. */
static gboolean
get_view (ImagetteWorksheetDialog *self,
          NnWorksheetView         *view)
{
  view->count = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->count));
  view->language = languages[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->language))];
  return g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->number)), 10, 0,
                                     G_MAXUINT64 - (view->count - 1), &view->first, NULL);
}

/* (transfer full) */
static char *
suggest_name (const NnWorksheetView *view)
{
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, view->first);
  g_autofree char *last = g_strdup_printf ("-%" G_GUINT64_FORMAT, view->first + (view->count - 1));

  return g_strdup_printf ("worksheet-%s%s-%s.pdf", first, view->count > 1 ? last : "",
                          view->language);
}

/* (transfer full) */
static char *
describe (const NnWorksheetView *view)
{
  g_autofree char *first = g_strdup_printf ("%" G_GUINT64_FORMAT, view->first);
  g_autofree char *last = g_strdup_printf ("%" G_GUINT64_FORMAT, view->first + (view->count - 1));
  const guint pages = view->count * NN_WORKSHEET_PAGES;

  if (view->count == 1)
    return g_strdup_printf (_("Sheet %s: %u pages, and as many of answers"), first, pages);
  /* Translators: the numbers of the first and the last worksheet, then how many pages. */
  return g_strdup_printf (_("Sheets %s to %s: %u pages, and as many of answers"), first, last,
                          pages);
}

static void
show_state (ImagetteWorksheetDialog *self)
{
  NnWorksheetView view;
  gboolean good = get_view (self, &view);
  gboolean named = imagette_destination_is_named (self->destination);
  g_autofree char *text = NULL;

  if (self->job != NULL)
    text = g_strdup (_("Making the sheets…"));
  else if (!good)
    text = g_strdup_printf (_("A number of a sheet is a whole number from 0 to %s"),
                            "18446744073709551615");
  else if (!named)
    text = g_strdup (_("The file needs a name, without “/”"));
  else
    text = describe (&view);
  gtk_label_set_text (GTK_LABEL (self->state_label), text);
  gtk_widget_set_sensitive (self->write_button, self->job == NULL && good && named);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->job != NULL);
}

static void
choice_changed_cb (ImagetteWorksheetDialog *self)
{
  NnWorksheetView view;

  /* What is being made is no longer what is asked for. */
  g_clear_object (&self->job);
  if (get_view (self, &view))
    {
      g_autofree char *name = suggest_name (&view);

      imagette_destination_suggest (self->destination, name);
    }
  show_state (self);
}

/* ---- made in a thread ---- */

typedef struct
{
  NnWorksheetView view;
  NnDataset *dataset;
} Job;

static void
job_free (Job *job)
{
  nn_dataset_unref (job->dataset);
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
  GBytes *bytes = nn_worksheet_view_serialize (&job->view, &job->dataset->test, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
job_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (ImagetteWorksheetDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) suffixes = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  /* Something else may have been asked for, or the dialog been closed. */
  if (self->job == NULL || g_task_get_cancellable (G_TASK (result)) != self->job)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      return;
    }
  g_clear_object (&self->job);
  show_state (self);
  if (bytes == NULL)
    {
      imagette_complain (GTK_WINDOW (self), _("There Are No Worksheets of These Images"),
                         error->message);
      return;
    }
  files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  suffixes = g_ptr_array_new ();
  g_ptr_array_add (files, bytes);
  g_ptr_array_add (suffixes, (gpointer) "");
  imagette_destination_write (self->destination, files, suffixes);
}

static void
write_cb (ImagetteWorksheetDialog *self)
{
  g_autoptr (GTask) task = NULL;
  NnWorksheetView view;
  Job *job;

  if (self->job != NULL || !get_view (self, &view))
    return;
  job = g_new (Job, 1);
  job->view = view;
  job->dataset = nn_dataset_ref (self->dataset);
  self->job = g_cancellable_new ();
  task = g_task_new (NULL, self->job, job_done_cb, g_object_ref (self));
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, job_thread);
  show_state (self);
}

/* ---- building ---- */

static void
build_options (ImagetteWorksheetDialog *self)
{
  const char *desktop = g_get_language_names ()[0];

  self->number = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->number), "1");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->number), NUMBER_DIGITS);
  gtk_entry_set_max_length (GTK_ENTRY (self->number), NUMBER_DIGITS);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->number), GTK_INPUT_PURPOSE_DIGITS);
  gtk_entry_set_activates_default (GTK_ENTRY (self->number), TRUE);
  imagette_parts_row (self->options_list, _("Number"),
                      _("Number of the first sheet: another number, another sheet"), self->number);
  self->count = imagette_parts_spin (1, NN_WORKSHEET_MAX_COUNT, 1, G_CALLBACK (choice_changed_cb),
                                     self);
  imagette_parts_row (self->options_list, _("How Many"),
                      _("Numbered on from the first, so that each pupil gets another"),
                      self->count);
  self->language = imagette_parts_choice (language_names, G_CALLBACK (choice_changed_cb), self);
  imagette_parts_row (self->options_list, _("Language"),
                      _("Of the sheets, whatever the desktop's"), self->language);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (desktop, languages[i]))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->language), i);
  g_signal_connect_swapped (self->number, "changed", G_CALLBACK (choice_changed_cb), self);
}

/* Closed: the thread keeps the dialog alive, but nothing is to be written any more. */
static void
imagette_worksheet_dialog_unmap (GtkWidget *widget)
{
  g_clear_object (&IMAGETTE_WORKSHEET_DIALOG (widget)->job);
  GTK_WIDGET_CLASS (imagette_worksheet_dialog_parent_class)->unmap (widget);
}

static void
imagette_worksheet_dialog_dispose (GObject *object)
{
  ImagetteWorksheetDialog *self = IMAGETTE_WORKSHEET_DIALOG (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->dataset, nn_dataset_unref);

  G_OBJECT_CLASS (imagette_worksheet_dialog_parent_class)->dispose (object);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteWorksheetDialog, name)

static void
imagette_worksheet_dialog_class_init (ImagetteWorksheetDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_worksheet_dialog_dispose;
  widget_class->unmap = imagette_worksheet_dialog_unmap;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/imagette/Imagette/ui/imagette-worksheet-dialog.ui");
  BIND (class, options_list);
  BIND (class, where_bin);
  BIND (class, state_label);
  BIND (class, spinner);
  BIND (class, cancel_button);
  BIND (class, write_button);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_worksheet_dialog_init (ImagetteWorksheetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->destination = IMAGETTE_DESTINATION (imagette_destination_new ());
  adw_bin_set_child (self->where_bin, GTK_WIDGET (self->destination));
  build_options (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->write_button);
  choice_changed_cb (self);
  g_signal_connect_object (self->destination, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
}

ImagetteWorksheetDialog *
imagette_worksheet_dialog_present (GtkWindow *parent,
                                   NnDataset *dataset)
{
  ImagetteWorksheetDialog *self;

  g_return_val_if_fail (dataset != NULL, NULL);

  self = g_object_new (IMAGETTE_TYPE_WORKSHEET_DIALOG, "transient-for", parent, NULL);
  self->dataset = nn_dataset_ref (dataset);
  gtk_widget_grab_focus (self->number);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
imagette_worksheet_dialog_choose (ImagetteWorksheetDialog *self,
                                  const char              *first,
                                  guint                    count,
                                  const char              *language)
{
  g_return_if_fail (IMAGETTE_IS_WORKSHEET_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->number), first);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->count), count);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (language, languages[i]))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->language), i);
}

ImagetteDestination *
imagette_worksheet_dialog_get_destination (ImagetteWorksheetDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WORKSHEET_DIALOG (self), NULL);
  return self->destination;
}

gboolean
imagette_worksheet_dialog_is_ready (ImagetteWorksheetDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_WORKSHEET_DIALOG (self), FALSE);
  return gtk_widget_get_sensitive (self->write_button);
}

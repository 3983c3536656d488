/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-dialogs.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkNativeDialog *dialog;
  GtkWindow *parent;
  ImagettePickFunc picked;
  gpointer data;
} Picking;

typedef struct
{
  GtkWindow *parent;              /* the dialog dies with it */
  ImagetteAnswerFunc answered;
  gpointer data;
} Asking;

static ImagettePickHook pick_hook;
static gpointer pick_hook_data;

void
imagette_pick_file_set_hook (ImagettePickHook hook,
                             gpointer         data)
{
  pick_hook = hook;
  pick_hook_data = data;
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             Picking         *picking)
{
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      path = file != NULL ? g_file_get_path (file) : NULL;
    }
  gtk_native_dialog_hide (dialog);
  picking->picked (picking->parent, path, picking->data);
  g_object_unref (dialog);
  g_object_unref (picking->parent);
  g_free (picking);
}

static void
add_filters (GtkFileChooser     *chooser,
             const ImagettePick *pick)
{
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GtkFileFilter) all = NULL;

  if (pick->filter_name == NULL || pick->patterns == NULL)
    return;
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, pick->filter_name);
  for (gsize i = 0; pick->patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, pick->patterns[i]);
  gtk_file_chooser_add_filter (chooser, filter);
  all = gtk_file_filter_new ();
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, all);
}

void
imagette_pick_file (GtkWindow          *parent,
                    const ImagettePick *pick,
                    ImagettePickFunc    picked,
                    gpointer            data)
{
  static const GtkFileChooserAction actions[] = {
    [IMAGETTE_PICK_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [IMAGETTE_PICK_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
    [IMAGETTE_PICK_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
  };
  GtkFileChooserNative *native;
  Picking *picking;

  g_return_if_fail (GTK_IS_WINDOW (parent) && pick != NULL && picked != NULL);

  if (pick_hook != NULL)
    {
      g_autofree char *path = pick_hook (pick, pick_hook_data);

      picked (parent, path, data);
      return;
    }

  native = gtk_file_chooser_native_new (pick->title, parent, actions[pick->kind], pick->accept,
                                        _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  add_filters (GTK_FILE_CHOOSER (native), pick);
  if (pick->folder != NULL && pick->folder[0] != '\0')
    {
      g_autoptr (GFile) folder = g_file_new_for_path (pick->folder);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), folder, NULL);
    }
  if (pick->name != NULL && pick->kind == IMAGETTE_PICK_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), pick->name);

  picking = g_new0 (Picking, 1);
  picking->parent = g_object_ref (parent);
  picking->picked = picked;
  picking->data = data;
  g_signal_connect (native, "response", G_CALLBACK (response_cb), picking);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
}

char *
imagette_pick_with_suffix (const char *path,
                           const char *suffix)
{
  g_autofree char *longer = NULL;

  g_return_val_if_fail (path != NULL && suffix != NULL, NULL);

  longer = g_strconcat (path, suffix, NULL);
  return g_str_has_suffix (path, suffix) || g_file_test (longer, G_FILE_TEST_EXISTS)
           ? g_strdup (path) : g_steal_pointer (&longer);
}

static void
answer_cb (AdwMessageDialog *dialog,
           const char       *response,
           Asking           *asking)
{
  ImagetteAnswer answer = IMAGETTE_ANSWER_CANCEL;

  if (g_str_equal (response, "accept"))
    answer = IMAGETTE_ANSWER_ACCEPT;
  else if (g_str_equal (response, "other"))
    answer = IMAGETTE_ANSWER_OTHER;
  /* The answer may close the parent, and the dialog is not gone yet. */
  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL);
  if (asking->answered != NULL)
    asking->answered (asking->parent, answer, asking->data);
}

static void
free_asking (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

void
imagette_ask (GtkWindow              *parent,
              const ImagetteQuestion *question,
              ImagetteAnswerFunc      answered,
              gpointer                data)
{
  AdwMessageDialog *dialog;
  Asking *asking;

  g_return_if_fail (GTK_IS_WINDOW (parent) && question != NULL);

  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, question->heading, question->body));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_response (dialog, "cancel",
                                   question->cancel != NULL ? question->cancel : _("_Cancel"));
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_default_response (dialog, "cancel");
  if (question->accept != NULL)
    {
      adw_message_dialog_add_response (dialog, "accept", question->accept);
      adw_message_dialog_set_response_appearance (dialog, "accept",
                                                  question->destructive
                                                    ? ADW_RESPONSE_DESTRUCTIVE
                                                    : ADW_RESPONSE_SUGGESTED);
      if (!question->destructive)
        adw_message_dialog_set_default_response (dialog, "accept");
    }
  /* Where accepting loses something, the other deed is the safe one. */
  if (question->other != NULL)
    {
      adw_message_dialog_add_response (dialog, "other", question->other);
      if (question->destructive)
        {
          adw_message_dialog_set_response_appearance (dialog, "other", ADW_RESPONSE_SUGGESTED);
          adw_message_dialog_set_default_response (dialog, "other");
        }
    }

  asking = g_new0 (Asking, 1);
  asking->parent = parent;
  asking->answered = answered;
  asking->data = data;
  g_signal_connect_data (dialog, "response", G_CALLBACK (answer_cb), asking, free_asking, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  /* The dialog itself would give it to the last button, whatever that does. */
  gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (dialog)));
}

void
imagette_complain (GtkWindow  *parent,
                   const char *heading,
                   const char *message)
{
  ImagetteQuestion question = { .heading = heading, .body = message, .cancel = _("_Close") };

  imagette_ask (parent, &question, NULL, NULL);
}

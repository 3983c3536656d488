/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-destination.h"

#include "base/nn-file.h"
#include "pages/imagette-dialogs.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ImagetteDestination
{
  AdwBin parent_instance;

  GtkWidget *name, *folder_row;

  GSettings *settings;
  char *folder;
  char *extension;                /* of the name suggested last */
  gboolean naming;                /* the name is being suggested, */
  gboolean typed;                 /* or was typed, and stays */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteDestination, imagette_destination, ADW_TYPE_BIN)

/* ---- names ---- */

/* Without the extension of anything that can be written. (transfer full) */
static char *
get_stem (ImagetteDestination *self)
{
  static const char *const known[] = { ".png", ".gif", ".svg", ".pdf", ".npy", ".csv", ".safetensors" };
  char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_suffix (name, known[i]))
      {
        name[strlen (name) - strlen (known[i])] = '\0';
        break;
      }
  return name;
}

gboolean
imagette_destination_is_named (ImagetteDestination *self)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (IMAGETTE_IS_DESTINATION (self), FALSE);

  stem = get_stem (self);
  return stem[0] != '\0' && strchr (stem, '/') == NULL;
}

char *
imagette_destination_get_name (ImagetteDestination *self,
                               const char          *suffix)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (IMAGETTE_IS_DESTINATION (self) && suffix != NULL, NULL);

  stem = get_stem (self);
  return g_strconcat (stem, suffix, self->extension, NULL);
}

char *
imagette_destination_get_path (ImagetteDestination *self,
                               const char          *suffix)
{
  g_autofree char *name = imagette_destination_get_name (self, suffix);

  return name != NULL ? g_build_filename (self->folder, name, NULL) : NULL;
}

void
imagette_destination_suggest (ImagetteDestination *self,
                              const char          *name)
{
  g_autofree char *stem = NULL;
  g_autofree char *typed = NULL;
  const char *extension;

  g_return_if_fail (IMAGETTE_IS_DESTINATION (self) && name != NULL);

  extension = strrchr (name, '.');
  g_free (self->extension);
  self->extension = g_strdup (extension != NULL ? extension : "");
  stem = get_stem (self);
  typed = g_strconcat (stem, self->extension, NULL);
  self->naming = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->typed ? typed : name);
  self->naming = FALSE;
}

static void
name_changed_cb (ImagetteDestination *self)
{
  if (self->naming)
    return;
  self->typed = gtk_editable_get_text (GTK_EDITABLE (self->name))[0] != '\0';
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ---- the folder ---- */

void
imagette_destination_set_folder (ImagetteDestination *self,
                                 const char          *folder)
{
  char *copy;

  g_return_if_fail (IMAGETTE_IS_DESTINATION (self) && folder != NULL);

  copy = g_strdup (folder);
  g_free (self->folder);
  self->folder = copy;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->folder_row), self->folder);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
folder_picked_cb (GtkWindow  *parent,
                  const char *path,
                  gpointer    data)
{
  g_autoptr (ImagetteDestination) self = data;

  if (path != NULL)
    imagette_destination_set_folder (self, path);
}

static void
choose_folder_cb (ImagetteDestination *self)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_FOLDER,
    .title = _("Folder for the File"),
    .accept = _("_Choose"),
    .folder = self->folder,
  };

  imagette_pick_file (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &pick,
                      folder_picked_cb, g_object_ref (self));
}

/* Of the last time; else where pictures are. */
static char *
find_folder (GSettings *settings)
{
  g_autofree char *folder = g_settings_get_string (settings, "export-folder");
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  if (folder[0] != '\0' && g_file_test (folder, G_FILE_TEST_IS_DIR))
    return g_steal_pointer (&folder);
  return g_strdup (pictures != NULL ? pictures : g_get_home_dir ());
}

/* ---- writing ---- */

typedef struct
{
  ImagetteDestination *self;
  GPtrArray *files, *suffixes;
} Writing;

static void
writing_free (Writing *writing)
{
  g_object_unref (writing->self);
  g_ptr_array_unref (writing->files);
  g_ptr_array_unref (writing->suffixes);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
write_files (GtkWindow     *dialog,
             const Writing *writing)
{
  ImagetteDestination *self = writing->self;
  const guint n = writing->files->len;
  GtkWindow *parent = gtk_window_get_transient_for (dialog);
  g_autofree char *first = imagette_destination_get_path (self, writing->suffixes->pdata[0]);
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = imagette_destination_get_path (self, writing->suffixes->pdata[i]);
      g_autoptr (GError) error = NULL;
      gsize size;
      const void *data = g_bytes_get_data (g_ptr_array_index (writing->files, i), &size);

      if (!nn_file_replace (path, data, size, &error))
        {
          imagette_complain (dialog, _("The File Could Not Be Written"), error->message);
          return;
        }
    }
  g_settings_set_string (self->settings, "export-folder", self->folder);
  if (n > 1)
    text = g_strdup_printf (ngettext ("Wrote %u file to %s", "Wrote %u files to %s", n), n,
                            self->folder);
  else
    text = g_strdup_printf (_("Wrote %s"), first);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.tell", "s", text);
  gtk_window_close (dialog);
}

static void
overwrite_cb (GtkWindow     *window,
              ImagetteAnswer answer,
              gpointer       data)
{
  g_autoptr (Writing) writing = data;

  if (answer == IMAGETTE_ANSWER_ACCEPT)
    write_files (window, writing);
}

void
imagette_destination_write (ImagetteDestination *self,
                            GPtrArray           *files,
                            GPtrArray           *suffixes)
{
  g_autoptr (Writing) writing = NULL;
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  ImagetteQuestion question = {
    .cancel = _("_Cancel"),
    .accept = _("_Replace"),
    .destructive = TRUE,
  };
  GtkWindow *dialog;
  guint there = 0;

  g_return_if_fail (IMAGETTE_IS_DESTINATION (self));
  g_return_if_fail (files != NULL && files->len > 0 && suffixes->len == files->len);

  dialog = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  writing = g_new (Writing, 1);
  writing->self = g_object_ref (self);
  writing->files = g_ptr_array_ref (files);
  writing->suffixes = g_ptr_array_ref (suffixes);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *path = imagette_destination_get_path (self, g_ptr_array_index (suffixes, i));

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      if (there++ == 0)
        name = imagette_destination_get_name (self, g_ptr_array_index (suffixes, i));
    }
  if (there == 0)
    {
      write_files (dialog, writing);
      return;
    }
  if (there == 1)
    heading = g_strdup_printf (_("Replace %s?"), name);
  else
    heading = g_strdup_printf (ngettext ("Replace %u File?", "Replace %u Files?", there), there);
  body = g_strdup_printf (ngettext ("There is such a file in %s already.",
                                    "There are such files in %s already.", there), self->folder);
  question.heading = heading;
  question.body = body;
  imagette_ask (dialog, &question, overwrite_cb, g_steal_pointer (&writing));
}

/* ---- life ---- */

static void
imagette_destination_finalize (GObject *object)
{
  ImagetteDestination *self = IMAGETTE_DESTINATION (object);

  g_clear_object (&self->settings);
  g_free (self->folder);
  g_free (self->extension);

  G_OBJECT_CLASS (imagette_destination_parent_class)->finalize (object);
}

static void
imagette_destination_class_init (ImagetteDestinationClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_destination_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_destination_init (ImagetteDestination *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("folder-open-symbolic");
  g_autofree char *folder = NULL;

  self->settings = g_settings_new (IMAGETTE_ID);
  self->extension = g_strdup ("");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->name = gtk_entry_new ();
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 16);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->name), 36);
  gtk_entry_set_activates_default (GTK_ENTRY (self->name), TRUE);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (name_changed_cb), self);
  imagette_parts_row (list, _("Name"), _("Name of the file"), self->name);
  gtk_widget_set_tooltip_text (button, _("Choose another folder"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (choose_folder_cb), self);
  self->folder_row = imagette_parts_row (list, _("Folder"), _("Where the file goes"), button);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->folder_row), 2);
  adw_bin_set_child (ADW_BIN (self), list);
  folder = find_folder (self->settings);
  imagette_destination_set_folder (self, folder);
}

GtkWidget *
imagette_destination_new (void)
{
  return g_object_new (IMAGETTE_TYPE_DESTINATION, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-lesson-dialog.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteLessonDialog
{
  AdwWindow parent_instance;

  GtkWidget *first_list, *hide_box, *cancel_button, *save_button;
  GtkTextView *text;
  GtkWidget *title, *further;
  GtkWidget *hide[IMAGETTE_N_HIDDEN];
  ImagetteLessonNotesFunc done;
};

G_DEFINE_FINAL_TYPE (ImagetteLessonDialog, imagette_lesson_dialog, ADW_TYPE_WINDOW)

void
imagette_lesson_notes_free (ImagetteLessonNotes *notes)
{
  g_free (notes->title);
  g_free (notes->text);
  g_free (notes);
}

/* (transfer full) */
static char *
get_title (ImagetteLessonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title))));
}

static void
title_changed_cb (ImagetteLessonDialog *self)
{
  g_autofree char *title = get_title (self);

  gtk_widget_set_sensitive (self->save_button, *title != '\0');
}

static void
save_cb (ImagetteLessonDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  ImagetteLessonNotesFunc done = self->done;
  ImagetteLessonNotes *notes = g_new0 (ImagetteLessonNotes, 1);

  notes->title = get_title (self);
  g_object_get (buffer, "text", &notes->text, NULL);
  g_strstrip (notes->text);
  notes->further = gtk_switch_get_active (GTK_SWITCH (self->further));
  for (int i = 0; i < IMAGETTE_N_HIDDEN; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->hide[i])))
      notes->hidden |= (ImagetteHidden) (1 << i);
  gtk_window_close (GTK_WINDOW (self));
  done (parent, notes);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteLessonDialog, name)

static void
imagette_lesson_dialog_class_init (ImagetteLessonDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/imagette/Imagette/ui/imagette-lesson-dialog.ui");
  BIND (class, first_list);
  BIND (class, text);
  BIND (class, hide_box);
  BIND (class, cancel_button);
  BIND (class, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_lesson_dialog_init (ImagetteLessonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->title = gtk_entry_new ();
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_entry_set_activates_default (GTK_ENTRY (self->title), TRUE);
  g_signal_connect_swapped (self->title, "changed", G_CALLBACK (title_changed_cb), self);
  imagette_parts_row (self->first_list, _("Title"), _("Over the notes beside the pages"),
                      self->title);
  self->further = gtk_switch_new ();
  imagette_parts_row (self->first_list, _("A further step"),
                      _("Added to the lesson that is open, after its last step"), self->further);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Notes"), -1);
  for (int i = 0; i < IMAGETTE_N_HIDDEN; i++)
    {
      self->hide[i] = gtk_check_button_new_with_label (imagette_hidden_label (i));
      gtk_widget_set_tooltip_text (self->hide[i], _("Hidden in this step; its key goes on working"));
      gtk_flow_box_append (GTK_FLOW_BOX (self->hide_box), self->hide[i]);
      gtk_widget_set_focusable (gtk_widget_get_parent (self->hide[i]), FALSE);
    }
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  title_changed_cb (self);
}

void
imagette_lesson_dialog_present (GtkWindow              *parent,
                                gboolean                further,
                                ImagetteHidden          hidden,
                                ImagetteLessonNotesFunc done)
{
  ImagetteLessonDialog *self;

  g_return_if_fail (GTK_IS_WINDOW (parent) && done != NULL);

  self = g_object_new (IMAGETTE_TYPE_LESSON_DIALOG, "transient-for", parent, NULL);
  self->done = done;
  gtk_switch_set_active (GTK_SWITCH (self->further), further);
  gtk_widget_set_sensitive (self->further, further);
  for (int i = 0; i < IMAGETTE_N_HIDDEN; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->hide[i]), (hidden & (1 << i)) != 0);
  gtk_widget_grab_focus (self->title);
  gtk_window_present (GTK_WINDOW (self));
}

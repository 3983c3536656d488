/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-lesson-pane.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-shortcuts.h"

#include <glib/gi18n-lib.h>

#define NARROW_HEIGHT 120
#define LINE_CHARS 30             /* of the notes: more would take the pages' room */

struct _ImagetteLessonPane
{
  AdwBin parent_instance;

  GtkWidget *lesson, *title, *text, *progress, *scroller;
};

G_DEFINE_FINAL_TYPE (ImagetteLessonPane, imagette_lesson_pane, ADW_TYPE_BIN)

static GtkWidget *
new_head (ImagetteLessonPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *close = imagette_parts_button (NULL, "window-close-symbolic", "win.lesson-close");

  self->lesson = imagette_parts_label ("", "dim");
  gtk_label_set_max_width_chars (GTK_LABEL (self->lesson), LINE_CHARS / 2);
  gtk_widget_set_hexpand (self->lesson, TRUE);
  gtk_widget_add_css_class (close, "flat");
  gtk_box_append (GTK_BOX (box), self->lesson);
  gtk_box_append (GTK_BOX (box), close);
  return box;
}

static GtkWidget *
new_notes (ImagetteLessonPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->title = imagette_parts_label ("", "imagette-title");
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->title), LINE_CHARS);
  self->text = gtk_label_new (NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (self->text), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (self->text), 0);
  gtk_label_set_yalign (GTK_LABEL (self->text), 0);
  gtk_label_set_wrap (GTK_LABEL (self->text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->text), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_vexpand (self->text, TRUE);
  gtk_widget_add_css_class (box, "notes");
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->text);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  return self->scroller;
}

static GtkWidget *
new_foot (ImagetteLessonPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *back = imagette_parts_button (_("Back"), NULL, "win.lesson-back");
  GtkWidget *next = imagette_parts_button (_("Next"), NULL, "win.lesson-next");

  self->progress = imagette_parts_label ("", "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->progress), 0.5);
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_add_css_class (next, "suggested-action");
  gtk_box_append (GTK_BOX (box), back);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), next);
  return box;
}

static void
imagette_lesson_pane_class_init (ImagetteLessonPaneClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "lesson");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
imagette_lesson_pane_init (ImagetteLessonPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), new_notes (self));
  gtk_box_append (GTK_BOX (box), new_foot (self));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  imagette_lesson_pane_set_narrow (self, FALSE);
}

void
imagette_lesson_pane_show (ImagetteLessonPane *self,
                           const char         *lesson,
                           const char         *title,
                           const char         *text,
                           guint               step,
                           guint               n)
{
  g_autofree char *progress = NULL;

  g_return_if_fail (IMAGETTE_IS_LESSON_PANE (self));

  /* Translators: of the steps of a lesson: "2 of 7" */
  progress = g_strdup_printf (_("%u of %u"), step, n);
  gtk_label_set_text (GTK_LABEL (self->lesson), lesson);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_label_set_text (GTK_LABEL (self->progress), progress);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, lesson,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

void
imagette_lesson_pane_set_narrow (ImagetteLessonPane *self,
                                 gboolean            narrow)
{
  g_return_if_fail (IMAGETTE_IS_LESSON_PANE (self));

  gtk_widget_set_size_request (GTK_WIDGET (self), narrow ? -1 : IMAGETTE_LESSON_PANE_WIDTH, -1);
  gtk_widget_set_vexpand (self->scroller, !narrow);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller),
                                              narrow ? NARROW_HEIGHT : -1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/imagette-hidden.h"

G_BEGIN_DECLS

/* What a teacher says of the state that becomes a lesson, or a further step of one. */
typedef struct
{
  char *title, *text;             /* a title of some letters */
  ImagetteHidden hidden;
  gboolean further;               /* a step of the lesson that is open */
} ImagetteLessonNotes;

void imagette_lesson_notes_free (ImagetteLessonNotes *notes);

/* parent is the dialog's; notes: taken. */
typedef void (*ImagetteLessonNotesFunc) (GtkWindow *parent, ImagetteLessonNotes *notes);

/* Title, notes, what is hidden. further: a step can be added to a lesson that is open. */
#define IMAGETTE_TYPE_LESSON_DIALOG (imagette_lesson_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLessonDialog, imagette_lesson_dialog, IMAGETTE, LESSON_DIALOG,
                      AdwWindow)

void imagette_lesson_dialog_present (GtkWindow              *parent,
                                     gboolean                further,
                                     ImagetteHidden          hidden,
                                     ImagetteLessonNotesFunc done);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImagetteLessonNotes, imagette_lesson_notes_free)

G_END_DECLS

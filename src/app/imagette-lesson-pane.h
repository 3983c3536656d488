/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The notes of a lesson beside the pages: a step's title and text, "2 of 7", back and next. Its
 * buttons are actions of the window. */
#define IMAGETTE_TYPE_LESSON_PANE (imagette_lesson_pane_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLessonPane, imagette_lesson_pane, IMAGETTE, LESSON_PANE, AdwBin)

#define IMAGETTE_LESSON_PANE_WIDTH 320 /* pixels at text scale 1 */

/* step: from 1 to n. */
void imagette_lesson_pane_show       (ImagetteLessonPane *self,
                                      const char         *lesson,
                                      const char         *title,
                                      const char         *text,
                                      guint               step,
                                      guint               n);
/* Below the pages, as wide as they are, and not high. */
void imagette_lesson_pane_set_narrow (ImagetteLessonPane *self,
                                      gboolean            narrow);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/imagette-lesson-pane.h"
#include "app/imagette-notice.h"
#include "app/imagette-pace-scale.h"
#include "app/imagette-run-bar.h"
#include "app/imagette-vote-bar.h"
#include "app/imagette-window.h"
#include "formats/nn-lesson.h"

G_BEGIN_DECLS

/* Shared by imagette-window*.c, which each hold one group of actions. */
#define IMAGETTE_PROJECTOR_TEXT 1.5 /* times the text of the desktop */

struct _ImagetteWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwToast *toast;                /* the one shown; weak */
  GtkWidget *header_revealer, *header;
  GtkWidget *run_button, *run_icon, *run_label;
  GtkWidget *batch_button, *epoch_button;
  ImagettePaceScale *pace_scale;
  GtkWidget *title_stack, *switcher, *switcher_bar;
  GtkWidget *menu_button, *projector_button;
  GtkWidget *content, *spinner;
  AdwStatusPage *missing_page;
  GtkWidget *choose_data_button, *retry_data_button;
  ImagetteNotice *notice;
  ImagetteVoteBar *vote_bar;
  GtkWidget *lesson_box;
  AdwViewStack *pages;
  ImagetteLessonPane *lesson_pane;
  ImagetteRunBar *run_bar;

  NnSession *session;
  ImagetteDisplay *display;
  ImagettePlan *plan;
  GSettings *settings;
  char *data;                     /* of the command line; NULL: as preferences say */
  char *model;                    /* to be opened when the data are there */
  guint64 seed;
  GCancellable *loading;
  NnLesson *lesson;               /* that is open; NULL: none is */
  guint step;                     /* of it, from 0 */
  NnLesson *coming_lesson;        /* asked about, or waiting for its images */
  guint busy;                     /* files being read or written */

  guint tick_id;
  gint64 awake_until;             /* frame time up to which ticks go on without news */
  gboolean narrow, projector;
  gboolean close_anyway;
  GtkWindow *ours;                /* of our digits; weak */
  ImagetteHidden last_secret;     /* that was guessed at: the key asks for it again */
};

void imagette_window_add_training_actions (ImagetteWindow *self);
void imagette_window_add_viewing_actions  (ImagetteWindow *self);
void imagette_window_add_file_actions     (ImagetteWindow *self);
void imagette_window_add_lesson_actions   (ImagetteWindow *self);
void imagette_window_add_class_actions    (ImagetteWindow *self);

/* Action states and buttons after any change of the session. */
void imagette_window_update_training_actions (ImagetteWindow *self);
/* A new run by spec; the old one can be brought back. */
void imagette_window_start                (ImagetteWindow       *self,
                                           const NnTrainingSpec *spec);
/* Wide or narrow, by the room that there is beside the notes of a lesson. */
void imagette_window_make_room            (ImagetteWindow *self);
/* Likewise without being asked to prefer it: "" for the images that come along. */
void imagette_window_load_set             (ImagetteWindow *self,
                                           const char     *folder);
/* A lesson file; the images are there. What is wrong with it is shown. */
void imagette_window_open_lesson          (ImagetteWindow *self,
                                           const char     *path);
/* The lesson that was waiting for its images, if there is one. */
void imagette_window_begin_lesson         (ImagetteWindow *self);
/* Tick for a while: a command went down, so something will come up. */
void imagette_window_wake                 (ImagetteWindow *self);
void imagette_window_apply_pace           (ImagetteWindow *self);
void imagette_window_show_pace            (ImagetteWindow *self);
void imagette_window_set_session          (ImagetteWindow *self,
                                           NnSession      *session);
void imagette_window_choose_data          (ImagetteWindow *self);
void imagette_window_retry_data           (ImagetteWindow *self);
void imagette_window_set_projector        (ImagetteWindow *self,
                                           gboolean        projector);
/* Closed while a thread was still at work for it. */
gboolean imagette_window_is_gone          (ImagetteWindow *self);
/* Saves first; closes when that is done. */
void imagette_window_save_and_close       (ImagetteWindow *self);

G_END_DECLS

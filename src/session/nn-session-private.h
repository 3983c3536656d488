/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-look.h"
#include "session/nn-session-lesson.h"
#include "session/nn-session-studies.h"
#include "session/nn-session-weight.h"
#include "session/nn-study-desk.h"

G_BEGIN_DECLS

/* Of nn-session.c (what comes up) and nn-session-commands.c (what goes down) alone. */
struct _NnSession
{
  GObject parent_instance;

  /* Owned. */
  NnDataset *dataset;
  NnTrainer *trainer;
  NnLook *look;
  NnStudyDesk *desk;              /* asks the viewer of look */
  GSource *wake_source;           /* made ready by the workers, runs nn_session_tick here */
  GPtrArray *moments;
  GArray *losses, *epochs;
  NnOutcome *outcome;             /* of the last run that ended; NULL if none has */

  /* As last heard of from the trainer, or as just asked for. */
  NnTrainingSpec spec;
  NnState state;
  guint target;
  guint generation;
  double images_per_second, seconds_left;
  NnHands hands;
  guint edits;

  /* Serials of commands: what a snapshot says about a thing counts only when it
   * was made after the last command that changed this thing. */
  guint64 command, done;          /* last one sent, last one done */
  guint64 spec_command, state_command, target_command, run_command, hands_command;
  NnClipLesson *lesson;           /* owned */
  guint64 lesson_serial;          /* what the viewer was asked; 0: nothing is under way */

  NnBatchStep *batch_step;        /* owned; as the last snapshot had it */
  NnWeightSpec weight;            /* what is wanted */
  NnWeightLook *weight_look;      /* owned; of weight, or on its way there */
  guint64 weight_serial;          /* what the viewer was asked; 0: nothing is under way */
  NnBatchStep *weight_batch;      /* … of this step, owned … */
  NnWeightSpec weight_asked;      /* … and that weight */

  gboolean unsaved;
  guint64 origin;                 /* the state the live run began with (NnSnapshot) */
  GHashTable *saved;              /* path: GArray of the states (NnPlace) in that file */
  guint n_undo;                   /* so many earlier runs can be gone back to */
  guint64 progress, curve, timeline;

  guint64 notified_frame, notified_live; /* serials */
};

/* What is to be shown may have changed: notifies "frame" and "live-frame" if so. */
void nn_session_update_frames  (NnSession *session);
void nn_session_update_unsaved (NnSession *session);
void nn_session_set_state      (NnSession *session,
                                NnState    state);
void nn_session_notify_probe   (NnSession *session);
/* A file that was written holds it, and was not written anew since. */
gboolean nn_session_is_saved   (NnSession *session,
                                guint64    state);
/* Takes command: from here on it is the trainer's. Its serial. */
guint64 nn_session_send        (NnSession  *session,
                                NnCommand  *command);
/* Takes what the viewer has made, asks for what is wanted now, notifies. */
void nn_session_update_studies (NnSession *session);
/* Takes what the viewer has made of the lesson; TRUE if that was anything. */
gboolean nn_session_take_lesson (NnSession *session);
/* The same of the weight that is looked at; asks for what is to be seen now. */
gboolean nn_session_update_weight (NnSession *session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "session/nn-snapshot.h"

G_BEGIN_DECLS

/* The facade that pages talk to; lives on the main thread. Owns the trainer
 * and the viewer. Nothing here computes or waits.
 *
 * Properties (all read-only, notified from nn_session_tick () unless said):
 *   "frame"      NnFrame*     what the pages show: now, or the past looked at
 *   "live-frame" NnFrame*     now
 *   "state"      int (NnState)
 *   "progress"   guint64      a serial that grows when place, speed or target changed
 *   "curve"      guint64      a serial that grows when losses or epochs changed
 *   "timeline"   guint64      a serial that grows when the list of moments changed
 *   "looking-back" gboolean   a past moment is shown
 *   "probe"      NnProbe*     (notified at once)
 *   "unsaved"    gboolean     the live state was made here, and is in no file of nn_session_mark_saved ()
 *   "failure"    char*        what went wrong, for people; NULL if nothing
 */
#define NN_TYPE_SESSION (nn_session_get_type ())
G_DECLARE_FINAL_TYPE (NnSession, nn_session, NN, SESSION, GObject)

NnSession  *nn_session_new           (NnDataset            *dataset,
                                      const NnTrainingSpec *spec,
                                      NnBackend             backend,
                                      int                   n_threads);

/* Take what trainer and viewer have put in their slots; from the window's
 * tick callback, and from an idle when a worker woke the session. Returns
 * TRUE if anything was taken. */
gboolean    nn_session_tick          (NnSession *session);

/* Commands (down). */
void        nn_session_run           (NnSession *session);                 /* to the target epoch; further by +10 when there already */
void        nn_session_run_to        (NnSession *session, guint epoch);
void        nn_session_pause         (NnSession *session);
void        nn_session_step_batch    (NnSession *session);                 /* pauses and does one update */
void        nn_session_step_epoch    (NnSession *session);                 /* to the end of the current epoch */
void        nn_session_reset         (NnSession *session, const NnTrainingSpec *spec); /* a new run; the old one is kept for … */
gboolean    nn_session_undo_reset    (NnSession *session);                 /* … this, one after another; FALSE if there is none */
gboolean    nn_session_can_undo_reset (NnSession *session);
void        nn_session_go_on_from    (NnSession *session, NnMoment *moment); /* drops later moments, keeps them for undo */
void        nn_session_set_hyper     (NnSession *session, const NnHyper *hyper, guint batch); /* from the next batch */
/* Batches a second; 0 is flat out. start_until: that pace holds up to this update, then flat out (0: always). */
void        nn_session_set_pace      (NnSession *session, double batches_per_second, guint64 start_until);
void        nn_session_set_probe     (NnSession *session, NnProbe *probe);
void        nn_session_set_target    (NnSession *session, guint epoch);    /* 10 */
/* A loaded network becomes a fresh run's only moment, or a loaded run its whole timeline. */
void        nn_session_open_model    (NnSession *session, NnNetwork *network, const NnTrainingSpec *spec, guint64 update, guint epoch);
void        nn_session_open_run      (NnSession *session, GPtrArray *moments, GArray *curve);
/* path now holds these states (NnPlace, [n]), and no longer what it held before. */
void        nn_session_mark_saved    (NnSession *session, const char *path, const guint64 *states, guint n);

/* Looking (viewer). NULL goes back to now. */
void        nn_session_look_at       (NnSession *session, NnMoment *moment);

/* State, owned by the session; valid until the next tick. */
NnDataset  *nn_session_get_dataset   (NnSession *session);
const NnTrainingSpec *nn_session_get_spec (NnSession *session);            /* with the hyper-parameters in force */
NnState     nn_session_get_state     (NnSession *session);
NnFrame    *nn_session_get_frame     (NnSession *session);
NnFrame    *nn_session_get_live_frame (NnSession *session);
NnProbe    *nn_session_get_probe     (NnSession *session);
NnMoment   *nn_session_get_looked_at (NnSession *session);                 /* NULL: now */
GPtrArray  *nn_session_get_moments   (NnSession *session);                 /* of NnMoment */
GArray     *nn_session_get_losses    (NnSession *session);                 /* of NnLossPoint, the whole run */
GArray     *nn_session_get_epochs    (NnSession *session);                 /* of NnEpochPoint */
guint       nn_session_get_generation (NnSession *session);                /* grows: another run's losses and epochs */
double      nn_session_get_images_per_second (NnSession *session);
double      nn_session_get_seconds_left (NnSession *session);
guint       nn_session_get_target    (NnSession *session);
gboolean    nn_session_get_unsaved   (NnSession *session);
const char *nn_session_get_failure   (NnSession *session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-study-shelf.h"

G_BEGIN_DECLS

/* Who decides which study is to be made next, and which one is shown. Of the main
 * thread; computes nothing itself. In this order:
 *
 *   1  the state that is looked at (a moment, or the present while paused): at once
 *   2  while training runs: the latest moment, or every so many seconds the present
 *      weights (occlusion and invariance: these always); one at a time, and after s
 *      seconds of work not before 10 s have gone by, so that training keeps nine
 *      tenths of its speed and more
 *   3  moments that still lack something, as time allows: paused, in their order;
 *      while training runs, the latest first, within the same bound
 *
 * What is on its way is not asked for again, and not given up for a newer state of
 * the same training: results come even where states change faster than they do. */
typedef struct
{
  gboolean running;
  guint generation;
  NnFrame *live;                  /* NULL before the first */
  NnMoment *looked_at;            /* NULL: now */
  NnProbe *probe;
  GPtrArray *moments;             /* of NnMoment, of this generation */
} NnScene;                        /* borrowed, for the time of a call */

typedef struct _NnStudyDesk NnStudyDesk;

NnStudyDesk *nn_study_desk_new          (NnViewer          *viewer);  /* borrowed */
void         nn_study_desk_free         (NnStudyDesk       *desk);

/* Each takes effect with the next update. */
void         nn_study_desk_set_wanted   (NnStudyDesk       *desk,
                                         NnStudies          wanted);
void         nn_study_desk_set_spec     (NnStudyDesk       *desk,
                                         const NnStudySpec *spec);
/* kind: OCCLUDED or TRANSFORMED; hold NULL: nothing is in the hand. */
void         nn_study_desk_hold         (NnStudyDesk       *desk,
                                         NnViewKind         kind,
                                         const NnViewHold  *hold);
/* 0 (the default): features, map and maxima are of the latest moment while training runs;
 * else of the present, asked for every so many seconds, and not kept. NN_RENEWAL_BY_HAND
 * cancels what is under way; then nothing is asked for while training runs, but by renew. */
void         nn_study_desk_set_renewal  (NnStudyDesk       *desk,
                                         double             seconds);
double       nn_study_desk_get_renewal  (NnStudyDesk       *desk);
void         nn_study_desk_renew        (NnStudyDesk       *desk);
/* All that is wanted of moments has been made for this one. */
gboolean     nn_study_desk_has          (NnStudyDesk       *desk,
                                         NnMoment          *moment);
NnStudies    nn_study_desk_get_wanted   (NnStudyDesk       *desk);
const NnStudySpec *nn_study_desk_get_spec (NnStudyDesk     *desk);

/* Takes what has come and asks for what is to come. Returns the kinds whose
 * results have changed, as 1 << kind. */
guint        nn_study_desk_update       (NnStudyDesk       *desk,
                                         const NnScene     *scene);

/* (transfer none) OCCLUSION, INVARIANCE, FEATURES, MAP, MAXIMA as the kind says; OCCLUDED,
 * TRANSFORMED: a frame; EVOLUTION: NnEvolution. NULL: there is none. */
gpointer     nn_study_desk_get          (NnStudyDesk       *desk,
                                         NnViewKind         kind);
double       nn_study_desk_get_progress (NnStudyDesk       *desk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnStudyDesk, nn_study_desk_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"
#include "session/nn-study.h"

G_BEGIN_DECLS

/* The looks of the session that take longer than a picture: figures 2, 4, 5 and
 * 7 of Zeiler & Fergus, and the map of the digits. Main thread; nothing here
 * computes or waits, all is made by the viewer.
 *
 * Results belong to states of the network and are kept beside the timeline:
 * going back to a moment shows at once what was made for it. While training
 * runs, features, evolution, map and maxima follow the ends of the epochs (or all but
 * evolution the present, every few seconds), as often as costs less than a tenth of
 * the time; occlusion and invariance follow the probe. A state that is looked at, and
 * the present while paused, is served first; then the moments that still lack
 * something, while training runs within the same tenth, the latest first.
 *
 * Properties of NnSession (read-only, notified from nn_session_tick ()):
 *   "features"       NnFeatures*
 *   "evolution"      NnEvolution*   of all the moments whose columns are there
 *   "occlusion"      NnOcclusion*
 *   "invariance"     NnInvariance*
 *   "digit-map"      NnDigitMap*
 *   "maxima"         NnMaxima*
 *   "occluded-frame" NnFrame*       the probe under the occluder in the hand
 *   "transformed-frame" NnFrame*    the probe shifted, scaled and turned by the hand
 *   "study-progress" double         0 … 1 of what is under way; 1: nothing is */

/* What pages want from now on; what is no longer wanted is cancelled, and kept where it is made. */
void          nn_session_set_wanted       (NnSession         *session,
                                           NnStudies          wanted);
NnStudies     nn_session_get_wanted       (NnSession         *session);
/* While training runs: 0 (the default) the latest moment's, else every so many seconds the
 * present's; NN_RENEWAL_BY_HAND cancels what is under way. */
void          nn_session_set_renewal      (NnSession         *session,
                                           double             seconds);
double        nn_session_get_renewal      (NnSession         *session);
/* Once, at once: by hand. */
void          nn_session_renew            (NnSession         *session);
/* All that is wanted of moments has been made for this one: it is shown at once when looked at. */
gboolean      nn_session_is_studied       (NnSession         *session,
                                           NnMoment          *moment);
void          nn_session_set_study_spec   (NnSession         *session,
                                           const NnStudySpec *spec);
const NnStudySpec *nn_session_get_study_spec (NnSession      *session);
/* The occluder of the spec in the hand, its middle on this pixel of the probe; row < 0: put away. */
void          nn_session_hold_occluder    (NnSession         *session,
                                           int                row,
                                           int                column);
/* The probe changed like this; NULL: put away. */
void          nn_session_hold_transform   (NnSession         *session,
                                           const NnTransform *transform);

/* Owned by the session; valid until the next tick. The one of the state that is
 * shown; while that is being made, the one that was shown before (place says of
 * which state it is); NULL before the first, of another run, or where the
 * network has none (the rival has no maps). */
NnFeatures   *nn_session_get_features     (NnSession         *session);
NnEvolution  *nn_session_get_evolution    (NnSession         *session);
NnOcclusion  *nn_session_get_occlusion    (NnSession         *session);
NnInvariance *nn_session_get_invariance   (NnSession         *session);
NnDigitMap   *nn_session_get_digit_map    (NnSession         *session);
NnMaxima     *nn_session_get_maxima       (NnSession         *session);
NnFrame      *nn_session_get_occluded_frame (NnSession       *session);  /* NULL: no occluder in the hand */
NnFrame      *nn_session_get_transformed_frame (NnSession    *session);  /* NULL: it is not changed */
double        nn_session_get_study_progress (NnSession       *session);

G_END_DECLS

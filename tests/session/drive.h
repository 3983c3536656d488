/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-session.h"
#include "util/test-patience.h"

G_BEGIN_DECLS

/* Driving a session as a window does, and saying what must hold. */

#define wait_until(session, condition) \
  G_STMT_START { \
    gint64 until_ = g_get_monotonic_time () + test_patience (); \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > until_) \
          g_error ("%s:%d: in vain: %s", __FILE__, __LINE__, #condition); \
        tick (session); \
      } \
  } G_STMT_END

/* A session on two threads, at its first frame. */
NnSession     *start_session   (NnDataset            *dataset,
                                const NnTrainingSpec *spec);
void           tick            (NnSession            *session);
void           wait_for_update (NnSession            *session,
                                guint64               update);
/* It does not run, and the trainer knows. */
void           wait_for_rest   (NnSession            *session);
/* Nothing is under way any more: the last command's answer is there, and the accuracy. */
void           wait_for_quiet  (NnSession            *session);
/* The live state is in a file. */
void           mark_saved      (NnSession            *session);

const NnPlace *get_place       (NnSession            *session); /* live; NULL before the first frame */
guint64        get_update      (NnSession            *session); /* likewise; G_MAXUINT64 */
NnMoment      *get_moment      (NnSession            *session,
                                guint64               update);  /* NULL if there is none */
char          *list_moments    (NnSession            *session);
char          *describe        (NnSession            *session);
/* What a plain training gives after so many updates: what the command line does. */
char          *describe_plain  (NnDataset            *dataset,
                                const NnTrainingSpec *spec,
                                guint64               updates);

void           assert_plain    (NnSession            *session,
                                const NnTrainingSpec *spec,
                                guint64               updates);
/* Each update's loss is there, once, in order. */
void           assert_losses   (NnSession            *session,
                                guint64               first,
                                guint64               last);
void           assert_moments  (NnSession            *session,
                                const char           *expected);

G_END_DECLS

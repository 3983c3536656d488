/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a lesson may take out of sight. Keys go on working: it is for the eye, not a lock. */
typedef enum
{
  IMAGETTE_HIDDEN_RUN      = 1 << 0,
  IMAGETTE_HIDDEN_BATCH    = 1 << 1,
  IMAGETTE_HIDDEN_EPOCH    = 1 << 2,
  IMAGETTE_HIDDEN_PACE     = 1 << 3,
  IMAGETTE_HIDDEN_PAGES    = 1 << 4,  /* the switcher between them */
  IMAGETTE_HIDDEN_TIMELINE = 1 << 5,  /* the bottom bar */
  IMAGETTE_HIDDEN_SETTINGS = 1 << 6,  /* of training, on the Train page */
  /* Until the class has voted (imagette-vote.h): */
  IMAGETTE_HIDDEN_PREDICTION = 1 << 7, /* what the network reads in the probe */
  IMAGETTE_HIDDEN_LABEL    = 1 << 8,  /* what the probe is; the prediction with it, which tells */
  IMAGETTE_HIDDEN_ACCURACY = 1 << 9,  /* on the test set */
} ImagetteHidden;

#define IMAGETTE_N_HIDDEN 10
/* What of it is a secret of a vote. */
#define IMAGETTE_HIDDEN_SECRETS \
  (IMAGETTE_HIDDEN_PREDICTION | IMAGETTE_HIDDEN_LABEL | IMAGETTE_HIDDEN_ACCURACY)

/* Of number i, from 0: the name in a lesson file, and what it is called on the screen. */
const char *imagette_hidden_name       (int                i);
const char *imagette_hidden_label      (int                i);
/* All of these names; FALSE, and *unknown is the first of those, if there is none of one. */
gboolean    imagette_hidden_from_names (const char *const *names,
                                        ImagetteHidden    *hidden,
                                        const char       **unknown);
/* (transfer full) */
char      **imagette_hidden_to_names   (ImagetteHidden     hidden);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-viewer.h"

G_BEGIN_DECLS

/* Where the results of studies are kept, by what they were made of, so that
 * going back to a moment shows at once what was made for it. Of the main thread.
 * Of each kind the least recently used go first when there are too many. */
typedef struct
{
  NnViewKind kind;                /* OCCLUSION, INVARIANCE, FEATURES, MAP, EVOLUTION or MAXIMA */
  NnNetwork *network;
  NnProbe *probe;                 /* of occlusion and invariance; else NULL */
  NnStudySpec study;              /* what belongs to the kind counts */
  gboolean units;                 /* features: results with them will do for keys without */
} NnStudyKey;

typedef struct _NnStudyShelf NnStudyShelf;

NnStudyShelf *nn_study_shelf_new       (void);
void          nn_study_shelf_free      (NnStudyShelf     *shelf);
/* (transfer none), NULL if it is not there. */
gpointer      nn_study_shelf_find      (NnStudyShelf     *shelf,
                                        const NnStudyKey *key);
/* Refers to what key holds; result is taken. */
void          nn_study_shelf_add       (NnStudyShelf     *shelf,
                                        const NnStudyKey *key,
                                        gpointer          result);
/* Another run: results of networks that are no moment of it go. */
void          nn_study_shelf_keep_only (NnStudyShelf     *shelf,
                                        GPtrArray        *moments);   /* of NnMoment */
/* How many of a kind are kept at most. */
guint         nn_study_shelf_get_limit (NnViewKind        kind);

gboolean      nn_study_key_equal       (const NnStudyKey *a,
                                        const NnStudyKey *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnStudyShelf, nn_study_shelf_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-viewer.h"

G_BEGIN_DECLS

/* What the main thread looks at: now or a moment of the past, with which probe.
 * Owns the viewer and asks it for what is missing, never for what is on its
 * way; a frame that is shown stays until the one that is to follow is there. */
typedef struct _NnLook NnLook;

NnLook   *nn_look_new        (NnDataset *dataset,
                              NnBackend  backend,
                              NnProbe   *probe,
                              NnWake     wake,
                              gpointer   data);
void      nn_look_free       (NnLook    *look);

/* The trainer's latest. While running, it is the trainer that shows a new probe. */
void      nn_look_set_live   (NnLook    *look,
                              NnFrame   *frame);
void      nn_look_set_running (NnLook   *look,
                              gboolean   running);
void      nn_look_set_probe  (NnLook    *look,
                              NnProbe   *probe);
void      nn_look_set_moment (NnLook    *look,
                              NnMoment  *moment);    /* NULL: now */
/* Takes what the viewer has answered; TRUE if that was anything. */
gboolean  nn_look_take       (NnLook    *look);

/* For studies: kinds that are no frame and no evaluation. */
NnViewer *nn_look_get_viewer (NnLook    *look);
NnFrame  *nn_look_get_live   (NnLook    *look);      /* NULL before the first */
NnFrame  *nn_look_get_shown  (NnLook    *look);      /* likewise */
NnProbe  *nn_look_get_probe  (NnLook    *look);
NnMoment *nn_look_get_moment (NnLook    *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnLook, nn_look_free)

G_END_DECLS

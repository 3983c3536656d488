/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"

G_BEGIN_DECLS

/* m over all moments of a run, of each view: what the scope "all moments" needs.
 * Computed in a thread; the latest request wins.
 *
 * Signals: "changed" ()
 */
#define IMAGETTE_TYPE_ALL_MAX (imagette_all_max_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteAllMax, imagette_all_max, IMAGETTE, ALL_MAX, GObject)

ImagetteAllMax *imagette_all_max_new   (void);
/* moments: of NnMoment; their list may change meanwhile. */
void            imagette_all_max_renew (ImagetteAllMax *self,
                                        GPtrArray      *moments,
                                        NnProbe        *probe);
/* 0 before the first answer, and for NN_VIEW_ALL. */
float           imagette_all_max_get   (ImagetteAllMax *self,
                                        NnView          view);

G_END_DECLS

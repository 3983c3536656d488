/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-features.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* The pair of figure 2 that is open and the probe are one image. A plain part of the view. */
typedef struct
{
  int map, i;                     /* pair i of a map */
  NnProbe *probe;                 /* what it made the probe; owned */
} ImagetteFigure2Pair;

/* Makes its image the probe; nothing if there is no such pair. */
void     imagette_figure2_pair_open   (ImagetteFigure2Pair *self,
                                       NnSession           *session,
                                       NnFeatureLayer       layer,
                                       int                  map,
                                       int                  i);
/* While it is open, when something has changed: the pair may have another image, of another
 * moment, which then is the probe. FALSE: another probe has come from elsewhere, so that the
 * pair is to be closed. */
gboolean imagette_figure2_pair_follow (ImagetteFigure2Pair *self,
                                       NnSession           *session,
                                       NnFeatureLayer       layer);
void     imagette_figure2_pair_clear  (ImagetteFigure2Pair *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "pages/layers/imagette-answer-pane.h"
#include "pages/layers/imagette-bank.h"
#include "pages/layers/imagette-large-view.h"
#include "pages/layers/imagette-probe-pane.h"
#include "pages/layers/imagette-sum-pane.h"
#include "pages/layers/imagette-weight-pane.h"

G_BEGIN_DECLS

/* A cell of a card: of a map, a filter, a strip (its unit is the tile). */
typedef struct
{
  const char *layer;              /* interned; NULL: none */
  gboolean filter;
  int tile, row, column;
} ImagetteCell;

/* Pointing at a cell of any card, or of the large view: its words in the last card, in all the
 * others the frames of what it looks at and of what it feeds; in the large view, the sum behind
 * it. A plain part of the page; all borrowed, what large has at its foot, too. */
typedef struct
{
  ImagettePage *page;
  ImagetteProbePane *probe;
  ImagetteBank *const *banks;
  int n_banks;
  ImagetteAnswerPane *answer;
  ImagetteLargeView *large;
  ImagetteSumPane *sum;           /* at the foot of large, of a cell of a map … */
  ImagetteWeightPane *weight;     /* … and of one of a filter */
  ImagetteCell hovered;           /* on a card; the pointer is there */
  ImagetteCell marked;            /* in the large view, while that is open */
} ImagettePointing;

/* After the members up to large are set: makes the others. */
void imagette_pointing_connect (ImagettePointing *self);
/* Opens a tile large, at its strongest cell, or closes it. */
void imagette_pointing_open    (ImagettePointing *self,
                                ImagetteTile     *tile);
/* The tile that is open, or has the focus. */
void imagette_pointing_get_subject (const ImagettePointing *self,
                                    ImagetteSubject        *subject);
/* What is written and framed follows the session, and the large view. */
void imagette_pointing_update  (ImagettePointing *self);

G_END_DECLS

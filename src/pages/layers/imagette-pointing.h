/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "pages/layers/imagette-answer-pane.h"
#include "pages/layers/imagette-bank.h"
#include "pages/layers/imagette-probe-pane.h"

G_BEGIN_DECLS

/* Pointing at a cell of any card: its words in the last card, the frames of what it
 * looks at in all the others. A plain part of the page; all borrowed. */
typedef struct
{
  ImagettePage *page;
  ImagetteProbePane *probe;
  ImagetteBank *const *banks;
  int n_banks;
  ImagetteAnswerPane *answer;
} ImagettePointing;

void imagette_pointing_connect (ImagettePointing *self);

G_END_DECLS

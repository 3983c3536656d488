/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-field.h"
#include "pages/layers/imagette-answer-pane.h"
#include "pages/layers/imagette-bank.h"

G_BEGIN_DECLS

/* Frames what a cell sees in the earlier layers and what it feeds in the later ones; in its own
 * layer, itself. unit NULL, or a layer that the network lacks: takes the frames away. The layer
 * of unit may be 0, a pixel. */

/* On the maps of a bank. */
void imagette_fields_show_bank   (ImagetteBank       *bank,
                                  const NnNetwork    *network,
                                  const NnUnit       *unit);
/* On the input. */
void imagette_fields_show_input  (ImagetteTile       *tile,
                                  const NnNetwork    *network,
                                  const NnUnit       *unit);
/* On strips and bars: a dense layer is all or one. */
void imagette_fields_show_answer (ImagetteAnswerPane *answer,
                                  const NnNetwork    *network,
                                  const NnUnit       *unit);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"

G_BEGIN_DECLS

/* LeNet and its rival, of which one is trained and the other has no weights. All 0: none yet. */
typedef struct
{
  NnNetwork *of[2];               /* NnArchitecture; NULL before the first frame */
  NnArchitecture trained;
} ImagetteNetworkPair;

/* Takes the trained one from the frame. TRUE if it is of another architecture, width or
 * activation than before: then the other is a new one, too, with about as many parameters. */
gboolean imagette_network_pair_set   (ImagetteNetworkPair *pair,
                                      const NnFrame       *frame);
void     imagette_network_pair_clear (ImagetteNetworkPair *pair);

G_END_DECLS

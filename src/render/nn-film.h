/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"

G_BEGIN_DECLS

/* Figures of one size as an animated GIF, delay_ms each (GIF counts hundredths of a second),
 * over and over: what every browser, office and mail program plays. No caption. A GIF has 256
 * colours: where there are more, as many of the lowest bits of each channel are dropped as it
 * takes; black and white stay. Equal figures give equal bytes. NN_ERROR_RANGE if the sizes
 * differ or are too large. Written by cgif, version 89a with NETSCAPE2.0's loop.
 * (transfer full) */
GBytes *nn_film_serialize (GPtrArray  *figures,   /* of NnFigure, at least one */
                           guint       delay_ms,  /* 10 … 655350 */
                           GError    **error);

G_END_DECLS

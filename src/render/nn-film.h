/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"

G_BEGIN_DECLS

/* Figures of one size as an animated PNG, delay_ms each, over and over: what every
 * browser plays, and what shows its first picture where it is not known. No caption.
 * Equal figures give equal bytes. NN_ERROR_RANGE if the sizes differ or are too
 * large. (APNG 1.0, which is part of PNG's third edition.) (transfer full) */
GBytes *nn_film_serialize (GPtrArray  *figures,   /* of NnFigure, at least one */
                           guint       delay_ms,  /* 1 … 65535 */
                           GError    **error);

G_END_DECLS

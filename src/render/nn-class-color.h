/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-style.h"

G_BEGIN_DECLS

#define NN_CLASS_COLORS 10

/* A colour for each of the ten digits, 0xRRGGBB, for areas: apart in hue and lightness, the
 * same in light and dark. Never the only sign: the digit stands beside it. */
guint32 nn_class_color     (int            class);
/* The same for figures and points on the style's background: as far towards its text's
 * colour as a contrast of 3 needs. */
guint32 nn_class_ink       (const NnStyle *style,
                            int            class);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_DIGIT_SIDE 28
#define NN_DIGIT_BOX 20

/* As MNIST was made: the ink's bounding box is fitted into 20x20 keeping its
 * aspect (by area averages when it shrinks), then placed in 28x28 so that the
 * centre of mass comes nearest to the middle of the picture (a whole-pixel
 * shift; pixels are kept, never cut by the border).
 * ink: [height][width], 0 paper .. 255 ink. digit: [28][28], overwritten.
 * Returns FALSE, and an empty digit, if there is no ink. */
gboolean nn_center_digit (const guint8 *ink,
                          int           height,
                          int           width,
                          guint8       *digit);

G_END_DECLS

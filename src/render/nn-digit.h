/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NN_DIGIT_SIDE 28
#define NN_DIGIT_BOX 20

/* As MNIST was made: the ink's bounding box (pixels above an eighth of the
 * darkest) is fitted into 20x20 keeping its aspect, by area means, and placed
 * in 28x28 by the whole-pixel shift that brings the centre of mass nearest to
 * row and column 14 (as in MNIST: all its test digits lie within half a pixel
 * of that). No ink is ever cut by the border.
 * ink: [height][width], 0 paper .. 255 ink. digit: [28][28], overwritten.
 * Returns FALSE, and an empty digit, if there is no ink. Pure; any thread. */
gboolean nn_center_digit (const guint8 *ink,
                          int           height,
                          int           width,
                          guint8       *digit);

/* What is done to a drawing before the network gets it, one step more each. */
typedef enum
{
  NN_DIGIT_RAW,                   /* the sheet as it is, made small by area means */
  NN_DIGIT_CENTRED,               /* that, moved by whole pixels so that its centre of mass comes nearest
                                   * to row and column 14; no ink is cut by the border */
  NN_DIGIT_BOXED,                 /* as MNIST was made: nn_center_digit () */
  NN_DIGIT_N_WAYS,
} NnDigitWay;

/* ink: [side][side]. As nn_center_digit (), each way. */
gboolean nn_prepare_digit (const guint8 *ink,
                           int           side,
                           NnDigitWay    way,
                           guint8       *digit);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-convolution.h"
#include "session/nn-frame.h"
#include "widgets/imagette-stack-figure.h"

G_BEGIN_DECLS

#define IMAGETTE_STACK_MAPS 16    /* of C3 */

typedef enum
{
  IMAGETTE_STACK_COLORS,          /* the digit, red at its left and blue at its right; the filter
                                     looks for red: Gauss, less half of that in green and blue */
  IMAGETTE_STACK_C3,              /* the network's six S2 maps, and a filter of its C3 */
  IMAGETTE_STACK_N_SOURCES,
} ImagetteStackSource;

/* A convolution over channels with all of its numbers. A plain value. */
typedef struct
{
  ImagetteStackSource source;
  int map;                        /* of C3, from 0 */
  NnAfter after;
  float planes[IMAGETTE_STACK_MAX * NN_IMAGE_SIZE], filters[IMAGETTE_STACK_MAX * 25], bias;
  NnConvolution spec;             /* of all channels */
  int n_output;
  float parts[IMAGETTE_STACK_MAX * NN_IMAGE_SIZE], sums[IMAGETTE_STACK_MAX * NN_IMAGE_SIZE];
  float output[NN_IMAGE_SIZE];
} ImagetteStackModel;

/* pixels: [28][28]; NULL: black. */
void  imagette_stack_model_set_colors (ImagetteStackModel       *self,
                                       const guint8             *pixels);
/* FALSE, and nothing changes: there is no frame, or the network has no C3. */
gboolean imagette_stack_model_set_c3  (ImagetteStackModel       *self,
                                       NnFrame                  *frame,
                                       int                       map);
void  imagette_stack_model_get_planes (const ImagetteStackModel *self,
                                       NnColors                  colors,
                                       ImagetteStackPlanes      *planes);
/* "O(4, 5): 0.12 + 0.33 + (−0.1) = 0.35; with the bias 0.05: 0.4; after ReLU: 0.4", of a tanh network after tanh; row -1:
 * how to choose a place. (transfer full) */
char *imagette_stack_words_sum        (const ImagetteStackModel *self,
                                       int                       row,
                                       int                       column);
/* Shapes and parameters, with the numbers put in. (transfer full) */
char *imagette_stack_words_counts     (const ImagetteStackModel *self);

G_END_DECLS

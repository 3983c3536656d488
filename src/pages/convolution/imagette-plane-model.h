/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-convolution.h"
#include "nn/nn-network.h"
#include "pages/convolution/imagette-steps.h"
#include "widgets/imagette-filter-editor.h"
#include "widgets/imagette-plane-figure.h"

G_BEGIN_DECLS

#define IMAGETTE_PLANE_MODEL_KERNEL IMAGETTE_FILTER_EDITOR_SIDE         /* of C1, and to begin with */
#define IMAGETTE_PLANE_MODEL_WEIGHTS (IMAGETTE_FILTER_EDITOR_MAX * IMAGETTE_FILTER_EDITOR_MAX)

typedef enum
{
  IMAGETTE_PLANE_DIGIT,           /* the probe, 28 × 28, black 0 to white 1 */
  IMAGETTE_PLANE_GRID,            /* a small one, 10 × 10, drawn by hand in whole numbers */
  IMAGETTE_PLANE_N_IMAGES,
} ImagettePlaneImage;

/* Whose weights they are: by hand, an ImagettePreset, then the network's C1 filters. */
#define IMAGETTE_PLANE_HAND 0
#define IMAGETTE_PLANE_PRESET 1
#define IMAGETTE_PLANE_C1 (IMAGETTE_PLANE_PRESET + IMAGETTE_N_PRESETS)
#define IMAGETTE_PLANE_C1_FILTERS 6

/* A convolution in two dimensions with all of its numbers. A plain value. */
typedef struct
{
  /* Given. */
  ImagettePlaneImage source;
  int filter;                     /* whose weights */
  float grid[NN_IMAGE_SIZE];      /* [side][side] of the drawn grid */
  float image[NN_IMAGE_SIZE];     /* [side][side] of what is looked at */
  int kernel;                     /* side of the filter, 1 … IMAGETTE_FILTER_EDITOR_MAX */
  float weights[IMAGETTE_PLANE_MODEL_WEIGHTS], bias; /* [kernel][kernel] */
  ImagetteSteps steps;
  /* Computed. */
  NnConvolution spec;
  int n_output, n_pooled;         /* rows, and columns */
  float output[IMAGETTE_PLANE_SIDE * IMAGETTE_PLANE_SIDE];
  float pooled[IMAGETTE_PLANE_SIDE * IMAGETTE_PLANE_SIDE];
} ImagettePlaneModel;

/* The digit (black, until there is one) under Sobel's filter for upright edges. */
void imagette_plane_model_init       (ImagettePlaneModel       *self);
/* pixels: [28][28] of the digit; NULL: black. */
void imagette_plane_model_set_image  (ImagettePlaneModel       *self,
                                      ImagettePlaneImage        source,
                                      const guint8             *pixels);
/* A cell of the grid. */
void imagette_plane_model_edit       (ImagettePlaneModel       *self,
                                      int                       row,
                                      int                       column,
                                      float                     value);
/* Another side: a known filter is made anew, any other keeps its middle and is one's own. */
void imagette_plane_model_set_kernel (ImagettePlaneModel       *self,
                                      int                       kernel);
/* Takes over weights, bias and side. network: for a filter of C1; without one, or without such a
 * layer, nothing changes and FALSE is given. */
gboolean imagette_plane_model_set_filter (ImagettePlaneModel   *self,
                                      int                       filter,
                                      const NnNetwork          *network);
void imagette_plane_model_compute    (ImagettePlaneModel       *self);
void imagette_plane_model_get_planes (const ImagettePlaneModel *self,
                                      NnColors                  colors,
                                      ImagettePlanes           *planes);
/* What is multiplied at one place. inputs, weights: [kernel][kernel], overwritten. */
void imagette_plane_model_get_window (const ImagettePlaneModel *self,
                                      int                       row,
                                      int                       column,
                                      float                    *inputs,
                                      float                    *weights);

/* "O(9, 13) = Σ I·K = 0.10; with bias 0.04: 0.14; ReLU: 0.14" (transfer full) */
char *imagette_plane_words_sum       (const ImagettePlaneModel *self,
                                      int                       row,
                                      int                       column);
/* The formula, and the size of the output with the numbers put in. (transfer full) */
char *imagette_plane_words_formula   (const ImagettePlaneModel *self);
/* Parameters and multiply-adds, beside a dense layer's. (transfer full) */
char *imagette_plane_words_counts    (const ImagettePlaneModel *self);

G_END_DECLS

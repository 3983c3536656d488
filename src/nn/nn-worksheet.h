/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-network.h"

G_BEGIN_DECLS

/* Exercises to be done by hand, and their answers. The number of the sheet is its seed: equal
 * seeds over equal images give equal sheets (stream 6, the exercise's number for its epoch:
 * DEFINITIONS §13). All numbers are whole; every answer is computed, by the reference kernels. */

/* Whole numbers in rows and columns, row-major; a signal has one row. */
#define NN_GRID_MAX 32
typedef struct
{
  int rows, columns;              /* rows * columns <= NN_GRID_MAX */
  int values[NN_GRID_MAX];
} NnGrid;

/* Where a piece of an image comes from. */
typedef struct
{
  guint image;                    /* of those given, from 0 */
  int row, column;                /* of its upper left pixel */
} NnGridPlace;

/* Pixels are given in tenths of ink: 0 is paper, 9 is (a pixel of 255) the blackest ink. */
#define NN_WORKSHEET_INK 9

#define NN_WORKSHEET_PATCHES 4
#define NN_WORKSHEET_SIZES 4
#define NN_WORKSHEET_LAYERS 7     /* of the network, without its input */

typedef struct
{
  guint64 seed;

  /* 1: O(t) = Σ_a I(t+a) K(a); ReLU; the largest of every two. One row each. */
  struct
  {
    NnGrid signal, filter;
    NnGrid output, rectified, pooled;
  } line;

  /* 2: O(x,y) = Σ_a Σ_b I(x+a,y+b) K(a,b), I being a piece of an image. */
  struct
  {
    NnGridPlace place;
    NnGrid patch, filter;         /* 5×5, 3×3 */
    NnGrid output;                /* 3×3 */
  } plane;

  /* 3: the largest of each 2×2 window. */
  struct
  {
    NnGrid map;                   /* 4×6; the numbers of a window all differ */
    NnGrid pooled;                /* 2×3 */
  } pooling;

  /* 4: which piece of an image does the filter answer to most? */
  struct
  {
    NnGrid filter;                /* 3×3 */
    NnGridPlace places[NN_WORKSHEET_PATCHES];
    NnGrid patches[NN_WORKSHEET_PATCHES];
    int answers[NN_WORKSHEET_PATCHES]; /* all differ */
    int best;                     /* > 0, and ahead of the others by NN_WORKSHEET_LEAD or more */
  } match;

  /* 5: how many places a filter has: ⌊(size + 2·padding − kernel) / stride⌋ + 1. */
  struct
  {
    int size, kernel, padding, stride;
    int output;
  } sizes[NN_WORKSHEET_SIZES];

  /* 6: shapes and parameters of a network: conv, pool, conv, pool, dense, dense, dense.
   * Only kind, channels, height, width, kernel and stride of a layer are filled in. */
  struct
  {
    NnLayer input;
    NnLayer layers[NN_WORKSHEET_LAYERS];
    gsize parameters[NN_WORKSHEET_LAYERS];
    gsize total;
  } network;
} NnWorksheet;

#define NN_WORKSHEET_LEAD 4

/* images: [n][28][28], 0 paper … 255 ink. Not on a thread that may not compute (nn-thread.h).
 * NN_ERROR_RANGE if there are no pieces fit for an exercise in them: they are all but empty. */
gboolean nn_worksheet_make (NnWorksheet  *sheet,
                            guint64       seed,
                            const guint8 *images,
                            guint         n,
                            GError      **error);

G_END_DECLS

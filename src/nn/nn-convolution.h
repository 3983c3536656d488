/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A convolution small enough to be done by hand: one place, one plane, one map at a time, for
 * what is explained and not trained. The same numbers as the reference kernel
 * (kernels/reference/reference.h), to the bit; no engine, a few products each: any thread,
 * GTK's, too.
 *
 *   O(y, x) = bias + Σ_c Σ_a Σ_b I(c, s·y + a - p, s·x + b - p) · K(c, a, b)
 *
 * with zeros around the input. Flipped, K is turned over in both directions, as mathematicians
 * have it: … · K(c, KH-1-a, KW-1-b). A line is a plane of height 1 with a filter of height 1:
 * it is padded and stepped along only (DEFINITIONS §1). */
typedef struct
{
  int channels, height, width;            /* input [channels][height][width] */
  int kernel_height, kernel_width;        /* filter [channels][kernel_height][kernel_width] */
  int stride, padding;                    /* ≥ 1, ≥ 0 */
  gboolean flipped;
} NnConvolution;

/* What is done with each cell of the output. */
typedef enum { NN_AFTER_NOTHING, NN_AFTER_RELU, NN_AFTER_TANH } NnAfter;

/* How often a window of kernel fits: ⌊(length + 2·padding - kernel) / stride⌋ + 1; 0: not once. */
int      nn_convolution_fit        (int                  length,
                                    int                  kernel,
                                    int                  stride,
                                    int                  padding);
/* Rows and columns of the output. */
int      nn_convolution_rows       (const NnConvolution *self);
int      nn_convolution_columns    (const NnConvolution *self);

/* The cell of the input under cell (a, b) of the window at (row, column); it is in the padding,
 * and the input 0 there, for FALSE. */
gboolean nn_convolution_source     (const NnConvolution *self,
                                    int                  row,
                                    int                  column,
                                    int                  a,
                                    int                  b,
                                    int                 *y,
                                    int                 *x);
/* What is multiplied there: that input (0 in the padding), and the weight, turned over or not. */
float    nn_convolution_input      (const NnConvolution *self,
                                    const float         *in,
                                    int                  channel,
                                    int                  row,
                                    int                  column,
                                    int                  a,
                                    int                  b);
float    nn_convolution_weight     (const NnConvolution *self,
                                    const float         *filter,
                                    int                  channel,
                                    int                  a,
                                    int                  b);

/* One cell: bias and all products, summed in double, rounded once. */
float    nn_convolution_at         (const NnConvolution *self,
                                    const float         *in,
                                    const float         *filter,
                                    float                bias,
                                    int                  row,
                                    int                  column);
/* The cosine of the window and the filter, Σ I·K / (‖I‖ ‖K‖), in -1 … 1; 0 if either is 0. */
float    nn_convolution_cosine     (const NnConvolution *self,
                                    const float         *in,
                                    const float         *filter,
                                    int                  row,
                                    int                  column);
/* All cells. out: [rows][columns], overwritten. */
void     nn_convolution_run        (const NnConvolution *self,
                                    float               *out,
                                    const float         *in,
                                    const float         *filter,
                                    float                bias,
                                    NnAfter              after);

/* The largest of each window of size × size (a line: of size), windows side by side; what does
 * not fill a window is left out. out: [height / size][width / size], a line: [width / size]. */
void     nn_convolution_pool       (float               *out,
                                    const float         *in,
                                    int                  height,
                                    int                  width,
                                    int                  size);

/* Of a layer with that many filters: weights and biases; products for one input. */
gint64   nn_convolution_parameters    (const NnConvolution *self,
                                       int                  filters);
gint64   nn_convolution_multiply_adds (const NnConvolution *self,
                                       int                  filters);
/* Of a dense layer between the same input and output. */
gint64   nn_convolution_dense_parameters    (const NnConvolution *self,
                                             int                  filters);
gint64   nn_convolution_dense_multiply_adds (const NnConvolution *self,
                                             int                  filters);

G_END_DECLS

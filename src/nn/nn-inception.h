/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* InceptionV3 as Keras builds it (Szegedy and others, "Rethinking the inception architecture for
 * computer vision", 2015; keras/applications/inception_v3.py): one table of nodes, of which forward
 * pass, shapes, receptive fields, drawing and backward pass are read.
 *
 * A node reads one tensor and writes one, or, where branches of a block meet, its range of channels
 * of one: so concatenation is no operation. Every tensor is [channels][side][side]; convolutions
 * have no bias, but a batch normalisation without gamma, and a ReLU. */
#define NN_INCEPTION_MIN_SIZE 75
#define NN_INCEPTION_MAX_SIZE 299
#define NN_INCEPTION_CONVS 94
#define NN_INCEPTION_BLOCKS 11    /* mixed0 … mixed10 */
#define NN_INCEPTION_NODES 107
#define NN_INCEPTION_TENSORS 73   /* the image is 0 */
#define NN_INCEPTION_CLASSES 1000
#define NN_INCEPTION_FEATURES 2048 /* channels of mixed10 */
#define NN_INCEPTION_EPSILON 0.001

typedef enum { NN_NODE_CONV, NN_NODE_MAX_POOL, NN_NODE_AVERAGE_POOL } NnNodeKind;

typedef struct
{
  NnNodeKind kind;
  int conv;                       /* 1 … 94 in Keras' order of creation; 0: a pool */
  int block;                      /* 0 … 10: of mixed0 … mixed10; -1: of the stem */
  int input, output;              /* tensors */
  int offset;                     /* first channel of output that it writes; … */
  int filters;                    /* … how many (of a pool: as many as it reads) */
  int channels;                   /* of the input */
  int rows, columns, stride;      /* of the window */
  int pad_rows, pad_columns;      /* zeros on each side; an average leaves them out of its count */
} NnNode;

/* Which pixels one unit sees, of rows or of columns: unit i those from start + jump * i on, size of
 * them; some may lie outside of the image. */
typedef struct
{
  int start, size, jump;
} NnReach;

typedef struct
{
  int channels, side;
  int block;                      /* mixed0 … mixed10's output: 0 … 10; else -1 */
  NnReach rows, columns;
} NnNodeTensor;

typedef struct
{
  int size;                       /* of the image */
  int n_nodes, n_tensors;
  NnNode nodes[NN_INCEPTION_NODES];        /* each after those it reads from */
  NnNodeTensor tensors[NN_INCEPTION_TENSORS];
  int mixed[NN_INCEPTION_BLOCKS]; /* their tensors */
} NnInception;

/* For square images of size pixels, NN_INCEPTION_MIN_SIZE to NN_INCEPTION_MAX_SIZE. */
void        nn_inception_init           (NnInception       *self,
                                         int                size);
/* Of the graph up to a cut, 0 … 10 for mixed0 … mixed10: convolutions and nodes; parameters with
 * those of the normalisations (beta, mean, variance). */
int         nn_inception_count_convs    (int                cut);
int         nn_inception_count_nodes    (int                cut);
gsize       nn_inception_count_parameters (int              cut);
/* The node of convolution 1 … 94, whatever the size. */
const NnNode *nn_inception_get_conv     (const NnInception *self,
                                         int                conv);
/* "mixed7"; FALSE, and cut left alone, for another word. */
const char *nn_inception_cut_to_string  (int                cut);
gboolean    nn_inception_cut_from_string (int              *cut,
                                         const char        *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-inception.h"

#include <string.h>

typedef struct
{
  guint8 kind;
  gint8 block;
  guint8 from;                    /* so many rows above stands what it reads; 0: what its block reads */
  guint16 filters;                /* 0: as many as it reads */
  guint8 rows, columns, stride;
  guint8 same;                    /* padded, so that the side stays */
  guint8 out;                     /* is a part of what its block gives, in this order */
} Row;

/* A convolution inside of a block, and one at the end of a branch. */
#define CONV(block, from, filters, rows, columns)                                                 \
  { NN_NODE_CONV, block, from, filters, rows, columns, 1, 1, 0 }
#define LAST(block, from, filters, rows, columns)                                                 \
  { NN_NODE_CONV, block, from, filters, rows, columns, 1, 1, 1 }
/* Without padding; the same at the end of a branch, halving the side. */
#define VALID(filters, rows, stride) { NN_NODE_CONV, -1, 1, filters, rows, rows, stride, 0, 0 }
#define HALF(block, from, filters) { NN_NODE_CONV, block, from, filters, 3, 3, 2, 0, 1 }
#define MAXIMUM(block, from, out) { NN_NODE_MAX_POOL, block, from, 0, 3, 3, 2, 0, out }
#define MEAN(block) { NN_NODE_AVERAGE_POOL, block, 0, 0, 3, 3, 1, 1, 0 }

/* mixed0 to mixed2: 1×1; 5×5; two 3×3; pool. */
#define SMALL(block, pool)                                                                        \
  LAST (block, 0, 64, 1, 1),                                                                      \
  CONV (block, 0, 48, 1, 1), LAST (block, 1, 64, 5, 5),                                           \
  CONV (block, 0, 64, 1, 1), CONV (block, 1, 96, 3, 3), LAST (block, 1, 96, 3, 3),                \
  MEAN (block), LAST (block, 1, pool, 1, 1)

/* mixed4 to mixed7: 1×1; a 7×7 in two strokes; two of them; pool. */
#define STROKES(block, n)                                                                         \
  LAST (block, 0, 192, 1, 1),                                                                     \
  CONV (block, 0, n, 1, 1), CONV (block, 1, n, 1, 7), LAST (block, 1, 192, 7, 1),                 \
  CONV (block, 0, n, 1, 1), CONV (block, 1, n, 7, 1), CONV (block, 1, n, 1, 7),                   \
  CONV (block, 1, n, 7, 1), LAST (block, 1, 192, 1, 7),                                           \
  MEAN (block), LAST (block, 1, 192, 1, 1)

/* mixed9 and mixed10: 1×1; 1×3 beside 3×1; the same behind a 3×3; pool. */
#define WIDE(block)                                                                               \
  LAST (block, 0, 320, 1, 1),                                                                     \
  CONV (block, 0, 384, 1, 1), LAST (block, 1, 384, 1, 3), LAST (block, 2, 384, 3, 1),             \
  CONV (block, 0, 448, 1, 1), CONV (block, 1, 384, 3, 3), LAST (block, 1, 384, 1, 3),             \
  LAST (block, 2, 384, 3, 1),                                                                     \
  MEAN (block), LAST (block, 1, 192, 1, 1)

static const Row table[NN_INCEPTION_NODES] = {
  VALID (32, 3, 2), VALID (32, 3, 1), CONV (-1, 1, 64, 3, 3), MAXIMUM (-1, 1, 0),
  VALID (80, 1, 1), VALID (192, 3, 1), MAXIMUM (-1, 1, 0),
  SMALL (0, 32), SMALL (1, 64), SMALL (2, 64),
  /* mixed3 */
  HALF (3, 0, 384), CONV (3, 0, 64, 1, 1), CONV (3, 1, 96, 3, 3), HALF (3, 1, 96), MAXIMUM (3, 0, 1),
  STROKES (4, 128), STROKES (5, 160), STROKES (6, 160), STROKES (7, 192),
  /* mixed8 */
  CONV (8, 0, 192, 1, 1), HALF (8, 1, 320), CONV (8, 0, 192, 1, 1), CONV (8, 1, 192, 1, 7),
  CONV (8, 1, 192, 7, 1), HALF (8, 1, 192), MAXIMUM (8, 0, 1),
  WIDE (9), WIDE (10),
};

static const char *const cut_names[] = {
  "mixed0", "mixed1", "mixed2", "mixed3", "mixed4", "mixed5", "mixed6", "mixed7", "mixed8",
  "mixed9", "mixed10", NULL,
};

/* What a window over units of reach in sees. */
static NnReach
reach_of (const NnReach *in,
          int            window,
          int            pad,
          int            stride)
{
  return (NnReach) { in->start - pad * in->jump, in->size + (window - 1) * in->jump,
                     in->jump * stride };
}

/* Branches that meet see what any of them sees. */
static NnReach
join (const NnReach *a,
      const NnReach *b)
{
  int start = MIN (a->start, b->start), end = MAX (a->start + a->size, b->start + b->size);

  return (NnReach) { start, end - start, a->jump };
}

static int
add_tensor (NnInception *self,
            int          block)
{
  g_assert (self->n_tensors < NN_INCEPTION_TENSORS);
  self->tensors[self->n_tensors] = (NnNodeTensor) { .block = block };
  return self->n_tensors++;
}

/* The node's maps, behind those that are there. */
static void
append (NnInception *self,
        NnNode      *node)
{
  const NnNodeTensor *in = &self->tensors[node->input];
  NnNodeTensor *out = &self->tensors[node->output];
  NnReach rows = reach_of (&in->rows, node->rows, node->pad_rows, node->stride);
  NnReach columns = reach_of (&in->columns, node->columns, node->pad_columns, node->stride);

  node->offset = out->channels;
  out->rows = out->channels > 0 ? join (&out->rows, &rows) : rows;
  out->columns = out->channels > 0 ? join (&out->columns, &columns) : columns;
  out->channels += node->filters;
  out->side = (in->side + 2 * node->pad_rows - node->rows) / node->stride + 1;
}

void
nn_inception_init (NnInception *self,
                   int          size)
{
  int outputs[NN_INCEPTION_NODES];
  int read = 0, block = -1, conv = 0;

  g_return_if_fail (size >= NN_INCEPTION_MIN_SIZE && size <= NN_INCEPTION_MAX_SIZE);

  *self = (NnInception) { .size = size, .n_nodes = NN_INCEPTION_NODES };
  add_tensor (self, -1);
  self->tensors[0] = (NnNodeTensor) { 3, size, -1, { 0, 1, 1 }, { 0, 1, 1 } };
  for (int i = 0; i < NN_INCEPTION_NODES; i++)
    {
      const Row *row = &table[i];
      NnNode *node = &self->nodes[i];

      if (row->block != block)
        {
          read = block < 0 ? outputs[i - 1] : self->mixed[block];
          block = row->block;
          self->mixed[block] = add_tensor (self, block);
        }
      *node = (NnNode) { .kind = (NnNodeKind) row->kind, .block = block, .rows = row->rows,
                         .columns = row->columns, .stride = row->stride };
      if (node->kind == NN_NODE_CONV)
        node->conv = ++conv;
      if (row->same)
        {
          node->pad_rows = (row->rows - 1) / 2;
          node->pad_columns = (row->columns - 1) / 2;
        }
      node->input = row->from == 0 ? read : i < row->from ? 0 : outputs[i - row->from];
      node->output = row->out ? self->mixed[block] : add_tensor (self, -1);
      node->channels = self->tensors[node->input].channels;
      node->filters = row->filters != 0 ? row->filters : node->channels;
      append (self, node);
      outputs[i] = node->output;
    }
  g_assert (self->n_tensors == NN_INCEPTION_TENSORS && conv == NN_INCEPTION_CONVS);
}

int
nn_inception_count_nodes (int cut)
{
  int n = 0;

  while (n < NN_INCEPTION_NODES && table[n].block <= cut)
    n++;
  return n;
}

int
nn_inception_count_convs (int cut)
{
  int n = nn_inception_count_nodes (cut), convs = 0;

  for (int i = 0; i < n; i++)
    convs += table[i].kind == NN_NODE_CONV;
  return convs;
}

gsize
nn_inception_count_parameters (int cut)
{
  NnInception graph;
  gsize sum = 0;

  nn_inception_init (&graph, NN_INCEPTION_MAX_SIZE);
  for (int i = 0; i < nn_inception_count_nodes (cut); i++)
    {
      const NnNode *node = &graph.nodes[i];

      if (node->kind == NN_NODE_CONV)
        sum += (gsize) node->filters * (gsize) (node->rows * node->columns * node->channels + 3);
    }
  return sum;
}

const NnNode *
nn_inception_get_conv (const NnInception *self,
                       int                conv)
{
  g_return_val_if_fail (conv >= 1 && conv <= NN_INCEPTION_CONVS, NULL);

  for (int i = 0; i < self->n_nodes; i++)
    if (self->nodes[i].conv == conv)
      return &self->nodes[i];
  g_return_val_if_reached (NULL);
}

const char *
nn_inception_cut_to_string (int cut)
{
  g_return_val_if_fail (cut >= 0 && cut < NN_INCEPTION_BLOCKS, NULL);

  return cut_names[cut];
}

gboolean
nn_inception_cut_from_string (int        *cut,
                              const char *name)
{
  for (int i = 0; i < NN_INCEPTION_BLOCKS; i++)
    if (strcmp (name, cut_names[i]) == 0)
      {
        *cut = i;
        return TRUE;
      }
  return FALSE;
}

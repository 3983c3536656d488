/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-backbone.h"

#include <math.h>
#include <string.h>

#include <cblas.h>

#include "base/nn-ref.h"
#include "base/nn-thread.h"
#include "nn/nn-inception.h"

struct _NnBackbone
{
  gatomicrefcount ref_count;
  int cut, n_nodes, n_convs;
  NnInception graph;              /* of no size in particular: shapes of the weights alone */
  float **weights;                /* [n_convs]: [filters][channels][rows][columns] */
  float **biases;                 /* [n_convs]: [filters] */
};

struct _NnBackbonePass
{
  NnBackbone *backbone;           /* owned */
  NnInception graph;              /* of the size */
  float *tensors[NN_INCEPTION_TENSORS]; /* [channels][side][side]; NULL: past the cut */
  float *columns;                 /* of the largest convolution */
};

NnBackbone *
nn_backbone_new (int cut)
{
  NnBackbone *backbone;

  g_return_val_if_fail (cut >= 0 && cut < NN_INCEPTION_BLOCKS, NULL);

  backbone = g_new0 (NnBackbone, 1);
  nn_ref_init (&backbone->ref_count);
  backbone->cut = cut;
  backbone->n_nodes = nn_inception_count_nodes (cut);
  backbone->n_convs = nn_inception_count_convs (cut);
  nn_inception_init (&backbone->graph, NN_INCEPTION_MIN_SIZE);
  backbone->weights = g_new0 (float *, (gsize) backbone->n_convs);
  backbone->biases = g_new0 (float *, (gsize) backbone->n_convs);
  for (int i = 0; i < backbone->n_convs; i++)
    {
      const NnNode *node = nn_inception_get_conv (&backbone->graph, i + 1);

      backbone->weights[i] = g_new0 (float, (gsize) (node->filters * node->channels * node->rows
                                                     * node->columns));
      backbone->biases[i] = g_new0 (float, (gsize) node->filters);
    }
  return backbone;
}

NnBackbone *
nn_backbone_ref (NnBackbone *backbone)
{
  g_return_val_if_fail (backbone != NULL, NULL);

  nn_ref_inc (&backbone->ref_count);
  return backbone;
}

void
nn_backbone_unref (NnBackbone *backbone)
{
  g_return_if_fail (backbone != NULL);

  if (!nn_ref_dec (&backbone->ref_count))
    return;
  for (int i = 0; i < backbone->n_convs; i++)
    {
      g_free (backbone->weights[i]);
      g_free (backbone->biases[i]);
    }
  g_free (backbone->weights);
  g_free (backbone->biases);
  g_free (backbone);
}

int
nn_backbone_get_cut (NnBackbone *backbone)
{
  g_return_val_if_fail (backbone != NULL, 0);

  return backbone->cut;
}

guint
nn_backbone_get_n_features (NnBackbone *backbone)
{
  g_return_val_if_fail (backbone != NULL, 0);

  return (guint) backbone->graph.tensors[backbone->graph.mixed[backbone->cut]].channels;
}

void
nn_backbone_set_conv (NnBackbone  *backbone,
                      int          conv,
                      const float *kernel,
                      const float *beta,
                      const float *mean,
                      const float *variance)
{
  const NnNode *node;
  float *weight;
  int inputs;

  g_return_if_fail (backbone != NULL && conv >= 1 && conv <= backbone->n_convs);

  node = nn_inception_get_conv (&backbone->graph, conv);
  weight = backbone->weights[conv - 1];
  inputs = node->rows * node->columns;
  for (int filter = 0; filter < node->filters; filter++)
    {
      double factor = 1 / sqrt ((double) variance[filter] + NN_INCEPTION_EPSILON);

      backbone->biases[conv - 1][filter] = (float) (beta[filter] - mean[filter] * factor);
      for (int c = 0; c < node->channels; c++)
        for (int k = 0; k < inputs; k++)
          *weight++ = (float) (kernel[(k * node->channels + c) * node->filters + filter] * factor);
    }
}

/* One pass. */

static gsize
area (const NnNodeTensor *tensor)
{
  return (gsize) tensor->side * (gsize) tensor->side;
}

NnBackbonePass *
nn_backbone_pass_new (NnBackbone *backbone,
                      int         size)
{
  NnBackbonePass *pass;
  gsize largest = 0;

  g_return_val_if_fail (backbone != NULL, NULL);
  g_return_val_if_fail (size >= NN_INCEPTION_MIN_SIZE && size <= NN_INCEPTION_MAX_SIZE, NULL);

  openblas_set_num_threads (1);
  pass = g_new0 (NnBackbonePass, 1);
  pass->backbone = nn_backbone_ref (backbone);
  nn_inception_init (&pass->graph, size);
  pass->tensors[0] = g_new (float, 3 * area (&pass->graph.tensors[0]));
  for (int i = 0; i < backbone->n_nodes; i++)
    {
      const NnNode *node = &pass->graph.nodes[i];
      const NnNodeTensor *out = &pass->graph.tensors[node->output];

      if (pass->tensors[node->output] == NULL)
        pass->tensors[node->output] = g_new (float, (gsize) out->channels * area (out));
      largest = MAX (largest, (gsize) (node->channels * node->rows * node->columns) * area (out));
    }
  pass->columns = g_new (float, largest);
  return pass;
}

void
nn_backbone_pass_free (NnBackbonePass *pass)
{
  if (pass == NULL)
    return;
  for (int i = 0; i < NN_INCEPTION_TENSORS; i++)
    g_free (pass->tensors[i]);
  g_free (pass->columns);
  nn_backbone_unref (pass->backbone);
  g_free (pass);
}

/* One row of columns: [out side] pixels of from, the first at column first; zeros outside of it. */
static void
gather_row (float       *columns,
            const float *from,
            int          side,
            int          out_side,
            int          first,
            int          stride)
{
  /* The pixels inside: x in begin … end - 1. */
  int begin = first < 0 ? (-first + stride - 1) / stride : 0;
  int end = MIN ((side - first + stride - 1) / stride, out_side);

  for (int x = 0; x < begin; x++)
    columns[x] = 0;
  if (stride == 1)
    memcpy (columns + begin, from + first + begin, (gsize) (end - begin) * sizeof *columns);
  else
    for (int x = begin; x < end; x++)
      columns[x] = from[first + x * stride];
  for (int x = end; x < out_side; x++)
    columns[x] = 0;
}

/* columns: [channels][rows][columns][out side][out side], zeros where the window leaves the map. */
static void
gather_columns (float        *columns,
                const float  *in,
                const NnNode *node,
                int           side,
                int           out_side)
{
  for (int c = 0; c < node->channels; c++)
    for (int ky = 0; ky < node->rows; ky++)
      for (int kx = 0; kx < node->columns; kx++)
        for (int y = 0; y < out_side; y++, columns += out_side)
          {
            int row = y * node->stride + ky - node->pad_rows;

            if (row < 0 || row >= side)
              memset (columns, 0, (gsize) out_side * sizeof *columns);
            else
              gather_row (columns, in + ((gsize) c * side + row) * side, side, out_side,
                          kx - node->pad_columns, node->stride);
          }
}

static void
run_conv (NnBackbonePass *pass,
          const NnNode   *node,
          float          *out)
{
  const NnNodeTensor *in = &pass->graph.tensors[node->input];
  const float *bias = pass->backbone->biases[node->conv - 1];
  int side = pass->graph.tensors[node->output].side;
  int cells = side * side, inputs = node->channels * node->rows * node->columns;
  const float *columns = pass->columns;

  if (node->rows == 1 && node->columns == 1 && node->stride == 1)
    columns = pass->tensors[node->input];
  else
    gather_columns (pass->columns, pass->tensors[node->input], node, in->side, side);
  for (int filter = 0; filter < node->filters; filter++)
    for (int i = 0; i < cells; i++)
      out[(gsize) filter * cells + i] = bias[filter];
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, node->filters, cells, inputs, 1,
               pass->backbone->weights[node->conv - 1], inputs, columns, cells, 1, out, cells);
  for (gsize i = 0; i < (gsize) node->filters * cells; i++)
    out[i] = MAX (out[i], 0);
}

/* The largest of each window, or the mean of what of it lies inside. */
static void
run_pool (NnBackbonePass *pass,
          const NnNode   *node,
          float          *out)
{
  int side = pass->graph.tensors[node->input].side;
  int out_side = pass->graph.tensors[node->output].side;
  gboolean mean = node->kind == NN_NODE_AVERAGE_POOL;

  for (int c = 0; c < node->channels; c++)
    {
      const float *in = pass->tensors[node->input] + (gsize) c * side * side;

      for (int y = 0; y < out_side; y++)
        for (int x = 0; x < out_side; x++)
          {
            int top = y * node->stride - node->pad_rows;
            int left = x * node->stride - node->pad_columns;
            int bottom = MIN (top + node->rows, side), right = MIN (left + node->columns, side);
            float max = -INFINITY, sum = 0;

            top = MAX (top, 0);
            left = MAX (left, 0);
            for (int row = top; row < bottom; row++)
              for (int column = left; column < right; column++)
                {
                  float value = in[row * side + column];

                  sum += value;
                  max = MAX (max, value);
                }
            *out++ = mean ? sum / (float) ((bottom - top) * (right - left)) : max;
          }
    }
}

void
nn_backbone_pass_run (NnBackbonePass *pass,
                      const guint8   *pixels,
                      gboolean        signed_input,
                      float          *features)
{
  const NnNodeTensor *cut;
  const float *maps;
  gsize n;

  nn_kernel_entry ();
  g_return_if_fail (pass != NULL && pixels != NULL && features != NULL);

  n = area (&pass->graph.tensors[0]);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < 3; c++)
      pass->tensors[0][c * n + i] = signed_input ? (float) pixels[3 * i + c] / 127.5f - 1
                                                 : (float) pixels[3 * i + c] / 255;
  for (int i = 0; i < pass->backbone->n_nodes; i++)
    {
      const NnNode *node = &pass->graph.nodes[i];
      float *out = pass->tensors[node->output]
                   + (gsize) node->offset * area (&pass->graph.tensors[node->output]);

      if (node->kind == NN_NODE_CONV)
        run_conv (pass, node, out);
      else
        run_pool (pass, node, out);
    }
  cut = &pass->graph.tensors[pass->graph.mixed[pass->backbone->cut]];
  maps = pass->tensors[pass->graph.mixed[pass->backbone->cut]];
  for (int c = 0; c < cut->channels; c++)
    {
      double sum = 0;

      for (gsize i = 0; i < area (cut); i++)
        sum += *maps++;
      features[c] = (float) (sum / (double) area (cut));
    }
}

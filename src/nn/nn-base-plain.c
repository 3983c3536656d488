/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-base-plain.h"

#include <string.h>

#include "kernels/reference/windows.h"

static void
run_node (NnBasePlain       *self,
          const NnBase      *base,
          const NnInception *graph,
          const NnNode      *node)
{
  const NnNodeTensor *in = &graph->tensors[node->input], *out = &graph->tensors[node->output];
  const NnkRefWindow dims = { node->channels, in->side, node->filters, out->side, node->rows,
                              node->columns, node->stride, node->pad_rows, node->pad_columns };
  const gsize map = (gsize) out->side * out->side;
  g_autofree float *kernel = NULL;
  float *to;

  if (self->maps[node->output] == NULL)
    self->maps[node->output] = g_new (float, out->channels * map);
  to = self->maps[node->output] + node->offset * map;
  switch (node->kind)
    {
    case NN_NODE_CONV:
      kernel = g_new (float, (gsize) node->rows * node->columns * node->channels * node->filters);
      nn_base_copy_kernel (base, node->conv, kernel);
      nnk_ref_window_conv (to, self->maps[node->input], kernel,
                           nn_base_get_bias (base, node->conv), &dims);
      break;
    case NN_NODE_MAX_POOL:
      nnk_ref_window_maximum (to, self->maps[node->input], &dims);
      break;
    case NN_NODE_AVERAGE_POOL:
      nnk_ref_window_mean (to, self->maps[node->input], &dims);
      break;
    default:
      g_assert_not_reached ();
    }
}

void
nn_base_plain_run (NnBasePlain       *self,
                   const NnBase      *base,
                   const NnInception *graph,
                   const float       *image,
                   int                cut)
{
  *self = (NnBasePlain) { { NULL } };
  self->maps[0] = g_memdup2 (image, sizeof (float) * 3 * (gsize) graph->size * graph->size);
  for (int i = 0; i < nn_inception_count_nodes (cut); i++)
    run_node (self, base, graph, &graph->nodes[i]);
}

void
nn_base_plain_clear (NnBasePlain *self)
{
  for (int t = 0; t < NN_INCEPTION_TENSORS; t++)
    g_clear_pointer (&self->maps[t], g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-plain.h"

#include "kernels/reference/reference.h"

static void
clip_filters (NnNetwork *network,
              float      radius)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  const NnParameter *parameters = nn_network_get_parameters (network, NULL);

  for (int l = 0; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      {
        const NnParameter *weight = &parameters[layers[l].weight];

        nnk_ref_rms_clip (nn_network_get_block (network) + weight->offset,
                          (int) weight->rows, (int) weight->columns, radius);
      }
}

/* The padding of the block has no gradient, so every optimizer leaves it 0. */
void
nn_plain_update (NnNetwork     *network,
                 NnOptimizer   *optimizer,
                 const NnHyper *hyper,
                 const float   *gradient)
{
  const gsize n = nn_network_get_block_size (network);
  float *w = nn_network_get_block (network);
  float *first = nn_optimizer_get_first (optimizer);

  nn_optimizer_advance (optimizer);
  switch (hyper->kind)
    {
    case NN_OPTIMIZER_SGD:
      nnk_ref_sgd_update (w, gradient, n, hyper->rate, hyper->weight_decay);
      break;
    case NN_OPTIMIZER_MOMENTUM:
      nnk_ref_momentum_update (w, first, gradient, n, hyper->rate, hyper->momentum,
                               hyper->weight_decay);
      break;
    case NN_OPTIMIZER_ADAM:
      nnk_ref_adam_update (w, first, nn_optimizer_get_second (optimizer), gradient, n,
                           &(NnkAdam) {
                             .rate = hyper->rate,
                             .beta1_power = nn_optimizer_get_beta1_power (optimizer),
                             .beta2_power = nn_optimizer_get_beta2_power (optimizer),
                             .weight_decay = hyper->weight_decay,
                           });
      break;
    default:
      g_assert_not_reached ();
    }
  if (hyper->rms_clip > 0)
    clip_filters (network, hyper->rms_clip);
}

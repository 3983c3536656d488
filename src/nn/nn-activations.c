/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-engine-private.h"

#include "base/nn-ref.h"
#include "kernels/reference/reference.h"

NnActivations *
nn_activations_new (int        n_layers,
                    NnTensor **layers)
{
  NnActivations *activations = g_new0 (NnActivations, 1);
  const float *logits = nn_tensor_get_data (layers[n_layers - 1]);

  g_assert (nn_tensor_get_size (layers[n_layers - 1]) == NN_CLASSES);

  nn_ref_init (&activations->ref_count);
  activations->n_layers = n_layers;
  for (int l = 0; l < n_layers; l++)
    activations->layers[l] = layers[l];

  nnk_ref_softmax_forward (activations->probabilities, logits, 1, NN_CLASSES);
  activations->best = logits[1] > logits[0] ? 1 : 0;
  activations->second = 1 - activations->best;
  for (int c = 2; c < NN_CLASSES; c++)
    if (logits[c] > logits[activations->best])
      {
        activations->second = activations->best;
        activations->best = c;
      }
    else if (logits[c] > logits[activations->second])
      activations->second = c;
  return activations;
}

NnActivations *
nn_activations_ref (NnActivations *activations)
{
  g_return_val_if_fail (activations != NULL, NULL);

  nn_ref_inc (&activations->ref_count);
  return activations;
}

void
nn_activations_unref (NnActivations *activations)
{
  g_return_if_fail (activations != NULL);

  if (!nn_ref_dec (&activations->ref_count))
    return;
  for (int l = 0; l < activations->n_layers; l++)
    nn_tensor_unref (activations->layers[l]);
  g_free (activations);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-optimizer.h"

#include <string.h>

#define BETA1 0.9
#define BETA2 0.999

struct _NnOptimizer
{
  gsize block_size;
  float *first;                   /* [block_size], 64-byte aligned */
  float *second;                  /* [block_size], 64-byte aligned */
  double beta1_power;             /* beta1^updates */
  double beta2_power;
};

static const char *const kind_names[] = {
  [NN_OPTIMIZER_SGD] = "sgd",
  [NN_OPTIMIZER_MOMENTUM] = "momentum",
  [NN_OPTIMIZER_ADAM] = "adam",
};

static NnOptimizer *
optimizer_new (gsize block_size)
{
  NnOptimizer *optimizer = g_new0 (NnOptimizer, 1);

  optimizer->block_size = block_size;
  optimizer->first = g_aligned_alloc0 (block_size, sizeof (float), 64);
  optimizer->second = g_aligned_alloc0 (block_size, sizeof (float), 64);
  optimizer->beta1_power = 1;
  optimizer->beta2_power = 1;
  return optimizer;
}

NnOptimizer *
nn_optimizer_new (const NnNetwork *network)
{
  g_return_val_if_fail (network != NULL, NULL);
  return optimizer_new (nn_network_get_block_size (network));
}

NnOptimizer *
nn_optimizer_copy (const NnOptimizer *optimizer)
{
  NnOptimizer *copy;
  gsize bytes;

  g_return_val_if_fail (optimizer != NULL, NULL);

  bytes = optimizer->block_size * sizeof (float);
  copy = optimizer_new (optimizer->block_size);
  memcpy (copy->first, optimizer->first, bytes);
  memcpy (copy->second, optimizer->second, bytes);
  copy->beta1_power = optimizer->beta1_power;
  copy->beta2_power = optimizer->beta2_power;
  return copy;
}

void
nn_optimizer_free (NnOptimizer *optimizer)
{
  if (optimizer == NULL)
    return;
  g_aligned_free (optimizer->first);
  g_aligned_free (optimizer->second);
  g_free (optimizer);
}

void
nn_optimizer_reset (NnOptimizer *optimizer)
{
  gsize bytes;

  g_return_if_fail (optimizer != NULL);

  bytes = optimizer->block_size * sizeof (float);
  memset (optimizer->first, 0, bytes);
  memset (optimizer->second, 0, bytes);
  optimizer->beta1_power = 1;
  optimizer->beta2_power = 1;
}

float *
nn_optimizer_get_first (NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, NULL);
  return optimizer->first;
}

float *
nn_optimizer_get_second (NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, NULL);
  return optimizer->second;
}

const float *
nn_optimizer_peek_first (const NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, NULL);
  return optimizer->first;
}

const float *
nn_optimizer_peek_second (const NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, NULL);
  return optimizer->second;
}

double
nn_optimizer_get_beta1_power (const NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, 1);
  return optimizer->beta1_power;
}

double
nn_optimizer_get_beta2_power (const NnOptimizer *optimizer)
{
  g_return_val_if_fail (optimizer != NULL, 1);
  return optimizer->beta2_power;
}

void
nn_optimizer_set_powers (NnOptimizer *optimizer,
                         double       beta1_power,
                         double       beta2_power)
{
  g_return_if_fail (optimizer != NULL);

  optimizer->beta1_power = beta1_power;
  optimizer->beta2_power = beta2_power;
}

void
nn_optimizer_advance (NnOptimizer *optimizer)
{
  g_return_if_fail (optimizer != NULL);

  optimizer->beta1_power *= BETA1;
  optimizer->beta2_power *= BETA2;
}

NnHyper
nn_hyper_default (NnOptimizerKind kind)
{
  static const float rates[] = {
    [NN_OPTIMIZER_SGD] = 0.1f,
    [NN_OPTIMIZER_MOMENTUM] = 0.01f,
    [NN_OPTIMIZER_ADAM] = 0.001f,
  };

  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (rates), (NnHyper) { NN_OPTIMIZER_SGD });
  return (NnHyper) { .kind = kind, .rate = rates[kind], .momentum = 0.9f };
}

const char *
nn_optimizer_kind_to_string (NnOptimizerKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kind_names), NULL);
  return kind_names[kind];
}

gboolean
nn_optimizer_kind_from_string (NnOptimizerKind *kind,
                               const char      *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (strcmp (name, kind_names[i]) == 0)
      {
        *kind = (NnOptimizerKind) i;
        return TRUE;
      }
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-network.h"

G_BEGIN_DECLS

typedef enum { NN_OPTIMIZER_SGD, NN_OPTIMIZER_MOMENTUM, NN_OPTIMIZER_ADAM } NnOptimizerKind;

/* May change between any two batches. A plain value. */
typedef struct
{
  NnOptimizerKind kind;
  float rate;                     /* nn_hyper_default (): adam 0.001, momentum 0.01, sgd 0.1 */
  float momentum;                 /* 0.9; only for NN_OPTIMIZER_MOMENTUM */
  float weight_decay;             /* added to the gradient, for all parameters; 0 */
  float rms_clip;                 /* radius r of DEFINITIONS §8, after the update; 0 = off */
} NnHyper;

/* State that is stored with every moment. Two blocks of the network's layout. */
typedef struct _NnOptimizer NnOptimizer;

NnOptimizer     *nn_optimizer_new          (const NnNetwork   *network);    /* all zero, update 0 */
NnOptimizer     *nn_optimizer_copy         (const NnOptimizer *optimizer);
void             nn_optimizer_free         (NnOptimizer       *optimizer);
void             nn_optimizer_reset        (NnOptimizer       *optimizer);

float           *nn_optimizer_get_first    (NnOptimizer       *optimizer);  /* Adam's m, momentum's v; [block_size] */
float           *nn_optimizer_get_second   (NnOptimizer       *optimizer);  /* Adam's v */
const float     *nn_optimizer_peek_first   (const NnOptimizer *optimizer);
const float     *nn_optimizer_peek_second  (const NnOptimizer *optimizer);

/* Running products beta1^t and beta2^t, in double, stored with the state. */
double           nn_optimizer_get_beta1_power (const NnOptimizer *optimizer);
double           nn_optimizer_get_beta2_power (const NnOptimizer *optimizer);
void             nn_optimizer_set_powers   (NnOptimizer       *optimizer,
                                            double             beta1_power,
                                            double             beta2_power);
/* Multiplies the powers by beta1, beta2: once per update, before it is applied. */
void             nn_optimizer_advance      (NnOptimizer       *optimizer);

NnHyper          nn_hyper_default          (NnOptimizerKind    kind);
const char      *nn_optimizer_kind_to_string   (NnOptimizerKind  kind);     /* "sgd", "momentum", "adam" */
gboolean         nn_optimizer_kind_from_string (NnOptimizerKind *kind,
                                                const char      *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnOptimizer, nn_optimizer_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is learnt anew on top of a base network: from a vector of features through dropout and a
 * hidden layer with ReLU, if there is one, to the classes. Two classes have one output and a sigmoid
 * (class 1 is its yes), more have soft-max. Loss and optimizers as in DEFINITIONS §0 and §9; rmsprop
 * is Keras'. One thread; the same spec and the same images give the same bits on every machine. */
typedef enum { NN_HEAD_ADAM, NN_HEAD_SGD, NN_HEAD_RMSPROP } NnHeadOptimizer;

typedef struct
{
  guint n_features, n_classes;    /* >= 1, >= 2 */
  guint hidden;                   /* units of the hidden layer; 0: none */
  float dropout;                  /* of the features, while it learns; 0 … < 1, 0.2 as on the sheet */
  NnHeadOptimizer optimizer;
  float rate;                     /* 0.001; sgd 0.01 */
  guint batch;                    /* 64 */
  guint64 seed;
} NnHeadSpec;

/* Over some images: the mean loss in nats, and the arg-max (ties to the lower class). */
typedef struct
{
  guint n, correct;
  double loss;
} NnHeadScore;

typedef struct _NnHead NnHead;

/* hidden 0, dropout 0.2, adam 0.001, batch 64, seed 1. */
NnHeadSpec        nn_head_spec_default (guint             n_features,
                                        guint             n_classes);
const char       *nn_head_optimizer_to_string (NnHeadOptimizer optimizer);  /* "adam", "sgd", "rmsprop" */
float             nn_head_default_rate (NnHeadOptimizer   optimizer);

NnHead           *nn_head_new          (const NnHeadSpec *spec);   /* Glorot's start, stream 4 */
NnHead           *nn_head_copy         (const NnHead     *head);
void              nn_head_free         (NnHead           *head);
const NnHeadSpec *nn_head_get_spec     (const NnHead     *head);
guint             nn_head_get_epoch    (const NnHead     *head);   /* epochs completed */

/* The layers, from the features up: 1, or 2 with a hidden one. weight: [units][pitch], of which the
 * first inputs of each row count and the rest is 0; bias: [units]. May be written. */
guint             nn_head_get_n_layers (const NnHead     *head);
void              nn_head_get_layer    (NnHead           *head,
                                        guint             layer,
                                        float           **weight,
                                        float           **bias,
                                        guint            *units,
                                        guint            *inputs,
                                        guint            *pitch);

/* One epoch of n / batch updates, at least one (a last, partial batch is left out), over the images
 * rows [n]: features[row * n_features …], labels[row]. The order of rows is that of stream 2 of seed
 * and epoch; dropout draws from stream 4. The score is running: each batch before its update. */
void              nn_head_train_epoch  (NnHead           *head,
                                        const float      *features,
                                        const guint      *labels,
                                        const guint32    *rows,
                                        guint             n,
                                        NnHeadScore      *score);
/* probabilities: [n_classes] of one vector. */
void              nn_head_predict      (NnHead           *head,
                                        const float      *features,
                                        float            *probabilities);
/* All images of rows. predicted, probability (of the predicted class): [n]; may be NULL. */
void              nn_head_evaluate     (NnHead           *head,
                                        const float      *features,
                                        const guint      *labels,
                                        const guint32    *rows,
                                        guint             n,
                                        NnHeadScore      *score,
                                        guint            *predicted,
                                        float            *probability);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnHead, nn_head_free)

G_END_DECLS

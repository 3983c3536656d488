/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-head.h"

#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "base/nn-thread.h"
#include "kernels/reference/elementary.h"
#include "kernels/reference/reference.h"
#include "kernels/rows.h"

#define BETA1 0.9
#define BETA2 0.999
#define DRAW_BITS 16              /* of a generator's number decide about one feature */

typedef struct
{
  guint inputs, units, pitch;     /* pitch: of a row of weights, in floats */
  gsize weight, bias;             /* where in the block they start */
} Layer;

struct _NnHead
{
  NnHeadSpec spec;
  guint epoch;
  guint n_layers, n_outputs;      /* n_outputs: 1 for two classes */
  Layer layers[2];
  gsize size;                     /* of the block: all parameters, padding included */
  float *w, *g, *first, *second;  /* [size] each: parameters, gradient, the optimizer's state */
  double beta1_power, beta2_power;
  /* Scratch of a batch. */
  float *x;                       /* [batch][pitch] */
  float *h, *dh;                  /* [batch][pitch of the second layer] */
  float *z, *dz;                  /* [batch][n_outputs] */
};

static const char *const optimizer_names[] = {
  [NN_HEAD_ADAM] = "adam",
  [NN_HEAD_SGD] = "sgd",
  [NN_HEAD_RMSPROP] = "rmsprop",
};

const char *
nn_head_optimizer_to_string (NnHeadOptimizer optimizer)
{
  return optimizer_names[optimizer];
}

float
nn_head_default_rate (NnHeadOptimizer optimizer)
{
  return optimizer == NN_HEAD_SGD ? 0.01f : 0.001f;
}

NnHeadSpec
nn_head_spec_default (guint n_features,
                      guint n_classes)
{
  return (NnHeadSpec) {
    .n_features = n_features,
    .n_classes = n_classes,
    .dropout = 0.2f,
    .optimizer = NN_HEAD_ADAM,
    .rate = nn_head_default_rate (NN_HEAD_ADAM),
    .batch = 64,
    .seed = 1,
  };
}

/* The beginning and the end. */

static void
add_layer (NnHead *head,
           guint   inputs,
           guint   units)
{
  Layer *layer = &head->layers[head->n_layers++];

  layer->inputs = inputs;
  layer->units = units;
  layer->pitch = (inputs + NNK_ROWS_LANES - 1) / NNK_ROWS_LANES * NNK_ROWS_LANES;
  layer->weight = head->size;
  layer->bias = layer->weight + (gsize) units * layer->pitch;
  head->size = (layer->bias + units + NNK_ROWS_LANES - 1) / NNK_ROWS_LANES * NNK_ROWS_LANES;
}

/* Glorot's uniform start, as in DEFINITIONS §0. */
static void
draw_start (NnHead *head)
{
  NnRng rng;

  nn_rng_init (&rng, head->spec.seed, NN_STREAM_HEAD, 0);
  for (guint l = 0; l < head->n_layers; l++)
    {
      const Layer *layer = &head->layers[l];
      double bound = sqrt (6.0 / (layer->inputs + layer->units));

      for (guint unit = 0; unit < layer->units; unit++)
        for (guint i = 0; i < layer->inputs; i++)
          head->w[layer->weight + (gsize) unit * layer->pitch + i]
            = (float) ((2 * nn_rng_uniform (&rng) - 1) * bound);
    }
}

static NnHead *
make_head (const NnHeadSpec *spec)
{
  NnHead *head = g_new0 (NnHead, 1);

  head->spec = *spec;
  head->n_outputs = spec->n_classes == 2 ? 1 : spec->n_classes;
  if (spec->hidden > 0)
    add_layer (head, spec->n_features, spec->hidden);
  add_layer (head, spec->hidden > 0 ? spec->hidden : spec->n_features, head->n_outputs);
  head->w = g_new0 (float, head->size);
  head->g = g_new0 (float, head->size);
  head->first = g_new0 (float, head->size);
  head->second = g_new0 (float, head->size);
  head->beta1_power = head->beta2_power = 1;
  head->x = g_new0 (float, (gsize) spec->batch * head->layers[0].pitch);
  head->h = g_new0 (float, (gsize) spec->batch * head->layers[head->n_layers - 1].pitch);
  head->dh = g_new0 (float, (gsize) spec->batch * head->layers[head->n_layers - 1].pitch);
  head->z = g_new0 (float, (gsize) spec->batch * head->n_outputs);
  head->dz = g_new0 (float, (gsize) spec->batch * head->n_outputs);
  return head;
}

NnHead *
nn_head_new (const NnHeadSpec *spec)
{
  NnHead *head;

  g_return_val_if_fail (spec != NULL && spec->n_features >= 1 && spec->n_classes >= 2, NULL);
  g_return_val_if_fail (spec->batch >= 1 && spec->dropout >= 0 && spec->dropout < 1, NULL);

  head = make_head (spec);
  draw_start (head);
  return head;
}

NnHead *
nn_head_copy (const NnHead *head)
{
  NnHead *copy;

  g_return_val_if_fail (head != NULL, NULL);

  copy = make_head (&head->spec);
  copy->epoch = head->epoch;
  copy->beta1_power = head->beta1_power;
  copy->beta2_power = head->beta2_power;
  memcpy (copy->w, head->w, head->size * sizeof *head->w);
  memcpy (copy->first, head->first, head->size * sizeof *head->first);
  memcpy (copy->second, head->second, head->size * sizeof *head->second);
  return copy;
}

void
nn_head_free (NnHead *head)
{
  if (head == NULL)
    return;
  g_free (head->w);
  g_free (head->g);
  g_free (head->first);
  g_free (head->second);
  g_free (head->x);
  g_free (head->h);
  g_free (head->dh);
  g_free (head->z);
  g_free (head->dz);
  g_free (head);
}

const NnHeadSpec *
nn_head_get_spec (const NnHead *head)
{
  g_return_val_if_fail (head != NULL, NULL);

  return &head->spec;
}

guint
nn_head_get_epoch (const NnHead *head)
{
  g_return_val_if_fail (head != NULL, 0);

  return head->epoch;
}

guint
nn_head_get_n_layers (const NnHead *head)
{
  g_return_val_if_fail (head != NULL, 0);

  return head->n_layers;
}

void
nn_head_get_layer (NnHead  *head,
                   guint    layer,
                   float  **weight,
                   float  **bias,
                   guint   *units,
                   guint   *inputs,
                   guint   *pitch)
{
  g_return_if_fail (head != NULL && layer < head->n_layers);

  *weight = head->w + head->layers[layer].weight;
  *bias = head->w + head->layers[layer].bias;
  *units = head->layers[layer].units;
  *inputs = head->layers[layer].inputs;
  *pitch = head->layers[layer].pitch;
}

/* Forward. */

/* From head->x to head->z; h keeps what the second layer met. */
static void
forward (NnHead *head,
         guint   n)
{
  const Layer *last = &head->layers[head->n_layers - 1];
  const float *in = head->x;

  if (head->n_layers == 2)
    {
      const Layer *layer = &head->layers[0];

      /* Row by row, since rows of h are pitch apart; what is past its units stays 0. */
      for (guint b = 0; b < n; b++)
        nnk_rows_dense_forward (head->h + (gsize) b * last->pitch,
                                head->x + (gsize) b * layer->pitch, head->w + layer->weight,
                                head->w + layer->bias, 1, (int) layer->units, (int) layer->pitch);
      nnk_ref_relu_forward (head->h, head->h, (gsize) n * last->pitch);
      in = head->h;
    }
  nnk_rows_dense_forward (head->z, in, head->w + last->weight, head->w + last->bias, (int) n,
                          (int) last->units, (int) last->pitch);
}

/* Of the outputs z: probabilities [n_classes], and the loss by label, straight from z. */
static double
judge (const NnHead *head,
       const float  *z,
       guint         label,
       double       *probabilities)
{
  double max = z[0], sum = 0;

  if (head->n_outputs == 1)
    {
      double tail = nnk_ref_exp (-fabs ((double) z[0])), yes = 1 / (1 + tail);
      double against = label == 1 ? -(double) z[0] : (double) z[0];

      probabilities[1] = z[0] >= 0 ? yes : 1 - yes;
      probabilities[0] = z[0] >= 0 ? 1 - yes : yes;
      return nnk_ref_log (1 + tail) + MAX (against, 0);
    }
  for (guint c = 1; c < head->n_outputs; c++)
    max = MAX (max, (double) z[c]);
  for (guint c = 0; c < head->n_outputs; c++)
    sum += probabilities[c] = nnk_ref_exp (z[c] - max);
  for (guint c = 0; c < head->n_outputs; c++)
    probabilities[c] /= sum;
  return nnk_ref_log (sum) + max - (double) z[label];
}

static guint
find_largest (const double *probabilities,
              guint         n)
{
  guint best = 0;

  for (guint c = 1; c < n; c++)
    if (probabilities[c] > probabilities[best])
      best = c;
  return best;
}

static void
load_row (NnHead      *head,
          guint        b,
          const float *features)
{
  memcpy (head->x + (gsize) b * head->layers[0].pitch, features,
          head->spec.n_features * sizeof *features);
}

/* Learning. */

/* Each feature is 0 with the probability of dropout; the others grow, so that the mean stays. Four
 * features share a number of the generator. */
static void
drop_features (NnHead *head,
               guint   b,
               NnRng  *rng)
{
  float *x = head->x + (gsize) b * head->layers[0].pitch;
  guint limit = (guint) (head->spec.dropout * (1 << DRAW_BITS) + 0.5f);
  /* A table, since no processor foresees a draw. */
  const float factors[2] = { 1 / (1 - head->spec.dropout), 0 };
  guint64 draw = 0;

  if (limit == 0)
    return;
  for (guint i = 0; i < head->spec.n_features; i++)
    {
      draw = i % 4 == 0 ? nn_rng_next (rng) : draw >> DRAW_BITS;
      x[i] *= factors[(draw & ((1 << DRAW_BITS) - 1)) < limit];
    }
}

static void
backward (NnHead *head,
          guint   n)
{
  const Layer *last = &head->layers[head->n_layers - 1], *first = &head->layers[0];
  gboolean deep = head->n_layers == 2;

  memset (head->g, 0, head->size * sizeof *head->g);
  memset (head->dh, 0, (gsize) n * last->pitch * sizeof *head->dh);
  nnk_rows_dense_backward (deep ? head->dh : NULL, head->g + last->weight, head->g + last->bias,
                           head->dz, deep ? head->h : head->x, head->w + last->weight, (int) n,
                           (int) last->units, (int) last->pitch);
  for (guint b = 0; deep && b < n; b++)
    {
      float *dh = head->dh + (gsize) b * last->pitch;
      const float *h = head->h + (gsize) b * last->pitch;

      for (guint i = 0; i < first->units; i++)
        if (h[i] <= 0)
          dh[i] = 0;
      nnk_rows_dense_backward (NULL, head->g + first->weight, head->g + first->bias, dh,
                               head->x + (gsize) b * first->pitch, head->w + first->weight, 1,
                               (int) first->units, (int) first->pitch);
    }
}

static void
update (NnHead *head)
{
  NnkAdam adam;

  head->beta1_power *= BETA1;
  head->beta2_power *= BETA2;
  adam = (NnkAdam) { .rate = head->spec.rate, .beta1_power = head->beta1_power,
                     .beta2_power = head->beta2_power };
  switch (head->spec.optimizer)
    {
    case NN_HEAD_ADAM:
      nnk_ref_adam_update (head->w, head->first, head->second, head->g, head->size, &adam);
      break;
    case NN_HEAD_SGD:
      nnk_ref_sgd_update (head->w, head->g, head->size, head->spec.rate, 0);
      break;
    case NN_HEAD_RMSPROP:
    default:
      nnk_ref_rmsprop_update (head->w, head->second, head->g, head->size, head->spec.rate);
      break;
    }
}

static void
train_batch (NnHead        *head,
             const float   *features,
             const guint   *labels,
             const guint32 *rows,
             guint          n,
             NnRng         *rng,
             NnHeadScore   *score)
{
  g_autofree double *probabilities = g_new (double, head->spec.n_classes);

  for (guint b = 0; b < n; b++)
    {
      load_row (head, b, features + (gsize) rows[b] * head->spec.n_features);
      drop_features (head, b, rng);
    }
  forward (head, n);
  for (guint b = 0; b < n; b++)
    {
      const float *z = head->z + (gsize) b * head->n_outputs;
      float *dz = head->dz + (gsize) b * head->n_outputs;
      guint label = labels[rows[b]];

      score->loss += judge (head, z, label, probabilities);
      score->correct += find_largest (probabilities, head->spec.n_classes) == label;
      score->n++;
      for (guint c = 0; c < head->n_outputs; c++)
        {
          guint class_ = head->n_outputs == 1 ? 1 : c;

          dz[c] = (float) ((probabilities[class_] - (class_ == label)) / n);
        }
    }
  backward (head, n);
  update (head);
}

void
nn_head_train_epoch (NnHead        *head,
                     const float   *features,
                     const guint   *labels,
                     const guint32 *rows,
                     guint          n,
                     NnHeadScore   *score)
{
  g_autofree guint32 *order = NULL;
  guint batch, steps;
  NnRng rng;

  nn_kernel_entry ();
  g_return_if_fail (head != NULL && features != NULL && labels != NULL && rows != NULL && n > 0);

  batch = MIN (head->spec.batch, n);
  steps = n / batch;
  order = g_memdup2 (rows, n * sizeof *rows);
  nn_rng_init (&rng, head->spec.seed, NN_STREAM_ORDER, ++head->epoch);
  nn_rng_shuffle (&rng, order, n);
  nn_rng_init (&rng, head->spec.seed, NN_STREAM_HEAD, head->epoch);
  *score = (NnHeadScore) { 0 };
  for (guint step = 0; step < steps; step++)
    train_batch (head, features, labels, order + (gsize) step * batch, batch, &rng, score);
  score->loss /= score->n;
}

/* Answers. */

void
nn_head_predict (NnHead      *head,
                 const float *features,
                 float       *probabilities)
{
  g_autofree double *wide = NULL;

  nn_kernel_entry ();
  g_return_if_fail (head != NULL && features != NULL && probabilities != NULL);

  wide = g_new (double, head->spec.n_classes);
  load_row (head, 0, features);
  forward (head, 1);
  judge (head, head->z, 0, wide);
  for (guint c = 0; c < head->spec.n_classes; c++)
    probabilities[c] = (float) wide[c];
}

void
nn_head_evaluate (NnHead        *head,
                  const float   *features,
                  const guint   *labels,
                  const guint32 *rows,
                  guint          n,
                  NnHeadScore   *score,
                  guint         *predicted,
                  float         *probability)
{
  g_autofree double *probabilities = NULL;

  nn_kernel_entry ();
  g_return_if_fail (head != NULL && features != NULL && labels != NULL && score != NULL);

  probabilities = g_new (double, head->spec.n_classes);
  *score = (NnHeadScore) { .n = n };
  for (guint i = 0; i < n; i++)
    {
      guint best;

      load_row (head, 0, features + (gsize) rows[i] * head->spec.n_features);
      forward (head, 1);
      score->loss += judge (head, head->z, labels[rows[i]], probabilities);
      best = find_largest (probabilities, head->spec.n_classes);
      score->correct += best == labels[rows[i]];
      if (predicted != NULL)
        predicted[i] = best;
      if (probability != NULL)
        probability[i] = (float) probabilities[best];
    }
  if (n > 0)
    score->loss /= n;
}

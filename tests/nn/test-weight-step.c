/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "golden.h"
#include "nn/nn-hands.h"
#include "nn/nn-weight-step.h"

/* One update, foretold number by number, and then done. */
#define BEFORE 3                  /* updates, so that the optimizer has a state */

typedef struct
{
  NnArchitecture architecture;
  NnActivation activation;
  NnOptimizerKind kind;
  float weight_decay, rms_clip;
  int n;
  gboolean hands;
} Case;

static const Case cases[] = {
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_ADAM, 0, 0, 64 },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_SGD, 0, 0, 7 },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_MOMENTUM, 0.01f, 0, 33 },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_ADAM, 0.01f, 0.1f, 64 },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, NN_OPTIMIZER_ADAM, 0.01f, 0.1f, 64, TRUE },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, NN_OPTIMIZER_ADAM, 0, 0, 16 },
  { NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, NN_OPTIMIZER_SGD, 0, 0, 16, TRUE },
  { NN_ARCHITECTURE_MLP, NN_ACTIVATION_RELU, NN_OPTIMIZER_MOMENTUM, 0, 0, 20 },
};

typedef struct
{
  NnEngine *engine;
  NnNetwork *network, *after;
  NnOptimizer *optimizer, *optimizer_after;
  NnHyper hyper;
  const guint32 *indices;
} Fixture;

static void
train (Fixture       *f,
       NnNetwork     *network,
       NnOptimizer   *optimizer,
       const guint32 *indices,
       int            n)
{
  const NnImages *images = &golden_dataset ()->train;

  nn_engine_train_batch (f->engine, network, optimizer, &f->hyper, images->pixels, images->labels,
                         indices, n);
}

static void
set_up (Fixture    *f,
        const Case *c,
        NnBackend   backend,
        NnBatcher  *batcher)
{
  NnNetworkSpec spec = nn_network_spec_rival (61706);

  spec.architecture = c->architecture;
  spec.activation = c->activation;
  f->engine = nn_engine_new (&spec, backend, 2);
  f->network = nn_network_new (&spec);
  nn_network_init_glorot (f->network, 4);
  f->optimizer = nn_optimizer_new (f->network);
  f->hyper = nn_hyper_default (c->kind);
  f->hyper.weight_decay = c->weight_decay;
  f->hyper.rms_clip = c->rms_clip;
  if (c->hands)
    {
      NnHands hands = { { 0 } };

      nn_hands_set_frozen (&hands, 1, 4, TRUE);
      nn_hands_set_muted (&hands, 3, 10, TRUE);
      nn_network_set_hands (f->network, &hands);
    }
  f->indices = nn_batcher_get_order (batcher, 1) + BEFORE * 64;
  for (int i = 0; i < BEFORE; i++)
    train (f, f->network, f->optimizer, f->indices - (i + 1) * 64, 64);
  f->after = nn_network_copy (f->network);
  f->optimizer_after = nn_optimizer_copy (f->optimizer);
  train (f, f->after, f->optimizer_after, f->indices, c->n);
}

static void
tear_down (Fixture *f)
{
  nn_engine_free (f->engine);
  nn_network_unref (f->network);
  nn_network_unref (f->after);
  nn_optimizer_free (f->optimizer);
  nn_optimizer_free (f->optimizer_after);
}

static float
value_at (const NnNetwork *network,
          const float     *block,
          int              parameter,
          gsize            index)
{
  const NnParameter *p = &nn_network_get_parameters (network, NULL)[parameter];

  return block[p->offset + index / p->columns * p->pitch + index % p->columns];
}

/* The shares add up to the gradient; the last image's positions to its share. */
static void
check_sums (Fixture            *f,
            const NnWeightStep *step)
{
  const NnImages *images = &golden_dataset ()->train;
  const guint32 last = step->shares[step->n - 1].image;
  double sum = 0, absolute = 0, share = 0;
  float image[NN_IMAGE_SIZE];
  g_autoptr (NnActivations) activations = NULL;
  g_autofree NnUse *uses = NULL;
  const NnLayer *layer = &nn_network_get_layers (f->network, NULL)
                            [nn_weight_step_find_layer (f->network, step->parameter)];

  for (int i = 0; i < step->n; i++)
    {
      g_assert_cmpuint (step->shares[i].image, ==, f->indices[i]);
      sum += step->shares[i].share;
      absolute += fabs (step->shares[i].share);
    }
  g_assert_cmpfloat (sum, ==, step->sum);
  g_assert_cmpfloat_with_epsilon (sum, step->gradient, 1e-5 * absolute + 1e-9);

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = images->pixels[(gsize) last * NN_IMAGE_SIZE + i] / 255.0f;
  activations = nn_engine_activations (f->engine, f->network, image);
  uses = nn_weight_step_positions (f->network, activations, images->labels[last], 1.0 / step->n,
                                   step->parameter, step->index);
  g_assert_true (step->parameter == layer->weight || step->parameter == layer->bias);
  for (int i = 0; i < layer->height * layer->width; i++)
    {
      g_assert_cmpfloat (uses[i].product, ==, uses[i].delta * uses[i].input);
      share += uses[i].product;
    }
  g_assert_cmpfloat (share, ==, step->shares[step->n - 1].share);
}

static void
check_step (Fixture *f,
            int      n,
            int      parameter,
            gsize    index)
{
  const NnImages *images = &golden_dataset ()->train;
  g_autoptr (NnWeightStep) step = nn_weight_step_new (f->engine, f->network, f->optimizer, &f->hyper,
                                                      images->pixels, images->labels, f->indices,
                                                      n, parameter, index, NULL, NULL);

  g_assert_cmpint (step->n, ==, n);
  if (nn_hands_is_empty (nn_network_get_hands (f->network)))
    g_assert_false (step->held);
  else if (parameter == 0 && index / 25 == 4)
    g_assert_true (step->held && !step->muted);
  if (step->muted)
    g_assert_true (step->held && step->sum == 0);
  if (step->held)
    g_assert_cmpfloat (step->new_w, ==, step->w);
  g_assert_cmpfloat (step->unclipped, ==, step->w - step->change);
  check_sums (f, step);
  g_assert_cmpfloat (step->w, ==, value_at (f->network, nn_network_peek_block (f->network),
                                            parameter, index));
  g_assert_cmpfloat (step->new_w, ==, value_at (f->network, nn_network_peek_block (f->after),
                                                parameter, index));
  if (f->hyper.kind != NN_OPTIMIZER_SGD)
    g_assert_cmpfloat (step->new_first, ==,
                       value_at (f->network, nn_optimizer_peek_first (f->optimizer_after),
                                 parameter, index));
  if (f->hyper.kind == NN_OPTIMIZER_ADAM)
    g_assert_cmpfloat (step->new_second, ==,
                       value_at (f->network, nn_optimizer_peek_second (f->optimizer_after),
                                 parameter, index));
  if (f->hyper.rms_clip <= 0 || step->held)
    g_assert_cmpfloat (step->new_w, ==, step->unclipped);
}

static void
test_backend (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (golden_dataset ()->train.n, 0, 1);
  gint64 start;
  int steps = 0;

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  start = g_get_monotonic_time ();
  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Case example = cases[c];
      Fixture f;
      int n_parameters;
      const NnParameter *parameters;

      if (backend == NN_BACKEND_REFERENCE) /* thirty times as slow */
        example.n = MIN (example.n, 5);
      set_up (&f, &example, backend, batcher);
      parameters = nn_network_get_parameters (f.network, &n_parameters);
      for (int p = 0; p < n_parameters; p++, steps += 2)
        {
          check_step (&f, example.n, p, (parameters[p].size * 2 / 3 + 3) % parameters[p].size);
          check_step (&f, example.n, p, parameters[p].size - 1);
        }
      if (example.hands)
        {
          check_step (&f, example.n, 0, 4 * 25 + 12);   /* frozen */
          check_step (&f, example.n, 2, 10 * 150 + 77); /* muted */
        }
      tear_down (&f);
    }
  g_test_message ("%d steps, %.1f ms each", steps,
                  (double) (g_get_monotonic_time () - start) / 1000 / steps);
}

static gboolean
count_down_cb (gpointer data)
{
  int *left = data;

  return (*left)-- == 0;
}

/* Given up wherever it is asked, and not asked once too often. */
static void
test_cancel (void)
{
  const NnImages *images = &golden_dataset ()->train;
  g_autoptr (NnBatcher) batcher = nn_batcher_new (images->n, 0, 1);
  const Case example = cases[1];
  Fixture f;

  set_up (&f, &example, nn_backend_best (), batcher);
  for (int asked = 0; asked <= example.n + 1; asked++)
    {
      int left = asked;
      g_autoptr (NnWeightStep) step = nn_weight_step_new (f.engine, f.network, f.optimizer, &f.hyper,
                                                          images->pixels, images->labels, f.indices,
                                                          example.n, 0, 7, count_down_cb, &left);

      g_assert_true ((step != NULL) == (asked == example.n + 1));
    }
  tear_down (&f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    {
      g_autofree char *path = g_strdup_printf ("/weight-step/%s",
                                               nn_backend_to_string ((NnBackend) backend));

      g_test_add_data_func (path, GINT_TO_POINTER (backend), test_backend);
    }
  g_test_add_func ("/weight-step/cancel", test_cancel);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "golden.h"
#include "nn/nn-arithmetic.h"
#include "nn/nn-hands.h"

/* What is written out about a cell must end in the number that is on screen, for
 * every engine and every cell. */
#define IMAGE 17
#define UPDATES 30

static NnNetwork *
make_network (NnArchitecture architecture,
              NnActivation   activation,
              int            updates)
{
  NnNetworkSpec spec = nn_network_spec_rival (61706);

  spec.architecture = architecture;
  spec.activation = activation;
  return golden_network (&spec, 11, (guint) updates);
}

static NnActivations *
look (const NnNetwork *network,
      NnBackend        backend)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  const guint8 *pixels = golden_dataset ()->test.pixels + (gsize) IMAGE * NN_IMAGE_SIZE;
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  return nn_engine_activations (engine, network, image);
}

/* Bias and products, added exactly, and everything else that adds up. */
static void
check_parts (const NnArithmetic *a)
{
  double sum = a->bias, channels = a->bias, absolute = fabs (a->bias);

  for (int i = 0; i < a->n_terms; i++)
    {
      const NnTerm *term = &a->terms[i];

      g_assert_cmpfloat (term->product, ==, (double) term->input * term->weight);
      g_assert_true (!term->padding || term->input == 0);
      sum += term->product;
      absolute += fabs (term->product);
      g_assert_cmpfloat_with_epsilon (term->sum, sum, 1e-5 * absolute + 1e-30);
    }
  for (int c = 0; c < a->n_channels; c++)
    channels += a->channel_sums[c];
  g_assert_cmpfloat_with_epsilon (channels, sum, 1e-12 * absolute + 1e-30);
  g_assert_cmpfloat_with_epsilon (a->sum, sum, 1e-5 * absolute + 1e-30);
  g_assert_cmpfloat (a->terms[a->n_terms - 1].sum, ==, a->sum);
}

static void
check_pool (const NnArithmetic *a)
{
  for (int i = 0; i < a->n_terms; i++)
    {
      g_assert_cmpfloat (a->terms[i].input, <=, a->value);
      g_assert_true (i >= a->winner || a->terms[i].input < a->value);
    }
  g_assert_cmpfloat (a->terms[a->winner].input, ==, a->value);
  g_assert_true (a->exact);
}

/* Every cell; returns those whose sum ends in the value to the bit, of *n. */
static int
check_cells (const NnNetwork     *network,
             const NnActivations *activations,
             int                 *n)
{
  int n_layers, exact = 0;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  const gboolean tanh = nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH;

  for (int l = 1; l < n_layers; l++)
    for (int c = 0; c < layers[l].channels; c++)
      for (int i = 0; i < layers[l].height * layers[l].width; i++)
        {
          const NnUnit unit = { l, c, i / layers[l].width, i % layers[l].width };
          g_autoptr (NnArithmetic) a = nn_arithmetic_new (network, activations, &unit);

          g_assert_cmpfloat (a->value, ==, nn_unit_get_value (network, activations, &unit));
          if (a->kind == NN_LAYER_MAX_POOL)
            {
              check_pool (a);
              continue;
            }
          check_parts (a);
          if (!a->activated)
            g_assert_cmpfloat_with_epsilon (a->sum, a->value, 1e-5);
          else if (tanh)
            g_assert_cmpfloat_with_epsilon (tanhf (a->sum), a->value, 1e-5);
          else
            g_assert_cmpfloat_with_epsilon (MAX (a->sum, 0), a->value, 1e-5);
          exact += a->exact;
          *n += 1;
        }
  return exact;
}

static void
check_backend (NnBackend backend)
{
  static const struct
  {
    NnArchitecture architecture;
    NnActivation activation;
    int updates;
  } networks[] = {
    { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, 0 },
    { NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, UPDATES },
    { NN_ARCHITECTURE_LENET, NN_ACTIVATION_TANH, UPDATES },
    { NN_ARCHITECTURE_MLP, NN_ACTIVATION_RELU, UPDATES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NnNetwork) network = make_network (networks[i].architecture,
                                                    networks[i].activation, networks[i].updates);
      g_autoptr (NnActivations) activations = look (network, backend);
      int n = 0, exact = check_cells (network, activations, &n);

      g_test_message ("network %d: %d of %d sums end in the value to the bit", (int) i, exact, n);
      if (backend != NN_BACKEND_BLAS && networks[i].activation == NN_ACTIVATION_RELU)
        g_assert_cmpint (exact, ==, n);
    }
}

static void
test_backend (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  check_backend (backend);
}

/* By hand: C1's corner sees 16 zeros of the padding and 9 pixels. */
static void
test_padding (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, 0);
  g_autoptr (NnActivations) activations = look (network, nn_backend_best ());
  g_autoptr (NnArithmetic) a = nn_arithmetic_new (network, activations, &(NnUnit) { 1, 2, 0, 27 });
  g_autoptr (NnTensor) weight = nn_network_get_tensor (network, 0);
  int padding = 0;

  g_assert_cmpint (a->n_terms, ==, 25);
  for (int i = 0; i < 25; i++)
    {
      g_assert_cmpint (a->terms[i].row, ==, i / 5 - 2);
      g_assert_cmpint (a->terms[i].column, ==, 25 + i % 5);
      g_assert_cmpfloat (a->terms[i].weight, ==, nn_tensor_get_data (weight)[2 * 25 + i]);
      padding += a->terms[i].padding;
    }
  g_assert_cmpint (padding, ==, 16);
}

static void
test_shapes (void)
{
  static const struct
  {
    int layer, terms, channels;
  } expected[] = {
    { 1, 25, 1 }, { 2, 4, 1 }, { 3, 150, 6 }, { 4, 4, 1 }, { 5, 400, 16 }, { 6, 120, 120 },
    { 7, 84, 84 },
  };
  g_autoptr (NnNetwork) network = make_network (NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, 0);
  g_autoptr (NnActivations) activations = look (network, nn_backend_best ());

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const NnUnit unit = { .layer = expected[i].layer, .channel = 3 };
      g_autoptr (NnArithmetic) a = nn_arithmetic_new (network, activations, &unit);

      g_assert_cmpint (a->n_terms, ==, expected[i].terms);
      g_assert_cmpint (a->n_channels, ==, expected[i].channels);
    }
}

/* A muted map is 0, and the sum says what it would have been. */
static void
test_muted (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, 0);
  g_autoptr (NnActivations) loud = look (network, nn_backend_best ());
  const NnUnit unit = nn_unit_strongest (network, loud, 3, 5);
  NnHands hands = { { 0 } };
  g_autoptr (NnActivations) quiet = NULL;
  g_autoptr (NnArithmetic) a = NULL, b = NULL;

  nn_hands_set_muted (&hands, 3, 5, TRUE);
  b = nn_arithmetic_new (network, loud, &unit);
  nn_network_set_hands (network, &hands);
  quiet = look (network, nn_backend_best ());
  a = nn_arithmetic_new (network, quiet, &unit);
  g_assert_false (b->muted);
  g_assert_true (a->muted);
  g_assert_true (a->exact);
  g_assert_cmpfloat (a->value, ==, 0);
  g_assert_cmpfloat (a->sum, ==, b->sum);
}

static void
test_soft_max (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ARCHITECTURE_LENET, NN_ACTIVATION_RELU, UPDATES);
  g_autoptr (NnActivations) activations = look (network, nn_backend_best ());
  const NnSoftMax soft_max = nn_soft_max_of (activations);
  double sum = 0;

  for (int c = 0; c < NN_CLASSES; c++)
    {
      g_assert_cmpfloat (soft_max.logits[c], ==, nn_tensor_get_data (activations->layers[7])[c]);
      g_assert_cmpfloat_with_epsilon (soft_max.exponentials[c],
                                      exp ((double) soft_max.logits[c] - soft_max.largest), 1e-14);
      g_assert_cmpfloat (soft_max.probabilities[c], ==,
                         (float) (soft_max.exponentials[c] / soft_max.sum));
      sum += soft_max.exponentials[c];
    }
  g_assert_cmpfloat (sum, ==, soft_max.sum);
  g_assert_cmpfloat (soft_max.exponentials[activations->best], ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    {
      g_autofree char *path = g_strdup_printf ("/arithmetic/%s",
                                               nn_backend_to_string ((NnBackend) backend));

      g_test_add_data_func (path, GINT_TO_POINTER (backend), test_backend);
    }
  g_test_add_func ("/arithmetic/padding", test_padding);
  g_test_add_func ("/arithmetic/shapes", test_shapes);
  g_test_add_func ("/arithmetic/muted", test_muted);
  g_test_add_func ("/arithmetic/soft-max", test_soft_max);
  return g_test_run ();
}

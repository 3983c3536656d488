/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "golden.h"
#include "nn/nn-maximise.h"

/* Activation maximisation: what an ascent must be, whatever its picture looks like. */
#define UPDATES 200

static NnNetwork *
make_network (NnActivation activation)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET, .activation = activation };

  return golden_network (&spec, 7, UPDATES);
}

static NnUnit
output_unit (const NnNetwork *network,
             int              class)
{
  int n_layers;

  nn_network_get_layers (network, &n_layers);
  return (NnUnit) { n_layers - 1, class, 0, 0 };
}

/* Every output: above its start, and nearly all are read as their class. */
static void
test_outputs (gconstpointer data)
{
  g_autoptr (NnNetwork) network = make_network ((NnActivation) GPOINTER_TO_INT (data));
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  const NnMaximiser maximiser = nn_maximiser_default ();
  NnMaximiser start = maximiser;
  int right = 0;

  start.steps = 0;
  for (int class = 0; class < NN_CLASSES; class++)
    {
      const NnUnit unit = output_unit (network, class);
      float before, after;
      g_autoptr (NnTensor) grey = nn_maximise (engine, network, &unit, &start, &before, NULL, NULL);
      g_autoptr (NnTensor) image = nn_maximise (engine, network, &unit, &maximiser, &after, NULL, NULL);
      g_autoptr (NnActivations) activations = nn_engine_activations (engine, network,
                                                                     nn_tensor_get_data (image));

      for (int i = 0; i < NN_IMAGE_SIZE; i++)
        {
          g_assert_cmpfloat (fabsf (nn_tensor_get_data (grey)[i] - 0.5f), <=, 0.0101f);
          g_assert_cmpfloat (nn_tensor_get_data (image)[i], >=, 0);
          g_assert_cmpfloat (nn_tensor_get_data (image)[i], <=, 1);
        }
      g_assert_cmpfloat (after, >, before);
      g_assert_cmpfloat (after, ==, nn_unit_get_value (network, activations, &unit));
      g_assert_cmpfloat (after, >, 0);
      right += activations->best == class;
    }
  g_test_message ("%d of 10 are read as their class", right);
  g_assert_cmpint (right, >=, 9);
}

/* One small step without regulariser goes up, for units of every layer. (tanh: no unit is
 * silent at the start.) */
static void
test_goes_up (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_TANH);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (int l = 1; l < n_layers; l++)
    for (int channel = 0; channel < MIN (layers[l].channels, 4); channel++)
      {
        const NnUnit unit = { l, channel, layers[l].height / 2, layers[l].width / 2 };
        NnMaximiser maximiser = { .seed = 3, .rate = 1e-3 };
        float before, after;

        nn_tensor_unref (nn_maximise (engine, network, &unit, &maximiser, &before, NULL, NULL));
        maximiser.steps = 1;
        nn_tensor_unref (nn_maximise (engine, network, &unit, &maximiser, &after, NULL, NULL));
        g_assert_cmpfloat (after, >, before);
      }
}

static void
assert_same (NnTensor *a,
             NnTensor *b,
             gboolean  same)
{
  const gsize size = NN_IMAGE_SIZE * sizeof (float);

  g_assert_true ((memcmp (nn_tensor_get_data (a), nn_tensor_get_data (b), size) == 0) == same);
}

/* To the bit on 1 and 2 threads and on every level with fused products; another seed, another image. */
static void
test_repeats (void)
{
  g_autoptr (NnNetwork) network = make_network (NN_ACTIVATION_RELU);
  const NnUnit unit = output_unit (network, 3);
  NnMaximiser maximiser = nn_maximiser_default ();
  g_autoptr (NnTensor) first = NULL;

  for (int backend = NN_BACKEND_AVX2; backend <= NN_BACKEND_AVX512; backend++)
    for (int threads = 1; threads <= 2 && nn_backend_is_available ((NnBackend) backend); threads++)
      {
        g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network),
                                                     (NnBackend) backend, threads);
        g_autoptr (NnTensor) image = NULL, other = NULL;

        maximiser.seed = 1;
        image = nn_maximise (engine, network, &unit, &maximiser, NULL, NULL, NULL);
        maximiser.seed = 2;
        other = nn_maximise (engine, network, &unit, &maximiser, NULL, NULL, NULL);
        assert_same (image, other, FALSE);
        if (first == NULL)
          first = nn_tensor_ref (image);
        assert_same (image, first, TRUE);
      }
}

static gboolean
count_down (gpointer data)
{
  int *left = data;

  return (*left)-- == 0;
}

static void
test_cancel (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  const NnMaximiser maximiser = nn_maximiser_default ();
  const NnUnit unit = output_unit (network, 0);
  g_autoptr (NnTensor) image = NULL;
  int left = 3;

  g_assert_null (nn_maximise (engine, network, &unit, &maximiser, NULL, count_down, &left));
  g_assert_cmpint (left, ==, -1);
  /* All weights 0: no gradient, and paper in the end. */
  image = nn_maximise (engine, network, &unit, &maximiser, NULL, NULL, NULL);
  g_assert_cmpfloat (nn_tensor_abs_max (image), <, 0.02f);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/maximise/outputs/relu", GINT_TO_POINTER (NN_ACTIVATION_RELU), test_outputs);
  g_test_add_data_func ("/maximise/outputs/tanh", GINT_TO_POINTER (NN_ACTIVATION_TANH), test_outputs);
  g_test_add_func ("/maximise/goes-up", test_goes_up);
  g_test_add_func ("/maximise/repeats", test_repeats);
  g_test_add_func ("/maximise/cancel", test_cancel);
  return g_test_run ();
}

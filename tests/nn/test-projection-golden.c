/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>

#include "golden.h"
#include "nn/nn-projection.h"

/* Projections in the three modes against PyTorch's
 * (tests/golden/make-torch-projections.py): 1e-5 of the largest pixel. */
#define TOLERANCE 1e-5

static JsonArray *
load_cases (JsonParser *parser)
{
  g_autofree char *path = golden_path ("torch-projections.json");
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "cases");
}

static NnActivations *
look (const NnNetwork *network,
      guint            index,
      NnBackend        backend)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  const guint8 *pixels = golden_dataset ()->test.pixels + (gsize) index * NN_IMAGE_SIZE;
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  return nn_engine_activations (engine, network, image);
}

static double
check_case (JsonObject  *item,
            const float *expected,
            NnBackend    backend)
{
  const gboolean tanh = g_str_equal (json_object_get_string_member (item, "activation"), "tanh");
  g_autoptr (NnNetwork) network = golden_load (json_object_get_string_member (item, "weights"),
                                               tanh ? NN_ACTIVATION_TANH : NN_ACTIVATION_RELU);
  g_autoptr (NnActivations) activations = look (network, json_object_get_int_member (item, "image"),
                                                backend);
  const NnLayer *layer = nn_network_find_layer (network,
                                                json_object_get_string_member (item, "layer"));
  const int index = json_object_get_int_member (item, "index");
  const NnUnit unit = {
    .layer = (int) (layer - nn_network_get_layers (network, NULL)),
    .channel = index / (layer->height * layer->width),
    .row = index / layer->width % layer->height,
    .column = index % layer->width,
  };
  const double value = json_object_get_double_member (item, "value");
  g_autoptr (NnTensor) projection = NULL;
  double largest = 0, worst = 0;
  NnGate gate;

  g_assert_true (nn_gate_from_string (&gate, json_object_get_string_member (item, "mode")));
  g_assert_cmpfloat_with_epsilon (nn_unit_get_value (network, activations, &unit), value,
                                  TOLERANCE * value);
  projection = nn_projection_new (network, activations, &unit, gate);
  g_assert_nonnull (projection);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    {
      largest = MAX (largest, fabs (expected[i]));
      worst = MAX (worst, fabs (nn_tensor_get_data (projection)[i] - expected[i]));
    }
  g_assert_cmpfloat (largest, >, 0);
  return worst / largest;
}

static void
test_backend (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases = load_cases (parser);
  const guint n = json_array_get_length (cases);
  g_autofree float *expected = golden_floats ("torch-projections.f32.gz", (gsize) n * NN_IMAGE_SIZE);
  double worst = 0;

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  g_assert_cmpuint (n, >, 100);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_array_get_object_element (cases, i);
      const double distance = check_case (item, expected + (gsize) i * NN_IMAGE_SIZE, backend);

      if (distance > TOLERANCE)
        g_test_message ("case %u, %s %s: %.1e", i, json_object_get_string_member (item, "layer"),
                        json_object_get_string_member (item, "mode"), distance);
      worst = MAX (worst, distance);
    }
  g_test_message ("%u projections, largest distance from PyTorch %.1e", n, worst);
  g_assert_cmpfloat (worst, <=, TOLERANCE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    {
      g_autofree char *path = g_strdup_printf ("/projection-golden/%s",
                                               nn_backend_to_string ((NnBackend) backend));

      g_test_add_data_func (path, GINT_TO_POINTER (backend), test_backend);
    }
  return g_test_run ();
}

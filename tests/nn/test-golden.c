/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "golden.h"

/* Ten updates of LeNet against PyTorch's (tests/golden/make-torch.py): each tensor
 * within 1e-5 of its norm (promised are 1e-4), losses alike. */
#define STEPS 10
#define TOLERANCE 1e-5
#define LOSS_TOLERANCE 1e-5

static JsonObject *
load_json (void)
{
  g_autofree char *path = golden_path ("torch.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

/* The largest ‖a - b‖/‖b‖ of all tensors; expected: file order, no padding. */
static double
worst_distance (const NnNetwork *network,
                const float     *expected)
{
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);
  double worst = 0;

  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, i);
      const float *w = nn_tensor_get_data (tensor);
      double difference = 0, norm = 0, distance;

      for (gsize j = 0; j < p[i].size; j++)
        {
          difference += ((double) w[j] - expected[j]) * ((double) w[j] - expected[j]);
          norm += (double) expected[j] * expected[j];
        }
      expected += p[i].size;
      distance = sqrt (difference / norm);
      g_test_message ("  %-13s %.1e", p[i].name, distance);
      if (!(distance <= worst))
        worst = distance;
    }
  return worst;
}

static void
check (NnBackend       backend,
       NnOptimizerKind kind)
{
  g_autoptr (JsonObject) golden = load_json ();
  JsonArray *losses = json_object_get_array_member (json_object_get_object_member (golden, "losses"),
                                                    nn_optimizer_kind_to_string (kind));
  g_autofree char *start = NULL, *name = NULL;
  g_autofree float *expected = NULL;
  GoldenRun run;
  double worst;

  golden_start (&run, backend, 1, kind);
  start = nn_network_sha256 (run.network);
  g_assert_cmpstr (start, ==, json_object_get_string_member (golden, "start"));
  g_assert_cmpint (json_object_get_int_member (golden, "batch"), ==, GOLDEN_BATCH);
  g_assert_cmpint (json_array_get_length (losses), ==, STEPS);

  for (guint step = 0; step < STEPS; step++)
    g_assert_cmpfloat_with_epsilon (golden_step (&run).loss,
                                    json_array_get_double_element (losses, step), LOSS_TOLERANCE);

  name = g_strdup_printf ("torch-%s.f32.gz", nn_optimizer_kind_to_string (kind));
  expected = golden_floats (name, nn_network_count_parameters (run.network));
  worst = worst_distance (run.network, expected);
  g_test_message ("%s, %s: largest distance from PyTorch %.1e", nn_backend_to_string (backend),
                  nn_optimizer_kind_to_string (kind), worst);
  g_assert_cmpfloat (worst, <=, TOLERANCE);
  golden_stop (&run);
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
  check (backend, NN_OPTIMIZER_SGD);
  check (backend, NN_OPTIMIZER_MOMENTUM);
  check (backend, NN_OPTIMIZER_ADAM);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    {
      g_autofree char *path = g_strdup_printf ("/golden/%s", nn_backend_to_string ((NnBackend) backend));

      g_test_add_data_func (path, GINT_TO_POINTER (backend), test_backend);
    }
  return g_test_run ();
}

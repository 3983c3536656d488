/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "golden.h"
#include "nn/nn-hands.h"

/* Ten updates of LeNet against PyTorch's (tests/golden/make-torch.py), with each optimizer, with
 * tanh and with the RMS clip: each tensor within 1e-5 of its norm (promised are 1e-4), losses
 * alike. */
#define STEPS 10
#define N_RUNS 6
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

static gboolean
is_written (JsonArray  *layers,
            const char *parameter)
{
  for (guint i = 0; i < json_array_get_length (layers); i++)
    {
      g_autofree char *prefix = g_strconcat (json_array_get_string_element (layers, i), ".", NULL);

      if (g_str_has_prefix (parameter, prefix))
        return TRUE;
    }
  return FALSE;
}

/* The largest ‖a - b‖/‖b‖ of the tensors that are in the file, in its order and without padding. */
static double
worst_distance (const NnNetwork *network,
                JsonArray       *layers,
                const char      *name)
{
  int n;
  const NnParameter *p = nn_network_get_parameters (network, &n);
  g_autofree char *file = g_strdup_printf ("torch-%s.f32.gz", name);
  g_autofree float *all = NULL;
  const float *expected;
  gsize size = 0;
  double worst = 0;

  for (int i = 0; i < n; i++)
    if (is_written (layers, p[i].name))
      size += p[i].size;
  expected = all = golden_floats (file, size);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, i);
      const float *w = nn_tensor_get_data (tensor);
      double difference = 0, norm = 0, distance;

      if (!is_written (layers, p[i].name))
        continue;
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

/* DEFINITIONS §8: the bound holds after each update, and was needed. */
static int
count_clipped (const NnNetwork *network,
               float            radius)
{
  const int layers[] = { 1, 3 };
  int clipped = 0;

  for (gsize l = 0; l < G_N_ELEMENTS (layers); l++)
    for (int map = 0; nn_filter_exists (network, layers[l], map); map++)
      {
        g_assert_cmpfloat (nn_filter_rms (network, layers[l], map), <=, (double) radius * (1 + 1e-6));
        clipped += nn_filter_is_clipped (network, layers[l], map, radius);
      }
  return clipped;
}

static void
check (NnBackend   backend,
       int         n_threads,
       JsonObject *golden,
       const char *name)
{
  JsonObject *expected = json_object_get_object_member (json_object_get_object_member (golden, "runs"),
                                                        name);
  JsonArray *losses = json_object_get_array_member (expected, "losses");
  const float radius = (float) json_object_get_double_member (expected, "rms_clip");
  const int beyond = (int) json_object_get_int_member (expected, "clipped");
  g_autofree char *start = NULL;
  NnOptimizerKind kind;
  GoldenRun run;
  double worst;
  int clipped = 0;

  g_assert_true (nn_optimizer_kind_from_string (
    &kind, json_object_get_string_member (expected, "optimizer")));
  golden_start (&run, backend, n_threads, kind,
                g_str_equal (json_object_get_string_member (expected, "activation"), "tanh")
                  ? NN_ACTIVATION_TANH : NN_ACTIVATION_RELU, radius);
  start = nn_network_sha256 (run.network);
  g_assert_cmpstr (start, ==, json_object_get_string_member (golden, "start"));
  g_assert_cmpint (json_object_get_int_member (golden, "batch"), ==, GOLDEN_BATCH);
  g_assert_cmpint (json_array_get_length (losses), ==, STEPS);

  for (guint step = 0; step < STEPS; step++)
    {
      g_assert_cmpfloat_with_epsilon (golden_step (&run).loss,
                                      json_array_get_double_element (losses, step), LOSS_TOLERANCE);
      if (radius > 0)
        clipped += count_clipped (run.network, radius);
    }
  /* What has been clipped may come to lie just within the bound, where it still counts here. */
  g_assert_cmpint (ABS (clipped - beyond), <=, 1 + beyond / 20);
  worst = worst_distance (run.network, json_object_get_array_member (expected, "layers"), name);
  g_test_message ("%s, %s: largest distance from PyTorch %.1e", nn_backend_to_string (backend),
                  name, worst);
  g_assert_cmpfloat (worst, <=, TOLERANCE);
  golden_stop (&run);
}

static void
test_backend (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (JsonObject) golden = NULL;
  g_autoptr (GList) runs = NULL;

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  golden = load_json ();
  runs = json_object_get_members (json_object_get_object_member (golden, "runs"));
  g_assert_cmpuint (g_list_length (runs), ==, N_RUNS);
  for (GList *run = runs; run != NULL; run = run->next)
    check (backend, 1, golden, run->data);
  if (backend >= NN_BACKEND_BASELINE)
    check (backend, 2, golden, "tanh-clip");
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

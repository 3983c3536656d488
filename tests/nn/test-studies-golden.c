/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <math.h>

#include "golden.h"
#include "nn/nn-occlusion.h"
#include "nn/nn-strongest.h"

/* Strongest patches and occlusion maps against PyTorch's (tests/golden/make-torch-studies.py):
 * 1e-5 of the largest value. Images and places are compared where PyTorch's own value is
 * further than that from its neighbours; in between, a last digit decides. */
#define TOLERANCE 1e-5
#define N_LAYERS 4

static const char *const names[N_LAYERS] = { "c1", "c3", "f6", "output" };

/* What there is of a network with that activation. */
static JsonObject *
load (JsonParser  *parser,
      NnActivation activation)
{
  g_autofree char *path = golden_path ("torch-studies.json");
  g_autoptr (GError) error = NULL;
  JsonObject *all;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  all = json_node_get_object (json_parser_get_root (parser));
  return activation == NN_ACTIVATION_TANH ? json_object_get_object_member (all, "tanh") : all;
}

static double
expected_value (JsonArray *patches,
                guint      i)
{
  return json_array_get_double_element (json_array_get_array_element (patches, i), 2);
}

/* Returns how many of the nine stood apart, and were compared by image and place. */
static int
check_map (const NnStrongestMap *map,
           JsonObject           *expected,
           int                   width)
{
  JsonArray *patches = json_object_get_array_member (expected, "patches");
  const gint64 positive = json_object_get_int_member (expected, "positive");
  /* A value that is small beside the terms of its sum has their last digits, not its own. */
  const double scale = TOLERANCE * MAX (fabs (expected_value (patches, 0)), 0.1);
  int apart = 0;

  /* A value at 0 within a last digit may fall on either side. */
  g_assert_cmpint (ABS ((gint64) map->positive - positive), <=, 2);
  for (int i = 0; i < map->n; i++)
    {
      const NnPatch *patch = &map->patches[i];
      JsonArray *item = json_array_get_array_element (patches, i);
      const double value = expected_value (patches, i);

      g_assert_cmpfloat_with_epsilon (patch->value, value, scale);
      if (value - expected_value (patches, i + 1) <= 2 * scale
          || (i > 0 && expected_value (patches, i - 1) - value <= 2 * scale))
        continue;
      g_assert_cmpint (patch->image, ==, json_array_get_int_element (item, 0));
      g_assert_cmpint (patch->row * width + patch->column, ==, json_array_get_int_element (item, 1));
      apart++;
    }
  return apart;
}

static void
check_strongest (NnBackend    backend,
                 NnActivation activation)
{
  g_autoptr (NnNetwork) network = golden_load ("adam", activation);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, 2);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *golden = json_object_get_object_member (load (parser, activation), "strongest");
  const NnLayer *table = nn_network_get_layers (network, NULL);
  NnStrongest *results[N_LAYERS];
  int layers[N_LAYERS], n_layers = 0, apart = 0, all = 0;

  for (int l = 0; l < N_LAYERS; l++)
    if (json_object_has_member (golden, names[l]))
      layers[n_layers++] = (int) (nn_network_find_layer (network, names[l]) - table);
  g_assert_cmpint (n_layers, >=, 3);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels,
                                   golden_dataset ()->test.n, layers, n_layers, results, NULL, NULL));
  for (int l = 0; l < n_layers; l++)
    {
      JsonArray *maps = json_object_get_array_member (golden, table[layers[l]].name);

      g_assert_cmpint (results[l]->n_maps, ==, json_array_get_length (maps));
      for (int k = 0; k < results[l]->n_maps; k++)
        {
          apart += check_map (&results[l]->maps[k], json_array_get_object_element (maps, k),
                              table[layers[l]].width);
          all += results[l]->maps[k].n;
        }
      nn_strongest_unref (results[l]);
    }
  g_test_message ("%s: %d of %d patches stand apart", activation == NN_ACTIVATION_TANH ? "tanh" : "relu",
                  apart, all);
  /* A tanh lays large values side by side. */
  g_assert_cmpint (apart, >, activation == NN_ACTIVATION_TANH ? all / 4 : all / 2);
}

static void
test_strongest (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  check_strongest (backend, NN_ACTIVATION_RELU);
  check_strongest (backend, NN_ACTIVATION_TANH);
}

static void
check_occlusion_map (NnTensor   *map,
                     JsonObject *expected,
                     const char *name)
{
  JsonArray *values = json_object_get_array_member (expected, name);
  double largest = 0, worst = 0;

  for (guint i = 0; i < NN_IMAGE_SIZE; i++)
    {
      const double value = json_array_get_double_element (values, i);

      largest = MAX (largest, fabs (value));
      worst = MAX (worst, fabs (nn_tensor_get_data (map)[i] - value));
    }
  g_assert_cmpfloat (largest, >, 0);
  g_test_message ("%s: %.1e", name, worst / largest);
  g_assert_cmpfloat (worst, <=, TOLERANCE * largest);
}

static void
check_occlusion (NnEngine        *engine,
                 const NnNetwork *network,
                 JsonObject      *expected)
{
  const guint index = json_object_get_int_member (expected, "image");
  JsonArray *best = json_object_get_array_member (expected, "best");
  const float *margin;
  const NnOccluder occluder = {
    .size = json_object_get_int_member (expected, "size"),
    .value = (float) json_object_get_double_member (expected, "value"),
    .map = -1, .label = -1,
  };
  g_autoptr (NnOcclusion) occlusion = NULL;
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = golden_dataset ()->test.pixels[index * NN_IMAGE_SIZE + i] / 255.0f;
  occlusion = nn_occlusion_run (engine, network, image, &occluder, NULL, NULL);
  g_assert_cmpint (occlusion->map, ==, json_object_get_int_member (expected, "map"));
  g_assert_cmpint (occlusion->label, ==, json_object_get_int_member (expected, "label"));
  check_occlusion_map (occlusion->total, expected, "total");
  check_occlusion_map (occlusion->probability, expected, "probability");
  check_occlusion_map (occlusion->margin, expected, "margin");
  margin = nn_tensor_get_data (occlusion->margin);
  for (guint i = 0; i < NN_IMAGE_SIZE; i++)
    if (fabsf (margin[i]) > 1e-3f)
      g_assert_cmpint (occlusion->best[i] == occlusion->label, ==,
                       json_array_get_int_element (best, i) == occlusion->label);
}

static void
test_occlusion (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  for (int activation = NN_ACTIVATION_RELU; activation <= NN_ACTIVATION_TANH; activation++)
    for (int threads = 1; threads <= 2; threads++)
      {
        g_autoptr (NnNetwork) network = golden_load ("adam", (NnActivation) activation);
        g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, threads);
        g_autoptr (JsonParser) parser = json_parser_new ();
        JsonArray *cases = json_object_get_array_member (load (parser, (NnActivation) activation),
                                                         "occlusion");

        g_assert_cmpuint (json_array_get_length (cases), >, 0);
        for (guint c = 0; c < json_array_get_length (cases); c++)
          check_occlusion (engine, network, json_array_get_object_element (cases, c));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_BLAS; backend <= NN_BACKEND_AVX512; backend++)
    {
      const char *name = nn_backend_to_string ((NnBackend) backend);
      g_autofree char *occlusion = g_strdup_printf ("/studies-golden/occlusion/%s", name);
      g_autofree char *strongest = g_strdup_printf ("/studies-golden/strongest/%s", name);

      g_test_add_data_func (occlusion, GINT_TO_POINTER (backend), test_occlusion);
      if (backend >= NN_BACKEND_BASELINE) /* the plain ones take a minute for 10,000 images */
        g_test_add_data_func (strongest, GINT_TO_POINTER (backend), test_strongest);
    }
  return g_test_run ();
}

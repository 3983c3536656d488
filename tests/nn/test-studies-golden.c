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

static JsonObject *
load (JsonParser *parser)
{
  g_autofree char *path = golden_path ("torch-studies.json");
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static NnNetwork *
load_network (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  NnNetwork *network = nn_network_new (&spec);
  g_autofree float *values = golden_floats ("torch-adam.f32.gz", nn_network_count_parameters (network));
  const float *next = values;
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (int i = 0; i < n; next += parameters[i++].size)
    nn_network_set_tensor (network, i, next);
  return network;
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
test_strongest (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (NnNetwork) network = load_network ();
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *golden = json_object_get_object_member (load (parser), "strongest");
  const NnLayer *table = nn_network_get_layers (network, NULL);
  NnStrongest *results[N_LAYERS];
  int layers[N_LAYERS], apart = 0, all = 0;

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  engine = nn_engine_new (nn_network_get_spec (network), backend, 2);
  for (int l = 0; l < N_LAYERS; l++)
    layers[l] = (int) (nn_network_find_layer (network, names[l]) - table);
  g_assert_true (nn_strongest_run (engine, network, golden_dataset ()->test.pixels,
                                   golden_dataset ()->test.n, layers, N_LAYERS, results, NULL, NULL));
  for (int l = 0; l < N_LAYERS; l++)
    {
      JsonArray *maps = json_object_get_array_member (golden, names[l]);

      g_assert_cmpint (results[l]->n_maps, ==, json_array_get_length (maps));
      for (int k = 0; k < results[l]->n_maps; k++)
        {
          apart += check_map (&results[l]->maps[k], json_array_get_object_element (maps, k),
                              table[layers[l]].width);
          all += results[l]->maps[k].n;
        }
      nn_strongest_unref (results[l]);
    }
  g_test_message ("%d of %d patches stand apart", apart, all);
  g_assert_cmpint (apart, >, all / 2);
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
test_occlusion (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (NnNetwork) network = load_network ();
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *cases = json_object_get_array_member (load (parser), "occlusion");

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor");
      return;
    }
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  for (guint c = 0; c < json_array_get_length (cases); c++)
    {
      JsonObject *expected = json_array_get_object_element (cases, c);
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

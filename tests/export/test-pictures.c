/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view.h"

#include <json-glib/json-glib.h>

/* Five exported files of LeNet as seed 1 starts it, looking at test digit 0: their SHA-256 stand
 * in tests/golden/contract.json, "pictures". PNG and npy only, since the outlines in SVG and PDF
 * are those of the fonts of the day. (The PNGs hold for zlib; zlib-ng packs otherwise.)
 *
 *   test-export-pictures --print      writes them anew; a change needs a commit that says why */
typedef struct
{
  const char *name;
  NnFormat format;
  NnViewSpec spec;
} Picture;

static const Picture pictures[] = {
  { "c1-filters.png", NN_FORMAT_PNG, { NN_VIEW_C1_FILTERS, -1, NN_SCOPE_LAYER, NN_COLORS_GREY, 8 } },
  { "c3-filters.png",
    NN_FORMAT_PNG,
    { NN_VIEW_C3_FILTERS, -1, NN_SCOPE_TILE, NN_COLORS_DIVERGING, 4 } },
  { "c1-maps.png", NN_FORMAT_PNG, { NN_VIEW_C1_MAPS, -1, NN_SCOPE_LAYER, NN_COLORS_GREY, 3 } },
  { "s4-maps.png", NN_FORMAT_PNG, { NN_VIEW_S4_MAPS, -1, NN_SCOPE_ROW, NN_COLORS_GREY, 8 } },
  { "c3-filters.npy",
    NN_FORMAT_NPY,
    { NN_VIEW_C3_FILTERS, -1, NN_SCOPE_LAYER, NN_COLORS_GREY, 1 } },
};

/* (transfer full) the SHA-256 of one picture, computed by one backend. */
static char *
hash_picture (const Picture *picture, NnDataset *dataset, NnBackend backend)
{
  NnTrainingSpec training = nn_training_spec_default ();
  NnPlace place = { 0 };
  float image[NN_IMAGE_SIZE];
  g_autoptr (GError) error = NULL;
  g_autoptr (NnProbe) probe = nn_probe_parse ("test:0", dataset, &error);
  g_autoptr (NnNetwork) network = nn_network_new (&training.network);
  g_autoptr (NnEngine) engine = nn_engine_new (&training.network, backend, 1);
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = probe->pixels[i] / 255.0f;
  nn_network_init_glorot (network, training.seed);
  activations = nn_engine_activations (engine, network, image);
  figure = nn_view_figure (&picture->spec, network, &training, &place, activations, probe, &error);
  g_assert_no_error (error);
  bytes = nn_figure_serialize (figure, picture->format, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static NnDataset *
load_dataset (void)
{
  g_autoptr (GError) error = NULL;
  NnDataset *dataset = nn_dataset_load (GOLDEN_MNIST, &error);

  g_assert_no_error (error);
  return dataset;
}

static void
test_contract (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (NnDataset) dataset = load_dataset ();
  g_autoptr (GError) error = NULL;
  JsonObject *hashes;

  json_parser_load_from_file (parser, GOLDEN_FOLDER "/contract.json", &error);
  g_assert_no_error (error);
  hashes = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                          "pictures");
  g_assert_nonnull (hashes);
  g_assert_cmpuint (json_object_get_size (hashes), ==, G_N_ELEMENTS (pictures));
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
      if (nn_backend_is_available (backend))
        {
          g_autofree char *hash = hash_picture (&pictures[i], dataset, backend);

          g_test_message ("%s by %s", pictures[i].name, nn_backend_to_string (backend));
          g_assert_cmpstr (hash, ==,
                           json_object_get_string_member (hashes, pictures[i].name));
        }
}

static void
print_hashes (void)
{
  g_autoptr (NnDataset) dataset = load_dataset ();

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *hash = hash_picture (&pictures[i], dataset, NN_BACKEND_REFERENCE);

      g_print ("    \"%s\": \"%s\"%s\n", pictures[i].name, hash,
               i + 1 < G_N_ELEMENTS (pictures) ? "," : "");
    }
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_str_equal (argv[1], "--print"))
    {
      print_hashes ();
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/contract", test_contract);
  return g_test_run ();
}

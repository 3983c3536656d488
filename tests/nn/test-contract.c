/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/nn-file.h"
#include "base/nn-rng.h"
#include "golden.h"

/* tests/golden/contract.json holds what must not change by accident: streams,
 * orders, starts, and weights to the bit. This test computes it anew and compares;
 * test-contract --write writes the file (pictures, made elsewhere, are kept). A
 * change to it needs a commit of its own that says why. */
#define N_SHOWN 16
#define FILE_NAME "contract.json"

static const guint checkpoints[] = { 1, 100 };

static const NnBackend exact_backends[] = { NN_BACKEND_AVX2, NN_BACKEND_AVX512 };

static JsonObject *
load_contract (void)
{
  g_autofree char *path = golden_path (FILE_NAME);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return json_object_new ();
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static JsonObject *
make_stream (NnStream stream,
             guint64  epoch)
{
  JsonObject *object = json_object_new ();
  JsonArray *numbers = json_array_new ();
  NnRng rng;

  nn_rng_init (&rng, GOLDEN_SEED, stream, epoch);
  for (int i = 0; i < N_SHOWN; i++)
    {
      g_autofree char *hex = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", nn_rng_next (&rng));

      json_array_add_string_element (numbers, hex);
    }
  json_object_set_int_member (object, "stream", stream);
  json_object_set_int_member (object, "seed", GOLDEN_SEED);
  json_object_set_int_member (object, "epoch", (gint64) epoch);
  json_object_set_array_member (object, "numbers", numbers);
  return object;
}

static JsonNode *
make_streams (void)
{
  JsonArray *streams = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (int stream = NN_STREAM_WEIGHTS; stream <= NN_STREAM_EXPERIMENTS; stream++)
    {
      json_array_add_object_element (streams, make_stream ((NnStream) stream, 0));
      if (stream == NN_STREAM_ORDER)
        json_array_add_object_element (streams, make_stream ((NnStream) stream, 1));
    }
  json_node_take_array (node, streams);
  return node;
}

static JsonNode *
make_orders (void)
{
  JsonArray *orders = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (NnBatcher) batcher = nn_batcher_new (60000, 0, GOLDEN_SEED);

  for (guint epoch = 1; epoch <= 2; epoch++)
    {
      JsonObject *object = json_object_new ();
      JsonArray *images = json_array_new ();
      const guint32 *order = nn_batcher_get_order (batcher, epoch);

      for (int i = 0; i < N_SHOWN; i++)
        json_array_add_int_element (images, order[i]);
      json_object_set_int_member (object, "epoch", epoch);
      json_object_set_int_member (object, "seed", GOLDEN_SEED);
      json_object_set_array_member (object, "images", images);
      json_array_add_object_element (orders, object);
    }
  json_node_take_array (node, orders);
  return node;
}

static char *
start_sha256 (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);

  nn_network_init_glorot (network, GOLDEN_SEED);
  return nn_network_sha256 (network);
}

/* {"1": hash, "100": hash} */
static JsonObject *
make_updates (NnBackend       backend,
              int             n_threads,
              NnOptimizerKind kind)
{
  JsonObject *object = json_object_new ();
  GoldenRun run;

  golden_start (&run, backend, n_threads, kind, NN_ACTIVATION_RELU, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (checkpoints); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", checkpoints[i]);
      g_autofree char *hash = NULL;

      while (run.updates < checkpoints[i])
        golden_step (&run);
      hash = nn_network_sha256 (run.network);
      json_object_set_string_member (object, name, hash);
    }
  golden_stop (&run);
  return object;
}

static char *
to_text (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  return json_generator_to_data (generator, NULL);
}

static void
assert_member (JsonObject *contract,
               const char *name,
               JsonNode   *computed)
{
  g_autofree char *expected = to_text (json_object_get_member (contract, name));
  g_autofree char *found = to_text (computed);

  g_assert_cmpstr (found, ==, expected);
  json_node_unref (computed);
}

static void
test_streams (void)
{
  g_autoptr (JsonObject) contract = load_contract ();

  assert_member (contract, "streams", make_streams ());
}

static void
test_orders (void)
{
  g_autoptr (JsonObject) contract = load_contract ();

  assert_member (contract, "order", make_orders ());
}

static void
test_start (void)
{
  g_autoptr (JsonObject) contract = load_contract ();
  g_autofree char *start = start_sha256 ();

  g_assert_cmpstr (start, ==,
                   json_object_get_string_member (json_object_get_object_member (contract, "weights"),
                                                  "start"));
}

/* On one thread and on three, among which the four shards of a batch do not divide evenly. */
static void
test_updates (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  g_autoptr (JsonObject) contract = load_contract ();
  JsonObject *weights = json_object_get_object_member (contract, "weights");

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("not on this processor; other back ends' bits are not in the contract");
      return;
    }
  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    for (int n_threads = 1; n_threads <= 3; n_threads += 2)
      {
        JsonNode *node = json_node_new (JSON_NODE_OBJECT);

        json_node_take_object (node, make_updates (backend, n_threads, (NnOptimizerKind) kind));
        assert_member (weights, nn_optimizer_kind_to_string ((NnOptimizerKind) kind), node);
      }
}

/* Five, filled in and checked where pictures are made. */
static void
test_pictures (void)
{
  g_autoptr (JsonObject) contract = load_contract ();

  g_assert_true (json_object_has_member (contract, "pictures"));
}

static JsonNode *
make_weights (void)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *weights = json_object_new ();
  g_autofree char *start = start_sha256 ();

  json_object_set_string_member (weights, "start", start);
  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    json_object_set_object_member (weights, nn_optimizer_kind_to_string ((NnOptimizerKind) kind),
                                   make_updates (exact_backends[0], 1, (NnOptimizerKind) kind));
  json_node_take_object (node, weights);
  return node;
}

static int
write_contract (void)
{
  g_autoptr (JsonObject) contract = load_contract ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *path = golden_path (FILE_NAME);
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (!nn_backend_is_available (exact_backends[0]))
    {
      g_printerr ("This needs a processor with AVX2.\n");
      return 1;
    }
  json_object_set_member (contract, "streams", make_streams ());
  json_object_set_member (contract, "order", make_orders ());
  json_object_set_member (contract, "weights", make_weights ());
  if (!json_object_has_member (contract, "pictures"))
    json_object_set_object_member (contract, "pictures", json_object_new ());
  json_node_set_object (root, contract);
  json = to_text (root);
  text = g_strconcat (json, "\n", NULL);
  if (!nn_file_replace (path, text, strlen (text), &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}

int
main (int    argc,
      char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--write") == 0)
    return write_contract ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contract/streams", test_streams);
  g_test_add_func ("/contract/orders", test_orders);
  g_test_add_func ("/contract/start", test_start);
  for (gsize i = 0; i < G_N_ELEMENTS (exact_backends); i++)
    {
      g_autofree char *path = g_strdup_printf ("/contract/updates/%s",
                                               nn_backend_to_string (exact_backends[i]));

      g_test_add_data_func (path, GINT_TO_POINTER ((int) exact_backends[i]), test_updates);
    }
  g_test_add_func ("/contract/pictures", test_pictures);
  return g_test_run ();
}

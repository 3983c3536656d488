/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-profile.h"

#include <string.h>

#define IMAGES 70                 /* two groups of shards at least, and a part that is not full */
#define BATCHES 2

typedef struct
{
  NnNetworkSpec spec;
  guint8 pixels[IMAGES * NN_IMAGE_SIZE], labels[IMAGES];
  guint32 indices[IMAGES];
} Work;

static void
init_work (Work          *work,
           NnArchitecture architecture)
{
  *work = (Work) { .spec = { .architecture = architecture, .hidden = { 30, 20 } } };
  for (int i = 0; i < IMAGES * NN_IMAGE_SIZE; i++)
    work->pixels[i] = (guint8) (i * 7 % 251);
  for (int i = 0; i < IMAGES; i++)
    {
      work->labels[i] = (guint8) (i % NN_CLASSES);
      work->indices[i] = (guint32) i;
    }
}

/* A few updates; profile NULL: unmeasured. (transfer full) */
static NnNetwork *
train (const Work *work,
       NnBackend   backend,
       int         n_threads,
       NnProfile  *profile)
{
  const NnHyper hyper = { .kind = NN_OPTIMIZER_SGD, .rate = 0.01f };
  g_autoptr (NnEngine) engine = nn_engine_new (&work->spec, backend, n_threads);
  g_autoptr (NnNetwork) network = nn_network_new (&work->spec);
  g_autoptr (NnOptimizer) optimizer = nn_optimizer_new (network);
  gsize n = nn_network_get_block_size (network);

  for (gsize i = 0; i < n; i++)
    nn_network_get_block (network)[i] = 0.001f * (float) (i % 17) - 0.008f;
  if (profile != NULL)
    nn_engine_start_profile (engine);
  for (int i = 0; i < BATCHES; i++)
    nn_engine_train_batch (engine, network, optimizer, &hyper, work->pixels, work->labels,
                           work->indices, IMAGES);
  if (profile != NULL)
    nn_engine_end_profile (engine, profile);
  return g_steal_pointer (&network);
}

static void
assert_profile (const NnProfile *profile,
                const NnNetwork *network,
                gboolean         lanes)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  double sum = 0;

  for (int l = 0; l < NN_MAX_LAYERS; l++)
    {
      gboolean computed = l > 0 && l < n_layers
                          && !(lanes && layers[l].kind == NN_LAYER_MAX_POOL);
      const double *phases = profile->layers[l];

      g_assert_true ((phases[NN_PHASE_FORWARD] > 0) == (l == 0 || computed));
      g_assert_true ((phases[NN_PHASE_LOSS] > 0) == (l == n_layers - 1));
      g_assert_true ((phases[NN_PHASE_BACKWARD] > 0) == computed);
      g_assert_true ((phases[NN_PHASE_UPDATE] > 0) == (computed && lanes));
      for (int phase = 0; phase < NN_PHASES; phase++)
        sum += phases[phase];
    }
  g_assert_cmpfloat (profile->rest, >=, 0);
  g_assert_cmpfloat (profile->total, >, 0);
  g_assert_cmpfloat_with_epsilon (sum + profile->rest, profile->total, 1e-9);
}

static void
test_backend (gconstpointer data)
{
  const NnBackend backend = (NnBackend) GPOINTER_TO_INT (data);
  const gboolean lanes = backend >= NN_BACKEND_BASELINE;

  if (!nn_backend_is_available (backend))
    {
      g_test_skip ("this processor cannot do it");
      return;
    }
  for (int architecture = NN_ARCHITECTURE_LENET; architecture <= NN_ARCHITECTURE_MLP; architecture++)
    for (int n_threads = 1; n_threads <= 3; n_threads++)
      {
        Work work;
        NnProfile profile;
        g_autoptr (NnNetwork) plain = NULL;
        g_autoptr (NnNetwork) watched = NULL;

        init_work (&work, (NnArchitecture) architecture);
        plain = train (&work, backend, n_threads, NULL);
        watched = train (&work, backend, n_threads, &profile);
        assert_profile (&profile, watched, lanes);
        g_assert_cmpmem (nn_network_peek_block (plain),
                         nn_network_get_block_size (plain) * sizeof (float),
                         nn_network_peek_block (watched),
                         nn_network_get_block_size (watched) * sizeof (float));
      }
}

/* What lies between two profiles is in neither; nothing trained is all rest. */
static void
test_twice (void)
{
  Work work;
  NnProfile profile;
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (NnNetwork) network = NULL;
  float logits[NN_CLASSES];

  init_work (&work, NN_ARCHITECTURE_LENET);
  engine = nn_engine_new (&work.spec, nn_backend_best (), 2);
  network = nn_network_new (&work.spec);
  for (int i = 0; i < 2; i++)
    {
      nn_engine_start_profile (engine);
      nn_engine_predict (engine, network, work.pixels, 1, logits);
      nn_engine_end_profile (engine, &profile);
      g_assert_cmpfloat (profile.rest, ==, profile.total);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int backend = NN_BACKEND_REFERENCE; backend <= NN_BACKEND_AVX512; backend++)
    {
      g_autofree char *path = g_strconcat ("/profile/", nn_backend_to_string ((NnBackend) backend),
                                           NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (backend), test_backend);
    }
  g_test_add_func ("/profile/twice", test_twice);
  return g_test_run ();
}

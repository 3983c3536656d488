/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "nn/nn-hands.h"
#include "pages/features/imagette-evolution-words.h"
#include "pages/features/imagette-feature-words.h"
#include "synthetic.h"

/* What a block of Figure 2 says of a map without patches: of each state the word, and why. */

typedef struct
{
  NnActivation activation;
  NnFeatureLayer layer;
  NnStrongestMap map;
  gboolean muted;
  const char *badge, *empty;
} Case;

static const Case cases[] = {
  { NN_ACTIVATION_RELU, NN_FEATURE_C3, { .max = 0 }, FALSE, "dead", "dead: not positive on any digit" },
  { NN_ACTIVATION_RELU, NN_FEATURE_C3, { .max = 0 }, TRUE, "muted", "muted: all of its values are 0" },
  { NN_ACTIVATION_RELU, NN_FEATURE_C3, { .max = NAN }, FALSE, "not a number", "not a number" },
  { NN_ACTIVATION_TANH, NN_FEATURE_C3, { .max = 0, .largest = 0.0009f }, FALSE, "dead",
    "dead: within ±0.001 on every digit" },
  { NN_ACTIVATION_TANH, NN_FEATURE_C3, { .max = -0.1f, .largest = 0.5f }, FALSE, "never positive",
    "never positive: above 0 on no digit" },
  { NN_ACTIVATION_TANH, NN_FEATURE_C3, { .max = -1, .largest = 1, .saturated = 990 }, FALSE,
    "saturated", "never positive: above 0 on no digit" },
  { NN_ACTIVATION_TANH, NN_FEATURE_C3, { .max = -1, .largest = 1, .saturated = 989 }, FALSE,
    "never positive", "never positive: above 0 on no digit" },
  { NN_ACTIVATION_TANH, NN_FEATURE_C3, { .max = NAN, .largest = NAN }, FALSE, "not a number",
    "not a number" },
  { NN_ACTIVATION_RELU, NN_FEATURE_OUTPUT, { .max = -2 }, FALSE, "never positive",
    "never positive: above 0 on no digit" },
};

static void
test_states (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (16, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *one = &cases[i];
      const NnNetworkSpec spec = { .activation = one->activation };
      g_autoptr (NnNetwork) network = nn_network_new (&spec);
      NnStrongestMap map = one->map;
      NnStrongest strongest = {
        .layer = one->layer == NN_FEATURE_C3 ? 3 : 7, .n_maps = 1, .n_images = 10, .map_size = 100,
        .activated = one->layer == NN_FEATURE_C3, .activation = one->activation, .maps = &map,
      };
      NnFeatures features = { .network = network, .strongest = { NULL } };
      NnHands hands = *nn_network_get_hands (network);
      g_autoptr (GtkWidget) block = g_object_ref_sink (imagette_patch_block_new ());

      features.strongest[one->layer] = &strongest;
      if (one->muted)
        nn_hands_set_muted (&hands, 3, 0, TRUE);
      nn_network_set_hands (network, &hands);
      imagette_feature_fill (IMAGETTE_PATCH_BLOCK (block), &features, dataset, one->layer, 0, 0);
      g_assert_cmpstr (imagette_patch_block_get_badge (IMAGETTE_PATCH_BLOCK (block)), ==, one->badge);
      g_assert_cmpstr (imagette_patch_block_get_empty_text (IMAGETTE_PATCH_BLOCK (block)), ==,
                       one->empty);
    }
}

/* The evolution says the same of a cell without a picture. */
static void
test_evolution (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (16, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NnNetworkSpec spec = { .activation = cases[i].activation };
      g_autoptr (NnNetwork) network = nn_network_new (&spec);
      NnStrongestMap map = cases[i].map;
      NnStrongest strongest = { .layer = 3, .n_maps = 1, .n_images = 10, .map_size = 100,
                                .activated = TRUE, .activation = cases[i].activation, .maps = &map };
      NnEvolutionCell cell = { .state = nn_strongest_get_state (&strongest, 0) };
      NnEvolutionColumn column = { .network = network, .n_maps = { 0, 1 }, .cells = { NULL, &cell } };
      NnEvolutionColumn *columns[] = { &column };
      const NnEvolution evolution = { .n_columns = 1, .columns = columns, .n_maps = { 0, 1 } };
      NnHands hands = *nn_network_get_hands (network);
      g_autofree char *said = NULL, *wanted = NULL;

      if (cases[i].layer != NN_FEATURE_C3)
        continue;
      nn_hands_set_muted (&hands, 3, 0, cases[i].muted);
      nn_network_set_hands (network, &hands);
      said = imagette_evolution_words_cell (&evolution, dataset, NN_FEATURE_C3, 0, 0);
      wanted = g_strdup_printf ("map 1, the start: %s", cases[i].empty);
      g_assert_cmpstr (said, ==, wanted);
    }
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/feature-words/states", test_states);
  g_test_add_func ("/pages/feature-words/evolution", test_evolution);
  return g_test_run ();
}

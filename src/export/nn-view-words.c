/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view-words.h"

#include "base/nn-error.h"

static const NnViewWords words[] = {
  {
    .language = "en",
    .titles = { "C1 filters", "C3 filters", "C1 maps", "S2 maps", "C3 maps", "S4 maps" },
    .tile_titles = { "C1 filter %d", "C3 filter %d, S2 map %d", "C1 map %d", "S2 map %d",
                     "C3 map %d", "S4 map %d" },
    .input = "Input",
    .all = "All layers",
    .seed = "seed",
    .epoch = "epoch",
    .update = "update",
    .test_digit = "test digit",
    .drawing = "drawing",
  },
  {
    .language = "fr",
    .titles = { "Filtres C1", "Filtres C3", "Cartes C1", "Cartes S2", "Cartes C3", "Cartes S4" },
    .tile_titles = { "Filtre C1 %d", "Filtre C3 %d, carte S2 %d", "Carte C1 %d", "Carte S2 %d",
                     "Carte C3 %d", "Carte S4 %d" },
    .input = "Entrée",
    .all = "Toutes les couches",
    .seed = "graine",
    .epoch = "époque",
    .update = "mise à jour",
    .test_digit = "chiffre de test",
    .drawing = "dessin",
  },
};

const NnViewWords *
nn_view_words (const char *language, GError **error)
{
  if (!language)
    return &words[0];
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].language, language))
      return &words[i];

  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
               "Captions are written in “en” or “fr”, not in “%s”", language);
  return NULL;
}

void
nn_view_append_origin (GString              *text,
                       const NnViewWords    *say,
                       const NnTrainingSpec *training,
                       const NnPlace        *place,
                       NnProbe              *probe)
{
  const char *network = training->network.architecture == NN_ARCHITECTURE_LENET ? "LeNet" : "MLP";

  g_string_append_printf (text, " · %s", network);
  if (probe != NULL && probe->index >= 0)
    g_string_append_printf (text, " · %s %d", say->test_digit, probe->index);
  else if (probe != NULL)
    g_string_append_printf (text, " · %s", g_strcmp0 (probe->source, "drawing") == 0
                                             ? say->drawing
                                             : probe->source);
  g_string_append_printf (text, " · %s %" G_GUINT64_FORMAT " · %s %u · %s %" G_GUINT64_FORMAT,
                          say->seed, training->seed, say->epoch, place->epoch, say->update,
                          place->update);
}

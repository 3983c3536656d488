/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-view-words.h"

#include "base/nn-error.h"
#include "export/nn-view-table.h"

#include <glib/gi18n-lib.h>

static const NnViewWords words[] = {
  {
    .language = "en",
    .titles = { "C1 filters", "C3 filters", "C1 maps", "S2 maps", "C3 maps", "S4 maps" },
    .tile_titles = { "C1 filter %d", "C3 filter %d, S2 map %d", "C1 map %d", "S2 map %d",
                     "C3 map %d", "S4 map %d" },
    .weights = "%s weights",
    .biases = "%s biases",
    .unit = "%s unit",
    .output = "Output",
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
    .weights = "Poids de %s",
    .biases = "Biais de %s",
    .unit = "Unité de %s",
    .output = "la sortie",
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
               _("Captions are written in “en” or “fr”, not in “%s”"), language);
  return NULL;
}

/* "C5 weights": pattern with the layer's name in it. (transfer full) */
static char *
name_layer (const NnViewWords *say, const char *pattern, NnView view)
{
  const char *layer = nn_view_entry (view)->layer;
  g_autofree char *title = g_ascii_strup (layer, -1);
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", 2);

  return g_strconcat (parts[0], g_str_equal (layer, "output") ? say->output : title, parts[1], NULL);
}

gconstpointer
nn_view_find_words (gconstpointer table,
                    gsize         size,
                    gsize         n,
                    const char   *language)
{
  for (gsize i = 0; i < n; i++)
    {
      gconstpointer row = (const char *) table + i * size;

      if (g_str_equal (*(const char *const *) row, language))
        return row;
    }
  g_assert_not_reached ();
}

char *
nn_view_title (const NnViewWords *say, NnView view)
{
  if (view == NN_VIEW_ALL)
    return g_strdup (say->all);
  if (view < NN_VIEW_N_PICTURES)
    return g_strdup (say->titles[view]);
  return name_layer (say, nn_view_entry (view)->source == NN_VIEW_OF_BIASES ? say->biases
                                                                            : say->weights, view);
}

char *
nn_view_tile_title (const NnViewWords *say, NnView view, int tile)
{
  const int columns = nn_view_entry (view)->columns;
  g_auto (GStrv) parts = NULL;

  if (view == NN_VIEW_H1_WEIGHTS)
    {
      g_autofree char *unit = name_layer (say, say->unit, view);

      return g_strdup_printf ("%s %d", unit, tile + 1);
    }
  if (view >= NN_VIEW_N_PICTURES)
    return nn_view_title (say, view);
  parts = g_strsplit (say->tile_titles[view], "%d", -1);
  if (view == NN_VIEW_C3_FILTERS)
    return g_strdup_printf ("%s%d%s%d%s", parts[0], tile / columns + 1, parts[1],
                            tile % columns + 1, parts[2]);
  return g_strdup_printf ("%s%d%s", parts[0], tile + 1, parts[1]);
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

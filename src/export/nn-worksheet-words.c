/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/nn-worksheet-words.h"

#include "base/nn-error.h"

#include <glib/gi18n-lib.h>

static const NnWorksheetWords words[] = {
  {
    .language = "en",
    .sheet = "Worksheet",
    .sheets = "Worksheets",
    .answers = "Answers",
    .name = "Name",
    .page = "page",
    .exercises = {
      { "Convolution in one dimension",
        "Slide the filter over the signal. At each place multiply the numbers that lie over one "
        "another and add: O(t) = I(t)·K(0) + I(t+1)·K(1) + I(t+2)·K(2). Then ReLU: what is "
        "negative becomes 0. Then max-pooling: keep the larger number of each pair." },
      { "Convolution of an image",
        "The patch is cut out of the digit (0 is paper, 9 is black). Slide the filter over it: "
        "nine products at each place, and their sum goes into the output." },
      { "Max-pooling",
        "Keep the largest number of each 2×2 window." },
      { "What does a filter look for?",
        "Which of these patches does the filter answer to most? The answer is the sum of the nine "
        "products." },
      { "How large is the output?",
        "n is the size of the input, k of the filter, p the padding on each side, s the stride. "
        "The filter fits in ⌊(n + 2p − k) / s⌋ + 1 places of a row." },
      { "How many parameters?",
        "Convolutions have no padding and a stride of 1; every filter sees all maps before it, and "
        "every filter and every unit has one bias. A shape is maps × rows × columns." },
    },
    .signal = "signal I",
    .filter = "filter K",
    .output = "output O",
    .relu = "ReLU",
    .pooled = "max-pooling",
    .image = "digit",
    .patch = "patch I",
    .map = "map",
    .first_cell = "First cell:",
    .answer = "answer",
    .best = "The filter answers most to patch",
    .size_columns = { "input n × n", "filter k × k", "padding p", "stride s", "output" },
    .layer_columns = { "layer", "shape", "parameters" },
    .input = "image",
    .convolution = "convolution,",
    .filters = "filters",
    .pooling = "max-pooling",
    .stride = "stride",
    .dense = "fully connected,",
    .units = "units",
    .total = "all together",
  },
  {
    .language = "fr",
    .sheet = "Feuille d’exercices",
    .sheets = "Feuilles d’exercices",
    .answers = "Corrigé",
    .name = "Nom",
    .page = "page",
    .exercises = {
      { "Convolution en une dimension",
        "Faites glisser le filtre sur le signal. À chaque position, multipliez les nombres qui se "
        "superposent et additionnez : O(t) = I(t)·K(0) + I(t+1)·K(1) + I(t+2)·K(2). Puis ReLU : "
        "ce qui est négatif devient 0. Puis max-pooling : gardez le plus grand de chaque paire." },
      { "Convolution d’une image",
        "L’imagette est découpée dans le chiffre (0 est le papier, 9 le noir). Faites glisser "
        "le filtre dessus : neuf produits à chaque position, et leur somme va dans la sortie." },
      { "Max-pooling",
        "Gardez le plus grand nombre de chaque fenêtre 2×2." },
      { "Que cherche un filtre ?",
        "À laquelle de ces imagettes le filtre répond-il le plus ? La réponse est la somme des "
        "neuf produits." },
      { "Quelle est la taille de la sortie ?",
        "n est la taille de l’entrée, k celle du filtre, p la marge (padding) de chaque côté, s le "
        "pas (stride). Le filtre a ⌊(n + 2p − k) / s⌋ + 1 positions dans une ligne." },
      { "Combien de paramètres ?",
        "Les convolutions sont sans marge, de pas 1 ; chaque filtre voit toutes les cartes qui le "
        "précèdent, et chaque filtre et chaque unité a un biais. Une forme est cartes × lignes × "
        "colonnes." },
    },
    .signal = "signal I",
    .filter = "filtre K",
    .output = "sortie O",
    .relu = "ReLU",
    .pooled = "max-pooling",
    .image = "chiffre",
    .patch = "imagette I",
    .map = "carte",
    .first_cell = "Première case :",
    .answer = "réponse",
    .best = "Le filtre répond le plus à l’imagette",
    .size_columns = { "entrée n × n", "filtre k × k", "marge p", "pas s", "sortie" },
    .layer_columns = { "couche", "forme", "paramètres" },
    .input = "image",
    .convolution = "convolution,",
    .filters = "filtres",
    .pooling = "max-pooling",
    .stride = "pas",
    .dense = "complètement connectée,",
    .units = "unités",
    .total = "en tout",
  },
};

const NnWorksheetWords *
nn_worksheet_words (const char *language,
                    GError    **error)
{
  if (language == NULL)
    return &words[0];
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].language, language))
      return &words[i];

  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
               _("Worksheets are written in “en” or “fr”, not in “%s”"), language);
  return NULL;
}

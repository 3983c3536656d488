/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-quiz.h"

#include "pages/features/imagette-feature-words.h"

#include <string.h>

void
imagette_quiz_init (ImagetteQuiz *quiz)
{
  *quiz = (ImagetteQuiz) { .answer = -1 };
}

void
imagette_quiz_clear (ImagetteQuiz *quiz)
{
  g_clear_pointer (&quiz->features, nn_features_unref);
}

static int
count_patches (const NnFeatures *features,
               NnFeatureLayer    layer,
               int               map)
{
  const NnStrongest *strongest = features->strongest[layer];

  return strongest != NULL && map < strongest->n_maps ? strongest->maps[map].n : 0;
}

gboolean
imagette_quiz_ask (ImagetteQuiz  *quiz,
                   NnFeatures    *features,
                   NnDataset     *dataset,
                   NnFeatureLayer layer,
                   int            map)
{
  const NnImages *images = imagette_feature_images (features, dataset);
  const int n = count_patches (features, layer, map);

  nn_features_ref (features);
  imagette_quiz_clear (quiz);
  memset (quiz->counts, 0, sizeof quiz->counts);
  quiz->answer = -1;
  if (n == 0)
    {
      nn_features_unref (features);
      return FALSE;
    }
  quiz->features = features;
  quiz->layer = layer;
  quiz->map = map;
  for (int i = 0; i < n; i++)
    quiz->counts[images->labels[features->strongest[layer]->maps[map].patches[i].image]]++;
  return TRUE;
}

gboolean
imagette_quiz_ask_any (ImagetteQuiz *quiz,
                       NnFeatures   *features,
                       NnDataset    *dataset,
                       guint32       draw)
{
  static const NnFeatureLayer layers[] = { NN_FEATURE_C1, NN_FEATURE_C3 };
  const gboolean first = quiz->features == NULL;
  const NnFeatureLayer last_layer = quiz->layer;
  const int last_map = quiz->map;
  int n = 0, others;

  /* Twice: they are counted, then the one that was drawn is looked up. */
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    for (int map = 0; map < (features->strongest[layers[i]] != NULL
                               ? features->strongest[layers[i]]->n_maps : 0); map++)
      n += count_patches (features, layers[i], map) > 0
           && (first || layers[i] != last_layer || map != last_map);
  if (n == 0)
    return imagette_quiz_ask (quiz, features, dataset, last_layer, last_map);
  others = (int) (draw % (guint32) n);
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    for (int map = 0; map < (features->strongest[layers[i]] != NULL
                               ? features->strongest[layers[i]]->n_maps : 0); map++)
      if (count_patches (features, layers[i], map) > 0
          && (first || layers[i] != last_layer || map != last_map) && others-- == 0)
        return imagette_quiz_ask (quiz, features, dataset, layers[i], map);
  return FALSE;
}

gboolean
imagette_quiz_is_right (const ImagetteQuiz *quiz,
                        int                 digit)
{
  guint most = 0;

  for (int c = 0; c < NN_CLASSES; c++)
    most = MAX (most, quiz->counts[c]);
  return most > 0 && quiz->counts[digit] == most;
}

int
imagette_quiz_get_solution (const ImagetteQuiz *quiz)
{
  if (quiz->answer >= 0 && imagette_quiz_is_right (quiz, quiz->answer))
    return quiz->answer;
  for (int c = 0; c < NN_CLASSES; c++)
    if (imagette_quiz_is_right (quiz, c))
      return c;
  return -1;
}

void
imagette_quiz_answer (ImagetteQuiz *quiz,
                      int           digit)
{
  g_return_if_fail (digit >= 0 && digit < NN_CLASSES);

  if (quiz->features == NULL || quiz->answer >= 0)
    return;
  quiz->answer = digit;
  quiz->n_answers++;
  quiz->n_right += imagette_quiz_is_right (quiz, digit);
}

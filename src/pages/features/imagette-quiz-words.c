/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-quiz-words.h"

#include "pages/features/imagette-feature-words.h"

#include <glib/gi18n-lib.h>

#define BLOCK_WIDTH 660           /* pixels that nine patches and nine projections take, about */

static void
fill_without_words (const ImagetteQuiz *quiz,
                    ImagettePatchBlock *block,
                    NnDataset          *dataset)
{
  const NnStrongestMap *strongest = &quiz->features->strongest[quiz->layer]->maps[quiz->map];
  const NnImages *images = imagette_feature_images (quiz->features, dataset);

  for (int i = 0; i < strongest->n; i++)
    {
      const NnPatch *patch = &strongest->patches[i];
      const ImagetteField field = imagette_feature_field (quiz->layer, patch->row, patch->column);
      NnTensor *projection = nn_features_get_projection (quiz->features, quiz->layer, quiz->map, i);

      imagette_patch_block_set_cell (block, i,
                                     images->pixels + (gsize) patch->image * NN_IMAGE_SIZE,
                                     nn_tensor_get_data (projection), field.row, field.column, 0,
                                     _("Guess first"));
    }
  imagette_patch_block_set_empty (block, strongest->n, _("fewer than nine digits are positive"));
  imagette_patch_block_set_caption (block, NULL);
  imagette_patch_block_set_badge (block, NULL);
}

void
imagette_quiz_fill (const ImagetteQuiz *quiz,
                    ImagettePatchBlock *block,
                    NnDataset          *dataset)
{
  const int side = imagette_feature_field (quiz->layer, 0, 0).size;
  g_autofree char *map = imagette_feature_map_words (quiz->layer, quiz->map);
  g_autofree char *title = g_strdup_printf ("%s · %s", imagette_feature_title (quiz->layer), map);

  imagette_patch_block_set_scale (block, MAX (1, BLOCK_WIDTH / (6 * side)));
  imagette_patch_block_set_side (block, side);
  if (quiz->answer < 0)
    fill_without_words (quiz, block, dataset);
  else
    imagette_feature_fill (block, quiz->features, dataset, quiz->layer, quiz->map, 0);
  imagette_patch_block_set_title (block, title);
}

char *
imagette_quiz_words (const ImagetteQuiz *quiz,
                     NnDataset          *dataset)
{
  g_autofree char *classes = NULL;

  if (quiz->answer < 0)
    return g_strdup (_("The patches that excite it most, and what it saw in them. Which digit are "
                       "most of them from?"));
  classes = imagette_feature_classes (quiz->features, dataset, quiz->layer, quiz->map);
  if (imagette_quiz_is_right (quiz, quiz->answer))
    return g_strdup_printf (_("✓ Right. Its strongest digits: %s."), classes);
  return g_strdup_printf (_("✗ No. Its strongest digits: %s."), classes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-maximum-view.h"

#include <string.h>

#include "export/nn-view-words.h"

#define COLUMNS 5

/* In the language of the caption, not of the desktop. */
typedef struct
{
  const char *language;
  const char *title;              /* before the layer */
  const char *grey, *seed, *steps, *rate, *decay, *blur, *jitter; /* before their numbers */
} Words;

static const Words words[] = {
  {
    .language = "en",
    .title = "Images that units answer to most",
    .grey = "from grey", .seed = "seed", .steps = "steps", .rate = "rate", .decay = "L2 decay",
    .blur = "blur every", .jitter = "jitter",
  },
  {
    .language = "fr",
    .title = "Images auxquelles les unités répondent le plus",
    .grey = "à partir du gris", .seed = "graine", .steps = "pas", .rate = "taux",
    .decay = "décroissance L2", .blur = "flou tous les", .jitter = "tremblement",
  },
};

static void
append_number (GString    *text,
               const char *name,
               double      value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, ", %s %s", name,
                          g_ascii_formatd (number, sizeof number, "%.6g", value));
}

/* Grey paper where the last row has no image. */
static NnTensor *
join (NnTensor *const *images,
      int              n,
      int              rows,
      int              columns)
{
  const gsize shape[] = { (gsize) rows, (gsize) columns, NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float *values = g_new (float, (gsize) rows * columns * NN_IMAGE_SIZE);

  for (gsize i = 0; i < (gsize) rows * columns * NN_IMAGE_SIZE; i++)
    values[i] = 0.5f;
  for (int i = 0; i < n; i++)
    memcpy (values + (gsize) i * NN_IMAGE_SIZE, nn_tensor_get_data (images[i]),
            NN_IMAGE_SIZE * sizeof *values);
  return nn_tensor_new_take (4, shape, values);
}

NnFigure *
nn_maximum_view_figure (const NnMaximumView  *view,
                        const NnNetwork      *network,
                        const NnTrainingSpec *training,
                        const NnPlace        *place,
                        NnTensor *const      *images,
                        int                   n,
                        GError              **error)
{
  const NnViewWords *common;
  const Words *say;
  const NnMaximiser *maximiser = &view->maximiser;
  const int columns = MIN (n, COLUMNS), rows = (n + COLUMNS - 1) / COLUMNS;
  g_autoptr (NnTensor) tensor = NULL;
  g_autoptr (GString) caption = NULL;
  g_autofree char *title = NULL;
  NnFigure *figure;

  g_return_val_if_fail (network != NULL && training != NULL && place != NULL, NULL);
  g_return_val_if_fail (images != NULL && n >= 1 && view->scale >= 1, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  say = NN_VIEW_FIND_WORDS (words, common->language);
  title = g_strdup_printf ("%s · %s", say->title,
                           nn_network_get_layers (network, NULL)[view->layer].title);
  caption = g_string_new (say->grey);
  g_string_append_printf (caption, ", %s %" G_GUINT64_FORMAT, say->seed, maximiser->seed);
  append_number (caption, say->steps, maximiser->steps);
  append_number (caption, say->rate, maximiser->rate);
  append_number (caption, say->decay, maximiser->decay);
  append_number (caption, say->blur, maximiser->blur_every);
  append_number (caption, say->jitter, maximiser->jitter);
  nn_view_append_origin (caption, common, training, place, NULL);
  nn_view_append_hands (caption, common, network, training);

  figure = nn_figure_new (NN_SCOPE_TILE, NN_COLORS_GREY, view->scale);
  tensor = join (images, n, rows, columns);
  nn_figure_add_bank (figure, title, tensor, rows, columns, NN_TILE_INPUT, 0);
  nn_figure_set_caption (figure, caption->str, common->language);
  return figure;
}

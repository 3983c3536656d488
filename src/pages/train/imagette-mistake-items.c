/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/train/imagette-mistake-items.h"

#include "widgets/imagette-look.h"

#include <glib/gi18n-lib.h>

static int
compare_confidence (gconstpointer a,
                    gconstpointer b,
                    gpointer      data)
{
  const NnEvaluation *evaluation = data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  if (evaluation->probability[i] != evaluation->probability[j])
    return evaluation->probability[i] > evaluation->probability[j] ? -1 : 1;
  return i < j ? -1 : 1;
}

GArray *
imagette_mistakes_find (const NnEvaluation *evaluation,
                        const guint8       *labels,
                        int                 given,
                        int                 predicted)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < evaluation->n; i++)
    if (given < 0 ? labels[i] != evaluation->predicted[i]
                  : labels[i] == given && evaluation->predicted[i] == predicted)
      g_array_append_val (found, i);
  g_array_sort_with_data (found, compare_confidence, (gpointer) evaluation);
  return found;
}

ImagetteImageItem *
imagette_mistakes_new_item (const NnEvaluation *evaluation,
                            const NnImages     *test,
                            guint32             index)
{
  int label = test->labels[index], predicted = evaluation->predicted[index];
  g_autofree char *given = g_strdup_printf (_("given %d"), label);
  g_autofree char *read = g_strdup_printf (_("read as %d"), predicted);
  g_autofree char *spoken = g_strdup_printf (_("Test digit %u, given %d, read as %d"), index,
                                             label, predicted);

  return imagette_image_item_new (test->pixels + (gsize) index * NN_IMAGE_SIZE, NN_IMAGE_SIDE,
                                  NN_IMAGE_SIDE, given, read, spoken, label != predicted, index);
}

char *
imagette_mistakes_count_words (GtkWidget          *widget,
                               const NnEvaluation *evaluation)
{
  NnStyle style;
  g_autofree char *digits = NULL;
  g_autofree char *mistakes = NULL;
  guint wrong;

  if (evaluation == NULL)
    return g_strdup (_("counted after each epoch"));
  wrong = evaluation->n - evaluation->correct;
  imagette_look_init_style (widget, &style);
  digits = nn_style_number (&style, evaluation->n, 0);
  mistakes = nn_style_number (&style, wrong, 0);
  return g_strdup_printf (ngettext ("%s test digits · %s mistake", "%s test digits · %s mistakes",
                                    wrong), digits, mistakes);
}

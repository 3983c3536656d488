/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "session/nn-evolution.h"

G_BEGIN_DECLS

/* Pictures of an evolution (Zeiler & Fergus, figure 4; DEFINITIONS §6). */
typedef struct
{
  int layer;                      /* NN_FEATURE_C1, NN_FEATURE_C3; -1: both, one below the other */
  int map;                        /* of layer, from 0; -1: all */
  NnScope scope;                  /* tile, row, or layer: over all maps and moments (also all) */
  NnColors colors;
  int scale;                      /* pixels a value */
  const char *language;           /* "en" (also NULL), "fr" */
} NnEvolutionView;

/* The strip: a row a map, a column a moment; a corner where another image wins than
 * in the moment before, a diagonal where no image of the training set is positive.
 * NN_ERROR_UNSUPPORTED for a language without words. */
NnFigure  *nn_evolution_view_figure (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     const NnTrainingSpec  *training,
                                     GError               **error);
/* One picture of the film: the moment's column, six maps of C1 over two rows of eight
 * of C3. The scales (row: of the map through all moments) are those of the strip. */
NnFigure  *nn_evolution_view_frame  (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     int                    column,
                                     GError               **error);
/* All of them as an animated PNG that is shown for ever, a second a moment. (transfer full) */
GBytes    *nn_evolution_view_film   (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     GError               **error);

/* "0", "1", "3" … for updates, "epoch 1" for the ends of epochs. (transfer full) */
char      *nn_evolution_view_label  (const NnPlace         *place,
                                     const char            *language);

G_END_DECLS

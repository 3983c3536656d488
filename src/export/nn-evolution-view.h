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
  NnScope scope;                  /* tile; row: the map at all moments; layer (also all): all of
                                     its maps at all moments, shown or not. Of the strip, the
                                     film and its pictures alike */
  NnColors colors;
  int scale;                      /* pixels a value */
  const char *language;           /* "en" (also NULL), "fr" */
} NnEvolutionView;

/* The strip: a row a map, a column a moment; a corner where another image wins than
 * in the moment before, a diagonal where no image of the training set is positive, and in SVG and
 * PDF why not.
 * NN_ERROR_UNSUPPORTED for a language without words. */
NnFigure  *nn_evolution_view_figure (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     const NnTrainingSpec  *training,
                                     GError               **error);
/* One picture of the film: the moment's column, six maps of C1 over two rows of eight
 * of C3: the tiles of the strip, to the pixel. */
NnFigure  *nn_evolution_view_frame  (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     int                    column,
                                     GError               **error);
/* All of them as an animated GIF (nn-film.h) that is shown for ever, a second a moment. (transfer full) */
GBytes    *nn_evolution_view_film   (const NnEvolutionView *view,
                                     const NnEvolution     *evolution,
                                     GError               **error);

/* What tells the picture of moment i of n from the others in the name of its file: "-01", "-02" …,
 * from 1 and with as many figures as the last one has, two at least. (transfer full) */
char      *nn_evolution_view_suffix (guint                  i,
                                     guint                  n);

/* "0", "1", "3" … for updates, "epoch 1" for the ends of epochs. (transfer full) */
char      *nn_evolution_view_label  (const NnPlace         *place,
                                     const char            *language);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-features.h"

G_BEGIN_DECLS

/* How the maps came to look for what they look for (Zeiler & Fergus, figure 4;
 * DEFINITIONS §6): per map of C1 and C3 a row, per stored moment a column, and
 * in it the projection of the strongest activation over the training set.
 * Beside it what the filters' weights did, as numbers. All of it immutable. */
#define NN_EVOLUTION_LAYERS 2     /* NN_FEATURE_C1, NN_FEATURE_C3 */

typedef struct
{
  NnPatch patch;                  /* the winner: image of the training set, place, value */
  NnTensor *projection;           /* [28][28] signed; NULL: no image is positive … */
  NnMapState state;               /* … and why */
} NnEvolutionCell;

/* One moment: does not depend on the other ones, so that it is made once. */
typedef struct
{
  gatomicrefcount ref_count;
  NnPlace place;
  NnNetwork *network;
  int n_maps[NN_EVOLUTION_LAYERS];
  NnEvolutionCell *cells[NN_EVOLUTION_LAYERS]; /* [n_maps] */
} NnEvolutionColumn;

/* Of one filter, all its input channels without bias: root mean squares. */
typedef struct
{
  double rms;                     /* of the weights */
  double step;                    /* of the change since the column before, 0 in the first */
  double change;                  /* of the change since the first column */
} NnFilterChange;

typedef struct
{
  gatomicrefcount ref_count;
  guint serial;                   /* grows with every evolution of the process */
  int n_columns;
  guint n_moments;                /* of the timeline: more than n_columns while some are still to come */
  NnEvolutionColumn **columns;    /* [n_columns], ascending */
  int n_maps[NN_EVOLUTION_LAYERS];
  gboolean *jumps[NN_EVOLUTION_LAYERS];        /* [n_maps][n_columns]: another image wins than in the column before */
  NnFilterChange *filters[NN_EVOLUTION_LAYERS]; /* [n_maps][n_columns] */
} NnEvolution;

/* What a filter of C1 or C3 did: from before and from first to now, networks of one shape. */
void               nn_filter_compare         (const NnNetwork   *now,
                                              const NnNetwork   *before,
                                              const NnNetwork   *first,
                                              NnFeatureLayer     layer,
                                              int                map,
                                              NnFilterChange    *change);

/* As nn_features_run (). NULL if cancelled. */
NnEvolutionColumn *nn_evolution_column_run   (NnEngine          *engine,
                                              NnNetwork         *network,
                                              const NnPlace     *place,
                                              NnDataset         *dataset,
                                              gboolean         (*cancelled) (gpointer data),
                                              gpointer           data);
NnEvolutionColumn *nn_evolution_column_ref   (NnEvolutionColumn *column);
void               nn_evolution_column_unref (NnEvolutionColumn *column);

/* columns: at least one, ascending, of networks of one shape; referenced. A few
 * thousand sums: cheap enough for the main thread. */
NnEvolution       *nn_evolution_new          (GPtrArray         *columns,   /* of NnEvolutionColumn */
                                              guint              n_moments);
NnEvolution       *nn_evolution_ref          (NnEvolution       *evolution);
void               nn_evolution_unref        (NnEvolution       *evolution);

const NnEvolutionCell *nn_evolution_get_cell (const NnEvolution *evolution,
                                              int                layer,
                                              int                map,
                                              int                column);
gboolean           nn_evolution_is_jump      (const NnEvolution *evolution,
                                              int                layer,
                                              int                map,
                                              int                column);
const NnFilterChange *nn_evolution_get_filter (const NnEvolution *evolution,
                                              int                layer,
                                              int                map,
                                              int                column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEvolutionColumn, nn_evolution_column_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnEvolution, nn_evolution_unref)

G_END_DECLS

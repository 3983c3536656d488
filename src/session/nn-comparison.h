/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-race.h"

G_BEGIN_DECLS

/* Question 1 of the exercise sheet, answered over several seeds: a race for each, and
 * an experiment that shows where the difference comes from. */
typedef enum
{
  NN_EXPERIMENT_NONE,
  NN_EXPERIMENT_SHUFFLE,          /* two races: pixels in order, and the same permutation for all images */
  NN_EXPERIMENT_SHIFT,            /* test digits moved to the right by -6 … 6 pixels */
  NN_EXPERIMENT_NOISE,            /* test digits under noise of standard deviation 0 … 0.8 */
  NN_EXPERIMENT_LESS,             /* races on 100 … all training images, all of equally many updates */
} NnExperiment;

#define NN_EXPERIMENT_MAX_POINTS 13

typedef struct
{
  NnTrainingSpec training;        /* of LeNet, with the first seed */
  guint epochs;                   /* >= 1 */
  NnExperiment experiment;
  NnNetworkSpec rival;            /* fully connected; of LeNet, as when zeroed: the one whose count of
                                     parameters comes nearest to LeNet's */
} NnComparisonSpec;

/* One seed. Of several races the last one counts: the shuffled one, the one on all images. */
typedef struct
{
  guint64 seed;
  GArray *epochs[NN_N_RACERS];    /* of NnEpochPoint */
  NnEvaluation *answers[NN_N_RACERS]; /* to the test set, after the last epoch */
  double accuracy[NN_N_RACERS][NN_EXPERIMENT_MAX_POINTS]; /* on the test set, as the experiment has it */
} NnHeat;

typedef struct
{
  NnComparisonSpec spec;
  NnDataset *dataset;
  NnNetworkSpec networks[NN_N_RACERS];
  gsize parameters[NN_N_RACERS], macs[NN_N_RACERS]; /* macs: multiply-adds of one forward pass */
  int n_points;                   /* of the experiment; 0 without one */
  double x[NN_EXPERIMENT_MAX_POINTS]; /* shuffle: 0 in order, 1 shuffled; pixels; sigma; images */
  GPtrArray *heats;               /* of NnHeat, finished */
  NnHeat *running;                /* the one under way, with the epochs it has; NULL */
} NnComparison;

/* The comparison with its points, and no heats. */
NnComparison *nn_comparison_new      (NnDataset              *dataset,
                                      const NnComparisonSpec *spec);
void          nn_comparison_free     (NnComparison           *comparison);
/* With what the running heat has so far. (transfer full) */
NnComparison *nn_comparison_copy     (const NnComparison     *comparison);
/* One heat more, of the next seed. Between any two batches tick (place, data) is asked
 * whether to go on, place being LeNet's and update counting over all races of the heat;
 * FALSE ends the heat, which is then dropped. Returns FALSE if it did. */
gboolean      nn_comparison_add_heat (NnComparison           *comparison,
                                      NnBackend               backend,
                                      int                     n_threads,
                                      gboolean              (*tick) (const NnPlace *place,
                                                                     gpointer       data),
                                      gpointer                data);
/* The updates of a heat, over all its races. */
guint64       nn_comparison_count_updates (const NnComparison *comparison);

/* Mean and spread (standard deviation over the seeds, n - 1; NaN of a single one). */
typedef struct { double mean, spread; } NnSpread;

NnSpread      nn_comparison_accuracy (const NnComparison     *comparison,
                                      NnRacer                 racer);
NnSpread      nn_comparison_point    (const NnComparison     *comparison,
                                      NnRacer                 racer,
                                      int                     point);
double        nn_comparison_seconds  (const NnComparison     *comparison,  /* mean of an epoch */
                                      NnRacer                 racer);
/* How many test images this racer alone gets right; mean over the seeds. */
double        nn_comparison_alone    (const NnComparison     *comparison,
                                      NnRacer                 racer);

/* What has been spent when an epoch ends. */
typedef enum { NN_COST_EPOCHS, NN_COST_SECONDS, NN_COST_MACS, NN_N_COSTS } NnCost;

/* Test accuracy (y) over cost (x) at the ends of epochs; seconds and multiply-adds of
 * forward passes from the start. Means over the heats that have come so far, the running
 * one included. x, y: [spec.epochs]; returns how many there are. */
guint         nn_comparison_curve    (const NnComparison     *comparison,
                                      NnRacer                 racer,
                                      NnCost                  cost,
                                      float                  *x,
                                      float                  *y);

/* "none", "shuffle", "shift", "noise", "less". */
const char   *nn_experiment_to_string (NnExperiment           experiment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnComparison, nn_comparison_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>
#include <time.h>

#include "bench/series.h"
#include "nn/nn-occlusion.h"
#include "session/nn-features.h"
#include "session/nn-training.h"

/* What the pictures of Zeiler and Fergus cost, on the real digits and a network after one
 * epoch: the median and the worst of some runs, the processor time of all threads (which
 * other programs disturb less), and what a lesson allows. */
#define THREADS 2
#define RUNS 15

typedef struct
{
  NnDataset *dataset;
  NnTraining *training;
  NnEngine *engine;
  NnNetwork *network;
  float image[NN_IMAGE_SIZE];
} Bench;

/* The nine strongest of the 22 maps of C1 and C3 over the test set, and their projections. */
static void
figure_2 (Bench *bench,
          int    run)
{
  nn_features_unref (nn_features_run (bench->engine, bench->network,
                                      nn_training_get_place (bench->training), bench->dataset,
                                      NN_SET_TEST, FALSE, NULL, NULL));
}

static void
figure_7 (Bench *bench,
          int    run)
{
  const NnOccluder occluder = nn_occluder_default ();

  nn_occlusion_unref (nn_occlusion_run (bench->engine, bench->network, bench->image, &occluder, NULL,
                                        NULL));
}

/* The digit under the square in the hand: every layer and the ten answers. */
static void
dragged (Bench *bench,
         int    run)
{
  float covered[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    covered[i] = bench->image[i];
  nn_occlude (covered, 7, 0, run % NN_IMAGE_SIDE, run * 5 % NN_IMAGE_SIDE);
  nn_activations_unref (nn_engine_activations (bench->engine, bench->network, covered));
}

static void
measure (Bench      *bench,
         const char *name,
         double      limit,
         void      (*work) (Bench *bench, int run))
{
  Series *series = series_new (), *processor = series_new ();

  work (bench, 0);
  for (int run = 0; run < RUNS; run++)
    {
      const gint64 start = g_get_monotonic_time ();
      const clock_t cpu = clock ();

      work (bench, run);
      series_add (processor, 1000.0 * (double) (clock () - cpu) / CLOCKS_PER_SEC);
      series_add (series, (double) (g_get_monotonic_time () - start) / 1000);
    }
  printf ("%-32s %9.2f ms %9.2f ms %9.2f ms %9.0f ms\n", name, series_quantile (series, 0.5),
          series_quantile (series, 1), series_quantile (processor, 0.5), limit);
  series_free (series);
  series_free (processor);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  NnTrainingSpec spec = nn_training_spec_default ();
  NnBackend backend;
  Bench bench = { NULL };

  setlocale (LC_ALL, "C");
  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-studies FOLDER, that of the four IDX files\n");
      return 2;
    }
  bench.dataset = nn_dataset_load (argv[1], &error);
  if (bench.dataset == NULL || !nn_backend_from_environment (&backend, &error))
    {
      fprintf (stderr, "bench-studies: %s\n", error->message);
      return 1;
    }
  bench.training = nn_training_new (bench.dataset, &spec, backend, THREADS);
  while (!nn_training_step (bench.training, NULL))
    ;
  bench.network = nn_network_copy (nn_training_get_network (bench.training));
  bench.engine = nn_engine_new (&spec.network, backend, THREADS);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    bench.image[i] = bench.dataset->test.pixels[i] / 255.0f;

  printf ("%s, %d threads, %u images; %d runs\n", nn_backend_to_string (backend), THREADS,
          bench.dataset->test.n, RUNS);
  printf ("%-32s %12s %12s %12s %12s\n", "", "median", "worst", "processor", "limit");
  measure (&bench, "figure 2: 22 maps, 198 patches", 200, figure_2);
  measure (&bench, "figure 7: occlusion maps", 10, figure_7);
  measure (&bench, "a dragged occluder", 2, dragged);

  nn_engine_free (bench.engine);
  nn_network_unref (bench.network);
  nn_training_free (bench.training);
  nn_dataset_unref (bench.dataset);
  return 0;
}

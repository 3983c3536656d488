/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pthread.h>

#include "app/imagette-export.h"

G_BEGIN_DECLS

struct _ImagetteExportState
{
  gatomicrefcount ref_count;
  NnFrame *frame;
  NnDataset *dataset;
  GPtrArray *moments;             /* of NnMoment; immutable */
  GArray *epochs, *losses;

  pthread_mutex_t lock;           /* of the studies below; held while one is made */
  NnFeatures *features;
  GPtrArray *columns;             /* of NnEvolutionColumn, those that are there */
  NnEvolution *evolution;         /* of all moments */
  NnOcclusion *occlusion;
  NnOccluder occluder;            /* that it was asked with */
  NnInvariance *invariance;
  NnDigitMap *map;
  NnMaxima *maxima;
  int percent;                    /* of the study under way; atomic */
};

/* One that computes as the command line does, so that the bytes are the same. (transfer full) */
NnEngine *imagette_export_new_engine (ImagetteExportState *self);
/* The study that the choice needs, made if it is not there; under the lock. FALSE: cancelled, or
 * NN_ERROR_RANGE where the images are too few. */
gboolean imagette_export_study (ImagetteExportState        *self,
                                const ImagetteExportChoice *choice,
                                GCancellable               *cancellable,
                                GError                    **error);

G_END_DECLS

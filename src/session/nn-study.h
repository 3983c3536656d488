/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "nn/nn-invariance.h"
#include "nn/nn-occlusion.h"
#include "session/nn-digit-map.h"
#include "session/nn-evolution.h"
#include "session/nn-maxima.h"

G_BEGIN_DECLS

/* A study: a look that takes longer than a picture, made by the viewer for the
 * state that is shown. A page says which ones it wants as long as it is seen. */
typedef enum
{
  NN_STUDY_FEATURES = 1 << 0,
  NN_STUDY_UNITS = 1 << 1,        /* … of F6 and the outputs, too; only with FEATURES */
  NN_STUDY_EVOLUTION = 1 << 2,
  NN_STUDY_OCCLUSION = 1 << 3,
  NN_STUDY_INVARIANCE = 1 << 4,
  NN_STUDY_MAP = 1 << 5,
  NN_STUDY_MAXIMA = 1 << 6,
  NN_STUDY_SCREENING = 1 << 7,    /* FEATURES, for whoever asks which filters are dead */
} NnStudies;

/* Of what, a plain value. nn_study_spec_default () gives the values in parentheses. */
typedef struct
{
  NnSet set;                      /* of the features (test) */
  NnOccluder occluder;            /* (7, 0, map -1); label is the probe's, whatever is in here */
  NnMapLayer map_layer;           /* (F6) */
  NnFeatureLayer maxima_layer;    /* (output) */
  NnMaximiser maximiser;          /* (nn_maximiser_default ()) */
} NnStudySpec;

NnStudySpec nn_study_spec_default (void);

/* When studies are made anew while training runs, in seconds: 0 with the moments, or never by
 * themselves. At rest they are always of what is shown. */
#define NN_RENEWAL_BY_HAND ((double) INFINITY)

G_END_DECLS

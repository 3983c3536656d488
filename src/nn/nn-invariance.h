/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"

G_BEGIN_DECLS

/* How far a digit's representation moves when the digit is shifted, scaled or
 * turned (Zeiler & Fergus, figure 5; DEFINITIONS §14). All of it at once: it is scaled
 * and turned about the middle of the image, (13.5, 13.5) in rows and columns, and what
 * comes of that is shifted. */
typedef struct
{
  double shift_x, shift_y;        /* pixels, to the right and down */
  double scale;                   /* 1 */
  double rotation;                /* degrees, counter-clockwise as one sees it */
} NnTransform;

/* Bilinear, in double, 0 outside of the image; the identity gives the image to
 * the bit, whole shifts move whole pixels. image, out: [28][28], out overwritten. */
void nn_transform_image (float             *out,
                         const float       *image,
                         const NnTransform *transform);

typedef enum { NN_SWEEP_SHIFT_X, NN_SWEEP_SHIFT_Y, NN_SWEEP_SCALE, NN_SWEEP_ROTATION, NN_N_SWEEPS } NnSweep;
typedef enum { NN_DISTANCE_FIRST, NN_DISTANCE_SECOND, NN_DISTANCE_LAST, NN_N_DISTANCES } NnDistance;

typedef struct
{
  int n;
  float *x;                       /* [n]: pixels -14 … 14; factors 0.5 … 2; degrees -180 … 180 */
  float *distance[NN_N_DISTANCES]; /* [n]: Euclidean, of the layer's vector from the untransformed one's */
  float *probability;             /* [n], of label */
  guint8 *best;                   /* [n], the most probable class */
} NnInvarianceCurve;

/* Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  int label;                      /* whose probability it is: the true class, or the predicted one */
  int layers[NN_N_DISTANCES];     /* indices into the network's table: C1, C3, F6; of the rival the first
                                   * and the last hidden layer, and the output */
  float norm[NN_N_DISTANCES];     /* Euclidean, of the untransformed vectors: to compare the layers by */
  NnInvarianceCurve curves[NN_N_SWEEPS];
} NnInvariance;

/* image: [28][28]; label -1: the class that is predicted for it. Asks cancelled (data)
 * every few ms, NULL if it says TRUE. */
NnInvariance *nn_invariance_run   (NnEngine        *engine,
                                   const NnNetwork *network,
                                   const float     *image,
                                   int              label,
                                   gboolean       (*cancelled) (gpointer data),
                                   gpointer         data);
NnInvariance *nn_invariance_ref   (NnInvariance    *invariance);
void          nn_invariance_unref (NnInvariance    *invariance);

/* The i-th place of a sweep as a transform, and how many there are: 29, 29, 31, 73. */
NnTransform   nn_sweep_transform  (NnSweep          sweep,
                                   int              i,
                                   float           *x);       /* may be NULL */
int           nn_sweep_count      (NnSweep          sweep);
/* The place nearest to x, and the one at which nothing is changed. */
int           nn_sweep_nearest    (NnSweep          sweep,
                                   double           x);
int           nn_sweep_still      (NnSweep          sweep);
/* All four at once: places[sweep] of each. All still: the identity. */
NnTransform   nn_sweep_combine    (const int       *places);  /* [NN_N_SWEEPS] */
const char   *nn_sweep_to_string  (NnSweep          sweep);   /* "shift-x", "shift-y", "scale", "rotation" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnInvariance, nn_invariance_unref)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-invariance.h"

#include <math.h>

#include "base/nn-ref.h"

#define MIDDLE ((NN_IMAGE_SIDE - 1) / 2.0)
#define CHUNK 4                   /* images between two questions whether to go on */

/* What a sweep goes through: first, first + step, … */
typedef struct
{
  const char *name;
  double first, step;
  int n;
} Sweep;

static const Sweep sweeps[NN_N_SWEEPS] = {
  [NN_SWEEP_SHIFT_X] = { "shift-x", -14, 1, 29 },
  [NN_SWEEP_SHIFT_Y] = { "shift-y", -14, 1, 29 },
  [NN_SWEEP_SCALE] = { "scale", 0.5, 0.05, 31 },
  [NN_SWEEP_ROTATION] = { "rotation", -180, 5, 73 },
};

/* The digit */

/* Quarter turns give whole pixels. */
static void
cosine_and_sine (double  degrees,
                 double *c,
                 double *s)
{
  double radians = degrees * G_PI / 180;
  double quarters = degrees / 90;

  *c = cos (radians);
  *s = sin (radians);
  if (quarters == floor (quarters))
    {
      *c = round (*c);
      *s = round (*s);
    }
}

static double
pixel (const float *image,
       int          y,
       int          x)
{
  gboolean inside = y >= 0 && y < NN_IMAGE_SIDE && x >= 0 && x < NN_IMAGE_SIDE;

  return inside ? (double) image[y * NN_IMAGE_SIDE + x] : 0;
}

static double
bilinear (const float *image,
          double       y,
          double       x)
{
  int top, left;
  double down, right;

  if (!(y > -1 && y < NN_IMAGE_SIDE && x > -1 && x < NN_IMAGE_SIDE))
    return 0;
  top = (int) floor (y);
  left = (int) floor (x);
  down = y - top;
  right = x - left;
  return (1 - down) * ((1 - right) * pixel (image, top, left)
                       + right * pixel (image, top, left + 1))
         + down * ((1 - right) * pixel (image, top + 1, left)
                   + right * pixel (image, top + 1, left + 1));
}

void
nn_transform_image (float             *out,
                    const float       *image,
                    const NnTransform *transform)
{
  double c, s;

  g_return_if_fail (out != NULL && image != NULL && out != image);
  g_return_if_fail (transform != NULL && transform->scale > 0);

  /* From each pixel back to where its ink comes from; rows go down, so that
   * counter-clockwise is from x towards -y. */
  cosine_and_sine (transform->rotation, &c, &s);
  for (int row = 0; row < NN_IMAGE_SIDE; row++)
    for (int column = 0; column < NN_IMAGE_SIDE; column++)
      {
        double y = (row - MIDDLE - transform->shift_y) / transform->scale;
        double x = (column - MIDDLE - transform->shift_x) / transform->scale;

        out[row * NN_IMAGE_SIDE + column]
          = (float) bilinear (image, s * x + c * y + MIDDLE, c * x - s * y + MIDDLE);
      }
}

static double
value_at (NnSweep sweep,
          int     i)
{
  return sweeps[sweep].first + i * sweeps[sweep].step;
}

NnTransform
nn_sweep_transform (NnSweep  sweep,
                    int      i,
                    float   *x)
{
  int places[NN_N_SWEEPS];

  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS && i >= 0 && i < sweeps[sweep].n,
                        (NnTransform) { .scale = 1 });

  for (NnSweep other = 0; other < NN_N_SWEEPS; other++)
    places[other] = nn_sweep_still (other);
  places[sweep] = i;
  if (x != NULL)
    *x = (float) value_at (sweep, i);
  return nn_sweep_combine (places);
}

NnTransform
nn_sweep_combine (const int *places)
{
  g_return_val_if_fail (places != NULL, (NnTransform) { .scale = 1 });

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    g_return_val_if_fail (places[sweep] >= 0 && places[sweep] < sweeps[sweep].n,
                          (NnTransform) { .scale = 1 });
  return (NnTransform) {
    .shift_x = value_at (NN_SWEEP_SHIFT_X, places[NN_SWEEP_SHIFT_X]),
    .shift_y = value_at (NN_SWEEP_SHIFT_Y, places[NN_SWEEP_SHIFT_Y]),
    .scale = value_at (NN_SWEEP_SCALE, places[NN_SWEEP_SCALE]),
    .rotation = value_at (NN_SWEEP_ROTATION, places[NN_SWEEP_ROTATION]),
  };
}

int
nn_sweep_nearest (NnSweep sweep,
                  double  x)
{
  double i;

  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS && isfinite (x), 0);

  i = round ((x - sweeps[sweep].first) / sweeps[sweep].step);
  return (int) CLAMP (i, 0, sweeps[sweep].n - 1);
}

int
nn_sweep_still (NnSweep sweep)
{
  return nn_sweep_nearest (sweep, sweep == NN_SWEEP_SCALE ? 1 : 0);
}

int
nn_sweep_count (NnSweep sweep)
{
  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS, 0);
  return sweeps[sweep].n;
}

const char *
nn_sweep_to_string (NnSweep sweep)
{
  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS, NULL);
  return sweeps[sweep].name;
}

/* The curves */

static void
choose_layers (int             *chosen,
               const NnNetwork *network)
{
  int n_layers, n = 0;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  chosen[NN_DISTANCE_FIRST] = 1;
  chosen[NN_DISTANCE_SECOND] = n_layers - 2;
  chosen[NN_DISTANCE_LAST] = n_layers - 1;
  for (int l = 1; l < n_layers; l++)
    if (layers[l].kind == NN_LAYER_CONV2D)
      chosen[n++] = l;
  if (n > 0)
    chosen[NN_DISTANCE_LAST] = n_layers - 2;
}

/* Euclidean; b NULL: from the origin. */
static float
distance (const NnTensor *a,
          const NnTensor *b)
{
  const float *x = nn_tensor_get_data (a), *y = b != NULL ? nn_tensor_get_data (b) : NULL;
  gsize n = nn_tensor_get_size (a);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double d = (double) x[i] - (y != NULL ? (double) y[i] : 0);

      sum += d * d;
    }
  return (float) sqrt (sum);
}

static void
curve_init (NnInvarianceCurve *curve,
            int                n)
{
  curve->n = n;
  curve->x = g_new0 (float, n);
  curve->probability = g_new0 (float, n);
  curve->best = g_new0 (guint8, n);
  for (int d = 0; d < NN_N_DISTANCES; d++)
    curve->distance[d] = g_new0 (float, n);
}

static void
measure (NnInvariance        *self,
         NnSweep              sweep,
         int                  i,
         const NnActivations *moved,
         const NnActivations *still)
{
  NnInvarianceCurve *curve = &self->curves[sweep];

  for (int d = 0; d < NN_N_DISTANCES; d++)
    curve->distance[d][i] = distance (moved->layers[self->layers[d]],
                                      still->layers[self->layers[d]]);
  curve->probability[i] = moved->probabilities[self->label];
  curve->best[i] = (guint8) moved->best;
}

NnInvariance *
nn_invariance_run (NnEngine        *engine,
                   const NnNetwork *network,
                   const float     *image,
                   int              label,
                   gboolean       (*cancelled) (gpointer data),
                   gpointer         data)
{
  g_autoptr (NnInvariance) self = NULL;
  g_autoptr (NnActivations) still = NULL;
  float moved_image[NN_IMAGE_SIZE];
  guint done = 0;

  g_return_val_if_fail (engine != NULL && network != NULL && image != NULL, NULL);
  g_return_val_if_fail (label >= -1 && label < NN_CLASSES, NULL);

  self = g_new0 (NnInvariance, 1);
  nn_ref_init (&self->ref_count);
  still = nn_engine_activations (engine, network, image);
  self->label = label >= 0 ? label : still->best;
  choose_layers (self->layers, network);
  for (int d = 0; d < NN_N_DISTANCES; d++)
    self->norm[d] = distance (still->layers[self->layers[d]], NULL);

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      NnInvarianceCurve *curve = &self->curves[sweep];

      curve_init (curve, nn_sweep_count (sweep));
      for (int i = 0; i < curve->n; i++, done++)
        {
          NnTransform transform = nn_sweep_transform (sweep, i, &curve->x[i]);
          g_autoptr (NnActivations) moved = NULL;

          if (done % CHUNK == 0 && cancelled != NULL && cancelled (data))
            return NULL;
          nn_transform_image (moved_image, image, &transform);
          moved = nn_engine_activations (engine, network, moved_image);
          measure (self, sweep, i, moved, still);
        }
    }
  return g_steal_pointer (&self);
}

NnInvariance *
nn_invariance_ref (NnInvariance *invariance)
{
  g_return_val_if_fail (invariance != NULL, NULL);

  nn_ref_inc (&invariance->ref_count);
  return invariance;
}

void
nn_invariance_unref (NnInvariance *invariance)
{
  g_return_if_fail (invariance != NULL);

  if (!nn_ref_dec (&invariance->ref_count))
    return;
  for (int sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      NnInvarianceCurve *curve = &invariance->curves[sweep];

      g_free (curve->x);
      g_free (curve->probability);
      g_free (curve->best);
      for (int d = 0; d < NN_N_DISTANCES; d++)
        g_free (curve->distance[d]);
    }
  g_free (invariance);
}

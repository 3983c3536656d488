/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-maximise.h"

#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "nn/nn-signal.h"

#define GREY 0.5f
#define NOISE 0.01                /* each way, so that no two units start on equal footing */
#define MAX_JITTER 4

NnMaximiser
nn_maximiser_default (void)
{
  return (NnMaximiser) { .seed = 1, .steps = 200, .rate = 0.05, .decay = 0.02, .blur_every = 4,
                         .jitter = 1 };
}

/* ∂(value before the activation)/∂image, [28][28]. */
static void
find_gradient (double              *gradient,
               const NnNetwork     *network,
               const NnActivations *activations,
               const NnUnit        *unit)
{
  const NnSignal signal = { network, activations, NN_GATE_GRADIENT };
  const NnLayer *layers = nn_network_get_layers (network, NULL), *own = &layers[unit->layer];
  gsize largest = 0;
  g_autofree double *scratch = NULL;
  double *out, *in;

  for (int l = 0; l <= unit->layer; l++)
    largest = MAX (largest, nn_signal_size (&layers[l]));
  scratch = g_new0 (double, 2 * largest);
  out = scratch;
  in = scratch + largest;
  out[((gsize) unit->channel * own->height + unit->row) * own->width + unit->column] = 1;
  for (int l = unit->layer; l > 0; l--)
    {
      double *next = in;

      if (l < unit->layer)
        nn_signal_gate (&signal, out, l);
      nn_signal_down (&signal, in, out, l);
      in = out;
      out = next;
    }
  memcpy (gradient, out, NN_IMAGE_SIZE * sizeof *gradient);
}

/* out[y, x] = in[y - dy, x - dx]; what leaves on one side comes in on the other. */
static void
shift (float       *out,
       const float *in,
       int          dy,
       int          dx)
{
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      out[y * NN_IMAGE_SIDE + x] = in[(y - dy + NN_IMAGE_SIDE) % NN_IMAGE_SIDE * NN_IMAGE_SIDE
                                      + (x - dx + NN_IMAGE_SIDE) % NN_IMAGE_SIDE];
}

/* 1 2 1 along rows, then along columns; the border repeats itself. */
static void
blur (float *image)
{
  float rows[NN_IMAGE_SIZE];

  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      {
        const float *row = image + y * NN_IMAGE_SIDE;

        rows[y * NN_IMAGE_SIDE + x] = (row[MAX (x - 1, 0)] + 2 * row[x]
                                       + row[MIN (x + 1, NN_IMAGE_SIDE - 1)]) / 4;
      }
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      image[y * NN_IMAGE_SIDE + x] = (rows[MAX (y - 1, 0) * NN_IMAGE_SIDE + x]
                                      + 2 * rows[y * NN_IMAGE_SIDE + x]
                                      + rows[MIN (y + 1, NN_IMAGE_SIDE - 1) * NN_IMAGE_SIDE + x]) / 4;
}

static double
root_mean_square (const double *values)
{
  double sum = 0;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    sum += values[i] * values[i];
  return sqrt (sum / NN_IMAGE_SIZE);
}

static int
draw_shift (NnRng *rng,
            int    jitter)
{
  return (int) nn_rng_below (rng, 2 * (guint64) jitter + 1) - jitter;
}

static void
climb (float             *image,
       NnEngine          *engine,
       const NnNetwork   *network,
       const NnUnit      *unit,
       const NnMaximiser *maximiser,
       NnRng             *rng)
{
  const int dy = draw_shift (rng, maximiser->jitter), dx = draw_shift (rng, maximiser->jitter);
  g_autoptr (NnActivations) activations = NULL;
  double gradient[NN_IMAGE_SIZE], rms;
  float shifted[NN_IMAGE_SIZE];

  shift (shifted, image, dy, dx);
  activations = nn_engine_activations (engine, network, shifted);
  find_gradient (gradient, network, activations, unit);
  rms = root_mean_square (gradient);
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      {
        const int from = (y + dy + NN_IMAGE_SIDE) % NN_IMAGE_SIDE * NN_IMAGE_SIDE
                         + (x + dx + NN_IMAGE_SIDE) % NN_IMAGE_SIDE;
        const double step = rms > 0 ? maximiser->rate * gradient[from] / rms : 0;
        float *pixel = &image[y * NN_IMAGE_SIDE + x];

        *pixel = (float) ((*pixel + step) * (1 - maximiser->decay));
      }
}

gboolean
nn_maximiser_equal (const NnMaximiser *a,
                    const NnMaximiser *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->seed == b->seed && a->steps == b->steps && a->rate == b->rate && a->decay == b->decay
         && a->blur_every == b->blur_every && a->jitter == b->jitter;
}

NnTensor *
nn_maximise (NnEngine          *engine,
             const NnNetwork   *network,
             const NnUnit      *unit,
             const NnMaximiser *maximiser,
             float             *value,
             gboolean         (*cancelled) (gpointer data),
             gpointer           data)
{
  static const gsize shape[] = { NN_IMAGE_SIDE, NN_IMAGE_SIDE };
  float image[NN_IMAGE_SIZE];
  NnRng rng;

  g_return_val_if_fail (engine != NULL && network != NULL && unit != NULL, NULL);
  g_return_val_if_fail (unit->layer > 0 && nn_unit_is_valid (network, unit), NULL);
  g_return_val_if_fail (maximiser != NULL && maximiser->steps >= 0, NULL);
  g_return_val_if_fail (maximiser->jitter >= 0 && maximiser->jitter <= MAX_JITTER, NULL);

  nn_rng_init (&rng, maximiser->seed, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (float) (GREY + NOISE * (2 * nn_rng_uniform (&rng) - 1));
  for (int step = 1; step <= maximiser->steps; step++)
    {
      if (cancelled != NULL && cancelled (data))
        return NULL;
      climb (image, engine, network, unit, maximiser, &rng);
      if (maximiser->blur_every > 0 && step % maximiser->blur_every == 0)
        blur (image);
      for (int i = 0; i < NN_IMAGE_SIZE; i++)
        image[i] = CLAMP (image[i], 0, 1);
    }
  if (value != NULL)
    {
      g_autoptr (NnActivations) activations = nn_engine_activations (engine, network, image);

      *value = nn_unit_get_value (network, activations, unit);
    }
  return nn_tensor_new_copy (2, shape, image);
}

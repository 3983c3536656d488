/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "nn/nn-invariance.h"

static float image[NN_IMAGE_SIZE];

static void
make_image (void)
{
  NnRng rng;

  nn_rng_init (&rng, 5, NN_STREAM_EXPERIMENTS, 0);
  for (int y = 5; y < 23; y++)
    for (int x = 8; x < 20; x++)
      image[y * NN_IMAGE_SIDE + x] = (float) nn_rng_uniform (&rng);
}

static float
at (const float *pixels,
    int          y,
    int          x)
{
  return y >= 0 && y < NN_IMAGE_SIDE && x >= 0 && x < NN_IMAGE_SIDE
         ? pixels[y * NN_IMAGE_SIDE + x] : 0;
}

static void
test_whole_pixels (void)
{
  NnTransform identity = { .scale = 1 }, shift = { .shift_x = 3, .shift_y = -5, .scale = 1 };
  NnTransform quarter = { .scale = 1, .rotation = 90 }, half = { .scale = 1, .rotation = -180 };
  float out[NN_IMAGE_SIZE];

  nn_transform_image (out, image, &identity);
  g_assert_cmpmem (out, sizeof out, image, sizeof image);
  nn_transform_image (out, image, &shift);
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      g_assert_cmpfloat (at (out, y, x), ==, at (image, y + 5, x - 3));
  /* Counter-clockwise: what was on the right is on top. */
  nn_transform_image (out, image, &quarter);
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      g_assert_cmpfloat (at (out, y, x), ==, at (image, x, 27 - y));
  nn_transform_image (out, image, &half);
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      g_assert_cmpfloat (at (out, y, x), ==, at (image, 27 - y, 27 - x));
}

/* A linear image stays linear under bilinear interpolation, whatever the transform. */
static void
test_bilinear (void)
{
  NnTransform transform = { .shift_x = 0.3, .shift_y = -0.7, .scale = 1.3, .rotation = 30 };
  double c = cos (G_PI / 6), s = sin (G_PI / 6);
  float ramp[NN_IMAGE_SIZE], out[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    ramp[i] = (float) (i / NN_IMAGE_SIDE + 2 * (i % NN_IMAGE_SIDE));
  nn_transform_image (out, ramp, &transform);
  for (int y = 9; y < 19; y++)
    for (int x = 9; x < 19; x++)
      {
        double v = (y - 13.5 + 0.7) / 1.3, u = (x - 13.5 - 0.3) / 1.3;
        double row = s * u + c * v + 13.5, column = c * u - s * v + 13.5;

        g_assert_cmpfloat_with_epsilon (at (out, y, x), row + 2 * column, 1e-5);
      }
}

/* Scaled, turned, then shifted (DEFINITIONS §14). */
static void
test_together (void)
{
  NnTransform all = { .shift_x = 3, .shift_y = -5, .scale = 1, .rotation = 90 };
  NnTransform turn = { .scale = 1, .rotation = 90 }, shift = { .shift_x = 3, .shift_y = -5, .scale = 1 };
  NnTransform large = { .scale = 2 }, large_and_turned = { .scale = 2, .rotation = 90 };
  NnTransform four = { .shift_x = 3, .shift_y = -5, .scale = 2, .rotation = 90 };
  float step[NN_IMAGE_SIZE], steps[NN_IMAGE_SIZE], out[NN_IMAGE_SIZE];

  /* Whole pixels move without rounding, so one after the other is the same to the bit … */
  nn_transform_image (step, image, &turn);
  nn_transform_image (steps, step, &shift);
  nn_transform_image (out, image, &all);
  g_assert_cmpmem (out, sizeof out, steps, sizeof steps);
  /* … and in the other order it is another picture. */
  nn_transform_image (step, image, &shift);
  nn_transform_image (steps, step, &turn);
  g_assert_cmpint (memcmp (out, steps, sizeof out), !=, 0);

  nn_transform_image (step, image, &large);
  nn_transform_image (out, step, &turn);
  nn_transform_image (step, image, &large_and_turned);
  g_assert_cmpmem (out, sizeof out, step, sizeof step);
  nn_transform_image (steps, step, &shift);
  nn_transform_image (out, image, &four);
  /* What the middle step pushed over the edge is lost to it, and not to the whole. */
  for (int y = 0; y < NN_IMAGE_SIDE - 5; y++)
    for (int x = 3; x < NN_IMAGE_SIDE; x++)
      g_assert_cmpfloat (at (out, y, x), ==, at (steps, y, x));
}

static void
test_combine (void)
{
  const int places[NN_N_SWEEPS] = { 17, 9, 20, 54 };
  int still[NN_N_SWEEPS];
  NnTransform four = nn_sweep_combine (places), none;
  float out[NN_IMAGE_SIZE];

  g_assert_cmpfloat (four.shift_x, ==, 3);
  g_assert_cmpfloat (four.shift_y, ==, -5);
  g_assert_cmpfloat (four.scale, ==, 1.5);
  g_assert_cmpfloat (four.rotation, ==, 90);
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      still[sweep] = nn_sweep_still (sweep);
      for (int i = 0; i < nn_sweep_count (sweep); i++)
        {
          float x;

          nn_sweep_transform (sweep, i, &x);
          g_assert_cmpint (nn_sweep_nearest (sweep, x), ==, i);
        }
      g_assert_cmpint (nn_sweep_nearest (sweep, -1e9), ==, 0);
      g_assert_cmpint (nn_sweep_nearest (sweep, 1e9), ==, nn_sweep_count (sweep) - 1);
    }
  none = nn_sweep_combine (still);
  nn_transform_image (out, image, &none);
  g_assert_cmpmem (out, sizeof out, image, sizeof image);
}

static void
test_sweeps (void)
{
  static const int counts[] = { 29, 29, 31, 73 };
  static const float first[] = { -14, -14, 0.5f, -180 }, last[] = { 14, 14, 2, 180 };

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      float x;
      NnTransform transform;

      g_assert_cmpint (nn_sweep_count (sweep), ==, counts[sweep]);
      nn_sweep_transform (sweep, 0, &x);
      g_assert_cmpfloat (x, ==, first[sweep]);
      transform = nn_sweep_transform (sweep, counts[sweep] - 1, &x);
      g_assert_cmpfloat_with_epsilon (x, last[sweep], 1e-6);
      if (sweep == NN_SWEEP_SCALE)
        g_assert_cmpfloat_with_epsilon (transform.scale, 2, 1e-12);
      else
        g_assert_cmpfloat (transform.scale, ==, 1);
    }
}

/* Every value against a plain loop over the reference engine. */
static void
check_curves (const NnNetwork *network,
              NnBackend        backend,
              int              label)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  g_autoptr (NnEngine) plain = nn_engine_new (nn_network_get_spec (network), NN_BACKEND_REFERENCE,
                                              1);
  g_autoptr (NnInvariance) self = nn_invariance_run (engine, network, image, label, NULL, NULL);
  g_autoptr (NnActivations) still = nn_engine_activations (plain, network, image);

  g_assert_cmpint (self->label, ==, label >= 0 ? label : still->best);
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    for (int i = 0; i < self->curves[sweep].n; i += 7)
      {
        const NnInvarianceCurve *curve = &self->curves[sweep];
        NnTransform transform = nn_sweep_transform (sweep, i, NULL);
        g_autoptr (NnActivations) moved = NULL;
        float pixels[NN_IMAGE_SIZE];

        nn_transform_image (pixels, image, &transform);
        moved = nn_engine_activations (plain, network, pixels);
        g_assert_cmpfloat_with_epsilon (curve->probability[i], moved->probabilities[self->label],
                                        1e-5);
        for (int d = 0; d < NN_N_DISTANCES; d++)
          {
            const NnTensor *a = moved->layers[self->layers[d]];
            const NnTensor *b = still->layers[self->layers[d]];
            double sum = 0;

            for (gsize j = 0; j < nn_tensor_get_size (a); j++)
              sum += pow (nn_tensor_get_data (a)[j] - nn_tensor_get_data (b)[j], 2);
            g_assert_cmpfloat_with_epsilon (curve->distance[d][i], sqrt (sum), 1e-4);
          }
      }
}

static void
test_curves (void)
{
  static const char *const names[] = { "c1", "c3", "f6" };
  NnNetworkSpec lenet = { .architecture = NN_ARCHITECTURE_LENET };
  NnNetworkSpec rival = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = nn_network_new (&lenet);
  g_autoptr (NnNetwork) other = nn_network_new (&rival);
  g_autoptr (NnEngine) engine = nn_engine_new (&lenet, nn_backend_best (), 1);
  g_autoptr (NnInvariance) self = NULL;
  const NnLayer *layers = nn_network_get_layers (network, NULL);

  nn_network_init_glorot (network, 3);
  nn_network_init_glorot (other, 3);
  check_curves (network, nn_backend_best (), -1);
  check_curves (network, NN_BACKEND_REFERENCE, 4);
  check_curves (other, nn_backend_best (), 7);

  self = nn_invariance_run (engine, network, image, 2, NULL, NULL);
  for (int d = 0; d < NN_N_DISTANCES; d++)
    {
      g_assert_cmpstr (layers[self->layers[d]].name, ==, names[d]);
      g_assert_cmpfloat (self->norm[d], >, 0);
      g_assert_cmpfloat (self->curves[NN_SWEEP_SHIFT_X].distance[d][14], ==, 0);
      g_assert_cmpfloat (self->curves[NN_SWEEP_SCALE].distance[d][10], ==, 0);
      g_assert_cmpfloat (self->curves[NN_SWEEP_ROTATION].distance[d][36], ==, 0);
      g_assert_cmpfloat (self->curves[NN_SWEEP_ROTATION].distance[d][0], ==,
                         self->curves[NN_SWEEP_ROTATION].distance[d][72]);
      g_assert_cmpfloat (self->curves[NN_SWEEP_SHIFT_X].distance[d][0], >, 0);
    }
}

/* On 1 and 2 threads, and with every engine that has images in lanes and FMA, to the bit. */
static void
test_bits (void)
{
  NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnInvariance) first = NULL;

  nn_network_init_glorot (network, 8);
  for (NnBackend backend = NN_BACKEND_AVX2; backend <= NN_BACKEND_AVX512; backend++)
    for (int threads = 1; threads <= 2 && nn_backend_is_available (backend); threads++)
      {
        g_autoptr (NnEngine) engine = nn_engine_new (&spec, backend, threads);
        g_autoptr (NnInvariance) self = nn_invariance_run (engine, network, image, 1, NULL, NULL);

        if (first == NULL)
          first = nn_invariance_ref (self);
        for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
          {
            const NnInvarianceCurve *a = &self->curves[sweep], *b = &first->curves[sweep];

            g_assert_cmpmem (a->probability, a->n * sizeof (float), b->probability,
                             b->n * sizeof (float));
            for (int d = 0; d < NN_N_DISTANCES; d++)
              g_assert_cmpmem (a->distance[d], a->n * sizeof (float), b->distance[d],
                               b->n * sizeof (float));
          }
      }
}

static gboolean
fifth_time_cb (gpointer data)
{
  return ++*(int *) data == 5;
}

static void
test_cancel (void)
{
  NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  int asked = 0;

  g_assert_null (nn_invariance_run (engine, network, image, 0, fifth_time_cb, &asked));
  g_assert_cmpint (asked, ==, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  make_image ();
  g_test_add_func ("/nn/invariance/whole-pixels", test_whole_pixels);
  g_test_add_func ("/nn/invariance/bilinear", test_bilinear);
  g_test_add_func ("/nn/invariance/together", test_together);
  g_test_add_func ("/nn/invariance/combine", test_combine);
  g_test_add_func ("/nn/invariance/sweeps", test_sweeps);
  g_test_add_func ("/nn/invariance/curves", test_curves);
  g_test_add_func ("/nn/invariance/bits", test_bits);
  g_test_add_func ("/nn/invariance/cancel", test_cancel);
  return g_test_run ();
}

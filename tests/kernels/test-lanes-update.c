/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes-check.h"

#include <math.h>
#include <string.h>

#include "kernels/reference/adam.h"

/* Rows, sums over images, and updates. */

#define BETA1_POWER 0.729         /* three updates in */
#define BETA2_POWER 0.997002999

static NnkUpdate
make_update (NnkUpdateKind kind,
             float         weight_decay)
{
  return (NnkUpdate) {
    .kind = kind,
    .step = kind == NNK_ADAM ? (float) ((double) 0.01f / (1 - BETA1_POWER)) : 0.01f,
    .momentum = 0.9f,
    .beta1 = (float) NNK_ADAM_BETA1,
    .one_minus_beta1 = (float) NNK_ADAM_1_BETA1,
    .beta2 = (float) NNK_ADAM_BETA2,
    .one_minus_beta2 = (float) NNK_ADAM_1_BETA2,
    .inv_sqrt_bc2 = (float) (1 / sqrt (1 - BETA2_POWER)),
    .epsilon = (float) NNK_ADAM_EPSILON,
    .weight_decay = weight_decay,
  };
}

/* The reference's update from a given gradient. */
static void
reference_update (float         *w,
                  float         *m,
                  float         *v,
                  const float   *g,
                  gsize          n,
                  NnkUpdateKind  kind,
                  float          weight_decay)
{
  NnkAdam adam = { .rate = 0.01f, .beta1_power = BETA1_POWER, .beta2_power = BETA2_POWER,
                   .weight_decay = weight_decay };

  if (kind == NNK_SGD)
    nnk_ref_sgd_update (w, g, n, 0.01f, weight_decay);
  else if (kind == NNK_MOMENTUM)
    nnk_ref_momentum_update (w, m, g, n, 0.01f, 0.9f, weight_decay);
  else if (kind == NNK_ADAM)
    nnk_ref_adam_update (w, m, v, g, n, &adam);
  else
    memcpy (w, g, n * sizeof (float));
}

static float *
copy (const float *x,
      gsize        n)
{
  float *to = lanes_alloc (n);

  memcpy (to, x, n * sizeof (float));
  return to;
}

/* bias_update () of one image is the update alone: the reference's, to the bit, and nothing past the end. */
static void
test_update (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  const float decays[] = { 0, 0.01f };

  for (int n = 1; n <= 37; n += 9)
    for (NnkUpdateKind kind = NNK_STORE; kind <= NNK_ADAM; kind++)
      for (gsize d = 0; d < G_N_ELEMENTS (decays); d++)
        {
          float *w = lanes_random (64), *m = lanes_random (64), *v = lanes_random (64);
          float *g = lanes_random (64);
          NnkUpdate update = make_update (kind, decays[d]);

          for (int i = 0; i < 64; i++)
            v[i] = v[i] * v[i];
          for (int l = 0; levels[l] != NULL; l++)
            {
              float *a[] = { copy (w, 64), copy (m, 64), copy (v, 64) };
              float *b[] = { copy (w, 64), copy (m, 64), copy (v, 64) };

              levels[l]->bias_update (a[0], a[1], a[2], n, g, 64, 1, &update);
              reference_update (b[0], b[1], b[2], g, n, kind, decays[d]);
              for (int i = 0; i < 3; i++)
                {
                  g_assert_cmpmem (a[i], 64 * sizeof (float), b[i], 64 * sizeof (float));
                  lanes_free (a[i]);
                  lanes_free (b[i]);
                }
            }
          lanes_free (w);
          lanes_free (m);
          lanes_free (v);
          lanes_free (g);
        }
}

static void
check_gradient (int inputs,
                int outputs,
                int n)
{
  const NnkLanes *const *levels = lanes_levels ();
  const NnkUpdate store = make_update (NNK_STORE, 0);
  int pitch = NNK_ROUND_UP (inputs), dy_pitch = NNK_ROUND_UP (outputs);
  gsize size = (gsize) outputs * pitch;
  float *x = lanes_random ((gsize) n * pitch), *dy = lanes_random ((gsize) n * dy_pitch);
  float *dw = lanes_alloc (size), *first = NULL, *db = lanes_alloc (outputs);

  for (int image = 0; image < n; image++)
    memset (x + (gsize) image * pitch + inputs, 0, (pitch - inputs) * sizeof (float));
  for (int o = 0; o < outputs; o++)
    for (int image = 0; image < n; image++)
      {
        db[o] += dy[image * dy_pitch + o];
        for (int i = 0; i < inputs; i++)
          dw[o * pitch + i] = (float) (dw[o * pitch + i]
                                       + (double) dy[image * dy_pitch + o] * x[image * pitch + i]);
      }
  for (int l = 0; levels[l] != NULL; l++)
    {
      float *w = lanes_alloc (size), *bias = lanes_alloc (outputs);
      NnkDense layer = { .w = w, .columns = inputs, .pitch = pitch };

      levels[l]->dense_update (&layer, outputs, dy, dy_pitch, x, n, &store);
      levels[l]->bias_update (bias, NULL, NULL, outputs, dy, dy_pitch, n, &store);
      lanes_assert_near (w, dw, size, 2e-6);
      g_assert_cmpmem (bias, outputs * sizeof (float), db, outputs * sizeof (float));
      if (first == NULL)
        first = copy (w, size);
      lanes_assert_levels_agree (levels[l], w, levels[0], first, size);
      lanes_free (w);
      lanes_free (bias);
    }
  for (gsize i = 0; i < 5; i++)
    lanes_free ((float *[]) { x, dy, dw, first, db }[i]);
}

static void
test_dense_gradient (void)
{
  check_gradient (400, 120, 64);
  check_gradient (84, 10, 60);
  check_gradient (1, 1, 1);
  check_gradient (7, 13, 5);
  check_gradient (97, 6, 1000);
}

/* The fused update is the gradient's, followed by the update. */
static void
test_dense_update (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  enum { ROWS = 7, COLUMNS = 90, PITCH = 96, N = 20, SIZE = ROWS * PITCH };
  float *x = lanes_random (N * PITCH), *dy = lanes_random (N * 16), *w = lanes_random (SIZE);
  const NnkUpdate store = make_update (NNK_STORE, 0);

  for (int l = 0; levels[l] != NULL; l++)
    for (NnkUpdateKind kind = NNK_SGD; kind <= NNK_ADAM; kind++)
      {
        float *a[] = { copy (w, SIZE), lanes_alloc (SIZE), lanes_alloc (SIZE) };
        float *b[] = { copy (w, SIZE), lanes_alloc (SIZE), lanes_alloc (SIZE) };
        float *g = lanes_alloc (SIZE);
        NnkUpdate update = make_update (kind, 0.01f);
        NnkDense layer = { a[0], a[1], a[2], COLUMNS, PITCH };
        NnkDense gradient = { g, NULL, NULL, COLUMNS, PITCH };

        levels[l]->dense_update (&layer, ROWS, dy, 16, x, N, &update);
        levels[l]->dense_update (&gradient, ROWS, dy, 16, x, N, &store);
        reference_update (b[0], b[1], b[2], g, SIZE, kind, 0.01f);
        for (int i = 0; i < 3; i++)
          {
            g_assert_cmpmem (a[i], SIZE * sizeof (float), b[i], SIZE * sizeof (float));
            lanes_free (a[i]);
            lanes_free (b[i]);
          }
        lanes_free (g);
      }
  lanes_free (x);
  lanes_free (dy);
  lanes_free (w);
}

/* The tree of 16 lanes, by hand. */
static void
test_reduce (void)
{
  const NnkLanes *const *levels = lanes_levels ();

  for (int n = 1; n <= 53; n += 13)
    for (int l = 0; levels[l] != NULL; l++)
      {
        float *planar = lanes_random (NNK_SHARD * n), *lanes = lanes_alloc (NNK_SHARD * n);
        float *sums = lanes_alloc (n + 16), t[NNK_SHARD];

        lanes_pack (levels[l], lanes, planar, n);
        sums[n] = 7;
        levels[l]->reduce (sums, lanes, (gsize) n * levels[l]->lanes, n);
        for (int i = 0; i < n; i++)
          {
            for (int image = 0; image < NNK_SHARD; image++)
              t[image] = planar[image * n + i];
            for (int half = 8; half > 0; half /= 2)
              for (int j = 0; j < half; j++)
                t[j] += t[j + half];
            g_assert_cmpmem (&sums[i], sizeof (float), &t[0], sizeof (float));
          }
        g_assert_cmpfloat (sums[n], ==, 7);
        lanes_free (planar);
        lanes_free (lanes);
        lanes_free (sums);
      }
}

static void
test_groups (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  const NnkUpdate store = make_update (NNK_STORE, 0);
  float *groups = lanes_random (4 * 48);

  for (int l = 0; levels[l] != NULL; l++)
    for (int n_groups = 1; n_groups <= 4; n_groups++)
      {
        float *w = lanes_alloc (48);

        levels[l]->group_update (w, NULL, NULL, 37, groups, 48, n_groups, &store);
        for (int i = 0; i < 48; i++)
          {
            float sum = groups[i];

            for (int g = 1; g < n_groups; g++)
              sum += groups[g * 48 + i];
            g_assert_cmpfloat (w[i], ==, i < 37 ? sum : 0);
          }
        lanes_free (w);
      }
  lanes_free (groups);
}

static void
test_rows (void)
{
  const NnkLanes *const *levels = lanes_levels ();
  const int units[] = { 400, 84, 10, 1, 17 };

  for (int l = 0; levels[l] != NULL; l++)
    for (gsize u = 0; u < G_N_ELEMENTS (units); u++)
      {
        int n = units[u], pitch = NNK_ROUND_UP (n), lanes_n = levels[l]->lanes;
        float *planar = lanes_random (NNK_SHARD * n), *lanes = lanes_alloc (NNK_SHARD * n);
        float *rows = lanes_random (NNK_SHARD * pitch);

        lanes_pack (levels[l], lanes, planar, n);
        for (int part = 0; part < NNK_SHARD / lanes_n; part++)
          levels[l]->to_rows (rows + part * lanes_n * pitch, lanes + part * lanes_n * n, n, pitch);
        for (int image = 0; image < NNK_SHARD; image++)
          {
            g_assert_cmpmem (rows + image * pitch, n * sizeof (float), planar + image * n,
                             n * sizeof (float));
            for (int i = n; i < (n + lanes_n - 1) / lanes_n * lanes_n; i++)
              g_assert_cmpfloat (rows[image * pitch + i], ==, 0);
          }
        lanes_free (planar);
        lanes_free (lanes);
        lanes_free (rows);
      }
}

/* Every byte, in every lane: v / 255, and the frame is left alone. */
static void
test_gather (void)
{
  enum { SIDE = 28, SIZE = SIDE * SIDE, PAD = 2, WIDE = SIDE + 2 * PAD };
  const NnkLanes *const *levels = lanes_levels ();
  guint8 images[NNK_SHARD][SIZE];

  for (int image = 0; image < NNK_SHARD; image++)
    for (int i = 0; i < SIZE; i++)
      images[image][i] = (guint8) (i * 5 + image * 17);
  for (int l = 0; levels[l] != NULL; l++)
    {
      const NnkLanes *k = levels[l];
      float *x = lanes_alloc (WIDE * WIDE * k->lanes), *rows = lanes_alloc (k->lanes * SIZE);
      const guint8 *pointers[NNK_SHARD];

      for (int lane = 0; lane < k->lanes; lane++)
        pointers[lane] = images[lane];
      for (int i = 0; i < WIDE * WIDE * k->lanes; i++)
        x[i] = -1;
      k->gather (x, pointers, SIDE, SIDE, PAD);
      k->gather_rows (rows, pointers, SIZE, SIZE);
      for (int i = 0; i < WIDE * WIDE; i++)
        for (int lane = 0; lane < k->lanes; lane++)
          {
            int row = i / WIDE - PAD, column = i % WIDE - PAD;
            gboolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
            float value = inside ? (float) images[lane][row * SIDE + column] / 255.0f : -1.0f;

            g_assert_cmpfloat (x[i * k->lanes + lane], ==, value);
            if (inside)
              g_assert_cmpfloat (rows[lane * SIZE + row * SIDE + column], ==, value);
          }
      lanes_free (x);
      lanes_free (rows);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lanes-update/update", test_update);
  g_test_add_func ("/lanes-update/dense-gradient", test_dense_gradient);
  g_test_add_func ("/lanes-update/dense-update", test_dense_update);
  g_test_add_func ("/lanes-update/reduce", test_reduce);
  g_test_add_func ("/lanes-update/groups", test_groups);
  g_test_add_func ("/lanes-update/rows", test_rows);
  g_test_add_func ("/lanes-update/gather", test_gather);
  return g_test_run ();
}

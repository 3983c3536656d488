/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lanes-check.h"

#include <string.h>

#include "kernels/reference/reference.h"

/* Convolution + activation + pooling in lanes against the reference's three steps. */

typedef struct
{
  NnkConv conv;
  int maps, pooled, inputs, weights; /* floats of an image before and after pooling; of x; of w */
  float *x, *w, *bias;            /* x: [16][C][H][W] */
  float *map, *out, *dout;        /* [16][K][..] */
  guint8 *switches;
} Case;

/* What one level computes: image by image, weight gradients summed over the shard. */
typedef struct
{
  float *out, *map, *switches, *dx, *dw, *dbias, *dw_alone;
  gint32 *places;                 /* of each map's maximum, and … */
  float *maxima;                  /* … itself, [16][K] */
} Result;

static const NnkConv shapes[] = {
  { 1, 32, 32, 6 },               /* C1 */
  { 6, 14, 14, 16 },              /* C3 */
  { 1, 6, 6, 1 },
  { 2, 8, 10, 5 },
  { 3, 10, 6, 7 },
  { 4, 14, 14, 3 },
  { 2, 6, 14, 13 },
};

static void
reference_forward (Case         *c,
                   NnkActivation activation)
{
  NnkConv2d dims = { .B = NNK_SHARD, .C = c->conv.channels, .H = c->conv.height,
                     .W = c->conv.width, .OC = c->conv.filters, .KH = 5, .KW = 5, .stride = 1 };
  NnkMaxPool pool = { .B = NNK_SHARD, .C = c->conv.filters, .H = c->conv.height - 4,
                      .W = c->conv.width - 4, .K = 2, .stride = 2 };
  gsize n = (gsize) NNK_SHARD * c->maps;

  nnk_ref_conv2d_forward (c->map, c->x, c->w, c->bias, &dims);
  if (activation == NNK_RELU)
    nnk_ref_relu_forward (c->map, c->map, n);
  else if (activation == NNK_TANH)
    nnk_ref_tanh_forward (c->map, c->map, n);
  nnk_ref_max_pool_forward (c->out, c->switches, c->map, &pool);
}

static Case
case_new (const NnkConv *conv,
          NnkActivation  activation)
{
  Case c = { .conv = *conv };

  c.maps = conv->filters * (conv->height - 4) * (conv->width - 4);
  c.pooled = c.maps / 4;
  c.inputs = conv->channels * conv->height * conv->width;
  c.weights = conv->filters * conv->channels * 25;
  c.x = lanes_random ((gsize) NNK_SHARD * c.inputs);
  c.w = lanes_random (c.weights);
  c.bias = lanes_random (conv->filters);
  c.dout = lanes_random ((gsize) NNK_SHARD * c.pooled);
  c.map = lanes_alloc ((gsize) NNK_SHARD * c.maps);
  c.out = lanes_alloc ((gsize) NNK_SHARD * c.pooled);
  c.switches = g_new0 (guint8, NNK_SHARD * c.pooled);
  /* Many windows of zeros and of equal values: ties must go to the first. */
  for (int i = 0; i < NNK_SHARD * c.inputs; i++)
    c.x[i] = (float) (int) (c.x[i] * 2);
  reference_forward (&c, activation);
  return c;
}

static void
case_clear (Case *c)
{
  float *arrays[] = { c->x, c->w, c->bias, c->map, c->out, c->dout };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    lanes_free (arrays[i]);
  g_free (c->switches);
}

/* [part][n][lane], filled from planar [16][n] if there is one. */
static float *
lanes_from (const NnkLanes *k,
            const float    *planar,
            gsize           n)
{
  float *lanes = lanes_alloc (NNK_SHARD * n);

  if (planar != NULL)
    lanes_pack (k, lanes, planar, n);
  return lanes;
}

/* The same array image by image; lanes is freed. */
static float *
planar_from (const NnkLanes *k,
             float          *lanes,
             gsize           n)
{
  float *planar = lanes_alloc (NNK_SHARD * n);

  lanes_unpack (k, planar, lanes, n);
  lanes_free (lanes);
  return planar;
}

static float *
reduced (const NnkLanes *k,
         float          *lanes,
         gsize           n)
{
  float *sums = lanes_alloc (n);

  k->reduce (sums, lanes, n * k->lanes, (int) n);
  lanes_free (lanes);
  return sums;
}

static void
copy_switches (float        *to,
               const guint8 *switches,
               gsize         n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = switches[i];
}

/* maxima and places: [16][K], of the 16 images of a shard. */
static void
run_maximum (const NnkLanes *k,
             const Case     *c,
             Result         *r,
             gsize           part,
             const guint8   *switches)
{
  gsize l = k->lanes, filters = c->conv.filters;
  float *values = lanes_alloc (filters * l);
  g_autofree gint32 *places = g_new (gint32, filters * l);

  k->map_maximum (values, places, r->out + part * c->pooled * l, switches, &c->conv);
  for (gsize lane = 0; lane < l; lane++)
    for (gsize o = 0; o < filters; o++)
      {
        r->maxima[(part * l + lane) * filters + o] = values[o * l + lane];
        r->places[(part * l + lane) * filters + o] = places[o * l + lane];
      }
  lanes_free (values);
}

static Result
run (const NnkLanes *k,
     const Case     *c,
     NnkActivation   activation)
{
  gsize l = k->lanes, filters = c->conv.filters;
  float *x = lanes_from (k, c->x, c->inputs), *dout = lanes_from (k, c->dout, c->pooled);
  float *scratch = lanes_alloc (k->conv_scratch (&c->conv));
  guint8 *switches = g_aligned_alloc (c->pooled, l, 64);
  Result r = {
    .out = lanes_from (k, NULL, c->pooled), .map = lanes_from (k, NULL, c->maps),
    .switches = lanes_from (k, NULL, c->pooled), .dx = lanes_from (k, NULL, c->inputs),
    .dw = lanes_from (k, NULL, c->weights), .dbias = lanes_from (k, NULL, filters),
    .dw_alone = lanes_from (k, NULL, c->weights),
    .maxima = lanes_alloc (NNK_SHARD * filters), .places = g_new (gint32, NNK_SHARD * filters),
  };

  for (gsize part = 0; part < NNK_SHARD / l; part++)
    {
      const float *in = x + part * c->inputs * l, *d = dout + part * c->pooled * l;
      float *dw = r.dw + part * c->weights * l, *dbias = r.dbias + part * filters * l;
      float *alone = r.dw_alone + part * c->weights * l;

      k->conv_pool_forward (r.out + part * c->pooled * l, switches, in, c->w, c->bias, &c->conv,
                            activation);
      k->conv_forward (r.map + part * c->maps * l, in, c->w, c->bias, &c->conv, activation);
      run_maximum (k, c, &r, part, switches);
      copy_switches (r.switches + part * c->pooled * l, switches, c->pooled * l);
      k->conv_pool_backward (dw, dbias, r.dx + part * c->inputs * l, scratch, d, switches, in, c->w,
                             &c->conv, TRUE);
      /* Once more without the input's gradient, once more added to it: twice the gradient. */
      k->conv_pool_backward (alone, dbias, NULL, scratch, d, switches, in, c->w, &c->conv, TRUE);
      k->conv_pool_backward (alone, dbias, NULL, scratch, d, switches, in, c->w, &c->conv, FALSE);
    }
  lanes_free (x);
  lanes_free (dout);
  lanes_free (scratch);
  g_aligned_free (switches);
  return (Result) {
    .out = planar_from (k, r.out, c->pooled), .map = planar_from (k, r.map, c->maps),
    .switches = planar_from (k, r.switches, c->pooled), .dx = planar_from (k, r.dx, c->inputs),
    .dw = reduced (k, r.dw, c->weights), .dbias = reduced (k, r.dbias, filters),
    .dw_alone = reduced (k, r.dw_alone, c->weights), .maxima = r.maxima, .places = r.places,
  };
}

static void
result_clear (Result *r)
{
  float *arrays[] = { r->out, r->map, r->switches, r->dx, r->dw, r->dbias, r->dw_alone,
                      r->maxima };

  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    lanes_free (arrays[i]);
  g_free (r->places);
}

/* Against the naive twin on the level's own maps: to the bit, ties and all. */
static void
check_maximum (const Case   *c,
               const Result *r)
{
  int n = NNK_SHARD * c->conv.filters;
  g_autofree float *values = g_new (float, n);
  g_autofree gint32 *places = g_new (gint32, n);

  nnk_ref_map_maximum (values, places, r->map, n, c->maps / c->conv.filters);
  g_assert_cmpmem (r->maxima, n * sizeof (float), values, n * sizeof (float));
  g_assert_cmpmem (r->places, n * sizeof (gint32), places, n * sizeof (gint32));
}

static void
check_forward (const Case   *c,
               const Result *r)
{
  gsize n = (gsize) NNK_SHARD * c->pooled;
  int height = c->conv.height - 4, width = c->conv.width - 4;

  lanes_assert_near (r->map, c->map, (gsize) NNK_SHARD * c->maps, 1e-6);
  lanes_assert_near (r->out, c->out, n, 1e-6);
  /* Each pooled value is the map's at its switch, to the bit, and no earlier one is as large. */
  for (gsize i = 0; i < n; i++)
    {
      gsize map = i / (c->pooled / c->conv.filters), cell = i % (c->pooled / c->conv.filters);
      const float *window = r->map + map * height * width + cell / (width / 2) * 2 * width
                            + cell % (width / 2) * 2;
      int best = 0;

      for (int p = 1; p < 4; p++)
        if (window[p / 2 * width + p % 2] > window[best / 2 * width + best % 2])
          best = p;
      g_assert_cmpfloat (r->switches[i], ==, best);
      g_assert_cmpmem (&r->out[i], sizeof (float), &window[best / 2 * width + best % 2],
                       sizeof (float));
    }
}

/* The reference goes back through the switches of the fast kernel: a tie in the
 * last bit may fall the other way there. */
static void
check_backward (const Case   *c,
                const Result *r)
{
  NnkConv2d dims = { .B = NNK_SHARD, .C = c->conv.channels, .H = c->conv.height,
                     .W = c->conv.width, .OC = c->conv.filters, .KH = 5, .KW = 5, .stride = 1 };
  NnkMaxPool pool = { .B = NNK_SHARD, .C = c->conv.filters, .H = c->conv.height - 4,
                      .W = c->conv.width - 4, .K = 2, .stride = 2 };
  gsize inputs = (gsize) NNK_SHARD * c->inputs;
  float *dmap = lanes_alloc ((gsize) NNK_SHARD * c->maps), *dx = lanes_alloc (inputs);
  float *dw = lanes_alloc (c->weights), *dbias = lanes_alloc (c->conv.filters);
  g_autofree guint8 *switches = g_new (guint8, NNK_SHARD * c->pooled);

  for (int i = 0; i < NNK_SHARD * c->pooled; i++)
    switches[i] = (guint8) r->switches[i];
  nnk_ref_max_pool_backward (dmap, c->dout, switches, &pool);
  nnk_ref_conv2d_backward (dx, dw, dbias, dmap, c->x, c->w, &dims);
  lanes_assert_near (r->dx, dx, inputs, 1e-6);
  lanes_assert_near (r->dw, dw, c->weights, 2e-6);
  for (int i = 0; i < c->weights; i++)
    dw[i] *= 2;
  lanes_assert_near (r->dw_alone, dw, c->weights, 2e-6);
  for (int i = 0; i < c->conv.filters; i++)
    dbias[i] *= 2;
  lanes_assert_near (r->dbias, dbias, c->conv.filters, 2e-6);
  lanes_free (dmap);
  lanes_free (dx);
  lanes_free (dw);
  lanes_free (dbias);
}

static void
check_levels (const Case     *c,
              const NnkLanes *k,
              const Result   *a,
              const NnkLanes *other,
              const Result   *b)
{
  lanes_assert_levels_agree (k, a->map, other, b->map, (gsize) NNK_SHARD * c->maps);
  lanes_assert_levels_agree (k, a->out, other, b->out, (gsize) NNK_SHARD * c->pooled);
  if (k->lanes < 8)
    return;                       /* a switch may differ there, and all that follows */
  lanes_assert_levels_agree (k, a->switches, other, b->switches, (gsize) NNK_SHARD * c->pooled);
  lanes_assert_levels_agree (k, a->dx, other, b->dx, (gsize) NNK_SHARD * c->inputs);
  lanes_assert_levels_agree (k, a->dw, other, b->dw, c->weights);
  lanes_assert_levels_agree (k, a->dw_alone, other, b->dw_alone, c->weights);
  lanes_assert_levels_agree (k, a->dbias, other, b->dbias, c->conv.filters);
}

static void
test_shapes (gconstpointer data)
{
  NnkActivation activation = (NnkActivation) GPOINTER_TO_INT (data);
  const NnkLanes *const *levels = lanes_levels ();

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      Case c = case_new (&shapes[s], activation);
      Result first = run (levels[0], &c, activation);

      for (int l = 0; levels[l] != NULL; l++)
        {
          Result r = run (levels[l], &c, activation);

          check_forward (&c, &r);
          check_maximum (&c, &r);
          check_backward (&c, &r);
          check_levels (&c, levels[l], &r, levels[0], &first);
          result_clear (&r);
        }
      result_clear (&first);
      case_clear (&c);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lanes-conv/relu", GINT_TO_POINTER (NNK_RELU), test_shapes);
  g_test_add_data_func ("/lanes-conv/tanh", GINT_TO_POINTER (NNK_TANH), test_shapes);
  g_test_add_data_func ("/lanes-conv/linear", GINT_TO_POINTER (NNK_LINEAR), test_shapes);
  return g_test_run ();
}

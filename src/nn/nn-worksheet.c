/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/nn-worksheet.h"

#include "base/nn-error.h"
#include "base/nn-rng.h"
#include "base/nn-thread.h"
#include "kernels/reference/reference.h"
#include "nn/nn-layer.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define SIGNAL 8                  /* six places of a filter of three, three pairs of these */
#define LINE_FILTER 3
#define PATCH 5
#define FILTER 3
#define POOL 2
#define MAX_OUTPUT 30             /* 1D: what is still done in the head */
#define TRIES 20000               /* before images count as empty */

/* What a first layer finds, too: edges and lines, in four directions. */
static const int filters[][FILTER * FILTER] = {
  { -1, 0, 1, -1, 0, 1, -1, 0, 1 },     { 1, 0, -1, 1, 0, -1, 1, 0, -1 },
  { -1, -1, -1, 0, 0, 0, 1, 1, 1 },     { 1, 1, 1, 0, 0, 0, -1, -1, -1 },
  { -1, 0, 1, -2, 0, 2, -1, 0, 1 },     { 1, 2, 1, 0, 0, 0, -1, -2, -1 },
  { 0, 1, 1, -1, 0, 1, -1, -1, 0 },     { 1, 1, 0, 1, 0, -1, 0, -1, -1 },
  { -1, 2, -1, -1, 2, -1, -1, 2, -1 },  { -1, -1, -1, 2, 2, 2, -1, -1, -1 },
  { 2, -1, -1, -1, 2, -1, -1, -1, 2 },  { -1, -1, 2, -1, 2, -1, 2, -1, -1 },
};

/* ---- answers ---- */

static void
to_floats (float        *floats,
           const NnGrid *grid)
{
  for (int i = 0; i < grid->rows * grid->columns; i++)
    floats[i] = (float) grid->values[i];
}

static void
from_floats (NnGrid      *grid,
             int          rows,
             int          columns,
             const float *floats)
{
  grid->rows = rows;
  grid->columns = columns;
  for (int i = 0; i < rows * columns; i++)
    grid->values[i] = (int) floats[i];
}

/* The kernel that everything else is measured by; whole numbers below 2^24 are exact in it. */
static void
convolve (NnGrid       *output,
          const NnGrid *input,
          const NnGrid *filter)
{
  const NnkConv2d dims = {
    .B = 1, .C = 1, .H = input->rows, .W = input->columns,
    .OC = 1, .KH = filter->rows, .KW = filter->columns, .padding = 0, .stride = 1,
  };
  float in[NN_GRID_MAX], weight[NN_GRID_MAX], out[NN_GRID_MAX];
  const float bias = 0;

  to_floats (in, input);
  to_floats (weight, filter);
  nnk_ref_conv2d_forward (out, in, weight, &bias, &dims);
  from_floats (output, nnk_fit (dims.H, dims.KH, 0, 1), nnk_fit (dims.W, dims.KW, 0, 1), out);
}

static void
rectify (NnGrid       *output,
         const NnGrid *input)
{
  float in[NN_GRID_MAX], out[NN_GRID_MAX];
  const int n = input->rows * input->columns;

  to_floats (in, input);
  nnk_ref_relu_forward (out, in, (size_t) n);
  from_floats (output, input->rows, input->columns, out);
}

/* A signal counts as two equal rows: the kernel's windows are square. */
static void
pool (NnGrid       *output,
      const NnGrid *input)
{
  const NnkMaxPool dims = {
    .B = 1, .C = 1, .H = MAX (input->rows, POOL), .W = input->columns, .K = POOL, .stride = POOL,
  };
  float in[POOL * NN_GRID_MAX], out[NN_GRID_MAX];
  uint8_t switches[NN_GRID_MAX];

  to_floats (in, input);
  if (input->rows == 1)
    to_floats (in + input->columns, input);
  nnk_ref_max_pool_forward (out, switches, in, &dims);
  from_floats (output, nnk_fit (dims.H, POOL, 0, POOL), nnk_fit (dims.W, POOL, 0, POOL), out);
}

/* ---- drawing numbers ---- */

static int
draw_between (NnRng *rng,
              int    first,
              int    last)
{
  return first + (int) nn_rng_below (rng, (guint64) (last - first + 1));
}

static void
draw_grid (NnGrid *grid,
           NnRng  *rng,
           int     rows,
           int     columns,
           int     first,
           int     last)
{
  grid->rows = rows;
  grid->columns = columns;
  for (int i = 0; i < rows * columns; i++)
    grid->values[i] = draw_between (rng, first, last);
}

static void
draw_filter (NnGrid *grid,
             NnRng  *rng)
{
  const int *filter = filters[nn_rng_below (rng, G_N_ELEMENTS (filters))];

  grid->rows = grid->columns = FILTER;
  for (int i = 0; i < FILTER * FILTER; i++)
    grid->values[i] = filter[i];
}

/* A square piece of any of the images. */
static void
draw_patch (NnGrid       *grid,
            NnGridPlace  *place,
            NnRng        *rng,
            int           side,
            const guint8 *images,
            guint         n)
{
  const guint8 *image;

  place->image = (guint) nn_rng_below (rng, n);
  place->row = draw_between (rng, 0, NN_IMAGE_SIDE - side);
  place->column = draw_between (rng, 0, NN_IMAGE_SIDE - side);
  image = images + (gsize) place->image * NN_IMAGE_SIZE;
  grid->rows = grid->columns = side;
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        int pixel = image[(place->row + y) * NN_IMAGE_SIDE + place->column + x];

        grid->values[y * side + x] = (pixel * NN_WORKSHEET_INK + 127) / 255;
      }
}

static int
count_above (const NnGrid *grid,
             int           least)
{
  int n = 0;

  for (int i = 0; i < grid->rows * grid->columns; i++)
    n += grid->values[i] > least;
  return n;
}

/* ---- exercises ---- */

/* Numbers that are drawn again until they make an exercise: there is something to add and to
 * take away, ReLU has something to do, and no sum is too large for the head. */
static gboolean
line_is_fit (const NnWorksheet *sheet)
{
  const NnGrid *output = &sheet->line.output;
  int positive = count_above (output, 0), n = output->columns;

  for (int i = 0; i < n; i++)
    if (ABS (output->values[i]) > MAX_OUTPUT)
      return FALSE;
  for (int i = 0; i < LINE_FILTER; i++)
    if (sheet->line.filter.values[i] == 0)
      return FALSE;
  return positive >= 3 && positive < n && count_above (&sheet->line.filter, 0) < LINE_FILTER
         && count_above (&sheet->line.pooled, 0) >= 2;
}

static void
make_line (NnWorksheet *sheet,
           NnRng       *rng)
{
  do
    {
      draw_grid (&sheet->line.signal, rng, 1, SIGNAL, 0, 5);
      draw_grid (&sheet->line.filter, rng, 1, LINE_FILTER, -2, 3);
      convolve (&sheet->line.output, &sheet->line.signal, &sheet->line.filter);
      rectify (&sheet->line.rectified, &sheet->line.output);
      pool (&sheet->line.pooled, &sheet->line.rectified);
    }
  while (!line_is_fit (sheet));
}

static gboolean
make_plane (NnWorksheet  *sheet,
            NnRng        *rng,
            const guint8 *images,
            guint         n)
{
  draw_filter (&sheet->plane.filter, rng);
  for (int i = 0; i < TRIES; i++)
    {
      const NnGrid *output = &sheet->plane.output;
      int ink, there = 0;

      draw_patch (&sheet->plane.patch, &sheet->plane.place, rng, PATCH, images, n);
      convolve (&sheet->plane.output, &sheet->plane.patch, &sheet->plane.filter);
      ink = count_above (&sheet->plane.patch, 0);
      for (int o = 0; o < output->rows * output->columns; o++)
        there += output->values[o] != 0;
      /* An edge of a stroke, not its inside and not the paper. */
      if (ink >= 8 && ink <= 20 && there >= 6 && count_above (output, 0) >= 2)
        return TRUE;
    }
  return FALSE;
}

static gboolean
windows_differ (const NnGrid *map)
{
  for (int i = 0; i < map->rows * map->columns; i++)
    for (int j = 0; j < i; j++)
      {
        gboolean same = i / map->columns / POOL == j / map->columns / POOL
                        && i % map->columns / POOL == j % map->columns / POOL;

        if (same && map->values[i] == map->values[j])
          return FALSE;
      }
  return TRUE;
}

static void
make_pooling (NnWorksheet *sheet,
              NnRng       *rng)
{
  do
    draw_grid (&sheet->pooling.map, rng, 2 * POOL, 3 * POOL, 0, 20);
  while (!windows_differ (&sheet->pooling.map));
  pool (&sheet->pooling.pooled, &sheet->pooling.map);
}

/* The best answer, ahead of all others; FALSE if there is none, or two answers are equal. */
static gboolean
find_best (NnWorksheet *sheet)
{
  const int *answers = sheet->match.answers;
  int best = 0;

  for (int i = 1; i < NN_WORKSHEET_PATCHES; i++)
    if (answers[i] > answers[best])
      best = i;
  for (int i = 0; i < NN_WORKSHEET_PATCHES; i++)
    for (int j = 0; j < i; j++)
      if (ABS (answers[i] - answers[j]) < (i == best || j == best ? NN_WORKSHEET_LEAD : 1))
        return FALSE;
  sheet->match.best = best;
  return answers[best] > 0;
}

static gboolean
make_match (NnWorksheet  *sheet,
            NnRng        *rng,
            const guint8 *images,
            guint         n)
{
  draw_filter (&sheet->match.filter, rng);
  for (int tries = 0, i = 0; tries < TRIES; tries++)
    {
      NnGrid *patch = &sheet->match.patches[i], answer;
      int ink;

      draw_patch (patch, &sheet->match.places[i], rng, FILTER, images, n);
      ink = count_above (patch, 0);
      if (ink < 3 || ink == FILTER * FILTER)
        continue;
      convolve (&answer, patch, &sheet->match.filter);
      sheet->match.answers[i] = answer.values[0];
      if (++i < NN_WORKSHEET_PATCHES)
        continue;
      if (find_best (sheet))
        return TRUE;
      i = 0;
    }
  return FALSE;
}

/* One of each kind: as it is, padded so that the size stays, with a stride, and with both. */
static void
make_sizes (NnWorksheet *sheet,
            NnRng       *rng)
{
  static const gboolean padded[] = { FALSE, TRUE, FALSE, TRUE };
  static const gboolean strided[] = { FALSE, FALSE, TRUE, TRUE };

  for (int i = 0; i < NN_WORKSHEET_SIZES; i++)
    {
      int size = draw_between (rng, 6, 32) * 2, kernel = 3 + 2 * draw_between (rng, 0, 2);
      int padding = i == 1 ? kernel / 2 : padded[i] ? draw_between (rng, 1, kernel / 2) : 0;
      int stride = strided[i] ? draw_between (rng, 2, 3) : 1;

      sheet->sizes[i].size = size;
      sheet->sizes[i].kernel = kernel;
      sheet->sizes[i].padding = padding;
      sheet->sizes[i].stride = stride;
      sheet->sizes[i].output = nnk_fit (size, kernel, padding, stride);
    }
}

/* Windows of two that take in all of each map, and something left at the end. */
static gboolean
network_is_fit (const NnWorksheet *sheet)
{
  const NnLayer *layers = sheet->network.layers;

  return layers[0].height % POOL == 0 && layers[2].height % POOL == 0 && layers[3].height >= 2;
}

static void
make_network (NnWorksheet *sheet,
              NnRng       *rng)
{
  NnLayer *layers = sheet->network.layers;

  do
    {
      const NnLayer *input = &sheet->network.input;
      int side = 2 * draw_between (rng, 8, 16);
      NnLayer made[NN_WORKSHEET_LAYERS] = {
        { .kind = NN_LAYER_CONV2D, .stride = 1 },
        { .kind = NN_LAYER_MAX_POOL, .kernel = POOL, .stride = POOL },
        { .kind = NN_LAYER_CONV2D, .stride = 1 },
        { .kind = NN_LAYER_MAX_POOL, .kernel = POOL, .stride = POOL },
        { .kind = NN_LAYER_DENSE },
        { .kind = NN_LAYER_DENSE },
        { .kind = NN_LAYER_DENSE, .channels = NN_CLASSES },
      };

      /* One after the other: in an initializer compilers may choose the order. */
      made[0].channels = 2 * draw_between (rng, 2, 5);
      made[0].kernel = 3 + 2 * draw_between (rng, 0, 1);
      made[2].channels = 2 * draw_between (rng, 6, 10);
      made[2].kernel = 3 + 2 * draw_between (rng, 0, 1);
      made[4].channels = 10 * draw_between (rng, 6, 12);
      made[5].channels = 10 * draw_between (rng, 2, 5);
      sheet->network.input = (NnLayer) {
        .kind = NN_LAYER_INPUT, .channels = 1, .height = side, .width = side,
      };
      sheet->network.total = 0;
      for (int i = 0; i < NN_WORKSHEET_LAYERS; input = &layers[i++])
        {
          layers[i] = made[i];
          nn_layer_shape (&layers[i], input);
          sheet->network.parameters[i] = nn_layer_count_parameters (&layers[i], input);
          sheet->network.total += sheet->network.parameters[i];
        }
    }
  while (!network_is_fit (sheet));
}

/* An exercise has a stream of its own: how often one was drawn again does not show in the next. */
static NnRng *
start (NnRng  *rng,
       guint64 seed,
       int     exercise)
{
  nn_rng_init (rng, seed, NN_STREAM_WORKSHEET, (guint64) exercise);
  return rng;
}

gboolean
nn_worksheet_make (NnWorksheet  *sheet,
                   guint64       seed,
                   const guint8 *images,
                   guint         n,
                   GError      **error)
{
  NnRng rng;

  g_return_val_if_fail (sheet != NULL && images != NULL && n > 0, FALSE);

  nn_kernel_entry ();
  memset (sheet, 0, sizeof *sheet);
  sheet->seed = seed;
  make_line (sheet, start (&rng, seed, 1));
  make_pooling (sheet, start (&rng, seed, 3));
  make_sizes (sheet, start (&rng, seed, 5));
  make_network (sheet, start (&rng, seed, 6));
  if (make_plane (sheet, start (&rng, seed, 2), images, n)
      && make_match (sheet, start (&rng, seed, 4), images, n))
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
               _("Worksheet %" PRIu64 ": expected images with edges of strokes, found none in %d "
                 "pieces"), seed, TRIES);
  return FALSE;
}

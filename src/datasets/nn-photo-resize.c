/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-photo.h"

#include <math.h>
#include <string.h>

/* Python's PIL 9.4 to the bit, since that is what Keras resizes with: tests/golden/photos.json. */

#define BITS 22                   /* of a weight after the point: 8 bits of pixel, 2 of headroom */

/* Nearest neighbour. */

/* PIL adds the step up, pixel by pixel; where (x + 0.5) · in / out is a whole number, the sum may
 * fall just below it. */
static guint *
make_places (guint in,
             guint out)
{
  guint *places = g_new (guint, out);
  double step = (double) in / out, place = step * 0.5;

  for (guint x = 0; x < out; x++, place += step)
    places[x] = MIN ((guint) place, in - 1);
  return places;
}

static NnPhoto *
resize_nearest (NnPhoto *photo,
                guint    width,
                guint    height)
{
  g_autofree guint *columns = make_places (photo->width, width);
  g_autofree guint *rows = make_places (photo->height, height);
  guint8 *pixels = g_malloc ((gsize) width * height * 3), *out = pixels;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++, out += 3)
      memcpy (out, photo->pixels + ((gsize) rows[y] * photo->width + columns[x]) * 3, 3);
  return nn_photo_new_take (width, height, pixels);
}

/* Antialiased bilinear: a triangle as wide as the reduction. */

/* Of each pixel that comes out: the pixels that go in, first … first + n - 1, and their weights. */
typedef struct
{
  guint most;                     /* weights a pixel can have */
  guint *first, *n;               /* [out] */
  gint32 *weights;                /* [out][most], in 2^-BITS, their sum about 1 */
} Taps;

static void
taps_clear (Taps *taps)
{
  g_free (taps->first);
  g_free (taps->n);
  g_free (taps->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taps, taps_clear)

static void
make_taps (Taps *taps,
           guint in,
           guint out)
{
  double scale = (double) in / out, width = MAX (scale, 1.0);
  g_autofree double *weights = NULL;

  taps->most = (guint) ceil (width) * 2 + 1;
  taps->first = g_new (guint, out);
  taps->n = g_new (guint, out);
  taps->weights = g_new0 (gint32, (gsize) out * taps->most);
  weights = g_new (double, taps->most);
  for (guint x = 0; x < out; x++)
    {
      double center = (x + 0.5) * scale, sum = 0;
      int first = MAX ((int) (center - width + 0.5), 0);
      int end = MIN ((int) (center + width + 0.5), (int) in);

      for (int i = first; i < end; i++)
        {
          double distance = fabs ((i - center + 0.5) * (1.0 / width));

          weights[i - first] = distance < 1 ? 1 - distance : 0;
          sum += weights[i - first];
        }
      for (int i = 0; i < end - first; i++)
        taps->weights[(gsize) x * taps->most + i]
          = (gint32) (0.5 + weights[i] * (1.0 / sum) * (1 << BITS));
      taps->first[x] = (guint) first;
      taps->n[x] = (guint) (end - first);
    }
}

static guint8
round_sum (gint32 sum)
{
  return (guint8) CLAMP (sum >> BITS, 0, 255);
}

/* [rows][out][3] of [rows][in][3]. (transfer full) */
static guint8 *
shrink_columns (const guint8 *pixels,
                guint         rows,
                guint         in,
                guint         out)
{
  g_auto (Taps) taps = { 0 };
  guint8 *result = g_malloc ((gsize) rows * out * 3), *place = result;

  make_taps (&taps, in, out);
  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < out; x++, place += 3)
      {
        const guint8 *from = pixels + ((gsize) y * in + taps.first[x]) * 3;
        const gint32 *weights = taps.weights + (gsize) x * taps.most;
        gint32 sums[3] = { 1 << (BITS - 1), 1 << (BITS - 1), 1 << (BITS - 1) };

        for (guint i = 0; i < taps.n[x]; i++)
          for (guint c = 0; c < 3; c++)
            sums[c] += from[3 * i + c] * weights[i];
        for (guint c = 0; c < 3; c++)
          place[c] = round_sum (sums[c]);
      }
  return result;
}

/* [out][n] of [in][n]. (transfer full) */
static guint8 *
shrink_rows (const guint8 *pixels,
             gsize         n,
             guint         in,
             guint         out)
{
  g_auto (Taps) taps = { 0 };
  guint8 *result = g_malloc (out * n);
  g_autofree gint32 *sums = g_new (gint32, n);

  make_taps (&taps, in, out);
  for (guint y = 0; y < out; y++)
    {
      for (gsize i = 0; i < n; i++)
        sums[i] = 1 << (BITS - 1);
      for (guint row = 0; row < taps.n[y]; row++)
        {
          const guint8 *from = pixels + (taps.first[y] + row) * n;
          gint32 weight = taps.weights[(gsize) y * taps.most + row];

          for (gsize i = 0; i < n; i++)
            sums[i] += from[i] * weight;
        }
      for (gsize i = 0; i < n; i++)
        result[y * n + i] = round_sum (sums[i]);
    }
  return result;
}

static NnPhoto *
resize_bilinear (NnPhoto *photo,
                 guint    width,
                 guint    height)
{
  g_autofree guint8 *between = NULL;
  const guint8 *pixels = photo->pixels;

  /* As PIL: a direction that stays as it is costs no rounding. */
  if (width != photo->width)
    pixels = between = shrink_columns (pixels, photo->height, photo->width, width);
  if (height == photo->height)
    return nn_photo_new_take (width, height,
                              g_memdup2 (pixels, (gsize) width * height * 3));
  return nn_photo_new_take (width, height,
                            shrink_rows (pixels, (gsize) width * 3, photo->height, height));
}

NnPhoto *
nn_photo_resize (NnPhoto       *photo,
                 guint          width,
                 guint          height,
                 NnPhotoFilter  filter)
{
  g_return_val_if_fail (photo != NULL && width >= 1 && height >= 1, NULL);

  if (photo->width == width && photo->height == height)
    return nn_photo_ref (photo);
  return filter == NN_PHOTO_NEAREST ? resize_nearest (photo, width, height)
                                    : resize_bilinear (photo, width, height);
}

NnPhoto *
nn_photo_orient (NnPhoto *photo,
                 guint    orientation)
{
  gboolean across = orientation >= 5;       /* rows become columns */
  guint width, height;
  guint8 *pixels, *out;

  g_return_val_if_fail (photo != NULL && orientation >= 1 && orientation <= 8, NULL);

  if (orientation == 1)
    return nn_photo_ref (photo);
  width = across ? photo->height : photo->width;
  height = across ? photo->width : photo->height;
  out = pixels = g_malloc ((gsize) width * height * 3);
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++, out += 3)
      {
        guint row = across ? x : y, column = across ? y : x;

        if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
          column = photo->width - 1 - column;
        if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
          row = photo->height - 1 - row;
        memcpy (out, photo->pixels + ((gsize) row * photo->width + column) * 3, 3);
      }
  return nn_photo_new_take (width, height, pixels);
}

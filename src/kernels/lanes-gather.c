/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Bytes to lanes and lanes to rows: all that is ever moved between "image by
 * image" and "images side by side". */

/* (float) v / 255, rounded once, as any reader of the pixels has it. With a fused
 * multiply-add the quotient's rest is exact, which corrects v * (1/255) to the same
 * bits in a third of the time of a division (all 256 are tested). */
NNK_INLINE nnv
from_bytes (const uint8_t *p)
{
  nnv v = __builtin_convertvector (nnvi_load_bytes (p), nnv);
#if NNK_LANES == 4
  return v / 255.0f;
#else
  nnv inverse = nnv_set1 (1.0f / 255.0f), q = v * inverse;

  return nnk_fma (nnk_fma (q, nnv_set1 (-255.0f), v), inverse, q);
#endif
}

#define CHUNK 16
typedef uint8_t Bytes __attribute__ ((vector_size (CHUNK)));

/* CHUNK pixels of each image to a byte of each image, CHUNK times: t: [CHUNK][lane].
 * Seen as one array, a round of interleaving moves the top bit of the address (an
 * image's) to the bottom; after log2 (lanes) rounds all of the image's bits are there. */
NNK_INLINE void
transpose_bytes (uint8_t              *t,
                 const uint8_t *const *images,
                 int                   from)
{
  Bytes v[NNK_LANES], w[NNK_LANES];

  NNK_UNROLL
  for (int lane = 0; lane < NNK_LANES; lane++)
    __builtin_memcpy (&v[lane], images[lane] + from, CHUNK);
  NNK_UNROLL
  for (int round = 1; round < NNK_LANES; round *= 2)
    {
      NNK_UNROLL
      for (int i = 0; i < NNK_LANES / 2; i++)
        {
          w[2 * i] = __builtin_shufflevector (v[i], v[i + NNK_LANES / 2], 0, 16, 1, 17, 2, 18, 3,
                                              19, 4, 20, 5, 21, 6, 22, 7, 23);
          w[2 * i + 1] = __builtin_shufflevector (v[i], v[i + NNK_LANES / 2], 8, 24, 9, 25, 10, 26,
                                                  11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
      NNK_UNROLL
      for (int i = 0; i < NNK_LANES; i++)
        v[i] = w[i];
    }
  NNK_UNROLL
  for (int i = 0; i < NNK_LANES; i++)
    __builtin_memcpy (t + i * CHUNK, &v[i], CHUNK);
}

void
NNK_NAME (gather) (float                *x,
                   const uint8_t *const *images,
                   int                   height,
                   int                   width,
                   int                   pad)
{
  uint8_t t[CHUNK * NNK_LANES];

  for (int row = 0; row < height; row++)
    {
      float *line = x + ((size_t) (row + pad) * (width + 2 * pad) + pad) * NNK_LANES;

      /* The last chunk of a row overlaps the one before: no partial chunks. */
      for (int column = 0; column < width; column += CHUNK)
        {
          int from = column + CHUNK <= width ? column : width - CHUNK;

          transpose_bytes (t, images, row * width + from);
          for (int i = 0; i < CHUNK; i++)
            nnv_store (line + (from + i) * NNK_LANES, from_bytes (t + i * NNK_LANES));
        }
    }
}

void
NNK_NAME (gather_rows) (float                *rows,
                        const uint8_t *const *images,
                        int                   size,
                        int                   pitch)
{
  for (int lane = 0; lane < NNK_LANES; lane++)
    for (int i = 0; i < size; i += NNK_LANES)
      nnv_store (rows + lane * pitch + i, from_bytes (images[lane] + i));
}

/* log2 (lanes) rounds of interleaving rows i and i + lanes / 2 transpose a square of vectors. */
NNK_INLINE void
transpose (nnv *v)
{
  nnv t[NNK_LANES];

  NNK_UNROLL
  for (int round = 1; round < NNK_LANES; round *= 2)
    {
      NNK_UNROLL
      for (int i = 0; i < NNK_LANES / 2; i++)
        {
          t[2 * i] = NNV_ZIP_LOW (v[i], v[i + NNK_LANES / 2]);
          t[2 * i + 1] = NNV_ZIP_HIGH (v[i], v[i + NNK_LANES / 2]);
        }
      NNK_UNROLL
      for (int i = 0; i < NNK_LANES; i++)
        v[i] = t[i];
    }
}

void
NNK_NAME (to_rows) (float       *rows,
                    const float *x,
                    int          units,
                    int          pitch)
{
  for (int unit = 0; unit < units; unit += NNK_LANES)
    {
      nnv v[NNK_LANES];

      if (unit + NNK_LANES <= units)
        {
          NNK_UNROLL
          for (int i = 0; i < NNK_LANES; i++)
            v[i] = nnv_load (x + (unit + i) * NNK_LANES);
        }
      else
        for (int i = 0; i < NNK_LANES; i++)
          v[i] = unit + i < units ? nnv_load (x + (unit + i) * NNK_LANES) : nnv_zero ();
      transpose (v);
      NNK_UNROLL
      for (int i = 0; i < NNK_LANES; i++)
        nnv_store (rows + i * pitch + unit, v[i]);
    }
}

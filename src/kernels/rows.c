/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/rows.h"

#include <stddef.h>

typedef float Lanes __attribute__ ((vector_size (4 * NNK_ROWS_LANES)));
typedef float Memory __attribute__ ((vector_size (4 * NNK_ROWS_LANES), aligned (4), may_alias));

#define LOAD(p) ((Lanes) * (const Memory *) (const void *) (p))

static float
dot (const float *a,
     const float *b,
     int          n)
{
  Lanes sum = { 0 };
  float tree[NNK_ROWS_LANES];

  for (int i = 0; i < n; i += NNK_ROWS_LANES)
    sum += LOAD (a + i) * LOAD (b + i);
  *(Memory *) (void *) tree = sum;
  for (int half = NNK_ROWS_LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++)
      tree[i] += tree[i + half];
  return tree[0];
}

/* y += a · x */
static void
add_row (float       *y,
         float        a,
         const float *x,
         int          n)
{
  for (int i = 0; i < n; i += NNK_ROWS_LANES)
    *(Memory *) (void *) (y + i) = LOAD (y + i) + a * LOAD (x + i);
}

void
nnk_rows_dense_forward (float       *out,
                        const float *in,
                        const float *weight,
                        const float *bias,
                        int          B,
                        int          OC,
                        int          pitch)
{
  for (int b = 0; b < B; b++)
    for (int o = 0; o < OC; o++)
      out[(size_t) b * OC + o] = bias[o] + dot (in + (size_t) b * pitch,
                                                weight + (size_t) o * pitch, pitch);
}

void
nnk_rows_dense_backward (float       *din,
                         float       *dweight,
                         float       *dbias,
                         const float *dout,
                         const float *in,
                         const float *weight,
                         int          B,
                         int          OC,
                         int          pitch)
{
  for (int o = 0; o < OC; o++)
    for (int b = 0; b < B; b++)
      {
        float d = dout[(size_t) b * OC + o];

        dbias[o] += d;
        add_row (dweight + (size_t) o * pitch, d, in + (size_t) b * pitch, pitch);
      }
  for (int b = 0; din != NULL && b < B; b++)
    for (int o = 0; o < OC; o++)
      add_row (din + (size_t) b * pitch, dout[(size_t) b * OC + o],
               weight + (size_t) o * pitch, pitch);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cblas.h>

#include "kernels/im2col.h"
#include "nn/nn-plain.h"

/* out [OC][OH·OW] = bias + weight [OC][patch] · columns [patch][OH·OW], image by image. */
static void
conv2d_forward (float           *out,
                const float     *in,
                const float     *weight,
                const float     *bias,
                const NnkConv2d *dims,
                float           *scratch)
{
  const int patch = dims->C * dims->KH * dims->KW, OC = dims->OC;
  const int cells = nnk_fit (dims->H, dims->KH, dims->padding, dims->stride)
                    * nnk_fit (dims->W, dims->KW, dims->padding, dims->stride);

  for (int b = 0; b < dims->B; b++)
    {
      float *maps = out + (gsize) b * OC * cells;

      nnk_im2col_forward (scratch, in + (gsize) b * dims->C * dims->H * dims->W, dims);
      for (int i = 0; i < OC * cells; i++)
        maps[i] = bias[i / cells];
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, OC, cells, patch,
                   1, weight, patch, scratch, cells, 1, maps, cells);
    }
}

/* dweight += dout · columnsᵀ; dcolumns = weightᵀ · dout, then back into the image. */
static void
conv2d_backward (float           *din,
                 float           *dweight,
                 float           *dbias,
                 const float     *dout,
                 const float     *in,
                 const float     *weight,
                 const NnkConv2d *dims,
                 float           *scratch)
{
  const int patch = dims->C * dims->KH * dims->KW, OC = dims->OC;
  const gsize image = (gsize) dims->C * dims->H * dims->W;
  const int cells = nnk_fit (dims->H, dims->KH, dims->padding, dims->stride)
                    * nnk_fit (dims->W, dims->KW, dims->padding, dims->stride);

  for (int b = 0; b < dims->B; b++)
    {
      const float *dmaps = dout + (gsize) b * OC * cells;

      for (int oc = 0; oc < OC; oc++)
        {
          double sum = 0;

          for (int i = 0; i < cells; i++)
            sum += dmaps[oc * cells + i];
          dbias[oc] += (float) sum;
        }
      nnk_im2col_forward (scratch, in + b * image, dims);
      cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, OC, patch, cells,
                   1, dmaps, cells, scratch, cells, 1, dweight, patch);
      if (din != NULL)
        {
          cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, patch, cells, OC,
                       1, weight, patch, dmaps, cells, 0, scratch, cells);
          nnk_im2col_backward (din + b * image, scratch, dims);
        }
    }
}

static void
dense_forward (float       *out,
               const float *in,
               const float *weight,
               const float *bias,
               int          B,
               int          C,
               int          OC,
               int          pitch)
{
  for (int i = 0; i < B * OC; i++)
    out[i] = bias[i % OC];
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, B, OC, C,
               1, in, C, weight, pitch, 1, out, OC);
}

static void
dense_backward (float       *din,
                float       *dweight,
                float       *dbias,
                const float *dout,
                const float *in,
                const float *weight,
                int          B,
                int          C,
                int          OC,
                int          pitch)
{
  for (int b = 0; b < B; b++)
    for (int o = 0; o < OC; o++)
      dbias[o] += dout[b * OC + o];
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, OC, C, B,
               1, dout, OC, in, C, 1, dweight, pitch);
  if (din != NULL)
    cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, B, C, OC,
                 1, dout, OC, weight, pitch, 1, din, C);
}

/* One thread: these matrices are too small for OpenBLAS's own, and its sums would
 * come out differently with another number of them. */
static NnEngine *
create (const NnNetworkSpec *spec,
        NnBackend            backend,
        int                  n_threads)
{
  static const NnPlainKernels kernels = {
    .conv2d_forward = conv2d_forward,
    .conv2d_backward = conv2d_backward,
    .dense_forward = dense_forward,
    .dense_backward = dense_backward,
  };
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      openblas_set_num_threads (1);
      g_once_init_leave (&once, 1);
    }
  return nn_plain_engine_create (spec, &kernels);
}

const NnEngineClass *
nn_blas_engine_class (void)
{
  static const NnEngineClass klass = NN_PLAIN_ENGINE_CLASS (create);

  return &klass;
}

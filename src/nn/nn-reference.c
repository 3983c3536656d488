/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/reference/reference.h"
#include "nn/nn-plain.h"

static void
conv2d_forward (float           *out,
                const float     *in,
                const float     *weight,
                const float     *bias,
                const NnkConv2d *dims,
                float           *scratch)
{
  nnk_ref_conv2d_forward (out, in, weight, bias, dims);
}

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
  nnk_ref_conv2d_backward (din, dweight, dbias, dout, in, weight, dims);
}

static NnEngine *
create (const NnNetworkSpec *spec,
        NnBackend            backend,
        int                  n_threads)
{
  static const NnPlainKernels kernels = {
    .conv2d_forward = conv2d_forward,
    .conv2d_backward = conv2d_backward,
    .dense_forward = nnk_ref_dense_forward,
    .dense_backward = nnk_ref_dense_backward,
  };

  return nn_plain_engine_create (spec, &kernels);
}

const NnEngineClass *
nn_reference_engine_class (void)
{
  static const NnEngineClass klass = NN_PLAIN_ENGINE_CLASS (create);

  return &klass;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-tensor.h"

#include <math.h>

#include "base/nn-ref.h"

struct _NnTensor
{
  gatomicrefcount ref_count;
  int rank;
  gsize shape[NN_TENSOR_MAX_RANK];
  gsize size;
  const float *data;
  float *owned;                   /* data, or NULL for a slice … */
  NnTensor *owner;                /* … whose data belong to this one */
};

static NnTensor *
tensor_new (int          rank,
            const gsize *shape)
{
  NnTensor *tensor = g_new0 (NnTensor, 1);

  nn_ref_init (&tensor->ref_count);
  tensor->rank = rank;
  tensor->size = 1;
  for (int axis = 0; axis < rank; axis++)
    {
      g_assert (shape[axis] >= 1);
      g_assert (tensor->size <= G_MAXSIZE / sizeof (float) / shape[axis]);
      tensor->shape[axis] = shape[axis];
      tensor->size *= shape[axis];
    }
  return tensor;
}

NnTensor *
nn_tensor_new_copy (int          rank,
                    const gsize *shape,
                    const float *data)
{
  NnTensor *tensor;

  g_return_val_if_fail (rank >= 1 && rank <= NN_TENSOR_MAX_RANK, NULL);
  g_return_val_if_fail (shape != NULL && data != NULL, NULL);

  tensor = tensor_new (rank, shape);
  tensor->owned = g_memdup2 (data, tensor->size * sizeof (float));
  tensor->data = tensor->owned;
  return tensor;
}

NnTensor *
nn_tensor_new_take (int          rank,
                    const gsize *shape,
                    float       *data)
{
  NnTensor *tensor;

  g_return_val_if_fail (rank >= 1 && rank <= NN_TENSOR_MAX_RANK, NULL);
  g_return_val_if_fail (shape != NULL && data != NULL, NULL);

  tensor = tensor_new (rank, shape);
  tensor->owned = data;
  tensor->data = data;
  return tensor;
}

NnTensor *
nn_tensor_slice (NnTensor *tensor,
                 gsize     index)
{
  static const gsize scalar[] = { 1 };
  NnTensor *slice;

  g_return_val_if_fail (tensor != NULL, NULL);
  g_return_val_if_fail (index < tensor->shape[0], NULL);

  if (tensor->rank == 1)
    slice = tensor_new (1, scalar);
  else
    slice = tensor_new (tensor->rank - 1, tensor->shape + 1);
  slice->data = tensor->data + index * slice->size;
  slice->owner = nn_tensor_ref (tensor->owner != NULL ? tensor->owner : tensor);
  return slice;
}

NnTensor *
nn_tensor_ref (NnTensor *tensor)
{
  g_return_val_if_fail (tensor != NULL, NULL);

  nn_ref_inc (&tensor->ref_count);
  return tensor;
}

void
nn_tensor_unref (NnTensor *tensor)
{
  g_return_if_fail (tensor != NULL);

  if (!nn_ref_dec (&tensor->ref_count))
    return;
  g_free (tensor->owned);
  g_clear_pointer (&tensor->owner, nn_tensor_unref);
  g_free (tensor);
}

int
nn_tensor_get_rank (const NnTensor *tensor)
{
  g_return_val_if_fail (tensor != NULL, 0);
  return tensor->rank;
}

gsize
nn_tensor_get_dim (const NnTensor *tensor,
                   int             axis)
{
  g_return_val_if_fail (tensor != NULL && axis >= 0, 0);
  return axis < tensor->rank ? tensor->shape[axis] : 1;
}

gsize
nn_tensor_get_size (const NnTensor *tensor)
{
  g_return_val_if_fail (tensor != NULL, 0);
  return tensor->size;
}

const float *
nn_tensor_get_data (const NnTensor *tensor)
{
  g_return_val_if_fail (tensor != NULL, NULL);
  return tensor->data;
}

float
nn_tensor_abs_max (const NnTensor *tensor)
{
  float max = 0;

  g_return_val_if_fail (tensor != NULL, 0);

  for (gsize i = 0; i < tensor->size; i++)
    {
      const float a = fabsf (tensor->data[i]);

      if (isfinite (a) && a > max)
        max = a;
    }
  return max;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An immutable, ref-counted, row-major float array with a shape. The one
 * thing that carries numbers between threads: never written after it is made. */
#define NN_TENSOR_MAX_RANK 4

typedef struct _NnTensor NnTensor;

NnTensor    *nn_tensor_new_copy  (int          rank,
                                  const gsize *shape,        /* [rank], each >= 1 */
                                  const float *data);        /* [product of shape], copied */
NnTensor    *nn_tensor_new_take  (int          rank,
                                  const gsize *shape,
                                  float       *data);        /* g_malloc'd, taken */
NnTensor    *nn_tensor_slice     (NnTensor    *tensor,
                                  gsize        index);       /* [index, …] along the first axis; shares the data; rank - 1 (at least 1) */
NnTensor    *nn_tensor_ref       (NnTensor    *tensor);
void         nn_tensor_unref     (NnTensor    *tensor);

int          nn_tensor_get_rank  (const NnTensor *tensor);
gsize        nn_tensor_get_dim   (const NnTensor *tensor,
                                  int             axis);     /* 1 for axes past the rank */
gsize        nn_tensor_get_size  (const NnTensor *tensor);   /* number of values */
const float *nn_tensor_get_data  (const NnTensor *tensor);   /* [size], owned by the tensor */

/* max |v| over all finite values; 0 when there is none. */
float        nn_tensor_abs_max   (const NnTensor *tensor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnTensor, nn_tensor_unref)

G_END_DECLS

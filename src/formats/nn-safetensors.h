/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/nn-tensor.h"

G_BEGIN_DECLS

/* The safetensors format: 8 bytes header length, JSON header, tensors.
 * Reading trusts nothing (lengths, offsets, overlap, dtype, UTF-8, JSON depth
 * and size); writing gives one byte sequence for one content: keys sorted,
 * no gaps, header padded with spaces to 8. F32 little-endian. */
typedef struct _NnSafetensors NnSafetensors;

NnSafetensors *nn_safetensors_new          (void);
void           nn_safetensors_free         (NnSafetensors  *file);

void           nn_safetensors_set_metadata (NnSafetensors  *file,
                                            const char     *key,
                                            const char     *value);
const char    *nn_safetensors_get_metadata (NnSafetensors  *file,
                                            const char     *key);     /* NULL if absent */
const char *const *nn_safetensors_list_metadata (NnSafetensors *file); /* sorted keys, NULL-terminated */
void           nn_safetensors_add          (NnSafetensors  *file,
                                            const char     *name,
                                            NnTensor       *tensor);  /* (transfer none); data in the order of adding */
guint          nn_safetensors_get_n        (NnSafetensors  *file);
const char    *nn_safetensors_get_name     (NnSafetensors  *file,
                                            guint           index);   /* in data order */
/* NULL with NN_ERROR_MISSING, _TYPE or _SHAPE (naming file, tensor, expected and
 * found) unless it is there as F32 of just this shape. rank 0: any shape. (transfer full) */
NnTensor      *nn_safetensors_get          (NnSafetensors  *file,
                                            const char     *name,
                                            int             rank,
                                            const gsize    *shape,
                                            GError        **error);

/* The same of F32 or of U8, whose numbers are min + scale · byte with min and scale from the metadata
 * "<name>.min" and "<name>.scale". (transfer full) */
NnTensor      *nn_safetensors_get_scaled   (NnSafetensors  *file,
                                            const char     *name,
                                            int             rank,
                                            const gsize    *shape,
                                            GError        **error);

NnSafetensors *nn_safetensors_load         (const char     *path,
                                            GError        **error);
NnSafetensors *nn_safetensors_parse        (GBytes         *bytes,
                                            const char     *path,     /* for messages */
                                            GError        **error);
GBytes        *nn_safetensors_serialize    (NnSafetensors  *file);    /* (transfer full) */
gboolean       nn_safetensors_save         (NnSafetensors  *file,
                                            const char     *path,
                                            GError        **error);   /* by nn_file_replace */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnSafetensors, nn_safetensors_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-weight-step.h"
#include "session/nn-batch-step.h"

G_BEGIN_DECLS

/* Which weight, and which image of the batch is to be taken apart. A plain value. */
typedef struct
{
  int parameter;                  /* index into the network's table of parameters; -1: none */
  gsize index;                    /* in file order */
  int image;                      /* of the batch, from 0; -1: none */
} NnWeightSpec;

/* What one update did to one weight. Immutable, ref-counted. */
typedef struct
{
  gatomicrefcount ref_count;
  NnBatchStep *batch;
  NnWeightSpec spec;
  NnWeightStep *step;
  int height, width;              /* of the layer's output: where the weight was used */
  NnUse *uses;                    /* [height][width], of spec.image; NULL if that is -1 */
} NnWeightLook;

/* spec: in range. Not for the main thread; NULL if cancelled (data), asked between two
 * images, answered TRUE. (transfer full) */
NnWeightLook *nn_weight_look_run   (NnEngine           *engine,
                                    NnDataset          *dataset,
                                    NnBatchStep        *batch,
                                    const NnWeightSpec *spec,
                                    gboolean          (*cancelled) (gpointer data),
                                    gpointer            data);
NnWeightLook *nn_weight_look_ref   (NnWeightLook       *look);
void          nn_weight_look_unref (NnWeightLook       *look);

gboolean      nn_weight_spec_equal (const NnWeightSpec *a,
                                    const NnWeightSpec *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnWeightLook, nn_weight_look_unref)

G_END_DECLS

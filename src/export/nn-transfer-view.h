/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"

G_BEGIN_DECLS

/* How a head learnt: accuracies over the epochs, and what always guessing the larger class gets. */
typedef struct
{
  guint n;
  const float *epochs;            /* [n] */
  const float *train, *validation; /* [n], 0 … 1 */
  double baseline;                /* 0 … 1 */
} NnTransferCurve;

/* language: "en", "fr"; another is English. NN_ERROR_UNSUPPORTED for NPY. (transfer full) */
GBytes *nn_transfer_view_serialize (const NnTransferCurve *curve,
                                    const char            *language,
                                    NnFormat               format,
                                    GError               **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One unit and one image, through the three gates side by side. */
typedef struct
{
  NnTensor *projections[NN_N_GATES]; /* [28][28] signed; NULL: not active */
  NnTensor *path;                 /* imagette_feature_path (), NULL where there is none */
} ImagetteGates;

void           imagette_gates_free   (ImagetteGates       *gates);

/* Computes in a thread. source: a GObject, kept alive meanwhile; pixels: [28][28], copied. */
void           imagette_gates_async  (gpointer             source,
                                      NnNetwork           *network,
                                      const NnUnit        *unit,
                                      const guint8        *pixels,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  ready);
/* NULL if cancelled. (transfer full) */
ImagetteGates *imagette_gates_finish (GAsyncResult        *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImagetteGates, imagette_gates_free)

G_END_DECLS

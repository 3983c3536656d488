/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"
#include "session/nn-frame.h"

G_BEGIN_DECLS

/* The views that can be exported, and the figure of each: the one wiring that
 * the app and the command line share, so that both write the same bytes. */
typedef enum
{
  NN_VIEW_C1_FILTERS, NN_VIEW_C3_FILTERS,
  NN_VIEW_C1_MAPS, NN_VIEW_S2_MAPS, NN_VIEW_C3_MAPS, NN_VIEW_S4_MAPS,
  NN_VIEW_ALL,
} NnView;

typedef struct
{
  NnView view;
  int tile;                       /* -1: all; else that tile alone, from 0 in row-major order */
  NnScope scope;                  /* NN_SCOPE_LAYER */
  NnColors colors;                /* NN_COLORS_GREY */
  int scale;                      /* 8 */
} NnViewSpec;

/* What a figure needs of a frame; activations and probe may be NULL for filter views. */
NnFigure   *nn_view_figure      (const NnViewSpec     *spec,
                                 const NnNetwork      *network,
                                 const NnTrainingSpec *training,
                                 const NnPlace        *place,
                                 NnActivations        *activations,
                                 NnProbe              *probe,
                                 GError              **error);
const char *nn_view_to_string   (NnView                view);   /* "c1-filters" … */
gboolean    nn_view_from_string (NnView               *view,
                                 const char           *name);

/* "test:INDEX" or the path of a PNG (any size, boxed and centred as MNIST does unless 28x28). (transfer full) */
NnProbe    *nn_probe_parse      (const char           *text,
                                 NnDataset            *dataset, /* may be NULL for a file */
                                 GError              **error);

G_END_DECLS

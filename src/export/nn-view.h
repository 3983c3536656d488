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
  const char *language;           /* of the caption: "en" (also NULL), "fr" */
  float all_max[NN_VIEW_ALL];     /* m of each view over all moments, for NN_SCOPE_ALL; 0: of the layer */
} NnViewSpec;

/* All of the C1 filters, with the values given above. */
NnViewSpec  nn_view_spec_default (void);

/* What a figure needs of a frame; activations and probe may be NULL for filter views.
 * Filters: 1 row of 6, and the full bank of 16 rows (C3 maps) x 6 columns (S2 maps).
 * Maps: 1 x 6, or 2 x 8 for C3 and S4. All: input, filters and maps, one under the other.
 * A tile alone keeps the m that it has among its neighbours, unless the scope is tile.
 * The caption says layer, network, probe, seed, epochs and updates done: what a model file
 * says, too, so that app and command line write the same bytes.
 * Errors: NN_ERROR_UNSUPPORTED (the rival has no such view; a language without captions),
 * NN_ERROR_MISSING (no activations), NN_ERROR_RANGE (tile). */
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

/* "test:INDEX" or the path of a PNG: grey by luminance, over white where transparent. 28x28
 * is taken as it is; another size is brought to white ink on black (the border is paper),
 * boxed and centred by nn_center_digit (). Errors name the file. (transfer full) */
NnProbe    *nn_probe_parse      (const char           *text,
                                 NnDataset            *dataset, /* may be NULL for a file */
                                 GError              **error);

G_END_DECLS

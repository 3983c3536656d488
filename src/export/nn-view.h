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
  NN_VIEW_N_PICTURES,             /* those of LeNet before; after it, parameters of either network */
  NN_VIEW_C5_WEIGHTS = NN_VIEW_N_PICTURES,
  NN_VIEW_F6_WEIGHTS,
  NN_VIEW_H1_WEIGHTS,             /* of the rival: a picture 28x28 a unit */
  NN_VIEW_H2_WEIGHTS, NN_VIEW_H3_WEIGHTS, NN_VIEW_H4_WEIGHTS,
  NN_VIEW_OUTPUT_WEIGHTS,
  NN_VIEW_C1_BIASES, NN_VIEW_C3_BIASES, NN_VIEW_C5_BIASES, NN_VIEW_F6_BIASES,
  NN_VIEW_H1_BIASES, NN_VIEW_H2_BIASES, NN_VIEW_H3_BIASES, NN_VIEW_H4_BIASES,
  NN_VIEW_OUTPUT_BIASES,
  NN_VIEW_ALL,                    /* input, then filters and maps; of the rival, input and H1 */
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

/* What a figure needs of a frame; activations and probe may be NULL for what needs no probe.
 * Filters: 1 row of 6, and the full bank of 16 rows (C3 maps) x 6 columns (S2 maps).
 * Maps: 1 x 6, or 2 x 8 for C3 and S4. H1: 7 x 10. All: one under the other.
 * Other weights and biases are one tile: [outputs][inputs], or [outputs] in a row. As npy,
 * parameters have the shape that they have in model files, but H1: [units][28][28].
 * A tile alone keeps the m that it has among its neighbours, unless the scope is tile.
 * The caption says layer, network, probe, seed, epochs and updates done: what a model file
 * says, too, so that app and command line write the same bytes.
 * Errors: NN_ERROR_UNSUPPORTED (the network has no such view; a language without captions),
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
/* Whether the network has this view. */
gboolean    nn_view_is_of       (NnView                view,
                                 const NnNetwork      *network);
/* Whether it shows what the network makes of a digit; else it shows parameters. */
gboolean    nn_view_needs_probe (NnView                view);
/* Tiles that can be had alone: 1 where there is but one, 0 for "all" and what the network lacks. */
int         nn_view_count_tiles (NnView                view,
                                 const NnNetwork      *network);

/* "test:INDEX" or the path of a PNG: grey by luminance, over white where transparent. 28x28
 * is taken as it is; another size is brought to white ink on black (the border is paper),
 * boxed and centred by nn_center_digit (). Errors name the file. (transfer full) */
NnProbe    *nn_probe_parse      (const char           *text,
                                 NnDataset            *dataset, /* may be NULL for a file */
                                 GError              **error);

G_END_DECLS

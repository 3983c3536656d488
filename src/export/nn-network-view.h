/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "render/nn-network-figure.h"

G_BEGIN_DECLS

/* The network as figure 2 of LeCun and others, 1998, with the maps that a digit gives. The
 * one wiring from the table of layers to the drawing, for the window, the export dialog
 * and the command line. Wherever maps become a vector, Flatten has a stage of its own. */

/* What a stage of the figure is: a layer, or what comes out of it, laid flat. */
typedef struct
{
  int layer;
  gboolean flat;
} NnNetworkStep;

/* Writes the steps of a network, at most NN_NETWORK_MAX_STAGES; how many there are. */
int              nn_network_view_steps  (const NnNetwork      *network,
                                         NnNetworkStep        *steps);
/* The unit of a layer as the figure counts it (and the reverse). */
int              nn_network_view_index  (const NnNetwork      *network,
                                         int                   layer,
                                         int                   channel,
                                         int                   row,
                                         int                   column);
void             nn_network_view_cell   (const NnNetwork      *network,
                                         int                   layer,
                                         int                   index,
                                         int                  *channel,
                                         int                  *row,
                                         int                  *column);
/* activations: NULL, planes are empty, but for the image [28][28] in [0, 1], which may be
 * NULL, too. language: "en" (also NULL), "fr"; NN_ERROR_UNSUPPORTED for another one.
 * The output shows probabilities. (transfer full) */
NnNetworkFigure *nn_network_view_figure (const NnNetwork      *network,
                                         NnActivations        *activations,
                                         NnTensor             *image,
                                         const char           *language,
                                         GError              **error);

/* A page of it, with where it comes from. */
typedef struct
{
  NnColors colors;
  const char *language;
} NnNetworkView;

/* training NULL: only what the network is; else with place, and probe and its activations,
 * which may be NULL. PNG, SVG or PDF; NN_ERROR_UNSUPPORTED for npy. (transfer full) */
GBytes          *nn_network_view_serialize (const NnNetworkView  *view,
                                         const NnNetwork      *network,
                                         const NnTrainingSpec *training,
                                         const NnPlace        *place,
                                         NnActivations        *activations,
                                         NnProbe              *probe,
                                         NnFormat              format,
                                         GError              **error);

G_END_DECLS

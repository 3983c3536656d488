/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "datasets/nn-dataset.h"
#include "render/nn-tile.h"
#include "session/nn-features.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* One of the nine, large: the digit with the window framed, the patch, the path of the
 * max-pool switches; the projection through the three gates side by side; and in
 * words what is seen. What needs computing is computed in a thread.
 *
 * Signals: "closed" ()   Escape or the close button
 */
#define IMAGETTE_TYPE_FIGURE2_DETAIL (imagette_figure2_detail_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFigure2Detail, imagette_figure2_detail, IMAGETTE, FIGURE2_DETAIL,
                      AdwBin)

typedef enum
{
  IMAGETTE_DETAIL_DIGIT,
  IMAGETTE_DETAIL_PATCH,
  IMAGETTE_DETAIL_SWITCHES,
  IMAGETTE_DETAIL_DECONVNET,
  IMAGETTE_DETAIL_GRADIENT,
  IMAGETTE_DETAIL_GUIDED,
  IMAGETTE_N_DETAILS,
} ImagetteDetailTile;

GtkWidget    *imagette_figure2_detail_new      (void);

/* Pair i of a map; empty if there is none. features NULL: lets go of all. rms_clip: the radius in
 * force, 0: none; what it and hands have done to the map stands in the title. */
void          imagette_figure2_detail_show     (ImagetteFigure2Detail *self,
                                                NnFeatures            *features,
                                                NnDataset             *dataset,
                                                NnFeatureLayer         layer,
                                                int                    map,
                                                int                    i,
                                                NnColors               colors,
                                                float                  rms_clip);
/* One of its tiles, and the words below them. (transfer none) */
ImagetteTile *imagette_figure2_detail_get_tile (ImagetteFigure2Detail *self,
                                                ImagetteDetailTile     tile);
const char   *imagette_figure2_detail_get_words (ImagetteFigure2Detail *self);

G_END_DECLS

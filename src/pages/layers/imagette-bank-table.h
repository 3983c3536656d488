/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "pages/layers/imagette-bank.h"

G_BEGIN_DECLS

/* What the cards of filters and maps hold. */
#define IMAGETTE_BANK_MAX_GRIDS 6

/* One grid of a card. */
typedef struct
{
  const char *layer;
  gboolean filter;                /* its weights, not its output */
  const char *heading;            /* marked N_() */
  int rows, columns, height, width;
  int first_row, n_rows;          /* the part that is shown */
  double scale;                   /* pixels a value at factor 1 */
  NnView view;                    /* NN_VIEW_ALL: no view of its own */
} ImagetteGridSpec;

typedef struct
{
  const char *title, *subtitle;   /* subtitle: marked N_() */
  int n_grids;
  ImagetteGridSpec grids[IMAGETTE_BANK_MAX_GRIDS];
} ImagetteBankSpec;

const ImagetteBankSpec *imagette_bank_table       (ImagetteBankKind        kind);
/* An empty grid of that shape, with titles, its "spec" as object data. (floating) */
GtkWidget              *imagette_bank_new_grid    (const ImagetteGridSpec *spec);
/* Which of the n_grids grids and their headings are shown, and what stands over and left of
 * them. maps_only: no filters; projector: brief. */
void                    imagette_bank_show_columns (const ImagetteBankSpec    *bank,
                                                    GtkWidget *const          *headings,
                                                    ImagetteFilterGrid *const *grids,
                                                    gboolean                   maps_only,
                                                    gboolean                   projector);
/* Which tile of which view this is; FALSE if it is in no such grid. tile: as NnViewSpec. */
gboolean                imagette_bank_locate_tile (ImagetteTile           *widget,
                                                   NnView                 *view,
                                                   int                    *tile);
/* The tensor a grid shows; NULL if the network has no such layer. (transfer full) */
NnTensor               *imagette_bank_find_tensor (const ImagetteGridSpec *spec,
                                                   NnFrame                *frame);

G_END_DECLS

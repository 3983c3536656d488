/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"
#include "nn/nn-worksheet.h"

G_BEGIN_DECLS

#define NN_WORKSHEET_MAX_COUNT 200
#define NN_WORKSHEET_PAGES 2      /* of a sheet: one leaf, printed on both sides; of its answers as many */

typedef struct
{
  guint64 first;                  /* number of the first sheet; first + count - 1 <= G_MAXUINT64 */
  guint count;                    /* 1 to NN_WORKSHEET_MAX_COUNT */
  const char *language;           /* "en" (also NULL), "fr" */
} NnWorksheetView;

/* All sheets, then the answers to all, as one PDF in A4: count leaves to be handed out, and what
 * stays with the teacher behind them. The same pages, but for what stands in the boxes. Equal
 * views of equal images give equal bytes. Not on a thread that may not compute (nn-thread.h).
 * Errors: as nn_worksheet_make (), NN_ERROR_UNSUPPORTED for a language without words.
 * (transfer full) */
GBytes *nn_worksheet_view_serialize (const NnWorksheetView *view,
                                     const NnImages        *images,
                                     GError               **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "render/nn-tile.h"

G_BEGIN_DECLS

/* A page of tiles that can be written as PNG, SVG, PDF or npy: what an export
 * is. Equal content gives equal bytes. Knows tensors and words, no network. */
typedef enum { NN_FORMAT_PNG, NN_FORMAT_SVG, NN_FORMAT_PDF, NN_FORMAT_NPY } NnFormat;

typedef struct _NnFigure NnFigure;

NnFigure   *nn_figure_new          (NnScope      scope,
                                    NnColors     colors,
                                    int          scale);      /* pixels a value, >= 1 */
void        nn_figure_free         (NnFigure    *figure);
/* The caption of SVG and PDF: "C1 filters · LeNet · seed 1 · epoch 10". PNG has none.
 * language: of caption and titles ("en"), for the shaping of text; never the desktop's. */
void        nn_figure_set_caption  (NnFigure    *figure,
                                    const char  *caption,
                                    const char  *language);
/* A bank of rows x columns tiles of height x width: the tensor's last two axes (a
 * single one is a row), the ones before count the tiles in row-major order. 1 px gap between tiles (scale / 4 points
 * in SVG and PDF, at least 1), none around: white, or 0x808080 with diverging colours,
 * whose zero is white. 8 px of white between banks, which stand below one another, titled
 * in SVG and PDF.
 * scope_max: m for NN_SCOPE_ALL, else ignored. */
void        nn_figure_add_bank     (NnFigure    *figure,
                                    const char  *title,
                                    NnTensor    *tensor,
                                    int          rows,
                                    int          columns,
                                    NnTileKind   kind,
                                    float        scope_max);
/* Words over the columns and before the rows of the last bank, in SVG and PDF. Either may be NULL. */
void        nn_figure_label_bank   (NnFigure    *figure,
                                    const char *const *columns,  /* [columns], copied */
                                    const char *const *rows);    /* [rows], copied */
/* Something to be said of a tile of the last bank, in all pictures: a corner in orange
 * (something has changed), or a diagonal over paper instead of the values (there are none). */
typedef enum { NN_MARK_NONE, NN_MARK_CHANGED, NN_MARK_EMPTY } NnMark;
void        nn_figure_mark_tile    (NnFigure    *figure,
                                    int          row,
                                    int          column,
                                    NnMark       mark);
/* m of a tile of the last bank, in place of the one of the figure's scope: of a scale that is
 * shared with what is not in this picture. */
void        nn_figure_set_tile_max  (NnFigure    *figure,
                                    int          row,
                                    int          column,
                                    float        max);
/* A word or two in the middle of a tile of the last bank, in SVG and PDF: why it is empty. */
void        nn_figure_explain_tile  (NnFigure    *figure,
                                    int          row,
                                    int          column,
                                    const char  *words);      /* static */
/* Size in pixels of the PNG (points for SVG and PDF, caption included). NPY: as PNG. */
void        nn_figure_get_size     (NnFigure    *figure,
                                    NnFormat     format,
                                    int         *width,
                                    int         *height);
/* PNG: 8 bits grey, or RGB if there are colours; no time, no text. SVG, PDF: cells as
 * rectangles, crisp in every viewer; m in the title of a bank (scope layer, all), behind
 * each row or under each tile. NPY, version 1.0, '<f4': the bank's tensor as it is; of several
 * banks, which have no common shape, all their numbers in one row, bank after bank.
 * NN_ERROR_RANGE if a picture would be larger than NN_FIGURE_MAX_PIXELS. (transfer full) */
#define NN_FIGURE_MAX_PIXELS (1 << 26)
GBytes     *nn_figure_serialize    (NnFigure    *figure,
                                    NnFormat     format,
                                    GError     **error);
/* Of a picture of that many pixels at that scale: NN_ERROR_RANGE if it would be larger. */
gboolean    nn_figure_check_size   (double       width,
                                    double       height,
                                    int          scale,
                                    GError     **error);
/* The same picture onto any context (preview, print). */
void        nn_figure_draw         (NnFigure    *figure,
                                    cairo_t     *cr,
                                    gboolean     with_caption);

const char *nn_format_to_string    (NnFormat     format);      /* "png" … */
gboolean    nn_format_from_string  (NnFormat    *format,
                                    const char  *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFigure, nn_figure_free)

G_END_DECLS

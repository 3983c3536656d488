/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"
#include "render/nn-style.h"

G_BEGIN_DECLS

/* One page that is drawn by whoever has something to draw (curves, tiles with
 * words), and written as PNG, SVG or PDF. Equal drawings give equal bytes: fonts,
 * hinting and language do not come from the desktop, and no file tells the time. */
typedef struct
{
  void (*draw) (cairo_t       *cr,       /* on white paper */
                const NnStyle *style,
                gpointer       data);
  gpointer data;
  double width, height;           /* pixels of the PNG, points of SVG and PDF; whole numbers */
  double font_size;
  const char *title;              /* SVG and PDF tell it to readers and search; may be NULL */
  const char *language;           /* of the text, for its shaping: "en" */
} NnSheet;

/* NN_ERROR_UNSUPPORTED for NPY, or if cairo gives up. (transfer full) */
GBytes *nn_sheet_serialize   (const NnSheet *sheet,
                              NnFormat       format,
                              GError       **error);

/* Several as the pages of one PDF, in the font, language and title of the first. (transfer full) */
GBytes *nn_sheet_serialize_pages (const NnSheet *pages,
                                  guint          n_pages,
                                  GError       **error);

/* The style that draw is called with: light, black on white, its own font map. */
void    nn_sheet_init_style  (NnStyle       *style,
                              double         font_size,
                              const char    *language);
void    nn_sheet_clear_style (NnStyle       *style);

G_END_DECLS

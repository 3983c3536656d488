/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* How the painters look: colours (0xRRGGBB), font, the writing of numbers. A
 * plain value; nn_style_init () fills it, a widget changes what it likes. */
#define NN_STYLE_SERIES 6

typedef struct
{
  guint32 background;             /* of the card that is painted on; for halos only, never filled */
  guint32 text;                   /* contrast to background >= 7 */
  guint32 dim;                    /* labels of axes; >= 4.5 */
  guint32 grid;
  guint32 empty;                  /* an empty cell, the groove of a bar */
  guint32 accent;                 /* blue: live, best, true class */
  guint32 select;                 /* orange: selection */
  guint32 mistake;                /* red */
  guint32 right, wrong;           /* full colour of a confusion cell on and off the diagonal */
  guint32 series[NN_STYLE_SERIES]; /* >= 3 to background, apart for colour-blind eyes */
  const char *font;               /* family; static string, default "Sans" */
  double font_size;               /* pixels, default 13; everything grows with it */
  gboolean locale_numbers;        /* decimal and thousands separators of the locale; FALSE: C */
  PangoContext *context;          /* borrowed, e.g. of a widget; NULL: one made for the cairo_t */
  gboolean keep_layouts;          /* of context, from picture to picture: the main thread alone may */
} NnStyle;

void         nn_style_init          (NnStyle       *style,
                                     gboolean       dark,
                                     double         font_size);
void         nn_style_set_color     (cairo_t       *cr,
                                     guint32        color,
                                     double         alpha);
/* Contrast ratio of WCAG 2, 1 to 21. */
double       nn_style_contrast      (guint32        a,
                                     guint32        b);
/* Black or white, whichever reads better on color. */
guint32      nn_style_ink_on        (guint32        color);
/* color mixed into base: 0 base, 1 color. */
guint32      nn_style_mix           (guint32        base,
                                     guint32        color,
                                     double         amount);

/* A layout in the style's font; size 1 is font_size. Tabular figures. (transfer full) */
PangoLayout *nn_style_layout        (const NnStyle *style,
                                     cairo_t       *cr,
                                     const char    *text,
                                     double         size,
                                     gboolean       bold);
/* Draws text with (x, y) at the given part of its box: 0 left/top, 0.5 middle, 1 right/bottom. */
void         nn_style_text          (const NnStyle *style,
                                     cairo_t       *cr,
                                     const char    *text,
                                     double         x,
                                     double         y,
                                     double         x_align,
                                     double         y_align,
                                     guint32        color,
                                     double         size,
                                     gboolean       bold);
/* In the middle of a box, bold or not: as large as size, and no wider than the box. */
void         nn_style_text_in       (const NnStyle *style,
                                     cairo_t       *cr,
                                     const char    *text,
                                     double         x,
                                     double         y,
                                     double         width,
                                     double         height,
                                     guint32        color,
                                     double         size,
                                     gboolean       bold);
void         nn_style_measure       (const NnStyle *style,
                                     cairo_t       *cr,
                                     const char    *text,
                                     double         size,
                                     gboolean       bold,
                                     double        *width,
                                     double        *height);
/* Fixed-point number: "0.50", "61 706"; "1.16e+18" from 1e9 on, "–" for NaN, "∞" for infinity.
 * (transfer full) */
char        *nn_style_number        (const NnStyle *style,
                                     double         value,
                                     int            decimals);
/* "98.6 %" of 0.986. (transfer full) */
char        *nn_style_percent       (const NnStyle *style,
                                     double         fraction,
                                     int            decimals);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "base/nn-tensor.h"

G_BEGIN_DECLS

/* From numbers to bytes (DEFINITIONS §10, DESIGN "Pictures"). */
typedef enum { NN_TILE_SIGNED, NN_TILE_ACTIVATION, NN_TILE_INPUT } NnTileKind;
typedef enum { NN_SCOPE_TILE, NN_SCOPE_ROW, NN_SCOPE_LAYER, NN_SCOPE_ALL } NnScope;
typedef enum { NN_COLORS_GREY, NN_COLORS_DIVERGING } NnColors;

/* The grey of one value: signed clamp(floor(127.5 (1 + v/m) + 0.5), 0, 255), 128 if m = 0;
 * activation floor(255 v/m + 0.5), 0 if m = 0; input floor(255 v + 0.5). In double. */
guint8           nn_tile_grey    (NnTileKind    kind,
                                  float         value,
                                  float         m);
/* 0xRRGGBB. Diverging (blue - white - red, safe for colour-blind) for signed;
 * activations from white to the red end, input always grey; NaN and infinity are magenta (hatched by nn_tile_paint). */
guint32          nn_tile_color   (NnTileKind    kind,
                                  NnColors      colors,
                                  float         value,
                                  float         m);

/* values: [height][width]. NaN and infinities become pure magenta, a colour
 * no other value ever gets. A CAIRO_FORMAT_RGB24 surface, one pixel a value. (transfer full) */
cairo_surface_t *nn_tile_surface (const float  *values,
                                  int           height,
                                  int           width,
                                  NnTileKind    kind,
                                  NnColors      colors,
                                  float         m);

#define NN_TILE_BAD 0xff00ff                          /* the magenta of NaN and infinity */
/* The hatch over such cells, in pixels of the picture counted from the tile's corner. */
#define NN_TILE_HATCHED(x, y) ((((x) + (y)) & 3) == 0)

/* A surface of nn_tile_surface () at (x, y) of the context, each value a square
 * of scale x scale, nearest neighbour; NaN and infinities get their hatch. On
 * screen keep the result in a cached node and paint it once a new picture. */
void             nn_tile_paint   (cairo_t         *cr,
                                  cairo_surface_t *surface,
                                  double           x,
                                  double           y,
                                  int              scale);
/* What nn_tile_paint () would paint, pixel by pixel, into a CAIRO_FORMAT_ARGB32 or RGB24 image:
 * pixels is that of the tile's corner, stride the pixels of a row of the image. For many tiles in
 * one picture, each of which would else be scaled and composited by itself. */
void             nn_tile_write   (const float     *values,
                                  int              height,
                                  int              width,
                                  NnTileKind       kind,
                                  NnColors         colors,
                                  float            m,
                                  int              scale,
                                  guint32         *pixels,
                                  int              stride);
/* TRUE if the surface holds a NaN or an infinity. */
gboolean         nn_tile_has_bad (cairo_surface_t *surface);

/* m of a scope: max |v| over the finite values, 0 if there is none. */
float            nn_scope_max    (const float  *values,
                                  gsize         n);

/* values laid between their lowest, 0, and their highest, 1, to be drawn as activations with
 * m = 1; 0.5 where all are equal. What is not finite stays as it is and is no end (low = high = 0
 * where nothing is finite). stretched: [n], overwritten, may be values. */
void             nn_scope_stretch (const float *values,
                                  gsize         n,
                                  float        *stretched,
                                  float        *low,
                                  float        *high);

const char      *nn_scope_to_string    (NnScope     scope);
gboolean         nn_scope_from_string  (NnScope    *scope,
                                        const char *name);
const char      *nn_colors_to_string   (NnColors    colors);
gboolean         nn_colors_from_string (NnColors   *colors,
                                        const char *name);

G_END_DECLS

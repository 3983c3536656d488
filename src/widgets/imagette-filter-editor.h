/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-tile.h"
#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_FILTER_EDITOR_SIDE 5 /* to begin with: that of all convolutions of LeNet */
#define IMAGETTE_FILTER_EDITOR_MAX 7

/* Known filters to start from, here of five by five, each scaled so that its largest weight is "range". */
typedef enum
{
  IMAGETTE_PRESET_SOBEL_X,        /* (1 4 6 4 1)ᵀ (−1 −2 0 2 1): upright edges, ink to the right */
  IMAGETTE_PRESET_SOBEL_Y,        /* its transpose: level edges, ink below */
  IMAGETTE_PRESET_GAUSS,          /* (1 4 6 4 1)ᵀ (1 4 6 4 1): blurs */
  IMAGETTE_PRESET_LAPLACE,        /* centre 16, around it −2 and −1, sum 0: dots and outlines */
  IMAGETTE_PRESET_DELTA,          /* 1 in the middle: copies the image */
  IMAGETTE_N_PRESETS,
} ImagettePreset;

/* A filter of weights under the hand, a square of any side up to seven. Drag paints the brush's value, with the
 * secondary button (or Ctrl) its negative; the wheel changes the cell under the
 * pointer by a tenth of the range. Keyboard: arrows choose a cell, plus and minus change
 * it, Enter paints the brush, Delete sets 0. Weights stay within ± 4 ranges.
 *
 * Properties:
 *   "range"  double   of the brush and the presets (default 0.5)
 *   "brush"  double   what is painted, within ± range (default: range)
 *   "colors" int      NnColors (default grey)
 *
 * Signals:
 *   "edited" (gboolean more)               by hand; more: the stroke before goes on
 *   "cell-hovered" (int row, int column)   the chosen cell; -1, -1: none
 */
#define IMAGETTE_TYPE_FILTER_EDITOR (imagette_filter_editor_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFilterEditor, imagette_filter_editor, IMAGETTE, FILTER_EDITOR,
                      ImagetteCanvas)

GtkWidget   *imagette_filter_editor_new          (void);

/* 1 … IMAGETTE_FILTER_EDITOR_MAX; another one than before empties it. */
void         imagette_filter_editor_set_side     (ImagetteFilterEditor *self,
                                                  int                   side);
/* values: [side][side], copied; NULL: empty, nothing can be painted. Without a signal.
 * Nothing happens in the middle of a stroke: the hand goes first. */
void         imagette_filter_editor_set_values   (ImagetteFilterEditor *self,
                                                  const float          *values);
/* [side][side], owned by the editor; NULL if empty. */
const float *imagette_filter_editor_get_values   (ImagetteFilterEditor *self);
void         imagette_filter_editor_apply_preset (ImagetteFilterEditor *self,
                                                  ImagettePreset        preset);
/* values: [side][side], overwritten. */
void         imagette_filter_editor_fill_preset  (ImagettePreset        preset,
                                                  int                   side,
                                                  double                range,
                                                  float                *values);
void         imagette_filter_editor_set_brush    (ImagetteFilterEditor *self,
                                                  double                brush);
double       imagette_filter_editor_get_brush    (ImagetteFilterEditor *self);
void         imagette_filter_editor_set_colors   (ImagetteFilterEditor *self,
                                                  NnColors              colors);
/* A stroke is under way. */
gboolean     imagette_filter_editor_is_painting  (ImagetteFilterEditor *self);
/* "row 2, column 3: −0.31", or how to begin. (transfer full) */
char        *imagette_filter_editor_describe     (ImagetteFilterEditor *self);

G_END_DECLS

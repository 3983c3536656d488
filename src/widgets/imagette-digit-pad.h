/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pad to draw a digit on with mouse, pen (pressure) or touch, and what the
 * network sees of it beside it: 28 x 28, centred as MNIST does. Keyboard: arrows
 * move the brush, Space paints or lifts, Delete clears, Ctrl+Z undoes, X erases.
 *
 * Properties:
 *   "erasing"  gboolean the brush takes ink away (default FALSE); the pen's eraser does, too
 *   "can-undo" gboolean (read-only)
 *   "blank"    gboolean nothing is drawn (read-only)
 *
 * Signals: "changed" ()   the centred picture changed; at most once a frame while drawing
 *
 * Actions of the widget, for its buttons: "pad.undo", "pad.clear", "pad.erase" (toggle).
 */
#define IMAGETTE_TYPE_DIGIT_PAD (imagette_digit_pad_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteDigitPad, imagette_digit_pad, IMAGETTE, DIGIT_PAD, GtkWidget)

GtkWidget    *imagette_digit_pad_new         (void);

/* The centred picture: [28][28], 0 black, owned by the pad until its next change. */
const guint8 *imagette_digit_pad_get_pixels  (ImagetteDigitPad *self);
/* The sheet as it was drawn: [*side][*side], 0 paper .. 255 ink; likewise. */
const guint8 *imagette_digit_pad_get_ink     (ImagetteDigitPad *self,
                                              int              *side);
/* Puts a picture in as if it had been drawn (undoable). pixels: [28][28]. */
void          imagette_digit_pad_set_pixels  (ImagetteDigitPad *self,
                                              const guint8     *pixels);
/* One step of a stroke in pad units (0..28 both ways), pressure 0..1. start begins a new stroke. */
void          imagette_digit_pad_stroke      (ImagetteDigitPad *self,
                                              double            x,
                                              double            y,
                                              double            pressure,
                                              gboolean          start);
void          imagette_digit_pad_undo        (ImagetteDigitPad *self);
void          imagette_digit_pad_clear       (ImagetteDigitPad *self);
void          imagette_digit_pad_set_erasing (ImagetteDigitPad *self,
                                              gboolean          erasing);

G_END_DECLS

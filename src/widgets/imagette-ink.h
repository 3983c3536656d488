/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* The sheet of a digit pad: white ink on black, a soft brush for mouse, pen
 * (pressure, eraser end), touch and keys (arrows move it, Space puts it down or
 * lifts it, X changes between ink and eraser, Delete clears, Ctrl+Z undoes).
 *
 * Properties:
 *   "erasing"  gboolean  the brush takes ink away
 *   "can-undo" gboolean  (read-only)
 *
 * Signals: "changed" ()   at most once a frame while it is shown
 */
#define IMAGETTE_INK_SIDE 224     /* pixels of the sheet */
#define IMAGETTE_INK_UNITS 28.0   /* of its coordinates */

#define IMAGETTE_TYPE_INK (imagette_ink_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteInk, imagette_ink, IMAGETTE, INK, ImagetteCanvas)

GtkWidget    *imagette_ink_new         (void);

/* [IMAGETTE_INK_SIDE][IMAGETTE_INK_SIDE], 0 paper .. 255 ink; the sheet's own. */
const guint8 *imagette_ink_get_pixels  (ImagetteInk  *self);
/* pixels: [28][28]; a step of its own for undo. */
void          imagette_ink_set_digit   (ImagetteInk  *self,
                                        const guint8 *pixels);
void          imagette_ink_stroke      (ImagetteInk  *self,
                                        double        x,
                                        double        y,
                                        double        pressure,
                                        gboolean      start);
gboolean      imagette_ink_is_blank    (ImagetteInk  *self);
gboolean      imagette_ink_get_can_undo (ImagetteInk *self);
void          imagette_ink_undo        (ImagetteInk  *self);
void          imagette_ink_clear       (ImagetteInk  *self);
void          imagette_ink_set_erasing (ImagetteInk  *self,
                                        gboolean      erasing);
gboolean      imagette_ink_get_erasing (ImagetteInk  *self);

G_END_DECLS

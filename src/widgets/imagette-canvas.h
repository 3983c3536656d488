/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-look.h"

G_BEGIN_DECLS

/* A focusable picture that one painter draws (plot, matrix, bars, timeline). The
 * painting is kept in a render node until the content, the size or the look
 * changes; paint_over () draws what follows the pointer, on top of it. The
 * spoken label is describe (), renewed at reading speed. Abstract; role img.
 *
 * Properties: "title" char*   spoken before the description (default "")
 */
#define IMAGETTE_TYPE_CANVAS (imagette_canvas_get_type ())
G_DECLARE_DERIVABLE_TYPE (ImagetteCanvas, imagette_canvas, IMAGETTE, CANVAS, GtkWidget)

struct _ImagetteCanvasClass
{
  GtkWidgetClass parent_class;

  void   (*paint)      (ImagetteCanvas *self,
                        cairo_t        *cr,
                        const NnStyle  *style,
                        double          width,
                        double          height);
  void   (*paint_over) (ImagetteCanvas *self,      /* may be NULL */
                        cairo_t        *cr,
                        const NnStyle  *style,
                        double          width,
                        double          height);
  char  *(*describe)   (ImagetteCanvas *self);     /* transfer full */
};

/* The content changed: paint and speak anew. */
void           imagette_canvas_changed      (ImagetteCanvas *self);
/* Only what paint_over () draws and what is spoken changed. */
void           imagette_canvas_over_changed (ImagetteCanvas *self);
/* At once, not at reading speed: an answer to a key. */
void           imagette_canvas_speak        (ImagetteCanvas *self);
void           imagette_canvas_set_title    (ImagetteCanvas *self,
                                             const char     *title);
const char    *imagette_canvas_get_title    (ImagetteCanvas *self);
/* The kept painting, NULL before the first snapshot. (transfer none) */
GskRenderNode *imagette_canvas_get_node     (ImagetteCanvas *self);

G_END_DECLS

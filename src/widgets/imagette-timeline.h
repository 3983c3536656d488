/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

/* The moments of a run as a scale: equal spacing a moment ("start", 1, 3, 10 …
 * batches, then epochs), the past filled, the way to the target pale. The handle
 * is dragged or moved by Left and Right (Home, End; End past the last: now).
 *
 * Signals:
 *   "moment-selected" (int index)   of the moments set; while dragging, too
 *   "now-selected" ()               the handle went back to now
 */
#define IMAGETTE_TYPE_TIMELINE (imagette_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTimeline, imagette_timeline, IMAGETTE, TIMELINE, ImagetteCanvas)

typedef struct
{
  guint64 update;                /* since the start; 0 is the start */
  guint epoch;                   /* completed epochs, if the moment is the end of one; else 0 */
} ImagetteMark;

GtkWidget *imagette_timeline_new          (void);

/* marks: [n], ascending, copied. Equal ones: nothing happens. */
void       imagette_timeline_set_marks    (ImagetteTimeline   *self,
                                           const ImagetteMark *marks,
                                           gsize               n);
/* The epoch that the run goes to: pale marks up to there. */
void       imagette_timeline_set_target   (ImagetteTimeline   *self,
                                           guint               epoch);
/* Where training is, and the update with which its epoch ends; updates_per_epoch: of those after
 * it, as the present size of the batches has it. */
void       imagette_timeline_set_progress (ImagetteTimeline   *self,
                                           guint64             update,
                                           guint64             epoch_end,
                                           guint               updates_per_epoch);
/* The moment that is looked at; -1: now. Emits nothing. */
void       imagette_timeline_set_selected (ImagetteTimeline   *self,
                                           int                 index);
int        imagette_timeline_get_selected (ImagetteTimeline   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/series.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A frame in GTK: pages take the new picture, widgets get their places, are drawn. */
enum { FRAME_UPDATE, FRAME_LAYOUT, FRAME_PAINT, FRAME_N_PHASES };

/* Measures the frames of a window that draw something, from before-paint to after-paint. Only
 * while measuring is TRUE; the rest is there to be read. */
typedef struct
{
  gboolean measuring;
  Series *work, *busy;            /* milliseconds a frame: wall clock; main thread's processor time */
  double phases[FRAME_N_PHASES];  /* sums of the latter */
  gint64 last;                    /* when a frame was painted last, measured or not; monotonic time */

  /* of the frame under way */
  GdkFrameClock *clock;
  gboolean painted;
  gint64 wall, processor, mark;   /* nanoseconds; mark: where the phase before ended */
  double phase[FRAME_N_PHASES];
} FrameMeter;

/* window: realized. Disconnect before it goes. */
void   frame_meter_connect    (FrameMeter *meter,
                               GtkWidget  *window);
void   frame_meter_disconnect (FrameMeter *meter);

/* Seconds of processor time that this thread has used. */
double frame_meter_processor  (void);

/* Lets the main loop run for that long. */
void   frame_meter_iterate    (gint64      microseconds);

G_END_DECLS

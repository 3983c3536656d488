/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench/frame-meter.h"

#include <time.h>

static gint64
read_clock (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

static void
end_phase (FrameMeter *meter,
           int         phase)
{
  gint64 now = read_clock (CLOCK_THREAD_CPUTIME_ID);

  meter->phase[phase] = (double) (now - meter->mark) / 1e6;
  meter->mark = now;
}

static void
before_paint_cb (GdkFrameClock *clock,
                 FrameMeter    *meter)
{
  meter->painted = FALSE;
  meter->processor = meter->mark = read_clock (CLOCK_THREAD_CPUTIME_ID);
  meter->wall = read_clock (CLOCK_MONOTONIC);
  for (int i = 0; i < FRAME_N_PHASES; i++)
    meter->phase[i] = 0;
}

static void
update_cb (GdkFrameClock *clock,
           FrameMeter    *meter)
{
  end_phase (meter, FRAME_UPDATE);
}

static void
layout_cb (GdkFrameClock *clock,
           FrameMeter    *meter)
{
  end_phase (meter, FRAME_LAYOUT);
}

/* Only a frame with something to draw comes here. */
static void
paint_cb (GdkFrameClock *clock,
          FrameMeter    *meter)
{
  meter->painted = TRUE;
}

static void
after_paint_cb (GdkFrameClock *clock,
                FrameMeter    *meter)
{
  if (!meter->painted)
    return;
  meter->last = g_get_monotonic_time ();
  if (!meter->measuring)
    return;
  end_phase (meter, FRAME_PAINT);
  series_add (meter->work, (double) (read_clock (CLOCK_MONOTONIC) - meter->wall) / 1e6);
  series_add (meter->busy, (double) (meter->mark - meter->processor) / 1e6);
  for (int i = 0; i < FRAME_N_PHASES; i++)
    meter->phases[i] += meter->phase[i];
}

void
frame_meter_connect (FrameMeter *meter,
                     GtkWidget  *window)
{
  *meter = (FrameMeter) {
    .clock = gtk_widget_get_frame_clock (window),
    .work = series_new (),
    .busy = series_new (),
  };
  g_signal_connect (meter->clock, "before-paint", G_CALLBACK (before_paint_cb), meter);
  g_signal_connect_after (meter->clock, "update", G_CALLBACK (update_cb), meter);
  g_signal_connect_after (meter->clock, "layout", G_CALLBACK (layout_cb), meter);
  g_signal_connect (meter->clock, "paint", G_CALLBACK (paint_cb), meter);
  g_signal_connect_after (meter->clock, "after-paint", G_CALLBACK (after_paint_cb), meter);
}

void
frame_meter_disconnect (FrameMeter *meter)
{
  g_signal_handlers_disconnect_by_data (meter->clock, meter);
  series_free (meter->work);
  series_free (meter->busy);
}

double
frame_meter_processor (void)
{
  return (double) read_clock (CLOCK_THREAD_CPUTIME_ID) / 1e9;
}

static gboolean
elapsed_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
frame_meter_iterate (gint64 microseconds)
{
  gboolean elapsed = FALSE;

  g_timeout_add ((guint) (microseconds / 1000), elapsed_cb, &elapsed);
  while (!elapsed)
    g_main_context_iteration (NULL, TRUE);
}

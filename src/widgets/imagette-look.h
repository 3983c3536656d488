/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "render/nn-style.h"

G_BEGIN_DECLS

/* How a widget's painters look right now: light or dark, high contrast, and the
 * font size of its CSS, so that text scale and projector mode need no more.
 * style->context is borrowed from the widget. */
void   imagette_look_init_style  (GtkWidget  *widget,
                                  NnStyle    *style);
/* Calls changed (widget) when light or dark or the contrast changes, as long as
 * widget lives. */
void   imagette_look_watch       (GtkWidget  *widget,
                                  void      (*changed) (GtkWidget *widget));
/* Whether movement is welcome (the desktop's "reduced motion"). */
gboolean imagette_look_animates  (GtkWidget  *widget);
/* The colour of the widget's text; alpha dims it, but not where high contrast is asked for. */
void   imagette_look_text_color  (GtkWidget  *widget,
                                  double      alpha,
                                  GdkRGBA    *rgba);
void   imagette_look_rgba        (guint32     color,
                                  double      alpha,
                                  GdkRGBA    *rgba);
/* A value among others of magnitude m: as many decimals as tell them apart,
 * "-0.41" with a true minus sign. (transfer full) */
char  *imagette_look_number      (double      value,
                                  double      m);

/* A spoken label that follows fast numbers at reading speed: renewed at most
 * once a second and when the widget gets the focus. A plain member of the
 * widget, that calls changed () on each change and clear () in dispose. */
typedef struct
{
  GtkWidget *widget;
  char *(*describe) (GtkWidget *widget);
  guint timeout;
  gint64 spoken_at;
} ImagetteSpeech;

void   imagette_speech_init      (ImagetteSpeech *speech,
                                  GtkWidget      *widget,
                                  char         *(*describe) (GtkWidget *widget));
void   imagette_speech_changed   (ImagetteSpeech *speech);
void   imagette_speech_renew     (ImagetteSpeech *speech);
void   imagette_speech_clear     (ImagetteSpeech *speech);

G_END_DECLS

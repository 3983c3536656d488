/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/ours/imagette-our-window.h"

G_BEGIN_DECLS

/* Shared by imagette-our-window*.c. */
struct _ImagetteOurWindow
{
  AdwWindow parent_instance;

  ImagetteDigitPad *pad;
  ImagetteBallot *ballot;
  ImagetteOurWays *ways;
  ImagetteOurList *list;
  GtkWidget *name, *failure, *folder_button;

  NnOurDigits *digits;            /* NULL: the folder is broken */
  ImagetteOurScore *score;
  NnSession *session;
  ImagetteDisplay *display;
  guint8 drawing[NN_DIGIT_N_WAYS][NN_IMAGE_SIZE]; /* what is on the pad, made ready */
  gboolean blank;                 /* nothing is */
};

/* All of its widgets, not connected. */
void imagette_our_window_build   (ImagetteOurWindow *self);
/* Its buttons to the digits that are kept. */
void imagette_our_window_connect (ImagetteOurWindow *self);
/* The drawing, as this digit. */
void imagette_our_window_add     (ImagetteOurWindow *self,
                                  int                label);
/* All that is known; and asks the network for the rest. */
void imagette_our_window_show    (ImagetteOurWindow *self);
void imagette_our_window_ask     (ImagetteOurWindow *self);

G_END_DECLS

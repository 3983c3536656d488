/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* The window: header, pages, bottom bar; owns the session.
 *
 * Properties: "session" NnSession* (read-only), "narrow" gboolean (read-only),
 *   "projector" gboolean (read-only)
 */
#define IMAGETTE_TYPE_WINDOW (imagette_window_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteWindow, imagette_window, IMAGETTE, WINDOW, AdwApplicationWindow)

/* What the command line may ask of a window; a plain value, strings borrowed. */
typedef struct
{
  const char *data;               /* folder of the images; NULL: as preferences say */
  const char *model;              /* file to open; NULL: none */
  const char *page;               /* NULL: the page shown last */
  const guint64 *seed;            /* NULL: 1 */
  int width, height;              /* 0: as it was last */
} ImagetteWindowOptions;

ImagetteWindow  *imagette_window_new          (GtkApplication              *application,
                                               const ImagetteWindowOptions *options);
NnSession       *imagette_window_get_session  (ImagetteWindow              *self);  /* NULL before there are data */
ImagetteDisplay *imagette_window_get_display  (ImagetteWindow              *self);
/* The page of that name; NULL if there is none. */
ImagettePage    *imagette_window_get_page     (ImagetteWindow              *self,
                                               const char                  *name);
void             imagette_window_show_page    (ImagetteWindow              *self,
                                               const char                  *name);
/* Whether a window has a page of that name. */
gboolean         imagette_window_knows_page   (const char                  *name);
/* Reads a set of images (NULL: finds one) and starts a session on it. */
void             imagette_window_load_data    (ImagetteWindow              *self,
                                               const char                  *folder);
/* Likewise, and makes folder the preferred one ("": the images that come along) once its
 * images have been read and found good. */
void             imagette_window_change_data  (ImagetteWindow              *self,
                                               const char                  *folder);
void             imagette_window_set_dataset  (ImagetteWindow              *self,
                                               NnDataset                   *dataset);
/* A model, a run, or a picture; errors are shown and change nothing. */
void             imagette_window_open_file    (ImagetteWindow              *self,
                                               const char                  *path);
void             imagette_window_toast        (ImagetteWindow              *self,
                                               const char                  *text,
                                               const char                  *button,   /* may be NULL */
                                               const char                  *action);
/* TRUE while a file is being read or written. */
gboolean         imagette_window_is_busy      (ImagetteWindow              *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pages/imagette-display.h"
#include "pages/imagette-plan.h"
#include "pages/imagette-subject.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* What a page has to look at again. */
typedef enum
{
  IMAGETTE_CHANGE_SESSION  = 1 << 0,  /* another session: everything */
  IMAGETTE_CHANGE_FRAME    = 1 << 1,  /* weights, activations, evaluation, probe */
  IMAGETTE_CHANGE_CURVE    = 1 << 2,  /* losses, epochs */
  IMAGETTE_CHANGE_PROGRESS = 1 << 3,  /* place, state, speed, target */
  IMAGETTE_CHANGE_TIMELINE = 1 << 4,  /* moments, the one looked at */
  IMAGETTE_CHANGE_DISPLAY  = 1 << 5,  /* scope, colours, zoom */
  IMAGETTE_CHANGE_PLAN     = 1 << 6,  /* what the next start will be */
  IMAGETTE_CHANGE_STUDY    = 1 << 7,  /* a study's result, or its progress */
  IMAGETTE_CHANGE_ALL      = (1 << 8) - 1,
} ImagetteChange;

/* The base of all pages. It listens to session and display, and hands changes to
 * update () of its class while the page is shown; a hidden page costs nothing
 * and gets all it has missed at once when it is shown again.
 *
 * Signals: "run-changed" ()   its own run started or stopped
 */
#define IMAGETTE_TYPE_PAGE (imagette_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ImagettePage, imagette_page, IMAGETTE, PAGE, AdwBin)

struct _ImagettePageClass
{
  AdwBinClass parent_class;

  void (*update)     (ImagettePage  *self,
                      ImagetteChange changes);      /* only with a session */
  void (*set_narrow) (ImagettePage  *self,
                      gboolean       narrow);
  /* A page with a run of its own, a race: what the header's Run does there, and whether it
   * runs. NULL: the session's. */
  void (*toggle_run) (ImagettePage  *self);
  gboolean (*is_running) (ImagettePage *self);
  /* Escape: close what is open on the page; FALSE if nothing was. */
  gboolean (*leave)  (ImagettePage  *self);
  /* Writes what differs from "all of it, as the display has it". */
  void (*get_subject) (ImagettePage    *self,
                       ImagetteSubject *subject);
  /* What it shows that may be a secret: while it is one, the page is covered. */
  ImagetteHidden betrays;
};

NnSession       *imagette_page_get_session (ImagettePage    *self);     /* NULL before there are data */
ImagetteDisplay *imagette_page_get_display (ImagettePage    *self);
ImagettePlan    *imagette_page_get_plan    (ImagettePage    *self);
void             imagette_page_set_session (ImagettePage    *self,
                                            NnSession       *session);
void             imagette_page_set_display (ImagettePage    *self,
                                            ImagetteDisplay *display);
void             imagette_page_set_plan    (ImagettePage    *self,
                                            ImagettePlan    *plan);
/* Columns become rows. */
void             imagette_page_set_narrow  (ImagettePage    *self,
                                            gboolean         narrow);
gboolean         imagette_page_get_narrow  (ImagettePage    *self);
gboolean         imagette_page_has_run     (ImagettePage    *self);
void             imagette_page_toggle_run  (ImagettePage    *self);
gboolean         imagette_page_is_running  (ImagettePage    *self);
void             imagette_page_run_changed (ImagettePage    *self);
/* Of a page with sub-views; NULL: it has none. (transfer full) */
gboolean         imagette_page_has_view    (ImagettePage    *self,
                                            const char      *name);
void             imagette_page_set_view    (ImagettePage    *self,
                                            const char      *name);
char            *imagette_page_dup_view    (ImagettePage    *self);
gboolean         imagette_page_leave       (ImagettePage    *self);
void             imagette_page_get_subject (ImagettePage    *self,
                                            ImagetteSubject *subject);
/* Covers the page while what it betrays is a secret; done by itself as the display changes. */
void             imagette_page_renew_veil  (ImagettePage    *self);
/* Flushes what has been kept back, shown or not (for pictures of a page, and tests). */
void             imagette_page_flush       (ImagettePage    *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"

G_BEGIN_DECLS

/* A page of sub-views, of which one is shown. A sub-view is an ImagettePage of its own, and is told
 * of changes only while it is the one that is shown.
 *
 * Properties: "view" char*   the name of the sub-view shown, read-write; a name that none has is
 *                            ignored
 */
#define IMAGETTE_TYPE_VIEWS_PAGE (imagette_views_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ImagetteViewsPage, imagette_views_page, IMAGETTE, VIEWS_PAGE, ImagettePage)

struct _ImagetteViewsPageClass
{
  ImagettePageClass parent_class;

  void (*view_changed) (ImagetteViewsPage *self);       /* may be NULL */
};

/* In init (): the views in their order, then what is above them. */
ImagettePage *imagette_views_page_add          (ImagetteViewsPage *self,
                                                const char        *name,
                                                const char        *title,
                                                GType              type);
/* The row of their titles; in a narrow window it scrolls. (transfer floating) */
GtkWidget    *imagette_views_page_new_switcher (ImagetteViewsPage *self,
                                                const char        *tooltip);
/* head: gone in projector mode; scrolls: the views do, where they are too tall. */
void          imagette_views_page_fill         (ImagetteViewsPage *self,
                                                GtkWidget         *head,
                                                gboolean           scrolls);
/* NULL if there is none of that name. */
ImagettePage *imagette_views_page_get_view     (ImagetteViewsPage *self,
                                                const char        *name);
const char   *imagette_views_page_get_shown    (ImagetteViewsPage *self);
/* From 0. FALSE: it has not so many. */
gboolean      imagette_views_page_show_nth     (ImagetteViewsPage *self,
                                                int                n);

G_END_DECLS

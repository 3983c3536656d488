/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-convolution-page.h"

#include "pages/convolution/imagette-line-view.h"
#include "pages/convolution/imagette-plane-view.h"
#include "pages/convolution/imagette-stack-view.h"

#include <glib/gi18n-lib.h>

struct _ImagetteConvolutionPage
{
  ImagetteViewsPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ImagetteConvolutionPage, imagette_convolution_page, IMAGETTE_TYPE_VIEWS_PAGE)

/* The sub-views: a pair of files each, and a line here. */
static const struct
{
  const char *name, *title;
  GType (*get_type) (void);
} view_table[] = {
  { "line", N_("One dimension"), imagette_line_view_get_type },
  { "plane", N_("Two dimensions"), imagette_plane_view_get_type },
  { "stack", N_("Channels"), imagette_stack_view_get_type },
};

static void
imagette_convolution_page_class_init (ImagetteConvolutionPageClass *class)
{
}

static void
imagette_convolution_page_init (ImagetteConvolutionPage *self)
{
  ImagetteViewsPage *views = IMAGETTE_VIEWS_PAGE (self);

  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    imagette_views_page_add (views, view_table[i].name, _(view_table[i].title),
                             view_table[i].get_type ());
  imagette_views_page_fill (
    views, imagette_views_page_new_switcher (views, _("In how many dimensions")), FALSE);
}

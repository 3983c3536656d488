/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-features-page.h"

#include "pages/features/imagette-evolution-view.h"
#include "pages/features/imagette-feature-head.h"
#include "pages/features/imagette-figure2-view.h"
#include "pages/features/imagette-hands-view.h"
#include "pages/features/imagette-invariance-view.h"
#include "pages/features/imagette-map-view.h"
#include "pages/features/imagette-maxima-view.h"
#include "pages/features/imagette-occlusion-view.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteFeaturesPage
{
  ImagetteViewsPage parent_instance;

  GtkStack *controls;             /* of the view shown, beside the switcher */
};

G_DEFINE_FINAL_TYPE (ImagetteFeaturesPage, imagette_features_page, IMAGETTE_TYPE_VIEWS_PAGE)

/* The sub-views: a pair of files each, and a line here. get_controls gives what is
 * shown beside the switcher while the view is; it may be NULL. */
static const struct
{
  const char *name, *title;
  GType (*get_type) (void);
  GtkWidget *(*get_controls) (ImagettePage *view);
} view_table[] = {
  { "figure2", N_("Figure 2"), imagette_figure2_view_get_type, imagette_figure2_view_get_controls },
  { "maxima", N_("Ideal"), imagette_maxima_view_get_type, imagette_maxima_view_get_controls },
  { "evolution", N_("Evolution"), imagette_evolution_view_get_type,
    imagette_evolution_view_get_controls },
  { "occlusion", N_("Occlusion"), imagette_occlusion_view_get_type,
    imagette_occlusion_view_get_controls },
  { "invariance", N_("Invariance"), imagette_invariance_view_get_type,
    imagette_invariance_view_get_controls },
  { "map", N_("Map of digits"), imagette_map_view_get_type, imagette_map_view_get_controls },
  { "hands", N_("Filter by hand"), imagette_hands_view_get_type, NULL },
};

static void
imagette_features_page_view_changed (ImagetteViewsPage *page)
{
  ImagetteFeaturesPage *self = IMAGETTE_FEATURES_PAGE (page);
  const char *name = imagette_views_page_get_shown (page);
  GtkWidget *controls = name != NULL ? gtk_stack_get_child_by_name (self->controls, name) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->controls), controls != NULL);
  if (controls != NULL)
    gtk_stack_set_visible_child (self->controls, controls);
}

static void
imagette_features_page_set_narrow (ImagettePage *page,
                                   gboolean      narrow)
{
  GtkWidget *views = gtk_widget_get_parent (GTK_WIDGET (
    imagette_views_page_get_view (IMAGETTE_VIEWS_PAGE (page), view_table[0].name)));

  imagette_parts_let_scroll (views, narrow);
  IMAGETTE_PAGE_CLASS (imagette_features_page_parent_class)->set_narrow (page, narrow);
}

/* A sub-view is an export of the same name, unless it knows better; of the hands, what they have
 * drawn. */
static void
imagette_features_page_get_subject (ImagettePage    *page,
                                    ImagetteSubject *subject)
{
  const char *name = imagette_views_page_get_shown (IMAGETTE_VIEWS_PAGE (page));

  IMAGETTE_PAGE_CLASS (imagette_features_page_parent_class)->get_subject (page, subject);
  if (g_str_equal (subject->what, "all"))
    subject->what = g_str_equal (name, "hands") ? "c1-filters" : name;
}

static void
imagette_features_page_class_init (ImagetteFeaturesPageClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  page_class->set_narrow = imagette_features_page_set_narrow;
  page_class->get_subject = imagette_features_page_get_subject;
  IMAGETTE_VIEWS_PAGE_CLASS (class)->view_changed = imagette_features_page_view_changed;
}

static void
add_views (ImagetteFeaturesPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    {
      ImagettePage *view = imagette_views_page_add (IMAGETTE_VIEWS_PAGE (self), view_table[i].name,
                                                    _(view_table[i].title),
                                                    view_table[i].get_type ());
      GtkWidget *controls = NULL;

      if (view_table[i].get_controls != NULL)
        controls = view_table[i].get_controls (view);
      if (controls != NULL)
        gtk_stack_add_named (self->controls, controls, view_table[i].name);
    }
}

static void
imagette_features_page_init (ImagetteFeaturesPage *self)
{
  GtkWidget *controls = gtk_scrolled_window_new ();

  self->controls = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->controls, FALSE);
  add_views (self);
  /* A row of controls does not fit a narrow window, either. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (controls), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (controls), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (controls), GTK_WIDGET (self->controls));
  imagette_views_page_fill (
    IMAGETTE_VIEWS_PAGE (self),
    imagette_feature_head_new (imagette_views_page_new_switcher (IMAGETTE_VIEWS_PAGE (self),
                                                                 _("Which pictures are shown")),
                               controls), TRUE);
}

ImagettePage *
imagette_features_page_get_view (ImagetteFeaturesPage *self,
                                 const char           *name)
{
  return imagette_views_page_get_view (IMAGETTE_VIEWS_PAGE (self), name);
}

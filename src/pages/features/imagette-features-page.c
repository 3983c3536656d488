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
  ImagettePage parent_instance;

  GtkWidget *head;                /* the switcher, and the controls of the view shown */
  GtkStack *views, *controls;
};

enum { PROP_0, PROP_VIEW, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ImagetteFeaturesPage, imagette_features_page, IMAGETTE_TYPE_PAGE)

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

ImagettePage *
imagette_features_page_get_view (ImagetteFeaturesPage *self,
                                 const char           *name)
{
  GtkWidget *view;

  g_return_val_if_fail (IMAGETTE_IS_FEATURES_PAGE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  view = gtk_stack_get_child_by_name (self->views, name);
  return view != NULL ? IMAGETTE_PAGE (view) : NULL;
}

static void
view_changed_cb (ImagetteFeaturesPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->views);
  GtkWidget *controls = name != NULL ? gtk_stack_get_child_by_name (self->controls, name) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->controls), controls != NULL);
  if (controls != NULL)
    gtk_stack_set_visible_child (self->controls, controls);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
imagette_features_page_update (ImagettePage  *page,
                               ImagetteChange changes)
{
  ImagetteFeaturesPage *self = IMAGETTE_FEATURES_PAGE (page);

  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    {
      ImagettePage *view = imagette_features_page_get_view (self, view_table[i].name);

      imagette_page_set_display (view, imagette_page_get_display (page));
      imagette_page_set_plan (view, imagette_page_get_plan (page));
      imagette_page_set_session (view, imagette_page_get_session (page));
    }
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (self->head,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
}

static void
imagette_features_page_set_narrow (ImagettePage *page,
                                   gboolean      narrow)
{
  ImagetteFeaturesPage *self = IMAGETTE_FEATURES_PAGE (page);

  imagette_parts_let_scroll (GTK_WIDGET (self->views), narrow);
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    imagette_page_set_narrow (imagette_features_page_get_view (self, view_table[i].name), narrow);
}

static gboolean
imagette_features_page_leave (ImagettePage *page)
{
  GtkWidget *view = gtk_stack_get_visible_child (IMAGETTE_FEATURES_PAGE (page)->views);

  return view != NULL && imagette_page_leave (IMAGETTE_PAGE (view));
}

/* A sub-view is an export of the same name, unless it knows better; of the hands, what they have
 * drawn. */
static void
imagette_features_page_get_subject (ImagettePage    *page,
                                    ImagetteSubject *subject)
{
  GtkWidget *view = gtk_stack_get_visible_child (IMAGETTE_FEATURES_PAGE (page)->views);
  const char *name = gtk_stack_get_visible_child_name (IMAGETTE_FEATURES_PAGE (page)->views);

  imagette_page_get_subject (IMAGETTE_PAGE (view), subject);
  if (g_str_equal (subject->what, "all"))
    subject->what = g_str_equal (name, "hands") ? "c1-filters" : name;
}

static void
imagette_features_page_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  ImagetteFeaturesPage *self = IMAGETTE_FEATURES_PAGE (object);
  const char *name = g_value_get_string (value);

  if (id != PROP_VIEW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (name != NULL && gtk_stack_get_child_by_name (self->views, name) != NULL)
    gtk_stack_set_visible_child_name (self->views, name);
}

static void
imagette_features_page_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, gtk_stack_get_visible_child_name (
                                 IMAGETTE_FEATURES_PAGE (object)->views));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_features_page_class_init (ImagetteFeaturesPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  object_class->set_property = imagette_features_page_set_property;
  object_class->get_property = imagette_features_page_get_property;
  page_class->update = imagette_features_page_update;
  page_class->set_narrow = imagette_features_page_set_narrow;
  page_class->leave = imagette_features_page_leave;
  page_class->get_subject = imagette_features_page_get_subject;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
add_views (ImagetteFeaturesPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    {
      GtkWidget *view = g_object_new (view_table[i].get_type (), NULL);
      GtkWidget *controls = NULL;

      gtk_stack_add_titled (self->views, view, view_table[i].name, _(view_table[i].title));
      if (view_table[i].get_controls != NULL)
        controls = view_table[i].get_controls (IMAGETTE_PAGE (view));
      if (controls != NULL)
        gtk_stack_add_named (self->controls, controls, view_table[i].name);
    }
}

/* Seven names and more, or a row of controls, do not fit a narrow window: they scroll. */
static GtkWidget *
scrolled (GtkWidget *child)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  return window;
}

/* Where the panes of a view lie below one another, or the text is large, they scroll. */
static GtkWidget *
scrolled_down (GtkWidget *views)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), views);
  return window;
}

static void
imagette_features_page_init (ImagetteFeaturesPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->views = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->views, FALSE);
  gtk_stack_set_vhomogeneous (self->views, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->views), TRUE);
  self->controls = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->controls, FALSE);
  add_views (self);

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->views);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "views");
  gtk_widget_set_tooltip_text (switcher, _("Which pictures are shown"));

  self->head = imagette_feature_head_new (scrolled (switcher),
                                          scrolled (GTK_WIDGET (self->controls)));
  gtk_widget_add_css_class (box, "page");
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), scrolled_down (GTK_WIDGET (self->views)));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb),
                            self);
  view_changed_cb (self);
}

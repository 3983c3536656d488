/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-views-page.h"

typedef struct
{
  GtkWidget *head;
  GtkStack *views;
} ImagetteViewsPagePrivate;

enum { PROP_0, PROP_VIEW, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ImagetteViewsPage, imagette_views_page, IMAGETTE_TYPE_PAGE)

#define VIEWS(self) \
  (((ImagetteViewsPagePrivate *) imagette_views_page_get_instance_private ( \
      IMAGETTE_VIEWS_PAGE (self)))->views)

static ImagettePage *
get_shown (ImagettePage *page)
{
  return IMAGETTE_PAGE (gtk_stack_get_visible_child (VIEWS (page)));
}

static void
view_changed_cb (ImagetteViewsPage *self)
{
  if (IMAGETTE_VIEWS_PAGE_GET_CLASS (self)->view_changed != NULL)
    IMAGETTE_VIEWS_PAGE_GET_CLASS (self)->view_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* ---- a page ---- */

static void
imagette_views_page_update (ImagettePage  *page,
                            ImagetteChange changes)
{
  ImagetteViewsPagePrivate *priv = imagette_views_page_get_instance_private (IMAGETTE_VIEWS_PAGE (page));

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (priv->views)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      imagette_page_set_display (IMAGETTE_PAGE (child), imagette_page_get_display (page));
      imagette_page_set_plan (IMAGETTE_PAGE (child), imagette_page_get_plan (page));
      imagette_page_set_session (IMAGETTE_PAGE (child), imagette_page_get_session (page));
    }
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (priv->head,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
}

static void
imagette_views_page_set_narrow (ImagettePage *page,
                                gboolean      narrow)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (VIEWS (page))); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    imagette_page_set_narrow (IMAGETTE_PAGE (child), narrow);
}

static gboolean
imagette_views_page_leave (ImagettePage *page)
{
  return imagette_page_leave (get_shown (page));
}

static void
imagette_views_page_get_subject (ImagettePage    *page,
                                 ImagetteSubject *subject)
{
  imagette_page_get_subject (get_shown (page), subject);
}

/* ---- GObject ---- */

static void
imagette_views_page_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ImagetteViewsPage *self = IMAGETTE_VIEWS_PAGE (object);
  const char *name = g_value_get_string (value);

  if (id != PROP_VIEW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (name != NULL && imagette_views_page_get_view (self, name) != NULL)
    gtk_stack_set_visible_child_name (VIEWS (self), name);
}

static void
imagette_views_page_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, imagette_views_page_get_shown (IMAGETTE_VIEWS_PAGE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_views_page_class_init (ImagetteViewsPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  object_class->set_property = imagette_views_page_set_property;
  object_class->get_property = imagette_views_page_get_property;
  page_class->update = imagette_views_page_update;
  page_class->set_narrow = imagette_views_page_set_narrow;
  page_class->leave = imagette_views_page_leave;
  page_class->get_subject = imagette_views_page_get_subject;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
imagette_views_page_init (ImagetteViewsPage *self)
{
  ImagetteViewsPagePrivate *priv = imagette_views_page_get_instance_private (self);

  priv->views = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (priv->views, FALSE);
  gtk_stack_set_vhomogeneous (priv->views, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (priv->views), TRUE);
}

/* ---- public ---- */

ImagettePage *
imagette_views_page_add (ImagetteViewsPage *self,
                         const char        *name,
                         const char        *title,
                         GType              type)
{
  GtkWidget *view = g_object_new (type, NULL);

  gtk_stack_add_titled (VIEWS (self), view, name, title);
  return IMAGETTE_PAGE (view);
}

static GtkWidget *
scrolled (GtkWidget    *child,
          GtkPolicyType across,
          GtkPolicyType down)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), across, down);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), child);
  return window;
}

GtkWidget *
imagette_views_page_new_switcher (ImagetteViewsPage *self,
                                  const char        *tooltip)
{
  GtkWidget *switcher = gtk_stack_switcher_new (), *window;

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), VIEWS (self));
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "views");
  gtk_widget_set_tooltip_text (switcher, tooltip);
  window = scrolled (switcher, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (window), TRUE);
  return window;
}

void
imagette_views_page_fill (ImagetteViewsPage *self,
                          GtkWidget         *head,
                          gboolean           scrolls)
{
  ImagetteViewsPagePrivate *priv = imagette_views_page_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *views = GTK_WIDGET (priv->views);

  priv->head = head;
  gtk_widget_add_css_class (box, "page");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), scrolls ? scrolled (views, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC)
                                         : views);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (priv->views, "notify::visible-child", G_CALLBACK (view_changed_cb), self);
  view_changed_cb (self);
}

ImagettePage *
imagette_views_page_get_view (ImagetteViewsPage *self,
                              const char        *name)
{
  GtkWidget *view;

  g_return_val_if_fail (IMAGETTE_IS_VIEWS_PAGE (self) && name != NULL, NULL);

  view = gtk_stack_get_child_by_name (VIEWS (self), name);
  return view != NULL ? IMAGETTE_PAGE (view) : NULL;
}

const char *
imagette_views_page_get_shown (ImagetteViewsPage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VIEWS_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (VIEWS (self));
}

gboolean
imagette_views_page_show_nth (ImagetteViewsPage *self,
                              int                n)
{
  GtkWidget *child;

  g_return_val_if_fail (IMAGETTE_IS_VIEWS_PAGE (self) && n >= 0, FALSE);

  child = gtk_widget_get_first_child (GTK_WIDGET (VIEWS (self)));
  while (child != NULL && n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_stack_set_visible_child (VIEWS (self), child);
  return child != NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-convolution-page.h"

#include "pages/convolution/imagette-line-view.h"
#include "pages/convolution/imagette-plane-view.h"
#include "pages/convolution/imagette-stack-view.h"

#include <glib/gi18n-lib.h>

struct _ImagetteConvolutionPage
{
  ImagettePage parent_instance;

  GtkWidget *head;                /* the switcher; in a narrow window it scrolls */
  GtkStack *views;
};

enum { PROP_0, PROP_VIEW, N_PROPS };
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ImagetteConvolutionPage, imagette_convolution_page, IMAGETTE_TYPE_PAGE)

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

ImagettePage *
imagette_convolution_page_get_view (ImagetteConvolutionPage *self,
                                    const char              *name)
{
  GtkWidget *view;

  g_return_val_if_fail (IMAGETTE_IS_CONVOLUTION_PAGE (self), NULL);

  view = gtk_stack_get_child_by_name (self->views, name);
  return view != NULL ? IMAGETTE_PAGE (view) : NULL;
}

static void
view_changed_cb (ImagetteConvolutionPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
imagette_convolution_page_update (ImagettePage  *page,
                                  ImagetteChange changes)
{
  ImagetteConvolutionPage *self = IMAGETTE_CONVOLUTION_PAGE (page);

  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    {
      ImagettePage *view = imagette_convolution_page_get_view (self, view_table[i].name);

      imagette_page_set_display (view, imagette_page_get_display (page));
      imagette_page_set_plan (view, imagette_page_get_plan (page));
      imagette_page_set_session (view, imagette_page_get_session (page));
    }
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (self->head,
                            !imagette_display_get_projector (imagette_page_get_display (page)));
}

static void
imagette_convolution_page_set_narrow (ImagettePage *page,
                                      gboolean      narrow)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    imagette_page_set_narrow (imagette_convolution_page_get_view (IMAGETTE_CONVOLUTION_PAGE (page),
                                                                  view_table[i].name), narrow);
}

static void
imagette_convolution_page_set_property (GObject      *object,
                                        guint         id,
                                        const GValue *value,
                                        GParamSpec   *pspec)
{
  ImagetteConvolutionPage *self = IMAGETTE_CONVOLUTION_PAGE (object);
  const char *name = g_value_get_string (value);

  if (id != PROP_VIEW)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (name != NULL && imagette_convolution_page_get_view (self, name) != NULL)
    gtk_stack_set_visible_child_name (self->views, name);
}

static void
imagette_convolution_page_get_property (GObject    *object,
                                        guint       id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_string (value, gtk_stack_get_visible_child_name (
                                 IMAGETTE_CONVOLUTION_PAGE (object)->views));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
imagette_convolution_page_class_init (ImagetteConvolutionPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = imagette_convolution_page_set_property;
  object_class->get_property = imagette_convolution_page_get_property;
  IMAGETTE_PAGE_CLASS (class)->update = imagette_convolution_page_update;
  IMAGETTE_PAGE_CLASS (class)->set_narrow = imagette_convolution_page_set_narrow;
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
imagette_convolution_page_init (ImagetteConvolutionPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *switcher = gtk_stack_switcher_new ();

  self->views = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->views, FALSE);
  gtk_stack_set_vhomogeneous (self->views, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->views), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (view_table); i++)
    gtk_stack_add_titled (self->views, g_object_new (view_table[i].get_type (), NULL),
                          view_table[i].name, _(view_table[i].title));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->views);
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_add_css_class (switcher, "views");
  gtk_widget_set_tooltip_text (switcher, _("In how many dimensions"));
  gtk_widget_add_css_class (box, "page");
  self->head = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->head), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->head), switcher);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->views));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (view_changed_cb),
                            self);
}

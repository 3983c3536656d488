/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-page.h"

/* A page with sub-views: a property "view", and a stack of pages by those names. */

static gboolean
has_stack_with (GtkWidget  *widget,
                const char *name)
{
  if (GTK_IS_STACK (widget)
      && IMAGETTE_IS_PAGE (gtk_stack_get_child_by_name (GTK_STACK (widget), name)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_stack_with (child, name))
      return TRUE;
  return FALSE;
}

static gboolean
has_views (ImagettePage *self)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (self), "view") != NULL;
}

gboolean
imagette_page_has_view (ImagettePage *self,
                        const char   *name)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self) && name != NULL, FALSE);
  return has_views (self) && has_stack_with (GTK_WIDGET (self), name);
}

void
imagette_page_set_view (ImagettePage *self,
                        const char   *name)
{
  g_return_if_fail (imagette_page_has_view (self, name));
  g_object_set (self, "view", name, NULL);
}

char *
imagette_page_dup_view (ImagettePage *self)
{
  char *name = NULL;

  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), NULL);
  if (has_views (self))
    g_object_get (self, "view", &name, NULL);
  return name;
}

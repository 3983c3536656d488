/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-views-page.h"

/* Of any page, sub-views or not. */

gboolean
imagette_page_has_view (ImagettePage *self,
                        const char   *name)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self) && name != NULL, FALSE);
  return IMAGETTE_IS_VIEWS_PAGE (self)
         && imagette_views_page_get_view (IMAGETTE_VIEWS_PAGE (self), name) != NULL;
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
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), NULL);
  return IMAGETTE_IS_VIEWS_PAGE (self)
           ? g_strdup (imagette_views_page_get_shown (IMAGETTE_VIEWS_PAGE (self))) : NULL;
}

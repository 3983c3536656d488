/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-page.h"

/* A page with a run of its own. */

gboolean
imagette_page_has_run (ImagettePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), FALSE);
  return IMAGETTE_PAGE_GET_CLASS (self)->toggle_run != NULL;
}

void
imagette_page_toggle_run (ImagettePage *self)
{
  g_return_if_fail (imagette_page_has_run (self));
  IMAGETTE_PAGE_GET_CLASS (self)->toggle_run (self);
}

gboolean
imagette_page_is_running (ImagettePage *self)
{
  g_return_val_if_fail (imagette_page_has_run (self), FALSE);
  return IMAGETTE_PAGE_GET_CLASS (self)->is_running (self);
}

void
imagette_page_run_changed (ImagettePage *self)
{
  g_return_if_fail (IMAGETTE_IS_PAGE (self));
  g_signal_emit_by_name (self, "run-changed");
}

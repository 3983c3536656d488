/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-views-page.h"

G_BEGIN_DECLS

/* What the network sees, one sub-view at a time: each in a pair of files of this folder, and a line
 * of this page's table. */
#define IMAGETTE_TYPE_FEATURES_PAGE (imagette_features_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFeaturesPage, imagette_features_page, IMAGETTE, FEATURES_PAGE,
                      ImagetteViewsPage)

/* The sub-view of that name, NULL if there is none. (transfer none) */
ImagettePage *imagette_features_page_get_view (ImagetteFeaturesPage *self,
                                               const char           *name);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The switcher of the views and the controls of the one shown: beside one another where both have
 * their natural width, else one below the other. Each may be as narrow as it can. */
#define IMAGETTE_TYPE_FEATURE_HEAD (imagette_feature_head_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFeatureHead, imagette_feature_head, IMAGETTE, FEATURE_HEAD, GtkWidget)

/* Takes both. (floating) */
GtkWidget *imagette_feature_head_new (GtkWidget *switcher,
                                      GtkWidget *controls);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scrolls its content, and finds the size at which it fills the room without
 * scrolling: the largest factor, in steps of a twentieth, whose content still fits,
 * times the zoom. Content sizes its tiles in whole factors below that. */
#define IMAGETTE_TYPE_FIT (imagette_fit_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteFit, imagette_fit, IMAGETTE, FIT, GtkWidget)

typedef void (*ImagetteFitFunc) (double factor, gpointer data);

GtkWidget *imagette_fit_new        (GtkWidget       *content,
                                    ImagetteFitFunc  apply,
                                    gpointer         data);
void       imagette_fit_set_zoom   (ImagetteFit     *self,
                                    double           zoom);
/* TRUE: only the width must fit, it scrolls down. */
void       imagette_fit_set_narrow (ImagetteFit     *self,
                                    gboolean         narrow);
/* TRUE: all of the height is for the content; when a notice takes some of it, it scrolls
 * down. FALSE (default): room for a notice is kept, so that no tile changes its size then. */
void       imagette_fit_set_tight  (ImagetteFit     *self,
                                    gboolean         tight);
/* Something else about the content changed its size: look again. */
void       imagette_fit_renew      (ImagetteFit     *self);
double     imagette_fit_get_factor (ImagetteFit     *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-session.h"

G_BEGIN_DECLS

/* Two cards: the confusion matrix, and the test digits it counts: all mistakes,
 * the most confident first, or those of the cell that was clicked. */
#define IMAGETTE_TYPE_MISTAKES (imagette_mistakes_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteMistakes, imagette_mistakes, IMAGETTE, MISTAKES, GtkBox)

GtkWidget *imagette_mistakes_new         (void);
void       imagette_mistakes_update      (ImagetteMistakes *self,
                                          NnSession        *session);
/* Shows the digits of one cell; -1, -1: all mistakes. */
void       imagette_mistakes_select      (ImagetteMistakes *self,
                                          int               given,
                                          int               predicted);
/* What digits are, and are read as, is not to be told: the gallery is left out. */
void       imagette_mistakes_set_secret  (ImagetteMistakes *self,
                                          gboolean          secret);
/* Test images in the gallery, in its order. */
GListModel *imagette_mistakes_get_items  (ImagetteMistakes *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/imagette-canvas.h"

G_BEGIN_DECLS

#define IMAGETTE_PRODUCTS_MAX 49

/* The products of one window, each in its place: "0.53 · 0.16", and where there is room what
 * that is. Tinted by what they add to the sum: warm for more, cool for less. */
#define IMAGETTE_TYPE_PRODUCTS (imagette_products_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteProducts, imagette_products, IMAGETTE, PRODUCTS, ImagetteCanvas)

GtkWidget *imagette_products_new (void);
/* inputs, weights: [rows][columns], at most 49, copied; rows 0: empty. */
void       imagette_products_set (ImagetteProducts *self,
                                  const float      *inputs,
                                  const float      *weights,
                                  int               rows,
                                  int               columns);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-tile.h"

G_BEGIN_DECLS

/* The probe digit's way through the network, all of it moving while it trains.
 *
 * Actions: "layers.draw"   opens the pad
 */
#define IMAGETTE_TYPE_LAYERS_PAGE (imagette_layers_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteLayersPage, imagette_layers_page, IMAGETTE, LAYERS_PAGE, ImagettePage)

/* The tile shown large; NULL: none. */
ImagetteTile *imagette_layers_page_get_opened (ImagetteLayersPage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "widgets/imagette-network-figure.h"

G_BEGIN_DECLS

/* LeNet as the paper of 1998 draws it, with the probe's maps on its planes; its rival in the
 * same drawing; what each layer is. */
#define IMAGETTE_TYPE_NETWORK_PAGE (imagette_network_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteNetworkPage, imagette_network_page, IMAGETTE, NETWORK_PAGE, ImagettePage)

ImagetteNetworkFigure *imagette_network_page_get_figure (ImagetteNetworkPage *self);
/* LeNet, or its rival: what the class looks at, whichever is trained. */
void                   imagette_network_page_show       (ImagetteNetworkPage *self,
                                                         NnArchitecture       architecture);

G_END_DECLS

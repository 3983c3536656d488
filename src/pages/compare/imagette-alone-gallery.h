/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-comparison.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The test digits that only one of the racers reads right, and what the other reads. */
#define IMAGETTE_TYPE_ALONE_GALLERY (imagette_alone_gallery_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteAloneGallery, imagette_alone_gallery, IMAGETTE, ALONE_GALLERY, AdwBin)

GtkWidget *imagette_alone_gallery_new (void);
/* Of the last finished heat; comparison may be NULL. */
void       imagette_alone_gallery_set (ImagetteAloneGallery *self,
                                       const NnComparison   *comparison);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A container that is painted anew as one rectangle when anything in it has
 * changed: for what moves all over, all the time. GTK paints what differs from
 * the frame before, rectangle by rectangle; but rectangles that lie side by side
 * are cut into bands, and past 30 bands GTK 4.8 paints the whole window. A few
 * sheets keep a page below that. It looks like its child. */
#define IMAGETTE_TYPE_SHEET (imagette_sheet_get_type ())
G_DECLARE_DERIVABLE_TYPE (ImagetteSheet, imagette_sheet, IMAGETTE, SHEET, AdwBin)

struct _ImagetteSheetClass
{
  AdwBinClass parent_class;
};

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/imagette-export.h"

G_BEGIN_DECLS

/* What a file will look like: its picture on white paper, or the beginning of its text. */
#define IMAGETTE_TYPE_EXPORT_PREVIEW (imagette_export_preview_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteExportPreview, imagette_export_preview, IMAGETTE, EXPORT_PREVIEW,
                      AdwBin)

GtkWidget *imagette_export_preview_new      (void);

void       imagette_export_preview_set_busy (ImagetteExportPreview      *self);
/* While it is busy; below 0: not known. */
void       imagette_export_preview_set_percent (ImagetteExportPreview   *self,
                                             int                         percent);
/* exported: NULL: nothing, because of an error. It is borrowed until the next call. */
void       imagette_export_preview_set      (ImagetteExportPreview      *self,
                                             const ImagetteExported     *exported,
                                             const ImagetteExportChoice *choice,
                                             const NnNetwork            *network);
/* Pixels of a picture that is no figure; else 0. */
void       imagette_export_preview_get_size (ImagetteExportPreview      *self,
                                             int                        *width,
                                             int                        *height);

G_END_DECLS

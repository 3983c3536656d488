/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/imagette-destination.h"
#include "datasets/nn-dataset.h"

G_BEGIN_DECLS

/* Worksheets with digits of the test set, as the PDF that "imagette-cli worksheet" writes. */
#define IMAGETTE_TYPE_WORKSHEET_DIALOG (imagette_worksheet_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteWorksheetDialog, imagette_worksheet_dialog, IMAGETTE,
                      WORKSHEET_DIALOG, AdwWindow)

ImagetteWorksheetDialog *imagette_worksheet_dialog_present (GtkWindow *parent,
                                                            NnDataset *dataset);
/* first: as it would be typed; language: "en", "fr" (for tests). */
void                 imagette_worksheet_dialog_choose (ImagetteWorksheetDialog *self,
                                                       const char              *first,
                                                       guint                    count,
                                                       const char              *language);
ImagetteDestination *imagette_worksheet_dialog_get_destination (ImagetteWorksheetDialog *self);
/* There is something to write, and it is not being made already. */
gboolean             imagette_worksheet_dialog_is_ready (ImagetteWorksheetDialog *self);

G_END_DECLS

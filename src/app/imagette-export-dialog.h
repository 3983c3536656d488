/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/imagette-export-options.h"
#include "pages/imagette-display.h"
#include "session/nn-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What to export, how, and where; with a picture of it, its name and its size.
 * Writes aside and renames, asks before it overwrites. */
#define IMAGETTE_TYPE_EXPORT_DIALOG (imagette_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteExportDialog, imagette_export_dialog, IMAGETTE, EXPORT_DIALOG, AdwWindow)

/* The state that is shown now is exported, also if training goes on. It begins with subject. */
ImagetteExportDialog *imagette_export_dialog_present  (GtkWindow            *parent,
                                                       NnSession            *session,
                                                       ImagetteDisplay      *display,
                                                       const ImagetteSubject *subject);
/* As imagette_export_options_choose () (for tests). */
void                  imagette_export_dialog_choose   (ImagetteExportDialog *self,
                                                       const char           *what,
                                                       const char           *format);
void                  imagette_export_dialog_set_folder (ImagetteExportDialog *self,
                                                       const char           *folder);
/* The full path that would be written, of several the first. (transfer full) */
char                 *imagette_export_dialog_get_path (ImagetteExportDialog *self);
ImagetteExportOptions *imagette_export_dialog_get_options (ImagetteExportDialog *self);
/* Everything is computed, and the button writes it. */
gboolean              imagette_export_dialog_is_ready (ImagetteExportDialog *self);

G_END_DECLS

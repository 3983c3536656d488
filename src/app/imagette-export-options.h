/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/imagette-export.h"
#include "pages/imagette-subject.h"

G_BEGIN_DECLS

/* What to export, and how: the rows of a choice, of which those are seen that matter.
 *
 * Signals: "changed" ()
 */
#define IMAGETTE_TYPE_EXPORT_OPTIONS (imagette_export_options_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteExportOptions, imagette_export_options, IMAGETTE, EXPORT_OPTIONS,
                      AdwBin)

GtkWidget *imagette_export_options_new         (void);

/* Offers what this network has, and begins with the subject; where that is not offered, with the
 * first. spec, scope, colors: those that are in force. */
void       imagette_export_options_set_network (ImagetteExportOptions *self,
                                                const NnNetwork       *network,
                                                const NnStudySpec     *spec,
                                                const ImagetteSubject *subject,
                                                NnScope                scope,
                                                NnColors               colors);
/* "c1-filters" …, "figure2", "curves", "weights"; format: "png" …, or NULL. */
void       imagette_export_options_choose      (ImagetteExportOptions *self,
                                                const char            *what,
                                                const char            *format);
void       imagette_export_options_set_tile    (ImagetteExportOptions *self,
                                                int                    tile);   /* from 0; -1: all */
/* Of a projection. */
void       imagette_export_options_set_gate    (ImagetteExportOptions *self,
                                                NnGate                 gate);
/* m of the views over all moments are left as they are. */
void       imagette_export_options_get         (ImagetteExportOptions *self,
                                                ImagetteExportChoice  *choice);
const char *imagette_export_options_get_what   (ImagetteExportOptions *self);
void       imagette_export_options_grab_focus  (ImagetteExportOptions *self);

G_END_DECLS

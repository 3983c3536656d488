/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define IMAGETTE_TYPE_APPLICATION (imagette_application_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteApplication, imagette_application, IMAGETTE, APPLICATION, AdwApplication)

ImagetteApplication *imagette_application_new (void);

G_END_DECLS

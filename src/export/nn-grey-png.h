/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Luminance over white paper, [height][width]. Equal parts of red, green and
 * blue give that very byte. Errors name the file. (transfer full) */
guint8  *nn_grey_png_read  (const char   *path,
                            int          *height,
                            int          *width,
                            GError      **error);
/* Replaces path whole or not at all. grey: [height][width]. One picture, one sequence of bytes. */
gboolean nn_grey_png_write (const char   *path,
                            const guint8 *grey,
                            int           height,
                            int           width,
                            GError      **error);
/* Ink as MNIST has it, light on black: dark writing is inverted, and the tone
 * of the paper becomes 0, the strongest ink 255. Overwrites grey. */
void     nn_grey_make_ink  (guint8       *grey,
                            int           height,
                            int           width);

G_END_DECLS

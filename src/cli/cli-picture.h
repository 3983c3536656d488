/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "export/nn-view.h"

G_BEGIN_DECLS

/* What the verbs share that write pictures of what a network does with a digit. */
#define CLI_MAX_SCALE 256         /* --scale: pixels a value */

/* That a mandatory option was given: "expected --output PATH, found none". */
gboolean cli_require      (const char       *text,
                           const char       *option,
                           const char       *example,
                           GError          **error);
/* --format (format, may be NULL), else what the output's name ends in, else PNG. */
gboolean cli_parse_format (const char       *format,
                           const char       *output,
                           NnFormat         *value,
                           GError          **error);
/* --probe: text is test:INDEX (test:0 if NULL) or the path of a PNG; data: of --data.
 * The probe, and what the network makes of it (transfer full). */
gboolean cli_look         (const char       *text,
                           const char       *data,
                           const NnNetwork  *network,
                           NnBackend         backend,
                           NnProbe         **probe,
                           NnActivations   **activations,
                           GError          **error);
/* Of a file that is there once it is whole. */
gboolean cli_write_bytes  (GBytes           *bytes,
                           const char       *output,
                           GError          **error);
/* The 28 rows of 28 numbers, "[[…],…]", "%.9g"; NaN and infinities as null. */
void     cli_append_map   (GString          *text,
                           const float      *map);
gboolean cli_write_figure (NnFigure         *figure,
                           NnFormat          format,
                           const char       *output,
                           GError          **error);

G_END_DECLS

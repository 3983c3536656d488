/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cli.h"
#include "export/nn-view.h"

G_BEGIN_DECLS

/* What the verbs share that write pictures of a network, or of what it does with a digit. */
#define CLI_MAX_SCALE 256         /* --scale: pixels a value */

/* Which of the options below a verb has, beside --output, --format and --language. */
typedef enum
{
  CLI_HAS_PROBE = 1 << 0,
  CLI_HAS_DATA = 1 << 1,
  CLI_HAS_COLORS = 1 << 2,
  CLI_HAS_SCALE = 1 << 3,
  CLI_HAS_NPY = 1 << 4,           /* numbers, beside pictures */
  CLI_HAS_JSON = 1 << 5,          /* so --output may be left out; the verb lists --json itself */
} CliPictureHas;

typedef struct
{
  CliPictureHas has;
  gboolean optional;              /* FILE may be left out */
  const char *ending;             /* of names, beside those of the formats: "gif"; NULL: none */
  int default_scale;              /* 0: as fits, and so says the help */
  /* As given; NULL: not. */
  char *probe, *data, *output, *format_name, *colors_name, *scale_name, *language_name;
  gboolean json;
  char **files;                   /* just one; optional: NULL if there is none */
  /* What they mean. */
  char *found;                    /* "gif", as the name of the output ends; NULL: it does not */
  NnFormat format;
  NnColors colors;
  int scale;
  const char *language;
} CliPicture;

/* cli_parse () of a verb that reads a FILE and writes a picture of it: the verb's own entries, then
 * those of the picture; checks them, and where the output goes. */
gboolean cli_picture_parse (CliPicture         *picture,
                            int                 argc,
                            char              **argv,
                            const char         *parameters,  /* "FILE" */
                            const char         *summary,
                            const char         *description, /* may be NULL */
                            const GOptionEntry *entries,
                            GError            **error);
/* That a mandatory option was given: "expected --output PATH, found none". */
gboolean cli_require      (const char       *text,
                           const char       *option,
                           const char       *example,
                           GError          **error);
/* The probe (test:0 if none was given), and what the network makes of it (transfer full). */
gboolean cli_look         (const CliPicture *picture,
                           const NnNetwork  *network,
                           NnBackend         backend,
                           NnProbe         **probe,
                           NnActivations   **activations,
                           GError          **error);
/* To --output, if it was given: a file that is there once it is whole. */
gboolean cli_write_picture (const CliPicture *picture,
                           GBytes           *bytes,
                           GError          **error);
gboolean cli_write_figure (const CliPicture *picture,
                           NnFigure         *figure,
                           GError          **error);
/* The 28 rows of 28 numbers, "[[…],…]", "%.9g"; NaN and infinities as null. */
void     cli_append_map   (GString          *text,
                           const float      *map);

G_END_DECLS

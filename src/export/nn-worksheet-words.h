/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a worksheet says. Not by gettext: it speaks the language that it is asked for, whatever
 * the desktop's. */
#define NN_WORKSHEET_EXERCISES 6

typedef struct
{
  const char *language;
  const char *sheet, *sheets;     /* "Worksheet", before its number; of several */
  const char *answers;            /* over a page of answers */
  const char *name;               /* to be filled in by the pupil */
  const char *page;
  struct { const char *title, *text; } exercises[NN_WORKSHEET_EXERCISES];
  const char *signal, *filter, *output, *relu, *pooled; /* beside rows of boxes */
  const char *image, *patch, *map;                      /* over squares of boxes */
  const char *first_cell;         /* before the sum of the first cell of the output */
  const char *answer;             /* before the answer to one patch */
  const char *best;               /* before the letter of the patch that is answered to most */
  const char *size_columns[5];    /* input, filter, padding, stride, output */
  const char *layer_columns[3];   /* layer, shape, parameters */
  const char *input, *convolution, *filters, *pooling, *stride, *dense, *units, *total;
} NnWorksheetWords;

/* NULL: "en". NULL is returned, and NN_ERROR_UNSUPPORTED set, for a language without words. */
const NnWorksheetWords *nn_worksheet_words (const char *language,
                                            GError    **error);

G_END_DECLS

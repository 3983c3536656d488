/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"

G_BEGIN_DECLS

/* The words of captions. Not by gettext: an export speaks the language that it
 * is asked for, whatever the desktop's, and equally from app and command line. */
typedef struct
{
  const char *language;
  const char *titles[NN_VIEW_N_PICTURES];      /* "C1 filters" … */
  const char *tile_titles[NN_VIEW_N_PICTURES]; /* "C1 filter %d"; of C3 with "%d" for the S2 map, too */
  const char *weights, *biases, *unit;  /* "%s weights", "%s biases", "%s unit", of a layer: "C5", … */
  const char *output;                   /* … or this one */
  const char *input, *all;
  const char *seed, *epoch, *update;    /* "seed" … */
  const char *test_digit, *drawing;
} NnViewWords;

/* NULL: "en". NULL is returned, and NN_ERROR_UNSUPPORTED set, for a language without words. */
const NnViewWords *nn_view_words (const char *language,
                                  GError    **error);

/* A view's own words: the one of language in a table of n structs of size bytes, each of which
 * begins with its language. There is one wherever nn_view_words () has it. */
gconstpointer      nn_view_find_words    (gconstpointer         table,
                                          gsize                 size,
                                          gsize                 n,
                                          const char           *language);
#define NN_VIEW_FIND_WORDS(table, language) \
  nn_view_find_words (table, sizeof *(table), G_N_ELEMENTS (table), language)

/* "C1 filters", "C5 weights", "All layers"; and of one tile, from 0: "C3 filter 5, S2 map 2".
 * (transfer full) */
char              *nn_view_title         (const NnViewWords    *words,
                                          NnView                view);
char              *nn_view_tile_title    (const NnViewWords    *words,
                                          NnView                view,
                                          int                   tile);
/* " · LeNet · test digit 17 · seed 1 · epoch 10 · update 9380": where a picture comes
 * from, as every caption ends. probe: NULL for what does not depend on a digit. */
void               nn_view_append_origin (GString              *text,
                                          const NnViewWords    *say,
                                          const NnTrainingSpec *training,
                                          const NnPlace        *place,
                                          NnProbe              *probe);
/* " · muted: C1.2 C3.5 · frozen: C3.16 · clipped: C1.1", which hands and the clip have done to
 * filters, counted from 1; nothing where they have done nothing. */
void               nn_view_append_hands  (GString              *text,
                                          const NnViewWords    *say,
                                          const NnNetwork      *network,
                                          const NnTrainingSpec *training);

G_END_DECLS

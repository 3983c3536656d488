/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-engine.h"
#include "session/nn-training.h"

G_BEGIN_DECLS

/* The moment in words: "the start", "batch 30", "epoch 2". (transfer full) */
char *imagette_words_moment  (const NnPlace *place);
/* Whether there is an answer: of a run that has diverged the outputs are no numbers. */
gboolean imagette_words_is_answer (const NnActivations *activations);
/* "It reads 7", with a sign where it is mistaken; "No answer". (transfer full) */
char *imagette_words_answer  (const NnActivations *activations,
                              gboolean             wrong);
/* What comes next: "second 9, margin 3.1", on two lines where there is room. (transfer full) */
char *imagette_words_second  (const NnActivations *activations,
                              gboolean             two_lines);
/* As the locale writes it: "0.38", "98.61 %" of 0.9861. (transfer full) */
char *imagette_words_number  (double value, int decimals);
char *imagette_words_percent (double fraction, int decimals);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* The moment in words: "the start", "batch 30", "epoch 2". (transfer full) */
char *imagette_words_moment (const NnPlace *place);

G_END_DECLS

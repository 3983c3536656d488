/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* Ten noisy patterns, easy to learn; the same bytes every time. */
NnDataset      *synthetic_dataset (guint n_train,
                                   guint n_test);
/* A fully connected network so small that an update takes some 10 µs. */
NnTrainingSpec  synthetic_spec    (void);
/* "sha256 update epoch position": equal strings, equal states. (transfer full) */
char           *describe_state    (const NnNetwork *network,
                                   const NnPlace   *place);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-snapshot.h"

G_BEGIN_DECLS

/* Curves as CSV: a line of names, then a line a point; numbers as %.9g in the
 * C locale, an unknown value (NaN) as an empty field, lines end in "\n". */

/* Of NnEpochPoint: epoch,train_loss,train_accuracy,test_loss,test_accuracy,seconds,
 * and hold_out_loss,hold_out_accuracy behind them if any point has them. (transfer full) */
char *nn_epochs_to_csv (GArray *epochs);
/* Of NnLossPoint: update,epoch,loss,accuracy; epoch is the place, in fractions. (transfer full) */
char *nn_losses_to_csv (GArray *losses);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/nn-figure.h"
#include "session/nn-comparison.h"

G_BEGIN_DECLS

/* The figure of question 1: test accuracy of both networks over epochs, over seconds and
 * over multiply-adds (means over the seeds), the table, and what the experiment shows.
 * comparison: with a heat at least. PNG, SVG, PDF: NN_ERROR_UNSUPPORTED for npy and for
 * a language without words. Seconds are measured, so no two comparisons give the same
 * bytes. (transfer full) */
GBytes *nn_comparison_view_serialize (const NnComparison *comparison,
                                      const char         *language,  /* "en" (also NULL), "fr" */
                                      NnFormat            format,
                                      GError            **error);

/* All epochs of all seeds and both networks: model,seed,epoch,multiply_adds,
 * train_loss,train_accuracy,test_loss,test_accuracy,seconds. Seconds and multiply-adds
 * (of forward passes) count from the start. (transfer full) */
char   *nn_comparison_to_csv         (const NnComparison *comparison);

/* "lenet", "mlp-784-70-84-10". (transfer full) */
char   *nn_comparison_name           (const NnComparison *comparison,
                                      NnRacer             racer);

G_END_DECLS

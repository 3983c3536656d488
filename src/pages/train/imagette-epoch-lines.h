/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"
#include "widgets/imagette-plot.h"

G_BEGIN_DECLS

/* The lines of the curves that have a point an epoch: accuracy on the test set and on what is held
 * out; and, of epochs whose batches are not known (those that a run file brought along), loss and
 * accuracy of the training. */
typedef struct
{
  ImagettePlot *loss_plot, *accuracy_plot; /* borrowed */
  int loss;                       /* series of loss_plot … */
  int train, test, held_out;      /* … and of accuracy_plot */
  GArray *shown;                  /* of NnEpochPoint: a copy, to notice a change */
  float first_batch;
} ImagetteEpochLines;

/* Adds its series to the plots. */
void     imagette_epoch_lines_init   (ImagetteEpochLines *self,
                                      ImagettePlot       *loss_plot,
                                      ImagettePlot       *accuracy_plot);
void     imagette_epoch_lines_clear  (ImagetteEpochLines *self);
/* epochs: of NnEpochPoint; first_batch: x of the first batch whose loss is known, INFINITY if there
 * is none. TRUE if epochs before it are shown by their points alone. */
gboolean imagette_epoch_lines_update (ImagetteEpochLines *self,
                                      GArray             *epochs,
                                      float               first_batch);

G_END_DECLS

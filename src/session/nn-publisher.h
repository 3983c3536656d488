/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-batch-step.h"
#include "session/nn-run.h"

G_BEGIN_DECLS

/* Turns the state of a run into snapshots and hands them over in a slot. All
 * functions are the trainer's, but for nn_publisher_take. */
typedef struct _NnPublisher NnPublisher;

/* What a snapshot says beside the run itself. */
typedef struct
{
  guint64 command;                /* serial of the last command done */
  NnState state;
  guint generation;               /* another one: all losses and epochs are sent again */
  guint target_epoch;
  guint stop_epoch;               /* where the run stops by itself … */
  NnBatchStep *step;              /* the last single one; borrowed, NULL: none */
  gboolean unsteady;              /* … but its present speed tells nothing about when */
} NnStatus;

NnPublisher *nn_publisher_new         (void);
void         nn_publisher_free        (NnPublisher    *publisher);
/* In every case: an older one that nobody took is replaced, its loss points go along. */
void         nn_publisher_put         (NnPublisher    *publisher,
                                       const NnRun    *run,
                                       NnProbe        *probe,
                                       const NnStatus *status);
/* The slot is empty, and 33 ms have passed since the last snapshot. */
gboolean     nn_publisher_is_due      (NnPublisher    *publisher);
/* When it is worth asking again; g_get_monotonic_time (). */
gint64       nn_publisher_get_next    (NnPublisher    *publisher);
/* For images a second. */
void         nn_publisher_start_clock (NnPublisher    *publisher);
void         nn_publisher_count       (NnPublisher    *publisher,
                                       guint           n_images);

/* For the main thread. (transfer full), NULL: nothing new. */
NnSnapshot  *nn_publisher_take        (NnPublisher    *publisher);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnPublisher, nn_publisher_free)

G_END_DECLS

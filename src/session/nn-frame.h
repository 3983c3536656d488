/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-training.h"

G_BEGIN_DECLS

/* The picture that the class puts in: a test digit, a drawing, a file. Immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  guint8 pixels[NN_IMAGE_SIZE];
  int index;                      /* in the test set, -1 for a drawing or a file */
  int label;                      /* -1 unknown */
  char *source;                   /* "test:17", "drawing", or a file's base name */
} NnProbe;

NnProbe *nn_probe_new   (const guint8 *pixels, int index, int label, const char *source);
NnProbe *nn_probe_ref   (NnProbe *probe);
void     nn_probe_unref (NnProbe *probe);

/* All that can be seen of one state of the network and one probe. Made by the
 * trainer (now) or the viewer (the past, a new probe while paused); immutable,
 * so that pages, tiles and exports hold it as long as they like. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 serial;                 /* grows with every frame of the process */
  NnPlace place;
  NnTrainingSpec spec;
  NnNetwork *network;
  NnProbe *probe;
  NnActivations *activations;     /* of the probe */
  NnEvaluation *evaluation;       /* latest one made at or before this state; NULL before the first */
} NnFrame;

NnFrame *nn_frame_ref   (NnFrame *frame);
void     nn_frame_unref (NnFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnProbe, nn_probe_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFrame, nn_frame_unref)

G_END_DECLS

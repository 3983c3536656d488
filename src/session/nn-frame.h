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
/* Image index of the test set, with its label. */
NnProbe *nn_probe_new_test (NnDataset *dataset, guint index);
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
  guint64 evaluation_update;      /* the update it was made at: shown accuracies say so when it is older */
} NnFrame;

/* Computes the probe's activations, so not on the main thread. network must not
 * change any more (a copy, a moment's). evaluation is NULL, for the maker to add. */
NnFrame *nn_frame_new   (NnEngine *engine, NnNetwork *network, const NnTrainingSpec *spec,
                         const NnPlace *place, NnProbe *probe);
/* The same of an image [28][28] in [0, 1] that is not the probe itself, but made of it. */
NnFrame *nn_frame_new_for_image (NnEngine *engine, NnNetwork *network, const NnTrainingSpec *spec,
                         const NnPlace *place, NnProbe *probe, const float *image);
NnFrame *nn_frame_ref   (NnFrame *frame);
void     nn_frame_unref (NnFrame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnProbe, nn_probe_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnFrame, nn_frame_unref)

G_END_DECLS

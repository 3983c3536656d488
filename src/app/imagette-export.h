/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "pages/imagette-subject.h"
#include "session/nn-session-studies.h"

G_BEGIN_DECLS

/* What an export is, without any window: from a state and a choice to bytes. */
typedef enum
{
  IMAGETTE_EXPORT_VIEW,           /* view.view in format */
  IMAGETTE_EXPORT_FIGURE2,        /* the strongest patches of a layer, and their projections */
  IMAGETTE_EXPORT_PROJECTION,     /* the one that is open */
  IMAGETTE_EXPORT_MAXIMA,         /* the images that the units of a layer answer to most */
  IMAGETTE_EXPORT_EVOLUTION,      /* the strip of all moments */
  IMAGETTE_EXPORT_FILM,           /* the same as one animated GIF */
  IMAGETTE_EXPORT_NUMBERED,       /* the same as a PNG a moment */
  IMAGETTE_EXPORT_OCCLUSION,
  IMAGETTE_EXPORT_MAP,            /* of the digits */
  IMAGETTE_EXPORT_INVARIANCE,
  IMAGETTE_EXPORT_NETWORK,        /* as it was drawn in 1998 */
  IMAGETTE_EXPORT_OTHER_NETWORK,  /* the one that it is compared with, without weights */
  IMAGETTE_EXPORT_EPOCHS,         /* the curve, a line an epoch: CSV */
  IMAGETTE_EXPORT_LOSSES,         /* the loss, a line a batch: CSV */
  IMAGETTE_EXPORT_WEIGHTS,        /* the model: safetensors */
  IMAGETTE_EXPORT_TENSORS,        /* the same as an npy a tensor */
} ImagetteExportKind;

typedef struct
{
  ImagetteExportKind kind;
  NnFormat format;                /* where there is a choice */
  NnViewSpec view;                /* scope, colors, scale and language are those of every kind */
  int layer;                      /* NnFeatureLayer of figure 2, the ideal images and the evolution;
                                     -1: all it has; NnMapLayer of the map */
  ImagetteSubject subject;        /* whose projection … */
  NnGate gate;                    /* … and which */
  gboolean margin;                /* occlusion: as NnOcclusionView */
  NnStudySpec study;              /* set of figure 2, occluder, maximiser */
} ImagetteExportChoice;

/* The state that is exported, as it was when it was taken, and the studies that have been
 * made of it so far. */
typedef struct _ImagetteExportState ImagetteExportState;

/* NULL if the session has no frame yet. What it has of this very state is not made again. */
ImagetteExportState *imagette_export_state_new   (NnSession           *session);
ImagetteExportState *imagette_export_state_ref   (ImagetteExportState *self);
void                 imagette_export_state_unref (ImagetteExportState *self);
NnFrame             *imagette_export_state_get_frame (ImagetteExportState *self);
/* Of the study that imagette_export_run () makes, from any thread; -1: not known. */
int                  imagette_export_state_get_percent (ImagetteExportState *self);

/* One file, or several that belong together. */
typedef struct
{
  GPtrArray *suffixes;            /* of char: before the extension, "" or "-01", "-c1.weight" … */
  GPtrArray *files;               /* of GBytes, as many */
  GBytes *picture;                /* a PNG to be shown of it; NULL: figure, or text */
  NnFigure *figure;               /* of a view, to be drawn; else NULL */
} ImagetteExported;

void                 imagette_exported_free      (ImagetteExported    *self);

/* Whether it takes a study, or a picture of thousands of tiles: not on the main thread. */
gboolean             imagette_export_is_slow     (const ImagetteExportChoice *choice);
/* (transfer full). NULL without an error: cancelled. Jobs of one state wait for one another. */
ImagetteExported    *imagette_export_run         (const ImagetteExportChoice *choice,
                                                  ImagetteExportState        *state,
                                                  GCancellable               *cancellable,
                                                  GError                    **error);

/* "lenet-seed1-epoch4-c1-filters.png", before any suffix. (transfer full) */
char                *imagette_export_suggest     (const ImagetteExportChoice *choice,
                                                  const NnFrame              *frame);
const char          *imagette_export_get_extension (const ImagetteExportChoice *choice);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImagetteExportState, imagette_export_state_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImagetteExported, imagette_exported_free)

G_END_DECLS

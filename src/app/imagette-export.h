/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "session/nn-session.h"

G_BEGIN_DECLS

/* What an export is, without any window: from a state and a choice to bytes. */
typedef enum
{
  IMAGETTE_EXPORT_VIEW,           /* view.view in view.format */
  IMAGETTE_EXPORT_EPOCHS,         /* the curve, a line an epoch: CSV */
  IMAGETTE_EXPORT_LOSSES,         /* the loss, a line a batch: CSV */
  IMAGETTE_EXPORT_WEIGHTS,        /* the model: safetensors */
} ImagetteExportKind;

typedef struct
{
  ImagetteExportKind kind;
  NnViewSpec view;
  NnFormat format;
} ImagetteExportChoice;

/* epochs, losses: as the session has them. (transfer full) */
GBytes     *imagette_export_serialize  (const ImagetteExportChoice *choice,
                                        NnFrame                    *frame,
                                        GArray                     *epochs,
                                        GArray                     *losses,
                                        GError                    **error);
NnFigure   *imagette_export_figure     (const ImagetteExportChoice *choice,
                                        NnFrame                    *frame,
                                        GError                    **error);
/* "lenet-seed1-epoch4-c1-filters.png". (transfer full) */
char       *imagette_export_suggest    (const ImagetteExportChoice *choice,
                                        NnFrame                    *frame);
const char *imagette_export_get_suffix (const ImagetteExportChoice *choice);

G_END_DECLS

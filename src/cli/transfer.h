/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-head.h"
#include "session/nn-feature-set.h"

G_BEGIN_DECLS

/* What a run of the verb transfer came to, for transfer.c and transfer-files.c. */
typedef struct
{
  guint epoch;
  NnHeadScore train, validation;
} TransferPoint;

typedef struct
{
  NnImageFolder *folder;
  NnBaseFile *base;
  NnFeatureSet *set;
  NnHead *head;
  NnFeatureSpec spec;
  GArray *curve;                  /* of TransferPoint */
  guint *predicted;               /* [n_validation], after the last epoch */
  float *probability;             /* [n_validation], of what was predicted */
  double baseline, seconds_features, seconds_head;
} Transfer;

void      transfer_clear       (Transfer       *transfer);
double    transfer_accuracy    (const Transfer *transfer);   /* of the last epoch */
/* Makes directory, and checks that all files can be written to it. */
gboolean  transfer_prepare     (const char     *directory,
                                GError        **error);
/* head.safetensors, curve.csv, validation.csv, files.csv, result.json, curve.png, curve.svg. */
gboolean  transfer_write       (const Transfer *transfer,
                                const char     *directory,
                                const char     *language,    /* of the figures: "en", "fr" */
                                GError        **error);
/* One object: train, validation, accuracy, baseline, …. (transfer full) */
GString  *transfer_to_json     (const Transfer *transfer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Transfer, transfer_clear)

G_END_DECLS

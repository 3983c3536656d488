/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "pages/train/imagette-mistakes.h"

G_BEGIN_DECLS

/* Loss and accuracy; confusion and mistakes; the settings of training. */
#define IMAGETTE_TYPE_TRAIN_PAGE (imagette_train_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteTrainPage, imagette_train_page, IMAGETTE, TRAIN_PAGE, ImagettePage)

ImagetteMistakes *imagette_train_page_get_mistakes (ImagetteTrainPage *self);

G_END_DECLS

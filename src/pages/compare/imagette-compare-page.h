/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-page.h"
#include "session/nn-contest.h"

G_BEGIN_DECLS

/* LeNet against a fully connected net of as many parameters: question 1 of the sheet. The
 * header's Run starts, pauses and resumes the race; the session's own run pauses meanwhile. */
#define IMAGETTE_TYPE_COMPARE_PAGE (imagette_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteComparePage, imagette_compare_page, IMAGETTE, COMPARE_PAGE,
                      ImagettePage)

/* NULL before there are data. */
NnContest *imagette_compare_page_get_contest (ImagetteComparePage *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-our-digits.h"
#include "nn/nn-evaluation.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Our digits as a gallery, who drew each, and what the network reads in it: those that are misread
 * first, or alone. The one that is chosen can be called another digit, or deleted.
 *
 * Signals: "relabel" (guint i, int label), "remove" (guint i), "undo" (), "opened" (guint i)
 */
#define IMAGETTE_TYPE_OUR_LIST (imagette_our_list_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOurList, imagette_our_list, IMAGETTE, OUR_LIST, AdwBin)

GtkWidget  *imagette_our_list_new       (void);
/* digits NULL: there are none. evaluation NULL, or of another number of digits: not read yet. */
void        imagette_our_list_show      (ImagetteOurList    *self,
                                         const NnOurDigits  *digits,
                                         const NnEvaluation *evaluation);
/* Chooses digit i, as a click on it does. */
void        imagette_our_list_choose    (ImagetteOurList    *self,
                                         guint               i);
/* Of ImagetteImageItem. (transfer none) */
GListModel *imagette_our_list_get_items (ImagetteOurList    *self);

G_END_DECLS

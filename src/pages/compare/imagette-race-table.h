/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-comparison.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The numbers of question 1: a row a question, a column a racer. */
#define IMAGETTE_TYPE_RACE_TABLE (imagette_race_table_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteRaceTable, imagette_race_table, IMAGETTE, RACE_TABLE, AdwBin)

GtkWidget *imagette_race_table_new (void);
/* What no finished heat tells yet is a dash. comparison: NULL empties it. */
void       imagette_race_table_set (ImagetteRaceTable  *self,
                                    const NnComparison *comparison);

G_END_DECLS

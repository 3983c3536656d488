/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "render/nn-tile.h"
#include "session/nn-features.h"

G_BEGIN_DECLS

/* What a page looks at just now: what an export begins with. A plain value. */
typedef struct
{
  const char *what;               /* as the export names it: "c1-maps", "figure2"; static */
  int tile;                       /* from 0, row-major in what the picture shows; -1: all */
  int layer;                      /* NnFeatureLayer, NnMapLayer; -1: all */
  int scope;                      /* NnScope; -1: as the display has it */
  int map;                        /* of layer: whose projection is open; -1: none is */
  NnPatch patch;                  /* which one … */
  NnSet set;                      /* … of which images */
  gboolean margin;                /* of an occlusion: the margin, not the probability */
} ImagetteSubject;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-view.h"
#include "session/nn-digit-map.h"

G_BEGIN_DECLS

/* The map of the digits on one page: each test digit as a figure in its class's colour,
 * mistakes ringed, what the axes explain of the variance; below, layer and origin.
 * An extension: Zeiler and Fergus have no such figure.
 *
 * language: "en" (also NULL), "fr". PNG, SVG or PDF. NN_ERROR_UNSUPPORTED for a language
 * without words and for npy. (transfer full) */
GBytes *nn_digit_map_view_serialize (const NnDigitMap     *map,
                                     const NnTrainingSpec *training,
                                     const NnPlace        *place,
                                     const char           *language,
                                     NnFormat              format,
                                     GError              **error);

G_END_DECLS

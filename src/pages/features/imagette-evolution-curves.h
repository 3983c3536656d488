/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/nn-evolution.h"
#include "session/nn-session.h"
#include "widgets/imagette-plot.h"

G_BEGIN_DECLS

typedef enum
{
  IMAGETTE_CURVE_RMS,             /* of the weights */
  IMAGETTE_CURVE_STEP,            /* of their change since the moment before */
  IMAGETTE_CURVE_CHANGE,          /* of their change since the start */
} ImagetteCurveKind;

/* What the weights of a layer's filters did over the moments: a thin line a filter, the chosen
 * one strong, and the means of C1 and of C3, so that the class can see which layer comes to
 * rest first. */
#define IMAGETTE_TYPE_EVOLUTION_CURVES (imagette_evolution_curves_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteEvolutionCurves, imagette_evolution_curves, IMAGETTE,
                      EVOLUTION_CURVES, AdwBin)

GtkWidget    *imagette_evolution_curves_new      (void);

/* moments: of NnMoment, a column each, referenced; NULL: nothing is there yet. Weights need no
 * study: the curves are there before the pictures are. */
void          imagette_evolution_curves_set      (ImagetteEvolutionCurves *self,
                                                  GPtrArray               *moments,
                                                  int                      layer);
void          imagette_evolution_curves_set_kind (ImagetteEvolutionCurves *self,
                                                  ImagetteCurveKind        kind);
/* The strong filter, and the column of the mark; -1: none. */
void          imagette_evolution_curves_choose   (ImagetteEvolutionCurves *self,
                                                  int                      map,
                                                  int                      column);
/* Series: C1's mean, C3's mean, the chosen one, then every filter. */
ImagettePlot *imagette_evolution_curves_get_plot (ImagetteEvolutionCurves *self);

G_END_DECLS

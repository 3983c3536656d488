/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-study-kind.h"

NnStudies
nn_study_kind_to_flag (NnViewKind kind)
{
  switch (kind)
    {
    case NN_VIEW_FEATURES:
      return NN_STUDY_FEATURES;
    case NN_VIEW_MAP:
      return NN_STUDY_MAP;
    case NN_VIEW_EVOLUTION:
      return NN_STUDY_EVOLUTION;
    case NN_VIEW_INVARIANCE:
      return NN_STUDY_INVARIANCE;
    case NN_VIEW_OCCLUSION:
      return NN_STUDY_OCCLUSION;
    case NN_VIEW_MAXIMA:
      return NN_STUDY_MAXIMA;
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_WEIGHT:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_CLIP_LESSON:
    case NN_VIEW_N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

gboolean
nn_study_kind_needs_probe (NnViewKind kind)
{
  return kind == NN_VIEW_INVARIANCE || kind == NN_VIEW_OCCLUSION;
}

gboolean
nn_study_kind_is_possible (NnViewKind         kind,
                           const NnStudySpec *spec,
                           const NnNetwork   *network)
{
  switch (kind)
    {
    case NN_VIEW_FEATURES:
    case NN_VIEW_EVOLUTION:
      return nn_network_find_layer (network, "c1") != NULL;
    case NN_VIEW_MAP:
      return nn_digit_map_has_layer (network, spec->map_layer);
    case NN_VIEW_MAXIMA:
      return nn_maxima_has_layer (network, spec->maxima_layer);
    case NN_VIEW_OCCLUSION:
    case NN_VIEW_INVARIANCE:
    case NN_VIEW_LIVE:
    case NN_VIEW_PAST:
    case NN_VIEW_OCCLUDED:
    case NN_VIEW_TRANSFORMED:
    case NN_VIEW_WEIGHT:
    case NN_VIEW_EVALUATION:
    case NN_VIEW_CLIP_LESSON:
    case NN_VIEW_N_KINDS:
    default:
      return TRUE;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-study.h"

NnStudySpec
nn_study_spec_default (void)
{
  return (NnStudySpec) {
    .set = NN_SET_TEST,
    .occluder = nn_occluder_default (),
    .map_layer = NN_MAP_F6,
    .maxima_layer = NN_FEATURE_OUTPUT,
    .maximiser = nn_maximiser_default (),
  };
}

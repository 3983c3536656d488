/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "kernels/nnk-lanes.h"

/* What the tests of the lane kernels share. A shard is 16 images, whatever the
 * level: arrays are made image by image, computed in parts of `lanes` images, and
 * looked at image by image again. */

/* The levels this processor has, best first; NULL-terminated. At least the baseline. */
const NnkLanes *const *lanes_levels (void);

float *lanes_alloc   (gsize        n);            /* zeroed, 64-byte aligned; lanes_free () */
void   lanes_free    (gpointer     array);
float *lanes_random  (gsize        n);            /* in [-1, 1), the same on each run */

/* planar: [16][n] to lanes: [part][n][lane], and back. */
void   lanes_pack    (const NnkLanes *k,
                      float          *lanes,
                      const float    *planar,
                      gsize           n);
void   lanes_unpack  (const NnkLanes *k,
                      float          *planar,
                      const float    *lanes,
                      gsize           n);

/* ‖a − b‖₂ <= limit · ‖b‖₂. */
void   lanes_assert_near (const float *a,
                          const float *b,
                          gsize        n,
                          double       limit);
/* Equal bits if both levels have fused multiply-adds, else near. */
void   lanes_assert_levels_agree (const NnkLanes *k,
                                  const float    *a,
                                  const NnkLanes *other,
                                  const float    *b,
                                  gsize           n);

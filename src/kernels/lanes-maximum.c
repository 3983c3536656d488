/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* The largest value of each map from what fused pooling leaves: the largest of the
 * windows' maxima, whose switch tells where in its window it stands. Windows are not
 * visited in the order of the map's rows, so among equals the lower place wins, and
 * not the one seen first. Places are small whole numbers, exact as floats. */

NNK_INLINE void
maximum_of_map (float         *value,
                int32_t       *place,
                const float   *pooled,
                const uint8_t *switches,
                int            height,
                int            width)
{
  nnv best = nnv_load (pooled), where = nnv_set1 (4.0f * (float) height * (float) width);
  nnvi out;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        nnv v = nnv_load (pooled);
        nnvi which = nnvi_load_bytes (switches);
        nnv at = __builtin_convertvector ((which >> 1) * (2 * width) + (which & 1)
                                            + (2 * y * 2 * width + 2 * x), nnv);
        nnv_mask take = nnv_gt (v, best) | (nnv_eq (v, best) & nnv_gt (where, at));

        best = nnv_select (take, v, best);
        where = nnv_select (take, at, where);
        pooled += NNK_LANES;
        switches += NNK_LANES;
      }
  nnv_store (value, best);
  out = __builtin_convertvector (where, nnvi);
  __builtin_memcpy (place, &out, sizeof out);
}

void
NNK_NAME (map_maximum) (float         *values,
                        int32_t       *places,
                        const float   *pooled,
                        const uint8_t *switches,
                        const NnkConv *conv)
{
  int height = nnk_pooled_height (conv), width = nnk_pooled_width (conv);

  for (int o = 0; o < conv->filters; o++)
    {
      int map = o * height * width * NNK_LANES;

      maximum_of_map (values + o * NNK_LANES, places + o * NNK_LANES, pooled + map, switches + map,
                      height, width);
    }
}

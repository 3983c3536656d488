/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-class-color.h"

#define CONTRAST 3.0
#define STEP 0.05

guint32
nn_class_color (int class)
{
  static const guint32 colors[NN_CLASS_COLORS] = {
    0x3f6fb0, 0xf28e2b, 0xd6404a, 0x3fb5b0, 0x4c9a3f, 0xedc948, 0xa05fa5, 0xff9da7, 0x8a5a3b, 0xa9a9a9,
  };

  g_return_val_if_fail (class >= 0 && class < NN_CLASS_COLORS, 0);
  return colors[class];
}

guint32
nn_class_ink (const NnStyle *style,
              int            class)
{
  guint32 color = nn_class_color (class), ink = color;

  for (double amount = STEP; nn_style_contrast (ink, style->background) < CONTRAST && amount <= 1;
       amount += STEP)
    ink = nn_style_mix (color, style->text, amount);
  return ink;
}

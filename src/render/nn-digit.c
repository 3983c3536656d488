/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-digit.h"

#include <math.h>
#include <string.h>

/* MNIST's digits have their centre of mass at this row and column, give or take half a pixel. */
#define CENTRE 14.0

typedef struct
{
  int left, top, right, bottom;   /* right and bottom are just outside */
} Box;

static gboolean
find_ink (const guint8 *ink, int height, int width, Box *box)
{
  guint8 darkest = 0;

  for (gsize i = 0; i < (gsize) height * width; i++)
    darkest = MAX (darkest, ink[i]);
  if (darkest == 0)
    return FALSE;

  *box = (Box) { width, height, 0, 0 };
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (ink[(gsize) y * width + x] > darkest / 8)
        {
          box->left = MIN (box->left, x);
          box->right = MAX (box->right, x + 1);
          box->top = MIN (box->top, y);
          box->bottom = MAX (box->bottom, y + 1);
        }
  return TRUE;
}

/* Mean over the rectangle [x0, x1) x [y0, y1), parts of pixels counted by their area. */
static double
area_mean (const guint8 *ink, int width, double x0, double y0, double x1, double y1)
{
  double sum = 0;

  for (int y = (int) floor (y0); y < y1; y++)
    {
      double part_y = MIN (y + 1, y1) - MAX (y, y0);

      for (int x = (int) floor (x0); x < x1; x++)
        sum += ink[(gsize) y * width + x] * part_y * (MIN (x + 1, x1) - MAX (x, x0));
    }
  return sum / ((x1 - x0) * (y1 - y0));
}

/* The box as small: [rows][columns], both at most NN_DIGIT_BOX. */
static void
shrink (const guint8 *ink, int width, const Box *box, int rows, int columns, guint8 *small)
{
  double step_y = (double) (box->bottom - box->top) / rows;
  double step_x = (double) (box->right - box->left) / columns;

  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        /* The last edge is the box's, not a product's rounding of it. */
        double y1 = y == rows - 1 ? box->bottom : box->top + (y + 1) * step_y;
        double x1 = x == columns - 1 ? box->right : box->left + (x + 1) * step_x;
        double mean = area_mean (ink, width, box->left + x * step_x, box->top + y * step_y, x1, y1);

        small[y * columns + x] = (guint8) CLAMP (floor (mean + 0.5), 0, 255);
      }
}

/* Rows or columns to shift by, so that the mean place comes nearest to the centre. */
static int
shift_of (double moment, double mass, int size)
{
  int shift = (int) floor (CENTRE - moment / mass + 0.5);

  return CLAMP (shift, 0, NN_DIGIT_SIDE - size);
}

static void
place (const guint8 *small, int rows, int columns, guint8 *digit)
{
  double mass = 0, moment_y = 0, moment_x = 0;
  int top, left;

  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      {
        mass += small[y * columns + x];
        moment_y += (double) y * small[y * columns + x];
        moment_x += (double) x * small[y * columns + x];
      }
  if (mass <= 0)
    return;

  top = shift_of (moment_y, mass, rows);
  left = shift_of (moment_x, mass, columns);
  for (int y = 0; y < rows; y++)
    memcpy (digit + (top + y) * NN_DIGIT_SIDE + left, small + y * columns, columns);
}

/* In place: as far as the border allows. */
static void
move_to_centre (guint8 *digit)
{
  guint8 moved[NN_DIGIT_SIDE * NN_DIGIT_SIDE] = { 0 };
  double mass = 0, moment_y = 0, moment_x = 0;
  Box box = { NN_DIGIT_SIDE, NN_DIGIT_SIDE, 0, 0 };
  int down, right;

  for (int y = 0; y < NN_DIGIT_SIDE; y++)
    for (int x = 0; x < NN_DIGIT_SIDE; x++)
      {
        guint8 value = digit[y * NN_DIGIT_SIDE + x];

        if (value == 0)
          continue;
        mass += value;
        moment_y += (double) y * value;
        moment_x += (double) x * value;
        box.left = MIN (box.left, x);
        box.right = MAX (box.right, x + 1);
        box.top = MIN (box.top, y);
        box.bottom = MAX (box.bottom, y + 1);
      }
  down = CLAMP ((int) floor (CENTRE - moment_y / mass + 0.5), -box.top, NN_DIGIT_SIDE - box.bottom);
  right = CLAMP ((int) floor (CENTRE - moment_x / mass + 0.5), -box.left, NN_DIGIT_SIDE - box.right);
  for (int y = box.top; y < box.bottom; y++)
    memcpy (moved + (y + down) * NN_DIGIT_SIDE + box.left + right,
            digit + y * NN_DIGIT_SIDE + box.left, (gsize) (box.right - box.left));
  memcpy (digit, moved, sizeof moved);
}

gboolean
nn_prepare_digit (const guint8 *ink, int side, NnDigitWay way, guint8 *digit)
{
  const Box sheet = { 0, 0, side, side };
  gboolean any = FALSE;

  g_return_val_if_fail (ink != NULL && digit != NULL && side > 0, FALSE);

  if (way == NN_DIGIT_BOXED)
    return nn_center_digit (ink, side, side, digit);
  shrink (ink, side, &sheet, NN_DIGIT_SIDE, NN_DIGIT_SIDE, digit);
  for (int i = 0; i < NN_DIGIT_SIDE * NN_DIGIT_SIDE; i++)
    any |= digit[i] > 0;
  if (any && way == NN_DIGIT_CENTRED)
    move_to_centre (digit);
  return any;
}

gboolean
nn_center_digit (const guint8 *ink, int height, int width, guint8 *digit)
{
  guint8 small[NN_DIGIT_BOX * NN_DIGIT_BOX];
  int rows, columns, longest;
  Box box;

  g_return_val_if_fail (ink != NULL && digit != NULL, FALSE);
  g_return_val_if_fail (height > 0 && width > 0, FALSE);

  memset (digit, 0, NN_DIGIT_SIDE * NN_DIGIT_SIDE);
  if (!find_ink (ink, height, width, &box))
    return FALSE;

  longest = MAX (box.right - box.left, box.bottom - box.top);
  columns = MAX (1, (NN_DIGIT_BOX * (box.right - box.left) + longest / 2) / longest);
  rows = MAX (1, (NN_DIGIT_BOX * (box.bottom - box.top) + longest / 2) / longest);
  shrink (ink, width, &box, rows, columns, small);
  place (small, rows, columns, digit);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-network-figure.h"

#include <math.h>

/* All in sizes of the font. */
#define LINE 1.4
#define HEADS 3                   /* lines over a stage */
#define FEET 2                    /* lines below */
#define MARGIN 0.5
#define GAP 1.1                   /* between stages, at least */
#define WIDEST_GAP 5.0
#define STRIP 1.5                 /* width of a vector … */
#define UNIT 1.5                  /* … and the greatest height of a unit of it */
#define LEAST_ROOM 12.0           /* height of the planes */
#define LEAST_SIDE 56.0           /* pixels of the largest plane */

#define SHRINK 0.6                /* 28 x 28 becomes 5 x 5: drawn to scale, its cells were lost */
#define STRIP_SLANT 0.3           /* of the planes' */
#define NUMBERS 1.4               /* room beside a strip for the numbers of its units */
#define FAN 0.45                  /* of a plane's side that its neighbour is away, at most */
#define LEAST_SLANT 0.3
#define LARGEST 0.45              /* side of a plane, of the room: the rest fans the stacks out */

typedef struct
{
  double names[NN_NETWORK_MAX_STAGES];      /* width of the words over a stage */
  double operations[NN_NETWORK_MAX_STAGES]; /* … and of those that lead to it */
} Words;

static gboolean
is_vector (const NnNetworkStage *stage)
{
  return stage->height * stage->width == 1;
}

static double
text_width (const NnStyle *style,
            const char    *text,
            gboolean       bold)
{
  double width = 0;

  if (text != NULL)
    nn_style_measure (style, NULL, text, 1, bold, &width, NULL);
  return width;
}

static void
measure_words (const NnNetworkFigure *figure,
               const NnStyle         *style,
               Words                 *words)
{
  for (int i = 0; i < figure->n; i++)
    {
      const NnNetworkStage *stage = &figure->stages[i];

      words->names[i] = MAX (text_width (style, stage->name, TRUE),
                             MAX (text_width (style, stage->size, FALSE),
                                  text_width (style, stage->shape, FALSE)));
      words->operations[i] = text_width (style, stage->operation, FALSE);
    }
}

static double
width_of (const NnNetworkStage *stage,
          const NnNetworkSlot  *slot)
{
  return (stage->channels - 1) * slot->dx + stage->width * slot->cell_width;
}

static double
height_of (const NnNetworkStage *stage,
           const NnNetworkSlot  *slot)
{
  return (stage->channels - 1) * slot->dy + stage->height * slot->cell_height;
}

/* The slot's sizes for a largest plane of that side. FALSE: it is higher than the room. */
static gboolean
size_slot (const NnNetworkStage *stage,
           const NnStyle        *style,
           int                   largest,
           double                side,
           double                slant,
           double                room,
           NnNetworkSlot        *slot)
{
  const int n = MAX (stage->height, stage->width);
  double cell;

  if (is_vector (stage))
    {
      slot->cell_width = floor (STRIP * style->font_size);
      slot->cell_height = MIN (UNIT * style->font_size, room / stage->channels);
      slot->dy = slot->cell_height;
      slot->dx = STRIP_SLANT * slant * slot->dy;
      return TRUE;
    }
  cell = MAX (1, floor (side * pow ((double) n / largest, SHRINK) / n));
  slot->cell_width = slot->cell_height = cell;
  slot->dy = stage->channels > 1
               ? floor (MIN (FAN * n * cell, (room - n * cell) / (stage->channels - 1))) : 0;
  slot->dx = floor (slant * slot->dy);
  return slot->dy >= 0 && n * cell <= room;
}

static double
numbers_width (const NnNetworkFigure *figure,
               const NnStyle         *style,
               int                    i)
{
  return figure->stages[i].numbered ? NUMBERS * style->font_size : 0;
}

/* From the left edge of a stage to that of the next one, without the gap: wide enough for
 * the words above, and for what leads to it and from it. */
static double
column_width (const NnNetworkFigure *figure,
              const Words           *words,
              const NnNetworkSlot   *slot,
              const NnStyle         *style,
              int                    i)
{
  const double next = i + 1 < figure->n ? words->operations[i + 1] : 0;
  const double before = words->operations[i];
  double width = MAX (width_of (&figure->stages[i], slot) + numbers_width (figure, style, i),
                      words->names[i]);

  if (before > 0 && next > 0)
    width = MAX (width, (before + next) / 2 - (GAP - MARGIN) * style->font_size);
  return width;
}

/* The width of all, FALSE if it does not fit into the room. */
static gboolean
try_sizes (const NnNetworkFigure *figure,
           const Words           *words,
           const NnStyle         *style,
           double                 side,
           double                 slant,
           double                 room,
           NnNetworkPlace        *place,
           double                *width)
{
  int largest = 1;

  for (int i = 0; i < figure->n; i++)
    largest = MAX (largest, MAX (figure->stages[i].height, figure->stages[i].width));
  *width = 2 * MARGIN * style->font_size + (figure->n - 1) * GAP * style->font_size;
  for (int i = 0; i < figure->n; i++)
    {
      if (!size_slot (&figure->stages[i], style, largest, side, slant, room, &place->slots[i]))
        return FALSE;
      *width += column_width (figure, words, &place->slots[i], style, i);
    }
  return TRUE;
}

void
nn_network_figure_measure (const NnNetworkFigure *figure,
                           const NnStyle         *style,
                           double                *width,
                           double                *height)
{
  const double room = LEAST_ROOM * style->font_size;
  NnNetworkPlace place;
  Words words;

  g_return_if_fail (figure != NULL && style != NULL);

  measure_words (figure, style, &words);
  try_sizes (figure, &words, style, LEAST_SIDE, LEAST_SLANT, room, &place, width);
  *height = room + ((HEADS + FEET) * LINE + 3 * MARGIN) * style->font_size;
}

/* Numbers that fit into the width: the largest planes, then the widest stacks. */
static double
find_sizes (const NnNetworkFigure *figure,
            const Words           *words,
            const NnStyle         *style,
            double                 width,
            double                 room,
            NnNetworkPlace        *place)
{
  double side = MAX (LEAST_SIDE, floor (room * LARGEST)), slant = 1, used;

  while (side > LEAST_SIDE
         && (!try_sizes (figure, words, style, side, LEAST_SLANT, room, place, &used)
             || used > width))
    side -= 1;
  while (slant > LEAST_SLANT
         && (!try_sizes (figure, words, style, side, slant, room, place, &used) || used > width))
    slant -= 0.05;
  try_sizes (figure, words, style, side, slant, room, place, &used);
  return used;
}

void
nn_network_figure_place (const NnNetworkFigure *figure,
                         const NnStyle         *style,
                         double                 width,
                         double                 height,
                         NnNetworkPlace        *place)
{
  const double font = style->font_size, top = (HEADS * LINE + 2 * MARGIN) * font;
  const double room = MAX (LEAST_ROOM * font, height - top - (FEET * LINE + MARGIN) * font);
  double used, gap, x;
  Words words;

  g_return_if_fail (figure != NULL && place != NULL);

  *place = (NnNetworkPlace) { .head = MARGIN * font, .foot = top + room + MARGIN * font / 2 };
  if (figure->n == 0)
    return;
  measure_words (figure, style, &words);
  used = find_sizes (figure, &words, style, width, room, place);
  gap = GAP * font + MAX (0, width - used) / MAX (1, figure->n - 1);
  gap = MIN (gap, WIDEST_GAP * font);
  used += (figure->n - 1) * (gap - GAP * font);
  x = MARGIN * font + MAX (0, (width - used) / 2);
  for (int i = 0; i < figure->n; i++)
    {
      NnNetworkSlot *slot = &place->slots[i];
      const double column = column_width (figure, &words, slot, style, i);

      slot->x = floor (x + (column - width_of (&figure->stages[i], slot)
                            - numbers_width (figure, style, i)) / 2);
      slot->y = floor (top + (room - height_of (&figure->stages[i], slot)) / 2);
      x += column + gap;
    }
}

void
nn_network_place_rect (const NnNetworkPlace *place,
                       int                   stage,
                       int                   channel,
                       int                   row,
                       int                   column,
                       int                   rows,
                       int                   columns,
                       double                rect[4])
{
  const NnNetworkSlot *slot = &place->slots[stage];

  rect[0] = slot->x + channel * slot->dx + column * slot->cell_width;
  rect[1] = slot->y + channel * slot->dy + row * slot->cell_height;
  rect[2] = columns * slot->cell_width;
  rect[3] = rows * slot->cell_height;
}

/* ---- what lies at a point ---- */

static gboolean
pick_plane (const NnNetworkFigure *figure,
            const NnNetworkPlace  *place,
            double                 x,
            double                 y,
            int                    stage,
            int                    channel,
            int                   *unit)
{
  const NnNetworkStage *it = &figure->stages[stage];
  const NnNetworkSlot *slot = &place->slots[stage];
  double rect[4];
  int row, column;

  nn_network_place_rect (place, stage, channel, 0, 0, it->height, it->width, rect);
  if (x < rect[0] || y < rect[1] || x >= rect[0] + rect[2] || y >= rect[1] + rect[3])
    return FALSE;
  row = MIN ((int) ((y - rect[1]) / slot->cell_height), it->height - 1);
  column = MIN ((int) ((x - rect[0]) / slot->cell_width), it->width - 1);
  *unit = (channel * it->height + row) * it->width + column;
  return TRUE;
}

gboolean
nn_network_figure_pick (const NnNetworkFigure *figure,
                        const NnNetworkPlace  *place,
                        double                 x,
                        double                 y,
                        int                    raised_stage,
                        int                    raised_channel,
                        int                   *stage,
                        int                   *unit)
{
  g_return_val_if_fail (figure != NULL && place != NULL, FALSE);

  *stage = raised_stage;
  if (raised_stage >= 0 && raised_stage < figure->n
      && !is_vector (&figure->stages[raised_stage])
      && pick_plane (figure, place, x, y, raised_stage, raised_channel, unit))
    return TRUE;
  for (*stage = 0; *stage < figure->n; (*stage)++)
    for (int c = figure->stages[*stage].channels - 1; c >= 0; c--)
      if (pick_plane (figure, place, x, y, *stage, c, unit))
        return TRUE;
  *stage = *unit = -1;
  return FALSE;
}

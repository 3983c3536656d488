/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-network-figure.h"

#include <math.h>

#include "render/nn-cells.h"

#define LINE 1.4                  /* of text, in sizes of the font */
#define EDGE 1.0
#define FRAME 2.0
#define RAISED 3.0

NnNetworkFigure *
nn_network_figure_new (void)
{
  return g_new0 (NnNetworkFigure, 1);
}

void
nn_network_figure_free (NnNetworkFigure *figure)
{
  for (int i = 0; i < figure->n; i++)
    {
      NnNetworkStage *stage = &figure->stages[i];

      g_free (stage->name);
      g_free (stage->size);
      g_free (stage->shape);
      g_free (stage->operation);
      g_clear_pointer (&stage->values, nn_tensor_unref);
    }
  g_free (figure);
}

void
nn_network_figure_add (NnNetworkFigure      *figure,
                       const NnNetworkStage *stage)
{
  NnNetworkStage *copy;

  g_return_if_fail (figure != NULL && figure->n < NN_NETWORK_MAX_STAGES);
  g_return_if_fail (stage->channels > 0 && stage->height > 0 && stage->width > 0);
  g_return_if_fail (stage->values == NULL
                    || nn_tensor_get_size (stage->values)
                         == (gsize) stage->channels * stage->height * stage->width);

  copy = &figure->stages[figure->n++];
  *copy = *stage;
  copy->name = g_strdup (stage->name);
  copy->size = g_strdup (stage->size);
  copy->shape = g_strdup (stage->shape);
  copy->operation = g_strdup (stage->operation);
  if (stage->values != NULL)
    nn_tensor_ref (stage->values);
}

static gboolean
is_vector (const NnNetworkStage *stage)
{
  return stage->height * stage->width == 1;
}

/* ---- planes and strips ---- */

/* m of a plane: its own, or that of the whole stage. */
static float
find_m (const NnNetworkFigure *figure,
        const NnNetworkStage  *stage,
        int                    channel)
{
  const float *values = nn_tensor_get_data (stage->values);
  const gsize size = (gsize) stage->height * stage->width;

  if (stage->kind == NN_TILE_INPUT)
    return 1;
  if (figure->by_plane && size > 1)
    return nn_scope_max (values + channel * size, size);
  return nn_tensor_abs_max (stage->values);
}

/* Leaves the outline of `units` units of a strip from `first` on, or of a plane, as the path. */
static void
trace (const NnNetworkFigure *figure,
       const NnNetworkPlace  *place,
       cairo_t               *cr,
       int                    i,
       int                    first,
       int                    units)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const NnNetworkSlot *slot = &place->slots[i];
  double rect[4];

  nn_network_place_rect (place, i, first, 0, 0, stage->height, stage->width, rect);
  if (!is_vector (stage))
    {
      cairo_rectangle (cr, rect[0], rect[1], rect[2], rect[3]);
      return;
    }
  cairo_move_to (cr, rect[0], rect[1]);
  cairo_rel_line_to (cr, slot->cell_width, 0);
  cairo_rel_line_to (cr, units * slot->dx, units * slot->dy);
  cairo_rel_line_to (cr, -slot->cell_width, 0);
  cairo_close_path (cr);
}

static void
fill_plane (const NnNetworkFigure *figure,
            const NnNetworkPlace  *place,
            cairo_t               *cr,
            int                    i,
            int                    channel)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const NnNetworkSlot *slot = &place->slots[i];
  const float *values = nn_tensor_get_data (stage->values)
                        + (gsize) channel * stage->height * stage->width;
  const float m = find_m (figure, stage, channel);
  const double x = slot->x + channel * slot->dx, y = slot->y + channel * slot->dy;
  cairo_surface_t *surface;

  if (figure->on_paper)
    {
      nn_cells_draw (cr, values, stage->height, stage->width, stage->width, stage->kind,
                     figure->colors, m, x, y, slot->cell_width);
      return;
    }
  surface = nn_tile_surface (values, stage->height, stage->width, stage->kind, figure->colors, m);
  nn_tile_paint (cr, surface, x, y, (int) slot->cell_width);
  cairo_surface_destroy (surface);
}

/* The strip as pixels, a row of them at a time: cairo takes four times as long to shear it. */
static cairo_surface_t *
make_strip (const NnNetworkFigure *figure,
            const NnNetworkStage  *stage,
            const NnNetworkSlot   *slot,
            float                  m)
{
  const float *values = nn_tensor_get_data (stage->values);
  const int across = (int) slot->cell_width, height = (int) ceil (stage->channels * slot->dy);
  const double slant = slot->dx / slot->dy;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                                         across + (int) ceil (height * slant) + 1,
                                                         height);
  guint8 *data = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < height; y++)
    {
      const int unit = MIN ((int) ((y + 0.5) / slot->dy), stage->channels - 1);
      const guint32 color = nn_tile_color (stage->kind, figure->colors, values[unit], m);
      guint32 *row = (guint32 *) (gpointer) (data + (gsize) y * stride) + (int) (y * slant + 0.5);

      for (int x = 0; x < across; x++)
        row[x] = 0xff000000 | color;
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
fill_strip (const NnNetworkFigure *figure,
            const NnNetworkPlace  *place,
            cairo_t               *cr,
            int                    i)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const NnNetworkSlot *slot = &place->slots[i];
  const float *values = nn_tensor_get_data (stage->values);
  const float m = find_m (figure, stage, 0);
  cairo_surface_t *surface;

  if (figure->on_paper)
    {
      for (int c = 0; c < stage->channels; c++)
        {
          nn_style_set_color (cr, nn_tile_color (stage->kind, figure->colors, values[c], m), 1);
          trace (figure, place, cr, i, c, MIN (2, stage->channels - c));
          cairo_fill (cr);
        }
      return;
    }
  surface = make_strip (figure, stage, slot, m);
  cairo_set_source_surface (cr, surface, slot->x, slot->y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

/* One plane, or all of a strip. */
static void
draw_one (const NnNetworkFigure *figure,
          const NnNetworkPlace  *place,
          const NnStyle         *style,
          cairo_t               *cr,
          int                    i,
          int                    channel,
          guint32                color,
          double                 line)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const int first = is_vector (stage) ? 0 : channel;

  if (stage->values == NULL)
    {
      nn_style_set_color (cr, style->background, 1);
      trace (figure, place, cr, i, first, stage->channels);
      cairo_fill (cr);
    }
  else if (is_vector (stage))
    fill_strip (figure, place, cr, i);
  else
    fill_plane (figure, place, cr, i, channel);
  nn_style_set_color (cr, color, 1);
  cairo_set_line_width (cr, line);
  trace (figure, place, cr, i, first, stage->channels);
  cairo_stroke (cr);
}

/* ---- words ---- */

static double
middle_of (const NnNetworkFigure *figure,
           const NnNetworkPlace  *place,
           int                    i)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const NnNetworkSlot *slot = &place->slots[i];

  return slot->x + ((stage->channels - 1) * slot->dx + stage->width * slot->cell_width) / 2;
}

static void
draw_names (const NnNetworkFigure *figure,
            const NnNetworkPlace  *place,
            const NnStyle         *style,
            cairo_t               *cr,
            int                    i)
{
  const NnNetworkStage *stage = &figure->stages[i];
  const double middle = middle_of (figure, place, i), line = LINE * style->font_size;
  const char *const words[] = { stage->name, stage->size, stage->shape };

  for (int k = 0; k < 3; k++)
    if (words[k] != NULL)
      nn_style_text (style, cr, words[k], middle, place->head + k * line, 0.5, 0,
                     k == 2 ? style->dim : style->text, 1, k == 0);
}

/* Below the gap before the stage; of two lines each stands in the middle. */
static void
draw_operation (const NnNetworkFigure *figure,
                const NnNetworkPlace  *place,
                const NnStyle         *style,
                cairo_t               *cr,
                int                    i)
{
  const NnNetworkStage *before = &figure->stages[i - 1];
  const NnNetworkSlot *slot = &place->slots[i - 1];
  const double right = slot->x + (before->channels - 1) * slot->dx
                       + before->width * slot->cell_width;
  const double x = (right + place->slots[i].x) / 2, line = LINE * style->font_size;
  g_auto (GStrv) lines = NULL;

  if (figure->stages[i].operation == NULL)
    return;
  lines = g_strsplit (figure->stages[i].operation, "\n", 2);
  for (int k = 0; lines[k] != NULL; k++)
    nn_style_text (style, cr, lines[k], x, place->foot + k * line, 0.5, 0, style->text, 1, FALSE);
}

static void
draw_numbers (const NnNetworkFigure *figure,
              const NnNetworkPlace  *place,
              const NnStyle         *style,
              cairo_t               *cr,
              int                    i)
{
  for (int c = 0; c < figure->stages[i].channels; c++)
    {
      char text[16];
      double rect[4];

      g_snprintf (text, sizeof text, "%d", c);
      nn_network_place_rect (place, i, c, 0, 0, 1, 1, rect);
      if (c > 0)
        {
          nn_style_set_color (cr, nn_style_mix (style->background, style->text, 0.6), 1);
          cairo_set_line_width (cr, EDGE);
          cairo_move_to (cr, rect[0], rect[1]);
          cairo_rel_line_to (cr, rect[2], 0);
          cairo_stroke (cr);
        }
      nn_style_text (style, cr, text, rect[0] + rect[2] + 5, rect[1] + rect[3] / 2, 0, 0.5,
                     style->text, 1, FALSE);
    }
}

/* ---- windows ---- */

/* Two lines from the right edge of a rectangle to another one. */
static void
draw_cone (cairo_t      *cr,
           const double *from,
           const double *to)
{
  cairo_move_to (cr, from[0] + from[2], from[1]);
  cairo_line_to (cr, to[0], to[1] + to[3] / 2);
  cairo_line_to (cr, from[0] + from[2], from[1] + from[3]);
  cairo_stroke (cr);
}

/* As in the paper: what one unit sees of the stage before, on the foremost planes. */
static void
draw_window (const NnNetworkFigure *figure,
             const NnNetworkPlace  *place,
             const NnStyle         *style,
             cairo_t               *cr,
             int                    i)
{
  const NnNetworkStage *stage = &figure->stages[i], *before = stage - 1;
  const int row = stage->height / 2, column = stage->width / 4;
  double window[4], unit[4];

  if (stage->kernel == 0)
    return;
  nn_network_place_rect (place, i - 1, before->channels - 1, row * stage->stride - stage->padding,
                         column * stage->stride - stage->padding, stage->kernel, stage->kernel,
                         window);
  nn_network_place_rect (place, i, stage->channels - 1, row, column, 1, 1, unit);
  /* On black and on white: blue in a halo. */
  for (int k = 0; k < 2; k++)
    {
      nn_style_set_color (cr, k == 0 ? style->background : style->accent, k == 0 ? 0.6 : 1);
      cairo_set_line_width (cr, k == 0 ? 3 * EDGE : EDGE);
      cairo_rectangle (cr, unit[0], unit[1], unit[2], unit[3]);
      cairo_rectangle (cr, window[0], window[1], window[2], window[3]);
      cairo_stroke (cr);
      draw_cone (cr, window, unit);
    }
}

/* ---- all of it ---- */

void
nn_network_figure_draw (const NnNetworkFigure *figure,
                        const NnNetworkPlace  *place,
                        const NnStyle         *style,
                        cairo_t               *cr)
{
  const guint32 edge = nn_style_mix (style->background, style->text, 0.6);

  g_return_if_fail (figure != NULL && place != NULL && style != NULL);

  for (int i = 0; i < figure->n; i++)
    {
      const NnNetworkStage *stage = &figure->stages[i];

      for (int c = 0; c < (is_vector (stage) ? 1 : stage->channels); c++)
        draw_one (figure, place, style, cr, i, c, edge, EDGE);
      draw_names (figure, place, style, cr, i);
      if (i > 0)
        draw_operation (figure, place, style, cr, i);
      if (stage->numbered)
        draw_numbers (figure, place, style, cr, i);
    }
  for (int i = 1; i < figure->n; i++)
    draw_window (figure, place, style, cr, i);
}

void
nn_network_figure_raise (const NnNetworkFigure *figure,
                         const NnNetworkPlace  *place,
                         const NnStyle         *style,
                         cairo_t               *cr,
                         int                    stage,
                         int                    channel)
{
  g_return_if_fail (figure != NULL && stage >= 0 && stage < figure->n);

  draw_one (figure, place, style, cr, stage, channel, style->select, RAISED);
}

/* The cells of a stage; leaves the rectangle of the last plane's in rect. */
static void
frame_cells (const NnNetworkFigure *figure,
             const NnNetworkPlace  *place,
             cairo_t               *cr,
             int                    i,
             const NnNetworkCells  *cells,
             double                 rect[4])
{
  const int rows = cells->rows[1] - cells->rows[0] + 1;
  const int columns = cells->columns[1] - cells->columns[0] + 1;

  if (is_vector (&figure->stages[i]))
    {
      const NnNetworkSlot *slot = &place->slots[i];
      const int units = cells->channels[1] - cells->channels[0] + 1;

      trace (figure, place, cr, i, cells->channels[0], units);
      nn_network_place_rect (place, i, cells->channels[0], 0, 0, 1, 1, rect);
      rect[2] += units * slot->dx;
      rect[3] = units * slot->dy;
    }
  else
    for (int c = cells->channels[0]; c <= cells->channels[1]; c++)
      {
        nn_network_place_rect (place, i, c, cells->rows[0], cells->columns[0], rows, columns, rect);
        cairo_rectangle (cr, rect[0], rect[1], rect[2], rect[3]);
      }
  cairo_stroke (cr);
}

void
nn_network_figure_point (const NnNetworkFigure *figure,
                         const NnNetworkPlace  *place,
                         const NnStyle         *style,
                         cairo_t               *cr,
                         int                    stage,
                         int                    unit,
                         const NnNetworkCells  *cells)
{
  const NnNetworkStage *it;
  const double least = style->font_size / 2;
  double own[4], rect[4];

  g_return_if_fail (figure != NULL && stage >= 0 && stage < figure->n && cells != NULL);

  it = &figure->stages[stage];
  nn_network_place_rect (place, stage, unit / (it->height * it->width), unit / it->width % it->height,
                         unit % it->width, 1, 1, own);
  nn_style_set_color (cr, style->select, 1);
  cairo_set_line_width (cr, FRAME);
  for (int i = 0; i < figure->n; i++)
    if (cells[i].shown && i != stage)
      {
        frame_cells (figure, place, cr, i, &cells[i], rect);
        if (i == stage - 1)
          draw_cone (cr, rect, own);
        else if (i == stage + 1)
          draw_cone (cr, own, rect);
      }
  /* A unit of a long strip is thinner than its frame: it stands out at both sides. */
  if (own[3] < least)
    {
      cairo_move_to (cr, own[0] - least, own[1] + own[3] / 2);
      cairo_rel_line_to (cr, own[2] + 2 * least, 0);
    }
  else
    cairo_rectangle (cr, own[0], own[1], own[2], own[3]);
  cairo_stroke (cr);
}

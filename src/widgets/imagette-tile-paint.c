/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-tile-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define NATURAL_SCALE 4
#define CAPTION_GAP 2
#define FRAME_WIDTH 3
#define HATCH_STEP 5

static gboolean
has_caption (ImagetteTile *self)
{
  return self->caption != NULL || self->show_max;
}

void
imagette_tile_drop_layouts (ImagetteTile *self)
{
  g_clear_object (&self->caption_layout);
  g_clear_object (&self->max_layout);
  g_clear_object (&self->badge_layout);
  g_clear_object (&self->reason_layout);
  self->caption_height = 0;
}

int
imagette_tile_caption_space (ImagetteTile *self)
{
  if (!has_caption (self))
    return 0;
  if (self->caption_height == 0)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "0±");

      pango_layout_get_pixel_size (layout, NULL, &self->caption_height);
    }
  return CAPTION_GAP + self->caption_height;
}

static PangoLayout *
ensure_layout (ImagetteTile *self, PangoLayout **layout, const char *text)
{
  if (*layout == NULL)
    {
      *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_single_paragraph_mode (*layout, TRUE);
    }
  return *layout;
}

static char *
max_text (ImagetteTile *self)
{
  g_autofree char *number = NULL;

  if (!self->filled || self->kind == NN_TILE_INPUT)
    return g_strdup ("");
  number = imagette_look_number (self->m, self->m);
  return g_strconcat (self->kind == NN_TILE_SIGNED ? "±" : "≤ ", number, NULL);
}

/* Geometry */

int
imagette_tile_get_used_scale (ImagetteTile *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int across, down;

  g_return_val_if_fail (IMAGETTE_IS_TILE (self), 1);

  if (self->scale > 0)
    return self->scale;
  if (self->width == 0 || self->height == 0)
    return 1;
  across = gtk_widget_get_width (widget) / (self->width + 2 * self->margin);
  down = (gtk_widget_get_height (widget) - imagette_tile_caption_space (self))
         / (self->height + 2 * self->margin);
  return CLAMP (MIN (across, down), 1, self->max_scale);
}

void
imagette_tile_get_picture_rect (ImagetteTile *self, graphene_rect_t *rect)
{
  int scale, w, h, x, y;

  g_return_if_fail (IMAGETTE_IS_TILE (self));

  scale = imagette_tile_get_used_scale (self);
  w = self->width * scale;
  h = self->height * scale;
  x = (gtk_widget_get_width (GTK_WIDGET (self)) - w) / 2;
  y = (gtk_widget_get_height (GTK_WIDGET (self)) - imagette_tile_caption_space (self) - h) / 2;
  graphene_rect_init (rect, MAX (x, 0), MAX (y, 0), w, h);
}

gboolean
imagette_tile_cell_at (ImagetteTile *self, double x, double y, int *row, int *column)
{
  graphene_rect_t rect;
  int scale = imagette_tile_get_used_scale (self);

  imagette_tile_get_picture_rect (self, &rect);
  *row = (int) floor ((y - rect.origin.y) / scale);
  *column = (int) floor ((x - rect.origin.x) / scale);
  if (*row >= 0 && *row < self->height && *column >= 0 && *column < self->width)
    return TRUE;
  *row = *column = -1;
  return FALSE;
}

void
imagette_tile_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  ImagetteTile *self = IMAGETTE_TILE (widget);
  int low = self->scale > 0 ? self->scale : 1;
  int high = self->scale > 0 ? self->scale : MIN (NATURAL_SCALE, self->max_scale);
  int cells = 2 * self->margin;
  int extra = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    cells += self->width;
  else
    {
      cells += self->height;
      extra = imagette_tile_caption_space (self);
    }
  *minimum = cells * low + extra;
  *natural = cells * high + extra;
}

/* Painting */

static gboolean
is_bare (ImagetteTile *self)
{
  return self->backed && self->filled && !self->show_max && self->badge == NULL
         && self->own_badge == NULL;
}

void
imagette_tile_drop_node (ImagetteTile *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  if (!self->bare || !is_bare (self))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
imagette_tile_set_backed (ImagetteTile *self, gboolean backed)
{
  g_return_if_fail (IMAGETTE_IS_TILE (self));

  self->backed = backed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GskRenderNode *
imagette_tile_get_node (ImagetteTile *self)
{
  cairo_surface_t *surface;
  graphene_rect_t bounds;
  cairo_t *cr;
  int scale;

  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NULL);

  if (!self->filled)
    return NULL;
  scale = imagette_tile_get_used_scale (self);
  if (self->node != NULL && self->node_scale == scale)
    return self->node;

  g_clear_pointer (&self->node, gsk_render_node_unref);
  surface = nn_tile_surface (self->values, self->height, self->width, self->kind, self->colors,
                             self->m);
  graphene_rect_init (&bounds, 0, 0, self->width * scale, self->height * scale);
  self->node = gsk_cairo_node_new (&bounds);
  self->node_scale = scale;
  cr = gsk_cairo_node_get_draw_context (self->node);
  nn_tile_paint (cr, surface, 0, 0, scale);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return self->node;
}

static void
snapshot_border (GtkSnapshot *snapshot, const graphene_rect_t *rect, float width, guint32 color)
{
  GskRoundedRect outline;
  GdkRGBA rgba;

  imagette_look_rgba (color, 1, &rgba);
  gsk_rounded_rect_init_from_rect (&outline, rect, MIN (width, 3));
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { rgba, rgba, rgba, rgba });
}

static void
snapshot_empty (ImagetteTile *self, GtkSnapshot *snapshot, const graphene_rect_t *rect)
{
  GskRoundedRect outline;
  GdkRGBA color;
  PangoLayout *layout;
  graphene_point_t corner;
  int w, h, inner = (int) rect->size.width - 6;

  imagette_look_text_color (GTK_WIDGET (self), 0.3, &color);
  gsk_rounded_rect_init_from_rect (&outline, rect, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { color, color, color, color });
  if (inner <= 0)
    return;

  layout = ensure_layout (self, &self->reason_layout, self->reason);
  pango_layout_set_text (layout, self->reason, -1);
  pango_layout_set_width (layout, inner * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, &w, &h);
  if (h > rect->size.height - 4 || w > inner)
    {
      /* Too small for words: tooltip and speech say them. */
      pango_layout_set_text (layout, "…", -1);
      pango_layout_get_pixel_size (layout, &w, &h);
      if (h > rect->size.height || w > inner)
        return;
    }
  imagette_look_text_color (GTK_WIDGET (self), 0.8, &color);
  gtk_snapshot_save (snapshot);
  graphene_point_init (&corner, rect->origin.x + 3,
                       rect->origin.y + floorf ((rect->size.height - h) / 2));
  gtk_snapshot_translate (snapshot, &corner);
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

const char *
imagette_tile_get_badge (ImagetteTile *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE (self), NULL);

  if (self->badge == NULL && self->own_badge != NULL)
    return _(self->own_badge);
  return self->badge;
}

/* A word over the picture, or a small corner where there is no room for one. */
static void
snapshot_badge (ImagetteTile *self, GtkSnapshot *snapshot, const graphene_rect_t *rect)
{
  const char *text = imagette_tile_get_badge (self);
  const GdkRGBA ink = { 1, 1, 1, 1 };
  const GdkRGBA fill = { 0.12f, 0.12f, 0.12f, 0.85f };
  graphene_rect_t pill;
  GskRoundedRect outline;
  int w, h;

  if (text == NULL || *text == '\0')
    return;
  pango_layout_get_pixel_size (ensure_layout (self, &self->badge_layout, text), &w, &h);
  if (w + 6 > rect->size.width || h > rect->size.height)
    {
      float side = MIN (6, rect->size.width / 3);

      graphene_rect_init (&pill, rect->origin.x + rect->size.width - side, rect->origin.y, side,
                          side);
      gtk_snapshot_append_color (snapshot, &ink, &pill);
      gsk_rounded_rect_init_from_rect (&outline, &pill, 0);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                  (GdkRGBA[4]) { fill, fill, fill, fill });
      return;
    }
  graphene_rect_init (&pill, rect->origin.x + rect->size.width - w - 6, rect->origin.y, w + 6, h);
  gtk_snapshot_append_color (snapshot, &fill, &pill);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (pill.origin.x + 3, pill.origin.y));
  gtk_snapshot_append_layout (snapshot, self->badge_layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_caption (ImagetteTile *self, GtkSnapshot *snapshot, const graphene_rect_t *rect)
{
  int total = gtk_widget_get_width (GTK_WIDGET (self));
  int left_width, right_width;
  float x = rect->origin.x, room = rect->size.width;
  float y = rect->origin.y + rect->size.height + CAPTION_GAP;
  GdkRGBA color;

  if (self->max_layout == NULL)
    {
      g_autofree char *text = self->show_max ? max_text (self) : g_strdup ("");

      ensure_layout (self, &self->max_layout, text);
    }
  ensure_layout (self, &self->caption_layout, self->caption != NULL ? self->caption : "");
  pango_layout_get_pixel_size (self->caption_layout, &left_width, NULL);
  pango_layout_get_pixel_size (self->max_layout, &right_width, NULL);
  if (left_width + right_width + 4 > room)
    {
      x = 0;
      room = total;
    }

  imagette_look_text_color (GTK_WIDGET (self), 1, &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->caption_layout, &color);
  /* Too narrow for both: the name stays, m is spoken and in the large view. */
  if (left_width + right_width + (left_width > 0 ? 4 : 0) <= room)
    {
      imagette_look_text_color (GTK_WIDGET (self), 0.75, &color);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (room - right_width, 0));
      gtk_snapshot_append_layout (snapshot, self->max_layout, &color);
    }
  gtk_snapshot_restore (snapshot);
}

static void
hatch (cairo_t *cr, double x, double y, double w, double h)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, y, w, h);
  cairo_clip (cr);
  for (double d = -h; d < w; d += HATCH_STEP)
    {
      cairo_move_to (cr, x + d, y + h);
      cairo_line_to (cr, x + d + h, y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

gboolean
imagette_tile_get_overlay (ImagetteTile *self, int overlay[4])
{
  const gboolean framed = self->overlay[2] > 0 && self->overlay[3] > 0;

  for (int i = 0; i < 4; i++)
    overlay[i] = framed ? self->overlay[i] : 0;
  return framed;
}

/* The frame in cells; what lies outside the picture is hatched. */
static void
snapshot_overlay (ImagetteTile          *self,
                  GtkSnapshot           *snapshot,
                  const graphene_rect_t *rect,
                  guint32                color)
{
  int scale = imagette_tile_get_used_scale (self);
  graphene_rect_t frame, bounds, inside;
  cairo_t *cr;

  graphene_rect_init (&frame, rect->origin.x + self->overlay[1] * scale,
                      rect->origin.y + self->overlay[0] * scale, self->overlay[3] * scale,
                      self->overlay[2] * scale);
  graphene_rect_inset_r (&frame, -2, -2, &bounds);
  if (!graphene_rect_contains_rect (rect, &frame))
    {
      cr = gtk_snapshot_append_cairo (snapshot, &bounds);
      nn_style_set_color (cr, color, 0.9);
      cairo_set_line_width (cr, 1.25);
      /* All but the part inside: an even-odd clip. */
      cairo_rectangle (cr, bounds.origin.x, bounds.origin.y, bounds.size.width,
                       bounds.size.height);
      if (graphene_rect_intersection (rect, &frame, &inside))
        cairo_rectangle (cr, inside.origin.x, inside.origin.y, inside.size.width,
                         inside.size.height);
      cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
      cairo_clip (cr);
      hatch (cr, frame.origin.x, frame.origin.y, frame.size.width, frame.size.height);
      cairo_destroy (cr);
    }
  snapshot_border (snapshot, &bounds, 2, color);
}

void
imagette_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ImagetteTile *self = IMAGETTE_TILE (widget);
  gboolean framed = self->selected || self->overlay[2] > 0 || self->hover_row >= 0;
  int overlay[4];
  graphene_rect_t rect, around;
  NnStyle style;

  self->bare = is_bare (self);
  if (self->bare && !framed && !has_caption (self))
    return;
  imagette_tile_get_picture_rect (self, &rect);
  if (self->filled)
    {
      if (!self->backed)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &rect.origin);
          gtk_snapshot_append_node (snapshot, imagette_tile_get_node (self));
          gtk_snapshot_restore (snapshot);
        }
      snapshot_badge (self, snapshot, &rect);
    }
  else if (self->width > 0)
    snapshot_empty (self, snapshot, &rect);

  if (has_caption (self))
    snapshot_caption (self, snapshot, &rect);
  if (!framed)
    return;

  imagette_look_init_style (widget, &style);
  if (imagette_tile_get_overlay (self, overlay))
    snapshot_overlay (self, snapshot, &rect, style.select);
  if (self->hover_row >= 0 && imagette_tile_get_used_scale (self) >= 3)
    {
      int scale = imagette_tile_get_used_scale (self);

      graphene_rect_init (&around, rect.origin.x + self->hover_column * scale - 1,
                          rect.origin.y + self->hover_row * scale - 1, scale + 2, scale + 2);
      snapshot_border (snapshot, &around, 1, style.select);
    }
  if (self->selected)
    {
      graphene_rect_inset_r (&rect, -FRAME_WIDTH, -FRAME_WIDTH, &around);
      snapshot_border (snapshot, &around, FRAME_WIDTH, style.select);
    }
}

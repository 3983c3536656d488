/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-patch-block-private.h"

#define GAP 1                     /* between cells */
#define HALVES_GAP 12
#define HEAD_GAP 3
#define WORD_GAP 10
#define BADGE_PAD 4
#define HATCH_STEP 5
#define FRAME 3                   /* of the pair that is selected */

/* Geometry */

static int
half_size (ImagettePatchBlock *self)
{
  return 3 * self->side * self->scale + 2 * GAP;
}

static PangoLayout *
ensure_layout (ImagettePatchBlock *self, PangoLayout **layout, const char *text, gboolean bold)
{
  if (*layout == NULL)
    {
      *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
      pango_layout_set_ellipsize (*layout, PANGO_ELLIPSIZE_END);
      if (bold)
        {
          g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

          pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
          pango_layout_set_attributes (*layout, attributes);
        }
    }
  return *layout;
}

static int
head_height (ImagettePatchBlock *self)
{
  if (self->head_height == 0)
    {
      g_autoptr (PangoLayout) sample = gtk_widget_create_pango_layout (GTK_WIDGET (self), "Xg");

      pango_layout_get_pixel_size (sample, NULL, &self->head_height);
      self->head_height += HEAD_GAP;
    }
  return self->head_height;
}

void
imagette_patch_block_drop_nodes (ImagettePair *pair)
{
  for (int half = 0; half < IMAGETTE_N_HALVES; half++)
    g_clear_pointer (&pair->nodes[half], gsk_render_node_unref);
}

void
imagette_patch_block_drop_layouts (ImagettePatchBlock *self)
{
  g_clear_object (&self->title_layout);
  g_clear_object (&self->caption_layout);
  g_clear_object (&self->badge_layout);
  g_clear_object (&self->reason_layout);
  self->head_height = 0;
}

void
imagette_patch_block_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (widget);
  int half = half_size (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 2 * half + HALVES_GAP;
  else
    *minimum = *natural = half + head_height (self);
}

void
imagette_patch_block_get_cell_rect (ImagettePatchBlock *self,
                                    int                 i,
                                    gboolean            projection,
                                    graphene_rect_t    *rect)
{
  int size = self->side * self->scale;

  g_return_if_fail (IMAGETTE_IS_PATCH_BLOCK (self));
  g_return_if_fail (i >= 0 && i < IMAGETTE_PATCHES);

  graphene_rect_init (rect,
                      (projection ? 0 : half_size (self) + HALVES_GAP) + i % 3 * (size + GAP),
                      head_height (self) + i / 3 * (size + GAP), size, size);
}

int
imagette_patch_block_pair_at (ImagettePatchBlock *self, double x, double y)
{
  graphene_rect_t rect;

  for (int i = 0; i < IMAGETTE_PATCHES; i++)
    for (int half = 0; half < IMAGETTE_N_HALVES; half++)
      {
        imagette_patch_block_get_cell_rect (self, i, half == IMAGETTE_PROJECTION, &rect);
        if (graphene_rect_contains_point (&rect, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
          return i;
      }
  return -1;
}

/* Painting */

/* What is outside of the image: no picture, but hatched as the overlays of tiles are. */
static void
paint_outside (ImagettePatchBlock *self, cairo_t *cr, const ImagettePair *pair)
{
  double size = self->side * self->scale, scale = self->scale;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, size, size);
  cairo_rectangle (cr, pair->left * scale, pair->top * scale, (pair->right - pair->left) * scale,
                   (pair->bottom - pair->top) * scale);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (cr);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_set_line_width (cr, 1);
  for (double d = -size; d < size; d += HATCH_STEP)
    {
      cairo_move_to (cr, d, size);
      cairo_line_to (cr, d + size, 0);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

GskRenderNode *
imagette_patch_block_get_node (ImagettePatchBlock *self, int i, gboolean projection)
{
  int half = projection ? IMAGETTE_PROJECTION : IMAGETTE_PATCH;
  ImagettePair *pair;
  graphene_rect_t bounds;
  cairo_surface_t *surface;
  cairo_t *cr;

  g_return_val_if_fail (IMAGETTE_IS_PATCH_BLOCK (self), NULL);
  g_return_val_if_fail (i >= 0 && i < IMAGETTE_PATCHES, NULL);

  if (i >= self->n_filled)
    return NULL;
  pair = &self->pairs[i];
  if (pair->nodes[half] != NULL)
    return pair->nodes[half];
  surface = nn_tile_surface (pair->values[half], self->side, self->side,
                             projection ? NN_TILE_SIGNED : NN_TILE_INPUT, self->colors,
                             projection ? pair->m : 1);
  graphene_rect_init (&bounds, 0, 0, self->side * self->scale, self->side * self->scale);
  pair->nodes[half] = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (pair->nodes[half]);
  nn_tile_paint (cr, surface, 0, 0, self->scale);
  if (pair->top > 0 || pair->left > 0 || pair->bottom < self->side || pair->right < self->side)
    paint_outside (self, cr, pair);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pair->nodes[half];
}

static void
append_layout (GtkSnapshot *snapshot, PangoLayout *layout, double x, double y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_head (ImagettePatchBlock *self, GtkSnapshot *snapshot)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self)), w, badge = 0;
  GdkRGBA color;

  imagette_look_text_color (GTK_WIDGET (self), 1, &color);
  if (self->badge != NULL)
    {
      graphene_rect_t pill;
      GskRoundedRect outline;

      ensure_layout (self, &self->badge_layout, self->badge, FALSE);
      pango_layout_get_pixel_size (self->badge_layout, &w, NULL);
      badge = w + 2 * BADGE_PAD;
      graphene_rect_init (&pill, (float) (room - badge), 0, (float) badge,
                          (float) (head_height (self) - HEAD_GAP + 1));
      gsk_rounded_rect_init_from_rect (&outline, &pill, 4);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                  (GdkRGBA[4]) { color, color, color, color });
      append_layout (snapshot, self->badge_layout, room - badge + BADGE_PAD, 0, &color);
      badge += WORD_GAP;
    }
  ensure_layout (self, &self->title_layout, self->title, TRUE);
  pango_layout_set_width (self->title_layout, (room - badge) * PANGO_SCALE);
  append_layout (snapshot, self->title_layout, 0, 0, &color);
  pango_layout_get_pixel_size (self->title_layout, &w, NULL);
  if (room - badge - w - WORD_GAP <= 0)
    return;
  ensure_layout (self, &self->caption_layout, self->caption, FALSE);
  pango_layout_set_width (self->caption_layout, (room - badge - w - WORD_GAP) * PANGO_SCALE);
  imagette_look_text_color (GTK_WIDGET (self), 0.78, &color);
  append_layout (snapshot, self->caption_layout, w + WORD_GAP, 0, &color);
}

static void
snapshot_border (GtkSnapshot           *snapshot,
                 const graphene_rect_t *rect,
                 float                  width,
                 const GdkRGBA         *color)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, MIN (width, 3));
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

/* Why there is no picture, over the rows of cells that are empty, or what is left of one;
 * where even that is too small for words, tooltip and speech say them. */
static void
snapshot_reason (ImagettePatchBlock *self, GtkSnapshot *snapshot, int half)
{
  int first = self->n_filled > 6 ? self->n_filled : (self->n_filled + 2) / 3 * 3, w, h;
  graphene_rect_t from, to, room;
  PangoLayout *layout = ensure_layout (self, &self->reason_layout, self->reason, FALSE);
  GdkRGBA color;

  imagette_patch_block_get_cell_rect (self, first, half == IMAGETTE_PROJECTION, &from);
  imagette_patch_block_get_cell_rect (self, IMAGETTE_PATCHES - 1, half == IMAGETTE_PROJECTION, &to);
  graphene_rect_union (&from, &to, &room);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_text (layout, self->reason, -1);
  pango_layout_set_width (layout, (int) (room.size.width - 4) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > room.size.width || h > room.size.height)
    {
      pango_layout_set_text (layout, "…", -1);
      pango_layout_get_pixel_size (layout, &w, &h);
    }
  imagette_look_text_color (GTK_WIDGET (self), 0.85, &color);
  append_layout (snapshot, layout, room.origin.x + 2,
                 room.origin.y + MAX (0, (int) (room.size.height - h) / 2), &color);
}

void
imagette_patch_block_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ImagettePatchBlock *self = IMAGETTE_PATCH_BLOCK (widget);
  int lit = imagette_patch_block_get_lit (self);
  graphene_rect_t rect;
  NnStyle style;
  GdkRGBA color;

  if (self->side == 0)
    return;
  snapshot_head (self, snapshot);
  imagette_look_text_color (GTK_WIDGET (self), 0.3, &color);
  for (int half = 0; half < IMAGETTE_N_HALVES; half++)
    {
      for (int i = 0; i < IMAGETTE_PATCHES; i++)
        {
          GskRenderNode *node = imagette_patch_block_get_node (self, i, half);

          imagette_patch_block_get_cell_rect (self, i, half, &rect);
          if (node == NULL)
            {
              snapshot_border (snapshot, &rect, 1, &color);
              continue;
            }
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &rect.origin);
          gtk_snapshot_append_node (snapshot, node);
          gtk_snapshot_restore (snapshot);
        }
      if (self->n_filled < IMAGETTE_PATCHES)
        snapshot_reason (self, snapshot, half);
    }
  if (lit < 0 && self->selected < 0)
    return;
  imagette_look_init_style (widget, &style);
  imagette_look_rgba (style.select, 1, &color);
  for (int half = 0; half < IMAGETTE_N_HALVES; half++)
    for (int k = 0; k < 2; k++)
      if ((k == 0 ? self->selected : lit) >= 0)
        {
          float width = k == 0 ? FRAME : 2;

          imagette_patch_block_get_cell_rect (self, k == 0 ? self->selected : lit, half, &rect);
          graphene_rect_inset (&rect, -width + 1, -width + 1);
          snapshot_border (snapshot, &rect, width, &color);
        }
}

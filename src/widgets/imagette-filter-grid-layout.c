/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-filter-grid-private.h"

#include "widgets/imagette-look.h"

#define NATURAL_SCALE 4
#define FOLD_GAP 18
#define LABEL_GAP 6

/* Geometry */

typedef ImagetteGridLayout Layout;

int
imagette_filter_grid_shown_rows (ImagetteFilterGrid *self)
{
  return self->n_rows > 0 ? self->n_rows : self->rows;
}

static void
number_width (ImagetteFilterGrid *self, int last, int *width)
{
  g_autoptr (PangoLayout) layout
    = gtk_widget_create_pango_layout (GTK_WIDGET (self), last > 9 ? "00" : "0");

  pango_layout_get_pixel_size (layout, width, NULL);
}

static void
get_layout (ImagetteFilterGrid *self, Layout *layout)
{
  int width = 0, natural;

  layout->rows = imagette_filter_grid_shown_rows (self);
  layout->groups = self->option[PROP_FOLD] && layout->rows > 1 ? 2 : 1;
  layout->lines = (layout->rows + layout->groups - 1) / layout->groups;
  layout->label = layout->caption = 0;
  if (self->option[PROP_CAPTIONS] == IMAGETTE_CAPTIONS_ROW)
    {
      number_width (self, self->first_row + layout->rows, &width);
      layout->label = width + LABEL_GAP;
    }
  if (self->tiles->len > 0)
    {
      gtk_widget_measure (g_ptr_array_index (self->tiles, 0), GTK_ORIENTATION_VERTICAL, -1,
                          &layout->caption, &natural, NULL, NULL);
      layout->caption -= self->height;
    }
}

static int
size_at (ImagetteFilterGrid *self, const Layout *layout, GtkOrientation orientation, int scale)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return layout->groups * (layout->label + self->columns * self->width * scale
                             + MAX (self->columns - 1, 0) * self->option[PROP_GAP])
           + (layout->groups - 1) * FOLD_GAP;
  return layout->lines * (self->height * scale + layout->caption)
         + MAX (layout->lines - 1, 0) * self->option[PROP_ROW_GAP];
}

static int
scale_for (ImagetteFilterGrid *self, const Layout *layout, int width, int height)
{
  int scale = 1;

  if (self->option[PROP_SCALE] > 0)
    return self->option[PROP_SCALE];
  while (scale < self->option[PROP_MAX_SCALE]
         && size_at (self, layout, GTK_ORIENTATION_HORIZONTAL, scale + 1) <= width
         && size_at (self, layout, GTK_ORIENTATION_VERTICAL, scale + 1) <= height)
    scale++;
  return scale;
}

void
imagette_filter_grid_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  int scale = self->option[PROP_SCALE];
  Layout layout;

  get_layout (self, &layout);
  *minimum = size_at (self, &layout, orientation, scale > 0 ? scale : 1);
  *natural = size_at (self, &layout, orientation,
                      scale > 0 ? scale : MIN (NATURAL_SCALE, self->option[PROP_MAX_SCALE]));
}

/* The top left corner of a line's first tile in a group. */
static void
line_origin (ImagetteFilterGrid *self,
             const Layout       *layout,
             int                 scale,
             int                 group,
             int                 line,
             int                *x,
             int                *y)
{
  int width = size_at (self, layout, GTK_ORIENTATION_HORIZONTAL, scale);
  int tile_height = self->height * scale + layout->caption;
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  *x = layout->label;
  if (group > 0)
    *x += (width - FOLD_GAP) / 2 + FOLD_GAP;
  if (self->option[PROP_SPREAD])
    *y = line * height / layout->lines
         + MAX ((height / layout->lines - tile_height) / 2, 0);
  else
    *y = line * (tile_height + self->option[PROP_ROW_GAP]);
}

void
imagette_filter_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  Layout *layout = &self->layout;
  int scale;

  get_layout (self, layout);
  scale = self->scale = scale_for (self, layout, width, height);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      int row = (int) i / self->columns, column = (int) i % self->columns;
      GtkAllocation box = { 0, 0, self->width * scale, self->height * scale + layout->caption };

      line_origin (self, layout, scale, row / layout->lines, row % layout->lines, &box.x, &box.y);
      box.x += column * (box.width + self->option[PROP_GAP]);
      gtk_widget_size_allocate (g_ptr_array_index (self->tiles, i), &box, -1);
    }
  imagette_filter_grid_drop_picture (self, -1);
}

/* Painting */

void
imagette_filter_grid_drop_picture (ImagetteFilterGrid *self, int row)
{
  if (row < 0)
    g_ptr_array_set_size (self->pictures, 0);
  else if (row < (int) self->pictures->len)
    g_clear_pointer (&g_ptr_array_index (self->pictures, row), gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A row's tiles in one, clear between them: as a node each, GTK would spend more on nodes than on
 * pixels. All rows in one are no better: cairo makes, clears and fills an image as large as the
 * node to paint it, which for a row still fits into the caches. */
static GskRenderNode *
new_picture (ImagetteFilterGrid *self, int row, int x, int y, int scale)
{
  int step = self->width * scale + self->option[PROP_GAP], height = self->height * scale;
  int width = self->columns * step - self->option[PROP_GAP];
  cairo_surface_t *surface
    = cairo_image_surface_create (self->columns > 1 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                  width, height);
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (x, y, width, height));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  guint32 *pixels;

  cairo_surface_flush (surface);
  pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  for (int column = 0; column < self->columns; column++)
    {
      gpointer tile = g_ptr_array_index (self->tiles, row * self->columns + column);
      NnTileKind kind;
      NnColors colors;
      float m;
      const float *values = imagette_tile_get_values (tile, NULL, NULL, &kind, &colors, &m);

      if (values != NULL)
        nn_tile_write (values, self->height, self->width, kind, colors, m, scale,
                       pixels + column * step, cairo_image_surface_get_stride (surface) / 4);
    }
  cairo_surface_mark_dirty (surface);
  cairo_set_source_surface (cr, surface, x, y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return node;
}

static void
snapshot_pictures (ImagetteFilterGrid *self, GtkSnapshot *snapshot)
{
  const Layout *layout = &self->layout;

  if (self->pictures->len != (guint) layout->rows)
    g_ptr_array_set_size (self->pictures, layout->rows);
  for (int row = 0; row < layout->rows; row++)
    {
      gpointer *picture = &g_ptr_array_index (self->pictures, row);
      int x, y;

      if (*picture == NULL)
        {
          line_origin (self, layout, self->scale, row / layout->lines, row % layout->lines, &x, &y);
          *picture = new_picture (self, row, x, y, self->scale);
        }
      gtk_snapshot_append_node (snapshot, *picture);
    }
}

static PangoLayout *
ensure_label (ImagetteFilterGrid *self, int row)
{
  if (self->labels->len != (guint) imagette_filter_grid_shown_rows (self))
    g_ptr_array_set_size (self->labels, imagette_filter_grid_shown_rows (self));
  if (g_ptr_array_index (self->labels, row) == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%d", self->first_row + row + 1);

      g_ptr_array_index (self->labels, row)
        = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    }
  return g_ptr_array_index (self->labels, row);
}

static void
snapshot_row_numbers (ImagetteFilterGrid *self, GtkSnapshot *snapshot)
{
  const Layout *layout = &self->layout;
  const int scale = self->scale;
  GdkRGBA color;

  imagette_look_text_color (GTK_WIDGET (self), 0.75, &color);
  for (int row = 0; row < layout->rows; row++)
    {
      PangoLayout *label = ensure_label (self, row);
      int x, y, w, h;

      line_origin (self, layout, scale, row / layout->lines, row % layout->lines, &x, &y);
      pango_layout_get_pixel_size (label, &w, &h);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (x - LABEL_GAP - w,
                                                    y + (self->height * scale - h) / 2));
      gtk_snapshot_append_layout (snapshot, label, &color);
      gtk_snapshot_restore (snapshot);
    }
}

/* Frames reach over a tile's edge: the selected and the focused tile come last. */
void
imagette_filter_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  GtkWidget *focused = gtk_widget_get_focus_child (widget);
  GtkWidget *selected = NULL;

  /* Other tiles, and no places for them yet. */
  if ((int) self->tiles->len != self->layout.rows * self->columns)
    return;
  if (self->option[PROP_CAPTIONS] == IMAGETTE_CAPTIONS_ROW)
    snapshot_row_numbers (self, snapshot);
  if (self->tensor != NULL)
    snapshot_pictures (self, snapshot);
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      if (imagette_tile_get_selected (IMAGETTE_TILE (tile)))
        selected = tile;
      else if (tile != focused)
        gtk_widget_snapshot_child (widget, tile, snapshot);
    }
  if (focused != NULL && focused != selected)
    gtk_widget_snapshot_child (widget, focused, snapshot);
  if (selected != NULL)
    gtk_widget_snapshot_child (widget, selected, snapshot);
}

/* The neighbour of the current tile as it is seen, -1 past an edge. */
int
imagette_filter_grid_neighbour (ImagetteFilterGrid *self, GtkDirectionType direction)
{
  int row = self->current / self->columns, column = self->current % self->columns;
  int line, group, place;
  Layout layout;

  get_layout (self, &layout);
  line = row % layout.lines;
  group = row / layout.lines;
  place = group * self->columns + column;
  line += direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
  place += direction == GTK_DIR_RIGHT ? 1 : direction == GTK_DIR_LEFT ? -1 : 0;
  if (line < 0 || line >= layout.lines || place < 0 || place >= layout.groups * self->columns)
    return -1;
  row = place / self->columns * layout.lines + line;
  return row < layout.rows ? row * self->columns + place % self->columns : -1;
}

int
imagette_filter_grid_get_used_scale (ImagetteFilterGrid *self)
{
  Layout layout;

  g_return_val_if_fail (IMAGETTE_IS_FILTER_GRID (self), 1);

  get_layout (self, &layout);
  return scale_for (self, &layout, gtk_widget_get_width (GTK_WIDGET (self)),
                    gtk_widget_get_height (GTK_WIDGET (self)));
}

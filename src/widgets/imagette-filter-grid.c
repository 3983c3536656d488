/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-filter-grid-private.h"

#include <glib/gi18n-lib.h>

enum
{
  TILE_ACTIVATED,
  TILE_SELECTED,
  CELL_HOVERED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteFilterGrid, imagette_filter_grid, GTK_TYPE_WIDGET)

/* Tiles */

static gboolean
find_tile (ImagetteFilterGrid *self, gpointer tile, int *row, int *column)
{
  guint index;

  if (!g_ptr_array_find (self->tiles, tile, &index))
    return FALSE;
  *row = self->first_row + (int) index / self->columns;
  *column = (int) index % self->columns;
  return TRUE;
}

static void
activated_cb (ImagetteTile *tile, ImagetteFilterGrid *self)
{
  int row, column;

  if (find_tile (self, tile, &row, &column))
    g_signal_emit (self, signals[TILE_ACTIVATED], 0, row, column);
}

static void
cell_hovered_cb (ImagetteTile *tile, int y, int x, ImagetteFilterGrid *self)
{
  int row = -1, column = -1;

  if (y < 0 || find_tile (self, tile, &row, &column))
    g_signal_emit (self, signals[CELL_HOVERED], 0, row, column, y, x);
}

static void
dress_tile (ImagetteFilterGrid *self, int index)
{
  ImagetteTile *tile = g_ptr_array_index (self->tiles, index);
  int row = self->first_row + index / self->columns, column = index % self->columns;
  gboolean captions = self->option[PROP_CAPTIONS] == IMAGETTE_CAPTIONS_TILE;
  g_autofree char *caption = g_strdup_printf ("%d", row * self->columns + column + 1);
  g_autofree char *title = NULL;

  if (self->title_func != NULL)
    title = self->title_func (row, column, self->title_data);
  imagette_tile_set_title (tile, title);
  imagette_tile_set_place (tile, self->place);
  imagette_tile_set_caption (tile, captions ? caption : NULL);
  imagette_tile_set_show_max (tile, captions && self->option[PROP_SHOW_MAX]);
  imagette_tile_set_selected (tile, row * self->columns + column == self->selected);
}

static void
dress_tiles (ImagetteFilterGrid *self)
{
  for (guint i = 0; i < self->tiles->len; i++)
    dress_tile (self, (int) i);
}

static void
drop_tiles (ImagetteFilterGrid *self)
{
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = g_ptr_array_index (self->tiles, i);

      g_signal_handlers_disconnect_by_data (tile, self);
      gtk_widget_unparent (tile);
    }
  g_ptr_array_set_size (self->tiles, 0);
  g_ptr_array_set_size (self->labels, 0);
  g_ptr_array_set_size (self->pictures, 0);
}

static void
make_tiles (ImagetteFilterGrid *self)
{
  drop_tiles (self);
  self->current = 0;
  for (int i = 0; i < imagette_filter_grid_shown_rows (self) * self->columns; i++)
    {
      GtkWidget *tile = imagette_tile_new ();

      imagette_tile_set_room (IMAGETTE_TILE (tile), self->height, self->width);
      imagette_tile_set_backed (IMAGETTE_TILE (tile), TRUE);
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->tiles, tile);
      g_signal_connect (tile, "activated", G_CALLBACK (activated_cb), self);
      g_signal_connect (tile, "cell-hovered", G_CALLBACK (cell_hovered_cb), self);
      dress_tile (self, i);
    }
  imagette_filter_grid_fill (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
imagette_filter_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (imagette_filter_grid_parent_class)->css_changed (widget, change);
  g_ptr_array_set_size (IMAGETTE_FILTER_GRID (widget)->labels, 0);
}

/* Keyboard */

static gboolean
focus_tile (ImagetteFilterGrid *self, int index)
{
  if (index < 0 || index >= (int) self->tiles->len)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->tiles, index));
}

static gboolean
imagette_filter_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  gboolean inside = gtk_widget_get_focus_child (widget) != NULL;

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return !inside && focus_tile (self, self->current);
  if (inside)
    return focus_tile (self, imagette_filter_grid_neighbour (self, direction));
  return GTK_WIDGET_CLASS (imagette_filter_grid_parent_class)->focus (widget, direction);
}

static gboolean
imagette_filter_grid_grab_focus (GtkWidget *widget)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);

  return focus_tile (self, self->current);
}

static void
imagette_filter_grid_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  int row, column;

  GTK_WIDGET_CLASS (imagette_filter_grid_parent_class)->set_focus_child (widget, child);
  if (child == NULL || !find_tile (self, child, &row, &column))
    return;
  self->current = (row - self->first_row) * self->columns + column;
  gtk_widget_queue_draw (widget);
  g_signal_emit (self, signals[TILE_SELECTED], 0, row, column);
}

static gboolean
row_end_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (widget);
  int start = self->current / MAX (self->columns, 1) * self->columns;

  return focus_tile (self, g_variant_get_boolean (args) ? start + self->columns - 1 : start);
}

/* GObject */

static void
set_option (ImagetteFilterGrid *self, int option, int value)
{
  if (self->option[option] == value)
    return;
  self->option[option] = value;
  switch (option)
    {
    case PROP_KIND:
    case PROP_SCOPE:
    case PROP_COLORS:
      imagette_filter_grid_fill (self);
      break;
    case PROP_CAPTIONS:
    case PROP_SHOW_MAX:
      dress_tiles (self);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_SCALE:
    case PROP_MAX_SCALE:
    case PROP_FOLD:
    case PROP_SPREAD:
    case PROP_GAP:
    case PROP_ROW_GAP:
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      g_assert_not_reached ();
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[option]);
}

static void
imagette_filter_grid_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (object);

  if (id == PROP_SCOPE_MAX)
    imagette_filter_grid_set_scope (self, self->option[PROP_SCOPE], g_value_get_float (value));
  else if (id == PROP_PLACE)
    imagette_filter_grid_set_place (self, g_value_get_string (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    set_option (self, (int) id, g_value_get_boolean (value));
  else
    set_option (self, (int) id, g_value_get_int (value));
}

static void
imagette_filter_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (object);

  if (id == PROP_SCOPE_MAX)
    g_value_set_float (value, self->scope_max);
  else if (id == PROP_PLACE)
    g_value_set_string (value, self->place);
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, self->option[id]);
  else
    g_value_set_int (value, self->option[id]);
}

static void
imagette_filter_grid_dispose (GObject *object)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (object);

  drop_tiles (self);
  g_clear_pointer (&self->tensor, nn_tensor_unref);
  if (self->title_destroy != NULL)
    g_steal_pointer (&self->title_destroy) (self->title_data);
  self->title_func = NULL;
  G_OBJECT_CLASS (imagette_filter_grid_parent_class)->dispose (object);
}

static void
imagette_filter_grid_finalize (GObject *object)
{
  ImagetteFilterGrid *self = IMAGETTE_FILTER_GRID (object);

  g_ptr_array_unref (self->tiles);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->pictures);
  g_free (self->place);
  g_free (self->reason);
  G_OBJECT_CLASS (imagette_filter_grid_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, NN_TILE_SIGNED, NN_TILE_INPUT,
                                       NN_TILE_SIGNED, flags);
  props[PROP_SCOPE] = g_param_spec_int ("scope", NULL, NULL, NN_SCOPE_TILE, NN_SCOPE_ALL,
                                        NN_SCOPE_LAYER, flags);
  props[PROP_COLORS] = g_param_spec_int ("colors", NULL, NULL, NN_COLORS_GREY,
                                         NN_COLORS_DIVERGING, NN_COLORS_GREY, flags);
  props[PROP_CAPTIONS] = g_param_spec_int ("captions", NULL, NULL, IMAGETTE_CAPTIONS_NONE,
                                           IMAGETTE_CAPTIONS_ROW, IMAGETTE_CAPTIONS_NONE, flags);
  props[PROP_SHOW_MAX] = g_param_spec_boolean ("show-max", NULL, NULL, FALSE, flags);
  props[PROP_FOLD] = g_param_spec_boolean ("fold", NULL, NULL, FALSE, flags);
  props[PROP_SPREAD] = g_param_spec_boolean ("spread", NULL, NULL, FALSE, flags);
  props[PROP_GAP] = g_param_spec_int ("gap", NULL, NULL, 0, 64, 2, flags);
  props[PROP_ROW_GAP] = g_param_spec_int ("row-gap", NULL, NULL, 0, 64, 6, flags);
  props[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 0, 256, 0, flags);
  props[PROP_MAX_SCALE] = g_param_spec_int ("max-scale", NULL, NULL, 1, 256, 16, flags);
  props[PROP_SCOPE_MAX] = g_param_spec_float ("scope-max", NULL, NULL, 0, G_MAXFLOAT, 0, flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  g_object_class_install_properties (class, N_PROPS, props);
}

static void
imagette_filter_grid_class_init (ImagetteFilterGridClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_filter_grid_set_property;
  object_class->get_property = imagette_filter_grid_get_property;
  object_class->dispose = imagette_filter_grid_dispose;
  object_class->finalize = imagette_filter_grid_finalize;
  widget_class->measure = imagette_filter_grid_measure;
  widget_class->size_allocate = imagette_filter_grid_size_allocate;
  widget_class->snapshot = imagette_filter_grid_snapshot;
  widget_class->css_changed = imagette_filter_grid_css_changed;
  widget_class->focus = imagette_filter_grid_focus;
  widget_class->grab_focus = imagette_filter_grid_grab_focus;
  widget_class->set_focus_child = imagette_filter_grid_set_focus_child;

  install_properties (object_class);
  signals[TILE_ACTIVATED] = g_signal_new ("tile-activated", IMAGETTE_TYPE_FILTER_GRID,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_INT, G_TYPE_INT);
  signals[TILE_SELECTED] = g_signal_new ("tile-selected", IMAGETTE_TYPE_FILTER_GRID,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_INT, G_TYPE_INT);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_FILTER_GRID,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                        G_TYPE_INT, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, row_end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, row_end_cb, "b", TRUE);
  gtk_widget_class_set_css_name (widget_class, "imagette-filter-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
clear_label (gpointer label)
{
  if (label != NULL)
    g_object_unref (label);
}

static void
clear_picture (gpointer node)
{
  if (node != NULL)
    gsk_render_node_unref (node);
}

static void
imagette_filter_grid_init (ImagetteFilterGrid *self)
{
  self->tiles = g_ptr_array_new ();
  self->labels = g_ptr_array_new_with_free_func (clear_label);
  self->pictures = g_ptr_array_new_with_free_func (clear_picture);
  self->reason = g_strdup (_("not computed yet"));
  self->selected = -1;
  self->option[PROP_SCOPE] = NN_SCOPE_LAYER;
  self->option[PROP_GAP] = 2;
  self->option[PROP_ROW_GAP] = 6;
  self->option[PROP_MAX_SCALE] = 16;
}

GtkWidget *
imagette_filter_grid_new (void)
{
  return g_object_new (IMAGETTE_TYPE_FILTER_GRID, NULL);
}

/* Content */

static gboolean
tensor_fits (ImagetteFilterGrid *self, NnTensor *tensor)
{
  int rank = nn_tensor_get_rank (tensor);
  gsize tiles = nn_tensor_get_size (tensor)
                / (nn_tensor_get_dim (tensor, rank - 1) * nn_tensor_get_dim (tensor, rank - 2));

  if (nn_tensor_get_dim (tensor, rank - 2) != (gsize) self->height
      || nn_tensor_get_dim (tensor, rank - 1) != (gsize) self->width)
    return FALSE;
  return tiles == (gsize) self->rows * (gsize) self->columns
         && (rank < 4 || nn_tensor_get_dim (tensor, 0) == (gsize) self->rows);
}

void
imagette_filter_grid_set_layout (ImagetteFilterGrid *self,
                                 int                 rows,
                                 int                 columns,
                                 int                 height,
                                 int                 width)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  g_return_if_fail (rows > 0 && columns > 0 && height > 0 && width > 0);

  if (self->rows == rows && self->columns == columns && self->height == height
      && self->width == width)
    return;
  self->rows = rows;
  self->columns = columns;
  self->height = height;
  self->width = width;
  self->selected = -1;
  if (self->first_row + self->n_rows > rows)
    self->first_row = self->n_rows = 0;
  if (self->tensor != NULL && !tensor_fits (self, self->tensor))
    g_clear_pointer (&self->tensor, nn_tensor_unref);
  make_tiles (self);
}

void
imagette_filter_grid_set_range (ImagetteFilterGrid *self, int first_row, int n_rows)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  g_return_if_fail (first_row >= 0 && n_rows >= 0 && first_row + n_rows <= self->rows);
  g_return_if_fail (n_rows > 0 || first_row == 0);

  if (self->first_row == first_row && self->n_rows == n_rows)
    return;
  self->first_row = first_row;
  self->n_rows = n_rows;
  make_tiles (self);
}

void
imagette_filter_grid_set_tensor (ImagetteFilterGrid *self, NnTensor *tensor)
{
  int rank;

  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));

  if (self->tensor == tensor)
    return;
  g_clear_pointer (&self->tensor, nn_tensor_unref);
  if (tensor == NULL)
    {
      imagette_filter_grid_fill (self);
      return;
    }

  rank = nn_tensor_get_rank (tensor);
  g_return_if_fail (rank >= 2);
  if (!tensor_fits (self, tensor))
    imagette_filter_grid_set_layout (self, rank > 2 ? (int) nn_tensor_get_dim (tensor, 0) : 1,
                                     rank > 3 ? (int) nn_tensor_get_dim (tensor, 1) : 1,
                                     (int) nn_tensor_get_dim (tensor, rank - 2),
                                     (int) nn_tensor_get_dim (tensor, rank - 1));
  self->tensor = nn_tensor_ref (tensor);
  self->layer_max = nn_tensor_abs_max (tensor);
  imagette_filter_grid_fill (self);
}

NnTensor *
imagette_filter_grid_get_tensor (ImagetteFilterGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_GRID (self), NULL);
  return self->tensor;
}

void
imagette_filter_grid_set_empty (ImagetteFilterGrid *self, const char *reason)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  g_return_if_fail (reason != NULL);

  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_clear_pointer (&self->tensor, nn_tensor_unref);
  imagette_filter_grid_fill (self);
}

void
imagette_filter_grid_set_title_func (ImagetteFilterGrid   *self,
                                     ImagetteTileTitleFunc func,
                                     gpointer              data,
                                     GDestroyNotify        destroy)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));

  if (self->title_destroy != NULL)
    self->title_destroy (self->title_data);
  self->title_func = func;
  self->title_data = data;
  self->title_destroy = destroy;
  dress_tiles (self);
}

void
imagette_filter_grid_set_place (ImagetteFilterGrid *self, const char *place)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));

  if (g_strcmp0 (self->place, place) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (place);
  for (guint i = 0; i < self->tiles->len; i++)
    imagette_tile_set_place (g_ptr_array_index (self->tiles, i), place);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
}

void
imagette_filter_grid_set_kind (ImagetteFilterGrid *self, NnTileKind kind)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  set_option (self, PROP_KIND, kind);
}

void
imagette_filter_grid_set_scope (ImagetteFilterGrid *self, NnScope scope, float scope_max)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));

  if (self->scope_max != scope_max)
    {
      self->scope_max = scope_max;
      if (scope == NN_SCOPE_ALL && self->option[PROP_SCOPE] == NN_SCOPE_ALL)
        imagette_filter_grid_fill (self);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCOPE_MAX]);
    }
  set_option (self, PROP_SCOPE, scope);
}

void
imagette_filter_grid_set_colors (ImagetteFilterGrid *self, NnColors colors)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  set_option (self, PROP_COLORS, colors);
}

void
imagette_filter_grid_set_captions (ImagetteFilterGrid *self, ImagetteCaptions captions)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  set_option (self, PROP_CAPTIONS, captions);
}

void
imagette_filter_grid_set_fold (ImagetteFilterGrid *self, gboolean fold)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  set_option (self, PROP_FOLD, !!fold);
}

void
imagette_filter_grid_set_scale (ImagetteFilterGrid *self, int scale)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self) && scale >= 0);
  set_option (self, PROP_SCALE, scale);
}

void
imagette_filter_grid_set_selected (ImagetteFilterGrid *self, int row, int column)
{
  int selected;

  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));
  g_return_if_fail (row < self->rows && column < self->columns);

  selected = row < 0 || column < 0 ? -1 : row * self->columns + column;
  if (self->selected == selected)
    return;
  self->selected = selected;
  for (guint i = 0; i < self->tiles->len; i++)
    imagette_tile_set_selected (g_ptr_array_index (self->tiles, i),
                                self->first_row * self->columns + (int) i == selected);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
imagette_filter_grid_get_selected (ImagetteFilterGrid *self, int *row, int *column)
{
  g_return_if_fail (IMAGETTE_IS_FILTER_GRID (self));

  *row = self->selected < 0 ? -1 : self->selected / self->columns;
  *column = self->selected < 0 ? -1 : self->selected % self->columns;
}

void
imagette_filter_grid_set_badge (ImagetteFilterGrid *self,
                                int                 row,
                                int                 column,
                                const char         *badge)
{
  ImagetteTile *tile = imagette_filter_grid_get_tile (self, row, column);

  if (tile != NULL)
    imagette_tile_set_badge (tile, badge);
}

ImagetteTile *
imagette_filter_grid_get_tile (ImagetteFilterGrid *self, int row, int column)
{
  g_return_val_if_fail (IMAGETTE_IS_FILTER_GRID (self), NULL);

  row -= self->first_row;
  if (row < 0 || row >= imagette_filter_grid_shown_rows (self) || column < 0
      || column >= self->columns)
    return NULL;
  return g_ptr_array_index (self->tiles, row * self->columns + column);
}

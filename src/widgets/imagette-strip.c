/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-strip.h"

#include <string.h>

struct _ImagetteStrip
{
  GtkWidget parent_instance;

  GtkWidget *tile;
  int columns, n;
};

enum
{
  PROP_0,
  PROP_COLUMNS,
  PROP_SCALE,
  PROP_MAX_SCALE,
  PROP_TITLE,
  PROP_PLACE,
  N_PROPS
};

enum
{
  UNIT_HOVERED,
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteStrip, imagette_strip, GTK_TYPE_WIDGET)

static int
rows (ImagetteStrip *self)
{
  return (self->n + self->columns - 1) / self->columns;
}

static void
cell_hovered_cb (ImagetteTile *tile, int row, int column, ImagetteStrip *self)
{
  int unit = row < 0 ? -1 : row * self->columns + column;

  g_signal_emit (self, signals[UNIT_HOVERED], 0, unit < self->n ? unit : -1);
}

static void
activated_cb (ImagetteTile *tile, ImagetteStrip *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* Scale, title and place are the tile's. */
static void
imagette_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ImagetteStrip *self = IMAGETTE_STRIP (object);

  if (id == PROP_COLUMNS)
    imagette_strip_set_columns (self, g_value_get_int (value));
  else
    g_object_set_property (G_OBJECT (self->tile), pspec->name, value);
}

static void
imagette_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteStrip *self = IMAGETTE_STRIP (object);

  if (id == PROP_COLUMNS)
    g_value_set_int (value, self->columns);
  else
    g_object_get_property (G_OBJECT (self->tile), pspec->name, value);
}

static void
imagette_strip_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_STRIP (object)->tile, gtk_widget_unparent);
  G_OBJECT_CLASS (imagette_strip_parent_class)->dispose (object);
}

static void
imagette_strip_class_init (ImagetteStripClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_strip_set_property;
  object_class->get_property = imagette_strip_get_property;
  object_class->dispose = imagette_strip_dispose;

  props[PROP_COLUMNS] = g_param_spec_int ("columns", NULL, NULL, 1, 1024, 12, flags);
  props[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 0, 256, 0, flags);
  props[PROP_MAX_SCALE] = g_param_spec_int ("max-scale", NULL, NULL, 1, 256, 16, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  props[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[UNIT_HOVERED] = g_signal_new ("unit-hovered", IMAGETTE_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ACTIVATED] = g_signal_new ("activated", IMAGETTE_TYPE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagette-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
imagette_strip_init (ImagetteStrip *self)
{
  self->columns = 12;
  self->tile = imagette_tile_new ();
  imagette_tile_set_max_scale (IMAGETTE_TILE (self->tile), 16);
  gtk_widget_set_parent (self->tile, GTK_WIDGET (self));
  g_signal_connect_object (self->tile, "cell-hovered", G_CALLBACK (cell_hovered_cb), self, 0);
  g_signal_connect_object (self->tile, "activated", G_CALLBACK (activated_cb), self, 0);
}

GtkWidget *
imagette_strip_new (void)
{
  return g_object_new (IMAGETTE_TYPE_STRIP, NULL);
}

void
imagette_strip_set_length (ImagetteStrip *self, int n)
{
  g_return_if_fail (IMAGETTE_IS_STRIP (self) && n >= 0);

  if (self->n == n)
    return;
  self->n = n;
  imagette_tile_set_room (IMAGETTE_TILE (self->tile), rows (self), self->columns);
}

void
imagette_strip_set_columns (ImagetteStrip *self, int columns)
{
  g_return_if_fail (IMAGETTE_IS_STRIP (self) && columns > 0);

  if (self->columns == columns)
    return;
  self->columns = columns;
  imagette_tile_set_room (IMAGETTE_TILE (self->tile), rows (self), columns);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COLUMNS]);
}

void
imagette_strip_set_tensor (ImagetteStrip *self,
                           NnTensor      *tensor,
                           NnTileKind     kind,
                           NnColors       colors,
                           float          m)
{
  ImagetteTile *tile;
  g_autofree float *padded = NULL;
  const float *values;

  g_return_if_fail (IMAGETTE_IS_STRIP (self));

  tile = IMAGETTE_TILE (self->tile);
  if (tensor == NULL)
    {
      imagette_tile_set_room (tile, rows (self), self->columns);
      imagette_tile_set_empty (tile, imagette_tile_get_empty_text (tile));
      return;
    }

  imagette_strip_set_length (self, (int) nn_tensor_get_size (tensor));
  values = nn_tensor_get_data (tensor);
  if (self->n % self->columns != 0)
    {
      padded = g_new0 (float, (gsize) rows (self) * (gsize) self->columns);
      memcpy (padded, values, (gsize) self->n * sizeof *values);
      values = padded;
    }
  imagette_tile_set_values (tile, values, rows (self), self->columns, kind, colors,
                            m > 0 ? m : nn_tensor_abs_max (tensor));
}

void
imagette_strip_set_title (ImagetteStrip *self, const char *title)
{
  g_return_if_fail (IMAGETTE_IS_STRIP (self));
  imagette_tile_set_title (IMAGETTE_TILE (self->tile), title);
}

void
imagette_strip_set_place (ImagetteStrip *self, const char *place)
{
  g_return_if_fail (IMAGETTE_IS_STRIP (self));
  imagette_tile_set_place (IMAGETTE_TILE (self->tile), place);
}

void
imagette_strip_frame (ImagetteStrip *self, int first, int n)
{
  ImagetteTile *tile;

  g_return_if_fail (IMAGETTE_IS_STRIP (self));
  g_return_if_fail (n == 0 || (first >= 0 && first + n <= self->n));

  tile = IMAGETTE_TILE (self->tile);
  if (n == 1)
    imagette_tile_set_overlay (tile, first / self->columns, first % self->columns, 1, 1);
  else
    imagette_tile_set_overlay (tile, 0, 0, n > 0 ? rows (self) : 0, self->columns);
}

ImagetteTile *
imagette_strip_get_tile (ImagetteStrip *self)
{
  g_return_val_if_fail (IMAGETTE_IS_STRIP (self), NULL);
  return IMAGETTE_TILE (self->tile);
}

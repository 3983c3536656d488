/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-image-grid.h"

#include <glib/gi18n-lib.h>

#include "widgets/imagette-tile.h"

#define MAX_COLUMNS 40

struct _ImagetteImageGrid
{
  GtkWidget parent_instance;

  GtkWidget *stack, *grid, *empty;
  GListStore *store;
  GtkSingleSelection *selection;
  int scale;
  gboolean replacing;             /* the selection is being carried over */
};

enum
{
  PROP_0,
  PROP_SCALE,
  PROP_EMPTY_TEXT,
  N_PROPS
};

enum
{
  ACTIVATED,
  SELECTED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteImageGrid, imagette_image_grid, GTK_TYPE_WIDGET)

/* A cell: the picture, the given class, and what it was read as. */

static void
setup_cb (ImagetteImageGrid *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *tile = imagette_tile_new ();
  GtkWidget *caption = gtk_label_new (NULL);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *sign = gtk_label_new (NULL);
  GtkWidget *words = gtk_label_new (NULL);

  /* The list's own cell has focus and selection. */
  gtk_widget_set_focusable (tile, FALSE);
  gtk_widget_set_can_target (tile, FALSE);
  gtk_widget_set_halign (tile, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (second, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (second), sign);
  gtk_box_append (GTK_BOX (second), words);
  gtk_box_append (GTK_BOX (box), tile);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), second);
  g_object_set_data (G_OBJECT (box), "tile", tile);
  g_object_set_data (G_OBJECT (box), "caption", caption);
  g_object_set_data (G_OBJECT (box), "second", second);
  g_object_set_data (G_OBJECT (box), "sign", sign);
  g_object_set_data (G_OBJECT (box), "words", words);
  gtk_list_item_set_child (item, box);
}

static void
set_label (GObject *box, const char *key, const char *text)
{
  GtkWidget *label = g_object_get_data (box, key);

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

static void
bind_cb (ImagetteImageGrid *self, GtkListItem *item)
{
  ImagetteImageItem *image = gtk_list_item_get_item (item);
  GObject *box = G_OBJECT (gtk_list_item_get_child (item));
  ImagetteTile *tile = g_object_get_data (box, "tile");
  GtkWidget *second = g_object_get_data (box, "second");
  gboolean mistake = imagette_image_item_get_mistake (image);
  const char *title = imagette_image_item_get_title (image);
  const guint8 *pixels;
  int height, width;

  pixels = imagette_image_item_get_pixels (image, &height, &width);
  imagette_tile_set_scale (tile, self->scale);
  imagette_tile_set_bytes (tile, pixels, height, width);
  imagette_tile_set_title (tile, title);
  set_label (box, "caption", imagette_image_item_get_caption (image));
  set_label (box, "sign", mistake ? "✗" : NULL);
  set_label (box, "words", imagette_image_item_get_second (image));
  if (mistake)
    gtk_widget_add_css_class (second, "mistake");
  else
    gtk_widget_remove_css_class (second, "mistake");
  gtk_widget_set_visible (second, imagette_image_item_get_second (image) != NULL);
  if (title != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static GtkListItemFactory *
make_factory (ImagetteImageGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  return factory;
}

static void
activate_cb (ImagetteImageGrid *self, guint position)
{
  g_autoptr (ImagetteImageItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, imagette_image_item_get_index (item));
}

static guint
selected_index (ImagetteImageGrid *self)
{
  ImagetteImageItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? imagette_image_item_get_index (item) : G_MAXUINT;
}

static void
selected_cb (ImagetteImageGrid *self)
{
  if (!self->replacing)
    g_signal_emit (self, signals[SELECTED], 0, selected_index (self));
}

static void
imagette_image_grid_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  ImagetteImageGrid *self = IMAGETTE_IMAGE_GRID (object);

  switch (id)
    {
    case PROP_SCALE: imagette_image_grid_set_scale (self, g_value_get_int (value)); break;
    case PROP_EMPTY_TEXT:
      imagette_image_grid_set_empty_text (self, g_value_get_string (value));
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_image_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ImagetteImageGrid *self = IMAGETTE_IMAGE_GRID (object);

  switch (id)
    {
    case PROP_SCALE: g_value_set_int (value, self->scale); break;
    case PROP_EMPTY_TEXT:
      g_value_set_string (value, gtk_label_get_text (GTK_LABEL (self->empty)));
      break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_image_grid_dispose (GObject *object)
{
  ImagetteImageGrid *self = IMAGETTE_IMAGE_GRID (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (imagette_image_grid_parent_class)->dispose (object);
}

static void
imagette_image_grid_class_init (ImagetteImageGridClass *class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = imagette_image_grid_set_property;
  object_class->get_property = imagette_image_grid_get_property;
  object_class->dispose = imagette_image_grid_dispose;

  props[PROP_SCALE] = g_param_spec_int ("scale", NULL, NULL, 1, 64, 3, flags);
  props[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[ACTIVATED] = g_signal_new ("activated", IMAGETTE_TYPE_IMAGE_GRID, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTED] = g_signal_new ("selected", IMAGETTE_TYPE_IMAGE_GRID, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagette-image-grid");
}

static void
imagette_image_grid_init (ImagetteImageGrid *self)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  self->scale = 3;
  self->store = g_list_store_new (IMAGETTE_TYPE_IMAGE_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);

  self->grid = gtk_grid_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)),
                                  make_factory (self));
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (self->grid), MAX_COLUMNS);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), self->grid);

  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->empty, "dim-label");

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroll, "images");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));

  g_signal_connect_object (self->grid, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
imagette_image_grid_new (void)
{
  return g_object_new (IMAGETTE_TYPE_IMAGE_GRID, NULL);
}

void
imagette_image_grid_set_items (ImagetteImageGrid *self, GPtrArray *items)
{
  guint before, n = items != NULL ? items->len : 0;
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (IMAGETTE_IS_IMAGE_GRID (self));

  before = selected_index (self);
  for (guint i = 0; i < n && before != G_MAXUINT; i++)
    if (imagette_image_item_get_index (g_ptr_array_index (items, i)) == before)
      position = i;

  self->replacing = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       n > 0 ? items->pdata : NULL, n);
  gtk_single_selection_set_selected (self->selection, position);
  self->replacing = FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "images" : "empty");
  if (selected_index (self) != before)
    selected_cb (self);
}

GListModel *
imagette_image_grid_get_items (ImagetteImageGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_IMAGE_GRID (self), NULL);
  return G_LIST_MODEL (self->store);
}

void
imagette_image_grid_set_scale (ImagetteImageGrid *self, int scale)
{
  GtkListItemFactory *factory;

  g_return_if_fail (IMAGETTE_IS_IMAGE_GRID (self) && scale >= 1);

  if (self->scale == scale)
    return;
  self->scale = scale;
  /* A new factory binds all visible cells anew. */
  factory = make_factory (self);
  gtk_grid_view_set_factory (GTK_GRID_VIEW (self->grid), factory);
  g_object_unref (factory);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SCALE]);
}

void
imagette_image_grid_set_empty_text (ImagetteImageGrid *self, const char *text)
{
  g_return_if_fail (IMAGETTE_IS_IMAGE_GRID (self));

  gtk_label_set_text (GTK_LABEL (self->empty), text != NULL ? text : "");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMPTY_TEXT]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-tile-detail.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "widgets/imagette-cells.h"

struct _ImagetteTileDetail
{
  GtkWidget parent_instance;

  GtkWidget *box, *title, *range, *cells, *reading;
  ImagetteTile *source;           /* borrowed, weak */
  int marked_row, marked_column;  /* -1: no cell */
  gboolean held;
};

enum
{
  CLOSED,
  CELL_HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteTileDetail, imagette_tile_detail, GTK_TYPE_WIDGET)

static void
update_reading (ImagetteTileDetail *self)
{
  g_autofree char *text = imagette_cells_describe (IMAGETTE_CELLS (self->cells));

  gtk_label_set_text (GTK_LABEL (self->reading), text);
}

static void
update_range (ImagetteTileDetail *self)
{
  g_autofree char *low = NULL, *high = NULL, *text = NULL;
  double from = INFINITY, to = -INFINITY;
  const float *values;
  int height, width;
  float m;

  values = imagette_tile_get_values (self->source, &height, &width, NULL, NULL, &m);
  for (int i = 0; values != NULL && i < height * width; i++)
    if (isfinite (values[i]))
      {
        from = MIN (from, (double) values[i]);
        to = MAX (to, (double) values[i]);
      }
  if (from > to)
    {
      gtk_label_set_text (GTK_LABEL (self->range),
                          values == NULL ? imagette_tile_get_empty_text (self->source)
                                         : _("no finite value"));
      return;
    }
  low = imagette_look_number (from, m);
  high = imagette_look_number (to, m);
  if (m > 0)
    {
      g_autofree char *scale = imagette_look_number (m, m);

      /* Translators: rows, columns, smallest and largest value, and the value of full white. */
      text = g_strdup_printf (_("%d × %d · from %s to %s · m = %s"), height, width, low, high,
                              scale);
    }
  else
    text = g_strdup_printf (_("%d × %d · from %s to %s"), height, width, low, high);
  gtk_label_set_text (GTK_LABEL (self->range), text);
}

/* The title, and the badge that is over the tile. */
static void
update_title (ImagetteTileDetail *self)
{
  const char *badge = imagette_tile_get_badge (self->source);
  g_autofree char *title = g_strconcat (imagette_tile_get_title (self->source),
                                        badge != NULL ? " · " : NULL, badge, NULL);

  gtk_label_set_text (GTK_LABEL (self->title), title);
}

static void
update (ImagetteTileDetail *self)
{
  imagette_cells_set_source (IMAGETTE_CELLS (self->cells), self->source);
  if (self->source == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->title), "");
      gtk_label_set_text (GTK_LABEL (self->range), "");
      gtk_label_set_text (GTK_LABEL (self->reading), "");
      return;
    }
  update_title (self);
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->cells),
                             imagette_tile_get_title (self->source));
  update_range (self);
  update_reading (self);
}

static void
source_gone_cb (gpointer data, GObject *gone)
{
  ImagetteTileDetail *self = data;

  self->source = NULL;
  update (self);
}

static void
drop_source (ImagetteTileDetail *self)
{
  if (self->source == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->source, self);
  g_object_weak_unref (G_OBJECT (self->source), source_gone_cb, self);
  self->source = NULL;
}

static void
mark (ImagetteTileDetail *self, int row, int column, gboolean held)
{
  self->marked_row = row;
  self->marked_column = column;
  self->held = held;
  imagette_cells_set_marked (IMAGETTE_CELLS (self->cells), row, column, held);
}

static void
cell_hovered_cb (ImagetteTileDetail *self, int row, int column)
{
  update_reading (self);
  if (self->held)
    return;
  if (row >= 0)
    mark (self, row, column, FALSE);
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
cell_activated_cb (ImagetteTileDetail *self, int row, int column)
{
  mark (self, row, column,
        !(self->held && row == self->marked_row && column == self->marked_column));
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
close_cb (ImagetteTileDetail *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
imagette_tile_detail_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (IMAGETTE_TILE_DETAIL (widget)->cells);
}

static void
imagette_tile_detail_dispose (GObject *object)
{
  ImagetteTileDetail *self = IMAGETTE_TILE_DETAIL (object);

  drop_source (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (imagette_tile_detail_parent_class)->dispose (object);
}

static void
imagette_tile_detail_class_init (ImagetteTileDetailClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_tile_detail_dispose;
  widget_class->grab_focus = imagette_tile_detail_grab_focus;
  signals[CLOSED] = g_signal_new ("closed", IMAGETTE_TYPE_TILE_DETAIL,
                                  G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_TILE_DETAIL,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_INT, G_TYPE_INT);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Escape, 0, "closed", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagette-tile-detail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_label (ImagetteTileDetail *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
imagette_tile_detail_init (ImagetteTileDetail *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->marked_row = self->marked_column = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = make_label (self, "imagette-title");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_tooltip_text (close, _("Close (Escape)"));
  gtk_widget_add_css_class (close, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Close"), -1);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (self->box), head);
  self->range = make_label (self, "numeric");
  gtk_box_append (GTK_BOX (self->box), self->range);
  self->cells = imagette_cells_new ();
  gtk_widget_set_hexpand (self->cells, TRUE);
  gtk_widget_set_vexpand (self->cells, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->cells);
  self->reading = make_label (self, "numeric");
  gtk_box_append (GTK_BOX (self->box), self->reading);

  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "cell-hovered", G_CALLBACK (cell_hovered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cells, "cell-activated", G_CALLBACK (cell_activated_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
imagette_tile_detail_new (void)
{
  return g_object_new (IMAGETTE_TYPE_TILE_DETAIL, NULL);
}

void
imagette_tile_detail_set_source (ImagetteTileDetail *self, ImagetteTile *source)
{
  g_return_if_fail (IMAGETTE_IS_TILE_DETAIL (self));
  g_return_if_fail (source == NULL || IMAGETTE_IS_TILE (source));

  if (self->source == source)
    return;
  drop_source (self);
  mark (self, -1, -1, FALSE);
  self->source = source;
  if (source != NULL)
    {
      g_object_weak_ref (G_OBJECT (source), source_gone_cb, self);
      g_signal_connect_swapped (source, "content-changed", G_CALLBACK (update), self);
      g_signal_connect_swapped (source, "notify::title", G_CALLBACK (update), self);
      g_signal_connect_swapped (source, "notify::badge", G_CALLBACK (update_title), self);
    }
  update (self);
}

ImagetteTile *
imagette_tile_detail_get_source (ImagetteTileDetail *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE_DETAIL (self), NULL);
  return self->source;
}

void
imagette_tile_detail_mark (ImagetteTileDetail *self, int row, int column)
{
  g_return_if_fail (IMAGETTE_IS_TILE_DETAIL (self));

  mark (self, row, column, FALSE);
  imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (self->cells), row, column);
  update_reading (self);
}

gboolean
imagette_tile_detail_get_marked (ImagetteTileDetail *self, int *row, int *column)
{
  g_return_val_if_fail (IMAGETTE_IS_TILE_DETAIL (self), FALSE);

  *row = self->marked_row;
  *column = self->marked_column;
  return self->held;
}

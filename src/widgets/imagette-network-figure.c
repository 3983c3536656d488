/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-network-figure.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _ImagetteNetworkFigure
{
  ImagetteCellCanvas parent_instance;

  NnNetworkFigure *figure;
  NnNetworkPlace place;           /* as it was painted last, … */
  double placed[3];               /* … in that width, height and size of the font; 0: anew */
  NnNetworkCells cells[NN_NETWORK_MAX_STAGES];
  int raised_stage, raised_channel; /* -1: none */
};

G_DEFINE_FINAL_TYPE (ImagetteNetworkFigure, imagette_network_figure, IMAGETTE_TYPE_CELL_CANVAS)

static int
plane_size (const NnNetworkStage *stage)
{
  return stage->height * stage->width;
}

static int
count_units (const NnNetworkStage *stage)
{
  return stage->channels * plane_size (stage);
}

/* ---- sizes ---- */

static void
imagette_network_figure_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  NnStyle style;
  double width, height;

  imagette_look_init_style (widget, &style);
  nn_network_figure_measure (IMAGETTE_NETWORK_FIGURE (widget)->figure, &style, &width, &height);
  *minimum = *natural = (int) ceil (orientation == GTK_ORIENTATION_HORIZONTAL ? width : height);
}

/* ---- painting ---- */

static void
imagette_network_figure_paint (ImagetteCanvas *canvas,
                               cairo_t        *cr,
                               const NnStyle  *style,
                               double          width,
                               double          height)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (canvas);

  /* With each picture the values change, not what is measured. */
  if (self->placed[0] != width || self->placed[1] != height || self->placed[2] != style->font_size)
    {
      nn_network_figure_place (self->figure, style, width, height, &self->place);
      self->placed[0] = width;
      self->placed[1] = height;
      self->placed[2] = style->font_size;
    }
  nn_network_figure_draw (self->figure, &self->place, style, cr);
}

static void
imagette_network_figure_paint_over (ImagetteCanvas *canvas,
                                    cairo_t        *cr,
                                    const NnStyle  *style,
                                    double          width,
                                    double          height)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (canvas);
  int stage, unit;

  if (self->raised_stage >= 0)
    nn_network_figure_raise (self->figure, &self->place, style, cr, self->raised_stage,
                             self->raised_channel);
  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &stage, &unit))
    return;
  nn_network_figure_raise (self->figure, &self->place, style, cr, stage,
                           unit / plane_size (&self->figure->stages[stage]));
  nn_network_figure_point (self->figure, &self->place, style, cr, stage, unit, self->cells);
}

/* ---- words ---- */

static char *
describe_all (ImagetteNetworkFigure *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < self->figure->n; i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", self->figure->stages[i].name,
                            self->figure->stages[i].size);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
imagette_network_figure_describe (ImagetteCanvas *canvas)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (canvas);
  g_autofree char *number = NULL;
  const NnNetworkStage *stage;
  int i, unit, size;
  float value;

  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &i, &unit))
    return describe_all (self);
  stage = &self->figure->stages[i];
  size = plane_size (stage);
  number = imagette_network_figure_get_value (self, i, unit, &value)
             ? imagette_look_number (value, nn_tensor_abs_max (stage->values)) : g_strdup ("–");
  if (size == 1)
    return g_strdup_printf (_("%s, number %d of %d: %s"), stage->name, unit + 1, stage->channels,
                            number);
  return g_strdup_printf (_("%s, plane %d of %d, row %d, column %d: %s"), stage->name,
                          unit / size + 1, stage->channels, unit / stage->width % stage->height,
                          unit % stage->width, number);
}

/* ---- cells ---- */

static void
imagette_network_figure_get_size (ImagetteCellCanvas *canvas,
                                  int                *n_rows,
                                  int                *n_columns)
{
  const NnNetworkFigure *figure = IMAGETTE_NETWORK_FIGURE (canvas)->figure;

  *n_rows = figure->n;
  *n_columns = 0;
  for (int i = 0; i < figure->n; i++)
    *n_columns = MAX (*n_columns, count_units (&figure->stages[i]));
}

static gboolean
imagette_network_figure_cell_at (ImagetteCellCanvas *canvas,
                                 double              x,
                                 double              y,
                                 int                *row,
                                 int                *column)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (canvas);

  return nn_network_figure_pick (self->figure, &self->place, x, y, self->raised_stage,
                                 self->raised_channel, row, column);
}

/* The unit in the middle of a plane. */
static int
middle_of (const NnNetworkStage *stage,
           int                   channel)
{
  return (channel * stage->height + stage->height / 2) * stage->width + stage->width / 2;
}

static void
imagette_network_figure_begin (ImagetteCellCanvas *canvas,
                               int                *row,
                               int                *column)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (canvas);

  *row = MAX (self->raised_stage, 0);
  *column = middle_of (&self->figure->stages[*row], MAX (self->raised_channel, 0));
}

static void
imagette_network_figure_step (ImagetteCellCanvas *canvas,
                              int                 down,
                              int                 right,
                              int                *row,
                              int                *column)
{
  const NnNetworkFigure *figure = IMAGETTE_NETWORK_FIGURE (canvas)->figure;
  const NnNetworkStage *stage = &figure->stages[*row];
  int channel = *column / plane_size (stage);
  const int next = CLAMP (*row + right, 0, figure->n - 1);

  /* As far down the next stage as down this one. */
  if (next != *row)
    channel = channel * figure->stages[next].channels / stage->channels;
  *row = next;
  *column = middle_of (&figure->stages[next],
                       CLAMP (channel + down, 0, figure->stages[next].channels - 1));
}

/* Shift and an arrow: within the plane. */
static gboolean
move_within_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   data)
{
  ImagetteNetworkFigure *self = IMAGETTE_NETWORK_FIGURE (widget);
  const NnNetworkStage *stage;
  int i, unit, row, column, down, right;

  if (!imagette_cell_canvas_get_cursor (IMAGETTE_CELL_CANVAS (self), &i, &unit))
    return FALSE;
  stage = &self->figure->stages[i];
  g_variant_get (args, "(ii)", &down, &right);
  row = CLAMP (unit / stage->width % stage->height + down, 0, stage->height - 1);
  column = CLAMP (unit % stage->width + right, 0, stage->width - 1);
  unit = (unit / plane_size (stage) * stage->height + row) * stage->width + column;
  imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (self), i, unit);
  g_signal_emit_by_name (self, "cell-hovered", i, unit);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

/* ---- life ---- */

static void
imagette_network_figure_finalize (GObject *object)
{
  nn_network_figure_free (IMAGETTE_NETWORK_FIGURE (object)->figure);
  G_OBJECT_CLASS (imagette_network_figure_parent_class)->finalize (object);
}

static void
imagette_network_figure_class_init (ImagetteNetworkFigureClass *class)
{
  static const struct { guint key; int down, right; } keys[] = {
    { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 }, { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);
  ImagetteCellCanvasClass *cell_class = IMAGETTE_CELL_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_network_figure_finalize;
  widget_class->measure = imagette_network_figure_measure;
  canvas_class->paint = imagette_network_figure_paint;
  canvas_class->paint_over = imagette_network_figure_paint_over;
  canvas_class->describe = imagette_network_figure_describe;
  cell_class->get_size = imagette_network_figure_get_size;
  cell_class->cell_at = imagette_network_figure_cell_at;
  cell_class->begin = imagette_network_figure_begin;
  cell_class->step = imagette_network_figure_step;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, GDK_SHIFT_MASK, move_within_cb, "(ii)",
                                  keys[i].down, keys[i].right);
}

static void
imagette_network_figure_init (ImagetteNetworkFigure *self)
{
  self->figure = nn_network_figure_new ();
  self->raised_stage = self->raised_channel = -1;
}

GtkWidget *
imagette_network_figure_new (void)
{
  return g_object_new (IMAGETTE_TYPE_NETWORK_FIGURE, NULL);
}

/* ---- content ---- */

static gboolean
has_same_shape (const NnNetworkFigure *a,
                const NnNetworkFigure *b)
{
  for (int i = 0; a->n == b->n && i < a->n; i++)
    if (a->stages[i].channels != b->stages[i].channels
        || plane_size (&a->stages[i]) != plane_size (&b->stages[i]))
      return FALSE;
  return a->n == b->n;
}

void
imagette_network_figure_take (ImagetteNetworkFigure *self,
                              NnNetworkFigure       *figure)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_FIGURE (self) && figure != NULL);

  if (!has_same_shape (self->figure, figure))
    {
      imagette_cell_canvas_set_cursor (IMAGETTE_CELL_CANVAS (self), -1, -1);
      self->raised_stage = self->raised_channel = -1;
      self->placed[0] = 0;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  nn_network_figure_free (self->figure);
  self->figure = figure;
  imagette_cell_canvas_changed (IMAGETTE_CELL_CANVAS (self));
}

void
imagette_network_figure_set_cells (ImagetteNetworkFigure *self,
                                   const NnNetworkCells  *cells)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_FIGURE (self) && cells != NULL);

  memcpy (self->cells, cells, sizeof self->cells);
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

void
imagette_network_figure_raise (ImagetteNetworkFigure *self,
                               int                    stage,
                               int                    channel)
{
  g_return_if_fail (IMAGETTE_IS_NETWORK_FIGURE (self) && stage < self->figure->n);

  self->raised_stage = stage;
  self->raised_channel = channel;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
}

gboolean
imagette_network_figure_get_value (ImagetteNetworkFigure *self,
                                   int                    stage,
                                   int                    unit,
                                   float                 *value)
{
  g_return_val_if_fail (IMAGETTE_IS_NETWORK_FIGURE (self), FALSE);
  g_return_val_if_fail (stage >= 0 && stage < self->figure->n, FALSE);

  if (self->figure->stages[stage].values == NULL)
    return FALSE;
  *value = nn_tensor_get_data (self->figure->stages[stage].values)[unit];
  return TRUE;
}

void
imagette_network_figure_get_rect (ImagetteNetworkFigure *self,
                                  int                    stage,
                                  int                    unit,
                                  double                 rect[4])
{
  const NnNetworkStage *it;

  g_return_if_fail (IMAGETTE_IS_NETWORK_FIGURE (self) && stage < self->figure->n);

  it = &self->figure->stages[stage];
  nn_network_place_rect (&self->place, stage, unit / plane_size (it), unit / it->width % it->height,
                         unit % it->width, 1, 1, rect);
}

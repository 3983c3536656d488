/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-line-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_TYPED 8               /* characters */
#define DRAG_PIXELS 5             /* a click may tremble */

enum { EDITED, MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteLineFigure, imagette_line_figure, IMAGETTE_TYPE_CANVAS)

static void
place_now (ImagetteLineFigure *self, ImagetteLinePlace *place)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NnStyle style;

  imagette_look_init_style (widget, &style);
  imagette_line_figure_place (self, style.font_size, gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget), place);
}

static gboolean
is_editable (ImagetteLineRow row)
{
  return row == IMAGETTE_LINE_FILTER || row == IMAGETTE_LINE_SIGNAL;
}

/* ---- the window ---- */

static void
move_to (ImagetteLineFigure *self, int position)
{
  position = CLAMP (position, 0, self->line.n_output - 1);
  if (position < 0 || position == self->position)
    return;
  self->position = position;
  self->revealed = -1;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[MOVED], 0, position);
}

/* ---- typing ---- */

static void
stop_typing (ImagetteLineFigure *self)
{
  if (self->typed != NULL)
    g_string_free (self->typed, TRUE);
  self->typed = NULL;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

/* A point or a comma, whatever the locale writes; what is no number leaves the old one. */
static void
commit (ImagetteLineFigure *self)
{
  g_autofree char *text = NULL;
  char *end;
  double value;

  if (self->typed == NULL)
    return;
  text = g_strdelimit (g_strdup (self->typed->str), ",", '.');
  value = g_ascii_strtod (text, &end);
  stop_typing (self);
  if (end != text && *end == '\0' && isfinite (value))
    g_signal_emit (self, signals[EDITED], 0, (int) self->row, self->index, value);
}

static gboolean
type (ImagetteLineFigure *self, char letter)
{
  if (!is_editable (self->row))
    return FALSE;
  if (self->typed == NULL)
    self->typed = g_string_new (NULL);
  if (letter == '\b')
    g_string_truncate (self->typed, MAX (self->typed->len, 1) - 1);
  else if (self->typed->len < MAX_TYPED && (letter != '-' || self->typed->len == 0))
    g_string_append_c (self->typed, letter);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
key_pressed_cb (ImagetteLineFigure *self, guint key, guint code, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (key);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (key == GDK_KEY_KP_Decimal || key == GDK_KEY_KP_Separator)
    letter = '.';
  if (letter == 0x2212)
    letter = '-';
  if (letter != 0 && letter < 128 && strchr ("0123456789.,-", (int) letter) != NULL)
    return type (self, (char) letter);
  return key == GDK_KEY_BackSpace && type (self, '\b');
}

/* ---- the other keys ---- */

static void
choose (ImagetteLineFigure *self, ImagetteLineRow row, int index)
{
  commit (self);
  self->row = row;
  self->index = CLAMP (index, 0, MAX (imagette_line_figure_count (self, row), 1) - 1);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

/* From the window into it, and from the rows above back to the window. */
static void
change_row (ImagetteLineFigure *self, int down)
{
  const ImagetteLine *line = &self->line;
  int begin = MAX (self->position, 0) * line->stride - line->padding;
  ImagetteLineRow row = CLAMP ((int) MIN (self->row, IMAGETTE_LINE_OUTPUT) + down,
                               IMAGETTE_LINE_FILTER, IMAGETTE_LINE_OUTPUT);
  int index = 0;

  if (row == IMAGETTE_LINE_SIGNAL)
    index = begin + (self->row == IMAGETTE_LINE_FILTER ? self->index : 0);
  else if (row == IMAGETTE_LINE_FILTER && self->row == IMAGETTE_LINE_SIGNAL)
    index = self->index - begin;
  choose (self, row, index);
}

static gboolean
arrow_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);
  int down, right;

  g_variant_get (args, "(ii)", &down, &right);
  if (down != 0)
    change_row (self, down);
  else if (is_editable (self->row))
    choose (self, self->row, self->index + right);
  else
    move_to (self, self->position + right);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

/* Home, End */
static gboolean
end_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);
  int end;

  g_variant_get (args, "(i)", &end);
  if (is_editable (self->row))
    choose (self, self->row, end * IMAGETTE_LINE_MAX);
  else
    move_to (self, end * IMAGETTE_LINE_MAX);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

/* Enter, and Escape, that goes on to the page when nothing is being typed. */
static gboolean
finish_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);
  gboolean keep;

  g_variant_get (args, "(b)", &keep);
  if (self->typed == NULL)
    return FALSE;
  if (keep)
    commit (self);
  else
    stop_typing (self);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

/* Only while typing: else Tab leaves the figure, as everywhere. */
static gboolean
tab_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);
  int right, n = imagette_line_figure_count (self, self->row);

  g_variant_get (args, "(i)", &right);
  if (self->typed == NULL)
    return FALSE;
  commit (self);
  if (self->index + right < 0 || self->index + right >= n)
    return FALSE;
  choose (self, self->row, self->index + right);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
zero_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);

  if (!is_editable (self->row))
    return FALSE;
  stop_typing (self);
  g_signal_emit (self, signals[EDITED], 0, (int) self->row, self->index, 0.0);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  static const struct { guint key; int down, right; } arrows[] = {
    { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 }, { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (class, arrows[i].key, 0, arrow_cb, "(ii)", arrows[i].down,
                                  arrows[i].right);
  gtk_widget_class_add_binding (class, GDK_KEY_Home, 0, end_cb, "(i)", 0);
  gtk_widget_class_add_binding (class, GDK_KEY_End, 0, end_cb, "(i)", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_Return, 0, finish_cb, "(b)", TRUE);
  gtk_widget_class_add_binding (class, GDK_KEY_KP_Enter, 0, finish_cb, "(b)", TRUE);
  gtk_widget_class_add_binding (class, GDK_KEY_Escape, 0, finish_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (class, GDK_KEY_Tab, 0, tab_cb, "(i)", 1);
  gtk_widget_class_add_binding (class, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK, tab_cb, "(i)", -1);
  gtk_widget_class_add_binding (class, GDK_KEY_Delete, 0, zero_cb, NULL);
}

/* ---- the pointer ---- */

static gboolean
find_box (ImagetteLineFigure *self, double x, double y, ImagetteLineRow *row, int *index)
{
  const graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  ImagetteLinePlace place;
  graphene_rect_t box;

  place_now (self, &place);
  for (*row = 0; *row < IMAGETTE_LINE_N_ROWS; (*row)++)
    for (*index = 0; *index < imagette_line_figure_count (self, *row); (*index)++)
      {
        imagette_line_figure_box (self, &place, *row, *index, &box);
        if (graphene_rect_contains_point (&box, &point))
          return TRUE;
      }
  return FALSE;
}

static void
drag_begin_cb (ImagetteLineFigure *self, double x, double y, GtkGesture *gesture)
{
  ImagetteLineRow row;
  ImagetteLinePlace place;
  graphene_rect_t box;
  int index;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (find_box (self, x, y, &row, &index))
    {
      choose (self, row, index);
      if (row == IMAGETTE_LINE_OUTPUT)
        move_to (self, index);
      if (row == IMAGETTE_LINE_POOLED)
        move_to (self, index * self->line.pool);
    }
  place_now (self, &place);
  imagette_line_figure_box (self, &place, IMAGETTE_LINE_FILTER, 0, &box);
  self->grabbed = (double) box.origin.x - x;
  self->dragging = FALSE;
}

static void
drag_update_cb (ImagetteLineFigure *self, double dx, double dy, GtkGestureDrag *drag)
{
  ImagetteLinePlace place;
  double x, y, column;

  if (!gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  self->dragging |= fabs (dx) > DRAG_PIXELS;
  if (!self->dragging)
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  place_now (self, &place);
  column = (x + dx + self->grabbed - place.x) / place.width;
  move_to (self, (int) rint (column / self->line.stride));
}

/* ---- canvas ---- */

static char *
describe_rows (ImagetteLineFigure *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (ImagetteLineRow row = 0; row < IMAGETTE_LINE_N_ROWS; row++)
    {
      g_autofree char *name = imagette_line_figure_row_name (self, row);
      int n = imagette_line_figure_count (self, row);

      for (int i = 0; i < n; i++)
        {
          g_autofree char *number = imagette_line_figure_number ((double) self->values[row][i]);

          g_string_append_printf (text, "%s%s", i == 0 ? name : "", i == 0 ? _(": ") : " ");
          g_string_append (text, number);
        }
      if (n > 0)
        g_string_append (text, "; ");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
imagette_line_figure_describe (ImagetteCanvas *canvas)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (canvas);
  gboolean editable = is_editable (self->row);
  int index = editable ? self->index : self->position;
  g_autofree char *name = imagette_line_figure_row_name (self, self->row);
  g_autofree char *value = NULL, *rows = NULL;

  if (self->line.n_output == 0 || index < 0)
    return g_strdup (_("The filter is longer than the signal"));
  value = imagette_line_figure_number ((double) self->values[editable ? self->row
                                                                      : IMAGETTE_LINE_OUTPUT][index]);
  if (self->typed != NULL)
    return g_strdup_printf (_("%s, box %d: typing %s"), name, index, self->typed->str);
  if (editable)
    return g_strdup_printf (_("%s, box %d: %s"), name, index, value);
  rows = describe_rows (self);
  return g_strdup_printf (_("window at %d, output %s. %s"), index, value, rows);
}

static void
imagette_line_figure_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (widget);
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL
               ? imagette_line_figure_min_width (self, style.font_size)
               : imagette_line_figure_min_height (self, style.font_size);
  *natural = *minimum;
}

static void
focus_leave_cb (ImagetteLineFigure *self)
{
  commit (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

static void
focus_enter_cb (ImagetteLineFigure *self)
{
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

static void
imagette_line_figure_finalize (GObject *object)
{
  ImagetteLineFigure *self = IMAGETTE_LINE_FIGURE (object);

  if (self->typed != NULL)
    g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (imagette_line_figure_parent_class)->finalize (object);
}

static void
imagette_line_figure_class_init (ImagetteLineFigureClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_line_figure_finalize;
  GTK_WIDGET_CLASS (class)->measure = imagette_line_figure_measure;
  IMAGETTE_CANVAS_CLASS (class)->paint = imagette_line_figure_paint;
  IMAGETTE_CANVAS_CLASS (class)->describe = imagette_line_figure_describe;
  signals[EDITED] = g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_DOUBLE);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);
  add_keys (GTK_WIDGET_CLASS (class));
}

static void
imagette_line_figure_init (ImagetteLineFigure *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->position = self->revealed = -1;
  self->row = IMAGETTE_LINE_OUTPUT;
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* ---- public ---- */

GtkWidget *
imagette_line_figure_new (void)
{
  return g_object_new (IMAGETTE_TYPE_LINE_FIGURE, NULL);
}

void
imagette_line_figure_set_line (ImagetteLineFigure *self, const ImagetteLine *line)
{
  g_return_if_fail (IMAGETTE_IS_LINE_FIGURE (self));
  g_return_if_fail (MAX (MAX (line->n_signal, line->n_filter), line->n_output) <= IMAGETTE_LINE_MAX);
  g_return_if_fail (line->n_pooled == 0 || line->pool > 0);

  self->line = *line;
#define COPY(row, name, n)                                                                        \
  do                                                                                              \
    {                                                                                             \
      memcpy (self->values[row], line->name, sizeof (float) * (gsize) (n));                       \
      self->line.name = self->values[row];                                                        \
    }                                                                                             \
  while (0)
  COPY (IMAGETTE_LINE_FILTER, filter, line->n_filter);
  COPY (IMAGETTE_LINE_SIGNAL, signal, line->n_signal);
  COPY (IMAGETTE_LINE_OUTPUT, output, line->n_output);
  COPY (IMAGETTE_LINE_POOLED, pooled, line->n_pooled);
  if (line->matches != NULL)
    COPY (IMAGETTE_LINE_N_ROWS, matches, line->n_output);
#undef COPY
  self->position = CLAMP (self->position, MIN (0, line->n_output - 1), line->n_output - 1);
  self->index = CLAMP (self->index, 0, MAX (imagette_line_figure_count (self, self->row), 1) - 1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_line_figure_set_position (ImagetteLineFigure *self, int position)
{
  g_return_if_fail (IMAGETTE_IS_LINE_FIGURE (self));

  self->position = CLAMP (position, MIN (0, self->line.n_output - 1), self->line.n_output - 1);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

int
imagette_line_figure_get_position (ImagetteLineFigure *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LINE_FIGURE (self), -1);
  return self->position;
}

void
imagette_line_figure_set_revealed (ImagetteLineFigure *self, int revealed)
{
  g_return_if_fail (IMAGETTE_IS_LINE_FIGURE (self));

  self->revealed = revealed;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

gboolean
imagette_line_figure_get_chosen (ImagetteLineFigure *self, ImagetteLineRow *row, int *index)
{
  g_return_val_if_fail (IMAGETTE_IS_LINE_FIGURE (self), FALSE);

  *row = self->row;
  *index = self->index;
  return is_editable (self->row);
}

void
imagette_line_figure_choose (ImagetteLineFigure *self, ImagetteLineRow row, int index)
{
  g_return_if_fail (IMAGETTE_IS_LINE_FIGURE (self));
  choose (self, row, index);
}

gboolean
imagette_line_figure_get_box (ImagetteLineFigure *self,
                              ImagetteLineRow     row,
                              int                 index,
                              graphene_rect_t    *box)
{
  ImagetteLinePlace place;

  g_return_val_if_fail (IMAGETTE_IS_LINE_FIGURE (self), FALSE);

  if (index < 0 || index >= imagette_line_figure_count (self, row))
    return FALSE;
  place_now (self, &place);
  imagette_line_figure_box (self, &place, row, index, box);
  return TRUE;
}

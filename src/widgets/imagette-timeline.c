/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-timeline.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define BATCH_PITCH 0.65          /* room of a batch moment against that of an epoch */
#define LABEL_GAP 10.0
#define HANDLE_EM 0.75            /* radius */
#define GROOVE 5.0
#define TICK_PITCH 4.0            /* ticks that come closer are left out */
#define MIN_WIDTH_EM 14
#define NATURAL_WIDTH_EM 44

/* A place on the scale: a moment that is stored, or one to come. */
typedef struct
{
  guint64 update;
  guint epoch;                    /* 0: counted in batches */
  double at;                      /* 0..1 along the groove */
} Slot;

struct _ImagetteTimeline
{
  ImagetteCanvas parent_instance;

  GArray *marks;                  /* of ImagetteMark */
  guint target;
  guint64 update, epoch_end;      /* of the epoch under way */
  guint updates_per_epoch;
  int selected;                   /* -1: now */

  GArray *slots;                  /* of Slot: the marks, then what is to come */
};

enum
{
  MOMENT_SELECTED,
  NOW_SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteTimeline, imagette_timeline, IMAGETTE_TYPE_CANVAS)

#define MARK(self, i) (&g_array_index ((self)->marks, ImagetteMark, i))
#define SLOT(self, i) (&g_array_index ((self)->slots, Slot, i))

/* The scale */

static void
add_slot (ImagetteTimeline *self, guint64 update, guint epoch)
{
  Slot slot = { .update = update, .epoch = epoch };

  if (self->slots->len > 0)
    slot.at = SLOT (self, self->slots->len - 1)->at + (epoch > 0 ? 1 : BATCH_PITCH);
  g_array_append_val (self->slots, slot);
}

static void
rebuild (ImagetteTimeline *self)
{
  static const guint64 batches[] = { 0, 1, 3, 10, 30, 100, 300 };
  guint64 last = 0;
  guint epoch = 0;
  double total;

  g_array_set_size (self->slots, 0);
  for (guint i = 0; i < self->marks->len; i++)
    {
      add_slot (self, MARK (self, i)->update, MARK (self, i)->epoch);
      last = MARK (self, i)->update;
      epoch = MAX (epoch, MARK (self, i)->epoch);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (batches); i++)
    if ((batches[i] > last || self->slots->len == 0)
        && (self->updates_per_epoch == 0 || batches[i] < self->updates_per_epoch) && epoch == 0)
      add_slot (self, batches[i], 0);
  /* Whatever batches there were before, the epoch under way ends where it does. */
  last = self->epoch_end;
  for (epoch++; epoch <= self->target; epoch++, last += self->updates_per_epoch)
    add_slot (self, last, epoch);

  total = SLOT (self, self->slots->len - 1)->at;
  for (guint i = 0; i < self->slots->len; i++)
    SLOT (self, i)->at /= MAX (total, 1e-9);
}

/* Where training is, between the slots beside its update. */
static double
now_at (ImagetteTimeline *self)
{
  guint next = 0;
  const Slot *a, *b;

  while (next < self->slots->len && SLOT (self, next)->update <= self->update)
    next++;
  if (next == 0)
    return 0;
  a = SLOT (self, next - 1);
  if (next == self->slots->len)
    return a->at;
  b = SLOT (self, next);
  return a->at + (b->at - a->at) * (double) (self->update - a->update)
                   / (double) (b->update - a->update);
}

static double
handle_at (ImagetteTimeline *self)
{
  return self->selected >= 0 ? SLOT (self, self->selected)->at : now_at (self);
}

static double
to_x (double at, const NnStyle *style, double width)
{
  double side = 1.5 * style->font_size;

  return side + at * (width - 2 * side);
}

static char *
name_of (const Slot *slot)
{
  if (slot->update == 0)
    return g_strdup (C_("moment", "start"));
  if (slot->epoch > 0)
    return g_strdup_printf (_("epoch %u"), slot->epoch);
  return g_strdup_printf (_("batch %" PRIu64), slot->update);
}

/* Painting */

typedef struct
{
  double from, to;
} Span;

static gboolean
claim (GArray *taken, Span span)
{
  for (guint i = 0; i < taken->len; i++)
    {
      Span other = g_array_index (taken, Span, i);

      if (span.from < other.to + LABEL_GAP && other.from < span.to + LABEL_GAP)
        return FALSE;
    }
  g_array_append_val (taken, span);
  return TRUE;
}

/* No label that contains at has room: known without measuring one of them, of a thousand epochs. */
static gboolean
is_taken (GArray *taken, double at)
{
  for (guint i = 0; i < taken->len; i++)
    {
      Span other = g_array_index (taken, Span, i);

      if (at < other.to + LABEL_GAP && other.from < at + LABEL_GAP)
        return TRUE;
    }
  return FALSE;
}

/* The higher, the sooner a label gets its place. */
static int
rank_of (ImagetteTimeline *self, guint i)
{
  const Slot *slot = SLOT (self, i);

  if ((int) i == self->selected)
    return 9;
  if (i == 0)
    return 8;
  if (i == self->slots->len - 1)
    return 7;
  if (slot->epoch == 1)
    return 6;
  if (slot->epoch > 0)
    return slot->epoch % 10 == 0 ? 5 : slot->epoch % 5 == 0 ? 4 : slot->epoch % 2 == 0 ? 2 : 1;
  return slot->update == 1 || slot->update == 10 || slot->update == 100 ? 3 : 1;
}

static void
draw_label (ImagetteTimeline *self,
            cairo_t          *cr,
            const NnStyle    *style,
            double            width,
            double            y,
            guint             i,
            GArray           *taken)
{
  const Slot *slot = SLOT (self, i);
  gboolean selected = (int) i == self->selected;
  gboolean whole = selected || slot->update == 0 || slot->epoch == 1;
  gboolean past = i < self->marks->len;
  double x = to_x (slot->at, style, width), w;
  g_autofree char *text = NULL;

  if (is_taken (taken, x))
    return;
  if (whole)
    text = name_of (slot);
  else if (slot->epoch > 0)
    text = g_strdup_printf ("%u", slot->epoch);
  else
    text = g_strdup_printf ("%" G_GUINT64_FORMAT, slot->update);
  nn_style_measure (style, cr, text, 1, selected, &w, NULL);
  x = CLAMP (x, w / 2, MAX (width - w / 2, w / 2));
  if (claim (taken, (Span) { x - w / 2, x + w / 2 }))
    nn_style_text (style, cr, text, x, y, 0.5, 0, past ? style->text : style->dim, 1, selected);
}

static void
draw_labels (ImagetteTimeline *self, cairo_t *cr, const NnStyle *style, double width, double y)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Span));

  for (int rank = 9; rank > 0; rank--)
    for (guint i = 0; i < self->slots->len; i++)
      if (rank_of (self, i) == rank)
        draw_label (self, cr, style, width, y, i, taken);
}

static void
draw_groove (cairo_t *cr, double from, double to, double y, guint32 color)
{
  nn_style_set_color (cr, color, 1);
  cairo_set_line_width (cr, GROOVE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, from, y);
  cairo_line_to (cr, to, y);
  cairo_stroke (cr);
}

static void
draw_handle (ImagetteTimeline *self, cairo_t *cr, const NnStyle *style, double x, double y)
{
  double r = HANDLE_EM * style->font_size;
  guint32 color = self->selected >= 0 ? style->select : style->accent;

  if (gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      nn_style_set_color (cr, color, 0.4);
      cairo_arc (cr, x, y, r + 4, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_arc (cr, x, y, r, 0, 2 * G_PI);
  nn_style_set_color (cr, style->background, 1);
  cairo_fill_preserve (cr);
  nn_style_set_color (cr, color, 1);
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
}

static double
groove_y (const NnStyle *style)
{
  return floor (HANDLE_EM * style->font_size + 5) + 0.5;
}

/* The labels are the costly part, and seldom change: kept. */
static void
imagette_timeline_paint (ImagetteCanvas *canvas,
                         cairo_t        *cr,
                         const NnStyle  *style,
                         double          width,
                         double          height)
{
  draw_labels (IMAGETTE_TIMELINE (canvas), cr, style, width,
               floor (groove_y (style) + HANDLE_EM * style->font_size + 4));
}

/* In one stroke, every frame; of a thousand epochs no more than can be told apart. */
static void
draw_ticks (ImagetteTimeline *self, cairo_t *cr, const NnStyle *style, double width,
            guint from, guint to)
{
  double half = 0.7 * HANDLE_EM * style->font_size, y = groove_y (style), last = -TICK_PITCH;

  for (guint i = from; i < to; i++)
    {
      double x = floor (to_x (SLOT (self, i)->at, style, width));

      if (x - last < TICK_PITCH && i != to - 1)
        continue;
      cairo_move_to (cr, x, y - half);
      cairo_line_to (cr, x, y + half);
      last = x;
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
imagette_timeline_paint_over (ImagetteCanvas *canvas,
                              cairo_t        *cr,
                              const NnStyle  *style,
                              double          width,
                              double          height)
{
  ImagetteTimeline *self = IMAGETTE_TIMELINE (canvas);
  double y = groove_y (style), now = to_x (now_at (self), style, width);

  draw_groove (cr, to_x (0, style, width), to_x (1, style, width), y, style->grid);
  draw_groove (cr, to_x (0, style, width), now, y, style->accent);
  nn_style_set_color (cr, style->dim, 0.5);
  draw_ticks (self, cr, style, width, self->marks->len, self->slots->len);
  nn_style_set_color (cr, style->text, 1);
  draw_ticks (self, cr, style, width, 0, self->marks->len);
  /* Where it goes on, while one looks back. */
  if (self->selected >= 0)
    {
      nn_style_set_color (cr, style->accent, 1);
      cairo_arc (cr, now, y, 0.55 * HANDLE_EM * style->font_size, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  draw_handle (self, cr, style, to_x (handle_at (self), style, width), y);
}

static char *
imagette_timeline_speak (ImagetteCanvas *canvas)
{
  ImagetteTimeline *self = IMAGETTE_TIMELINE (canvas);
  g_autofree char *name = NULL;

  if (self->selected < 0)
    return g_strdup (C_("moment", "now"));
  name = name_of (SLOT (self, self->selected));
  return g_strdup_printf (_("%s, moment %d of %u"), name, self->selected + 1, self->marks->len);
}

static void
update_value (ImagetteTimeline *self)
{
  g_autofree char *text = imagette_timeline_speak (IMAGETTE_CANVAS (self));
  int now = (int) self->marks->len;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) now,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) (self->selected < 0 ? now : self->selected),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
imagette_timeline_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NnStyle style;

  imagette_look_init_style (widget, &style);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = (int) (MIN_WIDTH_EM * style.font_size);
      *natural = (int) (NATURAL_WIDTH_EM * style.font_size);
    }
  else
    *minimum = *natural = (int) ceil (2 * HANDLE_EM * style.font_size + 10
                                      + 1.4 * style.font_size);
}

/* Input */

static void
choose (ImagetteTimeline *self, int index)
{
  if (index == self->selected)
    return;
  imagette_timeline_set_selected (self, index);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  if (index < 0)
    g_signal_emit (self, signals[NOW_SELECTED], 0);
  else
    g_signal_emit (self, signals[MOMENT_SELECTED], 0, index);
}

/* The moment nearest to x, -1 for now; distance in pixels. */
static int
nearest (ImagetteTimeline *self, double x, double *distance)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  int found = -1;
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  *distance = fabs (x - to_x (now_at (self), &style, width));
  for (guint i = 0; i < self->marks->len; i++)
    {
      double d = fabs (x - to_x (SLOT (self, i)->at, &style, width));

      if (d < *distance)
        {
          *distance = d;
          found = (int) i;
        }
    }
  return found;
}

static void
drag_begin_cb (ImagetteTimeline *self, double x, double y)
{
  double distance;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  choose (self, nearest (self, x, &distance));
}

static void
drag_update_cb (ImagetteTimeline *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y, distance;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  choose (self, nearest (self, x + dx, &distance));
}

static gboolean
tooltip_cb (ImagetteTimeline *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  double distance;
  int index = nearest (self, x, &distance);
  g_autofree char *name = NULL;

  if (keyboard || distance > 12)
    return FALSE;
  name = index < 0 ? g_strdup (C_("moment", "now")) : name_of (SLOT (self, index));
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

/* by: -1, 1; +-G_MAXINT to the ends. */
static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteTimeline *self = IMAGETTE_TIMELINE (widget);
  int by = g_variant_get_int32 (args), n = (int) self->marks->len, index = self->selected;

  if (n == 0)
    return FALSE;
  if (by == G_MAXINT)
    index = -1;
  else if (by == -G_MAXINT)
    index = 0;
  else if (index < 0 && by < 0)
    {
      /* From now to the latest moment before it. */
      for (index = n - 1; index > 0 && MARK (self, index)->update >= self->update; index--)
        ;
    }
  else if (index >= 0)
    index = MAX (index + by, 0);
  choose (self, index >= n ? -1 : index);
  return TRUE;
}

static void
imagette_timeline_finalize (GObject *object)
{
  ImagetteTimeline *self = IMAGETTE_TIMELINE (object);

  g_array_unref (self->marks);
  g_array_unref (self->slots);
  G_OBJECT_CLASS (imagette_timeline_parent_class)->finalize (object);
}

static void
imagette_timeline_class_init (ImagetteTimelineClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_timeline_finalize;
  widget_class->measure = imagette_timeline_measure;
  canvas_class->paint = imagette_timeline_paint;
  canvas_class->paint_over = imagette_timeline_paint_over;
  canvas_class->describe = imagette_timeline_speak;
  signals[MOMENT_SELECTED] = g_signal_new ("moment-selected", IMAGETTE_TYPE_TIMELINE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_INT);
  signals[NOW_SELECTED] = g_signal_new ("now-selected", IMAGETTE_TYPE_TIMELINE, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, 0, key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, 0, key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, key_cb, "i", -G_MAXINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, key_cb, "i", G_MAXINT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
imagette_timeline_init (ImagetteTimeline *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->marks = g_array_new (FALSE, FALSE, sizeof (ImagetteMark));
  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  self->selected = -1;
  self->target = 10;
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (tooltip_cb), NULL);
  rebuild (self);
  update_value (self);
}

GtkWidget *
imagette_timeline_new (void)
{
  return g_object_new (IMAGETTE_TYPE_TIMELINE, NULL);
}

void
imagette_timeline_set_marks (ImagetteTimeline *self, const ImagetteMark *marks, gsize n)
{
  gboolean equal;

  g_return_if_fail (IMAGETTE_IS_TIMELINE (self));

  equal = n == self->marks->len;
  for (gsize i = 0; i < n && equal; i++)
    equal = marks[i].update == MARK (self, i)->update && marks[i].epoch == MARK (self, i)->epoch;
  if (equal)
    return;
  g_array_set_size (self->marks, 0);
  g_array_append_vals (self->marks, marks, (guint) n);
  if (self->selected >= (int) n)
    self->selected = -1;
  rebuild (self);
  update_value (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_timeline_set_target (ImagetteTimeline *self, guint epoch)
{
  g_return_if_fail (IMAGETTE_IS_TIMELINE (self));

  if (self->target == epoch)
    return;
  self->target = epoch;
  rebuild (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_timeline_set_progress (ImagetteTimeline *self, guint64 update, guint64 epoch_end,
                                guint updates_per_epoch)
{
  g_return_if_fail (IMAGETTE_IS_TIMELINE (self));

  if (self->update != update)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->update = update;
  if (self->epoch_end == epoch_end && self->updates_per_epoch == updates_per_epoch)
    return;
  self->epoch_end = epoch_end;
  self->updates_per_epoch = updates_per_epoch;
  rebuild (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_timeline_set_selected (ImagetteTimeline *self, int index)
{
  g_return_if_fail (IMAGETTE_IS_TIMELINE (self));
  g_return_if_fail (index >= -1 && index < (int) self->marks->len);

  if (self->selected == index)
    return;
  self->selected = index;
  update_value (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

int
imagette_timeline_get_selected (ImagetteTimeline *self)
{
  g_return_val_if_fail (IMAGETTE_IS_TIMELINE (self), -1);
  return self->selected;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-confusion.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "render/nn-confusion.h"
#include "widgets/imagette-keys.h"

#define N NN_CONFUSION_CLASSES
#define MIN_CELL_EM 1.7
#define NATURAL_CELL_EM 3.05

struct _ImagetteConfusion
{
  ImagetteCanvas parent_instance;

  NnConfusion confusion;
  int given, predicted;           /* the keyboard's cell */
};

enum
{
  CELL_ACTIVATED,
  CELL_HOVERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteConfusion, imagette_confusion, IMAGETTE_TYPE_CANVAS)

/* Painting: the matrix is kept, frames go over it. */

static void
imagette_confusion_paint (ImagetteCanvas *canvas,
                          cairo_t        *cr,
                          const NnStyle  *style,
                          double          width,
                          double          height)
{
  NnConfusion plain = IMAGETTE_CONFUSION (canvas)->confusion;

  plain.hover_given = plain.hover_predicted = -1;
  nn_confusion_draw (&plain, style, cr, width, height);
}

static void
imagette_confusion_paint_over (ImagetteCanvas *canvas,
                               cairo_t        *cr,
                               const NnStyle  *style,
                               double          width,
                               double          height)
{
  ImagetteConfusion *self = IMAGETTE_CONFUSION (canvas);
  gboolean keys = gtk_widget_has_visible_focus (GTK_WIDGET (self));
  int given = keys ? self->given : self->confusion.hover_given;
  int predicted = keys ? self->predicted : self->confusion.hover_predicted;
  double x, y, cell_width, cell_height;

  if (given < 0 || !self->confusion.known)
    return;
  nn_confusion_cell_box (&self->confusion, style, width, height, given, predicted, &x, &y,
                         &cell_width, &cell_height);
  nn_style_set_color (cr, style->text, 1);
  cairo_set_line_width (cr, keys ? 2.5 : 1.5);
  cairo_rectangle (cr, x, y, cell_width, cell_height);
  cairo_stroke (cr);
}

char *
imagette_confusion_describe (ImagetteConfusion *self, int given, int predicted)
{
  guint total = 0, count;

  g_return_val_if_fail (IMAGETTE_IS_CONFUSION (self), NULL);
  g_return_val_if_fail (given >= 0 && given < N && predicted >= 0 && predicted < N, NULL);

  if (!self->confusion.known)
    return g_strdup (_("not tested yet"));
  for (int c = 0; c < N; c++)
    total += self->confusion.counts[given][c];
  count = self->confusion.counts[given][predicted];
  if (given == predicted)
    /* Translators: digit, how often it was read rightly, how many there are. */
    return g_strdup_printf (_("%d read rightly: %'u of %'u"), given, count, total);
  /* Translators: given digit, predicted digit, how often, how many are given. */
  return g_strdup_printf (_("%d read as %d: %'u of %'u"), given, predicted, count, total);
}

static char *
imagette_confusion_speak (ImagetteCanvas *canvas)
{
  ImagetteConfusion *self = IMAGETTE_CONFUSION (canvas);
  g_autofree char *cell = NULL;
  guint total = 0, right = 0;

  cell = imagette_confusion_describe (self, self->given, self->predicted);
  if (!self->confusion.known)
    return g_steal_pointer (&cell);
  for (int i = 0; i < N * N; i++)
    {
      total += self->confusion.counts[i / N][i % N];
      right += i / N == i % N ? self->confusion.counts[i / N][i % N] : 0;
    }
  return g_strdup_printf (_("%s. In all %'u mistakes in %'u digits"), cell, total - right, total);
}

static void
imagette_confusion_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ((N + 1) * MIN_CELL_EM * style.font_size);
  *natural = (int) ((N + 1) * NATURAL_CELL_EM * style.font_size);
}

/* Input */

static gboolean
pick (ImagetteConfusion *self, double x, double y, int *given, int *predicted)
{
  GtkWidget *widget = GTK_WIDGET (self);
  NnStyle style;

  *given = *predicted = -1;
  imagette_look_init_style (widget, &style);
  return self->confusion.known
         && nn_confusion_pick (&self->confusion, &style, gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget), x, y, given, predicted);
}

/* The tooltip, which must not keep an older count. */
static void
tell_hover (ImagetteConfusion *self)
{
  g_autofree char *text = NULL;

  if (self->confusion.known && self->confusion.hover_given >= 0)
    text = imagette_confusion_describe (self, self->confusion.hover_given,
                                        self->confusion.hover_predicted);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}

static void
set_hover (ImagetteConfusion *self, int given, int predicted)
{
  if (self->confusion.hover_given == given && self->confusion.hover_predicted == predicted)
    return;
  self->confusion.hover_given = given;
  self->confusion.hover_predicted = predicted;
  tell_hover (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CELL_HOVERED], 0, given, predicted);
}

static void
motion_cb (ImagetteConfusion *self, double x, double y)
{
  int given, predicted;

  pick (self, x, y, &given, &predicted);
  set_hover (self, given, predicted);
}

static void
leave_cb (ImagetteConfusion *self)
{
  set_hover (self, -1, -1);
}

static void
pressed_cb (ImagetteConfusion *self, int n_press, double x, double y)
{
  int given, predicted;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!pick (self, x, y, &given, &predicted))
    return;
  self->given = given;
  self->predicted = predicted;
  imagette_canvas_over_changed (IMAGETTE_CANVAS (self));
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, given, predicted);
}

static gboolean
move_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteConfusion *self = IMAGETTE_CONFUSION (widget);
  int down, right;

  g_variant_get (args, "(ii)", &down, &right);
  self->given = CLAMP (self->given + down, 0, N - 1);
  self->predicted = CLAMP (self->predicted + right, 0, N - 1);
  gtk_widget_queue_draw (widget);
  imagette_canvas_speak (IMAGETTE_CANVAS (self));
  return TRUE;
}

static gboolean
open_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  ImagetteConfusion *self = IMAGETTE_CONFUSION (widget);

  if (self->confusion.known)
    g_signal_emit (self, signals[CELL_ACTIVATED], 0, self->given, self->predicted);
  return TRUE;
}

static void
add_keys (GtkWidgetClass *class)
{
  static const struct
  {
    guint key, keypad;
    int down, right;
  } keys[] = {
    { GDK_KEY_Home, GDK_KEY_KP_Home, 0, -N },
    { GDK_KEY_End, GDK_KEY_KP_End, 0, N },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -N, 0 },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, N, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (class, keys[i].key, 0, move_cb, "(ii)", keys[i].down,
                                    keys[i].right);
      gtk_widget_class_add_binding (class, keys[i].keypad, 0, move_cb, "(ii)", keys[i].down,
                                    keys[i].right);
    }
  imagette_keys_add_arrows (class, move_cb);
  imagette_keys_add_enter (class, open_cb);
}

static void
imagette_confusion_class_init (ImagetteConfusionClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  ImagetteCanvasClass *canvas_class = IMAGETTE_CANVAS_CLASS (class);

  canvas_class->paint = imagette_confusion_paint;
  canvas_class->paint_over = imagette_confusion_paint_over;
  canvas_class->describe = imagette_confusion_speak;
  widget_class->measure = imagette_confusion_measure;
  signals[CELL_ACTIVATED] = g_signal_new ("cell-activated", IMAGETTE_TYPE_CONFUSION,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                          G_TYPE_INT, G_TYPE_INT);
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", IMAGETTE_TYPE_CONFUSION,
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_INT, G_TYPE_INT);
  add_keys (widget_class);
}

static void
imagette_confusion_init (ImagetteConfusion *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  nn_confusion_init (&self->confusion);
  self->confusion.empty = _("not tested yet");
  self->confusion.given = _("given");
  self->confusion.predicted = _("read as");
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
imagette_confusion_new (void)
{
  return g_object_new (IMAGETTE_TYPE_CONFUSION, NULL);
}

void
imagette_confusion_set_counts (ImagetteConfusion *self, const guint *counts)
{
  NnConfusion *confusion;

  g_return_if_fail (IMAGETTE_IS_CONFUSION (self));

  confusion = &self->confusion;
  if (confusion->known == (counts != NULL)
      && (counts == NULL || memcmp (confusion->counts, counts, sizeof confusion->counts) == 0))
    return;
  confusion->known = counts != NULL;
  if (counts != NULL)
    memcpy (confusion->counts, counts, sizeof confusion->counts);
  tell_hover (self);
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_confusion_set_selected (ImagetteConfusion *self, int given, int predicted)
{
  g_return_if_fail (IMAGETTE_IS_CONFUSION (self));
  g_return_if_fail (given >= -1 && given < N && predicted >= -1 && predicted < N);

  if (given < 0 || predicted < 0)
    given = predicted = -1;
  if (self->confusion.selected_given == given && self->confusion.selected_predicted == predicted)
    return;
  self->confusion.selected_given = given;
  self->confusion.selected_predicted = predicted;
  imagette_canvas_changed (IMAGETTE_CANVAS (self));
}

void
imagette_confusion_get_selected (ImagetteConfusion *self, int *given, int *predicted)
{
  g_return_if_fail (IMAGETTE_IS_CONFUSION (self));

  *given = self->confusion.selected_given;
  *predicted = self->confusion.selected_predicted;
}

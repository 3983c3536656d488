/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-pace-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Stops of the slider: 1, 2, 5, 10 … 500 batches a second, then flat out. */
static const double stops[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 0 };
#define LAST (G_N_ELEMENTS (stops) - 1)

struct _ImagettePaceScale
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *scale;
  double pace;
  gboolean setting;               /* the slider moves by itself */
};

enum { PROP_0, PROP_PACE, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagettePaceScale, imagette_pace_scale, GTK_TYPE_BOX)

/* Translators: the pace of training, batches a second */
#define PACE_FORMAT N_("%g/s")

static char *
pace_text (double pace)
{
  return pace > 0 ? g_strdup_printf (_(PACE_FORMAT), pace) : g_strdup (_("flat out"));
}

static void
show_pace (ImagettePaceScale *self)
{
  g_autofree char *text = pace_text (self->pace);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (self->label), text);
  spoken = self->pace > 0 ? g_strdup_printf (_("Pace: %g batches a second"), self->pace)
                          : g_strdup (_("Pace: flat out"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pace"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
}

static guint
nearest_stop (double pace)
{
  guint best = 0;

  if (pace <= 0)
    return LAST;
  for (guint i = 1; i < LAST; i++)
    if (fabs (log (pace / stops[i])) < fabs (log (pace / stops[best])))
      best = i;
  return best;
}

static void
value_changed_cb (GtkRange          *range,
                  ImagettePaceScale *self)
{
  guint stop = (guint) CLAMP (lround (gtk_range_get_value (range)), 0, (long) LAST);

  if (self->setting || stops[stop] == self->pace)
    return;
  self->pace = stops[stop];
  show_pace (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACE]);
  g_signal_emit (self, signals[MOVED], 0, self->pace);
}

static void
imagette_pace_scale_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  g_assert (id == PROP_PACE);
  g_value_set_double (value, IMAGETTE_PACE_SCALE (object)->pace);
}

static void
imagette_pace_scale_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  g_assert (id == PROP_PACE);
  imagette_pace_scale_set_pace (IMAGETTE_PACE_SCALE (object), g_value_get_double (value));
}

static void
imagette_pace_scale_class_init (ImagettePaceScaleClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = imagette_pace_scale_get_property;
  object_class->set_property = imagette_pace_scale_set_property;
  properties[PROP_PACE] = g_param_spec_double ("pace", NULL, NULL, 0, 1000, 0,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
}

static void
imagette_pace_scale_init (ImagettePaceScale *self)
{
  g_autofree char *one = g_strdup_printf (_(PACE_FORMAT), 500.0);
  const char *flat_out = _("flat out");

  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               _("Pace: batches a second (Alt+Down slower, Alt+Up faster)"));

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, LAST, 1);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), 0);
  gtk_widget_set_size_request (self->scale, 96, -1);
  gtk_widget_set_hexpand (self->scale, TRUE);
  gtk_widget_set_valign (self->scale, GTK_ALIGN_CENTER);
  g_signal_connect (self->scale, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_box_append (GTK_BOX (self), self->scale);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  /* Room for the longest text, so that nothing beside it moves. */
  gtk_label_set_width_chars (GTK_LABEL (self->label),
                             (int) MAX (g_utf8_strlen (flat_out, -1), g_utf8_strlen (one, -1)));
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (self), self->label);

  self->pace = -1;
  imagette_pace_scale_set_pace (self, 0);
}

GtkWidget *
imagette_pace_scale_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PACE_SCALE, NULL);
}

void
imagette_pace_scale_set_pace (ImagettePaceScale *self,
                              double             pace)
{
  g_return_if_fail (IMAGETTE_IS_PACE_SCALE (self));

  if (pace == self->pace)
    return;
  self->pace = pace;
  self->setting = TRUE;
  gtk_range_set_value (GTK_RANGE (self->scale), nearest_stop (pace));
  self->setting = FALSE;
  show_pace (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACE]);
}

double
imagette_pace_scale_get_pace (ImagettePaceScale *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PACE_SCALE (self), 0);
  return self->pace;
}

void
imagette_pace_scale_step (ImagettePaceScale *self,
                          int                direction)
{
  g_return_if_fail (IMAGETTE_IS_PACE_SCALE (self));

  gtk_range_set_value (GTK_RANGE (self->scale),
                       gtk_range_get_value (GTK_RANGE (self->scale)) + direction);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-invariance-sliders.h"

#include "pages/imagette-parts.h"
#include "widgets/imagette-note.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DIGIT_SCALE 9
#define VALUE_CHARS 6

struct _ImagetteInvarianceSliders
{
  GtkWidget parent_instance;

  float image[NN_IMAGE_SIZE];     /* unchanged */
  ImagetteTile *tile;
  GtkWidget *sliders[NN_N_SWEEPS], *reset;
  ImagetteNote *values[NN_N_SWEEPS];
  gboolean resetting;
};

enum { CHANGED, TOUCHED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteInvarianceSliders, imagette_invariance_sliders, GTK_TYPE_WIDGET)

const char *
imagette_invariance_sliders_name (NnSweep sweep)
{
  static const char *const names[NN_N_SWEEPS] = {
    N_("shift right"), N_("shift down"), N_("scale"), N_("turn"),
  };

  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS, NULL);
  return _(names[sweep]);
}

/* "+3", "0.85", "-30°". (transfer full) */
static char *
format_value (NnSweep sweep,
              int     place)
{
  float x;

  nn_sweep_transform (sweep, place, &x);
  if (sweep == NN_SWEEP_SCALE)
    return g_strdup_printf ("× %.2f", (double) x);
  return g_strdup_printf (x > 0 ? "+%d%s" : "%d%s", (int) lroundf (x),
                          sweep == NN_SWEEP_ROTATION ? "°" : "");
}

static void
show_values (ImagetteInvarianceSliders *self)
{
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    {
      g_autofree char *text = format_value (sweep, imagette_invariance_sliders_get_place (self, sweep));

      imagette_note_set_text (self->values[sweep], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->sliders[sweep]),
                                      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
    }
  gtk_widget_set_sensitive (self->reset, !imagette_invariance_sliders_is_still (self));
}

static void
show_digit (ImagetteInvarianceSliders *self)
{
  NnTransform transform = imagette_invariance_sliders_get_transform (self);
  float changed[NN_IMAGE_SIZE];

  nn_transform_image (changed, self->image, &transform);
  imagette_tile_set_values (self->tile, changed, NN_IMAGE_SIDE, NN_IMAGE_SIDE, NN_TILE_INPUT,
                            NN_COLORS_GREY, 1);
}

static void
value_changed_cb (ImagetteInvarianceSliders *self)
{
  if (self->resetting)
    return;
  show_values (self);
  show_digit (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* By mouse, finger or key, and only so. */
static gboolean
change_value_cb (GtkRange                  *slider,
                 GtkScrollType              scroll,
                 double                     value,
                 ImagetteInvarianceSliders *self)
{
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    if (self->sliders[sweep] == GTK_WIDGET (slider))
      g_signal_emit (self, signals[TOUCHED], 0, sweep);
  return GDK_EVENT_PROPAGATE;
}

/* One change, not four. */
static void
reset_cb (ImagetteInvarianceSliders *self)
{
  self->resetting = TRUE;
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    imagette_invariance_sliders_set_place (self, sweep, nn_sweep_still (sweep));
  self->resetting = FALSE;
  value_changed_cb (self);
}

static void
imagette_invariance_sliders_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_invariance_sliders_parent_class)->dispose (object);
}

static void
imagette_invariance_sliders_class_init (ImagetteInvarianceSlidersClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_invariance_sliders_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[TOUCHED] = g_signal_new ("touched", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
add_slider (ImagetteInvarianceSliders *self,
            NnSweep                    sweep)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *head = gtk_box_new (0, 8);
  GtkWidget *name = imagette_parts_label (imagette_invariance_sliders_name (sweep), NULL);
  GtkWidget *slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0,
                                                nn_sweep_count (sweep) - 1, 1);

  gtk_widget_set_hexpand (name, TRUE);
  self->values[sweep] = IMAGETTE_NOTE (imagette_note_new (VALUE_CHARS, 1));
  self->sliders[sweep] = slider;
  gtk_scale_set_draw_value (GTK_SCALE (slider), FALSE);
  gtk_scale_set_has_origin (GTK_SCALE (slider), FALSE);
  gtk_scale_add_mark (GTK_SCALE (slider), nn_sweep_still (sweep), GTK_POS_BOTTOM, NULL);
  gtk_range_set_round_digits (GTK_RANGE (slider), 0);
  gtk_range_set_value (GTK_RANGE (slider), nn_sweep_still (sweep));
  gtk_widget_set_tooltip_text (slider, imagette_invariance_sliders_name (sweep));
  gtk_accessible_update_property (GTK_ACCESSIBLE (slider), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  imagette_invariance_sliders_name (sweep), -1);
  g_signal_connect_swapped (slider, "value-changed", G_CALLBACK (value_changed_cb), self);
  g_signal_connect (slider, "change-value", G_CALLBACK (change_value_cb), self);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->values[sweep]));
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), slider);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
imagette_invariance_sliders_init (ImagetteInvarianceSliders *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
  self->tile = IMAGETTE_TILE (imagette_tile_new ());
  imagette_tile_set_title (self->tile, _("the changed digit"));
  imagette_tile_set_scale (self->tile, DIGIT_SCALE);
  imagette_tile_set_room (self->tile, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  gtk_widget_set_parent (GTK_WIDGET (self->tile), GTK_WIDGET (self));
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    add_slider (self, sweep);
  self->reset = gtk_button_new_with_label (_("Reset"));
  gtk_widget_set_focus_on_click (self->reset, FALSE);
  gtk_widget_set_halign (self->reset, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->reset, _("The digit as it was"));
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
  gtk_widget_set_parent (self->reset, GTK_WIDGET (self));
  show_values (self);
}

GtkWidget *
imagette_invariance_sliders_new (void)
{
  return g_object_new (IMAGETTE_TYPE_INVARIANCE_SLIDERS, NULL);
}

void
imagette_invariance_sliders_set_digit (ImagetteInvarianceSliders *self,
                                       const guint8              *pixels)
{
  g_return_if_fail (IMAGETTE_IS_INVARIANCE_SLIDERS (self) && pixels != NULL);

  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    self->image[p] = (float) pixels[p] / 255.0f;
  show_digit (self);
}

int
imagette_invariance_sliders_get_place (ImagetteInvarianceSliders *self,
                                       NnSweep                    sweep)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_SLIDERS (self), 0);
  g_return_val_if_fail ((guint) sweep < NN_N_SWEEPS, 0);
  return (int) lround (gtk_range_get_value (GTK_RANGE (self->sliders[sweep])));
}

void
imagette_invariance_sliders_set_place (ImagetteInvarianceSliders *self,
                                       NnSweep                    sweep,
                                       int                        place)
{
  g_return_if_fail (IMAGETTE_IS_INVARIANCE_SLIDERS (self));
  g_return_if_fail ((guint) sweep < NN_N_SWEEPS);

  gtk_range_set_value (GTK_RANGE (self->sliders[sweep]), place);
}

NnTransform
imagette_invariance_sliders_get_transform (ImagetteInvarianceSliders *self)
{
  int places[NN_N_SWEEPS];

  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    places[sweep] = imagette_invariance_sliders_get_place (self, sweep);
  return nn_sweep_combine (places);
}

gboolean
imagette_invariance_sliders_is_still (ImagetteInvarianceSliders *self)
{
  for (NnSweep sweep = 0; sweep < NN_N_SWEEPS; sweep++)
    if (imagette_invariance_sliders_get_place (self, sweep) != nn_sweep_still (sweep))
      return FALSE;
  return TRUE;
}

ImagetteTile *
imagette_invariance_sliders_get_tile (ImagetteInvarianceSliders *self)
{
  g_return_val_if_fail (IMAGETTE_IS_INVARIANCE_SLIDERS (self), NULL);
  return self->tile;
}

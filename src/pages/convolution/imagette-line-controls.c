/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-line-controls.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteLineControls
{
  AdwBin parent_instance;

  GtkWidget *source, *row_row, *row, *n_signal, *n_filter, *matching;
  ImagetteStepRows steps;
  gboolean updating;
};

enum { LOADED, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteLineControls, imagette_line_controls, ADW_TYPE_BIN)

static void
changed_cb (ImagetteLineControls *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
source_cb (ImagetteLineControls *self)
{
  guint source = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->source));

  gtk_widget_set_visible (self->row_row, source == IMAGETTE_LINE_ROW);
  if (!self->updating)
    g_signal_emit (self, signals[LOADED], 0, (int) source);
}

static void
imagette_line_controls_class_init (ImagetteLineControlsClass *class)
{
  GType type = G_TYPE_FROM_CLASS (class);

  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
imagette_line_controls_init (ImagetteLineControls *self)
{
  const char *const sources[IMAGETTE_LINE_N_SOURCES + 1]
    = { _("The sheet’s"), _("A row of the digit"), _("A pulse"), _("By hand"), NULL };
  const GCallback changed = G_CALLBACK (changed_cb);
  GtkWidget *list = gtk_list_box_new ();

  self->updating = TRUE;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "compact");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  self->source = imagette_parts_choice (sources, G_CALLBACK (source_cb), self);
  self->row = imagette_parts_spin (0, 27, 1, changed, self);
  self->n_signal = imagette_parts_spin (1, IMAGETTE_LINE_MODEL_SIGNAL, 1, changed, self);
  self->n_filter = imagette_parts_spin (1, IMAGETTE_LINE_MODEL_FILTER, 1, changed, self);
  self->matching = gtk_switch_new ();
  g_signal_connect_swapped (self->matching, "notify::active", changed, self);
  imagette_parts_row (list, _("Signal"), _("Where the numbers of the signal come from"), self->source);
  self->row_row = imagette_parts_row (list, _("Row"),
                                      _("Which row of the digit, from 0; its pixels in tenths"),
                                      self->row);
  imagette_parts_row (list, _("Signal length"), _("How many boxes the signal has"), self->n_signal);
  imagette_parts_row (list, _("Filter length"), _("How many boxes the filter has"), self->n_filter);
  imagette_step_rows_add (&self->steps, list, changed, self);
  imagette_parts_row (list, _("Where does it match?"),
                      _("The cosine of filter and window: 1 where the signal looks like the filter"),
                      self->matching);
  gtk_widget_set_visible (self->row_row, FALSE);
  adw_bin_set_child (ADW_BIN (self), list);
  self->updating = FALSE;
}

GtkWidget *
imagette_line_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_LINE_CONTROLS, NULL);
}

void
imagette_line_controls_show (ImagetteLineControls    *self,
                             const ImagetteLineModel *model)
{
  g_return_if_fail (IMAGETTE_IS_LINE_CONTROLS (self));

  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->source), model->source);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->row), model->row);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->n_signal), model->n_signal);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->n_filter), model->n_filter);
  imagette_step_rows_show (&self->steps, &model->steps);
  gtk_switch_set_active (GTK_SWITCH (self->matching), model->matching);
  self->updating = FALSE;
}

void
imagette_line_controls_read (ImagetteLineControls *self,
                             ImagetteLineModel    *model)
{
  g_return_if_fail (IMAGETTE_IS_LINE_CONTROLS (self));

  model->row = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->row));
  model->n_signal = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->n_signal));
  model->n_filter = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->n_filter));
  model->steps = imagette_step_rows_read (&self->steps);
  model->matching = gtk_switch_get_active (GTK_SWITCH (self->matching));
}

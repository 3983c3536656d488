/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-steps.h"

#include "pages/imagette-parts.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>

void
imagette_steps_clamp (ImagetteSteps *steps)
{
  steps->stride = CLAMP (steps->stride, 1, IMAGETTE_STEPS_STRIDE);
  steps->padding = CLAMP (steps->padding, 0, IMAGETTE_STEPS_PADDING);
  steps->pool = CLAMP (steps->pool, 1, IMAGETTE_STEPS_POOL);
}

char *
imagette_steps_input (const ImagetteSteps *steps,
                      const char          *out,
                      const char          *in)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (steps->stride > 1)
    g_string_append_printf (text, "%d", steps->stride);
  g_string_append_printf (text, "%s + %s", out, in);
  if (steps->padding > 0)
    g_string_append_printf (text, " − %d", steps->padding);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
imagette_steps_weight (const ImagetteSteps *steps,
                       int                  kernel,
                       const char          *in)
{
  return steps->flipped ? g_strdup_printf ("%d − %s", kernel - 1, in) : g_strdup (in);
}

char *
imagette_steps_name (const ImagetteSteps *steps,
                     const char          *formula)
{
  return g_strdup_printf (steps->flipped ? _("Convolution, the filter turned over: %s")
                                         : _("Cross-correlation, as networks compute it: %s"),
                          formula);
}

char *
imagette_steps_after (NnAfter after,
                      float   value)
{
  g_autofree char *number = imagette_line_figure_number ((double) value);

  if (after == NN_AFTER_NOTHING)
    return g_strdup ("");
  return g_strdup_printf (after == NN_AFTER_TANH ? _("; after tanh: %s") : _("; after ReLU: %s"), number);
}

char *
imagette_steps_size (const ImagetteSteps *steps,
                     int                  length,
                     int                  kernel)
{
  int n = nn_convolution_fit (length, kernel, steps->stride, steps->padding);
  g_autofree char *fit = g_strdup_printf ("⌊(%d + 2·%d − %d) / %d⌋ + 1 = %d", length,
                                          steps->padding, kernel, steps->stride, n);

  if (n == 0 || steps->pool == 1)
    return g_steal_pointer (&fit);
  /* Translators: behind "⌊(5 + 2·0 − 2) / 1⌋ + 1 = 4"; whole boxes only */
  return g_strdup_printf (_("%s; after max-pool: ⌊%d / %d⌋ = %d"), fit, n, steps->pool,
                          n / steps->pool);
}

void
imagette_step_rows_add (ImagetteStepRows *rows,
                        GtkWidget        *list,
                        GCallback         changed,
                        gpointer          data)
{
  const char *const activations[] = { _("linear"), _("ReLU"), _("tanh"), NULL };

  rows->stride = imagette_parts_spin (1, IMAGETTE_STEPS_STRIDE, 1, changed, data);
  rows->padding = imagette_parts_spin (0, IMAGETTE_STEPS_PADDING, 1, changed, data);
  rows->pool = imagette_parts_spin (1, IMAGETTE_STEPS_POOL, 1, changed, data);
  rows->activation = imagette_parts_choice (activations, changed, data);
  rows->flipped = gtk_switch_new ();
  g_signal_connect_swapped (rows->flipped, "notify::active", changed, data);
  imagette_parts_row (list, _("Stride"), _("How far the window moves from one output to the next"),
                      rows->stride);
  imagette_parts_row (list, _("Padding"), _("How many zeros are put around what comes in"),
                      rows->padding);
  imagette_parts_row (list, _("Pooling"),
                      _("How many outputs the max-pool takes together; 1: none"), rows->pool);
  imagette_parts_row (list, _("Activation"), _("What is done with each output"), rows->activation);
  imagette_parts_row (list, _("Turn the filter over"),
                      _("Convolution as mathematicians have it; networks compute the cross-correlation"),
                      rows->flipped);
}

void
imagette_step_rows_show (const ImagetteStepRows *rows,
                         const ImagetteSteps    *steps)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rows->stride), steps->stride);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rows->padding), steps->padding);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (rows->pool), steps->pool);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (rows->activation), steps->after);
  gtk_switch_set_active (GTK_SWITCH (rows->flipped), steps->flipped);
}

ImagetteSteps
imagette_step_rows_read (const ImagetteStepRows *rows)
{
  return (ImagetteSteps) {
    .stride = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (rows->stride)),
    .padding = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (rows->padding)),
    .pool = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (rows->pool)),
    .after = (NnAfter) gtk_drop_down_get_selected (GTK_DROP_DOWN (rows->activation)),
    .flipped = gtk_switch_get_active (GTK_SWITCH (rows->flipped)),
  };
}

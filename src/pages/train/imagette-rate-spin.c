/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/train/imagette-rate-spin.h"

#include <math.h>

/* The adjustment holds thirds of decades: 0 is 1, 1 is 2, 2 is 5, 3 is 10; between
 * them the logarithm. */
static const double mantissas[] = { 1, 2, 5 };

static double
round_to_six (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", value);
  return g_ascii_strtod (text, NULL);
}

static double
value_at (double position)
{
  double nearest = rint (position);

  if (fabs (position - nearest) < 1e-6)
    {
      int step = (int) nearest;
      int third = ((step % 3) + 3) % 3;

      return round_to_six (mantissas[third] * pow (10, (step - third) / 3));
    }
  return round_to_six (pow (10, position / 3));
}

static double
position_of (double value)
{
  double position = 3 * log10 (value);

  for (int step = (int) floor (position) - 1; step <= (int) ceil (position) + 1; step++)
    if (value_at (step) == round_to_six (value))
      return step;
  return position;
}

static gboolean
output_cb (GtkSpinButton *spin,
           gpointer       data)
{
  g_autofree char *text = g_strdup_printf ("%.6g", imagette_rate_spin_get_value (spin));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static int
input_cb (GtkSpinButton *spin,
          double        *position,
          gpointer       data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  char *end;
  double value = g_strtod (text, &end);

  if (end == text || !(value > 0) || !isfinite (value))
    return GTK_INPUT_ERROR;
  *position = position_of (value);
  return TRUE;
}

GtkWidget *
imagette_rate_spin_new (double min,
                        double max)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (position_of (min), position_of (max), 1);

  /* "1e-06" has a letter. */
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 9);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 5);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 5);
  output_cb (GTK_SPIN_BUTTON (spin), NULL);
  return spin;
}

double
imagette_rate_spin_get_value (GtkSpinButton *spin)
{
  return value_at (gtk_spin_button_get_value (spin));
}

void
imagette_rate_spin_set_value (GtkSpinButton *spin,
                              double         value)
{
  gtk_spin_button_set_value (spin, position_of (value));
}

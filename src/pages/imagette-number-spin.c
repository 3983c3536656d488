/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-number-spin.h"

#include <math.h>

#define CHARS 5

typedef struct
{
  double step;                    /* IMAGETTE_STEPS_OF_DECADES: the adjustment holds thirds of decades,
                                     0 is 1, 1 is 2, 2 is 5, 3 is 10; between them the logarithm */
  float held;                     /* as it was set … */
  double position;                /* … while the adjustment is here */
} Number;

static const double mantissas[] = { 1, 2, 5 };

static Number *
get_number (GtkSpinButton *spin)
{
  return g_object_get_data (G_OBJECT (spin), "number");
}

static gboolean
in_decades (const Number *number)
{
  return number->step <= IMAGETTE_STEPS_OF_DECADES;
}

/* Nine digits tell any two floats apart. */
static double
round_to_nine (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.9g", value);
  return g_ascii_strtod (text, NULL);
}

static double
value_at (const Number *number,
          double        position)
{
  double nearest = rint (position);

  if (!in_decades (number))
    {
      /* Ten steps up and ten down end at 0, not beside it. */
      nearest = rint (position / number->step) * number->step;
      return fabs (position - nearest) < 1e-8 * number->step ? nearest : position;
    }
  if (fabs (position - nearest) < 1e-9)
    {
      int step = (int) nearest;
      int third = ((step % 3) + 3) % 3;

      return round_to_nine (mantissas[third] * pow (10, (step - third) / 3));
    }
  return round_to_nine (pow (10, position / 3));
}

static double
position_of (const Number *number,
             double        value)
{
  double position;

  if (!in_decades (number))
    return value;
  position = 3 * log10 (value);
  if (!isfinite (position))
    return position;
  for (int step = (int) floor (position) - 1; step <= (int) ceil (position) + 1; step++)
    if ((float) value_at (number, step) == (float) value)
      return step;
  return position;
}

/* The fewest digits that read as value, but 100 rather than 1e+02. (transfer full) */
static char *
shortest_text (float value)
{
  char *text = NULL;

  for (int digits = 6; digits <= 9; digits++)
    {
      g_free (text);
      text = g_strdup_printf ("%.*g", digits, (double) value);
      if ((float) g_strtod (text, NULL) == value)
        break;
    }
  return text;
}

static gboolean
output_cb (GtkSpinButton *spin,
           gpointer       data)
{
  g_autofree char *text = shortest_text (imagette_number_spin_get (GTK_WIDGET (spin)));

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static int
input_cb (GtkSpinButton *spin,
          double        *position,
          gpointer       data)
{
  g_autofree char *shown = shortest_text (imagette_number_spin_get (GTK_WIDGET (spin)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  const Number *number = get_number (spin);
  char *end;
  double value = g_strtod (text, &end);

  /* Looked at, not typed. */
  if (g_str_equal (text, shown))
    *position = gtk_spin_button_get_value (spin);
  else if (end == text || !isfinite (value) || (in_decades (number) && value <= 0))
    return GTK_INPUT_ERROR;
  else
    *position = position_of (number, value);
  return TRUE;
}

GtkWidget *
imagette_number_spin_new (double    min,
                          double    max,
                          double    step,
                          GCallback changed,
                          gpointer  data)
{
  Number *number = g_new0 (Number, 1);
  GtkWidget *spin;

  number->step = step;
  spin = gtk_spin_button_new_with_range (position_of (number, min), position_of (number, max),
                                         in_decades (number) ? 1 : step);
  number->position = NAN;
  g_object_set_data_full (G_OBJECT (spin), "number", number, g_free);
  /* "1e-06" has a letter. */
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), CHARS);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect_swapped (spin, "value-changed", changed, data);
  output_cb (GTK_SPIN_BUTTON (spin), NULL);
  return spin;
}

float
imagette_number_spin_get (GtkWidget *spin)
{
  const Number *number = get_number (GTK_SPIN_BUTTON (spin));
  double position = gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));

  /* The same double, or it has been moved. */
  return memcmp (&position, &number->position, sizeof position) == 0
           ? number->held : (float) value_at (number, position);
}

void
imagette_number_spin_set (GtkWidget *spin,
                          float      value)
{
  Number *number = get_number (GTK_SPIN_BUTTON (spin));
  GtkAdjustment *adjustment = gtk_spin_button_get_adjustment (GTK_SPIN_BUTTON (spin));
  double position = position_of (number, (double) value);

  number->held = value;
  /* 0 and less have no logarithm. */
  number->position = position > gtk_adjustment_get_lower (adjustment)
                       ? MIN (position, gtk_adjustment_get_upper (adjustment))
                       : gtk_adjustment_get_lower (adjustment);
  gtk_adjustment_set_value (adjustment, number->position);
  output_cb (GTK_SPIN_BUTTON (spin), NULL);
}

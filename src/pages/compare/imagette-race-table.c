/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-race-table.h"

#include "pages/compare/imagette-race-curves.h"
#include "pages/imagette-parts.h"
#include "widgets/imagette-look.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum { ROW_PARAMETERS, ROW_MACS, ROW_SECONDS, ROW_ACCURACY, ROW_MISTAKES, ROW_ALONE, N_ROWS };

struct _ImagetteRaceTable
{
  AdwBin parent_instance;

  GtkWidget *heads[NN_N_RACERS];
  GtkWidget *cells[N_ROWS][NN_N_RACERS];
};

G_DEFINE_FINAL_TYPE (ImagetteRaceTable, imagette_race_table, ADW_TYPE_BIN)

static void
imagette_race_table_class_init (ImagetteRaceTableClass *class)
{
}

static GtkWidget *
add_cell (GtkGrid    *grid,
          int         column,
          int         row,
          const char *class)
{
  GtkWidget *label = gtk_label_new ("–");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, class);
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

static void
imagette_race_table_init (ImagetteRaceTable *self)
{
  static const char *const titles[N_ROWS] = {
    N_("Parameters"), N_("Multiply-adds an image"), N_("Seconds an epoch"), N_("Test accuracy"),
    N_("Mistakes"), N_("Alone in being right"),
  };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    self->heads[racer] = add_cell (GTK_GRID (grid), 1 + (int) racer, 0, "heading");
  for (int row = 0; row < N_ROWS; row++)
    {
      GtkWidget *title = gtk_label_new (_(titles[row]));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_set_hexpand (title, TRUE);
      gtk_grid_attach (GTK_GRID (grid), title, 0, row + 1, 1, 1);
      for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
        self->cells[row][racer] = add_cell (GTK_GRID (grid), 1 + (int) racer, row + 1, "numeric");
    }
  adw_bin_set_child (ADW_BIN (self), grid);
}

GtkWidget *
imagette_race_table_new (void)
{
  return g_object_new (IMAGETTE_TYPE_RACE_TABLE, NULL);
}

/* NaN is a dash. (transfer none) */
static void
set_number (ImagetteRaceTable *self,
            GtkWidget         *label,
            double             value,
            int                decimals)
{
  NnStyle style;
  g_autofree char *text = NULL;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  text = nn_style_number (&style, value, decimals);
  imagette_parts_set_text (label, text, FALSE);
}

/* "98.95 % ± 0.08" */
static void
set_accuracy (ImagetteRaceTable *self,
              GtkWidget         *label,
              NnSpread           accuracy)
{
  NnStyle style;
  g_autofree char *mean = NULL;
  g_autofree char *spread = NULL;
  g_autofree char *text = NULL;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  mean = nn_style_percent (&style, accuracy.mean, 2);
  spread = nn_style_number (&style, 100 * accuracy.spread, 2);
  text = isnan (accuracy.spread) ? g_strdup (mean) : g_strdup_printf ("%s ± %s", mean, spread);
  imagette_parts_set_text (label, text, FALSE);
}

void
imagette_race_table_set (ImagetteRaceTable  *self,
                         const NnComparison *comparison)
{
  g_return_if_fail (IMAGETTE_IS_RACE_TABLE (self));

  for (NnRacer racer = 0; racer < NN_N_RACERS; racer++)
    {
      gboolean done = comparison != NULL && comparison->heats->len > 0;
      NnSpread accuracy = { NAN, NAN };
      double images = NAN;
      g_autofree char *name = NULL;

      if (done)
        {
          accuracy = nn_comparison_accuracy (comparison, racer);
          images = comparison->dataset->test.n;
        }
      name = comparison != NULL ? imagette_racer_name (comparison, racer) : g_strdup ("–");
      imagette_parts_set_text (self->heads[racer], name, FALSE);
      set_number (self, self->cells[ROW_PARAMETERS][racer],
                  comparison != NULL ? (double) comparison->parameters[racer] : (double) NAN, 0);
      set_number (self, self->cells[ROW_MACS][racer],
                  comparison != NULL ? (double) comparison->macs[racer] : (double) NAN, 0);
      set_number (self, self->cells[ROW_SECONDS][racer],
                  done ? nn_comparison_seconds (comparison, racer) : (double) NAN, 2);
      set_accuracy (self, self->cells[ROW_ACCURACY][racer], accuracy);
      set_number (self, self->cells[ROW_MISTAKES][racer], (1 - accuracy.mean) * images, 0);
      set_number (self, self->cells[ROW_ALONE][racer],
                  done ? nn_comparison_alone (comparison, racer) : (double) NAN, 0);
    }
}

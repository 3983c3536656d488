/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-race-controls.h"

#include "pages/compare/imagette-rival-chooser.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define MAX_EPOCHS 100
#define MAX_SEEDS 20

struct _ImagetteRaceControls
{
  GtkBox parent_instance;

  GtkWidget *epochs, *seeds, *experiment, *rival, *stop, *progress;
};

enum { STOPPED, RIVAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteRaceControls, imagette_race_controls, GTK_TYPE_BOX)

static void
imagette_race_controls_class_init (ImagetteRaceControlsClass *class)
{
  signals[STOPPED] = g_signal_new ("stopped", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RIVAL_CHANGED] = g_signal_new ("rival-changed", G_TYPE_FROM_CLASS (class),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
stop_cb (ImagetteRaceControls *self)
{
  g_signal_emit (self, signals[STOPPED], 0);
}

static void
rival_changed_cb (ImagetteRaceControls *self)
{
  g_signal_emit (self, signals[RIVAL_CHANGED], 0);
}

/* A control behind what it is for. */
static void
add_control (ImagetteRaceControls *self,
             const char           *title,
             const char           *tooltip,
             GtkWidget            *control)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), imagette_parts_label (title, NULL));
  gtk_box_append (GTK_BOX (box), control);
  gtk_widget_set_tooltip_text (control, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  gtk_box_append (GTK_BOX (self), box);
}

static void
imagette_race_controls_init (ImagetteRaceControls *self)
{
  const char *const experiments[] = {
    _("none"), _("shuffled pixels"), _("shifted test digits"), _("noise on test digits"),
    _("fewer training images"), NULL,
  };

  gtk_box_set_spacing (GTK_BOX (self), 16);
  self->epochs = gtk_spin_button_new_with_range (1, MAX_EPOCHS, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->epochs), 10);
  self->seeds = gtk_spin_button_new_with_range (1, MAX_SEEDS, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->seeds), 3);
  self->experiment = gtk_drop_down_new_from_strings (experiments);
  self->rival = imagette_rival_chooser_new ();
  g_signal_connect_swapped (self->rival, "changed", G_CALLBACK (rival_changed_cb), self);
  self->stop = gtk_button_new_with_label (_("Stop"));
  gtk_widget_set_tooltip_text (self->stop, _("End the race; what it came to stays"));
  gtk_widget_set_focus_on_click (self->stop, FALSE);
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_cb), self);
  self->progress = imagette_parts_label (NULL, NULL);
  gtk_widget_set_hexpand (self->progress, TRUE);
  add_control (self, _("Experiment"), _("What to change to find out where the difference comes from"),
               self->experiment);
  add_control (self, _("Epochs"), _("Of each training"), self->epochs);
  add_control (self, _("Seeds"), _("As many races, from seed 1 on; the means are shown"),
               self->seeds);
  add_control (self, _("Rival"), _("How many hidden layers it has, and how wide they are"),
               self->rival);
  gtk_box_append (GTK_BOX (self), self->stop);
  gtk_box_append (GTK_BOX (self), self->progress);
}

GtkWidget *
imagette_race_controls_new (void)
{
  return g_object_new (IMAGETTE_TYPE_RACE_CONTROLS, NULL);
}

NnComparisonSpec
imagette_race_controls_get_spec (ImagetteRaceControls *self)
{
  return (NnComparisonSpec) {
    .training = nn_training_spec_default (),
    .epochs = (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->epochs)),
    .experiment = (NnExperiment) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->experiment)),
    .rival = imagette_rival_chooser_get (IMAGETTE_RIVAL_CHOOSER (self->rival)),
  };
}

guint
imagette_race_controls_get_seeds (ImagetteRaceControls *self)
{
  return (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->seeds));
}

static char *
progress_words (NnContest *contest)
{
  const NnComparison *report = nn_contest_get_report (contest);
  double percent = 100 * nn_contest_get_progress (contest);
  guint seed;

  if (report == NULL)
    return g_strdup (_("Press Space to start the race."));
  seed = (guint) report->spec.training.seed + report->heats->len;
  switch (nn_contest_get_state (contest))
    {
    case NN_CONTEST_RUNNING:
      return g_strdup_printf (_("Seed %u, %.0f %% of the whole"), seed, percent);
    case NN_CONTEST_PAUSED:
      return g_strdup_printf (_("Paused in seed %u, at %.0f %% of the whole"), seed, percent);
    case NN_CONTEST_IDLE:
    default:
      return g_strdup_printf (ngettext ("Done: %u seed", "Done: %u seeds", report->heats->len),
                              report->heats->len);
    }
}

void
imagette_race_controls_update (ImagetteRaceControls *self,
                               NnContest            *contest)
{
  gboolean idle = nn_contest_get_state (contest) == NN_CONTEST_IDLE;
  g_autofree char *words = progress_words (contest);

  imagette_parts_set_text (self->progress, words, FALSE);
  gtk_widget_set_sensitive (self->epochs, idle);
  gtk_widget_set_sensitive (self->seeds, idle);
  gtk_widget_set_sensitive (self->experiment, idle);
  gtk_widget_set_sensitive (self->rival, idle);
  gtk_widget_set_sensitive (self->stop, !idle);
}

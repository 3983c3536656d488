/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/train/imagette-training-pane.h"

#include "pages/imagette-number-spin.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-shortcuts.h"
#include "pages/train/imagette-seed-entry.h"

#include <glib/gi18n-lib.h>

struct _ImagetteTrainingPane
{
  AdwBin parent_instance;

  GtkWidget *live_list, *start_list;
  GtkWidget *again_button, *new_seed_button;

  GtkWidget *optimizer, *rate, *momentum, *decay, *batch, *clip, *target;
  GtkWidget *momentum_row;
  GtkWidget *network, *activation, *seed, *hold_out;

  NnSession *session;
  ImagettePlan *plan;
  char *shown;                    /* what the controls show, to leave them alone while one types */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ImagetteTrainingPane, imagette_training_pane, ADW_TYPE_BIN)

/* In the order of NnOptimizerKind. */
static const char *const optimizer_names[] = { "SGD", N_("Momentum"), "Adam", NULL };

/* ---- from the widgets down ---- */

static double
spin_value (GtkWidget *spin)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));
}

static void
live_changed (ImagetteTrainingPane *self)
{
  NnHyper hyper;

  if (self->updating || self->session == NULL)
    return;
  hyper = nn_session_get_spec (self->session)->hyper;
  hyper.rate = imagette_number_spin_get (self->rate);
  hyper.momentum = imagette_number_spin_get (self->momentum);
  hyper.weight_decay = imagette_number_spin_get (self->decay);
  hyper.rms_clip = imagette_number_spin_get (self->clip);
  nn_session_set_hyper (self->session, &hyper, (guint) spin_value (self->batch));
}

/* Another rule comes with its own usual rate: Adam's would be far too small for SGD. */
static void
optimizer_changed (ImagetteTrainingPane *self)
{
  NnHyper hyper;

  if (self->updating || self->session == NULL)
    return;
  hyper = nn_hyper_default (
    (NnOptimizerKind) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->optimizer)));
  hyper.weight_decay = imagette_number_spin_get (self->decay);
  hyper.rms_clip = imagette_number_spin_get (self->clip);
  nn_session_set_hyper (self->session, &hyper, (guint) spin_value (self->batch));
  imagette_training_pane_update (self, self->session, self->plan);
}

static void
target_changed (ImagetteTrainingPane *self)
{
  if (!self->updating && self->session != NULL)
    nn_session_set_target (self->session, (guint) spin_value (self->target));
}

static void
plan_changed (ImagetteTrainingPane *self)
{
  NnArchitecture network
    = (NnArchitecture) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->network));
  NnActivation activation
    = (NnActivation) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->activation));
  NnTrainingSpec spec;

  if (self->updating || self->plan == NULL)
    return;
  spec = *imagette_plan_get_spec (self->plan);
  spec.seed = imagette_seed_entry_get (self->seed);
  spec.hold_out = (guint) spin_value (self->hold_out);
  imagette_plan_set_spec (self->plan, &spec);
  imagette_plan_set_network (self->plan, network, activation);
}

/* ---- building ---- */

static void
build_live (ImagetteTrainingPane *self)
{
  const char *names[] = { optimizer_names[0], _(optimizer_names[1]), optimizer_names[2], NULL };

  self->optimizer = imagette_parts_choice (names, G_CALLBACK (optimizer_changed), self);
  imagette_parts_row (self->live_list, _("Optimizer"), _("How a gradient becomes a step"), self->optimizer);

  self->rate = imagette_number_spin_new (1e-6, 100, IMAGETTE_STEPS_OF_DECADES,
                                         G_CALLBACK (live_changed), self);
  imagette_parts_row (self->live_list, _("Learning rate"), _("How long a step is"), self->rate);

  self->momentum = imagette_number_spin_new (0, 1, 0.05, G_CALLBACK (live_changed), self);
  self->momentum_row = imagette_parts_row (self->live_list, _("Momentum"),
                                   _("How much of the last step goes on"), self->momentum);
  self->decay = imagette_number_spin_new (0, 100, 0.0001, G_CALLBACK (live_changed), self);
  imagette_parts_row (self->live_list, _("Weight decay"), _("Pulls all weights towards zero"), self->decay);
  self->batch = imagette_parts_spin (1, 1024, 16, G_CALLBACK (live_changed), self);
  imagette_parts_row (self->live_list, _("Batch"), _("Images in one step"), self->batch);
  self->clip = imagette_number_spin_new (0, 100, 0.05, G_CALLBACK (live_changed), self);
  imagette_parts_row (self->live_list, _("RMS clip"), _("Keeps each filter below this size; 0 is off"),
              self->clip);
  self->target = imagette_parts_spin (1, 1000, 1, G_CALLBACK (target_changed), self);
  imagette_parts_row (self->live_list, _("Epochs"), _("Where Run stops"), self->target);
}

static void
build_start (ImagetteTrainingPane *self)
{
  const char *networks[] = { "LeNet", _("Dense rival"), NULL };
  const char *activations[] = { "ReLU", "tanh", NULL };

  self->network = imagette_parts_choice (networks, G_CALLBACK (plan_changed), self);
  imagette_parts_row (self->start_list, _("Network"),
              _("LeNet, or a network without convolution that has as many weights"), self->network);
  self->activation = imagette_parts_choice (activations, G_CALLBACK (plan_changed), self);
  imagette_parts_row (self->start_list, _("Activation"), _("What a unit does with its sum"),
              self->activation);
  self->seed = imagette_seed_entry_new (G_CALLBACK (plan_changed), self);
  imagette_parts_row (self->start_list, _("Seed"), _("Equal seeds give equal runs, to the bit"), self->seed);
  self->hold_out = imagette_parts_spin (0, 0, 1000, G_CALLBACK (plan_changed), self);
  imagette_parts_row (self->start_list, _("Hold out"), _("Training images kept back for validation"),
              self->hold_out);
}

static void
imagette_training_pane_dispose (GObject *object)
{
  ImagetteTrainingPane *self = IMAGETTE_TRAINING_PANE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->plan);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (imagette_training_pane_parent_class)->dispose (object);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteTrainingPane, name)

static void
imagette_training_pane_class_init (ImagetteTrainingPaneClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_training_pane_dispose;

  gtk_widget_class_set_template_from_resource (
    GTK_WIDGET_CLASS (class), "/io/github/imagette/Imagette/ui/imagette-training-pane.ui");
  BIND (class, live_list);
  BIND (class, start_list);
  BIND (class, again_button);
  BIND (class, new_seed_button);
}

static void
imagette_training_pane_init (ImagetteTrainingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  build_live (self);
  build_start (self);
  self->updating = FALSE;
  imagette_shortcuts_describe (self->again_button, "win.again");
  imagette_shortcuts_describe (self->new_seed_button, "win.new-seed");
}

GtkWidget *
imagette_training_pane_new (void)
{
  return g_object_new (IMAGETTE_TYPE_TRAINING_PANE, NULL);
}

/* ---- from the session up ---- */

static char *
summary (const NnTrainingSpec *spec,
         const NnTrainingSpec *next,
         guint                 target)
{
  return g_strdup_printf ("%d %.9g %.9g %.9g %.9g %u %u | %d %d %" G_GUINT64_FORMAT " %u",
                          spec->hyper.kind, (double) spec->hyper.rate,
                          (double) spec->hyper.momentum, (double) spec->hyper.weight_decay,
                          (double) spec->hyper.rms_clip, spec->batch, target,
                          next->network.architecture, next->network.activation, next->seed,
                          next->hold_out);
}

void
imagette_training_pane_update (ImagetteTrainingPane *self,
                               NnSession            *session,
                               ImagettePlan         *plan)
{
  const NnTrainingSpec *spec, *next;
  g_autofree char *now = NULL;

  g_return_if_fail (IMAGETTE_IS_TRAINING_PANE (self));

  g_set_object (&self->session, session);
  g_set_object (&self->plan, plan);
  spec = nn_session_get_spec (session);
  next = imagette_plan_get_spec (plan);
  if (imagette_plan_differs (plan, spec))
    gtk_widget_add_css_class (self->again_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->again_button, "suggested-action");

  now = summary (spec, next, nn_session_get_target (session));
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);

  self->updating = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->optimizer), spec->hyper.kind);
  imagette_number_spin_set (self->rate, spec->hyper.rate);
  imagette_number_spin_set (self->momentum, spec->hyper.momentum);
  gtk_widget_set_visible (self->momentum_row, spec->hyper.kind == NN_OPTIMIZER_MOMENTUM);
  imagette_number_spin_set (self->decay, spec->hyper.weight_decay);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->batch), spec->batch);
  imagette_number_spin_set (self->clip, spec->hyper.rms_clip);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->target), nn_session_get_target (session));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->network), next->network.architecture);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->activation), next->network.activation);
  imagette_seed_entry_set (self->seed, next->seed);
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->hold_out), 0,
                             nn_session_get_dataset (session)->train.n - 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->hold_out), next->hold_out);
  self->updating = FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-window-private.h"

#include "pages/imagette-dialogs.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>

/* The actions of training and of the timeline. */

#define SLOW_START_PACE 20        /* batches a second … */
#define SLOW_START_UNTIL 300      /* … up to this update, in which C1 takes shape */

static void
enable (ImagetteWindow *self,
        const char     *name,
        gboolean        enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static ImagettePage *
get_shown (ImagetteWindow *self)
{
  return IMAGETTE_PAGE (adw_view_stack_get_visible_child (self->pages));
}

/* Header and Space act on the page's run: the race where there is one. */
static gboolean
page_has_run (ImagetteWindow *self)
{
  return adw_view_stack_get_visible_child (self->pages) != NULL
         && imagette_page_has_run (get_shown (self));
}

void
imagette_window_update_training_actions (ImagetteWindow *self)
{
  gboolean session = self->session != NULL;
  NnState state = session ? nn_session_get_state (self->session) : NN_STATE_PAUSED;
  gboolean race = page_has_run (self);
  gboolean running = race ? imagette_page_is_running (get_shown (self))
                          : state == NN_STATE_RUNNING;
  gboolean can_train = session && state != NN_STATE_DIVERGED;
  gboolean looking = session && nn_session_get_looked_at (self->session) != NULL;
  gboolean moments = session && nn_session_get_moments (self->session) != NULL
                     && nn_session_get_moments (self->session)->len > 0;

  enable (self, "run", race ? session : can_train);
  enable (self, "batch", can_train && !race);
  enable (self, "epoch", can_train && !race);
  enable (self, "again", session);
  enable (self, "new-seed", session);
  enable (self, "again-lower", session);
  enable (self, "moment-back", moments);
  enable (self, "moment-forward", looking);
  enable (self, "now", looking);
  enable (self, "go-on", looking);
  enable (self, "save", session);
  enable (self, "save-run", session);
  enable (self, "export", session);
  enable (self, "worksheet", session);
  enable (self, "quiz", session);
  enable (self, "our-digits", session);
  enable (self, "lesson", session);
  enable (self, "save-lesson", session);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->run_icon),
                                running ? "media-playback-pause-symbolic"
                                        : "media-playback-start-symbolic");
  gtk_stack_set_visible_child_name (GTK_STACK (self->run_label), running ? "pause" : "run");
}

/* ---- pace ---- */

static gboolean
is_slow_start (ImagetteWindow *self)
{
  return g_settings_get_boolean (self->settings, "slow-start")
         && g_settings_get_double (self->settings, "pace") <= 0;
}

void
imagette_window_show_pace (ImagetteWindow *self)
{
  NnFrame *frame = self->session != NULL ? nn_session_get_live_frame (self->session) : NULL;
  double pace = g_settings_get_double (self->settings, "pace");

  if (is_slow_start (self) && (frame == NULL || frame->place.update < SLOW_START_UNTIL))
    pace = SLOW_START_PACE;
  imagette_pace_scale_set_pace (self->pace_scale, pace);
}

void
imagette_window_apply_pace (ImagetteWindow *self)
{
  if (self->session != NULL)
    {
      if (is_slow_start (self))
        nn_session_set_pace (self->session, SLOW_START_PACE, SLOW_START_UNTIL);
      else
        nn_session_set_pace (self->session, g_settings_get_double (self->settings, "pace"), 0);
    }
  imagette_window_show_pace (self);
}

static void
pace_moved_cb (ImagettePaceScale *scale,
               double             pace,
               ImagetteWindow    *self)
{
  g_settings_set_boolean (self->settings, "slow-start", FALSE);
  g_settings_set_double (self->settings, "pace", pace);
  imagette_window_apply_pace (self);
}

/* ---- training ---- */

static void
run (GSimpleAction *action,
     GVariant      *parameter,
     gpointer       data)
{
  ImagetteWindow *self = data;

  if (page_has_run (self))
    imagette_page_toggle_run (get_shown (self));
  else if (nn_session_get_state (self->session) == NN_STATE_RUNNING)
    nn_session_pause (self->session);
  else
    nn_session_run (self->session);
  imagette_window_wake (self);
}

static void
batch (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  ImagetteWindow *self = data;

  nn_session_step_batch (self->session);
  imagette_window_wake (self);
}

static void
epoch (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  ImagetteWindow *self = data;

  nn_session_step_epoch (self->session);
  imagette_window_wake (self);
}

/* The float that reads as a tenth: 0.0001 of 0.001, where the product is 0.000100000005. */
static float
tenth_of (float rate)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return (float) g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.6g", (double) rate / 10),
                                 NULL);
}

void
imagette_window_start (ImagetteWindow       *self,
                       const NnTrainingSpec *spec)
{
  nn_session_reset (self->session, spec);
  imagette_plan_set_spec (self->plan, spec);
  enable (self, "undo", TRUE);
  imagette_window_wake (self);
}

static void
start_again (ImagetteWindow *self,
             gboolean        new_seed,
             gboolean        lower_rate)
{
  NnTrainingSpec spec = *nn_session_get_spec (self->session);
  const NnTrainingSpec *plan = imagette_plan_get_spec (self->plan);
  g_autofree char *seed = NULL;
  g_autofree char *text = NULL;

  spec.network = plan->network;
  spec.hold_out = plan->hold_out;
  spec.seed = plan->seed + (new_seed ? 1 : 0);
  if (lower_rate)
    spec.hyper.rate = tenth_of (spec.hyper.rate);
  imagette_window_start (self, &spec);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, spec.seed);
  text = g_strdup_printf (_("Started again with seed %s"), seed);
  imagette_window_toast (self, text, _("_Undo"), "win.undo");
}

static void
again (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  start_again (data, FALSE, FALSE);
}

static void
new_seed (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  start_again (data, TRUE, FALSE);
}

/* What helps after the loss has left all bounds. */
static void
again_lower (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  start_again (data, FALSE, TRUE);
}

static void
undo (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  ImagetteWindow *self = data;

  if (self->session == NULL || !nn_session_undo_reset (self->session))
    return;
  enable (self, "undo", nn_session_can_undo_reset (self->session));
  imagette_plan_set_spec (self->plan, nn_session_get_spec (self->session));
  imagette_window_wake (self);
  imagette_window_toast (self, _("The earlier run is back"), NULL, NULL);
}

static void
slower (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  imagette_pace_scale_step (IMAGETTE_WINDOW (data)->pace_scale, -1);
}

static void
faster (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  imagette_pace_scale_step (IMAGETTE_WINDOW (data)->pace_scale, 1);
}

/* ---- timeline ---- */

static int
find_moment (GPtrArray      *moments,
             const NnMoment *moment)
{
  for (guint i = 0; i < moments->len; i++)
    if (g_ptr_array_index (moments, i) == moment)
      return (int) i;
  return (int) moments->len;      /* now, after the last */
}

static void
step_moment (ImagetteWindow *self,
             int             direction)
{
  GPtrArray *moments = nn_session_get_moments (self->session);
  NnMoment *looked_at = nn_session_get_looked_at (self->session);
  NnFrame *live = nn_session_get_live_frame (self->session);
  int index = find_moment (moments, looked_at) + direction;

  /* From now, the first step back goes past the moment that is now. */
  if (looked_at == NULL && direction < 0 && index > 0 && live != NULL)
    {
      const NnMoment *last = g_ptr_array_index (moments, (guint) index);

      if (last->place.update == live->place.update)
        index--;
    }
  index = MAX (index, 0);
  nn_session_look_at (self->session, (guint) index < moments->len
                                       ? g_ptr_array_index (moments, (guint) index) : NULL);
  imagette_window_wake (self);
}

static void
moment_back (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  step_moment (data, -1);
}

static void
moment_forward (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  step_moment (data, 1);
}

static void
now (GSimpleAction *action,
     GVariant      *parameter,
     gpointer       data)
{
  ImagetteWindow *self = data;

  nn_session_look_at (self->session, NULL);
  imagette_window_wake (self);
}

static void
do_go_on (ImagetteWindow *self,
          NnMoment       *moment)
{
  g_autofree char *when = imagette_words_moment (&moment->place);
  g_autofree char *text = g_strdup_printf (_("Going on from %s"), when);

  nn_session_go_on_from (self->session, moment);
  enable (self, "undo", TRUE);
  imagette_window_wake (self);
  imagette_window_toast (self, text, _("_Undo"), "win.undo");
}

static void
go_on_answer_cb (GtkWindow     *window,
                 ImagetteAnswer answer,
                 gpointer       data)
{
  g_autoptr (NnMoment) moment = data;
  ImagetteWindow *self = IMAGETTE_WINDOW (window);

  if (answer == IMAGETTE_ANSWER_ACCEPT && self->session != NULL
      && find_moment (nn_session_get_moments (self->session), moment)
           < (int) nn_session_get_moments (self->session)->len)
    do_go_on (self, moment);
}

static void
go_on (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  ImagetteWindow *self = data;
  NnMoment *moment = nn_session_get_looked_at (self->session);
  NnFrame *live = nn_session_get_live_frame (self->session);
  g_autofree char *when = NULL;
  g_autofree char *heading = NULL;
  ImagetteQuestion question = {
    .body = _("All later moments of this run are dropped. You can undo this right afterwards."),
    .cancel = _("_Cancel"),
    .accept = _("_Go On from Here"),
    .destructive = TRUE,
  };

  if (moment == NULL)
    return;
  if (live == NULL || live->place.update <= moment->place.update)
    {
      do_go_on (self, moment);
      return;
    }
  when = imagette_words_moment (&moment->place);
  heading = g_strdup_printf (_("Go On from %s?"), when);
  question.heading = heading;
  imagette_ask (GTK_WINDOW (self), &question, go_on_answer_cb, nn_moment_ref (moment));
}

void
imagette_window_add_training_actions (ImagetteWindow *self)
{
  static const GActionEntry entries[] = {
    { "run", run },
    { "batch", batch },
    { "epoch", epoch },
    { "again", again },
    { "new-seed", new_seed },
    { "again-lower", again_lower },
    { "undo", undo },
    { "slower", slower },
    { "faster", faster },
    { "moment-back", moment_back },
    { "moment-forward", moment_forward },
    { "now", now },
    { "go-on", go_on },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  enable (self, "undo", FALSE);
  g_signal_connect (self->pace_scale, "moved", G_CALLBACK (pace_moved_cb), self);
}

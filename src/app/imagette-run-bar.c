/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-run-bar.h"

#include "pages/imagette-hands-words.h"
#include "pages/imagette-parts.h"
#include "widgets/imagette-look.h"
#include "widgets/imagette-timeline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LARGE_LOSS 1e5
#define HANDS_CHARS 16

struct _ImagetteRunBar
{
  ImagetteSheet parent_instance;

  GtkWidget *box;
  GtkWidget *texts;               /* place and speed side by side, over the timeline, when narrow */
  GtkWidget *place_box, *speed_box;
  GtkWidget *place, *figures;     /* "Epoch 4, batch 412 of 938" / "loss 0.043 · test 98.6 %" */
  GtkWidget *speed, *left;
  GtkWidget *hands;               /* "2 maps muted · 1 filter frozen" */
  ImagetteTimeline *timeline;
  NnSession *session;
  gboolean secret;                /* the accuracy is */
};

G_DEFINE_FINAL_TYPE (ImagetteRunBar, imagette_run_bar, IMAGETTE_TYPE_SHEET)

static char *
place_text (NnSession *session,
            NnFrame   *frame)
{
  const NnPlace *place = &frame->place;

  if (place->update == 0)
    return g_strdup (_("Not trained yet"));
  switch (nn_session_get_state (session))
    {
    case NN_STATE_FINISHED:
      return g_strdup_printf (ngettext ("%u epoch done", "%u epochs done", place->epoch),
                              place->epoch);
    case NN_STATE_DIVERGED:
      return g_strdup_printf (_("Diverged in epoch %u, batch %'u of %'u"), place->epoch + 1,
                              place->batch, place->batches);
    case NN_STATE_PAUSED:
    case NN_STATE_RUNNING:
    default:
      if (place->position == 0)
        return g_strdup_printf (_("End of epoch %u"), place->epoch);
      return g_strdup_printf (_("Epoch %u, batch %'u of %'u"), place->epoch + 1, place->batch,
                              place->batches);
    }
}

/* On its way out of all bounds a loss has no room for its digits. (transfer full) */
static char *
loss_text (const NnStyle *style,
           double         loss)
{
  return loss < LARGE_LOSS || !isfinite (loss) ? nn_style_number (style, loss, 3)
                                               : g_strdup_printf ("%.2e", loss);
}

static char *
figures_text (ImagetteRunBar *self,
              NnFrame        *frame)
{
  NnStyle style;
  g_autofree char *loss = NULL;
  g_autofree char *accuracy = NULL;
  NnEvaluation *evaluation = frame->evaluation;

  if (frame->place.update == 0)
    return g_strdup (_("Press Space to train"));
  imagette_look_init_style (GTK_WIDGET (self), &style);
  loss = loss_text (&style, frame->place.running_loss);
  /* What the untrained network got right says nothing about the one that trains. */
  if (evaluation == NULL || frame->evaluation_update == 0 || self->secret)
    return g_strdup_printf (_("loss %s"), loss);
  accuracy = nn_style_percent (&style, (double) evaluation->correct / MAX (evaluation->n, 1), 2);
  /* A model from a file has no training loss; a mean of a run is never exactly 0. */
  if (frame->place.running_loss == 0)
    return g_strdup_printf (_("test %s"), accuracy);
  return g_strdup_printf (_("loss %s · test %s"), loss, accuracy);
}

/* Whoever steps on past the goal is told what it was, not that it is still to come. */
static char *
left_text (NnSession *session,
           NnFrame   *frame)
{
  double seconds = nn_session_get_seconds_left (session);
  guint target = nn_session_get_target (session);

  if (nn_session_get_state (session) != NN_STATE_RUNNING || !isfinite (seconds))
    return g_strdup_printf (frame != NULL && frame->place.epoch >= target
                              ? ngettext ("goal: epoch %u", "goal: epoch %u", target)
                              : ngettext ("to epoch %u", "to epoch %u", target), target);
  if (seconds < 90)
    return g_strdup_printf (_("%.0f s to epoch %u"), ceil (seconds), target);
  if (seconds < 5400)
    return g_strdup_printf (_("%.0f min to epoch %u"), ceil (seconds / 60), target);
  return g_strdup_printf (_("%.1f h to epoch %u"), seconds / 3600, target);
}

static void
update_texts (ImagetteRunBar *self)
{
  NnFrame *frame = self->session != NULL ? nn_session_get_live_frame (self->session) : NULL;
  g_autofree char *place = NULL;
  g_autofree char *figures = NULL;
  g_autofree char *speed = NULL;
  g_autofree char *left = NULL;
  gboolean running;
  double rate;

  if (frame == NULL)
    return;
  place = place_text (self->session, frame);
  figures = figures_text (self, frame);
  left = left_text (self->session, frame);
  rate = nn_session_get_images_per_second (self->session);
  switch (nn_session_get_state (self->session))
    {
    case NN_STATE_RUNNING:
      {
        NnStyle style;
        g_autofree char *number = NULL;

        imagette_look_init_style (GTK_WIDGET (self), &style);
        /* Three figures are enough, and keep the number from flickering. */
        if (rate >= 1000)
          rate = round (rate / 100) * 100;
        number = nn_style_number (&style, round (rate), 0);
        speed = g_strdup_printf (_("%s images/s"), number);
        break;
      }
    case NN_STATE_FINISHED:
      speed = g_strdup (_("finished"));
      break;
    case NN_STATE_DIVERGED:
      speed = g_strdup (_("stopped"));
      break;
    case NN_STATE_PAUSED:
    default:
      speed = g_strdup (frame->place.update == 0 ? "" : _("paused"));
      break;
    }
  running = nn_session_get_state (self->session) == NN_STATE_RUNNING;
  imagette_parts_set_text (self->place, place, running);
  imagette_parts_set_text (self->figures, figures, running);
  imagette_parts_set_text (self->speed, speed, running);
  imagette_parts_set_text (self->left, left, running);
  imagette_timeline_set_target (self->timeline, nn_session_get_target (self->session));
  imagette_timeline_set_progress (self->timeline, frame->place.update,
                                  frame->place.update + frame->place.batches - frame->place.batch,
                                  (frame->place.images + frame->spec.batch - 1)
                                    / MAX (frame->spec.batch, 1));
}

static void
update_timeline (ImagetteRunBar *self)
{
  GPtrArray *moments = nn_session_get_moments (self->session);
  NnMoment *looked_at = nn_session_get_looked_at (self->session);
  g_autoptr (GArray) marks = g_array_new (FALSE, TRUE, sizeof (ImagetteMark));
  int selected = -1;

  for (guint i = 0; moments != NULL && i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);
      ImagetteMark mark = {
        .update = moment->place.update,
        .epoch = moment->place.position == 0 ? moment->place.epoch : 0,
      };

      g_array_append_val (marks, mark);
      if (moment == looked_at)
        selected = (int) i;
    }
  imagette_timeline_set_marks (self->timeline, (const ImagetteMark *) (const void *) marks->data,
                               marks->len);
  imagette_timeline_set_selected (self->timeline, selected);
}

/* Of what is shown: on every page, since it changes what every page shows. */
static void
update_hands (ImagetteRunBar *self)
{
  NnFrame *frame = nn_session_get_frame (self->session);
  g_autofree char *line = NULL;

  if (frame != NULL)
    line = imagette_hands_line (frame->network, frame->spec.hyper.rms_clip);
  gtk_widget_set_visible (self->hands, line != NULL);
  if (line == NULL || g_str_equal (line, gtk_label_get_text (GTK_LABEL (self->hands))))
    return;
  gtk_label_set_text (GTK_LABEL (self->hands), line);
  gtk_widget_set_tooltip_text (self->hands, line);
}

static void
moment_selected_cb (ImagetteTimeline *timeline,
                    int               index,
                    ImagetteRunBar   *self)
{
  GPtrArray *moments = self->session != NULL ? nn_session_get_moments (self->session) : NULL;

  if (moments != NULL && index >= 0 && (guint) index < moments->len)
    nn_session_look_at (self->session, g_ptr_array_index (moments, (guint) index));
}

static void
now_selected_cb (ImagetteTimeline *timeline,
                 ImagetteRunBar   *self)
{
  if (self->session != NULL)
    nn_session_look_at (self->session, NULL);
}

static GtkWidget *
new_label (float       align,
           int         chars,
           const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), align);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
new_pair (GtkWidget *above,
          GtkWidget *below)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), below);
  return box;
}

static void
imagette_run_bar_dispose (GObject *object)
{
  imagette_run_bar_set_session (IMAGETTE_RUN_BAR (object), NULL);

  G_OBJECT_CLASS (imagette_run_bar_parent_class)->dispose (object);
}

static void
imagette_run_bar_class_init (ImagetteRunBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_run_bar_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "runbar");
}

static void
imagette_run_bar_init (ImagetteRunBar *self)
{
  self->place = new_label (0, 25, "heading");
  self->figures = new_label (0, 25, NULL);
  self->speed = new_label (1, 17, NULL);
  self->left = new_label (1, 17, NULL);
  self->place_box = new_pair (self->place, self->figures);
  self->speed_box = new_pair (self->speed, self->left);

  self->timeline = IMAGETTE_TIMELINE (imagette_timeline_new ());
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->timeline), _("Timeline"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->timeline), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->timeline), GTK_ALIGN_CENTER);
  g_signal_connect (self->timeline, "moment-selected", G_CALLBACK (moment_selected_cb), self);
  g_signal_connect (self->timeline, "now-selected", G_CALLBACK (now_selected_cb), self);

  self->hands = new_label (0, -1, "heading");
  gtk_label_set_wrap (GTK_LABEL (self->hands), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->hands), 2);
  gtk_label_set_max_width_chars (GTK_LABEL (self->hands), HANDS_CHARS);
  gtk_widget_set_visible (self->hands, FALSE);

  self->texts = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_box_append (GTK_BOX (self->texts), self->place_box);
  gtk_box_append (GTK_BOX (self->texts), self->hands);
  gtk_box_append (GTK_BOX (self->texts), GTK_WIDGET (self->timeline));
  gtk_box_append (GTK_BOX (self->texts), self->speed_box);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "toolbar");
  gtk_widget_add_css_class (self->box, "runbar-box");
  gtk_widget_set_hexpand (self->texts, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->texts);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
imagette_run_bar_new (void)
{
  return g_object_new (IMAGETTE_TYPE_RUN_BAR, NULL);
}

void
imagette_run_bar_set_session (ImagetteRunBar *self,
                              NnSession      *session)
{
  g_return_if_fail (IMAGETTE_IS_RUN_BAR (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  gtk_widget_set_visible (GTK_WIDGET (self), session != NULL);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "notify::live-frame", G_CALLBACK (update_texts), self);
  g_signal_connect_swapped (session, "notify::progress", G_CALLBACK (update_texts), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update_texts), self);
  g_signal_connect_swapped (session, "notify::timeline", G_CALLBACK (update_timeline), self);
  g_signal_connect_swapped (session, "notify::looking-back", G_CALLBACK (update_timeline), self);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (update_timeline), self);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (update_hands), self);
  update_hands (self);
  update_texts (self);
  update_timeline (self);
}

void
imagette_run_bar_set_secret (ImagetteRunBar *self,
                             gboolean        secret)
{
  g_return_if_fail (IMAGETTE_IS_RUN_BAR (self));

  if (self->secret == secret)
    return;
  self->secret = secret;
  update_texts (self);
}

void
imagette_run_bar_set_narrow (ImagetteRunBar *self,
                             gboolean        narrow)
{
  GtkWidget *timeline;

  g_return_if_fail (IMAGETTE_IS_RUN_BAR (self));

  timeline = GTK_WIDGET (self->timeline);
  if (narrow == (gtk_widget_get_parent (timeline) == self->box))
    return;
  g_object_ref (timeline);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (timeline)), timeline);
  if (narrow)
    gtk_box_append (GTK_BOX (self->box), timeline);
  else
    gtk_box_insert_child_after (GTK_BOX (self->texts), timeline, self->hands);
  gtk_widget_set_hexpand (self->place_box, narrow);
  gtk_label_set_width_chars (GTK_LABEL (self->place), narrow ? 12 : 25);
  gtk_label_set_width_chars (GTK_LABEL (self->figures), narrow ? 12 : 25);
  gtk_label_set_width_chars (GTK_LABEL (self->speed), narrow ? 9 : 17);
  gtk_label_set_width_chars (GTK_LABEL (self->left), narrow ? 9 : 17);
  g_object_unref (timeline);
}

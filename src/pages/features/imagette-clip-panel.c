/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-clip-panel.h"

#include "pages/features/imagette-clip-half.h"
#include "pages/features/imagette-clip-words.h"
#include "pages/imagette-number-spin.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

struct _ImagetteClipPanel
{
  AdwBin parent_instance;

  GtkWidget *settings, *rate, *radius, *batches, *progress, *place;
  GtkWidget *subtitle, *button, *halves, *words;
  ImagetteClipHalf *half[NN_CLIP_N_HALVES];
  NnSession *session;             /* borrowed from the page; NULL before the first update */
  NnClipLesson *lesson;           /* what is shown; NULL: none yet */
  NnColors colors;
};

enum { CLOSED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteClipPanel, imagette_clip_panel, ADW_TYPE_BIN)

void
imagette_clip_panel_start (ImagetteClipPanel *self)
{
  NnClipLessonSpec spec;

  g_return_if_fail (IMAGETTE_IS_CLIP_PANEL (self));

  if (self->session == NULL)
    return;
  spec = nn_clip_lesson_spec_default (nn_session_get_spec (self->session),
                                      nn_session_get_dataset (self->session));
  spec.training.hyper.rate = imagette_number_spin_get (self->rate);
  spec.training.hyper.rms_clip = imagette_number_spin_get (self->radius);
  spec.updates = (guint64) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->batches));
  nn_session_start_clip_lesson (self->session, &spec);
}

static void
button_cb (ImagetteClipPanel *self)
{
  if (self->session != NULL && nn_session_is_in_clip_lesson (self->session))
    nn_session_stop_clip_lesson (self->session);
  else
    imagette_clip_panel_start (self);
}

static void
back_cb (ImagetteClipPanel *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

/* New settings hold from the next start on. */
static void
changed_cb (ImagetteClipPanel *self)
{
}

static void
imagette_clip_panel_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_CLIP_PANEL (object)->lesson, nn_clip_lesson_unref);
  G_OBJECT_CLASS (imagette_clip_panel_parent_class)->dispose (object);
}

static void
imagette_clip_panel_class_init (ImagetteClipPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_clip_panel_dispose;
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_setting (ImagetteClipPanel *self,
             const char        *title,
             const char        *tooltip,
             GtkWidget         *spin)
{
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_tooltip_text (pair, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  gtk_box_append (GTK_BOX (pair), imagette_parts_label (title, NULL));
  gtk_box_append (GTK_BOX (pair), spin);
  gtk_widget_set_hexpand (gtk_widget_get_first_child (pair), TRUE);
  /* The label is wide only where pairs stand below one another. */
  gtk_widget_set_hexpand (pair, FALSE);
  gtk_box_append (GTK_BOX (self->settings), pair);
  return spin;
}

static GtkWidget *
new_settings (ImagetteClipPanel *self)
{
  GCallback changed = G_CALLBACK (changed_cb);

  self->settings = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->rate = add_setting (self, _("Rate"), _("Learning rate of both, high on purpose"),
                            imagette_number_spin_new (0.001, 10, IMAGETTE_STEPS_OF_DECADES, changed,
                                                      self));
  self->radius = add_setting (self, _("Radius"),
                              _("The largest root mean square of a filter's weights"),
                              imagette_number_spin_new (0.05, 0.5, 0.05, changed, self));
  self->batches = add_setting (self, _("Batches"), _("How long each is trained"),
                               imagette_parts_spin (1, 9999, 100, changed, self));
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_tooltip_text (self->progress, _("How far both are"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How far both are"), -1);
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  self->place = imagette_parts_label ("", "numeric");
  gtk_box_append (GTK_BOX (self->settings), self->progress);
  gtk_box_append (GTK_BOX (self->settings), self->place);
  return self->settings;
}

static GtkWidget *
new_head (ImagetteClipPanel *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *back = gtk_button_new_with_label (_("Back to the Filter"));

  self->button = gtk_button_new_with_label (_("Train Both"));
  gtk_widget_set_focus_on_click (back, FALSE);
  gtk_widget_set_tooltip_text (back, _("Back to the Filter"));
  gtk_widget_set_tooltip_text (self->button, _("RMS clip, side by side"));
  gtk_widget_set_focus_on_click (self->button, FALSE);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->button);
  gtk_box_append (GTK_BOX (buttons), back);
  self->subtitle = imagette_parts_label ("", "dim");
  return imagette_parts_card (imagette_parts_label (_("RMS clip, side by side"), "heading"),
                              self->subtitle, buttons, new_settings (self));
}

static void
imagette_clip_panel_init (ImagetteClipPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->halves = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (self->halves), TRUE);
  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    {
      GtkWidget *half = imagette_clip_half_new ((NnClipSide) side);

      self->half[side] = IMAGETTE_CLIP_HALF (half);
      gtk_box_append (GTK_BOX (self->halves), half);
    }
  self->words = imagette_parts_label ("", "title-4");
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_lines (GTK_LABEL (self->words), 3);
  /* Two lines from the start: nothing jumps when there is more to say. */
  gtk_widget_set_size_request (self->words, -1, 48);
  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), self->halves);
  gtk_box_append (GTK_BOX (box), self->words);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
imagette_clip_panel_new (void)
{
  return g_object_new (IMAGETTE_TYPE_CLIP_PANEL, NULL);
}

/* Another session: its data say how long an epoch is. */
static void
take_defaults (ImagetteClipPanel *self,
               NnSession         *session)
{
  NnClipLessonSpec spec = nn_clip_lesson_spec_default (nn_session_get_spec (session),
                                                       nn_session_get_dataset (session));

  self->session = session;
  imagette_number_spin_set (self->rate, spec.training.hyper.rate);
  imagette_number_spin_set (self->radius, spec.training.hyper.rms_clip);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->batches), (double) spec.updates);
}

static void
show_lesson (ImagetteClipPanel *self,
             NnClipLesson      *lesson)
{
  g_autofree char *words = imagette_clip_words (lesson);
  g_autofree char *place = g_strdup_printf (_("batch %d of %d"), (int) lesson->update,
                                            (int) lesson->spec.updates);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, lesson->spec.training.seed);
  g_autofree char *subtitle = g_strdup_printf (_("seed %s, momentum, batches of %u"), seed,
                                               lesson->spec.training.batch);
  float m = imagette_clip_max (lesson);

  for (int side = 0; side < NN_CLIP_N_HALVES; side++)
    imagette_clip_half_update (self->half[side], lesson, self->colors, m);
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  gtk_label_set_text (GTK_LABEL (self->place), place);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 (double) lesson->update / (double) lesson->spec.updates);
}

void
imagette_clip_panel_update (ImagetteClipPanel *self,
                            NnSession         *session,
                            NnColors           colors)
{
  NnClipLesson *lesson;

  g_return_if_fail (IMAGETTE_IS_CLIP_PANEL (self));

  if (session != self->session)
    take_defaults (self, session);
  gtk_button_set_label (GTK_BUTTON (self->button),
                        nn_session_is_in_clip_lesson (session) ? _("Stop") : _("Train Both"));
  lesson = nn_session_get_clip_lesson (session);
  if (lesson == NULL || (lesson == self->lesson && colors == self->colors))
    return;
  nn_clip_lesson_ref (lesson);
  g_clear_pointer (&self->lesson, nn_clip_lesson_unref);
  self->lesson = lesson;
  self->colors = colors;
  show_lesson (self, lesson);
}

void
imagette_clip_panel_set_narrow (ImagetteClipPanel *self,
                                gboolean           narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (IMAGETTE_IS_CLIP_PANEL (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->halves), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->settings), orientation);
}

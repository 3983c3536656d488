/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-window-private.h"

#include "pages/imagette-dialogs.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (ImagetteOurWindow, imagette_our_window, ADW_TYPE_WINDOW)

static guint folder_changed_signal;

/* ---- what is read ---- */

void
imagette_our_window_ask (ImagetteOurWindow *self)
{
  NnFrame *frame = nn_session_get_frame (self->session);

  if (frame != NULL)
    imagette_our_score_ask (self->score, frame, self->digits,
                            self->blank ? NULL : &self->drawing[0][0]);
}

void
imagette_our_window_show (ImagetteOurWindow *self)
{
  const ImagetteHidden secret = imagette_display_get_secret (self->display);
  const ImagetteOurAnswer *answer = (secret & IMAGETTE_HIDDEN_PREDICTION) == 0
                                      ? imagette_our_score_get_answer (self->score) : NULL;
  NnFrame *frame = nn_session_get_frame (self->session);
  guint counts[10] = { 0 };

  for (guint i = 0; self->digits != NULL && i < nn_our_digits_count (self->digits); i++)
    counts[nn_our_digits_get (self->digits, i)->label]++;
  imagette_ballot_set (self->ballot, counts, -1, self->digits != NULL && !self->blank);
  imagette_our_ways_set_drawing (self->ways, self->blank ? NULL : &self->drawing[0][0]);
  imagette_our_ways_set_answer (self->ways, answer,
                                frame != NULL && (secret & IMAGETTE_HIDDEN_ACCURACY) == 0
                                  ? frame->evaluation : NULL);
  imagette_our_list_show (self->list, self->digits,
                          answer != NULL ? answer->sets[NN_DIGIT_BOXED] : NULL);
}

static void
pad_changed_cb (ImagetteOurWindow *self)
{
  int side;
  const guint8 *ink = imagette_digit_pad_get_ink (self->pad, &side);

  self->blank = FALSE;
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    self->blank |= !nn_prepare_digit (ink, side, (NnDigitWay) way, self->drawing[way]);
  imagette_our_window_show (self);
  imagette_our_window_ask (self);
}

/* ---- the folder ---- */

/* Taken; NULL: there is none that could be read. */
static void
set_digits (ImagetteOurWindow *self,
            NnOurDigits       *digits,
            const GError      *error)
{
  imagette_our_list_show (self->list, NULL, NULL);
  g_clear_pointer (&self->digits, nn_our_digits_free);
  self->digits = digits;
  gtk_label_set_text (GTK_LABEL (self->failure), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->failure, error != NULL);
  if (digits != NULL)
    {
      g_autofree char *shown = g_filename_display_name (nn_our_digits_get_folder (digits));

      gtk_widget_set_tooltip_text (self->folder_button, shown);
    }
  imagette_our_window_show (self);
  imagette_our_window_ask (self);
}

static void
picked_cb (GtkWindow  *parent,
           const char *path,
           gpointer    data)
{
  ImagetteOurWindow *self = IMAGETTE_OUR_WINDOW (parent);
  g_autoptr (GError) error = NULL;
  NnOurDigits *digits;

  if (path == NULL)
    return;
  digits = nn_our_digits_open (path, &error);
  if (digits == NULL)
    {
      imagette_complain (parent, _("This Folder Cannot Be Used"), error->message);
      return;
    }
  set_digits (self, digits, NULL);
  g_signal_emit (self, folder_changed_signal, 0, path);
}

static void
folder_cb (ImagetteOurWindow *self)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_FOLDER,
    .title = _("Choose a Folder for Our Digits"),
    .accept = _("_Choose"),
    .folder = self->digits != NULL ? nn_our_digits_get_folder (self->digits) : NULL,
  };

  imagette_pick_file (GTK_WINDOW (self), &pick, picked_cb, NULL);
}

static void
digit_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  imagette_our_window_add (IMAGETTE_OUR_WINDOW (widget), g_variant_get_int32 (parameter));
}

/* ---- life ---- */

static void
imagette_our_window_dispose (GObject *object)
{
  ImagetteOurWindow *self = IMAGETTE_OUR_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->score != NULL)
    g_signal_handlers_disconnect_by_data (self->score, self);
  if (self->pad != NULL)
    g_signal_handlers_disconnect_by_data (self->pad, self);
  self->pad = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->display);
  g_clear_object (&self->score);

  G_OBJECT_CLASS (imagette_our_window_parent_class)->dispose (object);
}

static void
imagette_our_window_finalize (GObject *object)
{
  g_clear_pointer (&IMAGETTE_OUR_WINDOW (object)->digits, nn_our_digits_free);

  G_OBJECT_CLASS (imagette_our_window_parent_class)->finalize (object);
}

static void
imagette_our_window_class_init (ImagetteOurWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_our_window_dispose;
  G_OBJECT_CLASS (class)->finalize = imagette_our_window_finalize;
  folder_changed_signal = g_signal_new ("folder-changed", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "ours.add", "i", digit_action);
  for (guint digit = 0; digit < 10; digit++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + digit, 0, "ours.add", "i",
                                           (gint32) digit);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + digit, 0, "ours.add", "i",
                                           (gint32) digit);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_our_window_init (ImagetteOurWindow *self)
{
  self->blank = TRUE;
  self->score = imagette_our_score_new ();
  imagette_our_window_build (self);
  g_signal_connect_swapped (self->score, "changed", G_CALLBACK (imagette_our_window_show), self);
  g_signal_connect_swapped (self->pad, "changed", G_CALLBACK (pad_changed_cb), self);
  imagette_our_window_connect (self);
  g_signal_connect_swapped (self->folder_button, "clicked", G_CALLBACK (folder_cb), self);
}

ImagetteOurWindow *
imagette_our_window_present (GtkWindow       *parent,
                             NnSession       *session,
                             ImagetteDisplay *display,
                             const char      *folder)
{
  ImagetteOurWindow *self = g_object_new (IMAGETTE_TYPE_OUR_WINDOW, "transient-for", parent,
                                          "destroy-with-parent", TRUE, NULL);
  g_autofree char *usual = g_build_filename (g_get_user_data_dir (), "imagette", "our-digits", NULL);
  g_autoptr (GError) error = NULL;
  NnOurDigits *digits = nn_our_digits_open (*folder != '\0' ? folder : usual, &error);

  self->session = g_object_ref (session);
  self->display = g_object_ref (display);
  g_signal_connect_swapped (session, "notify::frame", G_CALLBACK (imagette_our_window_ask), self);
  g_signal_connect_object (display, "changed", G_CALLBACK (imagette_our_window_show), self, G_CONNECT_SWAPPED);
  set_digits (self, digits, error);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->pad));
  return self;
}

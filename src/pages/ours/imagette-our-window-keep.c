/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-window-private.h"

#include "pages/imagette-dialogs.h"

#include <glib/gi18n-lib.h>

/* What is done to the digits that are kept. */

/* After a change that is on the disk, or is not. */
static void
changed (ImagetteOurWindow *self,
         gboolean           good,
         const GError      *error)
{
  imagette_our_window_show (self);
  imagette_our_window_ask (self);
  if (!good)
    imagette_complain (GTK_WINDOW (self), _("This Could Not Be Kept"), error->message);
}

void
imagette_our_window_add (ImagetteOurWindow *self,
                         int                label)
{
  g_autoptr (GError) error = NULL;
  int side;
  const guint8 *ink = imagette_digit_pad_get_ink (self->pad, &side);
  gboolean good;

  if (self->digits == NULL || self->blank)
    return;
  good = nn_our_digits_add (self->digits, ink, side, label,
                            gtk_editable_get_text (GTK_EDITABLE (self->name)), &error);
  if (good)
    imagette_digit_pad_clear (self->pad);
  changed (self, good, error);
}

static void
chosen_cb (ImagetteBallot    *ballot,
           int                digit,
           ImagetteOurWindow *self)
{
  imagette_our_window_add (self, digit);
}

static void
relabel_cb (ImagetteOurList   *list,
            guint              i,
            int                label,
            ImagetteOurWindow *self)
{
  g_autoptr (GError) error = NULL;
  const gboolean good = nn_our_digits_relabel (self->digits, i, label, &error);

  changed (self, good, error);
}

static void
remove_cb (ImagetteOurList   *list,
           guint              i,
           ImagetteOurWindow *self)
{
  g_autoptr (GError) error = NULL;
  const gboolean good = nn_our_digits_remove (self->digits, i, &error);

  changed (self, good, error);
}

static void
undo_cb (ImagetteOurList   *list,
         ImagetteOurWindow *self)
{
  g_autoptr (GError) error = NULL;
  const gboolean good = nn_our_digits_undo (self->digits, &error);

  changed (self, good, error);
}

/* Through the layers with it. */
static void
opened_cb (ImagetteOurList   *list,
           guint              i,
           ImagetteOurWindow *self)
{
  const NnOurDigit *digit = nn_our_digits_get (self->digits, i);
  g_autoptr (NnProbe) probe
    = nn_probe_new (digit->prepared[NN_DIGIT_BOXED], -1, digit->label, digit->file);

  nn_session_set_probe (self->session, probe);
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                              "win.page", "s", "layers");
}

void
imagette_our_window_connect (ImagetteOurWindow *self)
{
  g_signal_connect (self->ballot, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->list, "relabel", G_CALLBACK (relabel_cb), self);
  g_signal_connect (self->list, "remove", G_CALLBACK (remove_cb), self);
  g_signal_connect (self->list, "undo", G_CALLBACK (undo_cb), self);
  g_signal_connect (self->list, "opened", G_CALLBACK (opened_cb), self);
}

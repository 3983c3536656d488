/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-vote.h"

#include <string.h>

struct _ImagetteVote
{
  GObject parent_instance;

  ImagetteHidden secrets;         /* 0: nothing is asked */
  gboolean shown;
  guint tally[IMAGETTE_VOTE_CHOICES];
  GByteArray *votes;              /* in their order, to be taken back */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteVote, imagette_vote, G_TYPE_OBJECT)

static void
imagette_vote_finalize (GObject *object)
{
  g_byte_array_unref (IMAGETTE_VOTE (object)->votes);

  G_OBJECT_CLASS (imagette_vote_parent_class)->finalize (object);
}

static void
imagette_vote_class_init (ImagetteVoteClass *class)
{
  G_OBJECT_CLASS (class)->finalize = imagette_vote_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_vote_init (ImagetteVote *self)
{
  self->votes = g_byte_array_new ();
}

ImagetteVote *
imagette_vote_new (void)
{
  return g_object_new (IMAGETTE_TYPE_VOTE, NULL);
}

static void
begin (ImagetteVote *self)
{
  self->shown = FALSE;
  memset (self->tally, 0, sizeof self->tally);
  g_byte_array_set_size (self->votes, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
imagette_vote_ask (ImagetteVote  *self,
                   ImagetteHidden secrets)
{
  g_return_if_fail (IMAGETTE_IS_VOTE (self));
  g_return_if_fail ((secrets & ~(ImagetteHidden) IMAGETTE_HIDDEN_SECRETS) == 0);

  if (secrets == self->secrets)
    return;
  self->secrets = secrets;
  begin (self);
}

ImagetteHidden
imagette_vote_get_question (ImagetteVote *self)
{
  static const ImagetteHidden order[] = { IMAGETTE_HIDDEN_PREDICTION, IMAGETTE_HIDDEN_LABEL,
                                          IMAGETTE_HIDDEN_ACCURACY };

  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), 0);

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    if ((self->secrets & order[i]) != 0)
      return order[i];
  return 0;
}

ImagetteHidden
imagette_vote_get_secret (ImagetteVote *self)
{
  ImagetteHidden secret;

  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), 0);

  secret = self->shown ? 0 : self->secrets;
  /* What a trained network reads is what it is. */
  if ((secret & IMAGETTE_HIDDEN_LABEL) != 0)
    secret |= IMAGETTE_HIDDEN_PREDICTION;
  return secret;
}

void
imagette_vote_begin (ImagetteVote *self)
{
  g_return_if_fail (IMAGETTE_IS_VOTE (self));

  if (self->secrets != 0 && (self->shown || self->votes->len > 0))
    begin (self);
}

static gboolean
is_open (ImagetteVote *self)
{
  return self->secrets != 0 && !self->shown;
}

gboolean
imagette_vote_cast (ImagetteVote *self,
                    int           digit)
{
  const guint8 vote = (guint8) digit;

  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), FALSE);
  g_return_val_if_fail (digit >= 0 && digit < IMAGETTE_VOTE_CHOICES, FALSE);

  if (!is_open (self) || self->tally[digit] == IMAGETTE_VOTE_MOST)
    return FALSE;
  self->tally[digit]++;
  g_byte_array_append (self->votes, &vote, 1);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
imagette_vote_take_back (ImagetteVote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), FALSE);

  if (!is_open (self) || self->votes->len == 0)
    return FALSE;
  self->tally[self->votes->data[self->votes->len - 1]]--;
  g_byte_array_set_size (self->votes, self->votes->len - 1);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
imagette_vote_show (ImagetteVote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), FALSE);

  if (!is_open (self))
    return FALSE;
  self->shown = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

gboolean
imagette_vote_is_shown (ImagetteVote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), FALSE);
  return self->secrets != 0 && self->shown;
}

const guint *
imagette_vote_get_tally (ImagetteVote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), NULL);
  return self->tally;
}

guint
imagette_vote_count (ImagetteVote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_VOTE (self), 0);
  return self->votes->len;
}

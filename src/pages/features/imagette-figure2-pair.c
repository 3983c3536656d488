/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-figure2-pair.h"

#include "session/nn-session-studies.h"

#include <string.h>

/* NULL: no such pair, or none yet. (transfer full) */
static NnProbe *
find_probe (const ImagetteFigure2Pair *self,
            NnSession                 *session,
            NnFeatureLayer             layer)
{
  NnFeatures *features = nn_session_get_features (session);
  const NnStrongest *all = features != NULL ? features->strongest[layer] : NULL;

  if (all == NULL || self->map >= all->n_maps || self->i >= all->maps[self->map].n)
    return NULL;
  return nn_features_new_probe (nn_session_get_dataset (session), features->set,
                                all->maps[self->map].patches[self->i].image);
}

static gboolean
is_same (const NnProbe *a,
         const NnProbe *b)
{
  return a != NULL && b != NULL && memcmp (a->pixels, b->pixels, sizeof a->pixels) == 0;
}

static void
set_probe (ImagetteFigure2Pair *self,
           NnSession           *session,
           NnProbe             *probe)
{
  g_clear_pointer (&self->probe, nn_probe_unref);
  self->probe = nn_probe_ref (probe);
  nn_session_set_probe (session, probe);
}

void
imagette_figure2_pair_open (ImagetteFigure2Pair *self,
                            NnSession           *session,
                            NnFeatureLayer       layer,
                            int                  map,
                            int                  i)
{
  g_autoptr (NnProbe) probe = NULL;

  self->map = map;
  self->i = i;
  probe = find_probe (self, session, layer);
  if (probe != NULL)
    set_probe (self, session, probe);
}

gboolean
imagette_figure2_pair_follow (ImagetteFigure2Pair *self,
                              NnSession           *session,
                              NnFeatureLayer       layer)
{
  g_autoptr (NnProbe) probe = NULL;

  if (!is_same (nn_session_get_probe (session), self->probe))
    return FALSE;
  probe = find_probe (self, session, layer);
  if (probe != NULL && !is_same (probe, self->probe))
    set_probe (self, session, probe);
  return TRUE;
}

void
imagette_figure2_pair_clear (ImagetteFigure2Pair *self)
{
  g_clear_pointer (&self->probe, nn_probe_unref);
}

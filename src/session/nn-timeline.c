/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-timeline.h"

struct _NnTimeline
{
  GPtrArray *moments;
  GArray *losses;
  GArray *epochs;
};

static GPtrArray *
new_moments (guint reserved)
{
  GPtrArray *moments = g_ptr_array_new_full (reserved, (GDestroyNotify) nn_moment_unref);

  return moments;
}

NnTimeline *
nn_timeline_new (void)
{
  NnTimeline *timeline = g_new0 (NnTimeline, 1);

  timeline->moments = new_moments (0);
  timeline->losses = g_array_new (FALSE, FALSE, sizeof (NnLossPoint));
  timeline->epochs = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  return timeline;
}

void
nn_timeline_free (NnTimeline *timeline)
{
  if (timeline == NULL)
    return;
  g_ptr_array_unref (timeline->moments);
  g_array_unref (timeline->losses);
  g_array_unref (timeline->epochs);
  g_free (timeline);
}

NnTimeline *
nn_timeline_copy_until (const NnTimeline *timeline,
                        const NnMoment   *moment)
{
  NnTimeline *copy;
  guint64 update;

  g_return_val_if_fail (timeline != NULL && moment != NULL, NULL);

  copy = nn_timeline_new ();
  update = moment->place.update;
  for (guint i = 0; i < timeline->moments->len; i++)
    {
      NnMoment *kept = g_ptr_array_index (timeline->moments, i);

      if (kept->place.update <= update)
        g_ptr_array_add (copy->moments, nn_moment_ref (kept));
    }
  for (guint i = 0; i < timeline->losses->len; i++)
    {
      const NnLossPoint *point = &g_array_index (timeline->losses, NnLossPoint, i);

      if (point->update <= update)
        nn_timeline_add_loss (copy, point);
    }
  for (guint i = 0; i < timeline->epochs->len; i++)
    {
      const NnEpochPoint *point = &g_array_index (timeline->epochs, NnEpochPoint, i);

      if (point->update <= update)
        nn_timeline_add_epoch (copy, point);
    }
  return copy;
}

/* The first n and then moment, which is taken. The present list may be in a
 * snapshot: it is left as it is. */
static void
append_after (NnTimeline *timeline,
              guint       n,
              NnMoment   *moment)
{
  GPtrArray *moments = new_moments (n + 1);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (moments, nn_moment_ref (g_ptr_array_index (timeline->moments, i)));
  g_ptr_array_add (moments, moment);
  g_ptr_array_unref (timeline->moments);
  timeline->moments = moments;
}

void
nn_timeline_add_moment (NnTimeline *timeline,
                        NnMoment   *moment)
{
  g_return_if_fail (timeline != NULL && moment != NULL);
  append_after (timeline, timeline->moments->len, moment);
}

gboolean
nn_timeline_replace_last (NnTimeline *timeline,
                          NnMoment   *moment)
{
  guint n;
  NnMoment *last;

  g_return_val_if_fail (timeline != NULL && moment != NULL, FALSE);

  n = timeline->moments->len;
  last = n > 0 ? g_ptr_array_index (timeline->moments, n - 1) : NULL;
  if (last == NULL || last->place.update != moment->place.update)
    {
      nn_moment_unref (moment);
      return FALSE;
    }
  append_after (timeline, n - 1, moment);
  return TRUE;
}

void
nn_timeline_add_loss (NnTimeline        *timeline,
                      const NnLossPoint *point)
{
  g_array_append_vals (timeline->losses, point, 1);
}

void
nn_timeline_add_epoch (NnTimeline         *timeline,
                       const NnEpochPoint *point)
{
  g_array_append_vals (timeline->epochs, point, 1);
}

GPtrArray *
nn_timeline_get_moments (const NnTimeline *timeline)
{
  return timeline->moments;
}

GArray *
nn_timeline_get_losses (const NnTimeline *timeline)
{
  return timeline->losses;
}

GArray *
nn_timeline_get_epochs (const NnTimeline *timeline)
{
  return timeline->epochs;
}

gboolean
nn_timeline_has_moment (const NnTimeline *timeline,
                        const NnMoment   *moment)
{
  return g_ptr_array_find (timeline->moments, moment, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-timeline.h"

#include "synthetic.h"

static NnMoment *
moment_at (guint64 update)
{
  NnTrainingSpec spec = synthetic_spec ();
  NnNetwork *network = nn_network_new (&spec.network);
  NnPlace place = { .update = update };

  return nn_moment_new (network, nn_optimizer_new (network), &spec, &place, NULL);
}

static NnTimeline *
example (void)
{
  static const guint64 updates[] = { 0, 1, 3, 7 };
  NnTimeline *timeline = nn_timeline_new ();

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    nn_timeline_add_moment (timeline, moment_at (updates[i]));
  for (guint i = 1; i <= 9; i++)
    nn_timeline_add_loss (timeline, &(NnLossPoint) { .update = i, .loss = 1.0f / i });
  nn_timeline_add_epoch (timeline, &(NnEpochPoint) { .epoch = 1, .update = 3 });
  nn_timeline_add_epoch (timeline, &(NnEpochPoint) { .epoch = 2, .update = 7 });
  return timeline;
}

/* A list that has been handed out stays as it is. */
static void
test_lists_are_immutable (void)
{
  g_autoptr (NnTimeline) timeline = example ();
  g_autoptr (GPtrArray) before = g_ptr_array_ref (nn_timeline_get_moments (timeline));

  nn_timeline_add_moment (timeline, moment_at (10));
  g_assert_cmpuint (before->len, ==, 4);
  g_assert_cmpuint (nn_timeline_get_moments (timeline)->len, ==, 5);
  for (guint i = 0; i < 4; i++)
    g_assert_true (g_ptr_array_index (before, i)
                   == g_ptr_array_index (nn_timeline_get_moments (timeline), i));
}

static void
test_copy_until (void)
{
  g_autoptr (NnTimeline) timeline = example ();
  NnMoment *third = g_ptr_array_index (nn_timeline_get_moments (timeline), 2);
  NnMoment *last = g_ptr_array_index (nn_timeline_get_moments (timeline), 3);
  g_autoptr (NnTimeline) copy = nn_timeline_copy_until (timeline, third);

  g_assert_cmpuint (nn_timeline_get_moments (copy)->len, ==, 3);
  g_assert_cmpuint (nn_timeline_get_losses (copy)->len, ==, 3);
  g_assert_cmpuint (nn_timeline_get_epochs (copy)->len, ==, 1);
  g_assert_true (nn_timeline_has_moment (copy, third));
  g_assert_false (nn_timeline_has_moment (copy, last));

  /* The old one is whole, and goes its own way. */
  nn_timeline_add_loss (copy, &(NnLossPoint) { .update = 4 });
  nn_timeline_add_moment (copy, moment_at (4));
  g_assert_cmpuint (nn_timeline_get_moments (timeline)->len, ==, 4);
  g_assert_cmpuint (nn_timeline_get_losses (timeline)->len, ==, 9);
  g_assert_cmpuint (nn_timeline_get_epochs (timeline)->len, ==, 2);
  g_assert_true (nn_timeline_has_moment (timeline, last));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/timeline/lists-are-immutable", test_lists_are_immutable);
  g_test_add_func ("/session/timeline/copy-until", test_copy_until);
  return g_test_run ();
}

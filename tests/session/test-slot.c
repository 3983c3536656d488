/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-slot.h"

#include <pthread.h>

#define N 100000

typedef struct
{
  guint number, twice;            /* plain memory: what the slot must make visible */
} Thing;

static void
test_one_thread (void)
{
  NnSlot slot = { NULL };
  int a, b;

  g_assert_true (nn_slot_is_empty (&slot));
  g_assert_null (nn_slot_take (&slot));
  g_assert_null (nn_slot_put (&slot, &a));
  g_assert_false (nn_slot_is_empty (&slot));
  g_assert_true (nn_slot_put (&slot, &b) == &a);
  g_assert_true (nn_slot_take (&slot) == &b);
  g_assert_null (nn_slot_take (&slot));
  g_assert_true (nn_slot_is_empty (&slot));
}

typedef struct
{
  NnSlot slot;
  guint8 seen[N + 1];             /* by the consumer */
  guint8 unseen[N + 1];           /* back at the producer */
} Meeting;

static void *
produce (void *data)
{
  Meeting *meeting = data;

  for (guint i = 1; i <= N; i++)
    {
      Thing *thing = g_new (Thing, 1);
      Thing *old;

      thing->number = i;
      thing->twice = 2 * i;
      old = nn_slot_put (&meeting->slot, thing);
      if (old != NULL)
        meeting->unseen[old->number]++;
      g_free (old);
    }
  return NULL;
}

/* Every thing is seen once or comes back once, and never an older one after a newer one. */
static void
test_two_threads (void)
{
  Meeting *meeting = g_new0 (Meeting, 1);
  pthread_t producer;
  guint last = 0;

  g_assert_cmpint (pthread_create (&producer, NULL, produce, meeting), ==, 0);
  while (last < N)
    {
      g_autofree Thing *thing = nn_slot_take (&meeting->slot);

      if (thing == NULL)
        continue;
      g_assert_cmpuint (thing->twice, ==, 2 * thing->number);
      g_assert_cmpuint (thing->number, >, last);
      last = thing->number;
      meeting->seen[last]++;
    }
  pthread_join (producer, NULL);
  g_assert_true (nn_slot_is_empty (&meeting->slot));
  for (guint i = 1; i <= N; i++)
    g_assert_cmpuint (meeting->seen[i] + meeting->unseen[i], ==, 1);
  g_free (meeting);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/slot/one-thread", test_one_thread);
  g_test_add_func ("/session/slot/two-threads", test_two_threads);
  return g_test_run ();
}

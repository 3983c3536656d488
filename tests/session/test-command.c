/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-command.h"

#include <pthread.h>

#define N_EACH 5000

static void
push (NnCommandQueue *queue,
      guint64         serial)
{
  NnCommand *command = nn_command_new (NN_COMMAND_PAUSE);

  command->serial = serial;
  nn_command_queue_push (queue, command);
}

static void
test_order (void)
{
  g_autoptr (NnCommandQueue) queue = nn_command_queue_new ();

  g_assert_false (nn_command_queue_has_any (queue));
  g_assert_null (nn_command_queue_pop (queue, 0));
  for (guint64 round = 0; round < 3; round++)
    {
      for (guint64 i = 1; i <= 4; i++)
        push (queue, i);
      g_assert_true (nn_command_queue_has_any (queue));
      for (guint64 i = 1; i <= 4; i++)
        {
          g_autoptr (NnCommand) command = nn_command_queue_pop (queue, 0);

          g_assert_cmpuint (command->serial, ==, i);
        }
      g_assert_false (nn_command_queue_has_any (queue));
      g_assert_null (nn_command_queue_pop (queue, 0));
    }
}

static void
test_deadline (void)
{
  g_autoptr (NnCommandQueue) queue = nn_command_queue_new ();
  gint64 deadline = g_get_monotonic_time () + 20 * 1000;

  g_assert_null (nn_command_queue_pop (queue, deadline));
  g_assert_cmpint (g_get_monotonic_time (), >=, deadline);
  /* In the past already. */
  g_assert_null (nn_command_queue_pop (queue, deadline));
  push (queue, 1);
  nn_command_free (nn_command_queue_pop (queue, deadline));
}

/* What is left in a queue goes with it, and what a command owns with the command. */
static void
test_ownership (void)
{
  NnCommandQueue *queue = nn_command_queue_new ();
  NnCommand *command = nn_command_new (NN_COMMAND_SET_PROBE);
  guint8 pixels[NN_IMAGE_SIZE] = { 0 };
  g_autoptr (NnProbe) probe = nn_probe_new (pixels, -1, -1, "drawing");

  command->probe = nn_probe_ref (probe);
  nn_command_queue_push (queue, command);
  push (queue, 2);
  nn_command_queue_free (queue);
  g_assert_cmpstr (probe->source, ==, "drawing");
}

static void *
produce (void *data)
{
  for (guint64 i = 1; i <= N_EACH; i++)
    push (data, i);
  return NULL;
}

static void *
wait_for_end (void *data)
{
  g_assert_null (nn_command_queue_pop (data, G_MAXINT64));
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (NnCommandQueue) queue = nn_command_queue_new ();
  pthread_t threads[2];
  guint64 sum = 0;

  for (int i = 0; i < 2; i++)
    g_assert_cmpint (pthread_create (&threads[i], NULL, produce, queue), ==, 0);
  for (guint n = 0; n < 2 * N_EACH; n++)
    {
      g_autoptr (NnCommand) command = nn_command_queue_pop (queue, G_MAXINT64);

      sum += command->serial;
    }
  g_assert_cmpuint (sum, ==, (guint64) N_EACH * (N_EACH + 1));
  for (int i = 0; i < 2; i++)
    pthread_join (threads[i], NULL);
  g_assert_null (nn_command_queue_pop (queue, 0));
}

static void
test_close (void)
{
  g_autoptr (NnCommandQueue) queue = nn_command_queue_new ();
  pthread_t waiter;

  g_assert_cmpint (pthread_create (&waiter, NULL, wait_for_end, queue), ==, 0);
  g_assert_false (nn_command_queue_is_closed (queue));
  nn_command_queue_close (queue);
  pthread_join (waiter, NULL);
  g_assert_true (nn_command_queue_is_closed (queue));
  /* Nothing is begun any more. */
  push (queue, 1);
  g_assert_null (nn_command_queue_pop (queue, G_MAXINT64));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/command/order", test_order);
  g_test_add_func ("/session/command/deadline", test_deadline);
  g_test_add_func ("/session/command/ownership", test_ownership);
  g_test_add_func ("/session/command/threads", test_threads);
  g_test_add_func ("/session/command/close", test_close);
  return g_test_run ();
}

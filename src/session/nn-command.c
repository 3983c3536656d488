/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-command.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

/* pthread's own lock, not GMutex: ThreadSanitizer understands it. */
struct _NnCommandQueue
{
  pthread_mutex_t lock;
  pthread_cond_t changed;
  NnCommand *first, **last;       /* under the lock */
  atomic_uint length;             /* written under the lock, read anywhere */
  atomic_bool closed;             /* likewise */
};

NnCommand *
nn_command_new (NnCommandKind kind)
{
  NnCommand *command = g_new0 (NnCommand, 1);

  command->kind = kind;
  return command;
}

void
nn_command_free (NnCommand *command)
{
  if (command == NULL)
    return;
  g_clear_pointer (&command->probe, nn_probe_unref);
  g_clear_pointer (&command->moment, nn_moment_unref);
  g_clear_pointer (&command->network, nn_network_unref);
  g_clear_pointer (&command->moments, g_ptr_array_unref);
  g_clear_pointer (&command->epochs, g_array_unref);
  g_clear_pointer (&command->weights, g_array_unref);
  g_free (command);
}

NnCommandQueue *
nn_command_queue_new (void)
{
  NnCommandQueue *queue = g_new0 (NnCommandQueue, 1);
  pthread_condattr_t attributes;

  queue->last = &queue->first;
  pthread_mutex_init (&queue->lock, NULL);
  /* The clock of g_get_monotonic_time (): a wait must not jump with the wall clock. */
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&queue->changed, &attributes);
  pthread_condattr_destroy (&attributes);
  return queue;
}

void
nn_command_queue_free (NnCommandQueue *queue)
{
  if (queue == NULL)
    return;
  while (queue->first != NULL)
    {
      NnCommand *command = queue->first;

      queue->first = command->next;
      nn_command_free (command);
    }
  pthread_cond_destroy (&queue->changed);
  pthread_mutex_destroy (&queue->lock);
  g_free (queue);
}

void
nn_command_queue_push (NnCommandQueue *queue,
                       NnCommand      *command)
{
  g_return_if_fail (queue != NULL && command != NULL);

  command->next = NULL;
  pthread_mutex_lock (&queue->lock);
  *queue->last = command;
  queue->last = &command->next;
  atomic_fetch_add (&queue->length, 1);
  pthread_cond_signal (&queue->changed);
  pthread_mutex_unlock (&queue->lock);
}

/* Under the lock. FALSE when the deadline has passed. */
static gboolean
wait_until (NnCommandQueue *queue,
            gint64          deadline)
{
  struct timespec until;

  if (deadline == G_MAXINT64)
    return pthread_cond_wait (&queue->changed, &queue->lock) == 0;
  if (deadline <= 0)
    return FALSE;
  until.tv_sec = deadline / G_USEC_PER_SEC;
  until.tv_nsec = (deadline % G_USEC_PER_SEC) * 1000;
  return pthread_cond_timedwait (&queue->changed, &queue->lock, &until) == 0;
}

NnCommand *
nn_command_queue_pop (NnCommandQueue *queue,
                      gint64          deadline)
{
  NnCommand *command = NULL;

  g_return_val_if_fail (queue != NULL, NULL);

  pthread_mutex_lock (&queue->lock);
  while (queue->first == NULL && !atomic_load (&queue->closed))
    if (!wait_until (queue, deadline))
      break;
  if (queue->first != NULL && !atomic_load (&queue->closed))
    {
      command = queue->first;
      queue->first = command->next;
      if (queue->first == NULL)
        queue->last = &queue->first;
      atomic_fetch_sub (&queue->length, 1);
    }
  pthread_mutex_unlock (&queue->lock);
  return command;
}

gboolean
nn_command_queue_has_any (NnCommandQueue *queue)
{
  return atomic_load_explicit (&queue->length, memory_order_relaxed) > 0;
}

void
nn_command_queue_close (NnCommandQueue *queue)
{
  g_return_if_fail (queue != NULL);

  pthread_mutex_lock (&queue->lock);
  atomic_store (&queue->closed, true);
  pthread_cond_broadcast (&queue->changed);
  pthread_mutex_unlock (&queue->lock);
}

gboolean
nn_command_queue_is_closed (NnCommandQueue *queue)
{
  return atomic_load_explicit (&queue->closed, memory_order_relaxed);
}

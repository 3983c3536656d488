/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-publisher.h"

#include <math.h>
#include <string.h>

#include "session/nn-slot.h"

#define SNAPSHOT_INTERVAL (33 * 1000)     /* microseconds */

struct _NnPublisher
{
  NnSlot slot;                    /* shared; all else is the trainer's */

  guint generation;
  guint losses_sent, epochs_sent; /* so many of the timeline's are on their way or there */
  gint64 last_put;

  /* A second's average: images and seconds, both forgotten with a time constant of one second. */
  gint64 last_read;
  double images, seconds;
  guint new_images;

  NnFrame *frame;                 /* the last one, used again while nothing in it has changed */
};

NnPublisher *
nn_publisher_new (void)
{
  return g_new0 (NnPublisher, 1);
}

void
nn_publisher_free (NnPublisher *publisher)
{
  if (publisher == NULL)
    return;
  nn_snapshot_free (nn_slot_take (&publisher->slot));
  g_clear_pointer (&publisher->frame, nn_frame_unref);
  g_free (publisher);
}

void
nn_publisher_start_clock (NnPublisher *publisher)
{
  publisher->last_read = g_get_monotonic_time ();
  publisher->images = publisher->seconds = 0;
  publisher->new_images = 0;
}

void
nn_publisher_count (NnPublisher *publisher,
                    guint        n_images)
{
  publisher->new_images += n_images;
}

static double
read_clock (NnPublisher *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (now - self->last_read) / (double) G_USEC_PER_SEC;
  double kept = exp (-seconds);

  self->last_read = now;
  self->images = self->images * kept + self->new_images;
  self->seconds = self->seconds * kept + seconds;
  self->new_images = 0;
  return self->seconds > 0 ? self->images / self->seconds : 0;
}

static double
guess_seconds_left (const NnPlace  *place,
                    const NnStatus *status,
                    double          images_per_second)
{
  double images;

  if (images_per_second <= 0 || status->unsteady)
    return NAN;
  images = ((double) status->stop_epoch - place->epoch) * place->images - place->position;
  return MAX (images, 0) / images_per_second;
}

static gboolean
frame_is_current (NnPublisher *self,
                  const NnRun *run,
                  NnProbe     *probe)
{
  const NnTrainingSpec *spec = nn_training_get_spec (run->training);

  return self->frame != NULL && self->frame->place.state == nn_training_get_place (run->training)->state
         && self->frame->evaluation == run->evaluation
         && self->frame->evaluation_update == run->evaluation_update
         && self->frame->probe == probe
         && memcmp (&self->frame->spec, spec, sizeof *spec) == 0;
}

static void
refresh_frame (NnPublisher *self,
               const NnRun *run,
               NnProbe     *probe)
{
  g_autoptr (NnNetwork) network = NULL;

  if (frame_is_current (self, run, probe))
    return;
  /* The trainer goes on writing its weights: what goes up is a copy, made once for each update. */
  if (self->frame != NULL && self->frame->place.state == nn_training_get_place (run->training)->state)
    network = nn_network_ref (self->frame->network);
  else
    network = nn_network_copy (nn_training_get_network (run->training));

  g_clear_pointer (&self->frame, nn_frame_unref);
  self->frame = nn_frame_new (nn_training_get_engine (run->training), network,
                              nn_training_get_spec (run->training),
                              nn_training_get_place (run->training), probe);
  if (run->evaluation != NULL)
    {
      self->frame->evaluation = nn_evaluation_ref (run->evaluation);
      self->frame->evaluation_update = run->evaluation_update;
    }
}

/* The elements of a growing array from first on. */
static GArray *
copy_tail (const GArray *array,
           guint         first,
           gsize         size)
{
  guint n = array->len - first;
  GArray *tail = g_array_sized_new (FALSE, FALSE, size, n);

  if (n > 0)
    g_array_append_vals (tail, array->data + first * size, n);
  return tail;
}

/* Loss points and epochs that nobody has seen are to be sent once more. */
static void
take_back_unseen (NnPublisher *self,
                  guint        generation)
{
  g_autoptr (NnSnapshot) unseen = nn_slot_take (&self->slot);

  if (generation != self->generation)
    {
      self->generation = generation;
      self->losses_sent = self->epochs_sent = 0;
    }
  else if (unseen != NULL)
    {
      self->losses_sent -= unseen->losses->len;
      self->epochs_sent -= unseen->epochs->len;
    }
}

void
nn_publisher_put (NnPublisher    *publisher,
                  const NnRun    *run,
                  NnProbe        *probe,
                  const NnStatus *status)
{
  GArray *losses = nn_timeline_get_losses (run->timeline);
  GArray *epochs = nn_timeline_get_epochs (run->timeline);
  NnSnapshot *snapshot = g_new0 (NnSnapshot, 1);
  NnSnapshot *unseen;

  take_back_unseen (publisher, status->generation);
  refresh_frame (publisher, run, probe);

  snapshot->command = status->command;
  snapshot->state = status->state;
  snapshot->frame = nn_frame_ref (publisher->frame);
  snapshot->generation = status->generation;
  snapshot->losses = copy_tail (losses, publisher->losses_sent, sizeof (NnLossPoint));
  snapshot->epochs = copy_tail (epochs, publisher->epochs_sent, sizeof (NnEpochPoint));
  snapshot->moments = g_ptr_array_ref (nn_timeline_get_moments (run->timeline));
  snapshot->target_epoch = status->target_epoch;
  snapshot->origin = run->origin;
  snapshot->edits = run->edits != NULL ? run->edits->len : 0;
  if (status->step != NULL && status->step->state == snapshot->frame->place.state)
    snapshot->step = nn_batch_step_ref (status->step);
  snapshot->seconds_left = NAN;
  if (status->state == NN_STATE_RUNNING)
    {
      snapshot->images_per_second = read_clock (publisher);
      snapshot->seconds_left = guess_seconds_left (nn_training_get_place (run->training), status,
                                                   snapshot->images_per_second);
    }
  publisher->losses_sent = losses->len;
  publisher->epochs_sent = epochs->len;
  publisher->last_put = g_get_monotonic_time ();

  /* Nobody else puts, so the slot has been empty since its content was taken back. */
  unseen = nn_slot_put (&publisher->slot, snapshot);
  g_assert (unseen == NULL);
}

gboolean
nn_publisher_is_due (NnPublisher *publisher)
{
  return nn_slot_is_empty (&publisher->slot)
         && g_get_monotonic_time () - publisher->last_put >= SNAPSHOT_INTERVAL;
}

gint64
nn_publisher_get_next (NnPublisher *publisher)
{
  /* While the window looks away, ask at the same leisure. */
  if (!nn_slot_is_empty (&publisher->slot))
    return g_get_monotonic_time () + SNAPSHOT_INTERVAL;
  return publisher->last_put + SNAPSHOT_INTERVAL;
}

NnSnapshot *
nn_publisher_take (NnPublisher *publisher)
{
  return nn_slot_take (&publisher->slot);
}

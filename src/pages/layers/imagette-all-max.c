/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-all-max.h"

#include <string.h>

struct _ImagetteAllMax
{
  GObject parent_instance;

  float max[NN_VIEW_ALL];
  GCancellable *job;
};

typedef struct
{
  GPtrArray *moments;
  NnProbe *probe;
} Job;

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteAllMax, imagette_all_max, G_TYPE_OBJECT)

static const struct { NnView view; const char *layer; gboolean filter; } views[] = {
  { NN_VIEW_C1_FILTERS, "c1", TRUE },
  { NN_VIEW_C3_FILTERS, "c3", TRUE },
  { NN_VIEW_C1_MAPS, "c1", FALSE },
  { NN_VIEW_S2_MAPS, "s2", FALSE },
  { NN_VIEW_C3_MAPS, "c3", FALSE },
  { NN_VIEW_S4_MAPS, "s4", FALSE },
};

static void
job_free (Job *job)
{
  g_ptr_array_unref (job->moments);
  g_clear_pointer (&job->probe, nn_probe_unref);
  g_free (job);
}

static void
add_moment (float               *max,
            const NnNetwork     *network,
            const NnActivations *activations)
{
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      const NnLayer *layer = nn_network_find_layer (network, views[i].layer);
      g_autoptr (NnTensor) tensor = NULL;
      int n_layers;

      if (layer == NULL)
        continue;
      if (views[i].filter)
        tensor = nn_network_get_tensor (network, layer->weight);
      else
        tensor = nn_tensor_ref (activations->layers[layer
                                                    - nn_network_get_layers (network, &n_layers)]);
      max[views[i].view] = MAX (max[views[i].view], nn_tensor_abs_max (tensor));
    }
}

static void
compute_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (NnEngine) engine = NULL;
  float *max = g_new0 (float, NN_VIEW_ALL);
  float image[NN_IMAGE_SIZE];

  for (gsize i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = (float) job->probe->pixels[i] / 255.0f;
  for (guint i = 0; i < job->moments->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const NnMoment *moment = g_ptr_array_index (job->moments, i);
      g_autoptr (NnActivations) activations = NULL;

      if (engine == NULL)
        engine = nn_engine_new (&moment->spec.network, nn_backend_best (), 1);
      activations = nn_engine_activations (engine, moment->network, image);
      add_moment (max, moment->network, activations);
    }
  g_task_return_pointer (task, max, g_free);
}

static void
computed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ImagetteAllMax *self = IMAGETTE_ALL_MAX (source);
  g_autofree float *max = g_task_propagate_pointer (G_TASK (result), NULL);

  if (max == NULL)
    return;
  memcpy (self->max, max, sizeof self->max);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
imagette_all_max_dispose (GObject *object)
{
  ImagetteAllMax *self = IMAGETTE_ALL_MAX (object);

  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (imagette_all_max_parent_class)->dispose (object);
}

static void
imagette_all_max_class_init (ImagetteAllMaxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_all_max_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_all_max_init (ImagetteAllMax *self)
{
}

ImagetteAllMax *
imagette_all_max_new (void)
{
  return g_object_new (IMAGETTE_TYPE_ALL_MAX, NULL);
}

void
imagette_all_max_renew (ImagetteAllMax *self,
                        GPtrArray      *moments,
                        NnProbe        *probe)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (IMAGETTE_IS_ALL_MAX (self));

  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
  if (moments == NULL || moments->len == 0 || probe == NULL)
    return;
  self->job = g_cancellable_new ();
  job = g_new0 (Job, 1);
  job->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  for (guint i = 0; i < moments->len; i++)
    g_ptr_array_add (job->moments, nn_moment_ref (g_ptr_array_index (moments, i)));
  job->probe = nn_probe_ref (probe);
  task = g_task_new (self, self->job, computed_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, compute_thread);
}

float
imagette_all_max_get (ImagetteAllMax *self,
                      NnView          view)
{
  g_return_val_if_fail (IMAGETTE_IS_ALL_MAX (self), 0);
  return view < NN_VIEW_ALL ? self->max[view] : 0;
}

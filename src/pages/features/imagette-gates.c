/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-gates.h"

#include "nn/nn-engine.h"
#include "pages/features/imagette-feature-path.h"

typedef struct
{
  NnNetwork *network;
  NnUnit unit;
  float image[NN_IMAGE_SIZE];
} Job;

void
imagette_gates_free (ImagetteGates *gates)
{
  for (int gate = 0; gate < NN_N_GATES; gate++)
    g_clear_pointer (&gates->projections[gate], nn_tensor_unref);
  g_clear_pointer (&gates->path, nn_tensor_unref);
  g_free (gates);
}

static void
job_free (Job *job)
{
  nn_network_unref (job->network);
  g_free (job);
}

static void
compute_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Job *job = data;
  ImagetteGates *gates = g_new0 (ImagetteGates, 1);
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (job->network),
                                               nn_backend_best (), 1);
  g_autoptr (NnActivations) activations = nn_engine_activations (engine, job->network, job->image);

  for (int gate = 0; gate < NN_N_GATES; gate++)
    gates->projections[gate] = nn_projection_new (job->network, activations, &job->unit,
                                                  (NnGate) gate);
  gates->path = imagette_feature_path (job->network, activations, &job->unit);
  g_task_return_pointer (task, gates, (GDestroyNotify) imagette_gates_free);
}

void
imagette_gates_async (gpointer            source,
                      NnNetwork          *network,
                      const NnUnit       *unit,
                      const guint8       *pixels,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback ready)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, ready, NULL);
  Job *job = g_new (Job, 1);

  job->network = nn_network_ref (network);
  job->unit = *unit;
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    job->image[p] = (float) pixels[p] / 255.0f;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, compute_thread);
}

ImagetteGates *
imagette_gates_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

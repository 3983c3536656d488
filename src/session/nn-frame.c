/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-frame.h"

#include <stdatomic.h>
#include <string.h>

#include "base/nn-ref.h"

NnProbe *
nn_probe_new (const guint8 *pixels,
              int           index,
              int           label,
              const char   *source)
{
  NnProbe *probe;

  g_return_val_if_fail (pixels != NULL, NULL);

  probe = g_new0 (NnProbe, 1);
  nn_ref_init (&probe->ref_count);
  memcpy (probe->pixels, pixels, NN_IMAGE_SIZE);
  probe->index = index;
  probe->label = label;
  probe->source = g_strdup (source);
  return probe;
}

NnProbe *
nn_probe_new_test (NnDataset *dataset,
                   guint      index)
{
  g_autofree char *source = NULL;

  g_return_val_if_fail (dataset != NULL && index < dataset->test.n, NULL);

  source = g_strdup_printf ("test:%u", index);
  return nn_probe_new (dataset->test.pixels + (gsize) index * NN_IMAGE_SIZE, (int) index,
                       dataset->test.labels[index], source);
}

NnProbe *
nn_probe_ref (NnProbe *probe)
{
  g_return_val_if_fail (probe != NULL, NULL);

  nn_ref_inc (&probe->ref_count);
  return probe;
}

void
nn_probe_unref (NnProbe *probe)
{
  g_return_if_fail (probe != NULL);

  if (!nn_ref_dec (&probe->ref_count))
    return;
  g_free (probe->source);
  g_free (probe);
}

NnFrame *
nn_frame_new_for_image (NnEngine             *engine,
                        NnNetwork            *network,
                        const NnTrainingSpec *spec,
                        const NnPlace        *place,
                        NnProbe              *probe,
                        const float          *image)
{
  static _Atomic guint64 last_serial;
  NnFrame *frame;

  g_return_val_if_fail (engine != NULL && network != NULL && probe != NULL, NULL);
  g_return_val_if_fail (image != NULL, NULL);

  frame = g_new0 (NnFrame, 1);
  nn_ref_init (&frame->ref_count);
  frame->serial = atomic_fetch_add_explicit (&last_serial, 1, memory_order_relaxed) + 1;
  frame->place = *place;
  frame->spec = *spec;
  frame->network = nn_network_ref (network);
  frame->probe = nn_probe_ref (probe);
  frame->activations = nn_engine_activations (engine, network, image);
  return frame;
}

NnFrame *
nn_frame_new (NnEngine             *engine,
              NnNetwork            *network,
              const NnTrainingSpec *spec,
              const NnPlace        *place,
              NnProbe              *probe)
{
  float image[NN_IMAGE_SIZE];

  g_return_val_if_fail (probe != NULL, NULL);

  for (gsize i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = probe->pixels[i] / 255.0f;
  return nn_frame_new_for_image (engine, network, spec, place, probe, image);
}

NnFrame *
nn_frame_ref (NnFrame *frame)
{
  g_return_val_if_fail (frame != NULL, NULL);

  nn_ref_inc (&frame->ref_count);
  return frame;
}

void
nn_frame_unref (NnFrame *frame)
{
  g_return_if_fail (frame != NULL);

  if (!nn_ref_dec (&frame->ref_count))
    return;
  g_clear_pointer (&frame->network, nn_network_unref);
  g_clear_pointer (&frame->probe, nn_probe_unref);
  g_clear_pointer (&frame->activations, nn_activations_unref);
  g_clear_pointer (&frame->evaluation, nn_evaluation_unref);
  g_free (frame);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-weight-look.h"

#include "base/nn-ref.h"

static NnUse *
find_uses (NnEngine            *engine,
           const NnImages      *images,
           NnBatchStep         *batch,
           const NnWeightSpec  *spec)
{
  const guint32 index = batch->indices[spec->image];
  const guint8 *pixels = images->pixels + (gsize) index * NN_IMAGE_SIZE;
  g_autoptr (NnActivations) activations = NULL;
  float image[NN_IMAGE_SIZE];

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
  activations = nn_engine_activations (engine, batch->before->network, image);
  return nn_weight_step_positions (batch->before->network, activations, images->labels[index],
                                   1.0 / batch->n, spec->parameter, spec->index);
}

NnWeightLook *
nn_weight_look_run (NnEngine           *engine,
                    NnDataset          *dataset,
                    NnBatchStep        *batch,
                    const NnWeightSpec *spec,
                    gboolean          (*cancelled) (gpointer data),
                    gpointer            data)
{
  const NnMoment *before;
  const NnLayer *layer;
  NnWeightStep *step;
  NnWeightLook *look;

  g_return_val_if_fail (engine != NULL && dataset != NULL && batch != NULL && spec != NULL, NULL);
  g_return_val_if_fail (spec->image < batch->n, NULL);

  before = batch->before;
  step = nn_weight_step_new (engine, before->network, before->optimizer, &before->spec.hyper,
                             dataset->train.pixels, dataset->train.labels, batch->indices,
                             batch->n, spec->parameter, spec->index, cancelled, data);
  if (step == NULL)
    return NULL;
  layer = &nn_network_get_layers (before->network, NULL)
             [nn_weight_step_find_layer (before->network, spec->parameter)];

  look = g_new0 (NnWeightLook, 1);
  nn_ref_init (&look->ref_count);
  look->batch = nn_batch_step_ref (batch);
  look->spec = *spec;
  look->step = step;
  look->height = layer->height;
  look->width = layer->width;
  if (spec->image >= 0)
    look->uses = find_uses (engine, &dataset->train, batch, spec);
  return look;
}

NnWeightLook *
nn_weight_look_ref (NnWeightLook *look)
{
  g_return_val_if_fail (look != NULL, NULL);

  nn_ref_inc (&look->ref_count);
  return look;
}

void
nn_weight_look_unref (NnWeightLook *look)
{
  g_return_if_fail (look != NULL);

  if (!nn_ref_dec (&look->ref_count))
    return;
  nn_batch_step_unref (look->batch);
  nn_weight_step_free (look->step);
  g_free (look->uses);
  g_free (look);
}

gboolean
nn_weight_spec_equal (const NnWeightSpec *a,
                      const NnWeightSpec *b)
{
  return a->parameter == b->parameter && a->index == b->index && a->image == b->image;
}

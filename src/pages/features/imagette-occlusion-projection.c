/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-occlusion-projection.h"

#include "pages/features/imagette-feature-words.h"
#include "pages/features/imagette-gates.h"

#include <glib/gi18n-lib.h>

#define KEY "imagette-projection"

struct _ImagetteOcclusionProjection
{
  ImagetteHeatMap *panel;         /* owned */
  NnNetwork *network;             /* of which it was asked for; NULL: not yet … */
  NnProbe *probe;                 /* … of what … */
  int map;                        /* … and of which map */
  gboolean done;                  /* the answer is there: */
  NnTensor *values;               /* NULL: not active */
  NnColors colors;
  GCancellable *job;
};

static void
forget (ImagetteOcclusionProjection *self)
{
  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
  g_clear_pointer (&self->network, nn_network_unref);
  g_clear_pointer (&self->probe, nn_probe_unref);
  g_clear_pointer (&self->values, nn_tensor_unref);
  self->done = FALSE;
}

/* While the answer is awaited, the one before stays. */
static void
show (ImagetteOcclusionProjection *self)
{
  if (self->done && self->values == NULL)
    imagette_heat_map_set_empty (self->panel,
                                 imagette_feature_is_muted (self->network, NN_FEATURE_C3, self->map)
                                   ? imagette_feature_silence (self->network, NN_FEATURE_C3, self->map,
                                                               NN_MAP_ALIVE)
                                   : _("not active"));
  else if (self->done)
    imagette_heat_map_set_values (self->panel, nn_tensor_get_data (self->values), NN_TILE_SIGNED,
                                  self->colors, nn_tensor_abs_max (self->values));
}

static void
projected_cb (GObject      *panel,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (ImagetteGates) gates = imagette_gates_finish (result);
  ImagetteOcclusionProjection *self = g_object_get_data (panel, KEY);

  if (gates == NULL)              /* cancelled */
    return;
  self->done = TRUE;
  self->values = g_steal_pointer (&gates->projections[NN_GATE_DECONVNET]);
  show (self);
}

void
imagette_occlusion_projection_update (ImagetteOcclusionProjection *self,
                                      NnFrame                     *frame,
                                      int                          map,
                                      NnColors                     colors)
{
  const NnLayer *c3 = nn_network_find_layer (frame->network, "c3");
  NnUnit unit;

  if (c3 == NULL)
    return;
  self->colors = colors;
  /* A digit may be there before its own maps are, and with them another map. */
  if (self->network == frame->network && self->probe == frame->probe && self->map == map)
    {
      show (self);
      return;
    }
  forget (self);
  self->network = nn_network_ref (frame->network);
  self->probe = nn_probe_ref (frame->probe);
  self->map = map;
  self->job = g_cancellable_new ();
  unit = nn_unit_strongest (frame->network, frame->activations,
                            (int) (c3 - nn_network_get_layers (frame->network, NULL)), map);
  imagette_gates_async (self->panel, frame->network, &unit, frame->probe->pixels, self->job,
                        projected_cb);
}

ImagetteOcclusionProjection *
imagette_occlusion_projection_new (ImagetteHeatMap *panel)
{
  ImagetteOcclusionProjection *self = g_new0 (ImagetteOcclusionProjection, 1);

  self->panel = g_object_ref (panel);
  g_object_set_data (G_OBJECT (panel), KEY, self);
  return self;
}

void
imagette_occlusion_projection_free (ImagetteOcclusionProjection *self)
{
  forget (self);
  g_object_set_data (G_OBJECT (self->panel), KEY, NULL);
  g_object_unref (self->panel);
  g_free (self);
}

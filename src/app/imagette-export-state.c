/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-export-private.h"

#include "base/nn-error.h"
#include "base/nn-ref.h"

#include <glib/gi18n-lib.h>

#define MAX_THREADS 4

/* The viewer follows what is looked at; an export stays with its state while the run goes on. So
 * its studies are made here, in a thread of its own, unless the session has made them already. */

static void
take_columns (ImagetteExportState *self,
              const NnEvolution   *evolution)
{
  for (int i = 0; evolution != NULL && i < evolution->n_columns; i++)
    g_ptr_array_add (self->columns, nn_evolution_column_ref (evolution->columns[i]));
}

ImagetteExportState *
imagette_export_state_new (NnSession *session)
{
  NnFrame *frame = nn_session_get_frame (session);
  NnFeatures *features = nn_session_get_features (session);
  NnDigitMap *map = nn_session_get_digit_map (session);
  NnMaxima *maxima = nn_session_get_maxima (session);
  ImagetteExportState *self;

  if (frame == NULL)
    return NULL;
  self = g_new0 (ImagetteExportState, 1);
  nn_ref_init (&self->ref_count);
  pthread_mutex_init (&self->lock, NULL);
  self->frame = nn_frame_ref (frame);
  self->dataset = nn_dataset_ref (nn_session_get_dataset (session));
  self->moments = g_ptr_array_ref (nn_session_get_moments (session));
  self->epochs = g_array_copy (nn_session_get_epochs (session));
  self->losses = g_array_copy (nn_session_get_losses (session));
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_evolution_column_unref);
  take_columns (self, nn_session_get_evolution (session));
  if (features != NULL && features->network == frame->network)
    self->features = nn_features_ref (features);
  if (map != NULL && map->network == frame->network)
    self->map = nn_digit_map_ref (map);
  if (maxima != NULL && maxima->network == frame->network)
    self->maxima = nn_maxima_ref (maxima);
  return self;
}

ImagetteExportState *
imagette_export_state_ref (ImagetteExportState *self)
{
  nn_ref_inc (&self->ref_count);
  return self;
}

void
imagette_export_state_unref (ImagetteExportState *self)
{
  if (!nn_ref_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->frame, nn_frame_unref);
  g_clear_pointer (&self->dataset, nn_dataset_unref);
  g_clear_pointer (&self->moments, g_ptr_array_unref);
  g_clear_pointer (&self->epochs, g_array_unref);
  g_clear_pointer (&self->losses, g_array_unref);
  g_clear_pointer (&self->features, nn_features_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->evolution, nn_evolution_unref);
  g_clear_pointer (&self->occlusion, nn_occlusion_unref);
  g_clear_pointer (&self->invariance, nn_invariance_unref);
  g_clear_pointer (&self->map, nn_digit_map_unref);
  g_clear_pointer (&self->maxima, nn_maxima_unref);
  pthread_mutex_destroy (&self->lock);
  g_free (self);
}

int
imagette_export_state_get_percent (ImagetteExportState *self)
{
  return g_atomic_int_get (&self->percent);
}

NnFrame *
imagette_export_state_get_frame (ImagetteExportState *self)
{
  return self->frame;
}

/* ---- studies ---- */

static gboolean
is_cancelled (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

NnEngine *
imagette_export_new_engine (ImagetteExportState *self)
{
  NnBackend backend;

  if (!nn_backend_from_environment (&backend, NULL))
    backend = nn_backend_best ();
  return nn_engine_new (&self->frame->spec.network, backend,
                        CLAMP ((int) g_get_num_processors (), 1, MAX_THREADS));
}

static gboolean
study_features (ImagetteExportState        *self,
                const ImagetteExportChoice *choice,
                GCancellable               *cancellable)
{
  g_autoptr (NnEngine) engine = NULL;
  NnFeatures *features;

  if (self->features != NULL && self->features->set == choice->study.set
      && self->features->strongest[choice->layer] != NULL)
    return TRUE;
  engine = imagette_export_new_engine (self);
  features = nn_features_run (engine, self->frame->network, &self->frame->place, self->dataset,
                              choice->study.set, choice->layer > NN_FEATURE_C3, is_cancelled,
                              cancellable);
  if (features == NULL)
    return FALSE;
  g_clear_pointer (&self->features, nn_features_unref);
  self->features = features;
  return TRUE;
}

static NnEvolutionColumn *
find_column (ImagetteExportState *self,
             const NnMoment      *moment)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      NnEvolutionColumn *column = g_ptr_array_index (self->columns, i);

      if (column->network == moment->network)
        return column;
    }
  return NULL;
}

static gboolean
study_evolution (ImagetteExportState *self,
                 GCancellable        *cancellable)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (NnEngine) engine = NULL;

  if (self->evolution != NULL)
    return TRUE;
  for (guint i = 0; i < self->moments->len; i++)
    {
      NnMoment *moment = g_ptr_array_index (self->moments, i);
      NnEvolutionColumn *column = find_column (self, moment);

      g_atomic_int_set (&self->percent, (int) (100 * i / self->moments->len));
      if (column == NULL)
        {
          if (engine == NULL)
            engine = imagette_export_new_engine (self);
          column = nn_evolution_column_run (engine, moment->network, &moment->place, self->dataset,
                                            is_cancelled, cancellable);
          if (column == NULL)
            return FALSE;
          g_ptr_array_add (self->columns, column);
        }
      g_ptr_array_add (all, column);
    }
  self->evolution = nn_evolution_new (all, self->moments->len);
  return TRUE;
}

static gboolean
study_occlusion (ImagetteExportState        *self,
                 const ImagetteExportChoice *choice,
                 GCancellable               *cancellable)
{
  g_autoptr (NnEngine) engine = NULL;
  NnOccluder occluder = choice->study.occluder;
  NnOcclusion *occlusion;

  occluder.label = self->frame->probe->label;
  if (self->occlusion != NULL && self->occluder.size == occluder.size
      && self->occluder.value == occluder.value && self->occluder.map == occluder.map)
    return TRUE;
  engine = imagette_export_new_engine (self);
  occlusion = nn_occlusion_run (engine, self->frame->network,
                                nn_tensor_get_data (self->frame->activations->layers[0]), &occluder,
                                is_cancelled, cancellable);
  if (occlusion == NULL)
    return FALSE;
  g_clear_pointer (&self->occlusion, nn_occlusion_unref);
  self->occlusion = occlusion;
  self->occluder = occluder;
  return TRUE;
}

static gboolean
study_invariance (ImagetteExportState *self,
                  GCancellable        *cancellable)
{
  g_autoptr (NnEngine) engine = NULL;

  if (self->invariance != NULL)
    return TRUE;
  engine = imagette_export_new_engine (self);
  self->invariance = nn_invariance_run (engine, self->frame->network,
                                        nn_tensor_get_data (self->frame->activations->layers[0]),
                                        self->frame->probe->label, is_cancelled, cancellable);
  return self->invariance != NULL;
}

static gboolean
study_map (ImagetteExportState        *self,
           const ImagetteExportChoice *choice,
           GCancellable               *cancellable,
           GError                    **error)
{
  g_autoptr (NnEngine) engine = NULL;
  NnDigitMap *map;

  if (self->dataset->test.n < 2)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE, _("a map needs at least two test images"));
      return FALSE;
    }
  if (self->map != NULL && (int) self->map->layer == choice->layer)
    return TRUE;
  engine = imagette_export_new_engine (self);
  map = nn_digit_map_run (engine, self->frame->network, &self->frame->place, self->dataset,
                          (NnMapLayer) choice->layer, self->map, is_cancelled, cancellable);
  if (map == NULL)
    return FALSE;
  g_clear_pointer (&self->map, nn_digit_map_unref);
  self->map = map;
  return TRUE;
}

typedef struct
{
  ImagetteExportState *state;
  GCancellable *cancellable;
} Climb;

static gboolean
climb_is_cancelled (gpointer data)
{
  return g_cancellable_is_cancelled (((const Climb *) data)->cancellable);
}

static void
climb_report (double   part,
              gpointer data)
{
  g_atomic_int_set (&((const Climb *) data)->state->percent, (int) (100 * part));
}

static gboolean
study_maxima (ImagetteExportState        *self,
              const ImagetteExportChoice *choice,
              GCancellable               *cancellable)
{
  Climb climb = { self, cancellable };
  g_autoptr (NnEngine) engine = NULL;
  NnMaxima *maxima;

  if (self->maxima != NULL && (int) self->maxima->layer == choice->layer
      && nn_maximiser_equal (&self->maxima->maximiser, &choice->study.maximiser))
    return TRUE;
  engine = imagette_export_new_engine (self);
  maxima = nn_maxima_run (engine, self->frame->network, &self->frame->place,
                          (NnFeatureLayer) choice->layer, &choice->study.maximiser,
                          climb_is_cancelled, climb_report, &climb);
  if (maxima == NULL)
    return FALSE;
  g_clear_pointer (&self->maxima, nn_maxima_unref);
  self->maxima = maxima;
  return TRUE;
}

gboolean
imagette_export_study (ImagetteExportState        *self,
                       const ImagetteExportChoice *choice,
                       GCancellable               *cancellable,
                       GError                    **error)
{
  g_atomic_int_set (&self->percent, -1);
  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_FIGURE2:
      return study_features (self, choice, cancellable);
    case IMAGETTE_EXPORT_MAXIMA:
      return study_maxima (self, choice, cancellable);
    case IMAGETTE_EXPORT_EVOLUTION:
    case IMAGETTE_EXPORT_FILM:
    case IMAGETTE_EXPORT_NUMBERED:
      return study_evolution (self, cancellable);
    case IMAGETTE_EXPORT_OCCLUSION:
      return study_occlusion (self, choice, cancellable);
    case IMAGETTE_EXPORT_MAP:
      return study_map (self, choice, cancellable, error);
    case IMAGETTE_EXPORT_INVARIANCE:
      return study_invariance (self, cancellable);
    case IMAGETTE_EXPORT_VIEW:
    case IMAGETTE_EXPORT_PROJECTION:
    case IMAGETTE_EXPORT_NETWORK:
    case IMAGETTE_EXPORT_OTHER_NETWORK:
    case IMAGETTE_EXPORT_EPOCHS:
    case IMAGETTE_EXPORT_LOSSES:
    case IMAGETTE_EXPORT_WEIGHTS:
    case IMAGETTE_EXPORT_TENSORS:
    default:
      return TRUE;
    }
}

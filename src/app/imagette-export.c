/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/imagette-export-private.h"

#include "export/nn-curve-csv.h"
#include "export/nn-digit-map-view.h"
#include "export/nn-evolution-view.h"
#include "export/nn-features-view.h"
#include "export/nn-invariance-view.h"
#include "export/nn-maximum-view.h"
#include "export/nn-network-view.h"
#include "export/nn-occlusion-view.h"
#include "export/nn-projection-view.h"
#include "session/nn-model-file.h"

#include <string.h>

void
imagette_exported_free (ImagetteExported *self)
{
  g_clear_pointer (&self->suffixes, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->figure, nn_figure_free);
  g_free (self);
}

/* One more file; FALSE if there are no bytes. bytes, suffix: taken. */
static gboolean
add_file (ImagetteExported *self,
          GBytes           *bytes,
          char             *suffix)
{
  if (bytes == NULL)
    {
      g_free (suffix);
      return FALSE;
    }
  g_ptr_array_add (self->files, bytes);
  g_ptr_array_add (self->suffixes, suffix);
  return TRUE;
}

static gboolean
add_text (ImagetteExported *self,
          char             *text)
{
  return add_file (self, g_bytes_new_take (text, strlen (text)), g_strdup (""));
}

/* Its PNG is what is shown of a study, whatever the format of the file. */
static gboolean
add_picture (ImagetteExported *self,
             GBytes           *bytes,
             GBytes           *png)     /* taken */
{
  self->picture = png;
  return add_file (self, bytes, g_strdup ("")) && png != NULL;
}

/* ---- kinds ---- */

/* figure: taken; NULL: there is none, and error says why. It is shown, too. */
static gboolean
add_figure (ImagetteExported *self,
            NnFigure         *figure,
            NnFormat          format,
            GError          **error)
{
  self->figure = figure;
  return figure != NULL
         && add_file (self, nn_figure_serialize (figure, format, error), g_strdup (""));
}

static gboolean
add_view (ImagetteExported           *self,
          const ImagetteExportChoice *choice,
          const NnFrame              *frame,
          GError                    **error)
{
  return add_figure (self, nn_view_figure (&choice->view, frame->network, &frame->spec,
                                           &frame->place, frame->activations, frame->probe, error),
                     choice->format, error);
}

/* Index in the network's table. */
static int
find_layer (const NnNetwork *network,
            int              layer)     /* NnFeatureLayer */
{
  return (int) (nn_network_find_layer (network, nn_feature_layer_to_string ((NnFeatureLayer) layer))
                - nn_network_get_layers (network, NULL));
}

static gboolean
add_projection (ImagetteExported           *self,
                const ImagetteExportChoice *choice,
                ImagetteExportState        *state,
                GError                    **error)
{
  const NnFrame *frame = state->frame;
  const ImagetteSubject *subject = &choice->subject;
  const NnProjectionView view = {
    .unit = { find_layer (frame->network, subject->layer), subject->map, subject->patch.row,
              subject->patch.column },
    .gate = choice->gate,
    .colors = choice->view.colors,
    .scale = choice->view.scale,
    .language = choice->view.language,
  };
  g_autoptr (NnProbe) probe = nn_features_new_probe (state->dataset, subject->set,
                                                     subject->patch.image);
  g_autoptr (NnEngine) engine = imagette_export_new_engine (state);
  g_autoptr (NnFrame) seen = nn_frame_new (engine, frame->network, &frame->spec, &frame->place,
                                           probe);

  return add_figure (self, nn_projection_view_figure (&view, frame->network, &frame->spec,
                                                      &frame->place, seen->activations, probe, NULL,
                                                      error),
                     choice->format, error);
}

static gboolean
add_maxima (ImagetteExported           *self,
            const ImagetteExportChoice *choice,
            ImagetteExportState        *state,
            GError                    **error)
{
  const NnFrame *frame = state->frame;
  const NnMaxima *maxima = state->maxima;
  const NnMaximumView view = {
    .layer = find_layer (frame->network, maxima->layer),
    .maximiser = maxima->maximiser,
    .scale = choice->view.scale,
    .language = choice->view.language,
  };

  return add_figure (self, nn_maximum_view_figure (&view, frame->network, &frame->spec,
                                                   &frame->place, maxima->images, maxima->n, error),
                     choice->format, error);
}

static GBytes *
make_figure2 (const ImagetteExportChoice *choice,
              ImagetteExportState        *state,
              NnFormat                    format,
              GError                    **error)
{
  const NnFeatures *features = state->features;
  const NnFeaturesView view = {
    .map = -1,
    .gate = NN_GATE_DECONVNET,
    .set = features->set,
    .colors = choice->view.colors,
    .scale = choice->view.scale,
    .language = choice->view.language,
  };

  return nn_features_view_serialize (
    &view, features->network, &state->frame->spec, &state->frame->place,
    features->set == NN_SET_TRAIN ? &state->dataset->train : &state->dataset->test,
    features->strongest[choice->layer], features->projections[choice->layer], format, error);
}

static GBytes *
make_occlusion (const ImagetteExportChoice *choice,
                ImagetteExportState        *state,
                NnFormat                    format,
                GError                    **error)
{
  const NnOcclusionView view = { choice->margin, choice->view.scale, choice->view.language };
  const NnFrame *frame = state->frame;

  return nn_occlusion_view_serialize (&view, frame->network, &frame->spec, &frame->place,
                                      frame->probe, frame->activations, state->occlusion, format,
                                      error);
}

static GBytes *
make_invariance (const ImagetteExportChoice *choice,
                 ImagetteExportState        *state,
                 NnFormat                    format,
                 GError                    **error)
{
  const NnFrame *frame = state->frame;

  return nn_invariance_view_serialize (state->invariance, frame->network, &frame->spec,
                                       &frame->place, frame->probe, choice->view.language, format,
                                       error);
}

static GBytes *
make_map (const ImagetteExportChoice *choice,
          ImagetteExportState        *state,
          NnFormat                    format,
          GError                    **error)
{
  const NnFrame *frame = state->frame;

  return nn_digit_map_view_serialize (state->map, &frame->spec, &frame->place, choice->view.language,
                                      format, error);
}

static GBytes *
make_network (const ImagetteExportChoice *choice,
              ImagetteExportState        *state,
              NnFormat                    format,
              GError                    **error)
{
  const NnNetworkView view = { choice->view.colors, choice->view.language };
  const NnFrame *frame = state->frame;

  return nn_network_view_serialize (&view, frame->network, &frame->spec, &frame->place,
                                    frame->activations, frame->probe, format, error);
}

/* The bytes of "imagette-cli network --network NAME". */
static GBytes *
make_other_network (const ImagetteExportChoice *choice,
                    ImagetteExportState        *state,
                    NnFormat                    format,
                    GError                    **error)
{
  const NnNetworkView view = { choice->view.colors, choice->view.language };
  const NnNetworkSpec spec = nn_network_spec_other (state->frame->network);
  g_autoptr (NnNetwork) network = nn_network_new (&spec);

  return nn_network_view_serialize (&view, network, NULL, NULL, NULL, NULL, format, error);
}

/* Strip, film and numbered pictures. */
static gboolean
add_evolution (ImagetteExported           *self,
               const ImagetteExportChoice *choice,
               ImagetteExportState        *state,
               GCancellable               *cancellable,
               GError                    **error)
{
  const NnEvolution *evolution = state->evolution;
  const NnMoment *last = g_ptr_array_index (state->moments, state->moments->len - 1);
  const NnEvolutionView view = {
    .layer = choice->layer,
    .map = -1,
    .scope = choice->view.scope,
    .colors = choice->view.colors,
    .scale = choice->view.scale,
    .language = choice->view.language,
  };
  g_autoptr (NnFigure) figure = NULL;

  if (choice->kind == IMAGETTE_EXPORT_EVOLUTION)
    figure = nn_evolution_view_figure (&view, evolution, &last->spec, error);
  else
    figure = nn_evolution_view_frame (&view, evolution, evolution->n_columns - 1, error);
  if (figure == NULL)
    return FALSE;
  self->picture = nn_figure_serialize (figure, NN_FORMAT_PNG, error);
  if (self->picture == NULL)
    return FALSE;
  if (choice->kind == IMAGETTE_EXPORT_EVOLUTION)
    return add_file (self, nn_figure_serialize (figure, choice->format, error), g_strdup (""));
  if (choice->kind == IMAGETTE_EXPORT_FILM)
    return add_file (self, nn_evolution_view_film (&view, evolution, error), g_strdup (""));
  for (int c = 0; c < evolution->n_columns; c++)
    {
      g_autoptr (NnFigure) one = nn_evolution_view_frame (&view, evolution, c, error);

      if (g_cancellable_is_cancelled (cancellable) || one == NULL
          || !add_file (self, nn_figure_serialize (one, NN_FORMAT_PNG, error),
                        nn_evolution_view_suffix ((guint) c, (guint) evolution->n_columns)))
        return FALSE;
    }
  return TRUE;
}

/* An npy for every parameter, as model files name and shape them. */
static gboolean
add_tensors (ImagetteExported *self,
             const NnNetwork  *network,
             GError          **error)
{
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) tensor = nn_network_get_tensor (network, i);
      g_autoptr (NnFigure) figure = nn_figure_new (NN_SCOPE_LAYER, NN_COLORS_GREY, 1);
      int tiles = 1;

      for (int axis = 0; axis < parameters[i].rank - 2; axis++)
        tiles *= (int) parameters[i].shape[axis];
      nn_figure_add_bank (figure, parameters[i].name, tensor, tiles, 1, NN_TILE_SIGNED, 0);
      if (!add_file (self, nn_figure_serialize (figure, NN_FORMAT_NPY, error),
                     g_strconcat ("-", parameters[i].name, NULL)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_files (ImagetteExported           *self,
           const ImagetteExportChoice *choice,
           ImagetteExportState        *state,
           GCancellable               *cancellable,
           GError                    **error)
{
  const NnFrame *frame = state->frame;
  GBytes *(*make) (const ImagetteExportChoice *, ImagetteExportState *, NnFormat, GError **);

  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_EPOCHS:
      return add_text (self, nn_epochs_to_csv (state->epochs));
    case IMAGETTE_EXPORT_LOSSES:
      return add_text (self, nn_losses_to_csv (state->losses));
    case IMAGETTE_EXPORT_WEIGHTS:
      return add_file (self, nn_model_serialize (frame->network, &frame->spec, &frame->place),
                       g_strdup (""));
    case IMAGETTE_EXPORT_TENSORS:
      return add_tensors (self, frame->network, error);
    case IMAGETTE_EXPORT_EVOLUTION:
    case IMAGETTE_EXPORT_FILM:
    case IMAGETTE_EXPORT_NUMBERED:
      return add_evolution (self, choice, state, cancellable, error);
    case IMAGETTE_EXPORT_PROJECTION:
      return add_projection (self, choice, state, error);
    case IMAGETTE_EXPORT_MAXIMA:
      return add_maxima (self, choice, state, error);
    case IMAGETTE_EXPORT_FIGURE2:
      make = make_figure2;
      break;
    case IMAGETTE_EXPORT_OCCLUSION:
      make = make_occlusion;
      break;
    case IMAGETTE_EXPORT_MAP:
      make = make_map;
      break;
    case IMAGETTE_EXPORT_INVARIANCE:
      make = make_invariance;
      break;
    case IMAGETTE_EXPORT_NETWORK:
      make = make_network;
      break;
    case IMAGETTE_EXPORT_OTHER_NETWORK:
      make = make_other_network;
      break;
    case IMAGETTE_EXPORT_VIEW:
    default:
      return add_view (self, choice, frame, error);
    }
  return add_picture (self, make (choice, state, choice->format, error),
                      make (choice, state, NN_FORMAT_PNG, NULL));
}

gboolean
imagette_export_is_slow (const ImagetteExportChoice *choice)
{
  return choice->kind >= IMAGETTE_EXPORT_FIGURE2 && choice->kind <= IMAGETTE_EXPORT_INVARIANCE;
}

ImagetteExported *
imagette_export_run (const ImagetteExportChoice *choice,
                     ImagetteExportState        *state,
                     GCancellable               *cancellable,
                     GError                    **error)
{
  g_autoptr (ImagetteExported) self = g_new0 (ImagetteExported, 1);
  gboolean good;

  self->suffixes = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!imagette_export_is_slow (choice))
    return add_files (self, choice, state, cancellable, error) ? g_steal_pointer (&self) : NULL;

  pthread_mutex_lock (&state->lock);
  good = imagette_export_study (state, choice, cancellable, error)
         && !g_cancellable_is_cancelled (cancellable) && add_files (self, choice, state, cancellable, error);
  pthread_mutex_unlock (&state->lock);
  return good ? g_steal_pointer (&self) : NULL;
}

/* ---- names ---- */

const char *
imagette_export_get_extension (const ImagetteExportChoice *choice)
{
  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_EPOCHS:
    case IMAGETTE_EXPORT_LOSSES:
      return "csv";
    case IMAGETTE_EXPORT_WEIGHTS:
      return "safetensors";
    case IMAGETTE_EXPORT_TENSORS:
      return "npy";
    case IMAGETTE_EXPORT_FILM:
      return "gif";
    case IMAGETTE_EXPORT_NUMBERED:
      return "png";
    case IMAGETTE_EXPORT_VIEW:
    case IMAGETTE_EXPORT_FIGURE2:
    case IMAGETTE_EXPORT_PROJECTION:
    case IMAGETTE_EXPORT_MAXIMA:
    case IMAGETTE_EXPORT_EVOLUTION:
    case IMAGETTE_EXPORT_OCCLUSION:
    case IMAGETTE_EXPORT_MAP:
    case IMAGETTE_EXPORT_INVARIANCE:
    case IMAGETTE_EXPORT_NETWORK:
    case IMAGETTE_EXPORT_OTHER_NETWORK:
    default:
      return nn_format_to_string (choice->format);
    }
}

static void
append_subject (GString                    *name,
                const ImagetteExportChoice *choice)
{
  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_EPOCHS:
      g_string_append (name, "-epochs");
      break;
    case IMAGETTE_EXPORT_LOSSES:
      g_string_append (name, "-losses");
      break;
    case IMAGETTE_EXPORT_FIGURE2:
      g_string_append_printf (name, "-figure2-%s", nn_feature_layer_to_string (choice->layer));
      break;
    case IMAGETTE_EXPORT_EVOLUTION:
    case IMAGETTE_EXPORT_NUMBERED:
    case IMAGETTE_EXPORT_FILM:
      g_string_append (name, choice->kind == IMAGETTE_EXPORT_FILM ? "-film" : "-evolution");
      if (choice->layer >= 0)
        g_string_append_printf (name, "-%s", nn_feature_layer_to_string (choice->layer));
      break;
    case IMAGETTE_EXPORT_PROJECTION:
      g_string_append_printf (name, "-projection-%s-%d-%s",
                              nn_feature_layer_to_string (choice->subject.layer),
                              choice->subject.map + 1, nn_gate_to_string (choice->gate));
      break;
    case IMAGETTE_EXPORT_MAXIMA:
      g_string_append_printf (name, "-maxima-%s", nn_feature_layer_to_string (choice->layer));
      break;
    case IMAGETTE_EXPORT_OCCLUSION:
      g_string_append (name, "-occlusion");
      break;
    case IMAGETTE_EXPORT_MAP:
      g_string_append_printf (name, "-map-%s", nn_map_layer_to_string ((NnMapLayer) choice->layer));
      break;
    case IMAGETTE_EXPORT_INVARIANCE:
      g_string_append (name, "-invariance");
      break;
    case IMAGETTE_EXPORT_NETWORK:
      g_string_append (name, "-network");
      break;
    case IMAGETTE_EXPORT_VIEW:
      g_string_append_printf (name, "-%s", nn_view_to_string (choice->view.view));
      if (choice->view.tile >= 0)
        g_string_append_printf (name, "-%d", choice->view.tile + 1);
      break;
    case IMAGETTE_EXPORT_OTHER_NETWORK:
    case IMAGETTE_EXPORT_WEIGHTS:
    case IMAGETTE_EXPORT_TENSORS:
    default:
      break;
    }
}

/* No seed and no epoch: it has no weights. (transfer full) */
static char *
suggest_other (const ImagetteExportChoice *choice,
               const NnFrame              *frame)
{
  const NnNetworkSpec spec = nn_network_spec_other (frame->network);
  g_autofree char *network = nn_network_spec_to_string (&spec);

  return g_strdup_printf ("%s-network.%s", network, imagette_export_get_extension (choice));
}

char *
imagette_export_suggest (const ImagetteExportChoice *choice,
                         const NnFrame              *frame)
{
  g_autoptr (GString) name = g_string_new (
    frame->spec.network.architecture == NN_ARCHITECTURE_LENET ? "lenet" : "mlp");

  if (choice->kind == IMAGETTE_EXPORT_OTHER_NETWORK)
    return suggest_other (choice, frame);
  g_string_append_printf (name, "-seed%" G_GUINT64_FORMAT, frame->spec.seed);
  if (choice->kind != IMAGETTE_EXPORT_EPOCHS && choice->kind != IMAGETTE_EXPORT_LOSSES)
    {
      if (frame->place.position == 0)
        g_string_append_printf (name, "-epoch%u", frame->place.epoch);
      else
        g_string_append_printf (name, "-batch%" G_GUINT64_FORMAT, frame->place.update);
    }
  append_subject (name, choice);
  g_string_append_printf (name, ".%s", imagette_export_get_extension (choice));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

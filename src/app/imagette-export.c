/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/imagette-export.h"

#include "export/nn-curve-csv.h"
#include "session/nn-model-file.h"

#include <string.h>

NnFigure *
imagette_export_figure (const ImagetteExportChoice *choice,
                        NnFrame                    *frame,
                        GError                    **error)
{
  return nn_view_figure (&choice->view, frame->network, &frame->spec, &frame->place,
                         frame->activations, frame->probe, error);
}

static GBytes *
from_string (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
imagette_export_serialize (const ImagetteExportChoice *choice,
                           NnFrame                    *frame,
                           GArray                     *epochs,
                           GArray                     *losses,
                           GError                    **error)
{
  g_autoptr (NnFigure) figure = NULL;

  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_EPOCHS:
      return from_string (nn_epochs_to_csv (epochs));
    case IMAGETTE_EXPORT_LOSSES:
      return from_string (nn_losses_to_csv (losses));
    case IMAGETTE_EXPORT_WEIGHTS:
      return nn_model_serialize (frame->network, &frame->spec, &frame->place);
    case IMAGETTE_EXPORT_VIEW:
    default:
      figure = imagette_export_figure (choice, frame, error);
      return figure != NULL ? nn_figure_serialize (figure, choice->format, error) : NULL;
    }
}

const char *
imagette_export_get_suffix (const ImagetteExportChoice *choice)
{
  switch (choice->kind)
    {
    case IMAGETTE_EXPORT_EPOCHS:
    case IMAGETTE_EXPORT_LOSSES:
      return "csv";
    case IMAGETTE_EXPORT_WEIGHTS:
      return "safetensors";
    case IMAGETTE_EXPORT_VIEW:
    default:
      return nn_format_to_string (choice->format);
    }
}

char *
imagette_export_suggest (const ImagetteExportChoice *choice,
                         NnFrame                    *frame)
{
  g_autoptr (GString) name = g_string_new (
    frame->spec.network.architecture == NN_ARCHITECTURE_LENET ? "lenet" : "mlp");

  g_string_append_printf (name, "-seed%" G_GUINT64_FORMAT, frame->spec.seed);
  if (choice->kind == IMAGETTE_EXPORT_VIEW || choice->kind == IMAGETTE_EXPORT_WEIGHTS)
    {
      if (frame->place.position == 0)
        g_string_append_printf (name, "-epoch%u", frame->place.epoch);
      else
        g_string_append_printf (name, "-batch%" G_GUINT64_FORMAT, frame->place.update);
    }
  if (choice->kind == IMAGETTE_EXPORT_VIEW)
    {
      g_string_append_printf (name, "-%s", nn_view_to_string (choice->view.view));
      if (choice->view.tile >= 0)
        g_string_append_printf (name, "-%d", choice->view.tile + 1);
    }
  else if (choice->kind == IMAGETTE_EXPORT_EPOCHS)
    g_string_append (name, "-epochs");
  else if (choice->kind == IMAGETTE_EXPORT_LOSSES)
    g_string_append (name, "-losses");
  g_string_append_printf (name, ".%s", imagette_export_get_suffix (choice));
  return g_string_free (g_steal_pointer (&name), FALSE);
}

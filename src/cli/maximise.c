/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include <glib/gi18n.h>

#include "cli/cli-picture.h"
#include "export/nn-maximum-view.h"

#define MAX_STEPS 100000

static struct
{
  char *layer, *map, *seed, *steps;
} options;

static CliPicture picture = {
  .has = CLI_HAS_SCALE | CLI_HAS_NPY | CLI_HAS_JSON, .default_scale = 8,
};

static const GOptionEntry entries[] = {
  { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer,
    N_("layer of the units: c1, s2, c3, s4, c5, f6 or output (output); of a map its middle"), "NAME" },
  { "map", 0, 0, G_OPTION_ARG_STRING, &options.map,
    N_("one map or unit alone, counted from 1; of the output, digit + 1 (all)"), "N" },
  { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed, N_("of the start and the jitter (1)"), "N" },
  { "steps", 0, 0, G_OPTION_ARG_STRING, &options.steps, N_("of the ascent, 0 to 100000 (200)"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &picture.json,
    N_("print each unit's value and image, 28 rows of 28 numbers, as one object of JSON"), NULL },
  { NULL },
};

static gboolean
parse_view (NnMaximumView *view,
            GError       **error)
{
  guint64 steps;

  view->maximiser = nn_maximiser_default ();
  steps = view->maximiser.steps;
  if (!cli_parse_uint (options.steps, "--steps", 0, MAX_STEPS, &steps, error)
      || !cli_parse_uint (options.seed, "--seed", 0, G_MAXUINT64, &view->maximiser.seed,
                             error))
    return FALSE;
  view->maximiser.steps = (int) steps;
  view->scale = picture.scale;
  view->language = picture.language;
  return TRUE;
}

/* Any layer of this network but the input; map: -1 for all. */
static gboolean
parse_units (const NnNetwork *network,
             int             *layer,
             int             *map,
             GError         **error)
{
  const char *names[NN_MAX_LAYERS + 1] = { NULL };
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);
  guint64 number = 0;

  for (int l = 1; l < n_layers; l++)
    names[l - 1] = layers[l].name;
  *layer = n_layers - 2;
  if (!cli_parse_choice (options.layer, "--layer", names, layer, error))
    return FALSE;
  *layer += 1;
  if (!cli_parse_uint (options.map, "--map", 1, layers[*layer].channels, &number, error))
    return FALSE;
  *map = (int) number - 1;
  return TRUE;
}

static void
append_unit (GString  *text,
             int       map,
             float     value,
             NnTensor *image)
{
  g_string_append_printf (text, "%s{\"map\":%d", text->str[text->len - 1] == '}' ? "," : "", map + 1);
  cli_append_json (text, "value", value);
  g_string_append (text, ",\"image\":");
  cli_append_map (text, nn_tensor_get_data (image));
  g_string_append_c (text, '}');
}

/* The images of the units, in their order; NULL after Ctrl-C. */
static GPtrArray *
climb (NnEngine            *engine,
       const NnNetwork     *network,
       const NnMaximumView *view,
       int                  map,
       GString             *text)
{
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[view->layer];
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_tensor_unref);

  for (int k = MAX (map, 0); k < (map >= 0 ? map + 1 : layer->channels); k++)
    {
      const NnUnit unit = { view->layer, k, layer->height / 2, layer->width / 2 };
      float value;
      NnTensor *image = nn_maximise (engine, network, &unit, &view->maximiser, &value,
                                     cli_is_interrupted, NULL);

      if (image == NULL)
        return NULL;
      g_ptr_array_add (images, image);
      append_unit (text, k, value, image);
    }
  return g_steal_pointer (&images);
}

/* The exit status; sets error where that is CLI_FAILED or CLI_USAGE. */
static int
maximise (NnMaximumView *view,
          NnBackend      backend,
          GError       **error)
{
  NnModelInfo info;
  g_autoptr (NnNetwork) network = cli_load_model (picture.files[0], &info, NULL, error);
  g_autoptr (NnEngine) engine = NULL;
  g_autoptr (GPtrArray) images = NULL;
  g_autoptr (GString) text = g_string_new ("{\"units\":[");
  NnPlace place = { 0 };
  int map;

  if (network == NULL || !parse_units (network, &view->layer, &map, error))
    return CLI_FAILED;
  engine = nn_engine_new (nn_network_get_spec (network), backend, 1);
  cli_catch_interrupt ();
  images = climb (engine, network, view, map, text);
  if (images == NULL)
    return CLI_INTERRUPTED;

  place.update = info.update;
  place.epoch = info.epoch;
  if (picture.output != NULL)
    {
      g_autoptr (NnFigure) figure = nn_maximum_view_figure (view, network, &info.spec, &place,
                                                            (NnTensor *const *) images->pdata,
                                                            (int) images->len, error);

      if (figure == NULL || !cli_write_figure (&picture, figure, error))
        return CLI_FAILED;
    }
  if (picture.json)
    printf ("%s]}\n", text->str);
  return CLI_DONE;
}

int
cli_maximise (int    argc,
              char **argv)
{
  GError *error = NULL;
  NnMaximumView view = { 0 };
  NnBackend backend;
  int status;

  if (!cli_picture_parse (&picture, argc, argv, "FILE",
                  _("Finds, from grey, the images that units of the network in FILE answer to most. "
                    "Each step shifts by up to one pixel, climbs, decays by 2 % and now and then blurs, "
                    "or the image would be noise."), NULL,
                          entries, &error)
      || !parse_view (&view, &error)
      || !cli_choose_backend (&backend, &error))
    return cli_fail ("maximise", error);
  status = maximise (&view, backend, &error);
  if (status == CLI_INTERRUPTED)
    return status;
  return error != NULL ? cli_fail ("maximise", error) : cli_finish ("maximise");
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-network-view.h"

#include <math.h>

#include "export/nn-keras-code.h"
#include "export/nn-view-words.h"
#include "render/nn-sheet.h"

#define WIDTH 1240.0
#define HEIGHT 400.0
#define MARGIN 12.0
#define LINE 20.0
#define FONT_SIZE 13.0

/* In the language that is asked for; those of the paper where it has them. */
typedef struct
{
  const char *language;
  const char *input, *output, *flat;
  const char *maps, *vector;      /* behind the name of the layer, as its language punctuates */
  const char *convolution, *pooling, *flatten, *dense, *answer;
  const char *title, *parameters, *macs;
} Words;

static const Words words[] = {
  {
    .language = "en",
    .input = "Input", .output = "Output", .maps = ": maps", .vector = ": layer", .flat = "Flatten",
    .convolution = "convolution", .pooling = "subsampling", .flatten = "flatten",
    .dense = "full\nconnection", .answer = "Gaussian\nconnections",
    .title = "Architecture", .parameters = "parameters", .macs = "multiply-adds an image",
  },
  {
    .language = "fr",
    .input = "Entrée", .output = "Sortie", .maps = " : cartes", .vector = " : couche",
    .flat = "Flatten",
    .convolution = "convolution", .pooling = "sous-échan-\ntillonnage",
    .flatten = "mise à plat", .dense = "connexion\ncomplète", .answer = "connexions\ngaussiennes",
    .title = "Architecture", .parameters = "paramètres",
    .macs = "multiplications-additions par image",
  },
};

int
nn_network_view_steps (const NnNetwork *network,
                       NnNetworkStep   *steps)
{
  int n_layers, n = 0;

  g_return_val_if_fail (network != NULL && steps != NULL, 0);

  nn_network_get_layers (network, &n_layers);
  for (int l = 0; l < n_layers; l++)
    {
      if (nn_keras_flattens (network, l))
        steps[n++] = (NnNetworkStep) { l - 1, TRUE };
      steps[n++] = (NnNetworkStep) { l, FALSE };
    }
  return n;
}

int
nn_network_view_index (const NnNetwork *network,
                       int              layer,
                       int              channel,
                       int              row,
                       int              column)
{
  const NnLayer *it = &nn_network_get_layers (network, NULL)[layer];

  return (channel * it->height + row) * it->width + column;
}

void
nn_network_view_cell (const NnNetwork *network,
                      int              layer,
                      int              index,
                      int             *channel,
                      int             *row,
                      int             *column)
{
  const NnLayer *it = &nn_network_get_layers (network, NULL)[layer];

  *column = index % it->width;
  *row = index / it->width % it->height;
  *channel = index / (it->width * it->height);
}

/* ---- stages ---- */

/* (transfer full) */
static char *
name_stage (const Words   *say,
            const NnLayer *layer,
            gboolean       is_last)
{
  if (layer->kind == NN_LAYER_INPUT)
    return g_strdup (say->input);
  if (is_last)
    return g_strdup (say->output);
  return g_strconcat (layer->title, layer->height * layer->width > 1 ? say->maps : say->vector, NULL);
}

static const char *
find_operation (const Words   *say,
                const NnLayer *layer,
                gboolean       is_last)
{
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      return say->convolution;
    case NN_LAYER_MAX_POOL:
      return say->pooling;
    case NN_LAYER_DENSE:
      return is_last ? say->answer : say->dense;
    case NN_LAYER_INPUT:
    default:
      return NULL;
    }
}

/* What a stage shows: the output its probabilities, the input the digit. (transfer full) */
static NnTensor *
find_values (const NnNetwork *network,
             int              layer,
             NnActivations   *activations,
             NnTensor        *image)
{
  const gsize classes = NN_CLASSES;
  int n;

  nn_network_get_layers (network, &n);
  if (layer == 0 && image != NULL)
    return nn_tensor_ref (image);
  if (activations == NULL)
    return NULL;
  if (layer == n - 1)
    return nn_tensor_new_copy (1, &classes, activations->probabilities);
  return nn_tensor_ref (activations->layers[layer]);
}

static void
add_stage (NnNetworkFigure *figure,
           const Words     *say,
           const NnNetwork *network,
           NnNetworkStep    step,
           NnTensor        *values)
{
  int n;
  const NnLayer *layers = nn_network_get_layers (network, &n), *layer = &layers[step.layer];
  const gboolean is_last = step.layer == n - 1;
  const gboolean is_signed = nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH;
  g_autofree char *name = step.flat ? g_strdup (say->flat) : name_stage (say, layer, is_last);
  g_autofree char *shape = step.flat ? nn_keras_flat_shape (layer) : nn_keras_shape (layer);
  g_autofree char *size = NULL;
  NnNetworkStage stage = {
    .channels = layer->channels, .height = layer->height, .width = layer->width,
    .kernel = layer->kernel, .stride = layer->stride, .padding = layer->padding,
    .name = name, .shape = shape, .values = values,
    .operation = (char *) (step.flat ? say->flatten : find_operation (say, layer, is_last)),
    .kind = step.layer == 0 ? NN_TILE_INPUT
            : is_signed && !is_last ? NN_TILE_SIGNED : NN_TILE_ACTIVATION,
    .numbered = is_last,
  };

  if (step.flat)
    {
      stage.channels *= stage.height * stage.width;
      stage.height = stage.width = 1;
      stage.kernel = 0;
    }
  size = stage.height * stage.width > 1
           ? g_strdup_printf ("%d@%d×%d", stage.channels, stage.height, stage.width)
           : g_strdup_printf ("%d", stage.channels);
  stage.size = size;
  nn_network_figure_add (figure, &stage);
}

NnNetworkFigure *
nn_network_view_figure (const NnNetwork *network,
                        NnActivations   *activations,
                        NnTensor        *image,
                        const char      *language,
                        GError         **error)
{
  const NnViewWords *common = nn_view_words (language, error);
  NnNetworkStep steps[NN_NETWORK_MAX_STAGES];
  NnNetworkFigure *figure;
  int n;

  g_return_val_if_fail (network != NULL, NULL);

  if (common == NULL)
    return NULL;
  figure = nn_network_figure_new ();
  n = nn_network_view_steps (network, steps);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (NnTensor) values = find_values (network, steps[i].layer, activations, image);

      add_stage (figure, NN_VIEW_FIND_WORDS (words, common->language), network, steps[i], values);
    }
  return figure;
}

/* ---- a page ---- */

typedef struct
{
  const NnNetworkFigure *figure;
  const char *title, *origin;
} Page;

static void
draw_cb (cairo_t       *cr,
         const NnStyle *style,
         gpointer       data)
{
  const Page *page = data;
  NnNetworkPlace place;

  cairo_save (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  nn_network_figure_place (page->figure, style, WIDTH - 2 * MARGIN, HEIGHT, &place);
  nn_network_figure_draw (page->figure, &place, style, cr);
  cairo_restore (cr);
  nn_style_text (style, cr, page->title, MARGIN, MARGIN + HEIGHT + LINE / 2, 0, 0, style->text, 1,
                 TRUE);
  nn_style_text (style, cr, page->origin, MARGIN, MARGIN + HEIGHT + 1.5 * LINE, 0, 0, style->text,
                 1, FALSE);
}

/* "61706 parameters · 416520 multiply-adds an image · LeNet · seed 1 …" */
static void
append_origin (GString              *text,
               const Words          *say,
               const NnViewWords    *common,
               const NnNetwork      *network,
               const NnTrainingSpec *training,
               const NnPlace        *place,
               NnProbe              *probe)
{
  g_string_append_printf (text, "%" G_GSIZE_FORMAT " %s · %" G_GSIZE_FORMAT " %s",
                          nn_network_count_parameters (network), say->parameters,
                          nn_network_count_macs (network), say->macs);
  if (training == NULL)
    return;
  nn_view_append_origin (text, common, training, place, probe);
  nn_view_append_hands (text, common, network, training);
}

GBytes *
nn_network_view_serialize (const NnNetworkView  *view,
                           const NnNetwork      *network,
                           const NnTrainingSpec *training,
                           const NnPlace        *place,
                           NnActivations        *activations,
                           NnProbe              *probe,
                           NnFormat              format,
                           GError              **error)
{
  g_autoptr (NnNetworkFigure) figure = NULL;
  g_autoptr (GString) origin = g_string_new (NULL);
  g_autofree char *spec = NULL;
  g_autofree char *title = NULL;
  g_autofree char *all = NULL;
  const NnViewWords *common;
  const Words *say;
  Page page = { 0 };
  NnSheet sheet = { .draw = draw_cb, .data = &page, .font_size = FONT_SIZE };
  NnStyle style;
  double width;

  g_return_val_if_fail (view != NULL && network != NULL, NULL);
  g_return_val_if_fail (training == NULL || place != NULL, NULL);

  common = nn_view_words (view->language, error);
  if (common == NULL)
    return NULL;
  say = NN_VIEW_FIND_WORDS (words, common->language);
  figure = nn_network_view_figure (network, activations, NULL, view->language, error);
  figure->colors = view->colors;
  figure->on_paper = TRUE;
  spec = nn_network_spec_to_string (nn_network_get_spec (network));
  title = g_strdup_printf ("%s · %s", say->title, g_str_equal (spec, "lenet") ? "LeNet" : spec);
  append_origin (origin, say, common, network, training, place, probe);
  all = g_strconcat (title, " · ", origin->str, NULL);
  page = (Page) { figure, title, origin->str };

  nn_sheet_init_style (&style, FONT_SIZE, common->language);
  nn_style_measure (&style, NULL, page.origin, 1, FALSE, &width, NULL);
  nn_sheet_clear_style (&style);
  sheet.title = all;
  sheet.language = common->language;
  sheet.width = MAX (WIDTH, ceil (width) + 2 * MARGIN);
  sheet.height = 2 * MARGIN + HEIGHT + 2.5 * LINE;
  return nn_sheet_serialize (&sheet, format, error);
}

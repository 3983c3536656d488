/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/network/imagette-network-words.h"

#include "export/nn-keras-code.h"
#include "nn/nn-field.h"

#include <glib/gi18n-lib.h>

/* LeCun, Bottou, Bengio and Haffner, 1998, section II.B; errors from figure 9. */
static const struct { const char *layer, *words; } paper[] = {
  { "input", N_("32×32 pixels: the digit, at most 20×20, lies in the middle of a larger field, so "
                "that the ends of its strokes can appear in the middle of what a unit of C3 sees.") },
  { "c1", N_("A convolution with filters of 5×5. 32×32 become 28×28 without padding; 156 parameters, "
             "as here.") },
  { "s2", N_("Subsampling: the four values are added, multiplied by a weight, a bias is added, and a "
             "sigmoid follows. A weight and a bias for each map: 12 parameters.") },
  { "c3", N_("Each map sees only some of the six, by a table, so that the maps must come to differ: "
             "1,516 parameters.") },
  { "s4", N_("Subsampling as in S2: 32 parameters.") },
  { "c5", N_("A convolution, too: filters of 5×5 that see all 16 maps, and cover them. So its maps are "
             "1×1: 48,120 parameters, as here.") },
  { "f6", N_("84 units, since they stand for a picture of 7×12 in which each character is drawn. A "
             "scaled tanh follows: 1.7159 tanh(2/3 x). 10,164 parameters, as here.") },
  { "output", N_("Gaussian connections: a unit gives the squared distance of F6 from the picture, drawn "
                 "by hand, of its character. The smallest wins.") },
};

static gboolean
is_lenet (const NnNetwork *network)
{
  return nn_network_get_spec (network)->architecture == NN_ARCHITECTURE_LENET;
}

static const NnLayer *
layer_of (const NnNetwork *network,
          NnNetworkStep    step)
{
  return &nn_network_get_layers (network, NULL)[step.layer];
}

static gboolean
is_last (const NnNetwork *network,
         NnNetworkStep    step)
{
  int n;

  nn_network_get_layers (network, &n);
  return step.layer == n - 1;
}

/* Of the layer's kind and place in the network. */
static const char *
name_of (const NnNetwork *network,
         NnNetworkStep    step)
{
  return step.layer == 0 ? _("Input") : is_last (network, step) ? _("Output")
                                                                : layer_of (network, step)->title;
}

char *
imagette_network_words_title (const NnNetwork *network,
                              NnNetworkStep    step)
{
  const NnLayer *layer = layer_of (network, step);

  if (step.flat)
    return g_strdup_printf (_("Flatten: %d numbers"),
                            layer->channels * layer->height * layer->width);
  if (step.layer == 0)
    return g_strdup_printf (_("Input: %d×%d pixels"), layer->height, layer->width);
  if (layer->height * layer->width > 1)
    return g_strdup_printf (_("%s: %d maps of %d×%d"), layer->title, layer->channels, layer->height,
                            layer->width);
  return g_strdup_printf (_("%s: %d units"), name_of (network, step), layer->channels);
}

static char *
describe_dense (const NnNetwork *network,
                NnNetworkStep    step,
                const char      *activation)
{
  const NnLayer *input = layer_of (network, step) - 1;
  const int n = input->channels * input->height * input->width;

  if (is_last (network, step))
    return g_strdup_printf (_("“Gaussian connections” are soft-max here: %d sums become as many "
                              "probabilities, which add up to one."), NN_CLASSES);
  return g_strdup_printf (_("Full connection, Dense in Keras: each unit has a weight for each of the "
                            "%d numbers before it, and a bias. %s follows."), n, activation);
}

char *
imagette_network_words_here (const NnNetwork *network,
                             NnNetworkStep    step)
{
  const NnLayer *layer = layer_of (network, step);
  const char *activation = nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH ? "tanh"
                                                                                           : "ReLU";

  if (step.flat)
    return g_strdup_printf (_("The values are written one after the other, %d for each of %d maps. Keras "
                              "writes them cell by cell, since its channels come last."),
                            layer->height * layer->width, layer->channels);
  switch (layer->kind)
    {
    case NN_LAYER_CONV2D:
      if (layer->padding > 0)
        return g_strdup_printf (_("Convolution: each map is one filter of %d×%d, slid over the whole "
                                  "input; %d zeros around it keep the size. %s follows."),
                                layer->kernel, layer->kernel, layer->padding, activation);
      return g_strdup_printf (_("Convolution: each map is one filter of %d×%d over all %d maps before it, "
                                "where it fits in. %s follows."), layer->kernel, layer->kernel,
                              (layer - 1)->channels, activation);
    case NN_LAYER_MAX_POOL:
      return g_strdup_printf (_("Subsampling is max-pool here: of %d×%d values the largest stays. Nothing "
                                "is learned."), layer->kernel, layer->kernel);
    case NN_LAYER_DENSE:
      return describe_dense (network, step, activation);
    case NN_LAYER_INPUT:
    default:
      return g_strdup (_("A digit: white ink on black, each pixel a number from 0 to 1."));
    }
}

char *
imagette_network_words_paper (const NnNetwork *network,
                              NnNetworkStep    step)
{
  const char *name = layer_of (network, step)->name;

  if (step.flat && is_lenet (network))
    return g_strdup (_("There is no such step: the filters of C5 cover all of S4."));
  if (!is_lenet (network) && step.layer > 0)
    return g_strdup (_("The paper compares with such networks, too: with hidden layers of 500 and 150 "
                       "units 2.95 % of the test digits are read wrongly, by LeNet-5 0.95 %."));
  for (gsize i = 0; i < G_N_ELEMENTS (paper) && !step.flat; i++)
    if (g_str_equal (paper[i].layer, name))
      return g_strdup (_(paper[i].words));
  return g_strdup ("–");
}

/* ---- one unit ---- */

static int
count (NnSpan span)
{
  return span.last - span.first + 1;
}

/* What feeds it: the stage before. */
static char *
describe_fed (const NnNetwork *network,
              const NnUnit    *unit)
{
  const NnLayer *before = &nn_network_get_layers (network, NULL)[unit->layer - 1];
  const NnField seen = nn_field_seen (network, unit, unit->layer - 1);
  const NnField field = nn_field_clip (network, &seen, unit->layer - 1);
  const int n = count (field.channels) * count (field.rows) * count (field.columns);
  const char *name = unit->layer == 1 ? _("Input") : before->title;

  if (before->height * before->width == 1)
    return g_strdup_printf (_("It is fed by all %d units of %s."), n, name);
  return g_strdup_printf (_("It is fed by %d numbers of %s: rows %d to %d, columns %d to %d, planes %d to "
                            "%d."), n, name, field.rows.first, field.rows.last, field.columns.first,
                          field.columns.last, field.channels.first + 1, field.channels.last + 1);
}

char *
imagette_network_words_unit (const NnNetwork *network,
                             NnNetworkStep    step,
                             int              index,
                             const char      *value)
{
  const NnLayer *layer = layer_of (network, step);
  NnUnit unit = { .layer = step.layer };
  g_autofree char *fed = NULL;
  g_autofree char *where = NULL;

  nn_network_view_cell (network, step.layer, index, &unit.channel, &unit.row, &unit.column);
  if (layer->height * layer->width == 1)
    where = g_strdup_printf (_("%s, unit %d: %s."), name_of (network, step),
                             unit.channel + !is_last (network, step), value);
  else
    where = g_strdup_printf (_("%s, plane %d, row %d, column %d: %s."), name_of (network, step),
                             unit.channel + 1, unit.row, unit.column, value);
  if (step.layer > 0 && !step.flat)
    {
      g_autofree char *place = g_steal_pointer (&where);

      fed = describe_fed (network, &unit);
      where = g_strdup_printf ("%s %s", place, fed);
    }
  if (!step.flat && (is_last (network, step) || !nn_keras_flattens (network, step.layer + 1)))
    return g_steal_pointer (&where);
  return g_strdup_printf (_("%s In the vector it is number %d, counted from 0; in Keras, number %d."),
                          where, index,
                          nn_keras_place (layer, unit.channel, unit.row, unit.column));
}

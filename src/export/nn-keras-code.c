/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-keras-code.h"

#define COMMENT 60                /* column of the comments */

static gsize
count_units (const NnLayer *layer)
{
  return (gsize) layer->channels * layer->height * layer->width;
}

char *
nn_keras_shape (const NnLayer *layer)
{
  g_return_val_if_fail (layer != NULL, NULL);

  if (layer->height * layer->width == 1)
    return g_strdup_printf ("(%d,)", layer->channels);
  return g_strdup_printf ("(%d, %d, %d)", layer->height, layer->width, layer->channels);
}

char *
nn_keras_flat_shape (const NnLayer *layer)
{
  g_return_val_if_fail (layer != NULL, NULL);

  return g_strdup_printf ("(%" G_GSIZE_FORMAT ",)", count_units (layer));
}

int
nn_keras_place (const NnLayer *layer,
                int            channel,
                int            row,
                int            column)
{
  g_return_val_if_fail (layer != NULL, 0);

  return (row * layer->width + column) * layer->channels + channel;
}

gboolean
nn_keras_flattens (const NnNetwork *network,
                   int              layer)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);

  return layer > 0 && layers[layer].kind == NN_LAYER_DENSE
         && layers[layer - 1].height * layers[layer - 1].width > 1;
}

/* What follows a layer's sums: the last one answers by soft-max. */
static const char *
find_activation (const NnNetwork *network,
                 int              layer)
{
  int n;
  const NnLayer *layers = nn_network_get_layers (network, &n);

  if (layer == n - 1)
    return ", activation=\"softmax\"";
  if (!layers[layer].activated)
    return "";
  return nn_network_get_spec (network)->activation == NN_ACTIVATION_TANH
           ? ", activation=\"tanh\"" : ", activation=\"relu\"";
}

/* Keras knows two paddings by name; the table has no other. */
static const char *
find_padding (const NnLayer *layer)
{
  if (layer->padding == 0)
    return "";
  g_assert (2 * layer->padding + 1 == layer->kernel && layer->stride == 1);
  return ", padding=\"same\"";
}

char *
nn_keras_flatten (void)
{
  return g_strdup ("layers.Flatten()");
}

char *
nn_keras_layer (const NnNetwork *network,
                int              layer)
{
  const NnLayer *it = &nn_network_get_layers (network, NULL)[layer];
  g_autofree char *shape = NULL;
  g_autofree char *strides = NULL;

  switch (it->kind)
    {
    case NN_LAYER_CONV2D:
      strides = it->stride == 1 ? g_strdup ("") : g_strdup_printf (", strides=%d", it->stride);
      return g_strdup_printf ("layers.Conv2D(%d, %d%s%s%s)", it->channels, it->kernel, strides,
                              find_padding (it), find_activation (network, layer));
    case NN_LAYER_MAX_POOL:
      strides = it->stride == it->kernel ? g_strdup ("")
                                         : g_strdup_printf (", strides=%d", it->stride);
      return g_strdup_printf ("layers.MaxPooling2D(%d%s)", it->kernel, strides);
    case NN_LAYER_DENSE:
      return g_strdup_printf ("layers.Dense(%d%s)", it->channels, find_activation (network, layer));
    case NN_LAYER_INPUT:
    default:
      shape = nn_keras_shape (it);
      return g_strdup_printf ("layers.Input(%s)", shape);
    }
}

static void
append_line (GString    *code,
             const char *layer,
             const char *shape,
             gsize       parameters)
{
  g_autofree char *line = g_strdup_printf ("    %s,", layer);

  g_string_append_printf (code, "%-*s# %s", COMMENT, line, shape);
  if (parameters > 0)
    g_string_append_printf (code, ", %" G_GSIZE_FORMAT " parameters", parameters);
  g_string_append_c (code, '\n');
}

char *
nn_keras_code (const NnNetwork *network)
{
  g_autoptr (GString) code = g_string_new ("import keras\nfrom keras import layers\n\n"
                                           "model = keras.Sequential([\n");
  int n;
  const NnLayer *layers = nn_network_get_layers (network, &n);

  for (int l = 0; l < n; l++)
    {
      g_autofree char *line = nn_keras_layer (network, l);
      g_autofree char *shape = nn_keras_shape (&layers[l]);

      if (nn_keras_flattens (network, l))
        {
          g_autofree char *flat = nn_keras_flatten ();
          g_autofree char *flat_shape = nn_keras_flat_shape (&layers[l - 1]);

          append_line (code, flat, flat_shape, 0);
        }
      append_line (code, line, shape,
                   l > 0 ? nn_layer_count_parameters (&layers[l], &layers[l - 1]) : 0);
    }
  g_string_append_printf (code, "])    # %" G_GSIZE_FORMAT " parameters\n",
                          nn_network_count_parameters (network));
  return g_string_free (g_steal_pointer (&code), FALSE);
}

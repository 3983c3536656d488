/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-stack-model.h"

#include "pages/convolution/imagette-steps.h"
#include "pages/imagette-words.h"
#include "widgets/imagette-filter-editor.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KERNEL 5
#define RANGE 0.5
#define GREEN 0.2f                /* of the ink, everywhere */

static const guint32 tints[] = { 0xff5c5c, 0x5cd65c, 0x7a9dff };
static const char *const color_names[] = { N_("red"), N_("green"), N_("blue") };

/* The sum up to a plane is the convolution over the channels up to it; so each number is the
 * kernel's own, and the last one the map's. */
static void
compute (ImagetteStackModel *self,
         int                 n,
         int                 side)
{
  NnConvolution one;
  gsize cells;

  self->spec = (NnConvolution) { .channels = n, .height = side, .width = side, .stride = 1,
                                 .kernel_height = KERNEL, .kernel_width = KERNEL };
  one = self->spec;
  self->n_output = nn_convolution_rows (&self->spec);
  cells = (gsize) (self->n_output * self->n_output);
  for (int i = 0; i < n; i++)
    {
      one.channels = 1;
      nn_convolution_run (&one, self->parts + (gsize) i * cells, self->planes + i * side * side,
                          self->filters + i * KERNEL * KERNEL, 0, FALSE);
      one.channels = i + 1;
      nn_convolution_run (&one, self->sums + (gsize) i * cells, self->planes, self->filters, 0,
                          FALSE);
    }
  nn_convolution_run (&self->spec, self->output, self->planes, self->filters, self->bias,
                      self->after);
}

void
imagette_stack_model_set_colors (ImagetteStackModel *self,
                                 const guint8       *pixels)
{
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    {
      float ink = pixels != NULL ? (float) pixels[i] / 255 : 0;
      float right = (float) (i % NN_IMAGE_SIDE) / (NN_IMAGE_SIDE - 1);

      self->planes[i] = ink * (1 - right);
      self->planes[NN_IMAGE_SIZE + i] = ink * GREEN;
      self->planes[2 * NN_IMAGE_SIZE + i] = ink * right;
    }
  imagette_filter_editor_fill_preset (IMAGETTE_PRESET_GAUSS, KERNEL, RANGE, self->filters);
  for (int i = 0; i < KERNEL * KERNEL; i++)
    self->filters[25 + i] = self->filters[50 + i] = -self->filters[i] / 2;
  self->source = IMAGETTE_STACK_COLORS;
  self->after = NN_AFTER_RELU;
  self->bias = 0;
  compute (self, 3, NN_IMAGE_SIDE);
}

gboolean
imagette_stack_model_set_c3 (ImagetteStackModel *self,
                             NnFrame            *frame,
                             int                 map)
{
  const NnLayer *c3 = frame != NULL ? nn_network_find_layer (frame->network, "c3") : NULL;
  g_autoptr (NnTensor) weights = NULL, biases = NULL;
  NnTensor *s2;

  if (c3 == NULL)
    return FALSE;
  s2 = frame->activations->layers[c3 - nn_network_get_layers (frame->network, NULL) - 1];
  weights = nn_network_get_tensor (frame->network, c3->weight);
  biases = nn_network_get_tensor (frame->network, c3->bias);
  memcpy (self->planes, nn_tensor_get_data (s2), sizeof (float) * nn_tensor_get_size (s2));
  memcpy (self->filters, nn_tensor_get_data (weights) + map * IMAGETTE_STACK_MAX * 25,
          sizeof self->filters);
  self->bias = nn_tensor_get_data (biases)[map];
  self->source = IMAGETTE_STACK_C3;
  self->after = nn_network_get_spec (frame->network)->activation == NN_ACTIVATION_TANH ? NN_AFTER_TANH
                                                                                       : NN_AFTER_RELU;
  self->map = map;
  compute (self, IMAGETTE_STACK_MAX, 14);
  return TRUE;
}

void
imagette_stack_model_get_planes (const ImagetteStackModel *self,
                                 NnColors                  colors,
                                 ImagetteStackPlanes      *planes)
{
  static const char *const maps[] = { "S2·1", "S2·2", "S2·3", "S2·4", "S2·5", "S2·6" };
  static const char *names[3];
  gboolean colored = self->source == IMAGETTE_STACK_COLORS;
  NnTileKind maps_kind = self->after == NN_AFTER_TANH ? NN_TILE_SIGNED : NN_TILE_ACTIVATION;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    names[i] = _(color_names[i]);
  *planes = (ImagetteStackPlanes) {
    .planes = self->planes, .filters = self->filters, .parts = self->parts, .sums = self->sums,
    .output = self->output, .n = self->spec.channels, .side = self->spec.width, .kernel = KERNEL,
    .n_output = self->n_output, .kind = colored ? NN_TILE_INPUT : maps_kind,
    .output_kind = maps_kind, .after = self->after == NN_AFTER_TANH ? _("bias, tanh") : _("bias, ReLU"),
    .colors = colors, .tints = colored ? tints : NULL, .names = colored ? names : maps,
  };
}

char *
imagette_stack_words_sum (const ImagetteStackModel *self,
                          int                       row,
                          int                       column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL, *bias = NULL, *with_bias = NULL, *after = NULL;
  int cells = self->n_output * self->n_output, cell = row * self->n_output + column;

  if (row < 0 || row >= self->n_output)
    return g_strdup (_("Point at a cell to see what each plane adds to it"));
  g_string_append_printf (text, "O(%d, %d) = ", row, column);
  for (int i = 0; i < self->spec.channels; i++)
    {
      float part = self->parts[i * cells + cell];
      g_autofree char *number = imagette_line_figure_number ((double) part);

      g_string_append_printf (text, part < 0 ? "%s(%s)" : "%s%s", i > 0 ? " + " : "", number);
    }
  sum = imagette_line_figure_number (
    (double) self->sums[(self->spec.channels - 1) * cells + cell]);
  bias = imagette_line_figure_number ((double) self->bias);
  with_bias = imagette_line_figure_number (
    (double) nn_convolution_at (&self->spec, self->planes, self->filters, self->bias, row, column));
  after = imagette_steps_after (self->after, self->output[cell]);
  g_string_append_printf (text, " = %s", sum);
  g_string_append_printf (text, _("; with the bias %s: %s"), bias, with_bias);
  g_string_append (text, after);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
imagette_stack_words_counts (const ImagetteStackModel *self)
{
  int side = self->spec.width, n = self->n_output;
  g_autofree char *parameters = imagette_words_number (
    (double) nn_convolution_parameters (&self->spec, IMAGETTE_STACK_MAPS), 0);

  if (self->source == IMAGETTE_STACK_COLORS)
    return g_strdup_printf (_("3 planes of %d × %d become one map of %d × %d: one filter of 3 × 5 × 5 "
                              "weights and a bias, 3·25 + 1 = %d parameters. It looks for red."),
                            side, side, n, n, (int) nn_convolution_parameters (&self->spec, 1));
  return g_strdup_printf (_("6 maps of %d × %d become 16 maps of %d × %d: sixteen filters of "
                            "6 × 5 × 5 weights and a bias each, 16·(6·25 + 1) = %s parameters. This "
                            "is map %d of C3."), side, side, n, n, parameters, self->map + 1);
}

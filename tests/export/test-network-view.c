/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "export/nn-keras-code.h"
#include "export/nn-layer-formula.h"
#include "export/nn-network-view.h"

/* What is said of a network equals what it is: every formula is worked out anew from its
 * text, and the Keras program is read as Keras would read it. */

static NnNetwork *
make_network (const char *name)
{
  NnNetworkSpec spec = { .activation = NN_ACTIVATION_RELU };

  g_assert_true (nn_network_spec_from_string (&spec, name));
  return nn_network_new (&spec);
}

static const char *const names[] = { "lenet", "mlp-784-70-84-10", "mlp-784-10", "mlp-784-9-8-7-6-10" };

/* ---- arithmetic, as it is written ---- */

static double read_sum (const char **text);

static void
skip (const char **text)
{
  while (**text == ' ')
    (*text)++;
}

static gboolean
take (const char **text,
      const char  *sign)
{
  skip (text);
  if (!g_str_has_prefix (*text, sign))
    return FALSE;
  *text += strlen (sign);
  return TRUE;
}

static double
read_factor (const char **text)
{
  double value;

  if (take (text, "("))
    {
      value = read_sum (text);
      g_assert_true (take (text, ")"));
      return value;
    }
  g_assert_true (g_ascii_isdigit (**text));
  return (double) g_ascii_strtoull (*text, (char **) text, 10);
}

static double
read_product (const char **text)
{
  double value = read_factor (text);

  for (;;)
    if (take (text, "×") || take (text, "·"))
      value *= read_factor (text);
    else if (take (text, "/"))
      value /= read_factor (text);
    else
      return value;
}

static double
read_sum (const char **text)
{
  double value = read_product (text);

  for (;;)
    if (take (text, "+"))
      value += read_product (text);
    else if (take (text, "−"))
      value -= read_product (text);
    else
      return value;
}

/* Both sides of "a = b" are that number. */
static void
assert_equation (const char *text,
                 gsize       number)
{
  const char *at = text;

  g_assert_nonnull (text);
  g_assert_cmpfloat (read_sum (&at), ==, (double) number);
  g_assert_true (take (&at, "="));
  g_assert_cmpfloat (read_sum (&at), ==, (double) number);
  g_assert_cmpstr (at, ==, "");
}

static void
test_formulas (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autoptr (NnNetwork) network = make_network (names[k]);
      int n, n_parameters;
      const NnLayer *layers = nn_network_get_layers (network, &n);
      const NnParameter *parameters = nn_network_get_parameters (network, &n_parameters);

      for (int l = 1; l < n; l++)
        {
          const NnLayer *layer = &layers[l];
          g_autofree char *side = nn_layer_formula (layer, layer - 1, NN_FORMULA_SIDE);
          g_autofree char *units = nn_layer_formula (layer, layer - 1, NN_FORMULA_UNITS);
          g_autofree char *learned = nn_layer_formula (layer, layer - 1, NN_FORMULA_PARAMETERS);
          g_autofree char *macs = nn_layer_formula (layer, layer - 1, NN_FORMULA_MACS);

          if (layer->kind == NN_LAYER_DENSE)
            g_assert_true (side == NULL && units == NULL);
          else
            {
              assert_equation (side, layer->height);
              assert_equation (units, (gsize) layer->channels * layer->height * layer->width);
            }
          if (layer->weight < 0)
            {
              g_assert_true (learned == NULL && macs == NULL);
              continue;
            }
          /* As large as the tensors are. */
          assert_equation (learned, parameters[layer->weight].size + parameters[layer->bias].size);
          assert_equation (macs, parameters[layer->weight].size * layer->height * layer->width);
          if (nn_keras_flattens (network, l))
            {
              g_autofree char *flat = nn_flatten_formula (layer - 1);

              assert_equation (flat, parameters[layer->weight].shape[1]);
            }
        }
    }
}

/* ---- Keras ---- */

/* The number behind `word` in the line, or the value that Keras takes without it. */
static int
argument (const char *line,
          const char *word,
          int         otherwise)
{
  const char *at = strstr (line, word);

  return at != NULL ? (int) g_ascii_strtoll (at + strlen (word), NULL, 10) : otherwise;
}

typedef struct
{
  int height, width, channels;    /* 0 x 0: a vector */
  gsize parameters, all;
} Reader;

static int
slide (int side, int kernel, int strides, gboolean same)
{
  return same ? (side + strides - 1) / strides : (side - kernel) / strides + 1;
}

/* What Keras makes of a line. */
static void
read_line (Reader     *reader,
           const char *line)
{
  const gboolean same = strstr (line, "padding=\"same\"") != NULL;
  const char *comma = strstr (line, ", ");
  int units, kernel;

  reader->parameters = 0;
  if (strstr (line, "Input(") != NULL)
    g_assert_cmpint (sscanf (strstr (line, "Input("), "Input((%d, %d, %d))", &reader->height,
                             &reader->width, &reader->channels), ==, 3);
  else if (strstr (line, "Conv2D(") != NULL)
    {
      units = argument (line, "Conv2D(", 0);
      kernel = (int) g_ascii_strtoll (comma + 2, NULL, 10);
      reader->parameters = (gsize) units * (reader->channels * kernel * kernel + 1);
      reader->height = slide (reader->height, kernel, argument (line, "strides=", 1), same);
      reader->width = slide (reader->width, kernel, argument (line, "strides=", 1), same);
      reader->channels = units;
    }
  else if (strstr (line, "MaxPooling2D(") != NULL)
    {
      kernel = argument (line, "MaxPooling2D(", 0);
      reader->height = slide (reader->height, kernel, argument (line, "strides=", kernel), same);
      reader->width = slide (reader->width, kernel, argument (line, "strides=", kernel), same);
    }
  else if (strstr (line, "Flatten()") != NULL)
    {
      reader->channels *= reader->height * reader->width;
      reader->height = reader->width = 0;
    }
  else
    {
      units = argument (line, "Dense(", 0);
      g_assert_cmpint (reader->height, ==, 0);
      reader->parameters = (gsize) units * (reader->channels + 1);
      reader->channels = units;
    }
  reader->all += reader->parameters;
}

static void
test_keras (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autoptr (NnNetwork) network = make_network (names[k]);
      g_autofree char *code = nn_keras_code (network);
      g_auto (GStrv) lines = g_strsplit (code, "\n", -1);
      Reader reader = { 0 };
      int n, l = 0;
      const NnLayer *layers = nn_network_get_layers (network, &n);

      for (int i = 0; lines[i] != NULL; i++)
        {
          g_autofree char *shape = NULL;

          if (strstr (lines[i], "layers.") == NULL || strchr (lines[i], '(') == NULL)
            continue;
          read_line (&reader, lines[i]);
          shape = reader.height > 0 ? g_strdup_printf ("# (%d, %d, %d)", reader.height,
                                                       reader.width, reader.channels)
                                    : g_strdup_printf ("# (%d,)", reader.channels);
          g_assert_nonnull (strstr (lines[i], shape));
          g_assert_cmpint (argument (strchr (lines[i], '#'), "), ", 0) != 0
                           || argument (strchr (lines[i], '#'), ",), ", 0) != 0, ==,
                           reader.parameters > 0);
          if (strstr (lines[i], "Flatten") != NULL)
            continue;
          g_assert_cmpint (reader.channels, ==, layers[l].channels);
          g_assert_cmpint (MAX (reader.height, 1), ==, layers[l].height);
          g_assert_cmpint (MAX (reader.width, 1), ==, layers[l].width);
          g_assert_cmpint (strstr (lines[i], "activation=\"relu\"") != NULL, ==, layers[l].activated);
          if (l > 0)
            g_assert_cmpuint (reader.parameters, ==,
                              nn_layer_count_parameters (&layers[l], &layers[l - 1]));
          l++;
        }
      g_assert_cmpint (l, ==, n);
      g_assert_cmpuint (reader.all, ==, nn_network_count_parameters (network));
      g_assert_cmpint (strstr (code, "softmax") != NULL, ==, TRUE);
    }
}

/* Every cell has one place in each order. */
static void
test_places (void)
{
  g_autoptr (NnNetwork) network = make_network ("lenet");
  const int s4 = 4;
  const NnLayer *layer = &nn_network_get_layers (network, NULL)[s4];
  gboolean seen[400] = { FALSE };

  g_assert_cmpstr (layer->name, ==, "s4");
  for (int i = 0; i < 400; i++)
    {
      int channel, row, column, place;

      nn_network_view_cell (network, s4, i, &channel, &row, &column);
      g_assert_cmpint (nn_network_view_index (network, s4, channel, row, column), ==, i);
      place = nn_keras_place (layer, channel, row, column);
      g_assert_cmpint (place, >=, 0);
      g_assert_cmpint (place, <, 400);
      g_assert_false (seen[place]);
      seen[place] = TRUE;
    }
  /* Keras: the channels of one cell lie beside one another. */
  g_assert_cmpint (nn_keras_place (layer, 3, 0, 0), ==, 3);
  g_assert_cmpint (nn_keras_place (layer, 0, 0, 1), ==, 16);
}

/* ---- the figure ---- */

static void
test_steps (void)
{
  static const char *const sizes[] = { "1@28×28", "6@28×28", "6@14×14", "16@10×10", "16@5×5", "400",
                                       "120", "84", "10" };
  g_autoptr (NnNetwork) network = make_network ("lenet");
  g_autoptr (NnNetworkFigure) figure = nn_network_view_figure (network, NULL, NULL, "en", NULL);
  g_autoptr (GError) error = NULL;
  NnNetworkStep steps[NN_NETWORK_MAX_STAGES];

  g_assert_cmpint (nn_network_view_steps (network, steps), ==, 9);
  g_assert_cmpint (figure->n, ==, 9);
  for (int i = 0; i < 9; i++)
    {
      g_assert_cmpstr (figure->stages[i].size, ==, sizes[i]);
      g_assert_cmpint (steps[i].flat, ==, i == 5);
      g_assert_null (figure->stages[i].values);
    }
  g_assert_cmpstr (figure->stages[1].shape, ==, "(28, 28, 6)");
  g_assert_cmpstr (figure->stages[2].operation, ==, "subsampling");
  g_assert_cmpstr (figure->stages[8].operation, ==, "Gaussian\nconnections");
  g_assert_null (nn_network_view_figure (network, NULL, NULL, "de", &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED);
}

static void
test_page (void)
{
  const NnTrainingSpec training = nn_training_spec_default ();
  const NnPlace place = { .update = 938, .epoch = 1 };
  g_autoptr (NnNetwork) network = nn_network_new (&training.network);
  g_autoptr (NnEngine) engine = nn_engine_new (&training.network, nn_backend_best (), 1);
  guint8 pixels[NN_IMAGE_SIZE] = { 0 };
  float image[NN_IMAGE_SIZE] = { 0 };
  g_autoptr (NnProbe) probe = nn_probe_new (pixels, 3, 7, "test:3");
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (GBytes) last = NULL;

  nn_network_init_glorot (network, 1);
  for (int i = 200; i < 500; i += 3)
    image[i] = 1;
  activations = nn_engine_activations (engine, network, image);
  for (NnFormat format = NN_FORMAT_PNG; format <= NN_FORMAT_PDF; format++)
    for (int k = 0; k < 3; k++)
      {
        const NnNetworkView view = { NN_COLORS_GREY, k == 2 ? "fr" : "en" };
        g_autoptr (GBytes) a = nn_network_view_serialize (&view, network, &training, &place,
                                                          k == 0 ? NULL : activations, probe,
                                                          format, NULL);
        g_autoptr (GBytes) b = nn_network_view_serialize (&view, network, &training, &place,
                                                          k == 0 ? NULL : activations, probe,
                                                          format, NULL);

        g_assert_true (g_bytes_equal (a, b));
        g_assert_true (last == NULL || !g_bytes_equal (a, last));
        g_clear_pointer (&last, g_bytes_unref);
        last = g_bytes_ref (a);
      }
  {
    const NnNetworkView view = { NN_COLORS_GREY, "en" };
    g_autoptr (GError) error = NULL;

    g_assert_null (nn_network_view_serialize (&view, network, NULL, NULL, NULL, NULL, NN_FORMAT_NPY,
                                              &error));
    g_assert_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-view/formulas", test_formulas);
  g_test_add_func ("/network-view/keras", test_keras);
  g_test_add_func ("/network-view/places", test_places);
  g_test_add_func ("/network-view/steps", test_steps);
  g_test_add_func ("/network-view/page", test_page);
  return g_test_run ();
}

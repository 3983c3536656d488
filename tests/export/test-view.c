/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-view.h"

#include "base/nn-error.h"
#include "nn/nn-hands.h"
#include "util/test-png.h"

#include <math.h>
#include <string.h>

/* What a view must be, written down independently of the code. */
typedef struct
{
  NnView view;
  const char *name, *layer;
  gboolean filters;
  int rows, columns, side;
} Expected;

static const Expected expected_views[] = {
  { NN_VIEW_C1_FILTERS, "c1-filters", "c1", TRUE, 1, 6, 5 },
  { NN_VIEW_C3_FILTERS, "c3-filters", "c3", TRUE, 16, 6, 5 },
  { NN_VIEW_C1_MAPS, "c1-maps", "c1", FALSE, 1, 6, 28 },
  { NN_VIEW_S2_MAPS, "s2-maps", "s2", FALSE, 1, 6, 14 },
  { NN_VIEW_C3_MAPS, "c3-maps", "c3", FALSE, 2, 8, 10 },
  { NN_VIEW_S4_MAPS, "s4-maps", "s4", FALSE, 2, 8, 5 },
};

/* One untrained network and what it makes of a made-up digit. */
typedef struct
{
  NnTrainingSpec training;
  NnPlace place;
  NnNetwork *network;
  NnActivations *activations;
  NnProbe *probe;
} Fixture;

static void
set_up (Fixture *f, gconstpointer activation)
{
  guint8 pixels[NN_IMAGE_SIZE];
  float image[NN_IMAGE_SIZE];
  g_autoptr (NnEngine) engine = NULL;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    {
      pixels[i] = (guint8) (i % 28 > 8 && i % 28 < 14 && i / 28 % 9 ? 255 - i % 7 : 0);
      image[i] = pixels[i] / 255.0f;
    }
  f->training = nn_training_spec_default ();
  f->training.network.activation = GPOINTER_TO_INT (activation);
  f->training.seed = 5;
  f->place = (NnPlace) { .epoch = 3, .update = 2814 };
  f->network = nn_network_new (&f->training.network);
  nn_network_init_glorot (f->network, 5);
  engine = nn_engine_new (&f->training.network, NN_BACKEND_REFERENCE, 1);
  f->activations = nn_engine_activations (engine, f->network, image);
  f->probe = nn_probe_new (pixels, 17, 3, "test:17");
}

static void
tear_down (Fixture *f, gconstpointer activation)
{
  nn_network_unref (f->network);
  nn_activations_unref (f->activations);
  nn_probe_unref (f->probe);
}

static GBytes *
make (Fixture *f, const NnViewSpec *spec, NnFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnFigure) figure = nn_view_figure (spec, f->network, &f->training, &f->place,
                                                f->activations, f->probe, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = nn_figure_serialize (figure, format, &error);
  g_assert_no_error (error);
  return bytes;
}

/* (transfer full): the values of a view, tile after tile */
static NnTensor *
get_values (Fixture *f, const Expected *expected)
{
  const NnLayer *layer = nn_network_find_layer (f->network, expected->layer);
  int n;

  if (expected->filters)
    return nn_network_get_tensor (f->network, layer->weight);
  return nn_tensor_ref (f->activations->layers[layer - nn_network_get_layers (f->network, &n)]);
}

static int
grey_of (double v, double m, gboolean is_signed)
{
  if (is_signed)
    return (int) CLAMP (m == 0 ? 128 : floor (127.5 * (1 + v / m) + 0.5), 0, 255);
  return (int) CLAMP (m == 0 ? 0 : floor (255 * v / m + 0.5), 0, 255);
}

static float
max_of (const float *values, int n)
{
  float m = 0;

  for (int i = 0; i < n; i++)
    m = fmaxf (m, fabsf (values[i]));
  return m;
}

static float
m_of (const Expected *e, NnScope scope, const float *values, int tile)
{
  int size = e->side * e->side;

  if (scope == NN_SCOPE_TILE)
    return max_of (values + tile * size, size);
  if (scope == NN_SCOPE_ROW)
    return max_of (values + tile / e->columns * e->columns * size, e->columns * size);
  return max_of (values, e->rows * e->columns * size);
}

/* The whole view, in every scope, pixel for pixel by the definition. */
static void
test_pixels (Fixture *f, gconstpointer activation)
{
  enum { SCALE = 3 };

  for (gsize k = 0; k < G_N_ELEMENTS (expected_views); k++)
    for (int scope = NN_SCOPE_TILE; scope <= NN_SCOPE_ALL; scope++)
      {
        const Expected *e = &expected_views[k];
        gboolean is_signed = e->filters || activation != NULL;
        g_autoptr (NnTensor) tensor = get_values (f, e);
        const float *values = nn_tensor_get_data (tensor);
        NnViewSpec spec = nn_view_spec_default ();
        g_autoptr (GBytes) png = NULL;
        g_autofree guint8 *rgb = NULL;
        int width, height, pitch = e->side * SCALE + 1;
        float m[16 * 6];
        gboolean grey;

        spec.view = e->view;
        spec.scope = scope;
        spec.scale = SCALE;
        png = make (f, &spec, NN_FORMAT_PNG);
        rgb = test_png_decode (png, &width, &height, &grey);
        g_assert_true (grey);
        g_assert_cmpint (width, ==, e->columns * pitch - 1);
        g_assert_cmpint (height, ==, e->rows * pitch - 1);
        for (int tile = 0; tile < e->rows * e->columns; tile++)
          m[tile] = m_of (e, scope, values, tile);
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            {
              int tile = y / pitch * e->columns + x / pitch, expected = 255;
              int i = y % pitch / SCALE, j = x % pitch / SCALE;

              if (i < e->side && j < e->side)
                expected = grey_of (values[(tile * e->side + i) * e->side + j],
                                    m[tile], is_signed);
              g_assert_cmpint (rgb[3 * ((gsize) y * width + x)], ==, expected);
            }
      }
}

/* A tile alone looks as it does among its neighbours, and so does its m. */
static void
test_single_tile (Fixture *f, gconstpointer activation)
{
  for (gsize k = 0; k < G_N_ELEMENTS (expected_views); k++)
    for (int scope = NN_SCOPE_TILE; scope <= NN_SCOPE_ALL; scope++)
      {
        const Expected *e = &expected_views[k];
        NnViewSpec spec = nn_view_spec_default ();
        g_autoptr (GBytes) whole = NULL;
        g_autofree guint8 *all = NULL;
        int width, height;
        gboolean grey;

        spec.view = e->view;
        spec.scope = scope;
        spec.scale = 1;
        whole = make (f, &spec, NN_FORMAT_PNG);
        all = test_png_decode (whole, &width, &height, &grey);
        for (spec.tile = 0; spec.tile < e->rows * e->columns; spec.tile += 5)
          {
            g_autoptr (GBytes) png = make (f, &spec, NN_FORMAT_PNG);
            int w, h, top = spec.tile / e->columns * (e->side + 1);
            int left = spec.tile % e->columns * (e->side + 1);
            g_autofree guint8 *one = test_png_decode (png, &w, &h, &grey);

            g_assert_cmpint (w, ==, e->side);
            g_assert_cmpint (h, ==, e->side);
            for (int y = 0; y < h; y++)
              g_assert_cmpmem (one + 3 * y * w, 3 * w, all + 3 * ((top + y) * width + left), 3 * w);
          }
      }
}

static void
test_all_moments (Fixture *f, gconstpointer activation)
{
  NnViewSpec spec = nn_view_spec_default ();
  g_autoptr (GBytes) png = NULL;
  g_autoptr (NnTensor) tensor = get_values (f, &expected_views[0]);
  g_autofree guint8 *rgb = NULL;
  int width, height;
  gboolean grey;

  spec.scope = NN_SCOPE_ALL;
  spec.scale = 1;
  spec.all_max[NN_VIEW_C1_FILTERS] = 2;
  png = make (f, &spec, NN_FORMAT_PNG);
  rgb = test_png_decode (png, &width, &height, &grey);
  for (int j = 0; j < 5; j++)
    g_assert_cmpint (rgb[3 * j], ==, grey_of (nn_tensor_get_data (tensor)[j], 2, TRUE));
}

/* Input, filters and maps under one another, each where its size says. */
static void
test_all_views (Fixture *f, gconstpointer activation)
{
  NnViewSpec spec = nn_view_spec_default ();
  const int heights[] = { 28, 5, 28, 14, 16 * 6 - 1, 21, 11 };
  g_autoptr (GBytes) png = NULL;
  g_autofree guint8 *rgb = NULL;
  int width, height, expected = 6 * 8;
  gboolean grey;

  spec.view = NN_VIEW_ALL;
  spec.scale = 1;
  png = make (f, &spec, NN_FORMAT_PNG);
  rgb = test_png_decode (png, &width, &height, &grey);
  for (gsize i = 0; i < G_N_ELEMENTS (heights); i++)
    expected += heights[i];
  g_assert_cmpint (width, ==, 6 * 29 - 1);
  g_assert_cmpint (height, ==, expected);
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      g_assert_cmpint (rgb[3 * (y * width + x)], ==, f->probe->pixels[28 * y + x]);
}

static void
test_npy (Fixture *f, gconstpointer activation)
{
  NnViewSpec spec = nn_view_spec_default ();
  const char shape[] = "'shape': (16, 6, 5, 5)";
  g_autoptr (GBytes) npy = NULL;
  g_autoptr (NnTensor) tensor = get_values (f, &expected_views[1]);

  spec.view = NN_VIEW_C3_FILTERS;
  npy = make (f, &spec, NN_FORMAT_NPY);
  g_assert_nonnull (memmem (g_bytes_get_data (npy, NULL), 128, shape, strlen (shape)));
  g_assert_cmpint (memcmp ((const char *) g_bytes_get_data (npy, NULL) + 128,
                           nn_tensor_get_data (tensor), 2400 * sizeof (float)), ==, 0);
}

static void
check_caption (Fixture *f, const NnViewSpec *spec, const char *caption)
{
  g_autoptr (GBytes) svg = make (f, spec, NN_FORMAT_SVG);
  g_autofree char *title = g_strdup_printf ("<title>%s</title>", caption);

  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), title));
}

static void
test_captions (Fixture *f, gconstpointer activation)
{
  NnViewSpec spec = nn_view_spec_default ();

  check_caption (f, &spec, "C1 filters · LeNet · seed 5 · epoch 3 · update 2814");
  spec.view = NN_VIEW_C1_MAPS;
  check_caption (f, &spec, "C1 maps · LeNet · test digit 17 · seed 5 · epoch 3 · update 2814");
  spec.language = "fr";
  check_caption (f, &spec, "Cartes C1 · LeNet · chiffre de test 17 · graine 5 · époque 3 · "
                           "mise à jour 2814");
  spec.language = "en";
  spec.view = NN_VIEW_C3_FILTERS;
  spec.tile = 6 * 4 + 1;
  check_caption (f, &spec, "C3 filter 5, S2 map 2 · LeNet · seed 5 · epoch 3 · update 2814");
  spec.view = NN_VIEW_S4_MAPS;
  spec.tile = 15;
  check_caption (f, &spec, "S4 map 16 · LeNet · test digit 17 · seed 5 · epoch 3 · update 2814");
}

static void
check_error (Fixture *f, const NnViewSpec *spec, const NnNetwork *network, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (nn_view_figure (spec, network, &f->training, &f->place, NULL, NULL, &error));
  g_assert_error (error, NN_ERROR, code);
}

/* What hands and the clip have done is said; of an untouched network nothing is. */
static void
test_hands (Fixture *f, gconstpointer activation)
{
  NnViewSpec spec = nn_view_spec_default ();
  NnHands hands = *nn_network_get_hands (f->network);
  const NnLayer *layers = nn_network_get_layers (f->network, NULL);
  const int c1 = (int) (nn_network_find_layer (f->network, "c1") - layers);
  const int c3 = (int) (nn_network_find_layer (f->network, "c3") - layers);
  g_autoptr (GBytes) plain = make (f, &spec, NN_FORMAT_SVG);
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GBytes) french = NULL;

  g_assert_null (g_strstr_len (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "muted"));
  nn_hands_set_muted (&hands, c1, 1, TRUE);
  nn_hands_set_muted (&hands, c3, 4, TRUE);
  nn_hands_set_frozen (&hands, c3, 15, TRUE);
  nn_network_set_hands (f->network, &hands);
  svg = make (f, &spec, NN_FORMAT_SVG);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg),
                                  "update 2814 · muted: C1.2 C3.5 · frozen: C3.16<"));
  spec.language = "fr";
  f->training.hyper.rms_clip = 0.01f;
  french = make (f, &spec, NN_FORMAT_SVG);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (french, NULL), g_bytes_get_size (french),
                                  " · gelé: C3.16 · écrêté: C1.1 C1.2"));
}

static void
test_errors (Fixture *f, gconstpointer activation)
{
  NnNetworkSpec rival_spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) rival = nn_network_new (&rival_spec);
  NnViewSpec spec = nn_view_spec_default ();

  for (NnView view = NN_VIEW_C1_FILTERS; view <= NN_VIEW_ALL; view++)
    {
      spec.view = view;
      if (!nn_view_is_of (view, rival))
        check_error (f, &spec, rival, NN_ERROR_UNSUPPORTED);
      if (!nn_view_is_of (view, f->network))
        check_error (f, &spec, f->network, NN_ERROR_UNSUPPORTED);
      else if (nn_view_needs_probe (view))
        check_error (f, &spec, f->network, NN_ERROR_MISSING);
    }
  spec.tile = 0;
  check_error (f, &spec, f->network, NN_ERROR_RANGE);
  spec.view = NN_VIEW_C3_FILTERS;
  spec.tile = 96;
  check_error (f, &spec, f->network, NN_ERROR_RANGE);
  spec.tile = -1;
  spec.language = "tlh";
  check_error (f, &spec, f->network, NN_ERROR_UNSUPPORTED);
}

/* Each parameter of a network is a view of its own, value for value and in file order. */
static void
check_parameters (Fixture *f, const NnNetwork *network)
{
  int n, found = 0;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (NnView view = 0; view < NN_VIEW_ALL; view++)
    {
      const char *dash = strchr (nn_view_to_string (view), '-');
      gboolean biases = g_str_equal (dash, "-biases");
      g_autofree char *name = g_strdup_printf ("%.*s.%s", (int) (dash - nn_view_to_string (view)),
                                               nn_view_to_string (view), biases ? "bias" : "weight");
      NnViewSpec spec = nn_view_spec_default ();

      if (!nn_view_is_of (view, network) || nn_view_needs_probe (view))
        continue;
      spec.view = view;
      for (int i = 0; i < n; i++)
        if (g_str_equal (parameters[i].name, name))
          {
            g_autoptr (NnTensor) values = nn_network_get_tensor (network, i);
            g_autoptr (NnFigure) figure = nn_view_figure (&spec, network, &f->training, &f->place,
                                                          NULL, NULL, NULL);
            g_autoptr (GBytes) npy = nn_figure_serialize (figure, NN_FORMAT_NPY, NULL);
            gsize size = nn_tensor_get_size (values) * sizeof (float), length;
            const char *bytes = g_bytes_get_data (npy, &length);

            g_assert_cmpmem (bytes + length - size, size, nn_tensor_get_data (values), size);
            g_assert_cmpint (nn_view_count_tiles (view, network), >=, 1);
            found++;
          }
    }
  g_assert_cmpint (found, ==, n);
}

static void
test_parameters (Fixture *f, gconstpointer activation)
{
  static const char *const architectures[] = { "mlp-784-70-84-10", "mlp-784-7-13-5-3-10" };

  check_parameters (f, f->network);
  for (gsize i = 0; i < G_N_ELEMENTS (architectures); i++)
    {
      NnNetworkSpec spec = { 0 };
      g_autoptr (NnNetwork) network = NULL;

      g_assert_true (nn_network_spec_from_string (&spec, architectures[i]));
      network = nn_network_new (&spec);
      nn_network_init_glorot (network, 3);
      check_parameters (f, network);
      g_assert_cmpint (nn_view_count_tiles (NN_VIEW_H1_WEIGHTS, network), ==, spec.hidden[0]);
      g_assert_cmpint (nn_view_count_tiles (NN_VIEW_C1_FILTERS, network), ==, 0);
    }
}

/* The weights of a unit of H1 lie as the pixels that they weigh. */
static void
test_rival (Fixture *f, gconstpointer activation)
{
  NnNetworkSpec rival_spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) rival = nn_network_new (&rival_spec);
  g_autoptr (NnTensor) weights = NULL;
  g_autoptr (NnFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  NnViewSpec spec = nn_view_spec_default ();
  const float *tile;
  int width, height;

  nn_network_init_glorot (rival, 4);
  spec.view = NN_VIEW_H1_WEIGHTS;
  spec.scale = 1;
  figure = nn_view_figure (&spec, rival, &f->training, &f->place, NULL, NULL, NULL);
  nn_figure_get_size (figure, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (width, ==, 10 * 28 + 9);
  g_assert_cmpint (height, ==, 7 * 28 + 6);
  g_clear_pointer (&figure, nn_figure_free);

  spec.tile = 69;
  figure = nn_view_figure (&spec, rival, &f->training, &f->place, NULL, NULL, NULL);
  bytes = nn_figure_serialize (figure, NN_FORMAT_NPY, NULL);
  weights = nn_network_get_tensor (rival, nn_network_find_layer (rival, "h1")->weight);
  tile = nn_tensor_get_data (weights) + 69 * 784;
  g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes)
                   - 784 * sizeof (float), 784 * sizeof (float), tile, 784 * sizeof (float));

  /* "all" is the page that the app shows: the digit, and these. */
  spec.view = NN_VIEW_ALL;
  spec.tile = -1;
  g_clear_pointer (&figure, nn_figure_free);
  figure = nn_view_figure (&spec, rival, &f->training, &f->place, NULL, f->probe, NULL);
  nn_figure_get_size (figure, NN_FORMAT_PNG, &width, &height);
  g_assert_cmpint (height, ==, 28 + 8 + 7 * 28 + 6);
}

static void
test_names (void)
{
  NnView view;

  for (gsize i = 0; i < G_N_ELEMENTS (expected_views); i++)
    {
      g_assert_cmpstr (nn_view_to_string (expected_views[i].view), ==, expected_views[i].name);
      g_assert_true (nn_view_from_string (&view, expected_views[i].name));
      g_assert_cmpint (view, ==, expected_views[i].view);
    }
  g_assert_true (nn_view_from_string (&view, "all"));
  g_assert_cmpint (view, ==, NN_VIEW_ALL);
  g_assert_false (nn_view_from_string (&view, "c5"));
}

int
main (int argc, char **argv)
{
  gconstpointer relu = GINT_TO_POINTER (NN_ACTIVATION_RELU);
  gconstpointer tanh = GINT_TO_POINTER (NN_ACTIVATION_TANH);

  g_test_init (&argc, &argv, NULL);
#define ADD(name, activation, func) g_test_add (name, Fixture, activation, set_up, func, tear_down)
  ADD ("/view/pixels/relu", relu, test_pixels);
  ADD ("/view/pixels/tanh", tanh, test_pixels);
  ADD ("/view/single-tile", relu, test_single_tile);
  ADD ("/view/all-moments", relu, test_all_moments);
  ADD ("/view/all-views", relu, test_all_views);
  ADD ("/view/npy", relu, test_npy);
  ADD ("/view/captions", relu, test_captions);
  ADD ("/view/hands", relu, test_hands);
  ADD ("/view/errors", relu, test_errors);
  ADD ("/view/parameters", relu, test_parameters);
  ADD ("/view/rival", relu, test_rival);
  g_test_add_func ("/view/names", test_names);
  return g_test_run ();
}

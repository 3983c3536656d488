/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-projection-view.h"

#include "base/nn-error.h"
#include "util/test-png.h"

#include <math.h>
#include <string.h>

/* An untrained network and a made-up digit, test digit 17 by name. */
typedef struct
{
  NnTrainingSpec training;
  NnPlace place;
  NnNetwork *network;
  NnActivations *activations;
  NnProbe *probe;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
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
  f->training.seed = 5;
  f->place = (NnPlace) { .epoch = 3, .update = 2814 };
  f->network = nn_network_new (&f->training.network);
  nn_network_init_glorot (f->network, 5);
  engine = nn_engine_new (&f->training.network, NN_BACKEND_REFERENCE, 1);
  f->activations = nn_engine_activations (engine, f->network, image);
  f->probe = nn_probe_new (pixels, 17, 3, "test:17");
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  nn_network_unref (f->network);
  nn_activations_unref (f->activations);
  nn_probe_unref (f->probe);
}

static GBytes *
make (Fixture                *f,
      const NnProjectionView *view,
      NnFormat                format,
      NnTensor              **projection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnFigure) figure = nn_projection_view_figure (view, f->network, &f->training,
                                                           &f->place, f->activations, f->probe,
                                                           projection, &error);
  GBytes *bytes;

  g_assert_no_error (error);
  bytes = nn_figure_serialize (figure, format, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Signed greys, zero in the middle, on the tile's own scale. */
static void
test_pixels (Fixture      *f,
             gconstpointer data)
{
  enum { SCALE = 3 };

  for (int gate = 0; gate < NN_N_GATES; gate++)
    {
      const NnProjectionView view = {
        .unit = nn_unit_strongest (f->network, f->activations, 3, 4), .gate = (NnGate) gate,
        .scale = SCALE,
      };
      g_autoptr (NnTensor) projection = NULL;
      g_autoptr (GBytes) png = make (f, &view, NN_FORMAT_PNG, &projection);
      g_autoptr (NnTensor) expected = nn_projection_new (f->network, f->activations, &view.unit,
                                                         view.gate);
      const float *values = nn_tensor_get_data (expected);
      const double m = nn_tensor_abs_max (expected);
      g_autofree guint8 *rgb = NULL;
      int width, height;
      gboolean grey;

      g_assert_cmpmem (nn_tensor_get_data (projection), NN_IMAGE_SIZE * sizeof (float), values,
                       NN_IMAGE_SIZE * sizeof (float));
      rgb = test_png_decode (png, &width, &height, &grey);
      g_assert_true (grey);
      g_assert_cmpint (width, ==, 28 * SCALE);
      g_assert_cmpint (height, ==, 28 * SCALE);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          g_assert_cmpint (rgb[3 * (y * width + x)], ==,
                           (int) CLAMP (floor (127.5 * (1 + values[y / SCALE * 28 + x / SCALE] / m)
                                               + 0.5), 0, 255));
    }
}

static void
assert_caption (Fixture                *f,
                const NnProjectionView *view,
                const char             *caption)
{
  g_autoptr (GBytes) svg = make (f, view, NN_FORMAT_SVG, NULL);
  g_autofree char *title = g_strdup_printf ("<title>%s</title>", caption);
  gsize size;
  const char *text = g_bytes_get_data (svg, &size);

  if (g_strstr_len (text, (gssize) size, title) == NULL)
    g_error ("expected “%s” in %.*s", title, (int) MIN (size, 400), text);
}

static NnUnit
find_active (Fixture *f,
             int      layer)
{
  for (int c = 0;; c++)
    {
      const NnUnit unit = nn_unit_strongest (f->network, f->activations, layer, c);

      if (nn_unit_get_value (f->network, f->activations, &unit) > 0)
        return unit;
    }
}

static void
test_captions (Fixture      *f,
               gconstpointer data)
{
  NnProjectionView view = { .unit = find_active (f, 3), .scale = 2 };
  g_autofree char *map = g_strdup_printf (
    "Projection (deconvnet) of C3 map %d, row %d, column %d · LeNet · test digit 17 · seed 5 · "
    "epoch 3 · update 2814", view.unit.channel + 1, view.unit.row, view.unit.column);
  g_autofree char *unit = NULL, *output = NULL;

  assert_caption (f, &view, map);
  view.unit = find_active (f, 6);
  view.gate = NN_GATE_GUIDED;
  view.language = "fr";
  unit = g_strdup_printf ("Projection (guidée) de F6 unité %d · LeNet · chiffre de test 17 · "
                          "graine 5 · époque 3 · mise à jour 2814", view.unit.channel + 1);
  assert_caption (f, &view, unit);
  view.unit = find_active (f, 7);
  view.gate = NN_GATE_GRADIENT;
  view.language = "en";
  output = g_strdup_printf ("Projection (gradient) of the output for %d · LeNet · test digit 17 · "
                            "seed 5 · epoch 3 · update 2814", view.unit.channel);
  assert_caption (f, &view, output);
}

static void
test_errors (Fixture      *f,
             gconstpointer data)
{
  NnProjectionView view = { .unit = { .layer = 7 }, .scale = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NnTensor) projection = NULL;
  NnFigure *figure;

  while (nn_unit_get_value (f->network, f->activations, &view.unit) > 0)
    view.unit.channel++;
  figure = nn_projection_view_figure (&view, f->network, &f->training, &f->place, f->activations,
                                      f->probe, &projection, &error);
  g_assert_null (figure);
  g_assert_null (projection);
  g_assert_error (error, NN_ERROR, NN_ERROR_MISSING);
  g_clear_error (&error);

  view.unit = find_active (f, 3);
  view.language = "la";
  figure = nn_projection_view_figure (&view, f->network, &f->training, &f->place, f->activations,
                                      f->probe, NULL, &error);
  g_assert_null (figure);
  g_assert_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/projection-view/pixels", Fixture, NULL, set_up, test_pixels, tear_down);
  g_test_add ("/projection-view/captions", Fixture, NULL, set_up, test_captions, tear_down);
  g_test_add ("/projection-view/errors", Fixture, NULL, set_up, test_errors, tear_down);
  return g_test_run ();
}

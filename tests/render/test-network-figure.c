/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-network-figure.h"
#include "render/nn-sheet.h"

#include <math.h>

/* A digit, six maps, sixteen maps, a vector of each length. */
static const int shapes[][3] = {
  { 1, 28, 28 }, { 6, 28, 28 }, { 16, 10, 10 }, { 784, 1, 1 }, { 120, 1, 1 }, { 10, 1, 1 },
};

#define N_STAGES ((int) G_N_ELEMENTS (shapes))

static NnNetworkFigure *
make_figure (gboolean with_values)
{
  NnNetworkFigure *figure = nn_network_figure_new ();

  for (int i = 0; i < N_STAGES; i++)
    {
      const gsize size = (gsize) shapes[i][0] * shapes[i][1] * shapes[i][2];
      float *values = g_new (float, size);
      g_autoptr (NnTensor) tensor = NULL;
      NnNetworkStage stage = {
        .channels = shapes[i][0], .height = shapes[i][1], .width = shapes[i][2],
        .name = (char *) "C1: maps", .size = (char *) "6@28×28", .shape = (char *) "(28, 28, 6)",
        .operation = (char *) (i == 0 ? NULL : i == 5 ? "Gaussian\nconnections" : "convolution"),
        .kernel = i == 1 ? 5 : 0, .stride = 1, .padding = i == 1 ? 2 : 0,
        .kind = i == 0 ? NN_TILE_INPUT : NN_TILE_ACTIVATION, .numbered = i == 5,
      };

      for (gsize k = 0; k < size; k++)
        values[k] = (float) k / (float) size;
      tensor = nn_tensor_new_take (1, &size, values);
      if (with_values)
        stage.values = tensor;
      nn_network_figure_add (figure, &stage);
    }
  return figure;
}

static NnNetworkPlace
place_in (const NnNetworkFigure *figure,
          double                 width,
          double                 height)
{
  NnNetworkPlace place;
  NnStyle style;

  nn_sheet_init_style (&style, 13, "en");
  nn_network_figure_place (figure, &style, width, height, &place);
  nn_sheet_clear_style (&style);
  return place;
}

/* All is inside, and a stage is right of the one before; in every size that can be read. */
static void
test_place (void)
{
  g_autoptr (NnNetworkFigure) figure = make_figure (FALSE);
  NnStyle style;
  double least_width, least_height;

  nn_sheet_init_style (&style, 13, "en");
  nn_network_figure_measure (figure, &style, &least_width, &least_height);
  nn_sheet_clear_style (&style);
  g_assert_cmpfloat (least_width, <, 900);
  for (int k = 0; k < 4; k++)
    {
      const double width = least_width * (1 + 0.3 * k), height = least_height * (1 + 0.4 * k);
      NnNetworkPlace place = place_in (figure, width, height);

      for (int i = 0; i < N_STAGES; i++)
        {
          double first[4], last[4];

          nn_network_place_rect (&place, i, 0, 0, 0, shapes[i][1], shapes[i][2], first);
          nn_network_place_rect (&place, i, shapes[i][0] - 1, 0, 0, shapes[i][1], shapes[i][2], last);
          g_assert_cmpfloat (first[0], >=, 0);
          g_assert_cmpfloat (first[1], >=, 3 * 1.4 * 13);
          g_assert_cmpfloat (last[0] + last[2], <=, width + 1);
          g_assert_cmpfloat (last[1] + last[3], <=, place.foot + 1);
          if (i > 0)
            {
              double before[4];

              nn_network_place_rect (&place, i - 1, shapes[i - 1][0] - 1, 0, 0, shapes[i - 1][1],
                                     shapes[i - 1][2], before);
              g_assert_cmpfloat (first[0], >, before[0] + before[2]);
            }
        }
    }
}

static void
assert_pick (const NnNetworkFigure *figure,
             const NnNetworkPlace  *place,
             double                 x,
             double                 y,
             int                    raised_stage,
             int                    raised,
             int                    stage,
             int                    unit)
{
  int found_stage, found;

  g_assert_cmpint (nn_network_figure_pick (figure, place, x, y, raised_stage, raised, &found_stage,
                                           &found), ==, stage >= 0);
  g_assert_cmpint (found_stage, ==, stage);
  g_assert_cmpint (found, ==, unit);
}

/* Every unit of a raised plane, every unit of a strip, and of each other plane what its
 * neighbours leave to be seen. */
static void
test_pick (void)
{
  g_autoptr (NnNetworkFigure) figure = make_figure (FALSE);
  NnNetworkPlace place = place_in (figure, 1240, 400);

  for (int i = 0; i < N_STAGES; i++)
    for (int c = 0; c < shapes[i][0]; c++)
      {
        double rect[4];

        for (int unit = 0; unit < shapes[i][1] * shapes[i][2]; unit++)
          {
            nn_network_place_rect (&place, i, c, unit / shapes[i][2], unit % shapes[i][2], 1, 1, rect);
            assert_pick (figure, &place, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, i, c, i,
                         c * shapes[i][1] * shapes[i][2] + unit);
          }
        nn_network_place_rect (&place, i, c, 0, 0, 1, 1, rect);
        assert_pick (figure, &place, rect[0] + 0.5, rect[1] + rect[3] / 2, -1, -1, i,
                     c * shapes[i][1] * shapes[i][2]);
      }
  assert_pick (figure, &place, 2, 395, -1, -1, -1, -1);
}

/* A raised plane changes nothing beside it. */
static void
test_raised (void)
{
  g_autoptr (NnNetworkFigure) figure = make_figure (FALSE);
  NnNetworkPlace place = place_in (figure, 1240, 400);
  double rect[4];

  nn_network_place_rect (&place, 1, 0, 27, 27, 1, 1, rect);
  assert_pick (figure, &place, rect[0] + 1, rect[1] + 1, 1, 0, 1, 783);
  for (int stage = 0, unit; stage < N_STAGES; stage++)
    {
      nn_network_place_rect (&place, stage, shapes[stage][0] - 1, 0, 0, 1, 1, rect);
      unit = (shapes[stage][0] - 1) * shapes[stage][1] * shapes[stage][2];
      if (stage != 1)
        assert_pick (figure, &place, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, 1, 0, stage, unit);
    }
}

static guint32
pixel_at (cairo_surface_t *surface,
          double           x,
          double           y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return *(const guint32 *) (gconstpointer) (data
                                             + (int) y * cairo_image_surface_get_stride (surface)
                                             + 4 * (int) x) & 0xffffff;
}

/* The cells have the greys of their values, on screen and on paper; without values none has. */
static void
test_draw (void)
{
  for (int k = 0; k < 3; k++)
    {
      g_autoptr (NnNetworkFigure) figure = make_figure (k < 2);
      NnNetworkPlace place = place_in (figure, 1240, 400);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1240, 400);
      cairo_t *cr = cairo_create (surface);
      NnStyle style;

      nn_sheet_init_style (&style, 13, "en");
      figure->on_paper = k == 1;
      cairo_set_source_rgb (cr, 0, 0, 1);
      cairo_paint (cr);
      nn_network_figure_draw (figure, &place, &style, cr);
      cairo_surface_flush (surface);
      for (int i = 0; i < N_STAGES; i++)
        {
          const int c = shapes[i][0] - 1, row = shapes[i][1] - 3, column = shapes[i][2] - 3;
          const gsize size = (gsize) shapes[i][0] * shapes[i][1] * shapes[i][2];
          const gboolean strip = shapes[i][1] == 1;
          const int unit = strip ? c : (c * shapes[i][1] + row) * shapes[i][2] + column;
          const guint8 grey = nn_tile_grey (i == 0 ? NN_TILE_INPUT : NN_TILE_ACTIVATION,
                                            (float) unit / (float) size,
                                            i == 0 ? 1 : (float) (size - 1) / (float) size);
          double rect[4];
          guint32 found;

          nn_network_place_rect (&place, i, c, strip ? 0 : row, strip ? 0 : column, 1, 1, rect);
          if (strip && rect[3] < 4)
            continue;             /* its frame covers the last unit */
          found = pixel_at (surface, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2);
          g_assert_cmphex (found, ==, k < 2 ? grey * 0x010101u : 0xffffffu);
        }
      nn_sheet_clear_style (&style);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/network-figure/place", test_place);
  g_test_add_func ("/network-figure/pick", test_pick);
  g_test_add_func ("/network-figure/raised", test_raised);
  g_test_add_func ("/network-figure/draw", test_draw);
  return g_test_run ();
}

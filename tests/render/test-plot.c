/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-plot.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

enum { WIDTH = 400, HEIGHT = 300 };

/* A page to paint on. */
typedef struct
{
  NnPlot plot;
  NnStyle style;
  cairo_surface_t *page;
  cairo_t *cr;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  nn_plot_init (&f->plot);
  nn_style_init (&f->style, FALSE, 13);
  f->page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  f->cr = cairo_create (f->page);
  cairo_set_source_rgb (f->cr, 1, 1, 1);
  cairo_paint (f->cr);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairo_destroy (f->cr);
  cairo_surface_destroy (f->page);
}

static guint32
pixel (Fixture *f, int x, int y)
{
  guint32 value;

  cairo_surface_flush (f->page);
  memcpy (&value,
          cairo_image_surface_get_data (f->page)
            + (gsize) y * cairo_image_surface_get_stride (f->page) + 4 * x,
          4);
  return value & 0xffffff;
}

static int
count_pixels (Fixture *f, guint32 color)
{
  int n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      n += pixel (f, x, y) == color;
  return n;
}

static void
check_step (double min, double max, int max_ticks, double step, int decimals)
{
  int got;

  g_assert_cmpfloat_with_epsilon (nn_plot_tick_step (min, max, max_ticks, &got), step, step * 1e-9);
  g_assert_cmpint (got, ==, decimals);
}

static void
test_ticks (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  check_step (0, 10, 11, 1, 0);
  check_step (0, 10, 6, 2, 0);
  check_step (0, 10, 5, 5, 0);
  check_step (0, 1, 11, 0.1, 1);
  check_step (0.9, 1, 6, 0.02, 2);
  check_step (0, 2300, 5, 1000, 0);
  check_step (0, 0, 5, 0.5, 1);

  for (int i = 0; i < 5000; i++)
    {
      double min = g_rand_double_range (rand, -5, 5);
      double max = min + exp (g_rand_double_range (rand, -9, 9));
      int max_ticks = g_rand_int_range (rand, 2, 15);
      double step = nn_plot_tick_step (min, max, max_ticks, NULL);
      double mantissa = step / pow (10, floor (log10 (step) + 1e-9));

      g_assert_cmpfloat ((max - min) / step, <=, max_ticks - 1 + 1e-6);
      g_assert_true (fabs (mantissa - 1) < 1e-6 || fabs (mantissa - 2) < 1e-6
                     || fabs (mantissa - 5) < 1e-6);
    }
}

static void
test_decimate (void)
{
  enum { N = 5000, COLUMNS = 37 };
  g_autofree float *x = g_new (float, N), *y = g_new (float, N);
  float low[COLUMNS], high[COLUMNS], expected_low[COLUMNS], expected_high[COLUMNS];
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (int i = 0; i < N; i++)
    {
      x[i] = i / 1000.0f;
      y[i] = i % 97 == 0 ? NAN : (float) g_rand_double_range (rand, 0, 1);
    }
  y[3000] = 50;                   /* a spike of one value must show */
  nn_plot_decimate (x, y, N, 1, 4, COLUMNS, low, high);

  for (int c = 0; c < COLUMNS; c++)
    expected_low[c] = expected_high[c] = NAN;
  for (int i = 0; i < N; i++)
    if (x[i] >= 1 && x[i] < 4 && isfinite (y[i]))
      {
        int c = (int) ((x[i] - 1.0) * (COLUMNS / 3.0));

        expected_low[c] = (float) fmin (expected_low[c], y[i]);
        expected_high[c] = (float) fmax (expected_high[c], y[i]);
      }
  for (int c = 0; c < COLUMNS; c++)
    {
      g_assert_cmpfloat (low[c], ==, expected_low[c]);
      g_assert_cmpfloat (high[c], ==, expected_high[c]);
    }

  nn_plot_decimate (x, y, N, 10, 20, COLUMNS, low, high);
  for (int c = 0; c < COLUMNS; c++)
    g_assert_true (isnan (low[c]) && isnan (high[c]));
}

/* A level line at half height: its pixels are in the middle of the axes, and only there. */
static void
test_line (Fixture *f, gconstpointer data)
{
  const float x[] = { 0, 10 }, y[] = { 0.5f, 0.5f };
  double left = -1, top = -1, bottom = -1, value;

  f->plot.x_max = 10;
  f->plot.y_max = 1;
  f->plot.series[0] = (NnSeries) { NULL, NN_LINE_BOLD, 0, x, y, 2 };
  f->plot.n_series = 1;
  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);

  for (int px = 0; px < WIDTH && left < 0; px++)
    if (nn_plot_pick (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, px, HEIGHT / 2, &value))
      left = px;
  for (int py = 0; py < HEIGHT; py++)
    if (nn_plot_pick (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, WIDTH / 2, py, &value))
      {
        top = top < 0 ? py : top;
        bottom = py;
      }
  g_assert_cmphex (pixel (f, WIDTH / 2, (int) ((top + bottom) / 2)), ==, f->style.series[0]);
  for (int py = 0; py < HEIGHT; py++)
    if (fabs (py - (top + bottom) / 2) > 4)
      g_assert_cmphex (pixel (f, WIDTH / 2, py), !=, f->style.series[0]);
  g_assert_true (nn_plot_pick (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, left, HEIGHT / 2,
                               &value));
  g_assert_cmpfloat_with_epsilon (value, 0, 0.05);
  g_assert_false (nn_plot_pick (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, left - 2, HEIGHT / 2,
                                &value));
}

/* Long data are drawn by columns: the curve reaches as high as its one spike. */
static void
test_long_curve (Fixture *f, gconstpointer data)
{
  enum { N = 100000 };
  g_autofree float *x = g_new (float, N), *y = g_new (float, N);
  int with, without;

  for (int i = 0; i < N; i++)
    {
      x[i] = i;
      y[i] = 0.1f;
    }
  f->plot.x_max = N;
  f->plot.y_max = 1;
  f->plot.series[0] = (NnSeries) { NULL, NN_LINE_BOLD, 1, x, y, N };
  f->plot.n_series = 1;
  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
  without = count_pixels (f, f->style.series[1]);

  y[N / 2] = 0.9f;
  cairo_set_source_rgb (f->cr, 1, 1, 1);
  cairo_paint (f->cr);
  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
  with = count_pixels (f, f->style.series[1]);
  g_assert_cmpint (without, >, 300);
  g_assert_cmpint (with, >, without + 120);
}

static cairo_status_t
count_cb (void *closure, const unsigned char *data, unsigned int length)
{
  *(gsize *) closure += length;
  return CAIRO_STATUS_SUCCESS;
}

/* At most a point or two a column, however long the run: counted in what is drawn as text. */
static void
test_cost (Fixture *f, gconstpointer data)
{
  enum { N = 100000 };
  g_autofree float *x = g_new (float, N), *y = g_new (float, N);
  cairo_surface_t *svg;
  gsize length = 0;
  cairo_t *cr;

  for (int i = 0; i < N; i++)
    {
      x[i] = i;
      y[i] = (i * 7919 % 1000) / 1000.0f;
    }
  f->plot.series[0] = (NnSeries) { NULL, NN_LINE_THIN, 0, x, y, N };
  f->plot.n_series = 1;
  svg = cairo_svg_surface_create_for_stream (count_cb, &length, WIDTH, HEIGHT);
  cr = cairo_create (svg);
  nn_plot_draw (&f->plot, &f->style, cr, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_destroy (svg);
  g_assert_cmpuint (length, <, 2 * WIDTH * 30 + 30000);
}

static void
test_gaps_and_extremes (Fixture *f, gconstpointer data)
{
  const float x[] = { 0, 1, 2, 3, 4, 5, 6 }, y[] = { NAN, 1e30f, INFINITY, -1e30f, 0, NAN, 1 };

  for (int log_y = 0; log_y < 2; log_y++)
    for (gsize n = 0; n <= 7; n++)
      {
        nn_plot_init (&f->plot);
        f->plot.log_y = log_y;
        f->plot.empty = "nothing";
        f->plot.series[0] = (NnSeries) { "loss", NN_LINE_POINTS, 0, x, y, n };
        f->plot.n_series = 1;
        nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
        nn_plot_draw_cursor (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, 2);
        nn_plot_draw (&f->plot, &f->style, f->cr, 3, 2);
        g_assert_cmpint (cairo_status (f->cr), ==, CAIRO_STATUS_SUCCESS);
      }
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  int bare;

  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
  bare = count_pixels (f, 0xffffff);
  f->plot.empty = "Press Space";
  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
  g_assert_cmpint (count_pixels (f, 0xffffff), <, bare);
}

static void
test_read_out (Fixture *f, gconstpointer data)
{
  const float x[] = { 0.5f, 1, 1.5f, 2 }, y[] = { 2, 0.25f, NAN, 0.0431f };
  const float ex[] = { 1, 2 }, ey[] = { 0.5f, 0.125f };
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  f->plot.x_label = "epoch";
  f->plot.series[0] = (NnSeries) { "loss", NN_LINE_BOLD, 0, x, y, 4 };
  f->plot.series[1] = (NnSeries) { "test", NN_LINE_POINTS, 1, ex, ey, 2 };
  f->plot.series[2] = (NnSeries) { NULL, NN_LINE_THIN, 1, ex, ey, 2 };
  f->plot.n_series = 3;
  first = nn_plot_read_out (&f->plot, &f->style, 1.1);
  g_assert_cmpstr (first, ==, "epoch 1: loss 0.250, test 0.500");
  second = nn_plot_read_out (&f->plot, &f->style, 99);
  g_assert_cmpstr (second, ==, "epoch 2: loss 0.0431, test 0.125");
  f->plot.percent = TRUE;
  third = nn_plot_read_out (&f->plot, &f->style, 0.5);
  g_assert_cmpstr (third, ==, "epoch 0.50: loss 200.00 %, test 50.00 %");
}

/* A line of points is told from a bold one of its colour by a dot in the legend, too. */
static void
test_legend (Fixture *f, gconstpointer data)
{
  const NnLineLook looks[] = { NN_LINE_BOLD, NN_LINE_POINTS };
  int inked[2];

  for (gsize i = 0; i < 2; i++)
    {
      cairo_set_source_rgb (f->cr, 1, 1, 1);
      cairo_paint (f->cr);
      f->plot.series[0] = (NnSeries) { "epochs", looks[i], 0, NULL, NULL, 0 };
      f->plot.n_series = 1;
      nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
      inked[i] = count_pixels (f, f->style.series[0]);
    }
  g_assert_cmpint (inked[0], >, 0);
  g_assert_cmpint (inked[1], >, inked[0]);
}

/* The cross-hair's dot has the series' colour, at the value. */
static void
test_cursor (Fixture *f, gconstpointer data)
{
  const float x[] = { 0, 5, 10 }, y[] = { 0, 1, 0 };
  int before;

  f->plot.series[0] = (NnSeries) { "loss", NN_LINE_BOLD, 0, x, y, 3 };
  f->plot.n_series = 1;
  nn_plot_draw (&f->plot, &f->style, f->cr, WIDTH, HEIGHT);
  before = count_pixels (f, f->style.series[0]);
  nn_plot_draw_cursor (&f->plot, &f->style, f->cr, WIDTH, HEIGHT, 5.2);
  g_assert_cmpint (count_pixels (f, f->style.series[0]), >, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/ticks", test_ticks);
  g_test_add_func ("/plot/decimate", test_decimate);
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/plot/legend", test_legend);
  ADD ("/plot/line", test_line);
  ADD ("/plot/long-curve", test_long_curve);
  ADD ("/plot/cost", test_cost);
  ADD ("/plot/gaps-and-extremes", test_gaps_and_extremes);
  ADD ("/plot/empty", test_empty);
  ADD ("/plot/read-out", test_read_out);
  ADD ("/plot/cursor", test_cursor);
  return g_test_run ();
}

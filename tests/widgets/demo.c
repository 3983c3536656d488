/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Shows every widget with made-up numbers, for the eye: widgets-demo [WIDGET] [dark]
 * [projector] [FILE.css]. */
#include <adwaita.h>
#include <math.h>

#include "widgets/imagette-confusion.h"
#include "widgets/imagette-digit-pad.h"
#include "widgets/imagette-filter-grid.h"
#include "widgets/imagette-image-grid.h"
#include "widgets/imagette-output-bars.h"
#include "widgets/imagette-plot.h"
#include "widgets/imagette-strip.h"
#include "widgets/imagette-tile-detail.h"
#include "widgets/imagette-timeline.h"

static NnTensor *
made_up (int rank, const gsize *shape, gboolean positive, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gsize n = 1;
  float *data;

  for (int i = 0; i < rank; i++)
    n *= shape[i];
  data = g_new (float, n);
  for (gsize i = 0; i < n; i++)
    {
      double v = g_rand_double_range (rand, -0.5, 0.5) + 0.3 * sin ((double) i / 9);

      data[i] = (float) (positive ? MAX (v * 2, 0) : v);
    }
  return nn_tensor_new_take (rank, shape, data);
}

static void
made_up_digit (guint8 *pixels, int seed)
{
  for (int y = 0; y < 28; y++)
    for (int x = 0; x < 28; x++)
      {
        double d = fabs (hypot (x - 14, (y - 14) * (0.7 + seed % 3 * 0.15)) - 7);

        pixels[y * 28 + x] = d < 3 && (x > 10 || seed % 2) ? (guint8) (255 - 80 * d) : 0;
      }
}

static GtkWidget *
demo_layers (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *input = imagette_tile_new ();
  GtkWidget *filters = imagette_filter_grid_new (), *maps = imagette_filter_grid_new ();
  g_autoptr (NnTensor) f1 = made_up (4, (gsize[]) { 6, 1, 5, 5 }, FALSE, 1);
  g_autoptr (NnTensor) m1 = made_up (3, (gsize[]) { 6, 28, 28 }, TRUE, 2);
  g_autoptr (NnTensor) f3 = made_up (4, (gsize[]) { 16, 6, 5, 5 }, FALSE, 3);
  g_autoptr (NnTensor) m3 = made_up (3, (gsize[]) { 16, 10, 10 }, TRUE, 4);
  guint8 digit[784];

  made_up_digit (digit, 4);
  imagette_tile_set_bytes (IMAGETTE_TILE (input), digit, 28, 28);
  imagette_tile_set_scale (IMAGETTE_TILE (input), 6);
  imagette_tile_set_margin (IMAGETTE_TILE (input), 2);
  imagette_tile_set_overlay (IMAGETTE_TILE (input), -2, 4, 14, 14);
  gtk_widget_set_valign (input, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), input);

  g_object_set (filters, "captions", IMAGETTE_CAPTIONS_TILE, "show-max", TRUE, "spread", TRUE,
                "scale", 13, "scope", NN_SCOPE_TILE, NULL);
  imagette_filter_grid_set_tensor (IMAGETTE_FILTER_GRID (filters), f1);
  imagette_filter_grid_set_badge (IMAGETTE_FILTER_GRID (filters), 1, 0, "clipped");
  gtk_box_append (GTK_BOX (box), filters);
  g_object_set (maps, "captions", IMAGETTE_CAPTIONS_TILE, "show-max", TRUE, "spread", TRUE,
                "scale", 3, "kind", NN_TILE_ACTIVATION, NULL);
  imagette_filter_grid_set_tensor (IMAGETTE_FILTER_GRID (maps), m1);
  imagette_filter_grid_set_selected (IMAGETTE_FILTER_GRID (maps), 2, 0);
  gtk_box_append (GTK_BOX (box), maps);
  for (int half = 0; half < 2; half++)
    {
      GtkWidget *bank = imagette_filter_grid_new (), *out = imagette_filter_grid_new ();

      g_object_set (bank, "captions", IMAGETTE_CAPTIONS_ROW, "spread", TRUE, "scale", 5, "colors",
                    half, NULL);
      imagette_filter_grid_set_layout (IMAGETTE_FILTER_GRID (bank), 16, 6, 5, 5);
      imagette_filter_grid_set_range (IMAGETTE_FILTER_GRID (bank), half * 8, 8);
      imagette_filter_grid_set_tensor (IMAGETTE_FILTER_GRID (bank), f3);
      gtk_box_append (GTK_BOX (box), bank);
      g_object_set (out, "spread", TRUE, "scale", 5, "kind", NN_TILE_ACTIVATION, "colors", half,
                    NULL);
      imagette_filter_grid_set_layout (IMAGETTE_FILTER_GRID (out), 16, 1, 10, 10);
      imagette_filter_grid_set_range (IMAGETTE_FILTER_GRID (out), half * 8, 8);
      if (half == 0)
        imagette_filter_grid_set_tensor (IMAGETTE_FILTER_GRID (out), m3);
      gtk_box_append (GTK_BOX (box), out);
    }
  return box;
}

static GtkWidget *
demo_output (void)
{
  static const float right[10] = { 0, 0.01f, 0, 0, 0.96f, 0, 0, 0, 0, 0.03f };
  static const float wrong[10] = { 0.02f, 0.01f, 0, 0, 0.3f, 0, 0.02f, 0, 0, 0.65f };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 36);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *c5 = imagette_strip_new (), *f6 = imagette_strip_new ();
  GtkWidget *a = imagette_output_bars_new (), *b = imagette_output_bars_new ();
  g_autoptr (NnTensor) t5 = made_up (1, (gsize[]) { 120 }, TRUE, 5);

  imagette_strip_set_tensor (IMAGETTE_STRIP (c5), t5, NN_TILE_ACTIVATION, NN_COLORS_GREY, 0);
  imagette_strip_set_length (IMAGETTE_STRIP (f6), 84);
  g_object_set (c5, "scale", 12, NULL);
  g_object_set (f6, "scale", 12, NULL);
  gtk_box_append (GTK_BOX (side), c5);
  gtk_box_append (GTK_BOX (side), f6);
  gtk_box_append (GTK_BOX (box), side);
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (a), right, 4);
  imagette_output_bars_set_values (IMAGETTE_OUTPUT_BARS (b), wrong, 4);
  gtk_widget_set_hexpand (a, TRUE);
  gtk_widget_set_hexpand (b, TRUE);
  gtk_widget_set_valign (a, GTK_ALIGN_START);
  gtk_widget_set_valign (b, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), a);
  gtk_box_append (GTK_BOX (box), b);
  return box;
}

static GtkWidget *
make_gallery (void)
{
  GtkWidget *gallery = imagette_image_grid_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *given = g_strdup_printf ("given %d", i % 10);
      g_autofree char *read = g_strdup_printf ("read as %d", (i + 3) % 10);
      guint8 pixels[784];

      made_up_digit (pixels, i);
      g_ptr_array_add (items, imagette_image_item_new (pixels, 28, 28, given, read, given,
                                                       i % 3 < 2, 100 + (guint) i));
    }
  imagette_image_grid_set_items (IMAGETTE_IMAGE_GRID (gallery), items);
  gtk_widget_set_vexpand (gallery, TRUE);
  return gallery;
}

static GtkWidget *
demo_train (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *plot = imagette_plot_new (), *second = imagette_plot_new ();
  GtkWidget *confusion = imagette_confusion_new ();
  float x[4000], y[4000], smooth[4000];
  guint counts[10][10] = { 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 4000; i++)
    {
      x[i] = (float) i / 938;
      smooth[i] = (float) (2.3 * exp (-i / 200.0) + 0.05);
      y[i] = smooth[i] * (float) g_rand_double_range (rand, 0.5, 1.5);
    }
  g_object_set (plot, "heading", "Loss", "x-label", "epoch", NULL);
  imagette_plot_add_series (IMAGETTE_PLOT (plot), "each batch", NN_LINE_THIN, 0);
  imagette_plot_add_series (IMAGETTE_PLOT (plot), "smoothed", NN_LINE_BOLD, 0);
  imagette_plot_set_points (IMAGETTE_PLOT (plot), 0, x, y, 4000);
  imagette_plot_set_points (IMAGETTE_PLOT (plot), 1, x, smooth, 4000);
  imagette_plot_set_x_range (IMAGETTE_PLOT (plot), 0, 10);
  imagette_plot_set_cursor (IMAGETTE_PLOT (plot), 1.5);
  g_object_set (second, "heading", "Accuracy", "percent", TRUE, "x-label", "epoch", "empty-text",
                "Press Space to train", NULL);
  gtk_widget_set_vexpand (plot, TRUE);
  gtk_widget_set_hexpand (plot, TRUE);
  gtk_widget_set_vexpand (second, TRUE);
  gtk_box_append (GTK_BOX (left), plot);
  gtk_box_append (GTK_BOX (left), second);
  for (int i = 0; i < 100; i++)
    {
      int few = g_rand_int_range (rand, -9, 9);

      counts[i / 10][i % 10] = (guint) (i % 11 == 0 ? 900 + i : MAX (few, 0));
    }
  imagette_confusion_set_counts (IMAGETTE_CONFUSION (confusion), &counts[0][0]);
  imagette_confusion_set_selected (IMAGETTE_CONFUSION (confusion), 4, 9);
  gtk_box_append (GTK_BOX (right), confusion);
  gtk_box_append (GTK_BOX (right), make_gallery ());
  gtk_box_append (GTK_BOX (box), left);
  gtk_box_append (GTK_BOX (box), right);
  return box;
}

static GtkWidget *
demo_timeline (void)
{
  static const ImagetteMark marks[] = { { 0, 0 }, { 1, 0 }, { 3, 0 }, { 10, 0 }, { 30, 0 },
                                        { 100, 0 }, { 300, 0 }, { 938, 1 }, { 1876, 2 },
                                        { 2814, 3 } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  for (int i = 0; i < 4; i++)
    {
      GtkWidget *timeline = imagette_timeline_new ();

      imagette_timeline_set_progress (IMAGETTE_TIMELINE (timeline), i == 0 ? 0 : 3300,
                                      i == 0 ? 938 : 3752, 938);
      if (i > 0)
        imagette_timeline_set_marks (IMAGETTE_TIMELINE (timeline), marks, G_N_ELEMENTS (marks));
      if (i == 2)
        imagette_timeline_set_selected (IMAGETTE_TIMELINE (timeline), 4);
      if (i == 3)
        imagette_timeline_set_target (IMAGETTE_TIMELINE (timeline), 40);
      gtk_box_append (GTK_BOX (box), timeline);
    }
  return box;
}

static GtkWidget *
demo_pad (void)
{
  GtkWidget *pad = imagette_digit_pad_new ();

  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 16, 4, 1, TRUE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 10, 15, 1, FALSE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 22, 15, 0.6, FALSE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 19, 8, 1, TRUE);
  imagette_digit_pad_stroke (IMAGETTE_DIGIT_PAD (pad), 18, 24, 0.3, FALSE);
  gtk_widget_set_halign (pad, GTK_ALIGN_START);
  return pad;
}

static GtkWidget *
demo_detail (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *detail = imagette_tile_detail_new ();
      GtkWidget *tile = imagette_tile_new ();
      gsize shape[] = { i == 0 ? 5 : 10, i == 0 ? 5 : 10 };
      g_autoptr (NnTensor) tensor = made_up (2, shape, i == 1, 8);

      imagette_tile_set_title (IMAGETTE_TILE (tile),
                               i == 0 ? "C1 filter 3 of 6" : "C3 map 6 of 16");
      imagette_tile_set_values (IMAGETTE_TILE (tile), nn_tensor_get_data (tensor), (int) shape[0],
                                (int) shape[1], i == 0 ? NN_TILE_SIGNED : NN_TILE_ACTIVATION,
                                NN_COLORS_GREY, nn_tensor_abs_max (tensor));
      imagette_tile_detail_set_source (IMAGETTE_TILE_DETAIL (detail), IMAGETTE_TILE (tile));
      g_object_set_data_full (G_OBJECT (detail), "tile", g_object_ref_sink (tile), g_object_unref);
      gtk_widget_set_hexpand (detail, TRUE);
      gtk_box_append (GTK_BOX (box), detail);
    }
  return box;
}

static const struct
{
  const char *name;
  GtkWidget *(*make) (void);
} demos[] = {
  { "layers", demo_layers }, { "output", demo_output }, { "train", demo_train },
  { "timeline", demo_timeline }, { "pad", demo_pad }, { "detail", demo_detail },
};

int
main (int argc, char **argv)
{
  GtkWidget *window, *box;
  gboolean done = FALSE;

  adw_init ();
  window = adw_window_new ();
  box = gtk_stack_new ();
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GtkCssProvider) css = NULL;

      if (g_str_equal (argv[i], "dark"))
        adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                            ADW_COLOR_SCHEME_FORCE_DARK);
      if (g_str_equal (argv[i], "projector"))
        gtk_widget_add_css_class (window, "projector");
      if (!g_str_has_suffix (argv[i], ".css"))
        continue;
      css = gtk_css_provider_new ();
      gtk_css_provider_load_from_path (css, argv[i]);
      gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                                  GTK_STYLE_PROVIDER (css), 600);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (demos); i++)
    if (argc < 2 || g_str_equal (argv[1], demos[i].name))
      gtk_stack_add_titled (GTK_STACK (box), demos[i].make (), demos[i].name, demos[i].name);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_add_css_class (window, "imagette");
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (exit), NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "app/imagette-export-dialog.h"
#include "command-line.h"
#include "pages/features/imagette-features-page.h"
#include "pages/features/imagette-figure2-view.h"
#include "pages/features/imagette-maxima-controls.h"
#include "pages/features/imagette-maxima-view.h"
#include "session/nn-model-file.h"
#include "widgets/imagette-filter-grid.h"

#include <glib/gstdio.h>
#include <string.h>

/* The export dialog: what it begins with, and that it writes what the command line does. */

#define BATCHES 10                /* an epoch of 640 images */

static ImagetteExportDialog *
open_dialog (AppTest *test)
{
  ImagetteExportDialog *dialog;

  app_test_activate (test, "win.export");
  dialog = IMAGETTE_EXPORT_DIALOG (app_test_wait_window (test, IMAGETTE_TYPE_EXPORT_DIALOG));
  imagette_export_dialog_set_folder (dialog, test->folder);
  return dialog;
}

static const char *
get_what (ImagetteExportDialog *dialog)
{
  return imagette_export_options_get_what (imagette_export_dialog_get_options (dialog));
}

static void
close_dialog (AppTest              *test,
              ImagetteExportDialog *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_wait (test, dialog == NULL);
}

/* Presses the button and gives what is written; path: of the first file. (transfer full) */
static GBytes *
write_out (AppTest              *test,
           ImagetteExportDialog *dialog,
           char                **path)
{
  g_autofree char *name = NULL;
  char *data;
  gsize length;

  app_test_wait (test, imagette_export_dialog_is_ready (dialog));
  name = imagette_export_dialog_get_path (dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (app_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"), "clicked");
  app_test_wait (test, dialog == NULL);
  g_assert_true (g_file_get_contents (name, &data, &length, NULL));
  if (path != NULL)
    *path = g_steal_pointer (&name);
  return g_bytes_new_take (data, length);
}

static void
assert_bytes (GBytes *a,
              GBytes *b)
{
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL),
                   g_bytes_get_size (b));
}

/* An epoch, and it as files for the command line. */
static void
train (AppTest *test)
{
  g_autofree char *model = g_build_filename (test->folder, "model.safetensors", NULL);
  g_autofree char *run = g_build_filename (test->folder, "run.safetensors", NULL);
  NnFrame *frame;

  command_line_write_data (test);
  app_test_activate (test, "win.epoch");
  app_test_wait (test, get_update (test->session) == BATCHES);
  wait_for_rest (test->session);
  app_test_wait (test, nn_session_get_frame (test->session)->place.update == BATCHES);
  frame = nn_session_get_frame (test->session);
  g_assert_true (nn_model_save (frame->network, &frame->spec, &frame->place, model, NULL));
  g_assert_true (nn_run_save (nn_session_get_moments (test->session),
                              nn_session_get_epochs (test->session), run, NULL));
}

/* Writes it by the dialog, as it opens on that sub-view, and by a verb. */
static void
check (AppTest    *test,
       const char *view,
       const char *format,
       const char *verb,
       const char *option,        /* of the verb, with its value; or NULL */
       const char *value)
{
  ImagetteFeaturesPage *page
    = IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features"));
  g_autofree char *name = g_strdup_printf ("cli-%s.%s", view, format);
  g_autofree char *file = g_build_filename (
    test->folder, g_str_equal (verb, "evolution") ? "run.safetensors" : "model.safetensors", NULL);
  const char *words[] = { verb, file, option, value, NULL };
  g_autoptr (GBytes) expected = command_line_run (test, name, words);
  g_autoptr (GBytes) bytes = NULL;
  ImagetteExportDialog *dialog;

  imagette_window_show_page (test->window, "features");
  g_object_set (page, "view", view, NULL);
  dialog = open_dialog (test);
  g_assert_cmpstr (get_what (dialog), ==, view);
  imagette_export_dialog_choose (dialog, view, format);
  bytes = write_out (test, dialog, NULL);
  assert_bytes (bytes, expected);
}

static void
test_as_the_command_line (AppTest      *test,
                          gconstpointer data)
{
  static const char *const formats[] = { "png", "svg", "pdf" };
  g_autofree char *probe = NULL;
  NnStudySpec study = *nn_session_get_study_spec (test->session);

  train (test);
  probe = g_strdup_printf ("test:%d", nn_session_get_probe (test->session)->index);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      check (test, "figure2", formats[i], "features", NULL, NULL);
      check (test, "occlusion", formats[i], "occlusion", "--probe", probe);
    }
  check (test, "evolution", "png", "evolution", "--layer", "c3");
  check (test, "invariance", "pdf", "invariance", "--probe", probe);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    check (test, "map", formats[i], "map", NULL, NULL);
  study.map_layer = NN_MAP_S4;
  nn_session_set_study_spec (test->session, &study);
  check (test, "map", "png", "map", "--layer", "s4");
}

/* The layer that is shown is the one that is written, and a dense one is computed for it. */
static void
test_the_layer_shown (AppTest      *test,
                      gconstpointer data)
{
  ImagetteFeaturesPage *page
    = IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features"));

  train (test);
  imagette_figure2_view_set_layer (
    IMAGETTE_FIGURE2_VIEW (imagette_features_page_get_view (page, "figure2")), NN_FEATURE_OUTPUT);
  check (test, "figure2", "png", "features", "--layer", "output");
  imagette_figure2_view_set_layer (
    IMAGETTE_FIGURE2_VIEW (imagette_features_page_get_view (page, "figure2")), NN_FEATURE_C1);
  check (test, "figure2", "png", "features", "--layer", "c1");
}

static void
test_film (AppTest      *test,
           gconstpointer data)
{
  const int n = (train (test), (int) nn_session_get_moments (test->session)->len);
  g_autofree char *file = g_build_filename (test->folder, "run.safetensors", NULL);
  const char *film[] = { "evolution", file, "--film", NULL };
  const char *numbered[] = { "evolution", file, "--numbered", NULL };
  g_autofree char *path = NULL;
  g_autofree char *stem = NULL;
  ImagetteExportDialog *dialog = open_dialog (test);

  {
    g_autoptr (GBytes) expected = command_line_run (test, "cli.gif", film);
    g_autoptr (GBytes) bytes = NULL;

    imagette_export_dialog_choose (dialog, "film", NULL);
    bytes = write_out (test, dialog, &path);
    g_assert_true (g_str_has_suffix (path, "-film.gif"));
    g_clear_pointer (&path, g_free);
    assert_bytes (bytes, expected);
  }

  /* A file a moment, all of them as the command line has them. */
  command_line_write (test, "cli.png", numbered);
  dialog = open_dialog (test);
  imagette_export_dialog_choose (dialog, "numbered", NULL);
  g_bytes_unref (write_out (test, dialog, &path));
  stem = g_path_get_basename (path);
  g_assert_true (g_str_has_suffix (stem, "-evolution-01.png"));
  stem[strlen (stem) - strlen ("01.png")] = '\0';
  g_assert_cmpint (n, ==, 4);
  for (int i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%02d.png", stem, i);
      g_autofree char *cli_name = g_strdup_printf ("cli-%02d.png", i);
      g_autoptr (GBytes) bytes = command_line_read (test, name);
      g_autoptr (GBytes) expected = command_line_read (test, cli_name);

      assert_bytes (bytes, expected);
    }
}

/* What a dialog that just opened writes, in every format, is what the verb writes. */
static void
check_formats (AppTest           *test,
               const char        *what,
               const char *const *words)
{
  static const char *const formats[] = { "png", "svg", "pdf", "npy" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("cli-%s.%s", what, formats[i]);
      g_autoptr (GBytes) expected = command_line_run (test, name, words);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *path = NULL;
      ImagetteExportDialog *dialog = open_dialog (test);

      g_assert_cmpstr (get_what (dialog), ==, what);
      imagette_export_dialog_choose (dialog, what, formats[i]);
      bytes = write_out (test, dialog, &path);
      assert_bytes (bytes, expected);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_ideal_images (AppTest      *test,
                   gconstpointer data)
{
  ImagetteFeaturesPage *page
    = IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features"));
  g_autofree char *file = g_build_filename (test->folder, "model.safetensors", NULL);
  const char *output[] = { "maximise", file, "--steps", "3", "--seed", "7", NULL };
  const char *c1[] = { "maximise", file, "--steps", "3", "--seed", "7", "--layer", "c1", NULL };
  NnStudySpec study = *nn_session_get_study_spec (test->session);

  train (test);
  study.maximiser.steps = 3;
  study.maximiser.seed = 7;
  nn_session_set_study_spec (test->session, &study);
  imagette_window_show_page (test->window, "features");
  g_object_set (page, "view", "maxima", NULL);
  check_formats (test, "maxima", output);
  /* Those that the session has made already are not made again, and are the same. */
  app_test_wait (test, nn_session_get_maxima (test->session) != NULL);
  check_formats (test, "maxima", output);
  imagette_maxima_controls_set_spec (IMAGETTE_MAXIMA_CONTROLS (imagette_maxima_view_get_controls (
                                       imagette_features_page_get_view (page, "maxima"))),
                                     (study.maxima_layer = NN_FEATURE_C1, &study));
  check_formats (test, "maxima", c1);
}

/* The large view's unit and digit, through each of the gates. */
static void
test_projection (AppTest      *test,
                 gconstpointer data)
{
  ImagetteFeaturesPage *page
    = IMAGETTE_FEATURES_PAGE (imagette_window_get_page (test->window, "features"));
  ImagetteFigure2View *view
    = IMAGETTE_FIGURE2_VIEW (imagette_features_page_get_view (page, "figure2"));
  g_autofree char *file = g_build_filename (test->folder, "model.safetensors", NULL);
  const NnStrongest *strongest;
  ImagettePatchBlock *block;
  ImagetteExportDialog *dialog;
  int map = 0;

  train (test);
  imagette_window_show_page (test->window, "features");
  dialog = open_dialog (test);
  imagette_export_dialog_choose (dialog, "projection", NULL);
  g_assert_cmpstr (get_what (dialog), ==, "figure2");     /* none is open */
  close_dialog (test, dialog);

  app_test_wait (test, nn_session_get_features (test->session) != NULL
                         && nn_session_get_features (test->session)->place.update == BATCHES);
  strongest = nn_session_get_features (test->session)->strongest[NN_FEATURE_C3];
  while (strongest->maps[map].n < 3)
    map++;
  block = imagette_figure2_view_get_block (view, map);
  app_test_wait (test, imagette_patch_block_get_filled (block) == strongest->maps[map].n);
  g_signal_emit_by_name (block, "cell-activated", 2);
  {
    const NnPatch *patch = &strongest->maps[map].patches[2];
    g_autofree char *number = g_strdup_printf ("%d", map + 1);
    g_autofree char *row = g_strdup_printf ("%d", patch->row);
    g_autofree char *column = g_strdup_printf ("%d", patch->column);
    g_autofree char *probe = g_strdup_printf ("test:%u", patch->image);
    const char *words[] = { "project", file, "--layer", "c3", "--map", number, "--row", row,
                            "--column", column, "--probe", probe, NULL };
    const char *guided[] = { "project", file, "--layer", "c3", "--map", number, "--row", row,
                             "--column", column, "--probe", probe, "--mode", "guided", NULL };
    g_autoptr (GBytes) expected = command_line_run (test, "guided.svg", guided);
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *path = NULL;

    check_formats (test, "projection", words);
    dialog = open_dialog (test);
    imagette_export_options_set_gate (imagette_export_dialog_get_options (dialog), NN_GATE_GUIDED);
    imagette_export_dialog_choose (dialog, "projection", "svg");
    bytes = write_out (test, dialog, &path);
    assert_bytes (bytes, expected);
    g_assert_true (g_str_has_suffix (path, "-guided.svg"));
  }
}

/* ---- names ---- */

static void
test_a_typed_name_stays (AppTest      *test,
                         gconstpointer data)
{
  ImagetteExportDialog *dialog = open_dialog (test);
  GtkWidget *entry = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL);
  g_autofree char *path = NULL;

  imagette_export_dialog_choose (dialog, "c1-filters", "png");
  gtk_editable_set_text (GTK_EDITABLE (entry), "handout.png");
  imagette_export_dialog_choose (dialog, "c1-filters", "svg");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "handout.svg");
  imagette_export_dialog_choose (dialog, "weights", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "handout.safetensors");

  /* A name without an extension gets one, and no name is no file. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "model.1");
  path = imagette_export_dialog_get_path (dialog);
  g_assert_true (g_str_has_suffix (path, "/model.1.safetensors"));
  g_assert_true (imagette_export_dialog_is_ready (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_false (imagette_export_dialog_is_ready (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "a/b");
  g_assert_false (imagette_export_dialog_is_ready (dialog));

  /* Taken away, it is suggested again. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  imagette_export_dialog_choose (dialog, "c3-filters", "pdf");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==,
                   "lenet-seed1-epoch0-c3-filters.pdf");
  close_dialog (test, dialog);
}

/* ---- what it begins with ---- */

static void
test_the_tile_in_focus (AppTest      *test,
                        gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (imagette_window_get_page (test->window, "layers"));
  ImagetteExportDialog *dialog;
  ImagetteFilterGrid *grid;
  g_autofree char *path = NULL;

  imagette_window_show_page (test->window, "train");
  dialog = open_dialog (test);
  g_assert_cmpstr (get_what (dialog), ==, "curves");
  close_dialog (test, dialog);

  imagette_window_show_page (test->window, "layers");
  app_test_wait (test, gtk_widget_get_mapped (page));
  gtk_window_set_focus (GTK_WINDOW (test->window), NULL);
  dialog = open_dialog (test);
  g_assert_cmpstr (get_what (dialog), ==, "all");
  close_dialog (test, dialog);

  grid = IMAGETTE_FILTER_GRID (app_test_find (page, IMAGETTE_TYPE_FILTER_GRID, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (imagette_filter_grid_get_tile (grid, 3, 0)));
  dialog = open_dialog (test);
  g_assert_cmpstr (get_what (dialog), ==, "c1-filters");
  path = imagette_export_dialog_get_path (dialog);
  g_assert_true (g_str_has_suffix (path, "-c1-filters-4.png"));
  close_dialog (test, dialog);
}

/* Every tensor as an npy of its own, and what the rival has. */
static void
test_tensors (AppTest      *test,
              gconstpointer data)
{
  ImagetteExportDialog *dialog = open_dialog (test);
  NnTrainingSpec spec = test->spec;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NnTensor) tensor = nn_network_get_tensor (nn_session_get_frame (test->session)->network, 0);
  const gsize n = nn_tensor_get_size (tensor) * sizeof (float);

  imagette_export_dialog_choose (dialog, "tensors", NULL);
  bytes = write_out (test, dialog, &path);
  g_assert_true (g_str_has_suffix (path, "lenet-seed1-epoch0-c1.weight.npy"));
  g_assert_cmpuint (g_bytes_get_size (bytes), >, n);
  g_assert_cmpmem ((const char *) g_bytes_get_data (bytes, NULL) + g_bytes_get_size (bytes) - n, n,
                   nn_tensor_get_data (tensor), n);

  spec.network = nn_network_spec_rival (61706);
  nn_session_reset (test->session, &spec);
  app_test_wait (test, nn_session_get_frame (test->session)->spec.network.architecture
                         == NN_ARCHITECTURE_MLP);
  dialog = open_dialog (test);
  imagette_export_dialog_choose (dialog, "c1-filters", "png");
  g_assert_cmpstr (get_what (dialog), !=, "c1-filters");
  imagette_export_dialog_choose (dialog, "h1-weights", "png");
  g_assert_cmpstr (get_what (dialog), ==, "h1-weights");
  imagette_export_options_set_tile (imagette_export_dialog_get_options (dialog), 69);
  g_assert_true (imagette_export_dialog_is_ready (dialog));
  imagette_export_dialog_choose (dialog, "occlusion", NULL);
  app_test_wait (test, imagette_export_dialog_is_ready (dialog));
  close_dialog (test, dialog);
}

/* Another choice, or leaving, while a study is being made. */
static void
test_changes_of_mind (AppTest      *test,
                      gconstpointer data)
{
  ImagetteExportDialog *dialog = open_dialog (test);
  g_autofree char *path = NULL;

  imagette_export_dialog_choose (dialog, "evolution", NULL);
  g_assert_false (imagette_export_dialog_is_ready (dialog));
  imagette_export_dialog_choose (dialog, "figure2", NULL);
  imagette_export_dialog_choose (dialog, "c1-maps", NULL);
  g_assert_true (imagette_export_dialog_is_ready (dialog));
  imagette_export_dialog_choose (dialog, "occlusion", NULL);
  app_test_wait (test, imagette_export_dialog_is_ready (dialog));
  path = imagette_export_dialog_get_path (dialog);
  g_assert_true (g_str_has_suffix (path, "-occlusion.png"));
  imagette_export_dialog_choose (dialog, "evolution", NULL);
  close_dialog (test, dialog);
}

/* Left while a study or a film is being made: nothing is written, whole or half. */
static void
test_left_half_way (AppTest      *test,
                    gconstpointer data)
{
  static const char *const whats[] = { "evolution", "film", "numbered", "maxima" };
  g_autoptr (GDir) folder = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++)
    {
      ImagetteExportDialog *dialog = open_dialog (test);

      imagette_export_dialog_choose (dialog, whats[i], NULL);
      g_assert_cmpstr (get_what (dialog), ==, whats[i]);
      g_assert_false (imagette_export_dialog_is_ready (dialog));
      close_dialog (test, dialog);
    }
  folder = g_dir_open (test->folder, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_null (g_dir_read_name (folder));
}

/* Too few digits for a map: it says so, and another choice goes on. */
static void
test_a_map_of_one_digit (AppTest      *test,
                         gconstpointer data)
{
  ImagetteExportDialog *dialog = open_dialog (test);
  NnDataset *dataset = nn_session_get_dataset (test->session);
  guint n = dataset->test.n;

  dataset->test.n = 1;
  imagette_export_dialog_choose (dialog, "map", NULL);
  app_test_wait (test, app_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL,
                                      "a map needs at least two test images") != NULL);
  g_assert_false (imagette_export_dialog_is_ready (dialog));
  dataset->test.n = n;
  imagette_export_dialog_choose (dialog, "film", NULL);
  app_test_wait (test, imagette_export_dialog_is_ready (dialog));
  close_dialog (test, dialog);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  command_line_init (argc, argv);
  app_test_add ("/app/export/as-the-command-line", test_as_the_command_line);
  app_test_add ("/app/export/the-layer-shown", test_the_layer_shown);
  app_test_add ("/app/export/film", test_film);
  app_test_add ("/app/export/ideal-images", test_ideal_images);
  app_test_add ("/app/export/projection", test_projection);
  app_test_add ("/app/export/a-typed-name-stays", test_a_typed_name_stays);
  app_test_add ("/app/export/the-tile-in-focus", test_the_tile_in_focus);
  app_test_add ("/app/export/tensors", test_tensors);
  app_test_add ("/app/export/changes-of-mind", test_changes_of_mind);
  app_test_add ("/app/export/left-half-way", test_left_half_way);
  app_test_add ("/app/export/a-map-of-one-digit", test_a_map_of_one_digit);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nn-curve-csv.h"
#include "export/nn-layer-formula.h"
#include "pages/imagette-words.h"
#include "pages/layers/imagette-sum-lines.h"
#include "test-folder.h"
#include "widgets/imagette-line-figure.h"
#include "widgets/imagette-look.h"

#include <gtk/gtk.h>
#include <locale.h>
#include <string.h>

/* What people read has the comma and the thin spaces of a French desktop; what programs read has
 * not. The locale is made for the test, so that it does not depend on those installed. */

#define THIN "\u202f"             /* between the thousands */

static gboolean
make_locale (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "fr_FR.UTF-8", NULL);
  const char *words[] = { "localedef", "-i", "fr_FR", "-f", "UTF-8", path, NULL };

  g_spawn_sync (NULL, (char **) words, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, NULL, NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  return setlocale (LC_ALL, "fr_FR.UTF-8") != NULL && strcmp (localeconv ()->decimal_point, ",") == 0;
}

static void
remove_locale (const char *folder)
{
  test_folder_free (g_build_filename (folder, "fr_FR.UTF-8", "LC_MESSAGES", NULL));
  test_folder_free (g_build_filename (folder, "fr_FR.UTF-8", NULL));
}

static void
check (char       *text,          /* taken */
       const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
check_formulas (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) lenet = nn_network_new (&spec);
  const NnLayer *c3 = nn_network_find_layer (lenet, "c3"), *c5 = nn_network_find_layer (lenet, "c5");

  check (nn_layer_formula (c3, c3 - 1, NN_FORMULA_MACS), "16 × 10 × 10 × 6 × 5 × 5 = 240" THIN "000");
  check (nn_layer_formula (c3, c3 - 1, NN_FORMULA_UNITS), "16 × 10 × 10 = 1" THIN "600");
  check (nn_layer_formula (c5, c5 - 1, NN_FORMULA_PARAMETERS), "120 × (400 + 1) = 48" THIN "120");
  check (nn_layer_formula (c5, c5 - 1, NN_FORMULA_MACS), "120 × 400 = 48" THIN "000");
}

static void
check_words (void)
{
  const NnPlace place = { .update = 4690, .position = 64 };
  g_autoptr (GString) sum = g_string_new (NULL);

  check (imagette_words_number (61706, 0), "61" THIN "706");
  check (imagette_words_number (-0.5, 2), "-0,50");
  check (imagette_words_number (1.1629e18, 1), "1,16e+18");
  check (imagette_words_percent (0.9886, 1), "98,9 %");
  check (imagette_words_moment (&place), "batch 4" THIN "690");
  check (imagette_line_figure_number (-1234.5), "−1" THIN "234,5");
  check (imagette_look_number (-0.25, 1), "−0,25");
  check (imagette_look_number (12345, 20000), "12" THIN "345");
  imagette_sum_append_exact (sum, 0.375f);
  imagette_sum_append_digits (sum, -1.5e-7, 3);
  imagette_sum_append_number (sum, -2.5, 1);
  g_assert_cmpstr (sum->str, ==, "0,375−1,5·10⁻⁷−2,5");
}

static void
check_files (void)
{
  g_autoptr (GArray) losses = g_array_new (FALSE, FALSE, sizeof (NnLossPoint));
  const NnLossPoint point = { .update = 4690, .loss = 0.25f };
  g_autofree char *csv = NULL;

  g_array_append_val (losses, point);
  csv = nn_losses_to_csv (losses);
  g_assert_nonnull (strstr (csv, "0.25"));
  g_assert_null (strstr (csv, "0,25"));
}

static void
test_french (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();

  if (!make_locale (folder))
    {
      g_test_skip ("no French locale can be made here (package locales)");
      remove_locale (folder);
      return;
    }
  check_formulas ();
  check_words ();
  check_files ();
  setlocale (LC_ALL, "C");
  remove_locale (folder);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/locale/french", test_french);
  return g_test_run ();
}

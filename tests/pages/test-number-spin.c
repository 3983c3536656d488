/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-number-spin.h"
#include "pages/train/imagette-seed-entry.h"

#include <string.h>

/* Controls for numbers that must not change by being looked at. */

static void
count_cb (int *count)
{
  (*count)++;
}

static const char *
get_text (GtkWidget *widget)
{
  return gtk_editable_get_text (GTK_EDITABLE (widget));
}

static void
type (GtkWidget  *spin,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}

static void
assert_holds (GtkWidget  *spin,
              float       value,
              const char *text)
{
  float held = imagette_number_spin_get (spin);

  g_assert_cmpmem (&held, sizeof held, &value, sizeof value);
  g_assert_cmpstr (get_text (spin), ==, text);
}

/* What leaving the entry does: GTK reads the text once more. */
static void
pass_through (GtkWidget *spin)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
}

static void
test_decades (void)
{
  static const float rates[] = { 1e-6f, 0.001f, 0.003f, 0.005f, 0.01f, 0.02f, 0.1f, 0.15f, 1, 100 };
  int changes = 0;
  GtkWidget *spin = imagette_number_spin_new (1e-6, 100, IMAGETTE_STEPS_OF_DECADES,
                                              G_CALLBACK (count_cb), &changes);

  g_object_ref_sink (spin);
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *text = g_strdup_printf ("%.6g", (double) rates[i]);

      imagette_number_spin_set (spin, rates[i]);
      assert_holds (spin, rates[i], text);
    }
  /* A step up is 1, 2, 5, 10; what is typed comes out as it was typed. */
  imagette_number_spin_set (spin, 0.001f);
  gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 1);
  assert_holds (spin, 0.002f, "0.002");
  gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 1);
  assert_holds (spin, 0.005f, "0.005");
  type (spin, "0.0037");
  assert_holds (spin, 0.0037f, "0.0037");
  type (spin, "nonsense");
  assert_holds (spin, 0.0037f, "0.0037");
  type (spin, "0");
  assert_holds (spin, 0.0037f, "0.0037");
  type (spin, "1000");
  assert_holds (spin, 0.0037f, "0.0037");
  g_object_unref (spin);
}

static void
test_steps (void)
{
  int changes = 0;
  GtkWidget *spin = imagette_number_spin_new (0, 1, 0.05, G_CALLBACK (count_cb), &changes);

  g_object_ref_sink (spin);
  assert_holds (spin, 0, "0");
  for (int i = 0; i < 6; i++)
    gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 0.05);
  assert_holds (spin, 0.3f, "0.3");
  for (int i = 0; i < 6; i++)
    gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_BACKWARD, 0.05);
  assert_holds (spin, 0, "0");
  g_assert_cmpint (changes, ==, 12);
  type (spin, "0.123456789");
  assert_holds (spin, 0.123456789f, "0.12345679");
  g_assert_cmpint (changes, ==, 13);
  g_object_unref (spin);
}

/* Floats of files have all their digits, and may be out of bounds: none changes by being passed. */
static void
test_looking (void)
{
  static const float values[] = { 0.98765434f, 5.0000002e-5f, 1e-11f, 0.33333334f, 3, -1, 0 };
  static const double steps[] = { IMAGETTE_STEPS_OF_DECADES, 0.05 };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      int changes = 0;
      GtkWidget *spin = imagette_number_spin_new (steps[i] > 0 ? 0 : 1e-6, 1, steps[i],
                                                  G_CALLBACK (count_cb), &changes);

      g_object_ref_sink (spin);
      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          float held;

          imagette_number_spin_set (spin, values[j]);
          changes = 0;
          pass_through (spin);
          held = imagette_number_spin_get (spin);
          g_assert_cmpmem (&held, sizeof held, &values[j], sizeof held);
          g_assert_cmpint (changes, ==, 0);
          g_assert_true ((float) g_strtod (get_text (spin), NULL) == values[j]);
        }
      g_object_unref (spin);
    }
}

static void
enter (GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
test_seed (void)
{
  static const char *const wrong[] = { "", "-1", "18446744073709551616", "1.5", "0x10", "seed" };
  int changes = 0;
  GtkWidget *entry = imagette_seed_entry_new (G_CALLBACK (count_cb), &changes);

  g_object_ref_sink (entry);
  imagette_seed_entry_set (entry, 7);
  g_assert_cmpstr (get_text (entry), ==, "7");
  g_assert_cmpint (changes, ==, 0);
  enter (entry, "18446744073709551615");
  g_assert_cmpuint (imagette_seed_entry_get (entry), ==, G_MAXUINT64);
  /* One that a double cannot hold. */
  enter (entry, " 9007199254740993 ");
  g_assert_cmpuint (imagette_seed_entry_get (entry), ==, 9007199254740993);
  g_assert_cmpstr (get_text (entry), ==, "9007199254740993");
  enter (entry, "0");
  g_assert_cmpuint (imagette_seed_entry_get (entry), ==, 0);
  g_assert_cmpint (changes, ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), wrong[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_signal_emit_by_name (entry, "activate");
      g_assert_cmpstr (get_text (entry), ==, "0");
      g_assert_false (gtk_widget_has_css_class (entry, "error"));
    }
  enter (entry, "0");
  g_assert_cmpint (changes, ==, 3);
  g_object_unref (entry);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/number-spin/decades", test_decades);
  g_test_add_func ("/pages/number-spin/steps", test_steps);
  g_test_add_func ("/pages/number-spin/looking", test_looking);
  g_test_add_func ("/pages/number-spin/seed", test_seed);
  return g_test_run ();
}

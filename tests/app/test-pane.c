/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "pages/train/imagette-training-pane.h"

/* The hyper-parameters at the side of the Train page, by keys. */

static GtkWidget *
find_control (AppTest    *test,
              GType       type,
              const char *row)
{
  GtkWidget *pane = app_test_find (GTK_WIDGET (test->window), IMAGETTE_TYPE_TRAINING_PANE, NULL);
  GtkWidget *found = app_test_find (pane, ADW_TYPE_ACTION_ROW, row);

  g_assert_nonnull (found);
  return app_test_find (found, type, NULL);
}

static void
show_page (AppTest *test)
{
  imagette_window_show_page (test->window, "train");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (test->window));
}

static gboolean
has_focus (AppTest   *test,
           GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Tab through all of the pane, with values that no spin button shows in full. */
static void
test_looking_changes_nothing (AppTest      *test,
                              gconstpointer data)
{
  const NnHyper hyper = { .kind = NN_OPTIMIZER_MOMENTUM, .rate = 0.00123456789f,
                          .momentum = 0.98765432f, .weight_decay = 5.1234567e-5f,
                          .rms_clip = 0.12345678f };
  GtkWidget *last = find_control (test, GTK_TYPE_SPIN_BUTTON, "Images in one step");
  const NnTrainingSpec *spec;

  nn_session_set_hyper (test->session, &hyper, 64);
  show_page (test);
  g_assert_true (gtk_widget_grab_focus (find_control (test, GTK_TYPE_DROP_DOWN,
                                                      "How a gradient becomes a step")));
  for (int i = 0; i < 40 && !has_focus (test, last); i++)
    app_test_press (test, "Tab");
  app_test_wait (test, has_focus (test, last));
  /* One number is edited: the others stay as they are, to the bit. */
  app_test_press (test, "Up");
  app_test_wait (test, nn_session_get_spec (test->session)->batch == 80);
  spec = nn_session_get_spec (test->session);
  g_assert_cmpmem (&spec->hyper.rate, 4, &hyper.rate, 4);
  g_assert_cmpmem (&spec->hyper.momentum, 4, &hyper.momentum, 4);
  g_assert_cmpmem (&spec->hyper.weight_decay, 4, &hyper.weight_decay, 4);
  g_assert_cmpmem (&spec->hyper.rms_clip, 4, &hyper.rms_clip, 4);
}

/* Another rule comes with its usual rate, and shows it at once. */
static void
test_optimizer (AppTest      *test,
                gconstpointer data)
{
  GtkWidget *optimizer = find_control (test, GTK_TYPE_DROP_DOWN, "How a gradient becomes a step");
  GtkWidget *rate = find_control (test, GTK_TYPE_SPIN_BUTTON, "How long a step is");

  show_page (test);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rate)), ==, "0.001");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (optimizer), NN_OPTIMIZER_SGD);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (rate)), ==, "0.1");
  g_assert_cmpint (nn_session_get_spec (test->session)->hyper.kind, ==, NN_OPTIMIZER_SGD);
}

static void
type_seed (AppTest    *test,
           GtkWidget  *entry,
           const char *text)
{
  g_assert_true (gtk_widget_grab_focus (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
test_seeds (AppTest      *test,
            gconstpointer data)
{
  GtkWidget *entry = find_control (test, GTK_TYPE_ENTRY, "Equal seeds give equal runs, to the bit");

  show_page (test);
  type_seed (test, entry, "18446744073709551615");
  app_test_press (test, "Return");
  app_test_activate (test, "win.again");
  app_test_wait (test, nn_session_get_spec (test->session)->seed == G_MAXUINT64);
  /* Left by Tab, it is taken as well; 0 is a seed like others. */
  type_seed (test, entry, "0");
  app_test_press (test, "Tab");
  app_test_activate (test, "win.again");
  app_test_wait (test, nn_session_get_spec (test->session)->seed == 0);
  type_seed (test, entry, "none");
  app_test_press (test, "Tab");
  app_test_wait (test, g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "0"));
}

/* No more can be held out than there is. */
static void
test_hold_out (AppTest      *test,
               gconstpointer data)
{
  GtkWidget *spin = find_control (test, GTK_TYPE_SPIN_BUTTON,
                                  "Training images kept back for validation");

  show_page (test);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 30000);
  app_test_activate (test, "win.again");
  app_test_wait (test, nn_session_get_spec (test->session)->hold_out == 639);
  app_test_activate (test, "win.batch");
  app_test_wait (test, get_update (test->session) == 1);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/pane/looking-changes-nothing", test_looking_changes_nothing);
  app_test_add ("/app/pane/optimizer", test_optimizer);
  app_test_add ("/app/pane/seeds", test_seeds);
  app_test_add ("/app/pane/hold-out", test_hold_out);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-test.h"

#include "session/nn-session-hands.h"
#include "widgets/imagette-tile.h"

/* Hands on a filter, in the real window. */

#define C1 1
#define C3 3

/* Below root, the mapped tile with that title; NULL if there is none. */
static ImagetteTile *
find_tile (GtkWidget  *root,
           const char *title)
{
  if (IMAGETTE_IS_TILE (root) && gtk_widget_get_mapped (root)
      && g_strcmp0 (imagette_tile_get_title (IMAGETTE_TILE (root)), title) == 0)
    return IMAGETTE_TILE (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      ImagetteTile *found = find_tile (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_badge (AppTest    *test,
           const char *title,
           const char *badge)
{
  ImagetteTile *tile = find_tile (GTK_WIDGET (test->window), title);
  g_autofree char *found = NULL;

  if (tile == NULL)
    return FALSE;
  g_object_get (tile, "badge", &found, NULL);
  return g_strcmp0 (found, badge) == 0;
}

/* Muted, frozen and clipped filters say so on the Layers page, and stop saying so. */
static void
test_badges (AppTest      *test,
             gconstpointer data)
{
  NnHands hands = { 0 };
  NnHyper hyper = test->spec.hyper;

  gtk_widget_activate_action (GTK_WIDGET (test->window), "win.page", "s", "layers");
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", NULL));
  nn_hands_set_muted (&hands, C1, 3, TRUE);
  nn_hands_set_frozen (&hands, C3, 0, TRUE);
  nn_session_set_hands (test->session, &hands);
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", "muted"));
  g_assert_true (has_badge (test, "C1 filter 4 of 6", "muted"));
  g_assert_true (has_badge (test, "S2 map 4 of 6", "muted"));
  g_assert_true (has_badge (test, "C1 filter 5 of 6", NULL));
  g_assert_true (has_badge (test, "C3 filter 1 of 16 for S2 map 6", "frozen"));
  g_assert_true (has_badge (test, "C3 map 1 of 16", NULL));

  hyper.rms_clip = 0.05f;
  nn_session_set_hyper (test->session, &hyper, test->spec.batch);
  app_test_activate (test, "win.batch");
  app_test_wait (test, has_badge (test, "C1 filter 5 of 6", "clipped"));
  g_assert_true (has_badge (test, "C1 filter 4 of 6", "muted"));

  nn_session_undo_hands (test->session);
  app_test_wait (test, has_badge (test, "C1 map 4 of 6", NULL));
  g_assert_true (has_badge (test, "S2 map 4 of 6", NULL));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  app_test_add ("/app/hands/badges", test_badges);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/imagette-application.h"
#include "app/imagette-window.h"
#include "drive.h"
#include "synthetic.h"
#include "test-folder.h"

G_BEGIN_DECLS

/* The real window on a small synthetic set: ten batches an epoch. */
typedef struct
{
  ImagetteApplication *application;
  ImagetteWindow *window;
  NnSession *session;             /* the window's */
  NnDataset *dataset;
  NnTrainingSpec spec;            /* it trains by */
  TestFolder *folder;             /* of its own, for files */
} AppTest;

void       app_test_set_up     (AppTest       *test,
                                gconstpointer  data);
/* Closes the window, and holds that it and all of its pages are gone. */
void       app_test_tear_down  (AppTest       *test,
                                gconstpointer  data);

/* "win.run" …; fails if the action is not there or not enabled. */
void       app_test_activate   (AppTest       *test,
                                const char    *action);
/* Keys as the X server sends them ("b", "ctrl+e"), to the window with the focus. */
void       app_test_press      (AppTest       *test,
                                const char    *keys);
/* Moves the pointer of the X server to a place in a widget of the main window; clicks there. */
void       app_test_point      (AppTest       *test,
                                GtkWidget     *widget,
                                double         x,
                                double         y);
void       app_test_click      (AppTest       *test,
                                GtkWidget     *widget,
                                double         x,
                                double         y);
/* The first widget below root of that type that says it (label, tooltip, or any for NULL). */
GtkWidget *app_test_find       (GtkWidget     *root,
                                GType          type,
                                const char    *says);
/* The tile with that title that is on screen; NULL: none. */
GtkWidget *app_test_find_tile  (AppTest       *test,
                                const char    *title);
/* The top window of that type beside the main one; waits for it. */
GtkWidget *app_test_wait_window (AppTest      *test,
                                GType          type);
gboolean   app_test_is_shown   (AppTest       *test,
                                const char    *text);   /* somewhere in the window */
/* Goes to every page, and to every view of one, as the list of keys names them, and calls func in
 * each once it has been drawn. */
void       app_test_visit      (AppTest       *test,
                                void         (*func) (AppTest *test, gpointer data),
                                gpointer       data);
/* Computes in another thread what a plain training gives (the main one may not). (transfer full) */
char      *app_test_plain      (AppTest       *test,
                                guint64        updates);

#define app_test_add(path, function) \
  g_test_add (path, AppTest, NULL, app_test_set_up, function, app_test_tear_down)

/* Waits on a condition of widgets, as drive.h's wait_until () does on the session's. */
#define app_test_wait(test, condition) wait_until ((test)->session, condition)

G_END_DECLS

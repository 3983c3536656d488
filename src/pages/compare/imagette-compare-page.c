/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/compare/imagette-compare-page.h"

#include "pages/compare/imagette-alone-gallery.h"
#include "pages/compare/imagette-experiment-view.h"
#include "pages/compare/imagette-race-controls.h"
#include "pages/compare/imagette-race-curves.h"
#include "pages/compare/imagette-race-table.h"
#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

#define MAX_THREADS 4

struct _ImagetteComparePage
{
  ImagettePage parent_instance;

  ImagetteRaceControls *controls;
  GtkWidget *lower;
  ImagetteRaceCurves *curves;
  ImagetteRaceTable *table;
  ImagetteExperimentView *view;
  ImagetteAloneGallery *gallery;
  NnContest *contest;             /* of the session's data; NULL without … */
  NnComparison *empty;            /* … and what is known before a race of these widths */
  NnSession *session;             /* whose run pauses the race */
};

G_DEFINE_FINAL_TYPE (ImagetteComparePage, imagette_compare_page, IMAGETTE_TYPE_PAGE)

/* ---- the race ---- */

static void
start (ImagetteComparePage *self)
{
  NnComparisonSpec spec = imagette_race_controls_get_spec (self->controls);

  nn_session_pause (self->session);
  nn_contest_start (self->contest, &spec, imagette_race_controls_get_seeds (self->controls));
}

static void
imagette_compare_page_toggle_run (ImagettePage *page)
{
  ImagetteComparePage *self = IMAGETTE_COMPARE_PAGE (page);

  if (self->contest == NULL)
    return;
  switch (nn_contest_get_state (self->contest))
    {
    case NN_CONTEST_RUNNING:
      nn_contest_pause (self->contest);
      break;
    case NN_CONTEST_PAUSED:
      nn_session_pause (self->session);
      nn_contest_resume (self->contest);
      break;
    case NN_CONTEST_IDLE:
    default:
      start (self);
    }
}

static gboolean
imagette_compare_page_is_running (ImagettePage *page)
{
  NnContest *contest = IMAGETTE_COMPARE_PAGE (page)->contest;

  return contest != NULL && nn_contest_get_state (contest) == NN_CONTEST_RUNNING;
}

/* ---- what it shows ---- */

static void
show (ImagetteComparePage *self)
{
  const NnComparison *report = nn_contest_get_report (self->contest);

  imagette_race_controls_update (self->controls, self->contest);
  imagette_race_curves_set (self->curves, report);
  imagette_race_table_set (self->table, report != NULL ? report : self->empty);
  imagette_experiment_view_set (self->view, report);
  imagette_alone_gallery_set (self->gallery, report);
}

/* The widths have changed, or the data. */
static void
renew_empty (ImagetteComparePage *self)
{
  NnComparisonSpec spec;

  g_clear_pointer (&self->empty, nn_comparison_free);
  if (self->contest == NULL)
    return;
  spec = imagette_race_controls_get_spec (self->controls);
  self->empty = nn_comparison_new (nn_contest_get_dataset (self->contest), &spec);
  show (self);
}

static void
contest_changed_cb (ImagetteComparePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
  imagette_page_run_changed (IMAGETTE_PAGE (self));
}

static void
stop_cb (ImagetteComparePage *self)
{
  nn_contest_stop (self->contest);
}

/* One run trains at a time. */
static void
session_state_cb (ImagetteComparePage *self)
{
  if (nn_session_get_state (self->session) == NN_STATE_RUNNING)
    nn_contest_pause (self->contest);
}

/* ---- wiring ---- */

static void
set_session (ImagetteComparePage *self,
             NnSession           *session)
{
  NnBackend backend;

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (self->contest != NULL)
    g_signal_handlers_disconnect_by_data (self->contest, self);
  g_clear_object (&self->contest);
  renew_empty (self);
  if (session == NULL)
    return;
  if (!nn_backend_from_environment (&backend, NULL))
    backend = nn_backend_best ();
  self->contest = nn_contest_new (nn_session_get_dataset (session), backend,
                                  (int) MIN (g_get_num_processors (), MAX_THREADS));
  renew_empty (self);
  g_signal_connect_swapped (self->contest, "changed", G_CALLBACK (contest_changed_cb), self);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (session_state_cb), self);
}

static void
imagette_compare_page_update (ImagettePage  *page,
                              ImagetteChange changes)
{
  ImagetteComparePage *self = IMAGETTE_COMPARE_PAGE (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    set_session (self, imagette_page_get_session (page));
  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    gtk_widget_set_visible (GTK_WIDGET (self->controls),
                            !imagette_display_get_projector (imagette_page_get_display (page)));
}

static void
imagette_compare_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (imagette_compare_page_parent_class)->map (widget);
  if (IMAGETTE_COMPARE_PAGE (widget)->contest != NULL)
    show (IMAGETTE_COMPARE_PAGE (widget));
}

static void
imagette_compare_page_set_narrow (ImagettePage *page,
                                  gboolean      narrow)
{
  ImagetteComparePage *self = IMAGETTE_COMPARE_PAGE (page);
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->controls), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->curves), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->lower), orientation);
  imagette_parts_let_scroll (gtk_widget_get_parent (self->lower), narrow);
}

static void
imagette_compare_page_dispose (GObject *object)
{
  set_session (IMAGETTE_COMPARE_PAGE (object), NULL);

  G_OBJECT_CLASS (imagette_compare_page_parent_class)->dispose (object);
}

static void
imagette_compare_page_class_init (ImagetteComparePageClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_compare_page_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_compare_page_map;
  page_class->update = imagette_compare_page_update;
  page_class->betrays = IMAGETTE_HIDDEN_ACCURACY;
  page_class->set_narrow = imagette_compare_page_set_narrow;
  page_class->toggle_run = imagette_compare_page_toggle_run;
  page_class->is_running = imagette_compare_page_is_running;
}

static void
imagette_compare_page_init (ImagetteComparePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->controls = IMAGETTE_RACE_CONTROLS (imagette_race_controls_new ());
  g_signal_connect_swapped (self->controls, "stopped", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (self->controls, "rival-changed", G_CALLBACK (renew_empty), self);
  self->curves = IMAGETTE_RACE_CURVES (imagette_race_curves_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->curves), TRUE);
  self->table = IMAGETTE_RACE_TABLE (imagette_race_table_new ());
  self->view = IMAGETTE_EXPERIMENT_VIEW (imagette_experiment_view_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->view), TRUE);
  self->gallery = IMAGETTE_ALONE_GALLERY (imagette_alone_gallery_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->gallery), TRUE);
  self->lower = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->lower),
                  imagette_parts_card (imagette_parts_label (_("Question 1"), "heading"), NULL,
                                       NULL, GTK_WIDGET (self->table)));
  gtk_box_append (GTK_BOX (self->lower),
                  imagette_parts_card (imagette_parts_label (_("Experiment"), "heading"), NULL,
                                       NULL, GTK_WIDGET (self->view)));
  gtk_box_append (GTK_BOX (self->lower), GTK_WIDGET (self->gallery));
  gtk_widget_set_vexpand (self->lower, TRUE);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->controls));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->curves));
  gtk_box_append (GTK_BOX (box), self->lower);
  gtk_widget_add_css_class (box, "page");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

NnContest *
imagette_compare_page_get_contest (ImagetteComparePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_COMPARE_PAGE (self), NULL);

  return self->contest;
}

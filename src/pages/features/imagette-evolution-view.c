/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-evolution-view.h"

#include "pages/features/imagette-feature-words.h"

#include <glib/gi18n-lib.h>

struct _ImagetteEvolutionView
{
  ImagettePage parent_instance;

  ImagetteEvolutionControls *controls; /* shown by the page's head */
  GtkWidget *stack, *none;
  ImagetteEvolutionPanel *panel;
  gboolean wanting;               /* it is shown */
};

G_DEFINE_FINAL_TYPE (ImagetteEvolutionView, imagette_evolution_view, IMAGETTE_TYPE_PAGE)

static void
want (ImagetteEvolutionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnStudies wanted;

  if (session == NULL)
    return;
  wanted = nn_session_get_wanted (session) & ~(NnStudies) NN_STUDY_EVOLUTION;
  if (self->wanting)
    wanted |= NN_STUDY_EVOLUTION;
  nn_session_set_wanted (session, wanted);
}

/* ---- what is shown ---- */

/* The moment that is looked at; -1: now. */
static int
find_looked_at (NnSession *session)
{
  GPtrArray *moments = nn_session_get_moments (session);
  NnMoment *moment = nn_session_get_looked_at (session);

  for (guint i = 0; moment != NULL && i < moments->len; i++)
    if (g_ptr_array_index (moments, i) == moment)
      return (int) i;
  return -1;
}

static void
show (ImagetteEvolutionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  NnEvolution *evolution;
  NnFrame *frame;
  int last;

  if (session == NULL)
    return;
  evolution = nn_session_get_evolution (session);
  last = evolution != NULL ? evolution->n_columns - 1 : -1;
  frame = nn_session_get_frame (session);
  gtk_stack_set_visible_child (GTK_STACK (self->stack),
                               frame != NULL
                                   && imagette_feature_count_maps (frame->network, NN_FEATURE_C1) == 0
                                 ? self->none : GTK_WIDGET (self->panel));
  imagette_evolution_panel_update (self->panel, evolution, nn_session_get_moments (session),
                                   nn_session_get_dataset (session),
                                   imagette_evolution_controls_get_layer (self->controls),
                                   imagette_display_get_colors (
                                     imagette_page_get_display (IMAGETTE_PAGE (self))),
                                   find_looked_at (session));
  imagette_evolution_controls_update (self->controls, session,
                                      last >= 0 ? &evolution->columns[last]->place : NULL,
                                      last > 0);
}

static void
scope_chosen_cb (ImagetteEvolutionView *self)
{
  imagette_evolution_panel_set_scope (self->panel,
                                      imagette_evolution_controls_get_scope (self->controls));
}

/* From one moment to another only the frame changes; live ones need nothing here. */
static gboolean
has_moved (ImagetteEvolutionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  ImagetteEvolutionGrid *grid = imagette_evolution_panel_get_grid (self->panel);

  return nn_session_get_evolution (session) != NULL
         && imagette_evolution_grid_get_selected (grid) != find_looked_at (session);
}

static void
imagette_evolution_view_update (ImagettePage  *page,
                                ImagetteChange changes)
{
  const ImagetteChange slight = IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_CURVE
                                | IMAGETTE_CHANGE_PROGRESS;
  ImagetteEvolutionView *self = IMAGETTE_EVOLUTION_VIEW (page);

  if ((changes & IMAGETTE_CHANGE_SESSION) != 0)
    want (self);
  if ((changes & ~slight) != 0 || has_moved (self))
    show (self);
}

/* ---- looking at moments, and the film ---- */

static void
look_at_column (ImagetteEvolutionView *self,
                int                    column)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  GPtrArray *moments = session != NULL ? nn_session_get_moments (session) : NULL;

  if (moments != NULL && column < (int) moments->len)
    nn_session_look_at (session, g_ptr_array_index (moments, column));
}

/* On from the moment that is looked at; at the end, and from now, from the start. */
static void
film_started_cb (ImagetteEvolutionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  int column = session != NULL ? find_looked_at (session) : -1;

  if (session != NULL
      && (column < 0 || column + 1 == (int) nn_session_get_moments (session)->len))
    look_at_column (self, 0);
}

static void
film_step_cb (ImagetteEvolutionView *self)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (self));
  int column = session != NULL ? find_looked_at (session) : -1;

  /* Somebody went back to now, or it is over. */
  if (column < 0 || column + 1 >= (int) nn_session_get_moments (session)->len)
    imagette_evolution_controls_set_playing (self->controls, FALSE);
  else
    look_at_column (self, column + 1);
}

/* ---- life ---- */

static void
imagette_evolution_view_map (GtkWidget *widget)
{
  IMAGETTE_EVOLUTION_VIEW (widget)->wanting = TRUE;
  GTK_WIDGET_CLASS (imagette_evolution_view_parent_class)->map (widget);
  want (IMAGETTE_EVOLUTION_VIEW (widget));
}

static void
imagette_evolution_view_unmap (GtkWidget *widget)
{
  ImagetteEvolutionView *self = IMAGETTE_EVOLUTION_VIEW (widget);

  self->wanting = FALSE;
  if (self->controls != NULL)
    {
      imagette_evolution_controls_set_playing (self->controls, FALSE);
      want (self);
    }
  GTK_WIDGET_CLASS (imagette_evolution_view_parent_class)->unmap (widget);
}

static void
imagette_evolution_view_set_narrow (ImagettePage *page,
                                    gboolean      narrow)
{
  imagette_evolution_panel_set_narrow (IMAGETTE_EVOLUTION_VIEW (page)->panel, narrow);
}

static void
imagette_evolution_view_get_subject (ImagettePage    *page,
                                     ImagetteSubject *subject)
{
  const ImagetteEvolutionView *self = IMAGETTE_EVOLUTION_VIEW (page);

  subject->layer = imagette_evolution_controls_get_layer (self->controls);
  subject->scope = imagette_evolution_controls_get_scope (self->controls);
}

static void
imagette_evolution_view_dispose (GObject *object)
{
  ImagetteEvolutionView *self = IMAGETTE_EVOLUTION_VIEW (object);

  if (self->controls != NULL)
    g_signal_handlers_disconnect_by_data (self->controls, self);
  g_clear_object (&self->controls);

  G_OBJECT_CLASS (imagette_evolution_view_parent_class)->dispose (object);
}

static void
imagette_evolution_view_class_init (ImagetteEvolutionViewClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_evolution_view_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_evolution_view_map;
  GTK_WIDGET_CLASS (class)->unmap = imagette_evolution_view_unmap;
  page_class->update = imagette_evolution_view_update;
  page_class->set_narrow = imagette_evolution_view_set_narrow;
  page_class->get_subject = imagette_evolution_view_get_subject;
}

static void
imagette_evolution_view_init (ImagetteEvolutionView *self)
{
  self->controls = IMAGETTE_EVOLUTION_CONTROLS (
    g_object_ref_sink (imagette_evolution_controls_new ()));
  g_signal_connect_swapped (self->controls, "layer-chosen", G_CALLBACK (show), self);
  g_signal_connect_swapped (self->controls, "scope-chosen", G_CALLBACK (scope_chosen_cb), self);
  g_signal_connect_swapped (self->controls, "film-started", G_CALLBACK (film_started_cb), self);
  g_signal_connect_swapped (self->controls, "film-step", G_CALLBACK (film_step_cb), self);
  self->panel = IMAGETTE_EVOLUTION_PANEL (imagette_evolution_panel_new ());
  g_signal_connect_swapped (self->panel, "column-activated", G_CALLBACK (look_at_column), self);
  self->none = gtk_label_new (_("This network is fully connected: it has no maps whose "
                                "patches could be shown. Start LeNet on the Train page."));
  gtk_label_set_wrap (GTK_LABEL (self->none), TRUE);
  self->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (self->stack), GTK_WIDGET (self->panel));
  gtk_stack_add_child (GTK_STACK (self->stack), self->none);
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
imagette_evolution_view_get_controls (ImagettePage *view)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_VIEW (view), NULL);
  return GTK_WIDGET (IMAGETTE_EVOLUTION_VIEW (view)->controls);
}

ImagetteEvolutionPanel *
imagette_evolution_view_get_panel (ImagetteEvolutionView *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_VIEW (self), NULL);
  return self->panel;
}

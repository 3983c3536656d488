/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/layers/imagette-layers-page.h"

#include "pages/imagette-fit.h"
#include "pages/imagette-words.h"
#include "pages/layers/imagette-draw-window.h"
#include "pages/layers/imagette-pointing.h"

#define N_BANKS (IMAGETTE_BANK_RIVAL + 1)

struct _ImagetteLayersPage
{
  ImagettePage parent_instance;

  ImagetteFit *fit;
  GtkWidget *box;
  ImagetteProbePane *probe;
  ImagetteBank *banks[N_BANKS];
  ImagetteAnswerPane *answer;
  ImagetteLargeView *large;
  ImagettePointing pointing;
  ImagetteAllMax *all_max;
  gint64 placed_at;               /* when the place was last spoken */
  gboolean narrow, projector;
};

G_DEFINE_FINAL_TYPE (ImagetteLayersPage, imagette_layers_page, IMAGETTE_TYPE_PAGE)

/* The rival's has filters alone, which leave their room to the large view. */
static gboolean
bank_is_shown (ImagetteLayersPage *self,
               ImagetteBankKind    kind,
               NnArchitecture      architecture)
{
  if (kind == IMAGETTE_BANK_RIVAL)
    return architecture == NN_ARCHITECTURE_MLP && !imagette_large_view_is_beside (self->large);
  return architecture != NN_ARCHITECTURE_MLP;
}

static void
apply_size (double   factor,
            gpointer data)
{
  ImagetteLayersPage *self = data;

  /* Before a projector the digit, which is large anyhow, leaves its room to the maps. */
  imagette_probe_pane_set_scale (self->probe,
                                 MAX (2, (int) ((self->projector ? 4 : 6) * factor + 1e-6)));
  imagette_answer_pane_set_scale (self->answer, MAX (2, (int) (8 * factor + 1e-6)));
  /* Below one another each bank has the whole width: the one of C1 needs less than half of it. */
  for (int i = 0; i < N_BANKS; i++)
    imagette_bank_set_size (self->banks[i],
                            self->narrow && i == IMAGETTE_BANK_C1 ? 2 * factor : factor);
}

static void
tile_opened_cb (GtkWidget          *from,
                ImagetteTile       *tile,
                ImagetteLayersPage *self)
{
  imagette_pointing_open (&self->pointing, tile);
}

static gboolean
imagette_layers_page_leave (ImagettePage *page)
{
  return imagette_large_view_close (IMAGETTE_LAYERS_PAGE (page)->large);
}

static void
imagette_layers_page_get_subject (ImagettePage    *page,
                                  ImagetteSubject *subject)
{
  imagette_pointing_get_subject (&IMAGETTE_LAYERS_PAGE (page)->pointing, subject);
}

static void
show_looks (ImagetteLayersPage *self)
{
  const gboolean beside = imagette_large_view_is_beside (self->large);

  imagette_probe_pane_show_controls (self->probe, !self->projector);
  imagette_answer_pane_set_look (self->answer, self->projector, beside);
  for (int i = 0; i < N_BANKS; i++)
    imagette_bank_set_look (self->banks[i], self->projector, beside);
  imagette_fit_renew (self->fit);
}

static void
show_frame (ImagetteLayersPage *self,
            NnSession          *session,
            NnFrame            *frame)
{
  ImagetteDisplay *display = imagette_page_get_display (IMAGETTE_PAGE (self));
  gboolean running = nn_session_get_state (session) == NN_STATE_RUNNING;
  gint64 now = g_get_monotonic_time ();
  g_autofree char *place = NULL;

  if (!running || now > self->placed_at + G_USEC_PER_SEC)
    {
      place = imagette_words_moment (&frame->place);
      self->placed_at = now;
    }
  for (int i = 0; i < N_BANKS; i++)
    {
      gboolean shown = bank_is_shown (self, i, frame->spec.network.architecture);

      if (shown != gtk_widget_get_visible (GTK_WIDGET (self->banks[i])))
        {
          gtk_widget_set_visible (GTK_WIDGET (self->banks[i]), shown);
          imagette_fit_renew (self->fit);
        }
      if (shown)
        imagette_bank_update (self->banks[i], frame, display, self->all_max, running);
      if (place != NULL)
        imagette_bank_set_place (self->banks[i], place);
    }
  imagette_answer_pane_update (self->answer, frame, display, running);
  if (place != NULL)
    imagette_answer_pane_set_place (self->answer, place);
}

static void
imagette_layers_page_update (ImagettePage  *page,
                             ImagetteChange changes)
{
  ImagetteLayersPage *self = IMAGETTE_LAYERS_PAGE (page);
  NnSession *session = imagette_page_get_session (page);
  ImagetteDisplay *display = imagette_page_get_display (page);
  NnFrame *frame = nn_session_get_frame (session);

  if ((changes & IMAGETTE_CHANGE_DISPLAY) != 0)
    {
      imagette_fit_set_zoom (self->fit, imagette_display_get_zoom (display));
      self->projector = imagette_display_get_projector (display);
      show_looks (self);
    }
  if ((changes & (IMAGETTE_CHANGE_TIMELINE | IMAGETTE_CHANGE_DISPLAY)) != 0
      && imagette_display_get_scope (display) == NN_SCOPE_ALL)
    imagette_all_max_renew (self->all_max, nn_session_get_moments (session),
                            nn_session_get_probe (session));
  if ((changes & (IMAGETTE_CHANGE_FRAME | IMAGETTE_CHANGE_SESSION | IMAGETTE_CHANGE_DISPLAY)) != 0)
    {
      imagette_probe_pane_update (self->probe, session, display);
      if (frame != NULL)
        show_frame (self, session, frame);
    }
  imagette_pointing_update (&self->pointing);
}

static void
look_again (ImagetteLayersPage *self)
{
  if (imagette_page_get_session (IMAGETTE_PAGE (self)) != NULL)
    imagette_layers_page_update (IMAGETTE_PAGE (self), IMAGETTE_CHANGE_FRAME);
}

static void
large_changed_cb (ImagetteLayersPage *self)
{
  show_looks (self);
  look_again (self);
}

static void
imagette_layers_page_set_narrow (ImagettePage *page,
                                 gboolean      narrow)
{
  ImagetteLayersPage *self = IMAGETTE_LAYERS_PAGE (page);

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  imagette_fit_set_narrow (self->fit, narrow);
  imagette_large_view_set_narrow (self->large, narrow);
}

static void
draw_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NnSession *session = imagette_page_get_session (IMAGETTE_PAGE (widget));

  if (session != NULL)
    imagette_draw_window_present (GTK_WINDOW (gtk_widget_get_root (widget)), session,
                                  imagette_page_get_display (IMAGETTE_PAGE (widget)));
}

static void
imagette_layers_page_dispose (GObject *object)
{
  ImagetteLayersPage *self = IMAGETTE_LAYERS_PAGE (object);

  g_clear_object (&self->all_max);

  G_OBJECT_CLASS (imagette_layers_page_parent_class)->dispose (object);
}

static void
imagette_layers_page_class_init (ImagetteLayersPageClass *class)
{
  ImagettePageClass *page_class = IMAGETTE_PAGE_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_layers_page_dispose;
  page_class->update = imagette_layers_page_update;
  page_class->set_narrow = imagette_layers_page_set_narrow;
  page_class->leave = imagette_layers_page_leave;
  page_class->get_subject = imagette_layers_page_get_subject;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), "layers.draw", NULL, draw_action);
}

static void
imagette_layers_page_init (ImagetteLayersPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->box, "page");
  self->probe = IMAGETTE_PROBE_PANE (imagette_probe_pane_new ());
  g_signal_connect (self->probe, "tile-opened", G_CALLBACK (tile_opened_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->probe));
  for (int i = 0; i < N_BANKS; i++)
    {
      self->banks[i] = IMAGETTE_BANK (imagette_bank_new ((ImagetteBankKind) i));
      gtk_widget_set_hexpand (GTK_WIDGET (self->banks[i]), TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->banks[i]), i != IMAGETTE_BANK_RIVAL);
      g_signal_connect (self->banks[i], "tile-opened", G_CALLBACK (tile_opened_cb), self);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->banks[i]));
    }
  self->answer = IMAGETTE_ANSWER_PANE (imagette_answer_pane_new ());
  g_signal_connect (self->answer, "tile-opened", G_CALLBACK (tile_opened_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->answer));

  self->all_max = imagette_all_max_new ();
  g_signal_connect_object (self->all_max, "changed", G_CALLBACK (look_again), self,
                           G_CONNECT_SWAPPED);
  self->fit = IMAGETTE_FIT (imagette_fit_new (self->box, apply_size, self));
  self->large = IMAGETTE_LARGE_VIEW (imagette_large_view_new (GTK_WIDGET (self->fit)));
  g_signal_connect_swapped (self->large, "changed", G_CALLBACK (large_changed_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->large));
  self->pointing = (ImagettePointing) { IMAGETTE_PAGE (self), self->probe, self->banks, N_BANKS,
                                        self->answer, self->large };
  imagette_pointing_connect (&self->pointing);
}

ImagetteTile *
imagette_layers_page_get_opened (ImagetteLayersPage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_LAYERS_PAGE (self), NULL);
  return imagette_large_view_get_tile (self->large);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-results.h"

#include "nn/nn-screening.h"
#include "pages/imagette-number-spin.h"
#include "pages/imagette-parts.h"
#include "session/nn-session-hands.h"
#include "session/nn-session-studies.h"
#include "widgets/imagette-look.h"
#include "widgets/imagette-tile.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define FIRST_RADIUS 0.2f

struct _ImagetteHandsResults
{
  AdwBin parent_instance;

  GtkWidget *before, *now, *clip, *radius, *matrix, *words;
  NnSession *session;             /* borrowed from the page */
  NnEvaluation *evaluation;       /* before the last change; NULL: none was made */
  NnNetwork *network;             /* whose screening is shown; NULL: none yet */
  NnFeatures *features;           /* it was made with; NULL: without */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (ImagetteHandsResults, imagette_hands_results, ADW_TYPE_BIN)

static void
clip_cb (ImagetteHandsResults *self)
{
  const NnTrainingSpec *spec;
  NnHyper hyper;

  if (self->updating || self->session == NULL)
    return;
  spec = nn_session_get_spec (self->session);
  hyper = spec->hyper;
  hyper.rms_clip = gtk_switch_get_active (GTK_SWITCH (self->clip))
                     ? imagette_number_spin_get (self->radius) : 0;
  nn_session_set_hyper (self->session, &hyper, spec->batch);
}

static void
forget_screening (ImagetteHandsResults *self)
{
  g_clear_pointer (&self->network, nn_network_unref);
  g_clear_pointer (&self->features, nn_features_unref);
}

static void
imagette_hands_results_dispose (GObject *object)
{
  ImagetteHandsResults *self = IMAGETTE_HANDS_RESULTS (object);

  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  forget_screening (self);
  G_OBJECT_CLASS (imagette_hands_results_parent_class)->dispose (object);
}

static void
imagette_hands_results_class_init (ImagetteHandsResultsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_hands_results_dispose;
}

static GtkWidget *
new_clip (ImagetteHandsResults *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->clip = gtk_switch_new ();
  g_signal_connect_swapped (self->clip, "notify::active", G_CALLBACK (clip_cb), self);
  self->radius = imagette_number_spin_new (0.05, 0.5, 0.05, G_CALLBACK (clip_cb), self);
  imagette_number_spin_set (self->radius, FIRST_RADIUS);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  imagette_parts_row (list, _("RMS clip"), _("No filter grows beyond the radius, from the next batch on"),
                      self->clip);
  imagette_parts_row (list, _("Radius"), _("The largest root mean square of a filter's weights"),
                      self->radius);
  return list;
}

static void
imagette_hands_results_init (ImagetteHandsResults *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  ImagetteTile *matrix;

  self->before = imagette_parts_label ("", NULL);
  self->now = imagette_parts_label ("", "title-3");
  gtk_widget_add_css_class (self->before, "numeric");
  gtk_widget_add_css_class (self->now, "numeric");
  self->matrix = imagette_tile_new ();
  matrix = IMAGETTE_TILE (self->matrix);
  imagette_tile_set_title (matrix, _("How alike the C1 filters are, row by column"));
  imagette_tile_set_room (matrix, 6, 6);
  imagette_tile_set_scale (matrix, 32);
  gtk_widget_set_halign (self->matrix, GTK_ALIGN_START);
  self->words = imagette_parts_label ("", NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->words), 30);

  gtk_box_append (GTK_BOX (box), self->before);
  gtk_box_append (GTK_BOX (box), self->now);
  gtk_box_append (GTK_BOX (box), new_clip (self));
  gtk_box_append (GTK_BOX (box), imagette_parts_label (_("How alike the C1 filters are"), "dim"));
  gtk_box_append (GTK_BOX (box), self->matrix);
  gtk_box_append (GTK_BOX (box), self->words);
  adw_bin_set_child (ADW_BIN (self),
                     imagette_parts_card (imagette_parts_label (_("What it does"), "heading"), NULL,
                                          NULL, box));
}

GtkWidget *
imagette_hands_results_new (void)
{
  return g_object_new (IMAGETTE_TYPE_HANDS_RESULTS, NULL);
}

void
imagette_hands_results_note (ImagetteHandsResults *self,
                             NnSession            *session)
{
  NnFrame *live;

  g_return_if_fail (IMAGETTE_IS_HANDS_RESULTS (self));

  live = nn_session_get_live_frame (session);
  if (live == NULL || live->evaluation == NULL)
    return;
  nn_evaluation_ref (live->evaluation);
  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  self->evaluation = live->evaluation;
}

/* "98.61 %"; an ellipsis while it is being found out. (transfer full) */
static char *
accuracy_text (ImagetteHandsResults *self,
               const NnEvaluation   *evaluation)
{
  g_autofree char *number = NULL;
  NnStyle style;

  if (evaluation == NULL)
    return g_strdup ("…");
  imagette_look_init_style (GTK_WIDGET (self), &style);
  number = nn_style_number (&style, 100.0 * evaluation->correct / evaluation->n, 2);
  return g_strdup_printf (_("%s %%"), number);
}

static void
show_accuracy (ImagetteHandsResults *self,
               NnSession            *session)
{
  NnFrame *live = nn_session_get_live_frame (session);
  gboolean fresh = nn_session_hands_settled (session) && live->evaluation != self->evaluation;
  g_autofree char *after = accuracy_text (self, fresh ? live->evaluation : NULL);
  g_autofree char *before = accuracy_text (self, self->evaluation);
  g_autofree char *before_text = NULL, *now_text = NULL;

  before_text = self->evaluation != NULL ? g_strdup_printf (_("Test accuracy before: %s"), before)
                                         : g_strdup (_("Change a filter, and see what it was good for"));
  now_text = g_strdup_printf (_("Now: %s"), after);
  gtk_label_set_text (GTK_LABEL (self->before), before_text);
  gtk_label_set_text (GTK_LABEL (self->now), now_text);
}

static void
append_dead (GString           *text,
             const NnScreening *screening)
{
  for (int map = 0; map < screening->n_maps; map++)
    if ((screening->dead | screening->nearly_dead) >> map & 1)
      {
        g_string_append_c (text, '\n');
        if (screening->dead >> map & 1)
          g_string_append_printf (text, _("Filter %d is dead: no image excites it"), map + 1);
        else
          g_string_append_printf (text, _("Filter %d is nearly dead"), map + 1);
      }
}

static char *
screening_words (const NnScreening *screening)
{
  GString *text = g_string_new (NULL);

  if (screening->n_twins == 0)
    g_string_append (text, _("No twins: each filter has its own say"));
  for (int i = 0; i < MIN (screening->n_twins, 3); i++)
    g_string_append_printf (text, _("%sFilters %d and %d are twins"), i > 0 ? "\n" : "",
                            screening->twins[i].a + 1, screening->twins[i].b + 1);
  append_dead (text, screening);
  return g_string_free (text, FALSE);
}

/* Dead filters are known when the strongest patches of these very weights are. */
static void
show_screening (ImagetteHandsResults *self,
                NnSession            *session,
                NnColors              colors)
{
  NnNetwork *network = nn_session_get_live_frame (session)->network;
  NnFeatures *features = nn_session_get_features (session);
  const NnLayer *c1 = nn_network_find_layer (network, "c1");
  g_autofree char *words = NULL;
  NnScreening screening;

  if (features != NULL && features->network != network)
    features = NULL;
  if (c1 == NULL || (self->network == network && self->features == features)
      || !nn_screening_make (&screening, network,
                             (int) (c1 - nn_network_get_layers (network, NULL)),
                             features != NULL ? features->strongest[NN_FEATURE_C1] : NULL))
    return;
  forget_screening (self);
  self->network = nn_network_ref (network);
  self->features = features != NULL ? nn_features_ref (features) : NULL;
  imagette_tile_set_values (IMAGETTE_TILE (self->matrix), screening.cosine, screening.n_maps,
                            screening.n_maps, NN_TILE_SIGNED, colors, 1);
  words = screening_words (&screening);
  gtk_label_set_text (GTK_LABEL (self->words), words);
}

void
imagette_hands_results_update (ImagetteHandsResults *self,
                               NnSession            *session,
                               NnColors              colors)
{
  float radius = nn_session_get_spec (session)->hyper.rms_clip;

  /* Another run, or all is taken back: there is nothing to compare with. */
  if (self->session != session || nn_session_get_edits (session) == 0)
    g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  self->session = session;
  show_accuracy (self, session);
  show_screening (self, session, colors);
  self->updating = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->clip), radius > 0);
  if (radius > 0)
    imagette_number_spin_set (self->radius, radius);
  self->updating = FALSE;
}

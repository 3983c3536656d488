/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-screening.h"

#include "nn/nn-hands.h"
#include "nn/nn-screening.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "session/nn-session-studies.h"
#include "widgets/imagette-tile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAPS 6
#define WORDS_CHARS 30
#define NAMED 3                   /* pairs of twins; with more of them it is plain anyway */

struct _ImagetteScreening
{
  GtkBox parent_instance;

  GtkWidget *head, *matrix, *words;
  GtkWidget *numbers[2 * MAPS];   /* above the square, then left of it */
  NnNetwork *network;             /* that is shown; NULL: none yet */
  NnFeatures *features;           /* it was made with; NULL: without */
  NnColors colors;
};

G_DEFINE_FINAL_TYPE (ImagetteScreening, imagette_screening, GTK_TYPE_BOX)

static void
forget (ImagetteScreening *self)
{
  g_clear_pointer (&self->network, nn_network_unref);
  g_clear_pointer (&self->features, nn_features_unref);
}

static void
hovered_cb (ImagetteScreening *self, int row, int column)
{
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (row >= 0 && column >= 0 && row != column)
    {
      number = imagette_words_number (
        (double) imagette_tile_get_value (IMAGETTE_TILE (self->matrix), row, column), 2);
      /* Translators: the cosine of two filters; 1 is the same, 0 nothing in common. */
      text = g_strdup_printf (_("Filters %d and %d: %s"), MIN (row, column) + 1,
                              MAX (row, column) + 1, number);
    }
  gtk_label_set_text (GTK_LABEL (self->head), text != NULL ? text : _("How alike the C1 filters are"));
}

static void
imagette_screening_dispose (GObject *object)
{
  forget (IMAGETTE_SCREENING (object));
  G_OBJECT_CLASS (imagette_screening_parent_class)->dispose (object);
}

static void
imagette_screening_class_init (ImagetteScreeningClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_screening_dispose;
}

static GtkWidget *
new_square (ImagetteScreening *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->matrix = imagette_tile_new ();
  imagette_tile_set_title (IMAGETTE_TILE (self->matrix),
                           _("How alike the C1 filters are, row by column"));
  imagette_tile_set_room (IMAGETTE_TILE (self->matrix), MAPS, MAPS);
  g_signal_connect_swapped (self->matrix, "cell-hovered", G_CALLBACK (hovered_cb), self);
  for (int i = 0; i < 2 * MAPS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i % MAPS + 1);
      GtkWidget *label = gtk_label_new (number);

      gtk_widget_add_css_class (label, "dim");
      gtk_widget_add_css_class (label, "numeric");
      gtk_grid_attach (GTK_GRID (grid), label, i < MAPS ? i + 1 : 0, i < MAPS ? 0 : i - MAPS + 1,
                       1, 1);
      self->numbers[i] = label;
    }
  gtk_grid_attach (GTK_GRID (grid), self->matrix, 1, 1, MAPS, MAPS);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 0);
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  return grid;
}

static void
imagette_screening_init (ImagetteScreening *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->head = imagette_parts_label (_("How alike the C1 filters are"), "dim");
  self->words = imagette_parts_label ("", NULL);
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->words), WORDS_CHARS);
  gtk_box_append (GTK_BOX (self), self->head);
  gtk_box_append (GTK_BOX (self), new_square (self));
  gtk_box_append (GTK_BOX (self), self->words);
  imagette_screening_set_scale (self, 30);
}

GtkWidget *
imagette_screening_new (void)
{
  return g_object_new (IMAGETTE_TYPE_SCREENING, NULL);
}

void
imagette_screening_set_scale (ImagetteScreening *self,
                              int                scale)
{
  g_return_if_fail (IMAGETTE_IS_SCREENING (self));

  imagette_tile_set_scale (IMAGETTE_TILE (self->matrix), scale);
  for (int i = 0; i < 2 * MAPS; i++)
    gtk_widget_set_size_request (self->numbers[i], i < MAPS ? scale : 16, i < MAPS ? -1 : scale);
}

static void
append_state (GString   *text,
              NnMapState state,
              int        filter)
{
  if (state != NN_MAP_ALIVE && state != NN_MAP_NEVER_POSITIVE)
    g_string_append_c (text, '\n');
  switch (state)
    {
    case NN_MAP_DEAD:
      g_string_append_printf (text, _("Filter %d is dead: no image excites it"), filter);
      break;
    case NN_MAP_NEARLY_DEAD:
      g_string_append_printf (text, _("Filter %d is nearly dead"), filter);
      break;
    case NN_MAP_SATURATED:
      g_string_append_printf (text, _("Filter %d is saturated: nearly always at its ends"), filter);
      break;
    case NN_MAP_NOT_A_NUMBER:
      g_string_append_printf (text, _("Filter %d answers with what is not a number"), filter);
      break;
    case NN_MAP_NEVER_POSITIVE:
    case NN_MAP_ALIVE:
    default:
      break;
    }
}

static char *
words_of (const NnScreening *screening,
          const NnNetwork   *network)
{
  GString *text = g_string_new (NULL);

  if (screening->n_twins == 0)
    g_string_append (text, _("No twins: each filter has its own say"));
  for (int i = 0; i < MIN (screening->n_twins, NAMED); i++)
    g_string_append_printf (text, _("%sFilters %d and %d are twins"), i > 0 ? "\n" : "",
                            screening->twins[i].a + 1, screening->twins[i].b + 1);
  for (int map = 0; map < screening->n_maps; map++)
    if (nn_hands_is_muted (nn_network_get_hands (network), screening->layer, map))
      {
        g_string_append_c (text, '\n');
        g_string_append_printf (text, _("Filter %d is muted"), map + 1);
      }
    else
      append_state (text, screening->states[map], map + 1);
  return g_string_free (text, FALSE);
}

/* The present that was kept as a moment has the same weights in another place. */
static gboolean
are_of (NnFeatures *features,
        NnNetwork  *network)
{
  gsize size = nn_network_get_block_size (network);

  if (features->network == network)
    return TRUE;
  return size == nn_network_get_block_size (features->network)
         && nn_hands_equal (nn_network_get_hands (network),
                            nn_network_get_hands (features->network))
         && memcmp (nn_network_peek_block (network), nn_network_peek_block (features->network),
                    size * sizeof (float)) == 0;
}

void
imagette_screening_update (ImagetteScreening *self,
                           NnSession         *session,
                           NnColors           colors)
{
  NnNetwork *network = nn_session_get_live_frame (session)->network;
  NnFeatures *features = nn_session_get_features (session);
  const NnLayer *c1 = nn_network_find_layer (network, "c1");
  g_autofree char *words = NULL;
  NnScreening screening;

  g_return_if_fail (IMAGETTE_IS_SCREENING (self));

  if (features != NULL && !are_of (features, network))
    features = NULL;
  if (c1 == NULL || (self->network == network && self->features == features && self->colors == colors)
      || !nn_screening_make (&screening, network,
                             (int) (c1 - nn_network_get_layers (network, NULL)),
                             features != NULL ? features->strongest[NN_FEATURE_C1] : NULL))
    return;
  forget (self);
  self->network = nn_network_ref (network);
  self->features = features != NULL ? nn_features_ref (features) : NULL;
  self->colors = colors;
  imagette_tile_set_values (IMAGETTE_TILE (self->matrix), screening.cosine, screening.n_maps,
                            screening.n_maps, NN_TILE_SIGNED, colors, 1);
  words = words_of (&screening, network);
  imagette_parts_set_text (self->words, words, FALSE);
}

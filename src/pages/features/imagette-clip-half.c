/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-clip-half.h"

#include "nn/nn-hands.h"
#include "pages/features/imagette-clip-words.h"
#include "pages/features/imagette-feature-words.h"
#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"
#include "widgets/imagette-tile.h"

#include <glib/gi18n-lib.h>

#define COLUMNS 3
#define SIDE 5                    /* of a filter of C1 */
#define MAX_SCALE 60

struct _ImagetteClipHalf
{
  AdwBin parent_instance;

  NnClipSide side;
  GtkWidget *title, *accuracy;
  ImagetteTile *tiles[IMAGETTE_CLIP_FILTERS];
};

G_DEFINE_FINAL_TYPE (ImagetteClipHalf, imagette_clip_half, ADW_TYPE_BIN)

static void
imagette_clip_half_class_init (ImagetteClipHalfClass *class)
{
}

static void
imagette_clip_half_init (ImagetteClipHalf *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *card;

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_widget_set_vexpand (grid, TRUE);
  for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
    {
      GtkWidget *tile = imagette_tile_new ();

      self->tiles[map] = IMAGETTE_TILE (tile);
      imagette_tile_set_room (self->tiles[map], SIDE, SIDE);
      imagette_tile_set_max_scale (self->tiles[map], MAX_SCALE);
      imagette_tile_set_empty (self->tiles[map], _("not computed yet"));
      gtk_widget_set_hexpand (tile, TRUE);
      gtk_widget_set_vexpand (tile, TRUE);
      gtk_widget_set_size_request (tile, 90, 110);
      gtk_grid_attach (GTK_GRID (grid), tile, map % COLUMNS, map / COLUMNS, 1, 1);
    }
  self->title = imagette_parts_label ("", "title-3");
  self->accuracy = imagette_parts_label ("", "title-3");
  gtk_widget_add_css_class (self->accuracy, "numeric");
  gtk_label_set_xalign (GTK_LABEL (self->accuracy), 1);
  card = imagette_parts_card (self->title, self->accuracy, NULL, grid);
  gtk_widget_set_vexpand (card, TRUE);
  adw_bin_set_child (ADW_BIN (self), card);
}

GtkWidget *
imagette_clip_half_new (NnClipSide side)
{
  ImagetteClipHalf *self = g_object_new (IMAGETTE_TYPE_CLIP_HALF, NULL);

  self->side = side;
  gtk_label_set_text (GTK_LABEL (self->title), side == NN_CLIP_WITH ? _("With clip")
                                                                    : _("Without clip"));
  for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
    {
      g_autofree char *title = g_strdup_printf (side == NN_CLIP_WITH ? _("C1 filter %d with clip")
                                                                     : _("C1 filter %d without clip"),
                                                map + 1);

      imagette_tile_set_title (self->tiles[map], title);
    }
  return GTK_WIDGET (self);
}

/* NULL: nothing is to be said. */
static const char *
badge_of (const NnClipLesson *lesson,
          NnClipSide          side,
          int                 map)
{
  const NnStrongest *c1 = lesson->halves[side].c1;
  const char *word = NULL;

  if (c1 != NULL)
    word = imagette_feature_state_word (nn_strongest_get_state (c1, map));
  if (word == NULL && imagette_clip_is_clipped (lesson, side, map))
    word = _("clipped");
  return word;
}

static void
show_filter (ImagetteClipHalf   *self,
             const NnClipLesson *lesson,
             int                 map,
             NnColors            colors,
             float               m)
{
  NnNetwork *network = lesson->halves[self->side].network;
  int layer = imagette_clip_layer (lesson);
  g_autofree char *rms = imagette_words_number (nn_filter_rms (network, layer, map), 3);
  /* Translators: a filter's number, and the root mean square of its weights. */
  g_autofree char *caption = g_strdup_printf (_("%d: RMS %s"), map + 1, rms);
  NnFilter filter;

  nn_filter_get (&filter, network, NULL, layer, map);
  imagette_tile_set_values (self->tiles[map], filter.weights, SIDE, SIDE, NN_TILE_SIGNED, colors, m);
  imagette_tile_set_caption (self->tiles[map], caption);
  imagette_tile_set_badge (self->tiles[map], badge_of (lesson, self->side, map));
}

void
imagette_clip_half_update (ImagetteClipHalf   *self,
                           const NnClipLesson *lesson,
                           NnColors            colors,
                           float               m)
{
  const NnEvaluation *evaluation;
  g_autofree char *accuracy = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (IMAGETTE_IS_CLIP_HALF (self) && lesson != NULL);

  for (int map = 0; map < IMAGETTE_CLIP_FILTERS; map++)
    show_filter (self, lesson, map, colors, m);
  evaluation = lesson->halves[self->side].evaluation;
  accuracy = evaluation != NULL
               ? imagette_words_percent ((double) evaluation->correct / evaluation->n, 2)
               : g_strdup ("…");
  text = g_strdup_printf (_("Test accuracy: %s"), accuracy);
  gtk_label_set_text (GTK_LABEL (self->accuracy), text);
}

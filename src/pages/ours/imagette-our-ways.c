/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-ways.h"

#include "pages/imagette-parts.h"
#include "pages/imagette-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TEST NN_DIGIT_N_WAYS      /* the column of the test digits */
#define SCALE 3
#define NOTHING "–"

struct _ImagetteOurWays
{
  GtkWidget parent_instance;

  ImagetteTile *tiles[NN_DIGIT_N_WAYS];
  GtkWidget *reads[NN_DIGIT_N_WAYS], *right[NN_DIGIT_N_WAYS + 1];
};

G_DEFINE_FINAL_TYPE (ImagetteOurWays, imagette_our_ways, GTK_TYPE_WIDGET)

/* "12 of 15 · 80 %". (transfer full) */
static char *
right_text (const NnEvaluation *evaluation)
{
  g_autofree char *percent = NULL;

  if (evaluation == NULL)
    return g_strdup (NOTHING);
  percent = imagette_words_percent ((double) evaluation->correct / evaluation->n,
                                    evaluation->n < 1000 ? 0 : 2);
  if (evaluation->n >= 1000)
    return g_steal_pointer (&percent);
  return g_strdup_printf (_("%u of %u · %s"), evaluation->correct, evaluation->n, percent);
}

/* (transfer full) */
static char *
reads_text (const NnEvaluation *drawing,
            int                 way)
{
  g_autofree char *percent = NULL;

  if (drawing == NULL || !isfinite (drawing->probability[way]))
    return g_strdup (NOTHING);
  percent = imagette_words_percent ((double) drawing->probability[way], 0);
  return g_strdup_printf (_("%d · %s"), drawing->predicted[way], percent);
}

static void
imagette_our_ways_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (imagette_our_ways_parent_class)->dispose (object);
}

static void
imagette_our_ways_class_init (ImagetteOurWaysClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_our_ways_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
attach_label (GtkWidget  *grid,
              int         column,
              int         row,
              const char *text,
              const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 0.5f);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
  return label;
}

static void
imagette_our_ways_init (ImagetteOurWays *self)
{
  static const struct { const char *name, *tooltip; } ways[] = {
    { N_("As drawn"), N_("The sheet as it is, made small") },
    { N_("Centred"), N_("Moved, so that the middle of the ink is the middle of the picture") },
    { N_("Boxed"), N_("Made as large as a box of 20 × 20, then centred, as MNIST was") },
  };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  attach_label (grid, 0, 2, _("It reads"), NULL);
  attach_label (grid, 0, 3, _("Of ours, right"), NULL);
  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    {
      GtkWidget *name = attach_label (grid, way + 1, 0, _(ways[way].name), "heading");

      gtk_widget_set_tooltip_text (name, _(ways[way].tooltip));
      self->tiles[way] = IMAGETTE_TILE (imagette_tile_new ());
      imagette_tile_set_title (self->tiles[way], _(ways[way].name));
      imagette_tile_set_room (self->tiles[way], NN_IMAGE_SIDE, NN_IMAGE_SIDE);
      imagette_tile_set_scale (self->tiles[way], SCALE);
      gtk_widget_set_halign (GTK_WIDGET (self->tiles[way]), GTK_ALIGN_CENTER);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->tiles[way]), way + 1, 1, 1, 1);
      self->reads[way] = attach_label (grid, way + 1, 2, NOTHING, "numeric");
      self->right[way] = attach_label (grid, way + 1, 3, NOTHING, "numeric");
    }
  attach_label (grid, TEST + 1, 0, _("Test digits"), "heading");
  self->right[TEST] = attach_label (grid, TEST + 1, 3, NOTHING, "numeric");
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  imagette_our_ways_set_drawing (self, NULL);
}

GtkWidget *
imagette_our_ways_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OUR_WAYS, NULL);
}

void
imagette_our_ways_set_drawing (ImagetteOurWays *self,
                               const guint8    *drawing)
{
  g_return_if_fail (IMAGETTE_IS_OUR_WAYS (self));

  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    if (drawing != NULL)
      imagette_tile_set_bytes (self->tiles[way], drawing + way * NN_IMAGE_SIZE, NN_IMAGE_SIDE,
                               NN_IMAGE_SIDE);
    else
      imagette_tile_set_empty (self->tiles[way], _("Draw a digit"));
}

void
imagette_our_ways_set_answer (ImagetteOurWays         *self,
                              const ImagetteOurAnswer *answer,
                              const NnEvaluation      *test)
{
  g_autofree char *of_test = right_text (test);

  g_return_if_fail (IMAGETTE_IS_OUR_WAYS (self));

  for (int way = 0; way < NN_DIGIT_N_WAYS; way++)
    {
      g_autofree char *reads = reads_text (answer != NULL ? answer->drawing : NULL, way);
      g_autofree char *right = right_text (answer != NULL ? answer->sets[way] : NULL);

      imagette_parts_set_text (self->reads[way], reads, FALSE);
      imagette_parts_set_text (self->right[way], right, FALSE);
    }
  imagette_parts_set_text (self->right[TEST], of_test, FALSE);
}

ImagetteTile *
imagette_our_ways_get_tile (ImagetteOurWays *self,
                            NnDigitWay       way)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WAYS (self), NULL);
  return self->tiles[way];
}

const char *
imagette_our_ways_get_reads (ImagetteOurWays *self,
                             NnDigitWay       way)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WAYS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->reads[way]));
}

const char *
imagette_our_ways_get_right (ImagetteOurWays *self,
                             int              way)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_WAYS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->right[way]));
}

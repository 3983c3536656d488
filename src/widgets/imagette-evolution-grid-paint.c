/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-evolution-grid-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#define GAP 4                     /* between cells, so that a frame fits in */
#define ROW_EMS 1.9               /* room for a row's number */
#define HEAD_EMS 3.1              /* two lines: batch or epoch, and which */
#define LABEL_GAP 3

/* Geometry */

typedef struct
{
  int scale, step, left, top;     /* step: from one cell to the next */
} Place;

static Place
place_in (ImagetteEvolutionGrid *self, const NnStyle *style, double width, double height)
{
  Place place;
  double across, down;

  place.left = (int) ceil (ROW_EMS * style->font_size);
  place.top = (int) ceil (HEAD_EMS * style->font_size);
  across = (width - place.left) / MAX (self->n_columns, 1) - GAP;
  down = (height - place.top) / MAX (self->n_rows, 1) - GAP;
  place.scale = MAX (1, (int) floor (MIN (across, down) / EVOLUTION_SIDE));
  place.step = place.scale * EVOLUTION_SIDE + GAP;
  return place;
}

static Place
place_now (ImagetteEvolutionGrid *self)
{
  NnStyle style;

  imagette_look_init_style (GTK_WIDGET (self), &style);
  return place_in (self, &style, gtk_widget_get_width (GTK_WIDGET (self)),
                   gtk_widget_get_height (GTK_WIDGET (self)));
}

int
imagette_evolution_grid_get_scale (ImagetteEvolutionGrid *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), 1);

  return place_now (self).scale;
}

void
imagette_evolution_grid_get_cell_rect (ImagetteEvolutionGrid *self,
                                       int                    row,
                                       int                    column,
                                       graphene_rect_t       *rect)
{
  Place place;
  int side;

  g_return_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self));

  place = place_now (self);
  side = place.scale * EVOLUTION_SIDE;
  graphene_rect_init (rect, (float) (place.left + column * place.step),
                      (float) (place.top + row * place.step), (float) side, (float) side);
}

gboolean
imagette_evolution_grid_cell_at (ImagetteEvolutionGrid *self,
                                 double                 x,
                                 double                 y,
                                 int                   *row,
                                 int                   *column)
{
  Place place = place_now (self);

  *row = (int) floor ((y - place.top) / place.step);
  *column = (int) floor ((x - place.left) / place.step);
  if (*row >= 0 && *row < self->n_rows && *column >= 0 && *column < self->n_columns)
    return TRUE;
  *row = *column = -1;
  return FALSE;
}

void
imagette_evolution_grid_measure (GtkWidget      *widget,
                                 GtkOrientation  orientation,
                                 int             for_size,
                                 int            *minimum,
                                 int            *natural,
                                 int            *minimum_baseline,
                                 int            *natural_baseline)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  NnStyle style;

  imagette_look_init_style (widget, &style);
  *minimum = (int) ceil ((across ? ROW_EMS : HEAD_EMS) * style.font_size)
             + MAX (1, across ? self->n_columns : self->n_rows) * (EVOLUTION_SIDE + GAP);
  *natural = *minimum;
}

/* Painting */

float
imagette_evolution_grid_get_max (ImagetteEvolutionGrid *self, int row, int column)
{
  gboolean rows = self->scope == NN_SCOPE_LAYER || self->scope == NN_SCOPE_ALL;
  gboolean columns = rows || self->scope == NN_SCOPE_ROW;
  float m = 0;

  g_return_val_if_fail (IMAGETTE_IS_EVOLUTION_GRID (self), 0);
  g_return_val_if_fail (row >= 0 && row < self->n_rows, 0);
  g_return_val_if_fail (column >= 0 && column < self->n_columns, 0);

  for (int r = rows ? 0 : row; r < (rows ? self->n_rows : row + 1); r++)
    for (int c = columns ? 0 : column; c < (columns ? self->n_columns : column + 1); c++)
      m = MAX (m, evolution_cell (self, r, c)->m);
  return m;
}

typedef enum { NOTHING, START, BATCH, EPOCH } HeadKind;

static HeadKind
head_kind (const ImagetteMark *mark)
{
  return mark->update == 0 ? START : mark->epoch > 0 ? EPOCH : BATCH;
}

static const char *
head_word (HeadKind kind)
{
  return kind == START ? C_("moment", "start") : kind == EPOCH ? _("epoch") : _("batch");
}

/* The moments over the columns: what the numbers count where that changes, and under it the
 * numbers. What has no room beside the one before waits for the next column. */
static void
paint_head (ImagetteEvolutionGrid *self, cairo_t *cr, const NnStyle *style, const Place *place)
{
  double lower = place->top - 0.6 * style->font_size - LABEL_GAP;
  double upper = lower - 1.3 * style->font_size;
  double lower_end = 0, upper_end = 0, w;
  HeadKind said = NOTHING;

  for (int column = 0; column < self->n_columns; column++)
    {
      const ImagetteMark *mark = &self->marks[column];
      HeadKind kind = head_kind (mark);
      double x = place->left + column * place->step;
      double middle = x + (place->step - GAP) / 2.0;
      g_autofree char *text = kind == EPOCH ? g_strdup_printf ("%u", mark->epoch)
                                            : g_strdup_printf ("%" PRIu64, mark->update);

      if (kind != said && x >= upper_end)
        {
          nn_style_text (style, cr, head_word (kind), x, upper, 0, 0.5, style->text, 1, FALSE);
          nn_style_measure (style, cr, head_word (kind), 1, FALSE, &w, NULL);
          upper_end = x + w + LABEL_GAP;
          said = kind;
        }
      nn_style_measure (style, cr, text, 1, FALSE, &w, NULL);
      if (middle - w / 2 < lower_end)
        continue;
      nn_style_text (style, cr, text, middle, lower, 0.5, 0.5, style->text, 1, FALSE);
      lower_end = middle + w / 2 + LABEL_GAP;
    }
}

/* Ringed in the background's colour, so that it is seen on any picture. */
static void
paint_jump (cairo_t *cr, const NnStyle *style, double x, double y, int scale)
{
  double leg = 5 + 3 * scale;

  cairo_move_to (cr, x - 1, y - 1);
  cairo_line_to (cr, x + leg, y - 1);
  cairo_line_to (cr, x - 1, y + leg);
  cairo_close_path (cr);
  nn_style_set_color (cr, style->select, 1);
  cairo_fill_preserve (cr);
  nn_style_set_color (cr, style->background, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
paint_cell (ImagetteEvolutionGrid *self,
            cairo_t               *cr,
            const NnStyle         *style,
            const Place           *place,
            int                    row,
            int                    column)
{
  EvolutionCell *cell = evolution_cell (self, row, column);
  int x = place->left + column * place->step, y = place->top + row * place->step;
  int side = place->scale * EVOLUTION_SIDE;
  cairo_surface_t *surface;

  if (cell->projection == NULL)
    {
      nn_style_set_color (cr, style->dim, 0.6);
      cairo_set_line_width (cr, 1);
      cairo_rectangle (cr, x + 0.5, y + 0.5, side - 1, side - 1);
      cairo_stroke (cr);
      nn_style_text (style, cr, "–", x + side / 2.0, y + side / 2.0, 0.5, 0.5, style->dim, 1,
                     FALSE);
    }
  else
    {
      surface = nn_tile_surface (nn_tensor_get_data (cell->projection), EVOLUTION_SIDE,
                                 EVOLUTION_SIDE, NN_TILE_SIGNED, self->colors,
                                 imagette_evolution_grid_get_max (self, row, column));
      nn_tile_paint (cr, surface, x, y, place->scale);
      cairo_surface_destroy (surface);
    }
  if (cell->jump)
    paint_jump (cr, style, x, y, place->scale);
}

void
imagette_evolution_grid_paint (ImagetteCanvas *canvas,
                               cairo_t        *cr,
                               const NnStyle  *style,
                               double          width,
                               double          height)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (canvas);
  Place place = place_in (self, style, width, height);

  if (self->n_columns == 0 || self->n_rows == 0)
    {
      nn_style_text (style, cr, _("not computed yet"), width / 2, height / 2, 0.5, 0.5,
                     style->text, 1, FALSE);
      return;
    }
  paint_head (self, cr, style, &place);
  for (int row = 0; row < self->n_rows; row++)
    {
      g_autofree char *number = g_strdup_printf ("%d", row + 1);

      nn_style_text (style, cr, number, place.left - 2 * LABEL_GAP,
                     place.top + row * place.step + (place.step - GAP) / 2.0, 1, 0.5, style->text,
                     1, FALSE);
      for (int column = 0; column < self->n_columns; column++)
        paint_cell (self, cr, style, &place, row, column);
    }
}

void
imagette_evolution_grid_paint_over (ImagetteCanvas *canvas,
                                    cairo_t        *cr,
                                    const NnStyle  *style,
                                    double          width,
                                    double          height)
{
  ImagetteEvolutionGrid *self = IMAGETTE_EVOLUTION_GRID (canvas);
  Place place = place_in (self, style, width, height);

  nn_style_set_color (cr, style->select, 1);
  if (self->selected >= 0)
    {
      cairo_set_line_width (cr, 3);
      cairo_rectangle (cr, place.left + self->selected * place.step - 2, place.top - 2, place.step,
                       self->n_rows * place.step);
      cairo_stroke (cr);
    }
  if (self->row >= 0)
    {
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, place.left + self->column * place.step - 1,
                       place.top + self->row * place.step - 1, place.step - GAP + 2,
                       place.step - GAP + 2);
      cairo_stroke (cr);
    }
}

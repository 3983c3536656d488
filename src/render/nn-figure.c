/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/nn-figure-private.h"

#include "base/nn-error.h"
#include "render/nn-style.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
bank_free (gpointer data)
{
  NnBank *bank = data;

  g_free (bank->title);
  nn_tensor_unref (bank->tensor);
  g_strfreev (bank->column_labels);
  g_strfreev (bank->row_labels);
  g_free (bank->marks);
  g_free (bank->maxima);
  g_free (bank->words);
  g_free (bank);
}

NnFigure *
nn_figure_new (NnScope scope, NnColors colors, int scale)
{
  NnFigure *figure;

  g_return_val_if_fail (scale >= 1, NULL);

  figure = g_new0 (NnFigure, 1);
  figure->scope = scope;
  figure->colors = colors;
  figure->scale = scale;
  figure->language = g_strdup ("en");
  figure->banks = g_ptr_array_new_with_free_func (bank_free);
  return figure;
}

void
nn_figure_free (NnFigure *figure)
{
  if (!figure)
    return;

  g_ptr_array_unref (figure->banks);
  g_free (figure->caption);
  g_free (figure->language);
  g_free (figure);
}

void
nn_figure_set_caption (NnFigure *figure, const char *caption, const char *language)
{
  g_return_if_fail (figure != NULL && language != NULL);

  g_free (figure->caption);
  figure->caption = g_strdup (caption);
  g_free (figure->language);
  figure->language = g_strdup (language);
}

void
nn_figure_add_bank (NnFigure   *figure,
                    const char *title,
                    NnTensor   *tensor,
                    int         rows,
                    int         columns,
                    NnTileKind  kind,
                    float       scope_max)
{
  NnBank *bank;
  int rank;
  gsize height, width;

  g_return_if_fail (figure != NULL && tensor != NULL);
  g_return_if_fail (rows >= 1 && columns >= 1);
  rank = nn_tensor_get_rank (tensor);
  height = rank > 1 ? nn_tensor_get_dim (tensor, rank - 2) : 1;
  width = nn_tensor_get_dim (tensor, rank - 1);
  g_return_if_fail (nn_tensor_get_size (tensor) == (gsize) rows * columns * height * width);

  bank = g_new0 (NnBank, 1);
  bank->title = g_strdup (title);
  bank->tensor = nn_tensor_ref (tensor);
  bank->rows = rows;
  bank->columns = columns;
  bank->height = (int) height;
  bank->width = (int) width;
  bank->kind = kind;
  bank->scope_max = scope_max;
  bank->marks = g_new0 (guint8, (gsize) rows * columns);
  g_ptr_array_add (figure->banks, bank);
}

static NnBank *
last_bank (const NnFigure *figure)
{
  g_assert (figure->banks->len > 0);
  return g_ptr_array_index (figure->banks, figure->banks->len - 1);
}

static char **
copy_labels (const char *const *labels, int n)
{
  char **copy = labels ? g_new0 (char *, n + 1) : NULL;

  for (int i = 0; labels && i < n; i++)
    copy[i] = g_strdup (labels[i]);
  return copy;
}

void
nn_figure_label_bank (NnFigure *figure, const char *const *columns, const char *const *rows)
{
  NnBank *bank;

  g_return_if_fail (figure != NULL && figure->banks->len > 0);

  bank = last_bank (figure);
  g_strfreev (bank->column_labels);
  g_strfreev (bank->row_labels);
  bank->column_labels = copy_labels (columns, bank->columns);
  bank->row_labels = copy_labels (rows, bank->rows);
}

void
nn_figure_mark_tile (NnFigure *figure, int row, int column, NnMark mark)
{
  NnBank *bank;

  g_return_if_fail (figure != NULL && figure->banks->len > 0);

  bank = last_bank (figure);
  g_return_if_fail (row >= 0 && row < bank->rows && column >= 0 && column < bank->columns);
  bank->marks[row * bank->columns + column] = (guint8) mark;
}

void
nn_figure_set_tile_max (NnFigure *figure, int row, int column, float max)
{
  NnBank *bank;
  int n;

  g_return_if_fail (figure != NULL && figure->banks->len > 0);

  bank = last_bank (figure);
  n = bank->rows * bank->columns;
  g_return_if_fail (row >= 0 && row < bank->rows && column >= 0 && column < bank->columns);
  if (bank->maxima == NULL)
    {
      bank->maxima = g_new (float, n);
      for (int i = 0; i < n; i++)
        bank->maxima[i] = NAN;
    }
  bank->maxima[row * bank->columns + column] = max;
}

void
nn_figure_explain_tile (NnFigure *figure, int row, int column, const char *words)
{
  NnBank *bank;

  g_return_if_fail (figure != NULL && figure->banks->len > 0);

  bank = last_bank (figure);
  g_return_if_fail (row >= 0 && row < bank->rows && column >= 0 && column < bank->columns);
  if (bank->words == NULL)
    bank->words = g_new0 (const char *, (gsize) bank->rows * bank->columns);
  bank->words[row * bank->columns + column] = words;
}

NnMark
nn_bank_get_mark (const NnBank *bank, int row, int column)
{
  return (NnMark) bank->marks[row * bank->columns + column];
}

int
nn_bank_corner (const NnBank *bank, const NnFigure *figure)
{
  return MAX (2, MIN (bank->width, bank->height) * figure->scale / 5);
}

const float *
nn_bank_get_tile (const NnBank *bank, int row, int column)
{
  gsize size = (gsize) bank->height * bank->width;

  return nn_tensor_get_data (bank->tensor) + ((gsize) row * bank->columns + column) * size;
}

float
nn_bank_get_m (const NnBank *bank, NnScope scope, int row, int column)
{
  gsize tile = (gsize) bank->height * bank->width;

  if (bank->maxima != NULL && !isnan (bank->maxima[row * bank->columns + column]))
    return bank->maxima[row * bank->columns + column];
  switch (scope)
    {
    case NN_SCOPE_TILE:
      return nn_scope_max (nn_bank_get_tile (bank, row, column), tile);
    case NN_SCOPE_ROW:
      return nn_scope_max (nn_bank_get_tile (bank, row, 0), tile * bank->columns);
    case NN_SCOPE_LAYER:
      return nn_tensor_abs_max (bank->tensor);
    case NN_SCOPE_ALL:
      return bank->scope_max;
    default:
      g_return_val_if_reached (0);
    }
}

guint32
nn_figure_gap_color (const NnFigure *figure)
{
  return figure->colors == NN_COLORS_DIVERGING ? 0x808080 : 0xffffff;
}

void
nn_figure_pixel_size (NnFigure *figure, gint64 *width, gint64 *height)
{
  *width = *height = 0;
  for (guint i = 0; i < figure->banks->len; i++)
    {
      const NnBank *bank = g_ptr_array_index (figure->banks, i);
      gint64 w = ((gint64) bank->width * figure->scale + NN_FIGURE_GAP) * bank->columns;
      gint64 h = ((gint64) bank->height * figure->scale + NN_FIGURE_GAP) * bank->rows;

      *width = MAX (*width, w - NN_FIGURE_GAP);
      *height += h - NN_FIGURE_GAP + (i > 0 ? NN_FIGURE_BANK_GAP : 0);
    }
}

void
nn_figure_get_size (NnFigure *figure, NnFormat format, int *width, int *height)
{
  gint64 w, h;

  g_return_if_fail (figure != NULL);

  if (format == NN_FORMAT_SVG || format == NN_FORMAT_PDF)
    nn_figure_vector_size (figure, &w, &h);
  else
    nn_figure_pixel_size (figure, &w, &h);
  if (width)
    *width = (int) MIN (w, G_MAXINT);
  if (height)
    *height = (int) MIN (h, G_MAXINT);
}

gboolean
nn_figure_check_size (double width, double height, int scale, GError **error)
{
  /* 32767 is cairo's limit of a side. */
  if (width <= 32767 && height <= 32767 && width * height <= NN_FIGURE_MAX_PIXELS)
    return TRUE;

  g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
               _("The picture would be %.0f × %.0f pixels; a scale smaller than %d is needed"), width,
               height, scale);
  return FALSE;
}

static gboolean
check_size (NnFigure *figure, GError **error)
{
  gint64 width, height;

  nn_figure_pixel_size (figure, &width, &height);
  return nn_figure_check_size ((double) width, (double) height, figure->scale, error);
}

GBytes *
nn_figure_serialize (NnFigure *figure, NnFormat format, GError **error)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (figure->banks->len > 0, NULL);

  if (format != NN_FORMAT_NPY && !check_size (figure, error))
    return NULL;

  switch (format)
    {
    case NN_FORMAT_PNG:
      return nn_figure_to_png (figure, error);
    case NN_FORMAT_SVG:
    case NN_FORMAT_PDF:
      return nn_figure_to_vector (figure, format, error);
    case NN_FORMAT_NPY:
      return nn_figure_to_npy (figure, error);
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
draw_plain (NnFigure *figure, cairo_t *cr)
{
  gint64 width, height;
  double top = 0;

  nn_figure_pixel_size (figure, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  for (guint i = 0; i < figure->banks->len; i++)
    {
      const NnBank *bank = g_ptr_array_index (figure->banks, i);
      double w = (double) bank->width * figure->scale + NN_FIGURE_GAP;
      double h = (double) bank->height * figure->scale + NN_FIGURE_GAP;

      nn_style_set_color (cr, nn_figure_gap_color (figure), 1);
      cairo_rectangle (cr, 0, top, bank->columns * w - NN_FIGURE_GAP,
                       bank->rows * h - NN_FIGURE_GAP);
      cairo_fill (cr);
      for (int row = 0; row < bank->rows; row++)
        for (int column = 0; column < bank->columns; column++)
          nn_bank_draw_tile (bank, figure, cr, row, column, column * w, top + row * h);
      top += bank->rows * h - NN_FIGURE_GAP + NN_FIGURE_BANK_GAP;
    }
}

void
nn_figure_draw (NnFigure *figure, cairo_t *cr, gboolean with_caption)
{
  g_return_if_fail (figure != NULL && cr != NULL);

  cairo_save (cr);
  if (with_caption)
    nn_figure_draw_captioned (figure, cr);
  else
    draw_plain (figure, cr);
  cairo_restore (cr);
}

static const char *const format_names[] = { "png", "svg", "pdf", "npy" };

const char *
nn_format_to_string (NnFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (format_names), NULL);
  return format_names[format];
}

gboolean
nn_format_from_string (NnFormat *format, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_names); i++)
    if (g_strcmp0 (format_names[i], name) == 0)
      {
        *format = (NnFormat) i;
        return TRUE;
      }
  return FALSE;
}

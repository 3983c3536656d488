/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-style.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LARGE 1e9                 /* larger numbers are written with a power of ten */

/* Series after Okabe and Ito's palette, darkened or lightened until each has 3 : 1 to its card. */
static const NnStyle light_style = {
  .background = 0xffffff,
  .text = 0x2e3436,
  .dim = 0x5e6264,
  .grid = 0xdcdcdc,
  .empty = 0xebebeb,
  .accent = 0x1a5fb4,
  .select = 0xe66100,
  .mistake = 0xc01c28,
  .right = 0x1b7f9e,
  .wrong = 0xe66100,
  .series = { 0x1c71d8, 0x00875a, 0xc64600, 0x813d9c, 0x8f6a00, 0x5e5c64 },
};

static const NnStyle dark_style = {
  .background = 0x363636,
  .text = 0xffffff,
  .dim = 0xc0bfbc,
  .grid = 0x4a4a4a,
  .empty = 0x3d3d3d,
  .accent = 0x78aeed,
  .select = 0xff9a3c,
  .mistake = 0xff938c,
  .right = 0x58c4e0,
  .wrong = 0xff9a3c,
  .series = { 0x78aeed, 0x57d9a3, 0xff9a3c, 0xd0a0e8, 0xe5c76b, 0xc0bfbc },
};

void
nn_style_init (NnStyle *style, gboolean dark, double font_size)
{
  g_return_if_fail (style != NULL);

  *style = dark ? dark_style : light_style;
  style->font = "Sans";
  style->font_size = font_size > 0 ? font_size : 13;
}

void
nn_style_set_color (cairo_t *cr, guint32 color, double alpha)
{
  cairo_set_source_rgba (cr, ((color >> 16) & 0xff) / 255.0, ((color >> 8) & 0xff) / 255.0,
                         (color & 0xff) / 255.0, alpha);
}

static double
luminance (guint32 color)
{
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    {
      double c = ((color >> (16 - 8 * i)) & 0xff) / 255.0;

      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4));
    }
  return sum;
}

double
nn_style_contrast (guint32 a, guint32 b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

guint32
nn_style_ink_on (guint32 color)
{
  return nn_style_contrast (color, 0x000000) >= nn_style_contrast (color, 0xffffff) ? 0x000000
                                                                                    : 0xffffff;
}

guint32
nn_style_mix (guint32 base, guint32 color, double amount)
{
  guint32 mixed = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      double from = (base >> shift) & 0xff, to = (color >> shift) & 0xff;

      mixed |= (guint32) floor (from + (to - from) * CLAMP (amount, 0, 1) + 0.5) << shift;
    }
  return mixed;
}

PangoLayout *
nn_style_layout (const NnStyle *style,
                 cairo_t       *cr,
                 const char    *text,
                 double         size,
                 gboolean       bold)
{
  PangoLayout *layout;
  PangoFontDescription *font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();

  layout = style->context ? pango_layout_new (style->context) : pango_cairo_create_layout (cr);
  pango_font_description_set_family_static (font, style->font);
  pango_font_description_set_absolute_size (font, style->font_size * size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  /* Tabular figures: a number that changes must not make its neighbours jump. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* A layout costs more than its drawing, and most words on screen are those of the picture before:
 * the last ones are kept where style says so. */
#define KEPT 128

typedef struct
{
  PangoLayout *layout;            /* holds its context, follows it, and has the text */
  double pixels;
  gboolean bold;
  const char *font;
  guint64 used;
} Kept;

static gboolean
is_kept (const Kept    *kept,
         const NnStyle *style,
         const char    *text,
         double         pixels,
         gboolean       bold)
{
  return kept->layout != NULL && kept->pixels == pixels && kept->bold == bold
         && pango_layout_get_context (kept->layout) == style->context
         && g_str_equal (kept->font, style->font)
         && g_str_equal (pango_layout_get_text (kept->layout), text);
}

/* As nn_style_layout (), but not to be changed. (transfer full) */
static PangoLayout *
find_layout (const NnStyle *style,
             cairo_t       *cr,
             const char    *text,
             double         size,
             gboolean       bold)
{
  static Kept all[KEPT];
  static guint64 clock;
  Kept *oldest = &all[0];
  double pixels = style->font_size * size;

  if (style->context == NULL || !style->keep_layouts)
    return nn_style_layout (style, cr, text, size, bold);
  for (int i = 0; i < KEPT; i++)
    {
      if (is_kept (&all[i], style, text, pixels, bold))
        {
          all[i].used = ++clock;
          return g_object_ref (all[i].layout);
        }
      if (all[i].used < oldest->used)
        oldest = &all[i];
    }
  g_clear_object (&oldest->layout);
  *oldest = (Kept) {
    .layout = nn_style_layout (style, cr, text, size, bold),
    .pixels = pixels,
    .bold = bold,
    .font = style->font,
    .used = ++clock,
  };
  return g_object_ref (oldest->layout);
}

void
nn_style_text (const NnStyle *style,
               cairo_t       *cr,
               const char    *text,
               double         x,
               double         y,
               double         x_align,
               double         y_align,
               guint32        color,
               double         size,
               gboolean       bold)
{
  g_autoptr (PangoLayout) layout = find_layout (style, cr, text, size, bold);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  nn_style_set_color (cr, color, 1);
  cairo_move_to (cr, x - x_align * box.width / PANGO_SCALE, y - y_align * box.height / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
}

void
nn_style_text_in (const NnStyle *style,
                  cairo_t       *cr,
                  const char    *text,
                  double         x,
                  double         y,
                  double         width,
                  double         height,
                  guint32        color,
                  double         size,
                  gboolean       bold)
{
  double used, room = MAX (width - 4, 1);

  nn_style_measure (style, cr, text, size, bold, &used, NULL);
  nn_style_text (style, cr, text, x + width / 2, y + height / 2, 0.5, 0.5, color,
                 used > room ? size * room / used : size, bold);
}

void
nn_style_measure (const NnStyle *style,
                  cairo_t       *cr,
                  const char    *text,
                  double         size,
                  gboolean       bold,
                  double        *width,
                  double        *height)
{
  g_autoptr (PangoLayout) layout = find_layout (style, cr, text, size, bold);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  if (width)
    *width = (double) box.width / PANGO_SCALE;
  if (height)
    *height = (double) box.height / PANGO_SCALE;
}

char *
nn_style_number (const NnStyle *style, double value, int decimals)
{
  char format[16], buffer[G_ASCII_DTOSTR_BUF_SIZE * 8];

  g_return_val_if_fail (decimals >= 0 && decimals < 16, NULL);

  if (isnan (value))
    return g_strdup ("–");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : "−∞");

  /* Of a run that has left all bounds: nobody counts twenty digits. */
  if (fabs (value) >= LARGE)
    return style->locale_numbers ? g_strdup_printf ("%.2e", value)
                                 : g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.2e", value));
  if (fabs (value) < 0.5 * pow (10, -decimals))
    value = 0;                    /* never "-0.00" */
  if (style->locale_numbers)
    return g_strdup_printf ("%'.*f", decimals, value);

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, format, value));
}

char *
nn_style_percent (const NnStyle *style, double fraction, int decimals)
{
  g_autofree char *number = nn_style_number (style, 100 * fraction, decimals);

  if (!isfinite (fraction))
    return g_steal_pointer (&number);

  return g_strdup_printf ("%s %%", number);
}

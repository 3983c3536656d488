/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/nn-sheet.h"

#include "base/nn-error.h"
#include "render/nn-figure-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Everything about text that a desktop could change is fixed: its own font
 * map, no hinting, no rounding of places, 72 dots an inch, the language given. */
void
nn_sheet_init_style (NnStyle *style, double font_size, const char *language)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  nn_style_init (style, FALSE, font_size);
  style->text = style->dim = 0x000000;
  style->font = "DejaVu Sans,sans-serif";
  style->context = pango_font_map_create_context (map);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_subpixel_order (options, CAIRO_SUBPIXEL_ORDER_DEFAULT);
  pango_cairo_context_set_font_options (style->context, options);
  pango_context_set_round_glyph_positions (style->context, FALSE);
  pango_context_set_language (style->context, pango_language_from_string (language));
  pango_context_set_base_dir (style->context, PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
  g_object_unref (map);
}

void
nn_sheet_clear_style (NnStyle *style)
{
  g_clear_object (&style->context);
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* White paper, then what the caller draws. */
static void
draw_page (const NnSheet *sheet, const NnStyle *style, cairo_t *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, sheet->width, sheet->height);
  cairo_fill (cr);
  sheet->draw (cr, style, sheet->data);
}

static void
draw (const NnSheet *sheet, cairo_t *cr)
{
  NnStyle style;

  nn_sheet_init_style (&style, sheet->font_size, sheet->language);
  draw_page (sheet, &style, cr);
  nn_sheet_clear_style (&style);
}

static gboolean
check (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED, _("The figure could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

/* Draws and finishes; takes the surface. Pages share a style, and so the fonts in the file. */
static gboolean
render (const NnSheet *pages, guint n_pages, cairo_surface_t *surface, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;
  NnStyle style;

  nn_sheet_init_style (&style, pages->font_size, pages->language);
  for (guint i = 0; i < n_pages; i++)
    {
      if (cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_PDF)
        cairo_pdf_surface_set_size (surface, pages[i].width, pages[i].height);
      draw_page (&pages[i], &style, cr);
      cairo_show_page (cr);
    }
  nn_sheet_clear_style (&style);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return check (status, error);
}

GBytes *
nn_sheet_serialize_pages (const NnSheet *sheet, guint n_pages, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;

  g_return_val_if_fail (sheet != NULL && n_pages > 0, NULL);

  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, sheet->width, sheet->height);
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Imagette");
  if (sheet->title)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  return render (sheet, n_pages, surface, error) ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
                                        : NULL;
}

/* Cairo numbers surfaces through the life of a process, and writes the number
 * into the file: count them anew in the order they appear. */
static gboolean
renumber_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  GHashTable *numbers = data;
  g_autofree char *head = g_match_info_fetch (match, 1), *old = g_match_info_fetch (match, 2);
  gpointer number = g_hash_table_lookup (numbers, old);

  if (!number)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, g_strdup (old), number);
    }
  g_string_append_printf (result, "%s%u", head, GPOINTER_TO_UINT (number));
  return FALSE;
}

static char *
normalize_svg (const char *svg, gsize length, const char *caption)
{
  g_autoptr (GRegex) regex = g_regex_new ("([\"#](?:surface|source|mask|image|filter)-?)(\\d+)", 0,
                                          0, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *renumbered = g_regex_replace_eval (regex, svg, (gssize) length, 0, 0,
                                                      renumber_cb, numbers, NULL);
  g_autofree char *escaped = g_markup_escape_text (caption ? caption : "", -1);
  const char *root = strstr (renumbered, "<svg");
  const char *end = root ? strchr (root, '>') : NULL;

  if (!end || !caption)
    return g_steal_pointer (&renumbered);

  /* The glyphs of the caption are outlines; the title says it to readers and search. */
  return g_strdup_printf ("%.*s\n<title>%s</title>%s", (int) (end + 1 - renumbered), renumbered,
                          escaped, end + 1);
}

static GBytes *
to_svg (const NnSheet *sheet, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, bytes, sheet->width,
                                                                  sheet->height);
  char *svg;

  cairo_svg_surface_restrict_to_version (surface, CAIRO_SVG_VERSION_1_1);
  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  if (!render (sheet, 1, surface, error))
    return NULL;
  svg = normalize_svg ((const char *) bytes->data, bytes->len, sheet->title);
  return g_bytes_new_take (svg, strlen (svg));
}

static GBytes *
to_png (const NnSheet *sheet, GError **error)
{
  int width = (int) sheet->width, height = (int) sheet->height;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);
  cairo_t *cr = cairo_create (surface);
  GBytes *bytes = NULL;

  draw (sheet, cr);
  cairo_surface_flush (surface);
  if (check (cairo_status (cr), error))
    {
      const guint8 *data = cairo_image_surface_get_data (surface);
      int stride = cairo_image_surface_get_stride (surface);

      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            guint32 pixel;

            memcpy (&pixel, data + (gsize) y * stride + (gsize) x * 4, 4);
            pixels[(gsize) y * width + x] = pixel & 0xffffff;
          }
      bytes = nn_png_encode (pixels, width, height,
                             nn_pixels_are_grey (pixels, (gsize) width * height), error);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return bytes;
}

GBytes *
nn_sheet_serialize (const NnSheet *sheet, NnFormat format, GError **error)
{
  g_return_val_if_fail (sheet != NULL && sheet->draw != NULL && sheet->language != NULL, NULL);
  g_return_val_if_fail (sheet->width >= 1 && sheet->height >= 1, NULL);

  switch (format)
    {
    case NN_FORMAT_PNG:
      return to_png (sheet, error);
    case NN_FORMAT_SVG:
      return to_svg (sheet, error);
    case NN_FORMAT_PDF:
      return nn_sheet_serialize_pages (sheet, 1, error);
    case NN_FORMAT_NPY:
    default:
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                   _("Curves are written as png, svg or pdf, not as npy"));
      return NULL;
    }
}

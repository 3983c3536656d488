/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-tile.h"

#include <math.h>
#include <string.h>

/* Ends of the diverging map: blue and red of ColorBrewer's RdBu, apart for
 * every kind of colour blindness, and of about the same lightness. */
#define BLUE 0x2166ac
#define RED 0xb2182b

/* clamp (floor (value + 0.5), 0, 255), without the calls: above 0, a conversion cuts as floor does. */
static guint8
to_byte (double value)
{
  value += 0.5;
  return value <= 0 ? 0 : value >= 255 ? 255 : (guint8) value;
}

static gboolean
is_bad (float value)
{
  return !isfinite (value);
}

guint8
nn_tile_grey (NnTileKind kind, float value, float m)
{
  if (is_bad (value))
    return 0;

  switch (kind)
    {
    case NN_TILE_SIGNED:
      return m > 0 ? to_byte (127.5 * (1.0 + (double) value / (double) m)) : 128;
    case NN_TILE_ACTIVATION:
      return m > 0 ? to_byte (255.0 * (double) value / (double) m) : 0;
    case NN_TILE_INPUT:
      return to_byte (255.0 * (double) value);
    default:
      g_return_val_if_reached (0);
    }
}

/* From white (t = 0) to the colour end (t = 1), channel by channel. */
static guint32
from_white (guint32 end, double t)
{
  guint32 color = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      double channel = (end >> shift) & 0xff;

      color |= (guint32) to_byte (255.0 + (channel - 255.0) * t) << shift;
    }
  return color;
}

guint32
nn_tile_color (NnTileKind kind, NnColors colors, float value, float m)
{
  guint32 grey;
  double t;

  if (is_bad (value))
    return NN_TILE_BAD;

  if (colors == NN_COLORS_DIVERGING && kind != NN_TILE_INPUT)
    {
      t = m > 0 ? CLAMP ((double) value / (double) m, -1.0, 1.0) : 0.0;
      if (kind == NN_TILE_ACTIVATION)
        t = MAX (t, 0.0);
      return t < 0 ? from_white (BLUE, -t) : from_white (RED, t);
    }

  grey = nn_tile_grey (kind, value, m);
  return grey << 16 | grey << 8 | grey;
}

cairo_surface_t *
nn_tile_surface (const float *values,
                 int          height,
                 int          width,
                 NnTileKind   kind,
                 NnColors     colors,
                 float        m)
{
  cairo_surface_t *surface;
  guint8 *data;
  int stride;

  g_return_val_if_fail (values != NULL, NULL);
  g_return_val_if_fail (height > 0 && width > 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (data + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        row[x] = nn_tile_color (kind, colors, values[(gsize) y * width + x], m);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static gboolean
pixel_is_bad (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = cairo_image_surface_get_stride (surface);
  const guint32 *row = (const guint32 *) (gconstpointer) (data + y * stride);

  return (row[x] & 0xffffff) == NN_TILE_BAD;
}

gboolean
nn_tile_has_bad (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixel_is_bad (surface, x, y))
        return TRUE;
  return FALSE;
}

/* The hatch of all bad cells: one rectangle a hatched pixel, so that it is the
 * same to the pixel on screen and in a PNG. Bad cells are rare. */
static void
paint_hatch (cairo_t *cr, cairo_surface_t *surface, int scale)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int y = 0; y < height * scale; y++)
    for (int x = 0; x < width * scale; x++)
      if (NN_TILE_HATCHED (x, y) && pixel_is_bad (surface, x / scale, y / scale))
        cairo_rectangle (cr, x, y, 1, 1);
  cairo_fill (cr);
}

void
nn_tile_paint (cairo_t *cr, cairo_surface_t *surface, double x, double y, int scale)
{
  g_return_if_fail (cr != NULL && surface != NULL);
  g_return_if_fail (scale >= 1);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_rectangle (cr, 0, 0, cairo_image_surface_get_width (surface),
                   cairo_image_surface_get_height (surface));
  cairo_fill (cr);
  cairo_restore (cr);
  if (nn_tile_has_bad (surface))
    paint_hatch (cr, surface, scale);
  cairo_restore (cr);
}

void
nn_tile_write (const float *values,
               int          height,
               int          width,
               NnTileKind   kind,
               NnColors     colors,
               float        m,
               int          scale,
               guint32     *pixels,
               int          stride)
{
  g_return_if_fail (values != NULL && pixels != NULL);
  g_return_if_fail (height > 0 && width > 0 && scale >= 1 && stride >= width * scale);

  for (int y = 0; y < height; y++, values += width, pixels += (gsize) scale * (gsize) stride)
    {
      guint32 *pixel = pixels;
      gboolean bad = FALSE;

      for (int x = 0; x < width; x++)
        {
          const guint32 color = nn_tile_color (kind, colors, values[x], m) | 0xff000000;

          bad |= is_bad (values[x]);
          for (int i = 0; i < scale; i++)
            *pixel++ = color;
        }
      for (int i = 1; i < scale; i++)
        memcpy (pixels + (gsize) i * (gsize) stride, pixels, (gsize) (width * scale) * sizeof *pixels);
      for (int i = 0; bad && i < scale; i++)
        for (int x = 0; x < width * scale; x++)
          if (is_bad (values[x / scale]) && NN_TILE_HATCHED (x, y * scale + i))
            pixels[(gsize) i * (gsize) stride + (gsize) x] = 0xff000000;
    }
}

float
nn_scope_max (const float *values, gsize n)
{
  float m = 0;

  g_return_val_if_fail (values != NULL || n == 0, 0);

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]) && fabsf (values[i]) > m)
      m = fabsf (values[i]);
  return m;
}

void
nn_scope_stretch (const float *values, gsize n, float *stretched, float *low, float *high)
{
  gboolean any = FALSE;

  g_return_if_fail (values != NULL && stretched != NULL && low != NULL && high != NULL);

  *low = *high = 0;
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        *low = any ? MIN (*low, values[i]) : values[i];
        *high = any ? MAX (*high, values[i]) : values[i];
        any = TRUE;
      }
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      stretched[i] = *high > *low ? (float) (((double) values[i] - (double) *low)
                                             / ((double) *high - (double) *low)) : 0.5f;
    else
      stretched[i] = values[i];
}

/* Names, in the order of the enumerations. */
static const char *const scope_names[] = { "tile", "row", "layer", "all" };
static const char *const colors_names[] = { "grey", "diverging" };

static int
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int) i;
  return -1;
}

const char *
nn_scope_to_string (NnScope scope)
{
  g_return_val_if_fail ((guint) scope < G_N_ELEMENTS (scope_names), NULL);
  return scope_names[scope];
}

gboolean
nn_scope_from_string (NnScope *scope, const char *name)
{
  int found = find_name (scope_names, G_N_ELEMENTS (scope_names), name);

  if (found < 0)
    return FALSE;
  *scope = (NnScope) found;
  return TRUE;
}

const char *
nn_colors_to_string (NnColors colors)
{
  g_return_val_if_fail ((guint) colors < G_N_ELEMENTS (colors_names), NULL);
  return colors_names[colors];
}

gboolean
nn_colors_from_string (NnColors *colors, const char *name)
{
  int found = find_name (colors_names, G_N_ELEMENTS (colors_names), name);

  if (found < 0)
    return FALSE;
  *colors = (NnColors) found;
  return TRUE;
}

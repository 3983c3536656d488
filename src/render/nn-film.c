/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "render/nn-film.h"

#include "base/nn-error.h"
#include "render/nn-figure-private.h"

#include <cgif.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_PIXELS (1 << 28)
#define MAX_SIDE G_MAXUINT16
#define MAX_COLORS 256
#define N_RGB (1 << 24)

/* All pictures in one table of colours. */
typedef struct
{
  int width, height;
  guint n;
  guint32 *pixels;                /* [n][height][width], 0xRRGGBB */
  guint8 palette[MAX_COLORS][3];
  int n_colors;
  guint16 *indices;               /* [N_RGB]: where a colour stands in the palette */
} Film;

static void
film_clear (Film *film)
{
  g_free (film->pixels);
  g_free (film->indices);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

static gboolean
check_size (const Film *film,
            gint64      width,
            gint64      height,
            guint       i,
            GError    **error)
{
  if (width <= MAX_SIDE && height <= MAX_SIDE && width * height * film->n <= MAX_PIXELS
      && (i == 0 || (width == film->width && height == film->height)))
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
               _("The pictures of a film must be of one size, with at most %d pixels in all"),
               MAX_PIXELS);
  return FALSE;
}

static gboolean
paint (Film      *film,
       GPtrArray *figures,
       GError   **error)
{
  for (guint i = 0; i < film->n; i++)
    {
      NnFigure *figure = g_ptr_array_index (figures, i);
      g_autofree guint32 *pixels = NULL;
      gint64 width, height;
      gsize size;

      nn_figure_pixel_size (figure, &width, &height);
      if (!check_size (film, width, height, i, error))
        return FALSE;
      pixels = nn_figure_to_pixels (figure, &film->width, &film->height, error);
      if (pixels == NULL)
        return FALSE;
      size = (gsize) film->width * film->height;
      if (film->pixels == NULL)
        film->pixels = g_new (guint32, size * film->n);
      memcpy (film->pixels + size * i, pixels, size * sizeof *pixels);
    }
  return TRUE;
}

/* A channel with its lowest bits dropped, and black and white where they were. */
static guint32
coarsen (guint32 color,
         int     bits)
{
  guint32 coarse = 0;

  for (int shift = 0; shift <= 16; shift += 8)
    coarse |= ((color >> shift & 0xff) >> bits) * 255 / (255u >> bits) << shift;
  return coarse;
}

/* The colours there are, ascending, with so many bits dropped; FALSE if they are too many. */
static gboolean
fill_palette (Film *film,
              int   bits)
{
  const gsize n = (gsize) film->width * film->height * film->n;

  film->n_colors = 0;
  memset (film->indices, 0, N_RGB * sizeof *film->indices);
  for (gsize i = 0; i < n; i++)
    film->indices[coarsen (film->pixels[i], bits)] = 1;
  for (guint32 color = 0; color < N_RGB; color++)
    if (film->indices[color] != 0)
      {
        if (film->n_colors == MAX_COLORS)
          return FALSE;
        for (int channel = 0; channel < 3; channel++)
          film->palette[film->n_colors][channel] = (guint8) (color >> (16 - 8 * channel));
        film->indices[color] = (guint16) film->n_colors++;
      }
  return TRUE;
}

static int
append_cb (gpointer       data,
           const uint8_t *bytes,
           const size_t   n)
{
  g_byte_array_append (data, bytes, (guint) n);
  return 0;
}

/* Whole pictures: which pixels differ from the last one is the viewer's business. */
static cgif_result
add_pictures (CGIF       *gif,
              const Film *film,
              int         bits,
              guint       delay)
{
  const gsize size = (gsize) film->width * film->height;
  g_autofree guint8 *picture = g_malloc (size);
  CGIF_FrameConfig config = { .pImageData = picture, .delay = (guint16) delay };
  int result = CGIF_OK;

  for (guint i = 0; i < film->n && result == CGIF_OK; i++)
    {
      for (gsize p = 0; p < size; p++)
        picture[p] = (guint8) film->indices[coarsen (film->pixels[size * i + p], bits)];
      result = cgif_addframe (gif, &config);
    }
  return (cgif_result) result;
}

static GBytes *
encode (Film   *film,
        int     bits,
        guint   delay,
        GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  CGIF_Config config = {
    .pGlobalPalette = &film->palette[0][0],
    .numGlobalPaletteEntries = (guint16) film->n_colors,
    .attrFlags = CGIF_ATTR_IS_ANIMATED,
    .numLoops = CGIF_INFINITE_LOOP,
    .width = (guint16) film->width,
    .height = (guint16) film->height,
    .pWriteFn = append_cb,
    .pContext = bytes,
  };
  CGIF *gif = cgif_newgif (&config);
  gboolean added = gif != NULL && add_pictures (gif, film, bits, delay) == CGIF_OK;

  /* It must be closed in any case. */
  if (gif == NULL || cgif_close (gif) != CGIF_OK || !added)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED, _("The GIF could not be written"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

GBytes *
nn_film_serialize (GPtrArray *figures,
                   guint      delay_ms,
                   GError   **error)
{
  g_auto (Film) film = { 0 };
  int bits = 0;

  g_return_val_if_fail (figures != NULL && figures->len > 0, NULL);
  g_return_val_if_fail (delay_ms >= 10 && delay_ms / 10 <= G_MAXUINT16, NULL);

  film.n = figures->len;
  if (!paint (&film, figures, error))
    return NULL;
  film.indices = g_new (guint16, N_RGB);
  while (!fill_palette (&film, bits))
    bits++;
  return encode (&film, bits, delay_ms / 10, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "datasets/nn-photo-jpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <jerror.h>
#include <jpeglib.h>

#include "base/nn-error.h"

#define MAX_SCANS 200             /* a progressive file has about ten; each costs a pass */
#define EXIF_MARKER (JPEG_APP0 + 1)
#define ORIENTATION_TAG 0x0112

/* One decompression. libjpeg leaves by longjmp: what is freed afterwards lives here, not in
 * locals, which would have lost their values. */
typedef struct
{
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  char message[JMSG_LENGTH_MAX];
  gboolean ended_early;
  guint8 *pixels;                 /* [height][width][3] */
  guint8 *row;                    /* [width][4] of a CMYK image */
} Decoder;

static void
fail_cb (j_common_ptr common)
{
  Decoder *decoder = common->client_data;

  common->err->format_message (common, decoder->message);
  longjmp (decoder->escape, 1);
}

static void
warn_cb (j_common_ptr common,
         int          level)
{
  Decoder *decoder = common->client_data;

  if (level < 0 && common->err->msg_code == JWRN_JPEG_EOF)
    decoder->ended_early = TRUE;
}

static void
progress_cb (j_common_ptr common)
{
  Decoder *decoder = common->client_data;

  if (decoder->jpeg.input_scan_number > MAX_SCANS)
    {
      g_strlcpy (decoder->message, _("too many scans"), sizeof decoder->message);
      longjmp (decoder->escape, 1);
    }
}

static void
decoder_start (Decoder *decoder,
               GBytes  *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  decoder->jpeg.err = jpeg_std_error (&decoder->errors);
  decoder->jpeg.client_data = decoder;
  decoder->errors.error_exit = fail_cb;
  decoder->errors.emit_message = warn_cb;
  decoder->progress.progress_monitor = progress_cb;
  jpeg_create_decompress (&decoder->jpeg);
  decoder->jpeg.progress = &decoder->progress;
  jpeg_mem_src (&decoder->jpeg, data, size);
  jpeg_save_markers (&decoder->jpeg, EXIF_MARKER, 0xffff);
  jpeg_read_header (&decoder->jpeg, TRUE);
}

static void
decoder_free (Decoder *decoder)
{
  jpeg_destroy_decompress (&decoder->jpeg);
  g_free (decoder->pixels);
  g_free (decoder->row);
  g_free (decoder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decoder, decoder_free)

static void
set_broken (const Decoder *decoder,
            const char    *path,
            GError       **error)
{
  if (decoder->ended_early)
    g_set_error (error, NN_ERROR, NN_ERROR_TRUNCATED, _("%s: the JPEG image ends too early"), path);
  else
    g_set_error (error, NN_ERROR, NN_ERROR_FORMAT, _("%s: not a JPEG image that can be read: %s"),
                 path, decoder->message);
}

gboolean
nn_photo_jpeg_probe (GBytes      *bytes,
                     const char  *path,
                     guint       *width,
                     guint       *height,
                     GError     **error)
{
  g_autoptr (Decoder) decoder = g_new0 (Decoder, 1);

  if (setjmp (decoder->escape) != 0)
    {
      set_broken (decoder, path, error);
      return FALSE;
    }
  decoder_start (decoder, bytes);
  *width = decoder->jpeg.image_width;
  *height = decoder->jpeg.image_height;
  return nn_photo_check_size (*width, *height, path, error);
}

/* EXIF. */

static guint
read_number (const guint8 *data,
             gsize         n_bytes,
             gboolean      little)
{
  guint value = 0;

  for (gsize i = 0; i < n_bytes; i++)
    value = value << 8 | data[little ? n_bytes - 1 - i : i];
  return value;
}

/* The orientation of an EXIF part: "Exif\0\0", a TIFF header, and its first directory. */
static guint
parse_exif (const guint8 *data,
            gsize         size)
{
  const guint8 *tiff = data + 6;
  guint place, n;
  gboolean little;

  if (size < 6 + 8 || memcmp (data, "Exif\0\0", 6) != 0)
    return 1;
  size -= 6;
  little = memcmp (tiff, "II*\0", 4) == 0;
  if (!little && memcmp (tiff, "MM\0*", 4) != 0)
    return 1;
  place = read_number (tiff + 4, 4, little);
  if (place > size - 2)
    return 1;
  n = read_number (tiff + place, 2, little);
  for (place += 2; n > 0 && place + 12 <= size; n--, place += 12)
    if (read_number (tiff + place, 2, little) == ORIENTATION_TAG)
      {
        guint orientation = read_number (tiff + place + 8, 2, little);

        return orientation >= 1 && orientation <= 8 ? orientation : 1;
      }
  return 1;
}

static guint
find_orientation (const Decoder *decoder)
{
  for (jpeg_saved_marker_ptr marker = decoder->jpeg.marker_list; marker != NULL;
       marker = marker->next)
    if (marker->marker == EXIF_MARKER)
      return parse_exif (marker->data, marker->data_length);
  return 1;
}

/* Pixels. */

/* Four components are stored inverted, as Adobe began it: what is here called cyan is 255 - cyan.
 * PIL's arithmetic: what paper and black leave, less the ink. */
static void
convert_cmyk (guint8       *out,
              const guint8 *in,
              guint         width)
{
  for (guint x = 0; x < width; x++)
    for (guint c = 0; c < 3; c++)
      {
        guint left = in[4 * x + 3], ink = (255u - in[4 * x + c]) * left + 128;

        out[3 * x + c] = (guint8) (left - ((ink >> 8) + ink) / 256);
      }
}

static void
read_rows (Decoder *decoder)
{
  struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
  gboolean four = jpeg->num_components == 4;

  jpeg->out_color_space = four ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress (jpeg);
  decoder->pixels = g_malloc ((gsize) jpeg->output_width * jpeg->output_height * 3);
  if (four)
    decoder->row = g_malloc ((gsize) jpeg->output_width * 4);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      guint8 *out = decoder->pixels + (gsize) jpeg->output_scanline * jpeg->output_width * 3;
      JSAMPROW row = four ? decoder->row : out;

      if (jpeg_read_scanlines (jpeg, &row, 1) == 1 && four)
        convert_cmyk (out, row, jpeg->output_width);
    }
}

NnPhoto *
nn_photo_jpeg_decode (GBytes      *bytes,
                      const char  *path,
                      guint       *orientation,
                      GError     **error)
{
  g_autoptr (Decoder) decoder = g_new0 (Decoder, 1);

  if (setjmp (decoder->escape) != 0)
    {
      set_broken (decoder, path, error);
      return NULL;
    }
  decoder_start (decoder, bytes);
  if (!nn_photo_check_size (decoder->jpeg.image_width, decoder->jpeg.image_height, path, error))
    return NULL;
  read_rows (decoder);
  if (decoder->ended_early)
    {
      set_broken (decoder, path, error);
      return NULL;
    }
  *orientation = find_orientation (decoder);
  return nn_photo_new_take (decoder->jpeg.output_width, decoder->jpeg.output_height,
                            g_steal_pointer (&decoder->pixels));
}

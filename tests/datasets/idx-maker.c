/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "idx-maker.h"

void
set_be32 (GByteArray *data,
          gsize       at,
          guint32     value)
{
  for (int i = 0; i < 4; i++)
    data->data[at + i] = (guint8) (value >> (24 - 8 * i));
}

GByteArray *
make_images (guint n)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_set_size (data, 16 + n * 784);
  set_be32 (data, 0, 0x803);
  set_be32 (data, 4, n);
  set_be32 (data, 8, 28);
  set_be32 (data, 12, 28);
  for (guint i = 0; i < n * 784; i++)
    data->data[16 + i] = (guint8) (i * 7 + i / 784);
  return data;
}

GByteArray *
make_labels (guint n)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_set_size (data, 8 + n);
  set_be32 (data, 0, 0x801);
  set_be32 (data, 4, n);
  for (guint i = 0; i < n; i++)
    data->data[8 + i] = (guint8) (i * 3 % 10);
  return data;
}

GByteArray *
make_gzip (const GByteArray *data)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6));
  GByteArray *packed = g_byte_array_new ();
  gsize read = 0, position = 0;
  GConverterResult result;

  do
    {
      guint8 buffer[4096];
      gsize written;

      result = g_converter_convert (gzip, data->data + position, data->len - position, buffer,
                                    sizeof buffer, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
      g_assert_cmpint (result, !=, G_CONVERTER_ERROR);
      position += read;
      g_byte_array_append (packed, buffer, (guint) written);
    }
  while (result != G_CONVERTER_FINISHED);
  return packed;
}

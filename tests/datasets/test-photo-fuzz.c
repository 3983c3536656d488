/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-file.h"
#include "base/nn-rng.h"
#include "datasets/nn-photo.h"

/* Ten thousand spoiled images: each is decoded or refused with a message that names it. */

static const char *const names[] = {
  "turn6.jpg", "progressive.jpg", "cmyk.jpg", "grey.jpg", "bit.png", "palette.png", "clear.png",
  "palette.bmp", "palette.gif", "rgb.tif", "packed.tiff", "rgb.ppm", "turn3.jpg",
};

static const guint rounds = 770;  /* of each file: 10,010 in all */

static gsize
spoil (guint8 *data,
       gsize   size,
       NnRng  *rng)
{
  guint changes = 1 + (guint) nn_rng_below (rng, 8);

  for (guint i = 0; i < changes; i++)
    {
      /* Half of the changes fall into the head, where they do most. */
      gsize place = (gsize) nn_rng_below (rng, nn_rng_below (rng, 2) ? MIN (size, 64) : size);

      switch (nn_rng_below (rng, 4))
        {
        case 0:
          data[place] ^= (guint8) (1u << nn_rng_below (rng, 8));
          break;
        case 1:
          data[place] = nn_rng_below (rng, 2) ? 0xff : 0;
          break;
        case 2:
          data[place] = (guint8) nn_rng_next (rng);
          break;
        default:
          memmove (data + place, data, MIN (size - place, 16));
        }
    }
  return nn_rng_below (rng, 8) == 0 ? (gsize) nn_rng_below (rng, size) : size;
}

static void
test_fuzz (void)
{
  guint decoded = 0, refused = 0;

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autofree char *path = g_build_filename (GOLDEN_FOLDER, "photos", names[n], NULL);
      g_autoptr (GBytes) whole = nn_file_read (path, NN_PHOTO_MAX_BYTES, NULL);
      NnRng rng;

      nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, n);
      for (guint round = 0; round < rounds; round++)
        {
          gsize size = g_bytes_get_size (whole);
          guint8 *data = g_memdup2 (g_bytes_get_data (whole, NULL), size);
          gsize left = spoil (data, size, &rng);
          g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (data, left, g_free, data);
          g_autoptr (GError) error = NULL;
          g_autoptr (NnPhoto) photo = nn_photo_prepare (
            bytes, "spoiled", 75, round % 2 ? NN_PHOTO_NEAREST : NN_PHOTO_BILINEAR, &error);

          g_assert_true ((photo == NULL) == (error != NULL));
          if (error != NULL)
            g_assert_true (g_str_has_prefix (error->message, "spoiled: "));
          decoded += photo != NULL;
          refused += photo == NULL;
        }
    }
  g_test_message ("%u decoded, %u refused", decoded, refused);
  g_assert_cmpuint (decoded + refused, >=, 10000);
  g_assert_cmpuint (refused, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* libtiff and gdk-pixbuf say on their own what is wrong with a file. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_test_add_func ("/photo/fuzz", test_fuzz);
  return g_test_run ();
}

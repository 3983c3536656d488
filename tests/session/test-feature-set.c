/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/nn-rng.h"
#include "nn/nn-inception.h"
#include "session/nn-feature-cache.h"
#include "session/nn-feature-set.h"
#include "session/nn-head-file.h"

#define IMAGES 40                 /* of each class */
#define KILLS 20

typedef struct
{
  char *folder;                   /* temporary: images/, caches */
  char *images;
  NnBaseFile *base;               /* up to mixed0, drawn from a seed */
} Fixture;

static NnBaseFile *
make_base (void)
{
  NnBaseFile *base = g_new0 (NnBaseFile, 1);
  NnInception graph;
  NnRng rng;

  base->path = g_strdup ("drawn");
  base->digest = g_strdup ("drawn from seed 1");
  base->origin = g_strdup ("a test");
  base->licence = g_strdup ("");
  base->backbone = nn_backbone_new (0);
  nn_inception_init (&graph, NN_INCEPTION_MIN_SIZE);
  nn_rng_init (&rng, 1, NN_STREAM_WEIGHTS, 0);
  for (int conv = 1; conv <= nn_inception_count_convs (0); conv++)
    {
      const NnNode *node = nn_inception_get_conv (&graph, conv);
      gsize inputs = (gsize) (node->rows * node->columns * node->channels);
      gsize filters = (gsize) node->filters;
      g_autofree float *kernel = g_new (float, inputs * filters);
      g_autofree float *zero = g_new0 (float, filters);
      g_autofree float *one = g_new (float, filters);

      for (gsize i = 0; i < inputs * filters; i++)
        kernel[i] = (float) ((nn_rng_uniform (&rng) - 0.45) * 4 / (double) inputs);
      for (gsize i = 0; i < filters; i++)
        one[i] = 1;
      nn_backbone_set_conv (base->backbone, conv, kernel, zero, zero, one);
    }
  return base;
}

/* A small image of noise, of its own for every class and number. */
static void
write_image (const char *images,
             const char *class_name,
             guint       number)
{
  g_autofree char *folder = g_build_filename (images, class_name, NULL);
  g_autofree char *name = g_strdup_printf ("%02u.ppm", number);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) data = g_string_new ("P6 20 16 255\n");
  NnRng rng;

  nn_rng_init (&rng, g_str_hash (class_name), NN_STREAM_EXPERIMENTS, number);
  for (guint i = 0; i < 20 * 16 * 3; i++)
    g_string_append_c (data, (char) nn_rng_below (&rng, 256));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, data->str, (gssize) data->len, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("imagette-features-XXXXXX", NULL);
  fixture->images = g_build_filename (fixture->folder, "images", NULL);
  fixture->base = make_base ();
  for (guint i = 0; i < IMAGES; i++)
    {
      write_image (fixture->images, "cat", i);
      write_image (fixture->images, "dog", i);
    }
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_all (fixture->folder);
  nn_base_file_free (fixture->base);
  g_free (fixture->folder);
  g_free (fixture->images);
}

/* The features with a cache of this name; the folder goes to *folder, unless NULL. */
static NnFeatureSet *
make_set (Fixture        *fixture,
          const char     *cache,
          int             threads,
          NnImageFolder **folder)
{
  g_autofree char *path = g_build_filename (fixture->folder, cache, NULL);
  NnFeatureSpec spec = { NN_INCEPTION_MIN_SIZE, NN_PHOTO_BILINEAR, threads, path };
  g_autoptr (GError) error = NULL;
  g_autoptr (NnImageFolder) scanned
    = nn_image_folder_scan (fixture->images, NN_SPLIT_SEEDED, 1, NULL, NULL, &error);
  NnFeatureSet *set;

  g_assert_no_error (error);
  set = nn_feature_set_new (scanned, fixture->base, &spec, NULL, NULL, &error);
  g_assert_no_error (error);
  if (folder != NULL)
    *folder = g_steal_pointer (&scanned);
  return set;
}

/* The bytes of the only file of a cache. */
static GBytes *
read_cache (Fixture    *fixture,
            const char *cache)
{
  g_autofree char *path = g_build_filename (fixture->folder, cache, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *file = g_build_filename (path, g_dir_read_name (dir), NULL);
  char *text;
  gsize length;

  g_assert_null (g_dir_read_name (dir));
  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

/* Threads and order change no bit; what is in the cache is not computed again. */
static void
test_same (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (NnFeatureSet) one = make_set (fixture, "a", 1, NULL);
  g_autoptr (NnFeatureSet) three = make_set (fixture, "b", 3, NULL);
  g_autoptr (NnFeatureSet) again = make_set (fixture, "b", 2, NULL);
  g_autoptr (GBytes) a = read_cache (fixture, "a"), b = read_cache (fixture, "b");
  gsize size = (gsize) one->n * one->n_features * sizeof (float);

  g_assert_cmpuint (one->n, ==, 2 * IMAGES);
  g_assert_cmpuint (one->n_train, ==, 64);
  g_assert_cmpuint (one->n_validation, ==, 16);
  g_assert_cmpuint (one->computed, ==, 2 * IMAGES);
  g_assert_cmpuint (again->computed, ==, 0);
  g_assert_cmpmem (one->features, size, three->features, size);
  g_assert_cmpmem (one->features, size, again->features, size);
  g_assert_true (g_bytes_equal (a, b));
  g_assert_cmpfloat (nn_feature_set_baseline (one), ==, 0.5);
}

/* A new class costs its own images; a size or filter of its own has a cache of its own. */
static void
test_new_class (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (NnFeatureSet) two = make_set (fixture, "a", 2, NULL);
  g_autoptr (NnFeatureSet) three = NULL;

  for (guint i = 0; i < 10; i++)
    write_image (fixture->images, "bird", i);
  three = make_set (fixture, "a", 2, NULL);
  g_assert_cmpuint (three->n, ==, 2 * IMAGES + 10);
  g_assert_cmpuint (three->computed, ==, 10);
  /* bird comes first now: cat 0 is image 10. */
  g_assert_cmpmem (three->features + 10 * three->n_features, three->n_features * sizeof (float),
                   two->features, two->n_features * sizeof (float));
}

/* Extraction in a process of its own, killed after some microseconds. */
static void
extract_and_kill (Fixture *fixture,
                  guint64  wait)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      nn_feature_set_free (make_set (fixture, "killed", 2, NULL));
      _exit (0);
    }
  g_usleep (wait);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
}

/* Killed at twenty moments, then finished: the same cache as of one run undisturbed. */
static void
test_killed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GBytes) whole = NULL, killed = NULL;
  g_autoptr (NnFeatureSet) last = NULL;
  gint64 start = g_get_monotonic_time (), duration;
  NnRng rng;

  nn_feature_set_free (make_set (fixture, "whole", 2, NULL));
  duration = g_get_monotonic_time () - start;
  whole = read_cache (fixture, "whole");
  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  for (guint i = 0; i < KILLS; i++)
    extract_and_kill (fixture, nn_rng_below (&rng, (guint64) duration / 8 + 1));
  last = make_set (fixture, "killed", 2, NULL);
  killed = read_cache (fixture, "killed");
  g_test_message ("%u of %u were left to compute", last->computed, last->n);
  g_assert_true (g_bytes_equal (whole, killed));
}

/* What was torn or spoiled is computed again, and what stands before it kept. */
static void
test_spoiled (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *file = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GBytes) whole = NULL, repaired = NULL;
  g_autoptr (NnFeatureSet) set = NULL;
  g_autofree char *text = NULL;
  gsize length;

  nn_feature_set_free (make_set (fixture, "a", 1, NULL));
  whole = read_cache (fixture, "a");
  dir = g_dir_open (path, 0, NULL);
  file = g_build_filename (path, g_dir_read_name (dir), NULL);
  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  text[length / 2] ^= 1;
  g_assert_true (g_file_set_contents (file, text, (gssize) length - 7, NULL));
  set = make_set (fixture, "a", 1, NULL);
  g_assert_cmpuint (set->computed, >, 30);
  g_assert_cmpuint (set->computed, <, 50);
  repaired = read_cache (fixture, "a");
  g_assert_true (g_bytes_equal (whole, repaired));
}

/* Two at once: the second one does without. */
static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a", NULL);
  g_autoptr (NnFeatureCache) first = nn_feature_cache_open (path, "key", 3);
  g_autoptr (NnFeatureCache) second = nn_feature_cache_open (path, "key", 3);
  g_autoptr (NnFeatureCache) other = nn_feature_cache_open (path, "another key", 3);
  guint8 digest[NN_DIGEST_SIZE] = { 1, 2, 3 };
  const float features[] = { 1, 2, 3 };
  float found[3] = { 0 };

  g_assert_nonnull (nn_feature_cache_get_path (first));
  g_assert_null (nn_feature_cache_get_path (second));
  g_assert_nonnull (nn_feature_cache_get_path (other));
  nn_feature_cache_add (second, digest, features);
  g_assert_false (nn_feature_cache_lookup (second, digest, found));
  nn_feature_cache_add (first, digest, features);
  g_assert_cmpuint (nn_feature_cache_get_n (first), ==, 1);
  g_assert_true (nn_feature_cache_lookup (first, digest, found));
  g_assert_cmpmem (found, sizeof found, features, sizeof features);
  g_assert_false (nn_feature_cache_lookup (other, digest, found));
}

static gboolean
stop_cb (guint    done,
         guint    n,
         guint    computed,
         gpointer data)
{
  return computed < 16;
}

/* An image that turns out broken is left out; a stop is one, and what was done is kept. */
static void
test_broken_and_stopped (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *broken = g_build_filename (fixture->images, "cat", "zz.jpg", NULL);
  g_autofree char *cache = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *jpeg = NULL;
  gsize length;
  NnFeatureSpec spec = { NN_INCEPTION_MIN_SIZE, NN_PHOTO_BILINEAR, 1, cache };
  g_autoptr (NnImageFolder) folder = NULL;
  g_autoptr (NnFeatureSet) set = NULL;
  g_autoptr (GError) error = NULL;
  const NnImageLeftOut *left;

  g_assert_true (g_file_get_contents (GOLDEN_FOLDER "/photos/rgb.jpg", &jpeg, &length, NULL));
  g_assert_true (g_file_set_contents (broken, jpeg, (gssize) length / 2, NULL));
  folder = nn_image_folder_scan (fixture->images, NN_SPLIT_KERAS, 1, NULL, NULL, NULL);
  g_assert_null (nn_feature_set_new (folder, fixture->base, &spec, stop_cb, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  nn_image_folder_free (g_steal_pointer (&folder));

  set = make_set (fixture, "a", 1, &folder);
  g_assert_cmpuint (set->n, ==, 2 * IMAGES);
  g_assert_cmpuint (set->computed, ==, 2 * IMAGES + 1 - 16);
  g_assert_cmpuint (folder->left_out->len, ==, 1);
  left = g_ptr_array_index (folder->left_out, 0);
  g_assert_cmpstr (left->name, ==, "cat/zz.jpg");
  g_assert_null (strstr (left->reason, fixture->folder));
}

/* A head goes to its file and comes back to the bit, with what it takes to use it. */
static void
test_head_file (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (NnImageFolder) folder = NULL;
  g_autoptr (NnFeatureSet) set = make_set (fixture, "a", 2, &folder);
  g_autofree char *path = g_build_filename (fixture->folder, "head.safetensors", NULL);
  NnHeadSpec spec = nn_head_spec_default (set->n_features, 2);
  g_autoptr (NnHead) head = NULL;
  g_autoptr (NnHeadFile) file = NULL;
  g_autoptr (GError) error = NULL;
  NnHeadScore score;
  float p[2], q[2];

  spec.hidden = 9;
  head = nn_head_new (&spec);
  nn_head_train_epoch (head, set->features, set->labels, set->train, set->n_train, &score);
  nn_head_file_save (head, (const char *const *) folder->classes, fixture->base, 75,
                     NN_PHOTO_BILINEAR, path, &error);
  g_assert_no_error (error);
  file = nn_head_file_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->classes[0], ==, "cat");
  g_assert_cmpstr (file->classes[1], ==, "dog");
  g_assert_cmpstr (file->base_digest, ==, fixture->base->digest);
  g_assert_cmpuint (file->size, ==, 75);
  g_assert_cmpint (file->filter, ==, NN_PHOTO_BILINEAR);
  for (guint i = 0; i < set->n; i++)
    {
      nn_head_predict (head, set->features + (gsize) i * set->n_features, p);
      nn_head_predict (file->head, set->features + (gsize) i * set->n_features, q);
      g_assert_cmpmem (p, sizeof p, q, sizeof q);
    }
  g_assert_null (nn_head_file_load (fixture->images, &error));
  g_assert_nonnull (strstr (error->message, fixture->images));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/feature-set/killed", test_killed);
  ADD ("/feature-set/same", test_same);
  ADD ("/feature-set/new-class", test_new_class);
  ADD ("/feature-set/spoiled", test_spoiled);
  ADD ("/feature-set/busy", test_busy);
  ADD ("/feature-set/broken-and-stopped", test_broken_and_stopped);
  ADD ("/feature-set/head-file", test_head_file);
  return g_test_run ();
}

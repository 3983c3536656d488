/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-feature-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* The file: HEADER_SIZE bytes (magic, then the SHA-256 of key and n_features), then records of
 * digest, features and the sum of both, all as they lie in memory. */
#define MAGIC "imagette features 1\n"
#define MAGIC_SIZE 24
#define HEADER_SIZE (MAGIC_SIZE + NN_DIGEST_SIZE)

struct _NnFeatureCache
{
  char *path;
  int fd;                         /* -1: nothing is kept */
  guint n_features, n;
  gsize record_size;
  guint8 *record;                 /* [record_size], scratch */
  GHashTable *places;             /* digest (owned, NN_DIGEST_SIZE bytes) to record number */
};

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
same_digest (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, NN_DIGEST_SIZE) == 0;
}

/* FNV-1a: a record that was torn or spoiled is not one. */
static guint32
sum_record (const guint8 *record,
            gsize         size)
{
  guint32 sum = 2166136261u;

  for (gsize i = 0; i < size; i++)
    sum = (sum ^ record[i]) * 16777619u;
  return sum;
}

static void
make_header (guint8     *header,
             const char *key,
             guint       n_features)
{
  g_autofree char *text = g_strdup_printf ("%s\n%u", key, n_features);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = NN_DIGEST_SIZE;

  memset (header, 0, HEADER_SIZE);
  memcpy (header, MAGIC, strlen (MAGIC));
  g_checksum_update (sum, (const guint8 *) text, -1);
  g_checksum_get_digest (sum, header + MAGIC_SIZE, &size);
}

/* All of size bytes, at offset; FALSE at the end of the file. */
static gboolean
read_at (int     fd,
         guint8 *data,
         gsize   size,
         goffset offset)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = pread (fd, data + done, size - done, (off_t) (offset + (goffset) done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }
  return TRUE;
}

static gboolean
write_at (int           fd,
          const guint8 *data,
          gsize         size,
          goffset       offset)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = pwrite (fd, data + done, size - done, (off_t) (offset + (goffset) done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      done += (gsize) n;
    }
  return TRUE;
}

static goffset
place_of (const NnFeatureCache *cache,
          guint                 index)
{
  return HEADER_SIZE + (goffset) index * (goffset) cache->record_size;
}

static void
give_up (NnFeatureCache *cache)
{
  if (cache->fd >= 0)
    close (cache->fd);
  cache->fd = -1;
}

/* Reads record number index into scratch; FALSE if it is not whole. */
static gboolean
read_record (NnFeatureCache *cache,
             guint           index)
{
  gsize content = cache->record_size - sizeof (guint32);
  guint32 sum;

  if (!read_at (cache->fd, cache->record, cache->record_size, place_of (cache, index)))
    return FALSE;
  memcpy (&sum, cache->record + content, sizeof sum);
  return sum == sum_record (cache->record, content);
}

static void
keep_place (NnFeatureCache *cache)
{
  g_hash_table_replace (cache->places, g_memdup2 (cache->record, NN_DIGEST_SIZE),
                        GUINT_TO_POINTER (cache->n++));
}

/* Whole records from the front on; the rest of the file is cut off. */
static void
load (NnFeatureCache *cache,
      const guint8   *header)
{
  guint8 found[HEADER_SIZE];

  if (!read_at (cache->fd, found, HEADER_SIZE, 0) || memcmp (found, header, HEADER_SIZE) != 0)
    {
      if (ftruncate (cache->fd, 0) != 0 || !write_at (cache->fd, header, HEADER_SIZE, 0))
        give_up (cache);
      return;
    }
  while (cache->n < G_MAXUINT && read_record (cache, cache->n))
    keep_place (cache);
  if (ftruncate (cache->fd, (off_t) place_of (cache, cache->n)) != 0)
    give_up (cache);
}

NnFeatureCache *
nn_feature_cache_open (const char *folder,
                       const char *key,
                       guint       n_features)
{
  NnFeatureCache *cache = g_new0 (NnFeatureCache, 1);
  g_autofree char *own = g_build_filename (g_get_user_cache_dir (), "imagette", "features", NULL);
  guint8 header[HEADER_SIZE];
  GString *name = g_string_new (NULL);

  make_header (header, key, n_features);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (name, "%02x", header[MAGIC_SIZE + i]);
  g_string_append (name, ".features");
  cache->path = g_build_filename (folder != NULL ? folder : own, name->str, NULL);
  g_string_free (name, TRUE);
  cache->n_features = n_features;
  cache->record_size = NN_DIGEST_SIZE + n_features * sizeof (float) + sizeof (guint32);
  cache->record = g_malloc (cache->record_size);
  cache->places = g_hash_table_new_full (hash_digest, same_digest, g_free, NULL);
  g_mkdir_with_parents (folder != NULL ? folder : own, 0700);
  cache->fd = g_open (cache->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600);
  if (cache->fd >= 0 && flock (cache->fd, LOCK_EX | LOCK_NB) != 0)
    give_up (cache);
  if (cache->fd >= 0)
    load (cache, header);
  return cache;
}

void
nn_feature_cache_free (NnFeatureCache *cache)
{
  if (cache == NULL)
    return;
  give_up (cache);
  g_hash_table_unref (cache->places);
  g_free (cache->record);
  g_free (cache->path);
  g_free (cache);
}

guint
nn_feature_cache_get_n (NnFeatureCache *cache)
{
  g_return_val_if_fail (cache != NULL, 0);

  return cache->n;
}

const char *
nn_feature_cache_get_path (NnFeatureCache *cache)
{
  g_return_val_if_fail (cache != NULL, NULL);

  return cache->fd >= 0 ? cache->path : NULL;
}

gboolean
nn_feature_cache_lookup (NnFeatureCache *cache,
                         const guint8   *digest,
                         float          *features)
{
  gpointer place;

  g_return_val_if_fail (cache != NULL && digest != NULL && features != NULL, FALSE);

  if (cache->fd < 0 || !g_hash_table_lookup_extended (cache->places, digest, NULL, &place)
      || !read_record (cache, GPOINTER_TO_UINT (place)))
    return FALSE;
  memcpy (features, cache->record + NN_DIGEST_SIZE, cache->n_features * sizeof *features);
  return TRUE;
}

void
nn_feature_cache_add (NnFeatureCache *cache,
                      const guint8   *digest,
                      const float    *features)
{
  gsize content;
  guint32 sum;

  g_return_if_fail (cache != NULL && digest != NULL && features != NULL);

  if (cache->fd < 0 || g_hash_table_contains (cache->places, digest))
    return;
  content = cache->record_size - sizeof sum;
  memcpy (cache->record, digest, NN_DIGEST_SIZE);
  memcpy (cache->record + NN_DIGEST_SIZE, features, cache->n_features * sizeof *features);
  sum = sum_record (cache->record, content);
  memcpy (cache->record + content, &sum, sizeof sum);
  /* A full disk: what is there stays good, the half record goes at the next opening. */
  if (write_at (cache->fd, cache->record, cache->record_size, place_of (cache, cache->n)))
    keep_place (cache);
  else
    give_up (cache);
}

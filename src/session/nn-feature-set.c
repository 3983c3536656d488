/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-feature-set.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "base/nn-file.h"
#include "base/nn-pool.h"
#include "nn/nn-inception.h"
#include "session/nn-feature-cache.h"

#define CHUNK 4                   /* images a thread between two writings to the cache */
#define LOOKS 256                 /* into the cache between two calls of progress */

/* One image of a chunk. */
typedef struct
{
  guint index;                    /* of the folder's files */
  float *features;                /* where they go */
  char *reason;                   /* why there are none; owned */
} Job;

typedef struct
{
  NnImageFolder *folder;
  NnBaseFile *base;
  const NnFeatureSpec *spec;
  NnBackbonePass **passes;        /* [threads] */
  Job *jobs;                      /* [threads * CHUNK] */
  guint n_jobs;
  int next;                       /* atomic: the first job that nobody has taken */
} Extraction;

void
nn_feature_set_free (NnFeatureSet *set)
{
  if (set == NULL)
    return;
  g_free (set->features);
  g_free (set->labels);
  g_free (set->train);
  g_free (set->validation);
  g_free (set);
}

/* The reason why file has no features, or NULL. (transfer full) */
static char *
compute (Extraction        *work,
         NnBackbonePass    *pass,
         const NnImageFile *file,
         float             *features)
{
  g_autofree char *path = nn_image_folder_get_path (work->folder, file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = nn_file_read (path, NN_PHOTO_MAX_BYTES, &error);
  g_autoptr (NnPhoto) photo = NULL;
  g_autoptr (GChecksum) sum = NULL;
  guint8 digest[NN_DIGEST_SIZE];
  gsize size, digest_size = NN_DIGEST_SIZE;
  const guint8 *data;

  if (bytes != NULL)
    photo = nn_photo_prepare (bytes, path, work->spec->size, work->spec->filter, &error);
  if (photo == NULL)
    {
      gsize length = strlen (path);

      /* A message starts with the path, which the list has already. */
      return g_strdup (g_str_has_prefix (error->message, path) && error->message[length] == ':'
                         ? error->message + length + 2 : error->message);
    }
  data = g_bytes_get_data (bytes, &size);
  sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, data, (gssize) size);
  g_checksum_get_digest (sum, digest, &digest_size);
  if (memcmp (digest, file->digest, NN_DIGEST_SIZE) != 0)
    return g_strdup (_("it changed while it was read"));
  nn_backbone_pass_run (pass, photo->pixels, work->base->signed_input, features);
  return NULL;
}

static void
work_cb (int      worker,
         gpointer data)
{
  Extraction *work = data;
  int taken;

  while ((taken = g_atomic_int_add (&work->next, 1)) < (int) work->n_jobs)
    {
      Job *job = &work->jobs[taken];

      job->reason = compute (work, work->passes[worker],
                             g_ptr_array_index (work->folder->files, job->index), job->features);
    }
}

/* What the features of an image depend on beside its bytes. (transfer full) */
static char *
make_key (NnBaseFile          *base,
          const NnFeatureSpec *spec)
{
  return g_strdup_printf ("%s %s %u %s", base->digest, nn_inception_cut_to_string (base->cut),
                          spec->size, nn_photo_filter_to_string (spec->filter));
}

/* Fills reasons [files], NULL for those with features; FALSE: stopped. */
static gboolean
extract (Extraction     *work,
         NnPool         *pool,
         NnFeatureCache *cache,
         NnFeatureSet   *set,
         char          **reasons,
         NnFeatureFunc   progress,
         gpointer        data)
{
  guint n = work->folder->files->len, done = 0;
  guint most = (guint) nn_pool_get_threads (pool) * CHUNK;

  while (done < n)
    {
      if (progress != NULL && !progress (done, n, set->computed, data))
        return FALSE;
      work->n_jobs = 0;
      for (guint begin = done; done < n && done - begin < LOOKS && work->n_jobs < most; done++)
        {
          const NnImageFile *file = g_ptr_array_index (work->folder->files, done);
          float *features = set->features + (gsize) done * set->n_features;

          if (!nn_feature_cache_lookup (cache, file->digest, features))
            work->jobs[work->n_jobs++] = (Job) { done, features, NULL };
        }
      g_atomic_int_set (&work->next, 0);
      nn_pool_run (pool, work_cb, work);
      for (guint i = 0; i < work->n_jobs; i++)
        {
          const Job *job = &work->jobs[i];
          const NnImageFile *file = g_ptr_array_index (work->folder->files, job->index);

          reasons[job->index] = job->reason;
          if (job->reason == NULL)
            nn_feature_cache_add (cache, file->digest, job->features);
        }
      set->computed += work->n_jobs;
    }
  return progress == NULL || progress (n, n, set->computed, data);
}

/* Drops what has no features, and fills labels and the two lists. */
static void
finish_set (NnFeatureSet  *set,
            NnImageFolder *folder,
            char         **reasons)
{
  guint n = folder->files->len;

  for (guint i = 0; i < n; i++)
    if (reasons[i] == NULL)
      memmove (set->features + (gsize) set->n++ * set->n_features,
               set->features + (gsize) i * set->n_features, set->n_features * sizeof (float));
  for (guint i = n; i-- > 0;)
    if (reasons[i] != NULL)
      nn_image_folder_leave_out (folder, i, reasons[i]);
  set->labels = g_new (guint, set->n);
  set->train = g_new (guint32, set->n);
  set->validation = g_new (guint32, set->n);
  for (guint i = 0; i < set->n; i++)
    {
      const NnImageFile *file = g_ptr_array_index (folder->files, i);

      set->labels[i] = file->label;
      if (file->validation)
        set->validation[set->n_validation++] = i;
      else
        set->train[set->n_train++] = i;
    }
}

static void
clear_work (Extraction *work,
            int         threads)
{
  for (int i = 0; i < threads; i++)
    nn_backbone_pass_free (work->passes[i]);
  g_free (work->passes);
  g_free (work->jobs);
}

NnFeatureSet *
nn_feature_set_new (NnImageFolder        *folder,
                    NnBaseFile           *base,
                    const NnFeatureSpec  *spec,
                    NnFeatureFunc         progress,
                    gpointer              data,
                    GError              **error)
{
  g_autoptr (NnFeatureSet) set = NULL;
  g_autoptr (NnPool) pool = NULL;
  g_autoptr (NnFeatureCache) cache = NULL;
  g_autofree char *key = NULL;
  Extraction work = { folder, base, spec, NULL, NULL, 0, 0 };
  char **reasons;
  gboolean whole;
  int threads;
  guint n;

  g_return_val_if_fail (folder != NULL && base != NULL && spec != NULL, NULL);

  if (!nn_image_folder_check (folder, error))
    return NULL;
  pool = nn_pool_new (spec->threads);
  threads = nn_pool_get_threads (pool);
  work.passes = g_new0 (NnBackbonePass *, (gsize) threads);
  for (int i = 0; i < threads; i++)
    work.passes[i] = nn_backbone_pass_new (base->backbone, (int) spec->size);
  work.jobs = g_new0 (Job, (gsize) threads * CHUNK);
  n = folder->files->len;
  set = g_new0 (NnFeatureSet, 1);
  set->n_features = nn_backbone_get_n_features (base->backbone);
  set->features = g_new0 (float, (gsize) n * set->n_features);
  key = make_key (base, spec);
  cache = nn_feature_cache_open (spec->cache, key, set->n_features);
  reasons = g_new0 (char *, n + 1);
  whole = extract (&work, pool, cache, set, reasons, progress, data);
  clear_work (&work, threads);
  if (whole)
    finish_set (set, folder, reasons);
  for (guint i = 0; i < n; i++)
    g_free (reasons[i]);
  g_free (reasons);
  if (!whole)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s: stopped"), folder->directory);
      return NULL;
    }
  return nn_image_folder_check (folder, error) ? g_steal_pointer (&set) : NULL;
}

double
nn_feature_set_baseline (NnFeatureSet *set)
{
  guint most = 0, best = 0, right = 0, classes = 0;
  g_autofree guint *counts = NULL;

  g_return_val_if_fail (set != NULL && set->n_validation > 0, 0);

  for (guint i = 0; i < set->n; i++)
    classes = MAX (classes, set->labels[i] + 1);
  counts = g_new0 (guint, classes);
  for (guint i = 0; i < set->n_train; i++)
    counts[set->labels[set->train[i]]]++;
  for (guint c = 0; c < classes; c++)
    if (counts[c] > most)
      {
        most = counts[c];
        best = c;
      }
  for (guint i = 0; i < set->n_validation; i++)
    right += set->labels[set->validation[i]] == best;
  return (double) right / set->n_validation;
}

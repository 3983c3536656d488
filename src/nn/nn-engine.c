/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nn/nn-engine-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-thread.h"
#include "nn/nn-hands.h"

#define MAX_BATCH 1024

static const char *const backend_names[] = {
  [NN_BACKEND_REFERENCE] = "reference",
  [NN_BACKEND_BLAS] = "blas",
  [NN_BACKEND_BASELINE] = "baseline",
  [NN_BACKEND_AVX2] = "avx2",
  [NN_BACKEND_AVX512] = "avx512",
};

static const NnEngineClass *
find_class (NnBackend backend)
{
  switch (backend)
    {
    case NN_BACKEND_REFERENCE:
      return nn_reference_engine_class ();
    case NN_BACKEND_BLAS:
      return nn_blas_engine_class ();
    case NN_BACKEND_BASELINE:
    case NN_BACKEND_AVX2:
    case NN_BACKEND_AVX512:
      return nn_lanes_engine_class (backend);
    default:
      return NULL;
    }
}

const char *
nn_backend_to_string (NnBackend backend)
{
  g_return_val_if_fail ((gsize) backend < G_N_ELEMENTS (backend_names), NULL);
  return backend_names[backend];
}

gboolean
nn_backend_is_available (NnBackend backend)
{
  return find_class (backend) != NULL;
}

NnBackend
nn_backend_best (void)
{
  static const NnBackend best_first[] = { NN_BACKEND_AVX512, NN_BACKEND_AVX2, NN_BACKEND_BASELINE };

  for (gsize i = 0; i < G_N_ELEMENTS (best_first); i++)
    if (nn_backend_is_available (best_first[i]))
      return best_first[i];
  return NN_BACKEND_REFERENCE;
}

gboolean
nn_backend_from_environment (NnBackend  *backend,
                             GError    **error)
{
  const char *name = g_getenv ("IMAGETTE_SIMD");

  g_return_val_if_fail (backend != NULL, FALSE);

  if (name == NULL || name[0] == '\0')
    {
      *backend = nn_backend_best ();
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (backend_names); i++)
    if (strcmp (name, backend_names[i]) == 0)
      {
        if (!nn_backend_is_available ((NnBackend) i))
          {
            g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
                         _("IMAGETTE_SIMD=%s: this processor cannot do it, the best it can is %s"),
                         name, nn_backend_to_string (nn_backend_best ()));
            return FALSE;
          }
        *backend = (NnBackend) i;
        return TRUE;
      }
  g_set_error (error, NN_ERROR, NN_ERROR_UNSUPPORTED,
               _("IMAGETTE_SIMD=%s: expected avx512, avx2, baseline, blas or reference"), name);
  return FALSE;
}

NnEngine *
nn_engine_new (const NnNetworkSpec *spec,
               NnBackend            backend,
               int                  n_threads)
{
  const NnEngineClass *klass = find_class (backend);
  NnEngine *engine;

  g_return_val_if_fail (spec != NULL, NULL);
  g_return_val_if_fail (klass != NULL, NULL);
  g_return_val_if_fail (n_threads >= 1, NULL);

  engine = klass->create (spec, backend, n_threads);
  engine->klass = klass;
  engine->spec = *spec;
  engine->backend = backend;
  engine->n_threads = n_threads;
  return engine;
}

void
nn_engine_free (NnEngine *engine)
{
  if (engine == NULL)
    return;
  g_clear_pointer (&engine->silent, nn_network_unref);
  g_clear_pointer (&engine->watches, g_aligned_free);
  engine->klass->destroy (engine);
}

NnBackend
nn_engine_get_backend (NnEngine *engine)
{
  g_return_val_if_fail (engine != NULL, NN_BACKEND_REFERENCE);
  return engine->backend;
}

int
nn_engine_get_threads (NnEngine *engine)
{
  g_return_val_if_fail (engine != NULL, 1);
  return engine->n_threads;
}

static gboolean
is_for (const NnEngine  *engine,
        const NnNetwork *network)
{
  const NnNetworkSpec *a = &engine->spec, *b = nn_network_get_spec (network);

  return a->architecture == b->architecture && a->activation == b->activation &&
         (a->architecture != NN_ARCHITECTURE_MLP || memcmp (a->hidden, b->hidden, sizeof a->hidden) == 0);
}

NnBatchResult
nn_engine_train_batch (NnEngine      *engine,
                       NnNetwork     *network,
                       NnOptimizer   *optimizer,
                       const NnHyper *hyper,
                       const guint8  *pixels,
                       const guint8  *labels,
                       const guint32 *indices,
                       int            n)
{
  const NnBatchResult nothing = { 0 };

  g_return_val_if_fail (engine != NULL && network != NULL && is_for (engine, network), nothing);
  g_return_val_if_fail (optimizer != NULL && hyper != NULL, nothing);
  g_return_val_if_fail (pixels != NULL && labels != NULL && indices != NULL, nothing);
  g_return_val_if_fail (n >= 1 && n <= MAX_BATCH, nothing);

  nn_kernel_entry ();
  if (!nn_hands_is_empty (nn_network_get_hands (network)))
    return nn_engine_train_held (engine, network, optimizer, hyper, pixels, labels, indices, n);
  return engine->klass->train_batch (engine, network, optimizer, hyper, pixels, labels, indices, n);
}

NnBatchResult
nn_engine_gradient (NnEngine        *engine,
                    const NnNetwork *network,
                    const guint8    *pixels,
                    const guint8    *labels,
                    const guint32   *indices,
                    int              n,
                    float           *gradient)
{
  const NnBatchResult nothing = { 0 };
  NnBatchResult result;

  g_return_val_if_fail (engine != NULL && network != NULL && is_for (engine, network), nothing);
  g_return_val_if_fail (pixels != NULL && labels != NULL && indices != NULL, nothing);
  g_return_val_if_fail (n >= 1 && n <= MAX_BATCH && gradient != NULL, nothing);

  nn_kernel_entry ();
  result = engine->klass->gradient (engine, nn_engine_listen (engine, network), pixels, labels,
                                    indices, n, gradient);
  nn_engine_mute_gradient (network, gradient);
  return result;
}

void
nn_engine_predict (NnEngine        *engine,
                   const NnNetwork *network,
                   const guint8    *pixels,
                   int              n,
                   float           *logits)
{
  g_return_if_fail (engine != NULL && network != NULL && is_for (engine, network));
  g_return_if_fail (n >= 0 && (n == 0 || (pixels != NULL && logits != NULL)));

  if (n == 0)
    return;
  nn_kernel_entry ();
  engine->klass->predict (engine, nn_engine_listen (engine, network), pixels, n, logits);
}

NnActivations *
nn_engine_activations (NnEngine        *engine,
                       const NnNetwork *network,
                       const float     *image)
{
  NnActivations *activations = NULL;

  g_return_val_if_fail (engine != NULL && network != NULL && is_for (engine, network), NULL);
  g_return_val_if_fail (image != NULL, NULL);

  nn_engine_activations_many (engine, network, image, 1, &activations);
  return activations;
}

void
nn_engine_activations_many (NnEngine         *engine,
                            const NnNetwork  *network,
                            const float      *images,
                            int               n,
                            NnActivations   **results)
{
  g_return_if_fail (engine != NULL && network != NULL && is_for (engine, network));
  g_return_if_fail (n >= 0 && (n == 0 || (images != NULL && results != NULL)));

  if (n == 0)
    return;
  nn_kernel_entry ();
  engine->klass->activations (engine, nn_engine_listen (engine, network), images, n, results);
}

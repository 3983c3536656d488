/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-base-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-file.h"
#include "formats/nn-safetensors.h"
#include "nn/nn-inception.h"

#define MAX_BYTES ((guint64) 512 << 20)
#define SCALING "input_scaling"    /* the key of the metadata */
#define SHIPPED "base/inceptionv3-nsfwjs.safetensors"

void
nn_base_file_free (NnBaseFile *base)
{
  if (base == NULL)
    return;
  g_clear_pointer (&base->backbone, nn_backbone_unref);
  g_free (base->path);
  g_free (base->digest);
  g_free (base->origin);
  g_free (base->licence);
  g_free (base);
}

char *
nn_base_file_find (const char  *explicit_path,
                   GError     **error)
{
  static const char *const places[] = { IMAGETTE_SOURCE_DATA, IMAGETTE_PREFIX_DATA };

  if (explicit_path != NULL)
    return g_strdup (explicit_path);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (places[i], SHIPPED, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  g_set_error (error, NN_ERROR, NN_ERROR_MISSING, _("expected %s in %s or %s, found none"), SHIPPED,
               places[0], places[1]);
  return NULL;
}

/* The cut that metadata names under key; FALSE, with error, if it names none. */
static gboolean
read_cut (NnSafetensors *file,
          const char    *path,
          const char    *key,
          int           *cut,
          GError       **error)
{
  const char *name = nn_safetensors_get_metadata (file, key);

  if (name != NULL && nn_inception_cut_from_string (cut, name))
    return TRUE;
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _("%s: expected mixed0 to mixed10 for “%s”, found %s"), path, key,
               name != NULL ? name : _("nothing"));
  return FALSE;
}

static gboolean
read_metadata (NnBaseFile    *base,
               NnSafetensors *file,
               int            cut,
               GError       **error)
{
  const char *architecture = nn_safetensors_get_metadata (file, "architecture");
  const char *scaling = nn_safetensors_get_metadata (file, SCALING);
  const char *origin = nn_safetensors_get_metadata (file, "origin");
  const char *licence = nn_safetensors_get_metadata (file, "licence");
  int last, best;

  if (architecture == NULL || strcmp (architecture, "inceptionv3") != 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: expected a base network of the architecture inceptionv3, found %s"),
                   base->path, architecture != NULL ? architecture : _("nothing"));
      return FALSE;
    }
  if (scaling == NULL || (strcmp (scaling, "x/255") != 0 && strcmp (scaling, "[-1,1]") != 0))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: expected x/255 or [-1,1] for “%s”, found %s"), base->path,
                   SCALING, scaling != NULL ? scaling : _("nothing"));
      return FALSE;
    }
  if (!read_cut (file, base->path, "cut", &last, error)
      || !read_cut (file, base->path, "best_cut", &best, error))
    return FALSE;
  base->cut = cut < 0 ? best : cut;
  if (base->cut > last)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: expected a cut up to %s, where the file ends, found %s"), base->path,
                   nn_inception_cut_to_string (last), nn_inception_cut_to_string (base->cut));
      return FALSE;
    }
  base->signed_input = strcmp (scaling, "[-1,1]") == 0;
  base->origin = g_strdup (origin != NULL ? origin : "");
  base->licence = g_strdup (licence != NULL ? licence : "");
  return TRUE;
}

static NnTensor *
get_part (NnSafetensors *file,
          int            conv,
          const char    *part,
          gsize          n,
          GError       **error)
{
  g_autofree char *name = g_strdup_printf ("batch_normalization_%d/%s", conv, part);

  return nn_safetensors_get_scaled (file, name, 1, &n, error);
}

static gboolean
read_conv (NnBaseFile    *base,
           NnSafetensors *file,
           const NnNode  *node,
           GError       **error)
{
  g_autofree char *name = g_strdup_printf ("conv2d_%d/kernel", node->conv);
  gsize shape[] = { (gsize) node->rows, (gsize) node->columns, (gsize) node->channels,
                    (gsize) node->filters };
  g_autoptr (NnTensor) kernel = nn_safetensors_get_scaled (file, name, 4, shape, error);
  g_autoptr (NnTensor) beta = NULL, mean = NULL, variance = NULL;

  if (kernel == NULL)
    return FALSE;
  beta = get_part (file, node->conv, "beta", shape[3], error);
  mean = beta != NULL ? get_part (file, node->conv, "moving_mean", shape[3], error) : NULL;
  variance = mean != NULL ? get_part (file, node->conv, "moving_variance", shape[3], error) : NULL;
  if (variance == NULL)
    return FALSE;
  for (gsize i = 0; i < shape[3]; i++)
    if (!(nn_tensor_get_data (variance)[i] >= 0))
      {
        g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                     _("%s: expected variances of at least 0 in batch_normalization_%d"), base->path,
                     node->conv);
        return FALSE;
      }
  nn_backbone_set_conv (base->backbone, node->conv, nn_tensor_get_data (kernel),
                        nn_tensor_get_data (beta), nn_tensor_get_data (mean),
                        nn_tensor_get_data (variance));
  return TRUE;
}

NnBaseFile *
nn_base_file_load (const char  *path,
                   int          cut,
                   GError     **error)
{
  g_autoptr (NnBaseFile) base = NULL;
  g_autoptr (NnSafetensors) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  NnInception graph;

  g_return_val_if_fail (path != NULL && cut < NN_INCEPTION_BLOCKS, NULL);

  bytes = nn_file_read (path, MAX_BYTES, error);
  file = bytes != NULL ? nn_safetensors_parse (bytes, path, error) : NULL;
  if (file == NULL)
    return NULL;
  base = g_new0 (NnBaseFile, 1);
  base->path = g_strdup (path);
  base->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (!read_metadata (base, file, cut, error))
    return NULL;
  base->backbone = nn_backbone_new (base->cut);
  nn_inception_init (&graph, NN_INCEPTION_MIN_SIZE);
  for (int conv = 1; conv <= nn_inception_count_convs (base->cut); conv++)
    if (!read_conv (base, file, nn_inception_get_conv (&graph, conv), error))
      return NULL;
  return g_steal_pointer (&base);
}

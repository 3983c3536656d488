/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-head-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "formats/nn-safetensors.h"
#include "nn/nn-inception.h"

#define ARCHITECTURE "architecture" /* the key of the metadata */
#define MAX_CLASSES 1000
#define MAX_HIDDEN 65536
#define MAX_FEATURES 65536

void
nn_head_file_free (NnHeadFile *file)
{
  if (file == NULL)
    return;
  nn_head_free (file->head);
  g_strfreev (file->classes);
  g_free (file->base_digest);
  g_free (file->base_origin);
  g_free (file);
}

static void G_GNUC_PRINTF (3, 4)
set_text (NnSafetensors *file,
          const char    *key,
          const char    *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  nn_safetensors_set_metadata (file, key, text);
}

/* In every language with a point. */
static void
set_number (NnSafetensors *file,
            const char    *key,
            double         value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  nn_safetensors_set_metadata (file, key, g_ascii_formatd (text, sizeof text, "%.9g", value));
}

static const char *
layer_name (guint layer,
            guint n_layers)
{
  return layer + 1 < n_layers ? "hidden" : "output";
}

static void
add_layers (NnSafetensors *file,
            NnHead        *head)
{
  guint n_layers = nn_head_get_n_layers (head);

  for (guint layer = 0; layer < n_layers; layer++)
    {
      g_autofree char *weight_name = g_strconcat (layer_name (layer, n_layers), ".weight", NULL);
      g_autofree char *bias_name = g_strconcat (layer_name (layer, n_layers), ".bias", NULL);
      g_autoptr (NnTensor) weights = NULL, biases = NULL;
      float *weight, *bias, *packed;
      guint units, inputs, pitch;

      nn_head_get_layer (head, layer, &weight, &bias, &units, &inputs, &pitch);
      packed = g_new (float, (gsize) units * inputs);
      for (guint unit = 0; unit < units; unit++)
        memcpy (packed + (gsize) unit * inputs, weight + (gsize) unit * pitch,
                inputs * sizeof *packed);
      weights = nn_tensor_new_take (2, (gsize[]) { units, inputs }, packed);
      biases = nn_tensor_new_copy (1, (gsize[]) { units }, bias);
      nn_safetensors_add (file, weight_name, weights);
      nn_safetensors_add (file, bias_name, biases);
    }
}

gboolean
nn_head_file_save (NnHead            *head,
                   const char *const *classes,
                   const NnBaseFile  *base,
                   guint              size,
                   NnPhotoFilter      filter,
                   const char        *path,
                   GError           **error)
{
  g_autoptr (NnSafetensors) file = nn_safetensors_new ();
  const NnHeadSpec *spec;

  g_return_val_if_fail (head != NULL && classes != NULL && base != NULL && path != NULL, FALSE);

  spec = nn_head_get_spec (head);
  add_layers (file, head);
  set_text (file, "format", "imagette-1");
  set_text (file, ARCHITECTURE, "head");
  set_text (file, "base", "%s", base->digest);
  set_text (file, "base_origin", "%s", base->origin);
  set_text (file, "cut", "%s", nn_inception_cut_to_string (base->cut));
  set_text (file, "size", "%u", size);
  set_text (file, "resize", "%s", nn_photo_filter_to_string (filter));
  set_text (file, "classes", "%u", spec->n_classes);
  for (guint c = 0; c < spec->n_classes; c++)
    {
      g_autofree char *key = g_strdup_printf ("class.%u", c);
      g_autofree char *name = g_filename_display_name (classes[c]);

      nn_safetensors_set_metadata (file, key, name);
    }
  set_text (file, "optimizer", "%s", nn_head_optimizer_to_string (spec->optimizer));
  set_number (file, "rate", spec->rate);
  set_number (file, "dropout", spec->dropout);
  set_text (file, "batch", "%u", spec->batch);
  set_text (file, "seed", "%" G_GUINT64_FORMAT, spec->seed);
  set_text (file, "epoch", "%u", nn_head_get_epoch (head));
  return nn_safetensors_save (file, path, error);
}

/* Reading. */

static gboolean
read_number (NnSafetensors *file,
             const char    *path,
             const char    *key,
             guint          min,
             guint          max,
             guint         *value,
             GError       **error)
{
  const char *text = nn_safetensors_get_metadata (file, key);
  guint64 wide;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, min, max, &wide, NULL))
    {
      *value = (guint) wide;
      return TRUE;
    }
  g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
               _("%s: expected a whole number from %u to %u for “%s”, found %s"), path, min, max,
               key, text != NULL ? text : _("nothing"));
  return FALSE;
}

static gboolean
read_words (NnHeadFile     *head_file,
            NnSafetensors  *file,
            const char     *path,
            guint           n_classes,
            GError        **error)
{
  const char *cut = nn_safetensors_get_metadata (file, "cut");
  const char *resize = nn_safetensors_get_metadata (file, "resize");
  const char *digest = nn_safetensors_get_metadata (file, "base");
  const char *origin = nn_safetensors_get_metadata (file, "base_origin");
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();
  const char *wrong = NULL;

  if (cut == NULL || !nn_inception_cut_from_string (&head_file->cut, cut))
    wrong = "cut";
  else if (digest == NULL)
    wrong = "base";
  else if (g_strcmp0 (resize, "nearest") != 0 && g_strcmp0 (resize, "bilinear") != 0)
    wrong = "resize";
  for (guint c = 0; c < n_classes && wrong == NULL; c++)
    {
      g_autofree char *key = g_strdup_printf ("class.%u", c);
      const char *name = nn_safetensors_get_metadata (file, key);

      if (name == NULL)
        wrong = "class";
      else
        g_strv_builder_add (classes, name);
    }
  head_file->classes = g_strv_builder_end (classes);
  if (wrong != NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: not a head of a transfer run: “%s” is missing or wrong"), path, wrong);
      return FALSE;
    }
  head_file->filter = strcmp (resize, "nearest") == 0 ? NN_PHOTO_NEAREST : NN_PHOTO_BILINEAR;
  head_file->base_digest = g_strdup (digest);
  head_file->base_origin = g_strdup (origin != NULL ? origin : "");
  return TRUE;
}

static gboolean
read_layer (NnHead         *head,
            NnSafetensors  *file,
            guint           layer,
            GError        **error)
{
  const char *name = layer_name (layer, nn_head_get_n_layers (head));
  g_autofree char *weight_name = g_strconcat (name, ".weight", NULL);
  g_autofree char *bias_name = g_strconcat (name, ".bias", NULL);
  g_autoptr (NnTensor) weights = NULL, biases = NULL;
  float *weight, *bias;
  guint units, inputs, pitch;

  nn_head_get_layer (head, layer, &weight, &bias, &units, &inputs, &pitch);
  weights = nn_safetensors_get (file, weight_name, 2, (gsize[]) { units, inputs }, error);
  biases = weights != NULL ? nn_safetensors_get (file, bias_name, 1, (gsize[]) { units }, error)
                           : NULL;
  if (biases == NULL)
    return FALSE;
  for (guint unit = 0; unit < units; unit++)
    memcpy (weight + (gsize) unit * pitch, nn_tensor_get_data (weights) + (gsize) unit * inputs,
            inputs * sizeof *weight);
  memcpy (bias, nn_tensor_get_data (biases), units * sizeof *bias);
  return TRUE;
}

/* The widths of the layers stand in the shapes of the weights. */
static gboolean
read_head (NnHeadFile     *head_file,
           NnSafetensors  *file,
           const char     *path,
           guint           n_classes,
           GError        **error)
{
  g_autoptr (NnTensor) hidden = nn_safetensors_get (file, "hidden.weight", 0, NULL, NULL);
  g_autoptr (NnTensor) output = nn_safetensors_get (file, "output.weight", 0, NULL, error);
  NnHeadSpec spec;
  gsize features, units = 0;

  if (output == NULL)
    return FALSE;
  features = nn_tensor_get_dim (hidden != NULL ? hidden : output, 1);
  units = hidden != NULL ? nn_tensor_get_dim (hidden, 0) : 0;
  if (features > MAX_FEATURES || units > MAX_HIDDEN)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_SHAPE,
                   _("%s: expected at most %d features and %d hidden units, found %zu and %zu"), path,
                   MAX_FEATURES, MAX_HIDDEN, features, units);
      return FALSE;
    }
  spec = nn_head_spec_default ((guint) features, n_classes);
  spec.hidden = (guint) units;
  spec.batch = 1;
  head_file->head = nn_head_new (&spec);
  for (guint layer = 0; layer < nn_head_get_n_layers (head_file->head); layer++)
    if (!read_layer (head_file->head, file, layer, error))
      return FALSE;
  return TRUE;
}

NnHeadFile *
nn_head_file_load (const char  *path,
                   GError     **error)
{
  g_autoptr (NnSafetensors) file = NULL;
  g_autoptr (NnHeadFile) head_file = NULL;
  guint n_classes;

  g_return_val_if_fail (path != NULL, NULL);

  file = nn_safetensors_load (path, error);
  if (file == NULL)
    return NULL;
  head_file = g_new0 (NnHeadFile, 1);
  if (g_strcmp0 (nn_safetensors_get_metadata (file, ARCHITECTURE), "head") != 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: not a head of a transfer run: “%s” is missing or wrong"), path,
                   ARCHITECTURE);
      return NULL;
    }
  if (!read_number (file, path, "classes", 2, MAX_CLASSES, &n_classes, error)
      || !read_number (file, path, "size", NN_INCEPTION_MIN_SIZE, NN_INCEPTION_MAX_SIZE,
                       &head_file->size, error)
      || !read_words (head_file, file, path, n_classes, error)
      || !read_head (head_file, file, path, n_classes, error))
    return NULL;
  return g_steal_pointer (&head_file);
}

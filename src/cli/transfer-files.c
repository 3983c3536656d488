/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/nn-file.h"
#include "cli/cli.h"
#include "cli/transfer.h"
#include "export/nn-transfer-view.h"
#include "nn/nn-inception.h"
#include "session/nn-head-file.h"

static const char *const names[] = {
  "head.safetensors", "curve.csv", "validation.csv", "files.csv", "result.json", "curve.png",
  "curve.svg",
};

gboolean
transfer_prepare (const char  *directory,
                  GError     **error)
{
  CliOutput outputs[G_N_ELEMENTS (names) + 1] = { { NULL } };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (g_mkdir_with_parents (directory, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   _("%s: expected a folder that can be made: %s"), directory, g_strerror (errno));
      return FALSE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    outputs[i] = (CliOutput) { "--output", paths[i] };
  return cli_check_outputs (NULL, NULL, outputs, error);
}

static gboolean
write_text (const char  *directory,
            const char  *name,
            GString     *text,
            GError     **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return cli_write (path, text, error);
}

static GString *
curve_to_csv (const Transfer *transfer)
{
  GString *text = g_string_new ("epoch,train_loss,train_accuracy,validation_loss,"
                                "validation_accuracy\n");

  for (guint i = 0; i < transfer->curve->len; i++)
    {
      const TransferPoint *point = &g_array_index (transfer->curve, TransferPoint, i);

      g_string_append_printf (text, "%u", point->epoch);
      cli_append_csv (text, point->train.loss);
      cli_append_csv (text, (double) point->train.correct / point->train.n);
      cli_append_csv (text, point->validation.loss);
      cli_append_csv (text, (double) point->validation.correct / point->validation.n);
      g_string_append_c (text, '\n');
    }
  return text;
}

/* As nn_image_folder_to_csv () writes names: in quotes where they must be. */
static void
append_name (GString    *text,
             const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, "\"%s\",", doubled);
}

static GString *
validation_to_csv (const Transfer *transfer)
{
  GString *text = g_string_new ("file,class,predicted,probability\n");

  for (guint i = 0; i < transfer->set->n_validation; i++)
    {
      const NnImageFile *file = g_ptr_array_index (transfer->folder->files,
                                                   transfer->set->validation[i]);

      append_name (text, file->name);
      append_name (text, transfer->folder->classes[file->label]);
      append_name (text, transfer->folder->classes[transfer->predicted[i]]);
      g_string_truncate (text, text->len - 1);
      cli_append_csv (text, transfer->probability[i]);
      g_string_append_c (text, '\n');
    }
  return text;
}

static gboolean
write_figure (const Transfer *transfer,
              const char     *directory,
              const char     *language,
              NnFormat        format,
              GError        **error)
{
  g_autofree char *name = g_strconcat ("curve.", nn_format_to_string (format), NULL);
  g_autofree char *path = g_build_filename (directory, name, NULL);
  guint n = transfer->curve->len;
  g_autofree float *values = g_new (float, (gsize) 3 * MAX (n, 1));
  g_autoptr (GBytes) bytes = NULL;
  NnTransferCurve curve = { n, values, values + n, values + 2 * n, transfer->baseline };

  for (guint i = 0; i < n; i++)
    {
      const TransferPoint *point = &g_array_index (transfer->curve, TransferPoint, i);

      values[i] = (float) point->epoch;
      values[n + i] = (float) point->train.correct / (float) point->train.n;
      values[2 * n + i] = (float) point->validation.correct / (float) point->validation.n;
    }
  bytes = nn_transfer_view_serialize (&curve, language, format, error);
  return bytes != NULL && nn_file_replace (path, g_bytes_get_data (bytes, NULL),
                                           g_bytes_get_size (bytes), error);
}

gboolean
transfer_write (const Transfer *transfer,
                const char     *directory,
                const char     *language,
                GError        **error)
{
  g_autofree char *head = g_build_filename (directory, "head.safetensors", NULL);
  g_autoptr (GString) curve = curve_to_csv (transfer);
  g_autoptr (GString) validation = validation_to_csv (transfer);
  g_autoptr (GString) files = nn_image_folder_to_csv (transfer->folder);
  g_autoptr (GString) json = transfer_to_json (transfer);

  g_string_append_c (json, '\n');
  return nn_head_file_save (transfer->head, (const char *const *) transfer->folder->classes,
                            transfer->base, transfer->spec.size, transfer->spec.filter, head, error)
         && write_text (directory, "curve.csv", curve, error)
         && write_text (directory, "validation.csv", validation, error)
         && write_text (directory, "files.csv", files, error)
         && write_text (directory, "result.json", json, error)
         && write_figure (transfer, directory, language, NN_FORMAT_PNG, error)
         && write_figure (transfer, directory, language, NN_FORMAT_SVG, error);
}

GString *
transfer_to_json (const Transfer *transfer)
{
  GString *line = g_string_new ("{");

  cli_append_json (line, "train", transfer->set->n_train);
  cli_append_json (line, "validation", transfer->set->n_validation);
  cli_append_json (line, "accuracy", transfer_accuracy (transfer));
  cli_append_json (line, "baseline", transfer->baseline);
  cli_append_json (line, "left_out", transfer->folder->left_out->len);
  cli_append_json (line, "epochs", nn_head_get_epoch (transfer->head));
  cli_append_json (line, "computed", transfer->set->computed);
  cli_append_json (line, "seconds_features", transfer->seconds_features);
  cli_append_json (line, "seconds_head", transfer->seconds_head);
  g_string_append_printf (line, ",\"cut\":\"%s\",\"split\":\"%s\",\"resize\":\"%s\"}",
                          nn_inception_cut_to_string (transfer->base->cut),
                          nn_split_to_string (transfer->folder->split),
                          nn_photo_filter_to_string (transfer->spec.filter));
  return line;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "base/nn-ref.h"
#include "datasets/nn-idx.h"
#include "session/nn-model-file.h"
#include "session/nn-state-file.h"

#define MAX_MOMENTS 100000

/* Which of the optimizer's two blocks mean anything: adam both, momentum the first, sgd none. */
static int
count_blocks (NnOptimizerKind kind)
{
  return kind == NN_OPTIMIZER_ADAM ? 2 : kind == NN_OPTIMIZER_MOMENTUM ? 1 : 0;
}

static void
add_values (const NnStateFile *self,
            const char        *key,
            gsize              rows,
            gsize              columns,      /* 0: rank 1 */
            float             *values)       /* taken */
{
  gsize shape[2] = { rows, columns };
  g_autofree char *name = g_strconcat (self->prefix, "evaluation/", key, NULL);
  g_autoptr (NnTensor) tensor = nn_tensor_new_take (columns > 0 ? 2 : 1, shape, values);

  nn_safetensors_add (self->file, name, tensor);
}

static void
add_evaluation (const NnStateFile  *self,
                const NnEvaluation *evaluation)
{
  float *confusion = g_new (float, NN_CLASSES * NN_CLASSES);
  float *predicted = g_new (float, evaluation->n);

  for (int i = 0; i < NN_CLASSES * NN_CLASSES; i++)
    confusion[i] = (float) evaluation->confusion[i / NN_CLASSES][i % NN_CLASSES];
  for (guint i = 0; i < evaluation->n; i++)
    predicted[i] = evaluation->predicted[i];

  nn_state_file_set_double (self, "evaluation_loss", evaluation->loss);
  add_values (self, "confusion", NN_CLASSES, NN_CLASSES, confusion);
  add_values (self, "predicted", evaluation->n, 0, predicted);
  add_values (self, "probability", evaluation->n, 0,
              g_memdup2 (evaluation->probability, evaluation->n * sizeof (float)));
  add_values (self, "margin", evaluation->n, 0,
              g_memdup2 (evaluation->margin, evaluation->n * sizeof (float)));
}

static void
add_moment (NnSafetensors  *file,
            const NnMoment *moment)
{
  g_autofree char *prefix = g_strdup_printf ("moment/%" G_GUINT64_FORMAT "/",
                                             moment->place.update);
  NnStateFile state = { file, NULL, prefix };
  int n_blocks = count_blocks (moment->spec.hyper.kind);

  nn_state_file_set_hyper (&state, &moment->spec);
  nn_state_file_set_hands (&state, moment->network);
  nn_state_file_set_uint (&state, "epoch", moment->place.epoch);
  nn_state_file_set_uint (&state, "position", moment->place.position);
  nn_state_file_set_uint (&state, "images", moment->place.images);
  nn_state_file_set_double (&state, "running_loss", moment->place.running_loss);
  nn_state_file_set_double (&state, "running_accuracy", moment->place.running_accuracy);
  nn_state_file_set_double (&state, "loss_sum", moment->loss_sum);
  nn_state_file_set_uint (&state, "correct_sum", moment->correct_sum);
  nn_state_file_set_double (&state, "beta1_power", nn_optimizer_get_beta1_power (moment->optimizer));
  nn_state_file_set_double (&state, "beta2_power", nn_optimizer_get_beta2_power (moment->optimizer));

  nn_state_file_add_block (&state, moment->network, "", nn_network_peek_block (moment->network));
  if (n_blocks > 0)
    nn_state_file_add_block (&state, moment->network, "optimizer/first/",
                             nn_optimizer_peek_first (moment->optimizer));
  if (n_blocks > 1)
    nn_state_file_add_block (&state, moment->network, "optimizer/second/",
                             nn_optimizer_peek_second (moment->optimizer));
  if (moment->evaluation != NULL)
    add_evaluation (&state, moment->evaluation);
}

static void
add_curve (const NnStateFile *self,
           GArray            *curve)
{
  for (guint i = 0; i < curve->len; i++)
    {
      const NnEpochPoint *point = &g_array_index (curve, NnEpochPoint, i);
      const double values[] = {
        point->train_loss, point->train_accuracy, point->test_loss, point->test_accuracy,
        point->hold_out_loss, point->hold_out_accuracy,
      };
      g_autofree char *key = g_strdup_printf ("curve/%u", point->epoch);
      g_autoptr (GString) text = g_string_new (NULL);
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%" G_GUINT64_FORMAT, point->update);
      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_string_append_c (text, ' ');
          g_string_append (text, isnan (values[j]) ? "nan"
                           : g_ascii_formatd (number, sizeof number, "%.17g", values[j]));
        }
      nn_state_file_set_string (self, key, text->str);
    }
}

static NnSafetensors *
make_run (GPtrArray *moments,
          GArray    *curve)
{
  NnSafetensors *file = nn_safetensors_new ();
  NnStateFile state = { file, NULL, "" };
  const NnMoment *first = g_ptr_array_index (moments, 0);
  g_autoptr (GString) updates = g_string_new (NULL);

  nn_state_file_set_spec (&state, &first->spec);
  for (guint i = 0; i < moments->len; i++)
    {
      const NnMoment *moment = g_ptr_array_index (moments, i);

      g_string_append_printf (updates, "%s%" G_GUINT64_FORMAT, i > 0 ? " " : "",
                              moment->place.update);
      add_moment (file, moment);
    }
  nn_state_file_set_string (&state, "moments", updates->str);
  if (curve != NULL)
    add_curve (&state, curve);
  return file;
}

GBytes *
nn_run_serialize (GPtrArray *moments,
                  GArray    *curve)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (moments != NULL && moments->len > 0, NULL);

  file = make_run (moments, curve);
  return nn_safetensors_serialize (file);
}

gboolean
nn_run_save (GPtrArray   *moments,
             GArray      *curve,
             const char  *path,
             GError     **error)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (moments != NULL && moments->len > 0 && path != NULL, FALSE);

  file = make_run (moments, curve);
  return nn_safetensors_save (file, path, error);
}

/* Reading. */

static NnTensor *
get_values (const NnStateFile *self,
            const char        *key,
            int                rank,
            const gsize       *shape,
            GError           **error)
{
  g_autofree char *name = g_strconcat (self->prefix, "evaluation/", key, NULL);

  return nn_safetensors_get (self->file, name, rank, shape, error);
}

/* Counts in the table and answers must tell the same story, whole numbers both. */
static gboolean
fill_counts (const NnStateFile *self,
             NnEvaluation      *evaluation,
             const float       *confusion,
             const float       *predicted,
             GError           **error)
{
  guint told[NN_CLASSES] = { 0 };
  gboolean good = TRUE;

  for (guint i = 0; i < evaluation->n && good; i++)
    {
      good = predicted[i] >= 0 && predicted[i] < NN_CLASSES && predicted[i] == floorf (predicted[i]);
      if (good)
        {
          evaluation->predicted[i] = (guint8) predicted[i];
          told[evaluation->predicted[i]]++;
        }
    }
  for (int p = 0; p < NN_CLASSES && good; p++)
    {
      double sum = 0;

      for (int g = 0; g < NN_CLASSES && good; g++)
        {
          float count = confusion[g * NN_CLASSES + p];

          good = count >= 0 && count <= evaluation->n && count == floorf (count);
          if (good)
            evaluation->confusion[g][p] = (guint) count;
          sum += count;
        }
      good = good && sum == told[p];
      evaluation->correct += evaluation->confusion[p][p];
    }
  if (!good)
    g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                 _("%s: tensors \"%sevaluation/confusion\" and \"…/predicted\": expected classes "
                   "from 0 to 9 and their counts, found other numbers"), self->path, self->prefix);
  return good;
}

/* NULL with error set; evaluation has no answers at all if it was never stored. */
static NnEvaluation *
read_evaluation (const NnStateFile *self,
                 GError           **error)
{
  static const gsize square[2] = { NN_CLASSES, NN_CLASSES };
  g_autoptr (NnTensor) confusion = NULL, predicted = NULL, probability = NULL, margin = NULL;
  g_autoptr (NnEvaluation) evaluation = NULL;
  gsize n;

  confusion = get_values (self, "confusion", 2, square, error);
  predicted = confusion != NULL ? get_values (self, "predicted", 0, NULL, error) : NULL;
  if (predicted == NULL)
    return NULL;
  n = nn_tensor_get_size (predicted);
  if (n > NN_IDX_MAX_COUNT)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                   _("%s: tensor \"%sevaluation/predicted\": expected at most %d answers, found "
                     "%zu"),
                   self->path, self->prefix, NN_IDX_MAX_COUNT, n);
      return NULL;
    }
  probability = get_values (self, "probability", 1, &n, error);
  margin = probability != NULL ? get_values (self, "margin", 1, &n, error) : NULL;
  if (margin == NULL)
    return NULL;

  evaluation = g_new0 (NnEvaluation, 1);
  nn_ref_init (&evaluation->ref_count);
  evaluation->n = (guint) n;
  evaluation->predicted = g_malloc (n);
  evaluation->probability = g_memdup2 (nn_tensor_get_data (probability), n * sizeof (float));
  evaluation->margin = g_memdup2 (nn_tensor_get_data (margin), n * sizeof (float));
  if (!fill_counts (self, evaluation, nn_tensor_get_data (confusion),
                    nn_tensor_get_data (predicted), error)
      || !nn_state_file_get_double (self, "evaluation_loss", NAN, NAN, &evaluation->loss, error))
    return NULL;
  return g_steal_pointer (&evaluation);
}

static gboolean
read_place (const NnStateFile *self,
            NnMoment          *moment,
            GError           **error)
{
  NnPlace *place = &moment->place;

  if (!nn_state_file_get_guint (self, "epoch", 0, G_MAXUINT - 1, &place->epoch, error)
      || !nn_state_file_get_guint (self, "images", 1, NN_IDX_MAX_COUNT, &place->images, error)
      || !nn_state_file_get_guint (self, "position", 0, place->images - 1, &place->position, error)
      || !nn_state_file_get_double (self, "running_loss", NAN, NAN, &place->running_loss, error)
      || !nn_state_file_get_double (self, "running_accuracy", 0, 1, &place->running_accuracy, error)
      || !nn_state_file_get_double (self, "loss_sum", NAN, NAN, &moment->loss_sum, error)
      || !nn_state_file_get_guint (self, "correct_sum", 0, place->images, &moment->correct_sum,
                                   error))
    return FALSE;
  nn_place_count_batches (place, moment->spec.batch);
  return TRUE;
}

static gboolean
read_optimizer (const NnStateFile *self,
                NnMoment          *moment,
                GError           **error)
{
  int n_blocks = count_blocks (moment->spec.hyper.kind);
  double beta1_power, beta2_power;

  if (!nn_state_file_get_double (self, "beta1_power", 0, 1, &beta1_power, error)
      || !nn_state_file_get_double (self, "beta2_power", 0, 1, &beta2_power, error))
    return FALSE;
  nn_optimizer_set_powers (moment->optimizer, beta1_power, beta2_power);
  return (n_blocks < 1
          || nn_state_file_get_block (self, moment->network, "optimizer/first/",
                                      nn_optimizer_get_first (moment->optimizer), error))
         && (n_blocks < 2
             || nn_state_file_get_block (self, moment->network, "optimizer/second/",
                                         nn_optimizer_get_second (moment->optimizer), error));
}

/* NULL on error. (transfer full) */
static NnMoment *
read_moment (NnSafetensors        *file,
             const char           *path,
             const NnTrainingSpec *common,
             guint64               update,
             GError              **error)
{
  g_autofree char *prefix = g_strdup_printf ("moment/%" G_GUINT64_FORMAT "/", update);
  NnStateFile state = { file, path, prefix };
  NnTrainingSpec spec = *common;
  NnPlace place = { .update = update };
  g_autoptr (NnMoment) moment = NULL;
  NnNetwork *network;

  if (!nn_state_file_get_hyper (&state, &spec, error))
    return NULL;
  network = nn_state_file_get_network (&state, &spec.network, error);
  if (network == NULL)
    return NULL;

  moment = nn_moment_new (network, nn_optimizer_new (network), &spec, &place, NULL);
  if (!read_place (&state, moment, error) || !read_optimizer (&state, moment, error))
    return NULL;
  if (nn_state_file_has (&state, "evaluation_loss"))
    {
      moment->evaluation = read_evaluation (&state, error);
      if (moment->evaluation == NULL)
        return NULL;
    }
  return g_steal_pointer (&moment);
}

static GPtrArray *
read_moments (const NnStateFile    *self,
              const NnTrainingSpec *spec,
              GError              **error)
{
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  g_auto (GStrv) updates = NULL;
  const char *text;
  guint64 update, least = 0;

  if (!nn_state_file_get_string (self, "moments", &text, error))
    return NULL;
  updates = g_strsplit (text, " ", MAX_MOMENTS);
  for (char **one = updates; *one != NULL; one++)
    {
      NnMoment *moment;

      if (!g_ascii_string_to_unsigned (*one, 10, least, G_MAXUINT64 - 1, &update, NULL))
        {
          g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                       _("%s: in the header, metadata \"moments\": expected ascending numbers of "
                         "updates, found \"%.60s\""), self->path, *one);
          return NULL;
        }
      moment = read_moment (self->file, self->path, spec, update, error);
      if (moment == NULL)
        return NULL;
      g_ptr_array_add (moments, moment);
      least = update + 1;
    }
  if (moments->len == 0)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                   _("%s: in the header, metadata \"moments\": expected at least one, found none"),
                   self->path);
      return NULL;
    }
  return g_steal_pointer (&moments);
}

static gboolean
parse_point (const char   *text,
             NnEpochPoint *point)
{
  double *values[] = {
    &point->train_loss, &point->train_accuracy, &point->test_loss, &point->test_accuracy,
    &point->hold_out_loss, &point->hold_out_accuracy,
  };
  g_auto (GStrv) words = g_strsplit (text, " ", G_N_ELEMENTS (values) + 2);

  if (g_strv_length (words) != G_N_ELEMENTS (values) + 1
      || !g_ascii_string_to_unsigned (words[0], 10, 0, G_MAXUINT64, &point->update, NULL))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      char *end;

      *values[i] = g_ascii_strtod (words[i + 1], &end);
      if (*words[i + 1] == '\0' || *end != '\0')
        return FALSE;
    }
  return TRUE;
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const NnEpochPoint *x = a, *y = b;

  return (x->epoch > y->epoch) - (x->epoch < y->epoch);
}

static GArray *
read_curve (const NnStateFile *self,
            GError           **error)
{
  g_autoptr (GArray) curve = g_array_new (FALSE, TRUE, sizeof (NnEpochPoint));
  const char *const *keys = nn_safetensors_list_metadata (self->file);

  for (; *keys != NULL; keys++)
    {
      NnEpochPoint point = { .seconds = NAN };
      const char *text = nn_safetensors_get_metadata (self->file, *keys);
      guint64 epoch;

      if (!g_str_has_prefix (*keys, "curve/"))
        continue;
      if (!g_ascii_string_to_unsigned (*keys + strlen ("curve/"), 10, 1, G_MAXUINT - 1, &epoch,
                                       NULL)
          || !parse_point (text, &point))
        {
          g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                       _("%s: in the header, metadata \"%s\": expected an epoch and its seven "
                         "numbers, found \"%.60s\""), self->path, *keys, text);
          return NULL;
        }
      point.epoch = (guint) epoch;
      g_array_append_val (curve, point);
    }
  g_array_sort (curve, compare_points);
  return g_steal_pointer (&curve);
}

static gboolean
read_run (NnSafetensors *file,
          const char    *path,
          GPtrArray    **moments,
          GArray       **curve,
          GError       **error)
{
  NnStateFile state = { file, path, "" };
  NnTrainingSpec spec = nn_training_spec_default ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GArray) points = NULL;

  if (!nn_state_file_get_spec (&state, &spec, error))
    return FALSE;
  if (!nn_state_file_has (&state, "moments"))
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: in the header: expected a whole run, found a model"), path);
      return FALSE;
    }
  found = read_moments (&state, &spec, error);
  points = found != NULL ? read_curve (&state, error) : NULL;
  if (points == NULL)
    return FALSE;
  *moments = g_steal_pointer (&found);
  *curve = g_steal_pointer (&points);
  return TRUE;
}

gboolean
nn_run_parse (GBytes      *bytes,
              const char  *path,
              GPtrArray  **moments,
              GArray     **curve,
              GError     **error)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (moments != NULL && curve != NULL, FALSE);

  file = nn_safetensors_parse (bytes, path, error);
  return file != NULL && read_run (file, path, moments, curve, error);
}

gboolean
nn_run_load (const char  *path,
             GPtrArray  **moments,
             GArray     **curve,
             GError     **error)
{
  g_autoptr (NnSafetensors) file = NULL;

  g_return_val_if_fail (moments != NULL && curve != NULL, FALSE);

  file = nn_safetensors_load (path, error);
  return file != NULL && read_run (file, path, moments, curve, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/nn-error.h"
#include "formats/nn-safetensors.h"
#include "session/nn-model-file.h"
#include "synthetic.h"
#include "util/test-folder.h"

#define PATH "a-file.safetensors"

static NnTraining *
make_training (NnDataset            *dataset,
               const NnTrainingSpec *spec,
               int                   n_updates)
{
  NnTraining *training = nn_training_new (dataset, spec, NN_BACKEND_REFERENCE, 1);

  for (int i = 0; i < n_updates; i++)
    nn_training_step (training, NULL);
  return training;
}

static GBytes *
serialize (NnTraining *training)
{
  return nn_model_serialize (nn_training_get_network (training), nn_training_get_spec (training),
                             nn_training_get_place (training));
}

/* The metadata to the letter (DEFINITIONS §11), in a locale with a decimal comma, if there is one. */
static void
test_metadata (void)
{
  static const char *const expected[][2] = {
    { "activation", "tanh" }, { "architecture", "lenet" }, { "batch", "50" }, { "epoch", "0" },
    { "format", "imagette-1" }, { "momentum", "0.899999976" }, { "optimizer", "adam" },
    { "rate", "0.00100000005" }, { "seed", "18446744073709551615" }, { "update", "0" },
    { "weight_decay", "0.000500000024" },
  };
  NnTrainingSpec spec = nn_training_spec_default ();
  NnPlace place = { 0 };
  g_autoptr (NnNetwork) network = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NnSafetensors) file = NULL;
  const char *const *keys;

  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  spec.network.activation = NN_ACTIVATION_TANH;
  spec.seed = G_MAXUINT64;
  spec.batch = 50;
  spec.hyper.weight_decay = 0.0005f;
  network = nn_network_new (&spec.network);
  bytes = nn_model_serialize (network, &spec, &place);
  setlocale (LC_NUMERIC, "C");

  file = nn_safetensors_parse (bytes, PATH, NULL);
  keys = nn_safetensors_list_metadata (file);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (keys[i], ==, expected[i][0]);
      g_assert_cmpstr (nn_safetensors_get_metadata (file, keys[i]), ==, expected[i][1]);
    }
  g_assert_null (keys[G_N_ELEMENTS (expected)]);
}

static void
test_tensors (void)
{
  static const char *const names[] = {
    "c1.weight", "c1.bias", "c3.weight", "c3.bias", "c5.weight", "c5.bias", "f6.weight", "f6.bias",
    "output.weight", "output.bias",
  };
  static const gsize shape[] = { 16, 6, 5, 5 };
  NnTrainingSpec spec = nn_training_spec_default ();
  NnPlace place = { 0 };
  g_autoptr (NnNetwork) network = nn_network_new (&spec.network);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NnSafetensors) file = NULL;
  g_autoptr (NnTensor) stored = NULL, tensor = NULL;
  g_autoptr (GError) error = NULL;

  nn_network_init_glorot (network, 3);
  bytes = nn_model_serialize (network, &spec, &place);
  file = nn_safetensors_parse (bytes, PATH, NULL);
  g_assert_cmpuint (nn_safetensors_get_n (file), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (nn_safetensors_get_name (file, i), ==, names[i]);
  stored = nn_safetensors_get (file, "c3.weight", 4, shape, &error);
  g_assert_no_error (error);
  tensor = nn_network_get_tensor (network, 2);
  g_assert_cmpmem (nn_tensor_get_data (stored), 2400 * sizeof (float), nn_tensor_get_data (tensor),
                   2400 * sizeof (float));
}

static void
assert_equal_specs (const NnTrainingSpec *a,
                    const NnTrainingSpec *b)
{
  g_autofree char *one = nn_network_spec_to_string (&a->network);
  g_autofree char *two = nn_network_spec_to_string (&b->network);

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpint (a->network.activation, ==, b->network.activation);
  g_assert_true (a->seed == b->seed);
  g_assert_cmpint (a->hyper.kind, ==, b->hyper.kind);
  g_assert_cmpfloat (a->hyper.rate, ==, b->hyper.rate);
  g_assert_cmpfloat (a->hyper.momentum, ==, b->hyper.momentum);
  g_assert_cmpfloat (a->hyper.weight_decay, ==, b->hyper.weight_decay);
  g_assert_cmpfloat (a->hyper.rms_clip, ==, b->hyper.rms_clip);
  g_assert_cmpuint (a->batch, ==, b->batch);
  g_assert_cmpuint (a->hold_out, ==, b->hold_out);
}

static void
test_model_round_trip (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "model.safetensors", NULL);
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = NULL;
  g_autoptr (NnNetwork) read = NULL;
  g_autofree char *written_sum = NULL, *read_sum = NULL;
  g_autoptr (GError) error = NULL;
  NnModelInfo info;

  spec.seed = 99;
  spec.hold_out = 10;
  spec.hyper = nn_hyper_default (NN_OPTIMIZER_MOMENTUM);
  spec.hyper.rate = 1.0f / 3;
  spec.hyper.rms_clip = 0.1f;
  training = make_training (dataset, &spec, 8);
  g_assert_true (nn_model_save (nn_training_get_network (training), &spec,
                                nn_training_get_place (training), path, &error));
  g_assert_no_error (error);
  read = nn_model_load (path, &info, &error);
  g_assert_no_error (error);

  written_sum = nn_network_sha256 (nn_training_get_network (training));
  read_sum = nn_network_sha256 (read);
  g_assert_cmpstr (read_sum, ==, written_sum);
  assert_equal_specs (&info.spec, &spec);
  g_assert_cmpuint (info.update, ==, 8);
  g_assert_cmpuint (info.epoch, ==, 1);
}

static void
test_equal_bytes (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) one = make_training (dataset, &spec, 5);
  g_autoptr (NnTraining) two = make_training (dataset, &spec, 5);
  g_autoptr (NnTraining) longer = make_training (dataset, &spec, 6);
  g_autoptr (GBytes) first = serialize (one), second = serialize (two), third = serialize (longer);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_false (g_bytes_equal (first, third));
}

/* moments as a timeline has them; curve: one point an epoch, without hold-out. */
static GPtrArray *
make_moments (NnTraining *training,
              int         n_updates,
              GArray     *curve)
{
  GPtrArray *moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);

  g_ptr_array_add (moments, nn_training_capture (training, NULL));
  for (int i = 0; i < n_updates; i++)
    {
      gboolean ended = nn_training_step (training, NULL);
      g_autoptr (NnEvaluation) test = ended ? nn_training_evaluate (training, NULL, NULL) : NULL;

      if (ended)
        {
          NnEpochPoint point = nn_training_epoch_point (training, test, NULL, 1.5);

          g_array_append_val (curve, point);
        }
      if (nn_training_is_moment (training))
        g_ptr_array_add (moments, nn_training_capture (training, test));
    }
  return moments;
}

static void
assert_equal_evaluations (const NnEvaluation *a,
                          const NnEvaluation *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;
  g_assert_cmpuint (a->n, ==, b->n);
  g_assert_cmpuint (a->correct, ==, b->correct);
  g_assert_cmpfloat (a->loss, ==, b->loss);
  g_assert_cmpmem (a->confusion, sizeof a->confusion, b->confusion, sizeof b->confusion);
  g_assert_cmpmem (a->predicted, a->n, b->predicted, b->n);
  g_assert_cmpmem (a->probability, a->n * sizeof (float), b->probability, b->n * sizeof (float));
  g_assert_cmpmem (a->margin, a->n * sizeof (float), b->margin, b->n * sizeof (float));
}

static void
assert_equal_moments (const NnMoment *a,
                      const NnMoment *b)
{
  gsize size = nn_network_get_block_size (a->network) * sizeof (float);

  assert_equal_specs (&a->spec, &b->spec);
  g_assert_cmpuint (a->place.update, ==, b->place.update);
  g_assert_cmpuint (a->place.epoch, ==, b->place.epoch);
  g_assert_cmpuint (a->place.position, ==, b->place.position);
  g_assert_cmpuint (a->place.images, ==, b->place.images);
  g_assert_cmpuint (a->place.batch, ==, b->place.batch);
  g_assert_cmpuint (a->place.batches, ==, b->place.batches);
  g_assert_cmpfloat (a->place.running_loss, ==, b->place.running_loss);
  g_assert_cmpfloat (a->place.running_accuracy, ==, b->place.running_accuracy);
  g_assert_cmpfloat (a->loss_sum, ==, b->loss_sum);
  g_assert_cmpuint (a->correct_sum, ==, b->correct_sum);
  g_assert_cmpmem (nn_network_peek_block (a->network), size, nn_network_peek_block (b->network),
                   size);
  g_assert_cmpmem (nn_optimizer_peek_first (a->optimizer), size,
                   nn_optimizer_peek_first (b->optimizer), size);
  g_assert_cmpmem (nn_optimizer_peek_second (a->optimizer), size,
                   nn_optimizer_peek_second (b->optimizer), size);
  g_assert_cmpfloat (nn_optimizer_get_beta1_power (a->optimizer), ==,
                     nn_optimizer_get_beta1_power (b->optimizer));
  g_assert_cmpfloat (nn_optimizer_get_beta2_power (a->optimizer), ==,
                     nn_optimizer_get_beta2_power (b->optimizer));
  assert_equal_evaluations (a->evaluation, b->evaluation);
}

/* From a file, a run goes on to the bit, from each of its moments, with each optimizer. */
static void
test_run_round_trip (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);

  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    {
      NnTrainingSpec spec = synthetic_spec ();
      g_autoptr (TestFolder) folder = test_folder_new ();
      g_autofree char *path = g_build_filename (folder, "run.safetensors", NULL);
      g_autoptr (GArray) curve = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint)), read_curve = NULL;
      g_autoptr (GPtrArray) moments = NULL, read = NULL;
      g_autoptr (NnTraining) training = NULL, resumed = NULL;
      g_autofree char *state = NULL, *resumed_state = NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_run = FALSE;

      spec.hyper = nn_hyper_default ((NnOptimizerKind) kind);
      training = make_training (dataset, &spec, 0);
      moments = make_moments (training, 17, curve);
      g_assert_true (nn_run_save (moments, curve, path, &error));
      g_assert_true (nn_file_is_run (path, &is_run, &error));
      g_assert_true (is_run);
      g_assert_true (nn_run_load (path, &read, &read_curve, &error));
      g_assert_no_error (error);

      g_assert_cmpuint (read->len, ==, moments->len);
      for (guint i = 0; i < read->len; i++)
        assert_equal_moments (g_ptr_array_index (read, i), g_ptr_array_index (moments, i));
      g_assert_cmpuint (read_curve->len, ==, curve->len);
      for (guint i = 0; i < curve->len; i++)
        {
          const NnEpochPoint *a = &g_array_index (curve, NnEpochPoint, i);
          const NnEpochPoint *b = &g_array_index (read_curve, NnEpochPoint, i);

          g_assert_cmpuint (a->epoch, ==, b->epoch);
          g_assert_cmpuint (a->update, ==, b->update);
          g_assert_cmpfloat (a->train_loss, ==, b->train_loss);
          g_assert_cmpfloat (a->test_accuracy, ==, b->test_accuracy);
          g_assert_true (isnan (b->hold_out_loss) && isnan (b->seconds));
        }

      resumed = nn_training_new (dataset, &spec, NN_BACKEND_REFERENCE, 1);
      nn_training_restore (resumed, g_ptr_array_index (read, 2));
      while (nn_training_get_place (resumed)->update < 17)
        nn_training_step (resumed, NULL);
      state = describe_state (nn_training_get_network (training), nn_training_get_place (training));
      resumed_state = describe_state (nn_training_get_network (resumed),
                                      nn_training_get_place (resumed));
      g_assert_cmpstr (resumed_state, ==, state);
    }
}

static GBytes *
make_run (NnDataset *dataset,
          double     seconds)
{
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (GArray) curve = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  g_autoptr (NnTraining) training = make_training (dataset, &spec, 0);
  g_autoptr (GPtrArray) moments = make_moments (training, 10, curve);

  g_array_index (curve, NnEpochPoint, 0).seconds = seconds;
  return nn_run_serialize (moments, curve);
}

static void
test_run_equal_bytes (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);
  g_autoptr (GBytes) one = make_run (dataset, 1), two = make_run (dataset, 2);

  g_assert_true (g_bytes_equal (one, two));    /* time is not stored */
}

/* bytes with one metadata string changed, or left out (NULL), and one tensor left out or
 * made anew with one value. (transfer full) */
static GBytes *
change (GBytes     *bytes,
        const char *key,
        const char *value,
        const char *tensor_name,
        gboolean    drop)
{
  g_autoptr (NnSafetensors) from = nn_safetensors_parse (bytes, PATH, NULL);
  g_autoptr (NnSafetensors) to = nn_safetensors_new ();

  for (const char *const *one = nn_safetensors_list_metadata (from); *one != NULL; one++)
    if (g_strcmp0 (*one, key) != 0)
      nn_safetensors_set_metadata (to, *one, nn_safetensors_get_metadata (from, *one));
  if (value != NULL)
    nn_safetensors_set_metadata (to, key, value);
  for (guint i = 0; i < nn_safetensors_get_n (from); i++)
    {
      const char *name = nn_safetensors_get_name (from, i);
      g_autoptr (NnTensor) tensor = nn_safetensors_get (from, name, 0, NULL, NULL);

      if (g_strcmp0 (name, tensor_name) != 0)
        nn_safetensors_add (to, name, tensor);
      else if (!drop)
        {
          gsize shape[NN_TENSOR_MAX_RANK], size = nn_tensor_get_size (tensor);
          float *values = g_memdup2 (nn_tensor_get_data (tensor), size * sizeof (float));
          g_autoptr (NnTensor) other = NULL;

          for (int axis = 0; axis < nn_tensor_get_rank (tensor); axis++)
            shape[axis] = nn_tensor_get_dim (tensor, axis);
          values[0] += 10.5f;
          other = nn_tensor_new_take (nn_tensor_get_rank (tensor), shape, values);
          nn_safetensors_add (to, name, other);
        }
    }
  return nn_safetensors_serialize (to);
}

static void
assert_error (const GError *error,
              NnError       code,
              const char   *says)
{
  g_assert_error (error, NN_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, PATH ": "));
  if (strstr (error->message, says) == NULL)
    g_error ("expected “%s” in “%s”", says, error->message);
}

static void
test_broken_models (void)
{
  static const struct { const char *key, *value; NnError code; const char *says; } cases[] = {
    { "format", NULL, NN_ERROR_FORMAT, "expected metadata \"format\"" },
    { "format", "imagette-2", NN_ERROR_UNSUPPORTED, "expected \"imagette-1\", found \"imagette-2\"" },
    { "architecture", NULL, NN_ERROR_MISSING, "\"architecture\"" },
    { "architecture", "vgg16", NN_ERROR_UNSUPPORTED, "found \"vgg16\"" },
    { "architecture", "mlp-784-2000000000-10", NN_ERROR_UNSUPPORTED, "sane widths" },
    { "architecture", "lenet", NN_ERROR_MISSING, "expected a tensor \"c1.weight\"" },
    { "architecture", "mlp-784-1000-10", NN_ERROR_SHAPE, "expected the shape [1000,784], found [12,784]" },
    { "architecture", "mlp-784-12-12-10", NN_ERROR_MISSING, "expected a tensor \"h2.weight\"" },
    { "activation", "gelu", NN_ERROR_UNSUPPORTED, "found \"gelu\"" },
    { "seed", NULL, NN_ERROR_MISSING, "\"seed\"" },
    { "seed", "-1", NN_ERROR_RANGE, "\"seed\": expected a whole number from 0 to 18446744073709551615, found \"-1\"" },
    { "seed", "18446744073709551616", NN_ERROR_RANGE, "\"seed\"" },
    { "epoch", "1.5", NN_ERROR_RANGE, "\"epoch\"" },
    { "update", "", NN_ERROR_RANGE, "\"update\"" },
    { "optimizer", "lion", NN_ERROR_UNSUPPORTED, "found \"lion\"" },
    { "rate", "nan", NN_ERROR_RANGE, "\"rate\": expected a number" },
    { "rate", "inf", NN_ERROR_RANGE, "\"rate\"" },
    { "rate", "-0.1", NN_ERROR_RANGE, "\"rate\"" },
    { "rate", "0,1", NN_ERROR_RANGE, "\"rate\"" },
    { "momentum", "1.5", NN_ERROR_RANGE, "\"momentum\": expected a number from 0 to 1" },
    { "weight_decay", "x", NN_ERROR_RANGE, "\"weight_decay\"" },
    { "rms_clip", "-1", NN_ERROR_RANGE, "\"rms_clip\"" },
    { "batch", "0", NN_ERROR_RANGE, "\"batch\": expected a whole number from 1 to 1024" },
    { "batch", "1025", NN_ERROR_RANGE, "\"batch\"" },
    { "hold_out", "1000000", NN_ERROR_RANGE, "\"hold_out\"" },
    { "muted", "c1:1", NN_ERROR_RANGE, "\"muted\": expected maps of this network's convolutions" },
    { "frozen", "", NN_ERROR_RANGE, "\"frozen\"" },
    { "moments", "0", NN_ERROR_FORMAT, "expected a model, found a whole run" },
  };
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);
  NnTrainingSpec spec = synthetic_spec ();
  g_autoptr (NnTraining) training = make_training (dataset, &spec, 1);
  g_autoptr (GBytes) good = serialize (training), tensor_lost = NULL;
  g_autoptr (GError) lost_error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) broken = change (good, cases[i].key, cases[i].value, NULL, FALSE);
      g_autoptr (GError) error = NULL;

      g_assert_null (nn_model_parse (broken, PATH, NULL, &error));
      assert_error (error, cases[i].code, cases[i].says);
    }
  tensor_lost = change (good, NULL, NULL, "output.bias", TRUE);
  g_assert_null (nn_model_parse (tensor_lost, PATH, NULL, &lost_error));
  assert_error (lost_error, NN_ERROR_MISSING, "expected a tensor \"output.bias\", found none");
}

static void
test_broken_runs (void)
{
  static const struct
  {
    const char *key, *value, *tensor;
    gboolean drop;
    NnError code;
    const char *says;
  } cases[] = {
    { "moments", NULL, NULL, FALSE, NN_ERROR_FORMAT, "expected a whole run, found a model" },
    { "moments", "", NULL, FALSE, NN_ERROR_MISSING, "expected at least one" },
    { "moments", "0 0", NULL, FALSE, NN_ERROR_RANGE, "expected ascending numbers" },
    { "moments", "3 1", NULL, FALSE, NN_ERROR_RANGE, "expected ascending numbers" },
    { "moments", "0  1", NULL, FALSE, NN_ERROR_RANGE, "expected ascending numbers" },
    { "moments", "-1", NULL, FALSE, NN_ERROR_RANGE, "expected ascending numbers" },
    { "moments", "0 2", NULL, FALSE, NN_ERROR_MISSING, "\"moment/2/optimizer\"" },
    { "moment/1/rate", NULL, NULL, FALSE, NN_ERROR_MISSING, "\"moment/1/rate\"" },
    { "moment/1/images", "0", NULL, FALSE, NN_ERROR_RANGE, "\"moment/1/images\"" },
    { "moment/1/position", "100", NULL, FALSE, NN_ERROR_RANGE, "expected a whole number from 0 to 99" },
    { "moment/1/loss_sum", "a", NULL, FALSE, NN_ERROR_RANGE, "\"moment/1/loss_sum\"" },
    { "moment/1/correct_sum", "101", NULL, FALSE, NN_ERROR_RANGE, "\"moment/1/correct_sum\"" },
    { "moment/1/beta1_power", "1.5", NULL, FALSE, NN_ERROR_RANGE, "\"moment/1/beta1_power\"" },
    { "moment/1/beta2_power", "nan", NULL, FALSE, NN_ERROR_RANGE, "\"moment/1/beta2_power\"" },
    { "curve/0", "1 2 3 4 5 6 7", NULL, FALSE, NN_ERROR_RANGE, "\"curve/0\"" },
    { "curve/x", "1 2 3 4 5 6 7", NULL, FALSE, NN_ERROR_RANGE, "\"curve/x\"" },
    { "curve/1", "1 2 3 4 5 6", NULL, FALSE, NN_ERROR_RANGE, "seven numbers" },
    { "curve/1", "1 2 3 4 5 6 7 8", NULL, FALSE, NN_ERROR_RANGE, "seven numbers" },
    { "curve/1", "1 2 3 4 5 6 x", NULL, FALSE, NN_ERROR_RANGE, "seven numbers" },
    { NULL, NULL, "moment/1/h1.weight", TRUE, NN_ERROR_MISSING, "\"moment/1/h1.weight\"" },
    { NULL, NULL, "moment/1/optimizer/second/h1.weight", TRUE, NN_ERROR_MISSING, "second/h1.weight" },
    { NULL, NULL, "moment/7/evaluation/margin", TRUE, NN_ERROR_MISSING, "evaluation/margin" },
    { NULL, NULL, "moment/7/evaluation/predicted", FALSE, NN_ERROR_RANGE, "expected classes from 0 to 9" },
    { NULL, NULL, "moment/7/evaluation/confusion", FALSE, NN_ERROR_RANGE, "and their counts" },
  };
  g_autoptr (NnDataset) dataset = synthetic_dataset (100, 20);
  g_autoptr (GBytes) good = make_run (dataset, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) broken = change (good, cases[i].key, cases[i].value, cases[i].tensor,
                                          cases[i].drop);
      g_autoptr (GPtrArray) moments = NULL;
      g_autoptr (GArray) curve = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (nn_run_parse (broken, PATH, &moments, &curve, &error));
      g_assert_true (moments == NULL && curve == NULL);
      assert_error (error, cases[i].code, cases[i].says);
    }
}

static void
test_neither (void)
{
  g_autoptr (TestFolder) folder = test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "other.safetensors", NULL);
  g_autoptr (NnSafetensors) other = nn_safetensors_new ();
  g_autoptr (GError) error = NULL, folder_error = NULL;
  gboolean is_run;

  g_assert_true (nn_safetensors_save (other, path, NULL));
  g_assert_false (nn_file_is_run (path, &is_run, &error));
  g_assert_error (error, NN_ERROR, NN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_false (nn_file_is_run (folder, &is_run, &folder_error));
  g_assert_error (folder_error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

/* Seeded changes of a run's header and data: opened or refused, never more. */
static void
test_fuzz (void)
{
  g_autoptr (NnDataset) dataset = synthetic_dataset (40, 20);
  g_autoptr (GBytes) good = make_run (dataset, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint64 header;
  gsize size;
  const guint8 *original = g_bytes_get_data (good, &size);
  guint refused = 0;

  memcpy (&header, original, 8);
  for (int round = 0; round < 5000; round++)
    {
      guint8 *data = g_memdup2 (original, size);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
      g_autoptr (GPtrArray) moments = NULL;
      g_autoptr (GArray) curve = NULL;
      g_autoptr (GError) error = NULL;

      for (int changes = g_rand_int_range (rand, 1, 6); changes > 0; changes--)
        data[g_rand_int_range (rand, 8, (gint32) (8 + header))]
          = g_rand_boolean (rand) ? (guint8) g_rand_int_range (rand, '0', '9' + 1)
                                  : (guint8) g_rand_int_range (rand, 32, 127);
      for (int i = 0; i < 50; i++)
        data[g_rand_int_range (rand, (gint32) (8 + header), (gint32) size)] = (guint8) g_rand_int (rand);
      if (!nn_run_parse (bytes, PATH, &moments, &curve, &error))
        {
          g_assert_nonnull (error);
          refused++;
        }
      else
        g_assert_cmpuint (moments->len, >=, 1);
    }
  g_assert_cmpuint (refused, >, 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-file/metadata", test_metadata);
  g_test_add_func ("/model-file/tensors", test_tensors);
  g_test_add_func ("/model-file/model-round-trip", test_model_round_trip);
  g_test_add_func ("/model-file/equal-bytes", test_equal_bytes);
  g_test_add_func ("/model-file/run-round-trip", test_run_round_trip);
  g_test_add_func ("/model-file/run-equal-bytes", test_run_equal_bytes);
  g_test_add_func ("/model-file/broken-models", test_broken_models);
  g_test_add_func ("/model-file/broken-runs", test_broken_runs);
  g_test_add_func ("/model-file/neither", test_neither);
  g_test_add_func ("/model-file/fuzz", test_fuzz);
  return g_test_run ();
}

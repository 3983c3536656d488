/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "cli/cli.h"
#include "export/nn-curve-csv.h"
#include "session/nn-model-file.h"

#define MAX_EPOCHS 100000
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)

static struct
{
  char *model, *data, *epochs, *batch, *optimizer, *rate, *activation, *momentum, *weight_decay;
  char *rms_clip;
  char *hold_out, *seed, *threads, *output, *curve, *timeline;
  gboolean json;
  char **files;                   /* none is allowed */
} options;

static const GOptionEntry entries[] = {
  { "model", 0, 0, G_OPTION_ARG_STRING, &options.model,
    N_("lenet, or mlp: its fully connected rival with as many parameters (lenet)"), "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
    N_("folder with the four IDX files (the MNIST that comes along)"), "DIR" },
  { "epochs", 0, 0, G_OPTION_ARG_STRING, &options.epochs, N_("0 to 100000 (10)"), "N" },
  { "batch", 0, 0, G_OPTION_ARG_STRING, &options.batch, N_("images a batch, 1 to 1024 (64)"), "N" },
  { "optimizer", 0, 0, G_OPTION_ARG_STRING, &options.optimizer,
    N_("adam, momentum or sgd (adam)"), "NAME" },
  { "rate", 0, 0, G_OPTION_ARG_STRING, &options.rate,
    N_("learning rate, 0 to 100 (adam 0.001, momentum 0.01, sgd 0.1)"), "X" },
  { "activation", 0, 0, G_OPTION_ARG_STRING, &options.activation, N_("relu or tanh (relu)"),
    "NAME" },
  { "momentum", 0, 0, G_OPTION_ARG_STRING, &options.momentum,
    N_("0 to 1, for --optimizer momentum (0.9)"), "X" },
  { "weight-decay", 0, 0, G_OPTION_ARG_STRING, &options.weight_decay, N_("0 to 100 (0)"), "X" },
  { "rms-clip", 0, 0, G_OPTION_ARG_STRING, &options.rms_clip,
    N_("radius that no convolution filter's RMS goes beyond, 0 to 100; 0 is off (0)"), "R" },
  { "hold-out", 0, 0, G_OPTION_ARG_STRING, &options.hold_out,
    N_("training images kept back to validate on (0)"), "N" },
  { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed, N_("of the start and the order (1)"), "N" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the weights do not depend on it (one a processor, at most 4)"), "N" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
    N_("the model (lenet-seed1.safetensors, after model and seed)"), "FILE" },
  { "curve", 0, 0, G_OPTION_ARG_FILENAME, &options.curve, N_("the curve as CSV"), "FILE" },
  { "timeline", 0, 0, G_OPTION_ARG_FILENAME, &options.timeline,
    N_("the whole run: all moments, to go on from in the app"), "FILE" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("a line of JSON an epoch"), NULL },
  { NULL },
};

/* What the options ask for. */
typedef struct
{
  NnTrainingSpec spec;
  guint epochs;
  int threads;
  NnBackend backend;
  char *output;                   /* owned */
} Plan;

static gboolean
parse_network (NnNetworkSpec *spec,
               GError       **error)
{
  static const char *const models[] = { "lenet", "mlp", NULL };
  static const char *const activations[] = { "relu", "tanh", NULL };
  int model = 0, activation = 0;
  g_autoptr (NnNetwork) lenet = NULL;

  if (!cli_parse_choice (options.model, "--model", models, &model, error)
      || !cli_parse_choice (options.activation, "--activation", activations, &activation, error))
    return FALSE;
  if (model == 1)
    {
      lenet = nn_network_new (spec);
      *spec = nn_network_spec_rival (nn_network_count_parameters (lenet));
    }
  spec->activation = activation == 1 ? NN_ACTIVATION_TANH : NN_ACTIVATION_RELU;
  return TRUE;
}

static gboolean
parse_hyper (NnHyper *hyper,
             GError **error)
{
  static const char *const kinds[] = { "adam", "momentum", "sgd", NULL };
  int kind = 0;

  if (!cli_parse_choice (options.optimizer, "--optimizer", kinds, &kind, error))
    return FALSE;
  nn_optimizer_kind_from_string (&hyper->kind, kinds[kind]);
  *hyper = nn_hyper_default (hyper->kind);
  if (options.momentum != NULL && hyper->kind != NN_OPTIMIZER_MOMENTUM)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0, _("--momentum: expected --optimizer momentum with it, "
                                                "found %s"), kinds[kind]);
      return FALSE;
    }
  return cli_parse_float (options.rate, "--rate", 0, 100, &hyper->rate, error)
         && cli_parse_float (options.momentum, "--momentum", 0, 1, &hyper->momentum, error)
         && cli_parse_float (options.weight_decay, "--weight-decay", 0, 100, &hyper->weight_decay,
                             error)
         && cli_parse_float (options.rms_clip, "--rms-clip", 0, 100, &hyper->rms_clip, error);
}

static gboolean
parse_plan (Plan    *plan,
            GError **error)
{
  guint64 epochs = 10, batch, hold_out = 0;

  plan->spec = nn_training_spec_default ();
  batch = plan->spec.batch;
  if (!parse_network (&plan->spec.network, error) || !parse_hyper (&plan->spec.hyper, error)
      || !cli_parse_uint (options.epochs, "--epochs", 0, MAX_EPOCHS, &epochs, error)
      || !cli_parse_uint (options.batch, "--batch", 1, 1024, &batch, error)
      || !cli_parse_uint (options.hold_out, "--hold-out", 0, G_MAXINT32, &hold_out, error)
      || !cli_parse_uint (options.seed, "--seed", 0, G_MAXUINT64, &plan->spec.seed, error)
      || !cli_parse_threads (options.threads, &plan->threads, error)
      || !cli_choose_backend (&plan->backend, error))
    return FALSE;

  plan->epochs = (guint) epochs;
  plan->spec.batch = (guint) batch;
  plan->spec.hold_out = (guint) hold_out;
  plan->output = options.output != NULL ? g_strdup (options.output)
                 : g_strdup_printf ("%s-seed%" G_GUINT64_FORMAT ".safetensors",
                                    options.model != NULL ? options.model : "lenet",
                                    plan->spec.seed);
  return TRUE;
}

/* The run. */
typedef struct
{
  const Plan *plan;
  NnTraining *training;
  GArray *curve;                  /* of NnEpochPoint */
  GPtrArray *moments;             /* of NnMoment; NULL without --timeline */
  gint64 progress_time;
  gboolean diverged;
} Run;

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->training, nn_training_free);
  g_clear_pointer (&run->curve, g_array_unref);
  g_clear_pointer (&run->moments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
show_progress (Run                 *run,
               const NnBatchResult *result)
{
  const NnPlace *place = nn_training_get_place (run->training);
  gint64 now = g_get_monotonic_time ();

  if (now - run->progress_time < PROGRESS_INTERVAL)
    return;
  run->progress_time = now;
  cli_progress (_("epoch %u of %u, batch %u of %u, loss %.4f"), place->epoch + 1,
                run->plan->epochs, place->batch, place->batches, result->loss);
}

static void
print_point (const NnEpochPoint *point,
             gboolean            held_out)
{
  g_autoptr (GString) line = g_string_new ("{");

  cli_progress_clear ();
  if (options.json)
    {
      g_string_append_printf (line, "\"epoch\":%u", point->epoch);
      cli_append_json (line, "train_loss", point->train_loss);
      cli_append_json (line, "train_accuracy", point->train_accuracy);
      cli_append_json (line, "test_loss", point->test_loss);
      cli_append_json (line, "test_accuracy", point->test_accuracy);
      cli_append_json (line, "seconds", point->seconds);
      if (held_out)
        {
          cli_append_json (line, "hold_out_loss", point->hold_out_loss);
          cli_append_json (line, "hold_out_accuracy", point->hold_out_accuracy);
        }
      printf ("%s}\n", line->str);
    }
  else
    {
      printf (_("epoch %2u   training loss %.4f, %6.2f %%   test loss %.4f, %6.2f %%   %.2f s"),
              point->epoch, point->train_loss, 100 * point->train_accuracy, point->test_loss,
              100 * point->test_accuracy, point->seconds);
      if (held_out)
        printf (_("   held out loss %.4f, %6.2f %%"), point->hold_out_loss,
                100 * point->hold_out_accuracy);
      putchar ('\n');
    }
  cli_flush ();
}

/* evaluation: NULL for a moment within an epoch. */
static void
keep_moment (Run          *run,
             NnEvaluation *evaluation)
{
  if (run->moments != NULL)
    g_ptr_array_add (run->moments, nn_training_capture (run->training, evaluation));
}

/* FALSE if the epoch did not come to its end: Ctrl-C, or a loss that is no number. */
static gboolean
train_epoch (Run    *run,
             double *seconds)
{
  gint64 start = g_get_monotonic_time ();
  gboolean ended = FALSE;

  while (!ended && !run->diverged && !cli_is_interrupted (NULL))
    {
      NnBatchResult result;

      ended = nn_training_step (run->training, &result);
      run->diverged = !isfinite (result.loss);
      if (!ended && nn_training_is_moment (run->training))
        keep_moment (run, NULL);
      show_progress (run, &result);
    }
  *seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  return ended;
}

static void
train (Run *run)
{
  keep_moment (run, NULL);
  while (nn_training_get_place (run->training)->epoch < run->plan->epochs)
    {
      g_autoptr (NnEvaluation) test = NULL, held_out = NULL;
      NnEpochPoint point;
      double seconds;

      if (!train_epoch (run, &seconds))
        break;
      test = nn_training_evaluate (run->training, cli_is_interrupted, NULL);
      keep_moment (run, test);
      if (test == NULL)
        break;
      held_out = nn_training_evaluate_held_out (run->training);
      point = nn_training_epoch_point (run->training, test, held_out, seconds);
      g_array_append_val (run->curve, point);
      print_point (&point, held_out != NULL);
      if (run->diverged || cli_is_interrupted (NULL))
        break;
    }
  cli_progress_clear ();
}

/* A run that was cut short can go on from just there. */
static void
keep_last_moment (Run *run)
{
  const NnMoment *last;

  if (run->moments == NULL)
    return;
  last = g_ptr_array_index (run->moments, run->moments->len - 1);
  if (last->place.update != nn_training_get_place (run->training)->update)
    keep_moment (run, NULL);
}

static gboolean
write_files (Run     *run,
             GError **error)
{
  const Plan *plan = run->plan;

  keep_last_moment (run);
  if (!nn_model_save (nn_training_get_network (run->training), &plan->spec,
                      nn_training_get_place (run->training), plan->output, error))
    return FALSE;
  if (options.curve != NULL)
    {
      g_autofree char *csv = nn_epochs_to_csv (run->curve);
      g_autoptr (GString) text = g_string_new (csv);

      if (!cli_write (options.curve, text, error))
        return FALSE;
    }
  return options.timeline == NULL
         || nn_run_save (run->moments, run->curve, options.timeline, error);
}

static int
finish (Run *run)
{
  const NnPlace *place = nn_training_get_place (run->training);
  GError *error = NULL;
  int status;

  if (!write_files (run, &error))
    return cli_fail ("train", error);
  if (!options.json)
    printf (_("wrote %s\n"), run->plan->output);
  status = cli_finish ("train");

  if (run->diverged)
    {
      fprintf (stderr, _("imagette-cli train: the loss of batch %" PRIu64 " is not a "
                         "number any more: try a lower --rate\n"), place->update);
      return CLI_FAILED;
    }
  return cli_is_interrupted (NULL) ? CLI_INTERRUPTED : status;
}

static gboolean
prepare (Plan       *plan,
         NnDataset **dataset,
         GError    **error)
{
  const CliOutput outputs[] = { { "--output", plan->output }, { "--curve", options.curve },
                                { "--timeline", options.timeline }, { NULL } };

  if (!cli_check_outputs (NULL, options.data, outputs, error))
    return FALSE;
  *dataset = cli_open_dataset (options.data, error);
  if (*dataset == NULL)
    return FALSE;
  if (plan->spec.hold_out >= (*dataset)->train.n)
    {
      g_set_error (error, CLI_USAGE_ERROR, 0,
                   _("--hold-out: expected fewer than the %u training images, found %u"),
                   (*dataset)->train.n, plan->spec.hold_out);
      return FALSE;
    }
  return TRUE;
}

int
cli_train (int    argc,
           char **argv)
{
  GError *error = NULL;
  Plan plan = { 0 };
  g_autofree char *output = NULL;
  g_autoptr (NnDataset) dataset = NULL;
  g_auto (Run) run = { .plan = &plan };
  gboolean good;

  good = cli_parse (argc, argv, NULL, _("Trains a network and writes it to a file."),
                    _("Ctrl-C ends after the batch and writes the files. The same seed gives the "
                      "same file, byte for byte."),
                    entries, &options.files, 0, &error)
         && parse_plan (&plan, &error);
  output = plan.output;
  if (!good || !prepare (&plan, &dataset, &error))
    return cli_fail ("train", error);

  cli_catch_interrupt ();
  run.curve = g_array_new (FALSE, FALSE, sizeof (NnEpochPoint));
  if (options.timeline != NULL)
    run.moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_moment_unref);
  run.training = nn_training_new (dataset, &plan.spec, plan.backend, plan.threads);
  train (&run);
  return finish (&run);
}

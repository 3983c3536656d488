/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/transfer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "cli/cli.h"
#include "nn/nn-inception.h"

#define MAX_EPOCHS 100000
#define LISTED 10                 /* files that are left out and said on the terminal */

static struct
{
  char *images, *base, *cut, *split, *resize, *size, *epochs, *batch, *seed, *threads, *output;
  char *hidden, *dropout, *optimizer, *rate, *language;
  gboolean json;
  char **files;                   /* none is allowed */
} options;

static const GOptionEntry entries[] = {
  { "images", 0, 0, G_OPTION_ARG_FILENAME, &options.images,
    N_("folder with a folder for each class (images/, else the sample that comes along)"), "DIR" },
  { "base", 0, 0, G_OPTION_ARG_FILENAME, &options.base,
    N_("weights of the base network (those that come along)"), "FILE" },
  { "cut", 0, 0, G_OPTION_ARG_STRING, &options.cut,
    N_("the base network's last block, mixed0 to mixed10 (the file's best)"), "NAME" },
  { "split", 0, 0, G_OPTION_ARG_STRING, &options.split,
    N_("which images validate: keras, the first fifth of the names, or seeded, drawn (keras)"),
    "NAME" },
  { "resize", 0, 0, G_OPTION_ARG_STRING, &options.resize,
    N_("nearest, as Keras, or bilinear, antialiased (nearest with keras, else bilinear)"), "NAME" },
  { "size", 0, 0, G_OPTION_ARG_STRING, &options.size,
    N_("pixels of an image's side, 75 to 299 (150)"), "N" },
  { "epochs", 0, 0, G_OPTION_ARG_STRING, &options.epochs, N_("0 to 100000 (30)"), "N" },
  { "batch", 0, 0, G_OPTION_ARG_STRING, &options.batch, N_("images a batch, 1 to 1024 (64)"), "N" },
  { "hidden", 0, 0, G_OPTION_ARG_STRING, &options.hidden,
    N_("units of a hidden layer, 0 to 4096; 0 is none (0)"), "N" },
  { "dropout", 0, 0, G_OPTION_ARG_STRING, &options.dropout,
    N_("share of the features that is left out while it learns, 0 to 0.9 (0.2)"), "X" },
  { "optimizer", 0, 0, G_OPTION_ARG_STRING, &options.optimizer, N_("adam, sgd or rmsprop (adam)"),
    "NAME" },
  { "rate", 0, 0, G_OPTION_ARG_STRING, &options.rate,
    N_("learning rate, 0 to 100 (0.001, sgd 0.01)"), "X" },
  { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed,
    N_("of the start, the order, dropout and the seeded split (1)"), "N" },
  { "threads", 0, 0, G_OPTION_ARG_STRING, &options.threads,
    N_("1 to 64; the numbers do not depend on it (one a processor, at most 4)"), "N" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &options.output,
    N_("folder for the head, the curve, the lists of files and the figures (none)"), "DIR" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
    N_("of the words in the picture, whatever the desktop's: en or fr (en)"), "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("a last line of JSON"), NULL },
  { NULL },
};

static const char *const languages[] = { "en", "fr", NULL };

typedef struct
{
  NnSplit split;
  NnFeatureSpec features;
  NnHeadSpec head;                /* but for features and classes */
  int cut;                        /* -1: the file's best */
  int language;                   /* index into languages */
  guint epochs;
} Plan;

void
transfer_clear (Transfer *transfer)
{
  g_clear_pointer (&transfer->head, nn_head_free);
  g_clear_pointer (&transfer->set, nn_feature_set_free);
  g_clear_pointer (&transfer->base, nn_base_file_free);
  g_clear_pointer (&transfer->folder, nn_image_folder_free);
  g_clear_pointer (&transfer->curve, g_array_unref);
  g_clear_pointer (&transfer->predicted, g_free);
  g_clear_pointer (&transfer->probability, g_free);
}

double
transfer_accuracy (const Transfer *transfer)
{
  const TransferPoint *last;

  if (transfer->curve->len == 0)
    return NAN;
  last = &g_array_index (transfer->curve, TransferPoint, transfer->curve->len - 1);
  return (double) last->validation.correct / last->validation.n;
}

static gboolean
parse_images (Plan    *plan,
              GError **error)
{
  static const char *const splits[] = { "keras", "seeded", NULL };
  static const char *const filters[] = { "nearest", "bilinear", NULL };
  static const char *const cuts[] = { "mixed0", "mixed1", "mixed2", "mixed3", "mixed4", "mixed5",
                                      "mixed6", "mixed7", "mixed8", "mixed9", "mixed10", NULL };
  int split = 0, filter;
  guint64 size = 150;

  plan->cut = -1;
  if (!cli_parse_choice (options.split, "--split", splits, &split, error)
      || !cli_parse_choice (options.cut, "--cut", cuts, &plan->cut, error)
      || !cli_parse_uint (options.size, "--size", NN_INCEPTION_MIN_SIZE, NN_INCEPTION_MAX_SIZE,
                          &size, error))
    return FALSE;
  filter = split;
  if (!cli_parse_choice (options.resize, "--resize", filters, &filter, error))
    return FALSE;
  plan->split = split == 0 ? NN_SPLIT_KERAS : NN_SPLIT_SEEDED;
  plan->features.filter = filter == 0 ? NN_PHOTO_NEAREST : NN_PHOTO_BILINEAR;
  plan->features.size = (guint) size;
  return cli_parse_threads (options.threads, &plan->features.threads, error);
}

static gboolean
parse_head (Plan    *plan,
            GError **error)
{
  static const char *const optimizers[] = { "adam", "sgd", "rmsprop", NULL };
  guint64 epochs = 30, batch = 64, hidden = 0;
  int optimizer = 0;

  plan->head = nn_head_spec_default (1, 2);
  if (!cli_parse_choice (options.optimizer, "--optimizer", optimizers, &optimizer, error))
    return FALSE;
  plan->head.optimizer = (NnHeadOptimizer) optimizer;
  plan->head.rate = nn_head_default_rate (plan->head.optimizer);
  if (!cli_parse_uint (options.epochs, "--epochs", 0, MAX_EPOCHS, &epochs, error)
      || !cli_parse_uint (options.batch, "--batch", 1, 1024, &batch, error)
      || !cli_parse_uint (options.hidden, "--hidden", 0, 4096, &hidden, error)
      || !cli_parse_uint (options.seed, "--seed", 0, G_MAXUINT64, &plan->head.seed, error)
      || !cli_parse_float (options.dropout, "--dropout", 0, 0.9, &plan->head.dropout, error)
      || !cli_parse_float (options.rate, "--rate", 0, 100, &plan->head.rate, error)
      || !cli_parse_choice (options.language, "--language", languages, &plan->language, error))
    return FALSE;
  plan->epochs = (guint) epochs;
  plan->head.batch = (guint) batch;
  plan->head.hidden = (guint) hidden;
  return TRUE;
}

/* The folder. */

static gboolean
scan_cb (guint    done,
         guint    n,
         gpointer data)
{
  cli_progress (_("%u of %u files read"), done, n);
  return !cli_is_interrupted (NULL);
}

static void
print_folder (NnImageFolder *folder)
{
  g_auto (GStrv) warnings = nn_image_folder_list_warnings (folder);

  cli_progress_clear ();
  printf ("%s\n", folder->directory);
  for (guint label = 0; label < folder->n_classes; label++)
    printf (_("  %-20s %5u to learn from, %5u to validate\n"), folder->classes[label],
            nn_image_folder_count (folder, label, FALSE),
            nn_image_folder_count (folder, label, TRUE));
  for (guint i = 0; warnings[i] != NULL; i++)
    printf ("%s\n", warnings[i]);
  for (guint i = 0; i < MIN (folder->left_out->len, LISTED); i++)
    {
      const NnImageLeftOut *left = g_ptr_array_index (folder->left_out, i);

      printf ("  %s: %s\n", left->name, left->reason);
    }
  if (folder->left_out->len > LISTED)
    puts ("  …");
  cli_flush ();
}

/* The features. */

static gboolean
feature_cb (guint    done,
            guint    n,
            guint    computed,
            gpointer data)
{
  const gint64 *start = data;
  double seconds = (double) (g_get_monotonic_time () - *start) / G_USEC_PER_SEC;

  if (computed > 0 && seconds > 0)
    cli_progress (_("%u of %u images, %.1f a second, %.0f s left"), done, n, computed / seconds,
                  (n - done) * seconds / computed);
  else
    cli_progress (_("%u of %u images"), done, n);
  return !cli_is_interrupted (NULL);
}

static gboolean
make_features (Transfer    *transfer,
               const Plan  *plan,
               GError     **error)
{
  gint64 start = g_get_monotonic_time ();

  transfer->spec = plan->features;
  transfer->set = nn_feature_set_new (transfer->folder, transfer->base, &plan->features, feature_cb,
                                      &start, error);
  transfer->seconds_features = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  cli_progress_clear ();
  if (transfer->set == NULL)
    return FALSE;
  transfer->baseline = nn_feature_set_baseline (transfer->set);
  printf (_("%u features of each of %u images (%s, %u×%u pixels), %u of them computed now: %.2f s\n"),
          transfer->set->n_features, transfer->set->n,
          nn_inception_cut_to_string (transfer->base->cut), plan->features.size,
          plan->features.size, transfer->set->computed, transfer->seconds_features);
  cli_flush ();
  return TRUE;
}

/* The head. */

static void
train (Transfer   *transfer,
       const Plan *plan)
{
  NnFeatureSet *set = transfer->set;
  NnHeadSpec spec = plan->head;
  gint64 start = g_get_monotonic_time ();

  spec.n_features = set->n_features;
  spec.n_classes = transfer->folder->n_classes;
  transfer->head = nn_head_new (&spec);
  transfer->curve = g_array_new (FALSE, FALSE, sizeof (TransferPoint));
  transfer->predicted = g_new0 (guint, set->n_validation);
  transfer->probability = g_new0 (float, set->n_validation);
  for (guint epoch = 1; epoch <= plan->epochs && !cli_is_interrupted (NULL); epoch++)
    {
      TransferPoint point = { epoch, { 0 }, { 0 } };

      nn_head_train_epoch (transfer->head, set->features, set->labels, set->train, set->n_train,
                           &point.train);
      nn_head_evaluate (transfer->head, set->features, set->labels, set->validation,
                        set->n_validation, &point.validation, transfer->predicted,
                        transfer->probability);
      g_array_append_val (transfer->curve, point);
      printf (_("epoch %2u   training loss %.4f, %6.2f %%   validation loss %.4f, %6.2f %%\n"),
              epoch, point.train.loss, 100.0 * point.train.correct / point.train.n,
              point.validation.loss, 100.0 * point.validation.correct / point.validation.n);
    }
  transfer->seconds_head = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Given class down, predicted class across. */
static void
print_table (const Transfer *transfer)
{
  guint n = transfer->folder->n_classes;
  g_autofree guint *counts = g_new0 (guint, (gsize) n * n);
  NnFeatureSet *set = transfer->set;

  for (guint i = 0; i < set->n_validation; i++)
    counts[set->labels[set->validation[i]] * n + transfer->predicted[i]]++;
  printf ("\n%-20s", _("is, taken for"));
  for (guint c = 0; c < n; c++)
    printf (" %12.12s", transfer->folder->classes[c]);
  putchar ('\n');
  for (guint given = 0; given < n; given++)
    {
      printf ("%-20.20s", transfer->folder->classes[given]);
      for (guint c = 0; c < n; c++)
        printf (" %12u", counts[given * n + c]);
      putchar ('\n');
    }
  putchar ('\n');
  printf (_("%.2f %% of %u validation images right; always the larger class: %.2f %%; "
            "head learnt in %.2f s\n"),
          100 * transfer_accuracy (transfer), set->n_validation, 100 * transfer->baseline,
          transfer->seconds_head);
}

static int
finish (Transfer   *transfer,
        const Plan *plan)
{
  GError *error = NULL;

  if (transfer->curve->len > 0)
    print_table (transfer);
  if (options.output != NULL)
    {
      if (!transfer_write (transfer, options.output, languages[plan->language], &error))
        return cli_fail ("transfer", error);
      printf (_("wrote %s\n"), options.output);
    }
  if (options.json)
    {
      g_autoptr (GString) json = transfer_to_json (transfer);

      printf ("%s\n", json->str);
    }
  return cli_is_interrupted (NULL) ? CLI_INTERRUPTED : cli_finish ("transfer");
}

static gboolean
prepare (Transfer    *transfer,
         Plan        *plan,
         GError     **error)
{
  g_autofree char *path = NULL, *images = NULL;

  if (!parse_images (plan, error) || !parse_head (plan, error)
      || (options.output != NULL && !transfer_prepare (options.output, error)))
    return FALSE;
  path = nn_base_file_find (options.base, error);
  images = path != NULL ? nn_image_folder_find (options.images, error) : NULL;
  if (images == NULL)
    return FALSE;
  transfer->base = nn_base_file_load (path, plan->cut, error);
  if (transfer->base == NULL)
    return FALSE;
  transfer->folder = nn_image_folder_scan (images, plan->split, plan->head.seed, scan_cb, NULL,
                                           error);
  return transfer->folder != NULL;
}

int
cli_transfer (int    argc,
              char **argv)
{
  GError *error = NULL;
  Plan plan = { 0 };
  g_auto (Transfer) transfer = { 0 };

  cli_catch_interrupt ();
  if (!cli_parse (argc, argv, NULL,
                  _("Learns to tell the images of a folder apart: a base network that has seen many "
                    "photographs makes features of them, a new last layer learns from these."),
                  _("Features are kept in the user's cache: a run that was stopped goes on where it "
                    "was. The same seed gives the same head, byte for byte."),
                  entries, &options.files, 0, &error)
      || !prepare (&transfer, &plan, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_error_free (error);
          cli_progress_clear ();
          return CLI_INTERRUPTED;
        }
      return cli_fail ("transfer", error);
    }
  print_folder (transfer.folder);
  if (!make_features (&transfer, &plan, &error))
    {
      gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      int status = cli_fail ("transfer", error);

      return stopped ? CLI_INTERRUPTED : status;
    }
  train (&transfer, &plan);
  return finish (&transfer, &plan);
}

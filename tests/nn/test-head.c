/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "base/nn-rng.h"
#include "kernels/reference/reference.h"
#include "kernels/rows.h"
#include "nn/nn-head.h"

/* The numbers of tests/golden/make-torch-head.py. */
#define N 70
#define FEATURES 37
#define EPOCHS 3

typedef struct
{
  guint n, n_features;
  float *features;                /* [n][n_features] */
  guint *labels;
  guint32 *rows;                  /* 0 … n - 1 */
} Set;

static void
set_clear (Set *set)
{
  g_free (set->features);
  g_free (set->labels);
  g_free (set->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Set, set_clear)

static void
set_init (Set   *set,
          guint  n,
          guint  n_features)
{
  *set = (Set) { n, n_features, g_new0 (float, (gsize) n * n_features), g_new0 (guint, n),
                 g_new0 (guint32, n) };
  for (guint i = 0; i < n; i++)
    set->rows[i] = i;
}

static void
fill_layers (NnHead *head)
{
  for (guint l = 0; l < nn_head_get_n_layers (head); l++)
    {
      float *weight, *bias;
      guint units, inputs, pitch;

      nn_head_get_layer (head, l, &weight, &bias, &units, &inputs, &pitch);
      for (guint u = 0; u < units; u++)
        {
          for (guint i = 0; i < inputs; i++)
            weight[u * pitch + i] = (float) (((int) ((u * 7919 + i * 104729 + l * 31) % 1000) - 500)
                                             / 2000.0);
          bias[u] = (float) (((int) ((u * 31 + l) % 10) - 5) / 100.0);
        }
    }
}

/* The largest distance of a parameter from PyTorch's. */
static double
compare_weights (NnHead    *head,
                 JsonArray *weights)
{
  double worst = 0;
  guint place = 0;

  for (guint l = 0; l < nn_head_get_n_layers (head); l++)
    {
      float *weight, *bias;
      guint units, inputs, pitch;

      nn_head_get_layer (head, l, &weight, &bias, &units, &inputs, &pitch);
      for (guint u = 0; u < units; u++)
        for (guint i = 0; i < inputs; i++)
          worst = fmax (worst, fabs (weight[u * pitch + i]
                                     - json_array_get_double_element (weights, place++)));
      for (guint u = 0; u < units; u++)
        worst = fmax (worst, fabs (bias[u] - json_array_get_double_element (weights, place++)));
    }
  g_assert_cmpuint (place, ==, json_array_get_length (weights));
  return worst;
}

static void
check_case (JsonObject *item)
{
  guint classes = (guint) json_object_get_int_member (item, "classes");
  NnHeadSpec spec = nn_head_spec_default (FEATURES, classes);
  JsonArray *losses = json_object_get_array_member (item, "losses");
  const char *optimizer = json_object_get_string_member (item, "optimizer");
  g_autoptr (NnHead) head = NULL;
  g_auto (Set) set = { 0 };
  double worst;

  set_init (&set, N, FEATURES);
  for (guint i = 0; i < N; i++)
    {
      for (guint j = 0; j < FEATURES; j++)
        set.features[i * FEATURES + j] = (float) ((i * 613 + j * 389 + i * j * 7) % 1000 / 1000.0);
      set.labels[i] = (i * i + i / 3) % classes;
    }
  spec.hidden = (guint) json_object_get_int_member (item, "hidden");
  spec.dropout = 0;
  spec.batch = 16;
  spec.seed = 5;
  while (strcmp (nn_head_optimizer_to_string (spec.optimizer), optimizer) != 0)
    spec.optimizer++;
  spec.rate = nn_head_default_rate (spec.optimizer);
  head = nn_head_new (&spec);
  fill_layers (head);
  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      NnHeadScore score;

      nn_head_train_epoch (head, set.features, set.labels, set.rows, N, &score);
      g_assert_cmpuint (score.n, ==, 64);
      g_assert_cmpfloat_with_epsilon (score.loss, json_array_get_double_element (losses, epoch),
                                      1e-5);
    }
  worst = compare_weights (head, json_object_get_array_member (item, "weights"));
  g_test_message ("%s, %u classes, %u hidden: %.3g", optimizer, classes, spec.hidden, worst);
  g_assert_cmpfloat (worst, <, 2e-5);
}

static void
test_golden (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *path = g_build_filename (GOLDEN_FOLDER, "torch-head.json", NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *cases;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), ==, 5);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

/* Noise, in which some features lean to the class. */
static void
fill_noise (Set    *set,
            guint   n_classes,
            guint64 seed)
{
  NnRng rng;

  nn_rng_init (&rng, seed, NN_STREAM_EXPERIMENTS, 0);
  for (guint i = 0; i < set->n; i++)
    {
      set->labels[i] = i % n_classes;
      for (guint j = 0; j < set->n_features; j++)
        set->features[(gsize) i * set->n_features + j]
          = (float) nn_rng_uniform (&rng) + (j % 16 == set->labels[i] ? 0.6f : 0);
    }
}

/* It learns, and the same seed learns to the same bits; another seed, or no dropout, to others. */
static void
test_learns (void)
{
  guint64 seeds[] = { 7, 7, 8 };
  float found[4];
  g_auto (Set) set = { 0 };

  set_init (&set, 600, 200);
  fill_noise (&set, 3, 3);
  for (guint k = 0; k < 4; k++)
    {
      NnHeadSpec spec = nn_head_spec_default (200, 3);
      g_autoptr (NnHead) head = NULL;
      NnHeadScore train, test;

      spec.seed = seeds[MIN (k, 2)];
      spec.dropout = k == 3 ? 0 : 0.2f;
      head = nn_head_new (&spec);
      for (guint epoch = 0; epoch < 30; epoch++)
        nn_head_train_epoch (head, set.features, set.labels, set.rows, 400, &train);
      nn_head_evaluate (head, set.features, set.labels, set.rows + 400, 200, &test, NULL, NULL);
      g_assert_cmpuint (nn_head_get_epoch (head), ==, 30);
      g_assert_cmpuint (test.correct, >, 180);
      found[k] = (float) test.loss;
    }
  g_assert_cmpmem (&found[0], sizeof (float), &found[1], sizeof (float));
  g_assert_true (memcmp (&found[0], &found[2], sizeof (float)) != 0);
  g_assert_true (memcmp (&found[2], &found[3], sizeof (float)) != 0);
}

/* What a copy learns is what the original would have learnt; probabilities are such. */
static void
test_copy (void)
{
  NnHeadSpec spec = nn_head_spec_default (50, 2);
  g_autoptr (NnHead) head = NULL, copy = NULL;
  g_auto (Set) set = { 0 };
  NnHeadScore one, two;
  float p[2], q[2];

  spec.hidden = 10;
  set_init (&set, 100, 50);
  fill_noise (&set, 2, 4);
  head = nn_head_new (&spec);
  nn_head_train_epoch (head, set.features, set.labels, set.rows, 100, &one);
  copy = nn_head_copy (head);
  nn_head_train_epoch (head, set.features, set.labels, set.rows, 100, &one);
  nn_head_train_epoch (copy, set.features, set.labels, set.rows, 100, &two);
  g_assert_cmpmem (&one, sizeof one, &two, sizeof two);
  nn_head_predict (head, set.features, p);
  nn_head_predict (copy, set.features, q);
  g_assert_cmpmem (p, sizeof p, q, sizeof q);
  g_assert_cmpfloat_with_epsilon (p[0] + p[1], 1, 1e-6);
}

/* The fast rows against the naive ones. */
static void
test_rows (void)
{
  enum { B = 5, C = 37, OC = 3, PITCH = 48 };
  float in[B * PITCH] = { 0 }, plain[B * C], w[OC * PITCH] = { 0 }, bias[OC], dout[B * OC];
  float out[B * OC], out_ref[B * OC], dw[OC * PITCH] = { 0 }, dw_ref[OC * PITCH] = { 0 };
  float db[OC] = { 0 }, db_ref[OC] = { 0 }, din[B * PITCH] = { 0 }, din_ref[B * C] = { 0 };
  NnRng rng;

  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  for (guint b = 0; b < B; b++)
    for (guint i = 0; i < C; i++)
      plain[b * C + i] = in[b * PITCH + i] = (float) nn_rng_uniform (&rng) - 0.5f;
  for (guint o = 0; o < OC; o++)
    {
      bias[o] = (float) nn_rng_uniform (&rng);
      for (guint i = 0; i < C; i++)
        w[o * PITCH + i] = (float) nn_rng_uniform (&rng) - 0.5f;
    }
  for (guint i = 0; i < B * OC; i++)
    dout[i] = (float) nn_rng_uniform (&rng) - 0.5f;
  nnk_rows_dense_forward (out, in, w, bias, B, OC, PITCH);
  nnk_ref_dense_forward (out_ref, plain, w, bias, B, C, OC, PITCH);
  nnk_rows_dense_backward (din, dw, db, dout, in, w, B, OC, PITCH);
  nnk_ref_dense_backward (din_ref, dw_ref, db_ref, dout, plain, w, B, C, OC, PITCH);
  for (guint i = 0; i < B * OC; i++)
    g_assert_cmpfloat_with_epsilon (out[i], out_ref[i], 1e-5);
  for (guint i = 0; i < OC * PITCH; i++)
    g_assert_cmpfloat_with_epsilon (dw[i], dw_ref[i], 1e-5);
  for (guint o = 0; o < OC; o++)
    g_assert_cmpfloat_with_epsilon (db[o], db_ref[o], 1e-5);
  for (guint b = 0; b < B; b++)
    for (guint i = 0; i < C; i++)
      g_assert_cmpfloat_with_epsilon (din[b * PITCH + i], din_ref[b * C + i], 1e-5);
}

/* Thirty epochs over 2,000 images: the limit is a second on a quiet machine; here it is only said. */
static void
test_speed (void)
{
  NnHeadSpec spec = nn_head_spec_default (2048, 2);
  g_autoptr (NnHead) head = nn_head_new (&spec);
  g_auto (Set) set = { 0 };
  NnHeadScore score;
  gint64 start;

  set_init (&set, 2000, 2048);
  fill_noise (&set, 2, 6);
  start = g_get_monotonic_time ();
  for (guint epoch = 0; epoch < 30; epoch++)
    nn_head_train_epoch (head, set.features, set.labels, set.rows, 2000, &score);
  g_test_message ("30 epochs over 2,000 vectors of 2,048: %.2f s",
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (score.n, ==, 1984);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/head/golden", test_golden);
  g_test_add_func ("/head/learns", test_learns);
  g_test_add_func ("/head/copy", test_copy);
  g_test_add_func ("/head/rows", test_rows);
  g_test_add_func ("/head/speed", test_speed);
  return g_test_run ();
}

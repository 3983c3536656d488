/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-hands.h"
#include "pages/layers/imagette-weight-words.h"
#include "synthetic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The words of one update: what is shown is what was computed, and adds up. */
static NnDataset *dataset;

typedef struct
{
  NnWeightLook *look;
  float now;                      /* in the network after the step */
} Fixture;

/* Some updates, then the one that is looked at, of weight index of that parameter. */
static void
set_up (Fixture        *f,
        NnTrainingSpec *spec,
        const NnHands  *hands,
        int             parameter,
        gsize           index,
        int             image)
{
  const NnWeightSpec weight = { parameter, index, image };
  g_autoptr (NnTraining) training = nn_training_new (dataset, spec, nn_backend_best (), 1);
  g_autoptr (NnTensor) tensor = NULL;
  g_autoptr (NnBatchStep) step = NULL;

  for (int i = 0; i < 3; i++)
    nn_training_step (training, NULL);
  if (hands != NULL)
    nn_training_set_hands (training, hands);
  step = nn_batch_step_new (training);
  nn_training_step (training, NULL);
  step->state = nn_training_get_place (training)->state;
  f->look = nn_weight_look_run (nn_training_get_engine (training), dataset, step, &weight, NULL,
                                NULL);
  tensor = nn_network_get_tensor (nn_training_get_network (training), parameter);
  f->now = nn_tensor_get_data (tensor)[index];
}

static NnTrainingSpec
lenet (NnOptimizerKind kind)
{
  NnTrainingSpec spec = nn_training_spec_default ();

  spec.hyper = nn_hyper_default (kind);
  spec.batch = 32;
  return spec;
}

/* Without markup, line by line. (transfer full) */
static GStrv
write_lines (const Fixture *f,
             gboolean       all)
{
  g_autofree char *words = imagette_weight_words ("C1 filter 1, row 0, column 0", f->look,
                                                  dataset->train.labels, f->now, all);
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>", 0, 0, NULL);
  g_autofree char *text = g_regex_replace_literal (tags, words, -1, 0, "", 0, NULL);

  return g_strsplit (text, "\n", -1);
}

/* "−1.25·10⁻⁶" as C writes it. (transfer full) */
static char *
to_c (const char *begin,
      gsize       length)
{
  static const char *const figures[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autoptr (GString) number = g_string_new_len (begin, (gssize) length);

  g_string_replace (number, "−", "-", 0);
  g_string_replace (number, "·10⁻", "e-", 0);
  for (int i = 0; i < 10; i++)
    {
      const char digit[2] = { (char) ('0' + i), 0 };

      g_string_replace (number, figures[i], digit, 0);
    }
  return g_strdup (number->str);
}

/* The number at the begin of a line; what: what stands behind it. (transfer full) */
static char *
read_number (const char  *line,
             const char **what)
{
  const char *begin = line + strspn (line, " ");
  const char *end = strstr (begin, "  ");

  if (end == NULL)
    return NULL;
  *what = end + 2;
  return to_c (begin, (gsize) (end - begin));
}

/* The number between these words of a line. */
static float
find_number (GStrv       lines,
             const char *before,
             const char *after)
{
  for (int i = 0; lines[i] != NULL; i++)
    {
      const char *at = strstr (lines[i], before);
      g_autofree char *number = NULL;

      if (at == NULL || !g_str_has_suffix (at, after))
        continue;
      at += strlen (before);
      number = to_c (at, strlen (at) - strlen (after));
      return strtof (number, NULL);
    }
  g_error ("no number after “%s” in:\n%s", before, g_strjoinv ("\n", lines));
}

/* The float of the line that begins or ends so; aborts if there is none. */
static float
find_float (GStrv       lines,
            const char *says)
{
  for (int i = 0; lines[i] != NULL; i++)
    {
      const char *what = NULL;
      g_autofree char *number = read_number (lines[i], &what);

      if (number != NULL && (g_str_has_prefix (what, says) || g_str_has_suffix (what, says)))
        return strtof (number, NULL);
    }
  g_error ("no line “%s” in:\n%s", says, g_strjoinv ("\n", lines));
}

static gboolean
says (GStrv       lines,
      const char *words)
{
  g_autofree char *text = g_strjoinv ("\n", lines);

  return strstr (text, words) != NULL;
}

/* A decimal as a whole number: "-0.001250" is -1250. */
static gint64
to_units (const char *number,
          int        *decimals)
{
  g_autoptr (GString) digits = g_string_new (number);
  const char *point = strchr (number, '.');

  *decimals = point != NULL ? (int) strlen (point + 1) : 0;
  g_string_replace (digits, ".", "", 0);
  return g_ascii_strtoll (digits->str, NULL, 10);
}

/* Image by image: what is shown makes the gradient that is shown, in whole units of the
 * last decimal. Returns the lines that were added. */
static int
check_sum (GStrv lines,
           float gradient)
{
  gint64 sum = 0;
  int n = 0, places = -1;

  for (int i = 2; lines[i] != NULL; i++)
    {
      const char *what = NULL;
      g_autofree char *number = read_number (lines[i], &what);
      int decimals;
      gint64 units;

      if (number == NULL)
        continue;
      /* An indented one belongs to the image above it. */
      if (strspn (lines[i], " ") > 16)
        continue;
      units = to_units (number, &decimals);
      g_assert_true (places == -1 || decimals == places);
      places = decimals;
      if (g_str_equal (what, "gradient"))
        {
          g_assert_cmpint (sum, ==, units);
          g_assert_cmpint (units, ==, llround ((double) gradient * pow (10, places)));
          return n;
        }
      sum += units;
      n++;
    }
  g_error ("no gradient in:\n%s", g_strjoinv ("\n", lines));
}

static void
test_gradient (void)
{
  const struct { int parameter; gsize index; } weights[] = { { 0, 12 }, { 2, 1500 }, { 8, 300 } };

  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++)
    for (int all = 0; all < 2; all++)
      {
        NnTrainingSpec spec = lenet (NN_OPTIMIZER_ADAM);
        g_auto (GStrv) lines = NULL;
        Fixture f;
        int n;

        set_up (&f, &spec, NULL, weights[i].parameter, weights[i].index, -1);
        lines = write_lines (&f, all);
        g_assert_true (g_str_has_prefix (lines[0], "C1 filter 1, row 0, column 0 · "));
        g_assert_true (g_str_has_prefix (lines[1], "Batch 4: what each of its 32 images"));
        n = check_sum (lines, f.look->step->gradient);
        g_assert_true (says (lines, "the other 28 images") == !all);
        g_assert_true (says (lines, "Only the largest") == all);
        g_assert_cmpint (n, >=, all ? 32 : 5);
        g_assert_cmpint (n, <=, all ? 33 : 6);
        nn_weight_look_unref (f.look);
      }
}

/* The image that is open: its positions make its share. */
static void
test_positions (void)
{
  NnTrainingSpec spec = lenet (NN_OPTIMIZER_SGD);
  gint64 share = 0, sum = 0;
  g_auto (GStrv) lines = NULL;
  gboolean found = FALSE;
  Fixture f;
  int n = 0, decimals, widest = 0;

  set_up (&f, &spec, NULL, 2, 40, -1);
  for (int i = 1; i < 32; i++)
    if (fabs (f.look->step->shares[i].share) > fabs (f.look->step->shares[widest].share))
      widest = i;
  nn_weight_look_unref (f.look);
  set_up (&f, &spec, NULL, 2, 40, widest);
  lines = write_lines (&f, FALSE);
  for (int i = 2; lines[i] != NULL && !g_str_has_suffix (lines[i], "gradient"); i++)
    {
      const char *what = NULL;
      g_autofree char *number = read_number (lines[i], &what);

      if (number == NULL || number[0] == 0)
        continue;
      if (g_str_has_prefix (what, "image ") && !found)
        {
          share = to_units (number, &decimals);
          found = TRUE;
          g_assert_cmpint (share, ==, llround (f.look->step->shares[widest].share
                                               * pow (10, decimals)));
        }
      else if (strspn (lines[i], " ") > 16 && g_ascii_isdigit (number[strlen (number) - 1]))
        {
          sum += to_units (number, &decimals);
          n++;
        }
    }
  g_assert_true (says (lines, "the other 96 positions"));
  g_assert_cmpint (n, ==, 5);
  g_assert_cmpint (sum, ==, share);
  nn_weight_look_unref (f.look);
}

/* With a pocket calculator that has floats: each line again, from the lines before. */
static void
test_optimizers (void)
{
  for (int kind = NN_OPTIMIZER_SGD; kind <= NN_OPTIMIZER_ADAM; kind++)
    for (int decayed = 0; decayed < 2; decayed++)
      {
        NnTrainingSpec spec = lenet ((NnOptimizerKind) kind);
        g_auto (GStrv) lines = NULL;
        Fixture f;
        float w, g, change, after;

        spec.hyper.weight_decay = decayed ? 0.01f : 0;
        set_up (&f, &spec, NULL, 2, 777, -1);
        lines = write_lines (&f, FALSE);
        w = find_number (lines, "new weight: ", " − step");
        g = find_float (lines, "g, the gradient in full");
        g_assert_cmpfloat (w, ==, f.look->step->w);
        g_assert_cmpfloat (g, ==, f.look->step->gradient);
        if (decayed)
          {
            const float decay = find_float (lines, "weight decay: 0.01 · ");

            g_assert_cmpfloat (decay, ==, 0.01f * w);
            g_assert_cmpfloat (find_number (lines, "weight decay: 0.01 · ", ""), ==, w);
            g += decay;
            g_assert_cmpfloat (g, ==, find_float (lines, "g ← gradient + weight decay"));
          }
        if (kind == NN_OPTIMIZER_SGD)
          g_assert_cmpfloat (find_float (lines, "step = 0.1 · g"), ==, 0.1f * g);
        else if (kind == NN_OPTIMIZER_MOMENTUM)
          {
            const float v = find_float (lines, "v, the momentum: 0.9 · ");

            g_assert_cmpfloat (v, ==, 0.9f * find_number (lines, "v, the momentum: 0.9 · ", " + g")
                                        + g);
            g_assert_cmpfloat (find_float (lines, "step = 0.01 · v"), ==, 0.01f * v);
          }
        else
          {
            const char *mean = "m, mean of the gradients: 0.9 · ";
            const char *squares = "v, mean of their squares: 0.999 · ";
            const float m = find_float (lines, mean), v = find_float (lines, squares);
            const float a = find_float (lines, "a = 0.001 / (1 − 0.9ᵗ)");
            const float b = find_float (lines, "b = 1 / √(1 − 0.999ᵗ)");

            g_assert_cmpfloat (m, ==, 0.9f * find_number (lines, mean, " + 0.1 · g")
                                        + (float) (1 - 0.9) * g);
            g_assert_cmpfloat (v, ==, 0.999f * find_number (lines, squares, " + 0.001 · g · g")
                                        + (float) (1 - 0.999) * g * g);
            g_assert_cmpfloat (find_float (lines, "step = a · m / (√v · b + 10⁻⁸)"), ==,
                               a * m / (sqrtf (v) * b + 1e-8f));
          }
        change = find_float (lines, kind == NN_OPTIMIZER_ADAM ? "step = a · m / (√v · b + 10⁻⁸)"
                                    : kind == NN_OPTIMIZER_SGD ? "step = 0.1 · g"
                                                               : "step = 0.01 · v");
        after = find_float (lines, "new weight: ");
        g_assert_cmpfloat (after, ==, w - change);
        g_assert_cmpfloat (after, ==, f.now);
        g_assert_true (says (lines, "to the bit"));
        f.now += 1;
        g_strfreev (lines);
        lines = write_lines (&f, FALSE);
        g_assert_false (says (lines, "to the bit"));
        nn_weight_look_unref (f.look);
      }
}

static void
test_hands_and_clip (void)
{
  NnTrainingSpec spec = lenet (NN_OPTIMIZER_ADAM);
  NnHands hands = { { 0 } };

  nn_hands_set_frozen (&hands, 1, 0, TRUE);
  nn_hands_set_muted (&hands, 3, 1, TRUE);
  spec.hyper.rms_clip = 0.05f;
  for (int i = 0; i < 3; i++)
    {
      static const struct { int parameter; gsize index; } weights[] = { { 0, 3 }, { 2, 151 },
                                                                        { 2, 3 } };
      g_auto (GStrv) lines = NULL;
      Fixture f;

      set_up (&f, &spec, &hands, weights[i].parameter, weights[i].index, -1);
      /* Not every update makes a filter longer. */
      for (gsize filter = 2; i == 2 && f.look->step->new_w == f.look->step->unclipped; filter++)
        {
          nn_weight_look_unref (f.look);
          set_up (&f, &spec, &hands, 2, filter * 150 + 3, -1);
        }
      lines = write_lines (&f, FALSE);
      g_assert_true (says (lines, "its filter is frozen, it stays as it is") == (i == 0));
      g_assert_true (says (lines, "its map is muted, it stays as it is") == (i == 1));
      g_assert_true (says (lines, "new weight, clipped") == (i == 2));
      g_assert_true (says (lines, "step = ") == (i == 2));
      g_assert_true (says (lines, "to the bit"));
      if (i == 0)
        g_assert_cmpfloat (f.look->step->gradient, !=, 0);
      if (i == 1)
        g_assert_cmpint (check_sum (lines, 0), ==, 5);
      if (i == 2)
        g_assert_cmpfloat (find_float (lines, "0.05, all of it was scaled"), ==, f.now);
      nn_weight_look_unref (f.look);
    }
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dataset = synthetic_dataset (200, 20);
  g_test_add_func ("/weight/gradient", test_gradient);
  g_test_add_func ("/weight/positions", test_positions);
  g_test_add_func ("/weight/optimizers", test_optimizers);
  g_test_add_func ("/weight/hands-and-clip", test_hands_and_clip);
  result = g_test_run ();
  nn_dataset_unref (dataset);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-sum-words.h"

#include "nn/nn-field.h"
#include "pages/layers/imagette-sum-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_LARGEST 6               /* of the inputs of a unit that has a hundred */

/* The products of one input map, as they lie on it: input × weight. */
static void
append_products (GString            *text,
                 const NnArithmetic *sum,
                 int                 channel,
                 int                 columns)
{
  int n = 0;

  for (int i = 0; i < sum->n_terms; i++)
    {
      const NnTerm *term = &sum->terms[i];

      if (term->channel != channel)
        continue;
      g_string_append (text, n % columns == 0 ? "<tt>" : " ");
      imagette_sum_append_column (text, term->input, 2, 4);
      g_string_append (text, "×");
      imagette_sum_append_column (text, term->weight, 2, -5);
      if (++n % columns == 0)
        g_string_append (text, "</tt>\n");
    }
}

static void
append_maps (GString            *text,
             const NnArithmetic *sum,
             const NnLayer      *layer,
             int                 open)
{
  const NnLayer *input = layer - 1;
  const int columns = layer->kind == NN_LAYER_CONV2D ? layer->kernel : input->width;
  const int products = sum->n_terms / sum->n_channels;

  for (int c = 0; c < sum->n_channels; c++)
    {
      g_autofree char *what = NULL;

      if (sum->n_channels == 1)
        what = g_strdup_printf (ngettext ("%d product", "%d products", products), products);
      else
        {
          g_autofree char *name = g_strdup_printf (
            ngettext ("%s map %d: %d product", "%s map %d: %d products", products), input->title,
            c + 1, products);

          what = g_strdup_printf ("<a href=\"%d\">%s</a>", c, name);
        }
      imagette_sum_append_line (text, sum->channel_sums[c], what);
      if (sum->n_channels == 1 || c == open)
        append_products (text, sum, c, columns);
    }
}

static int
compare_products (gconstpointer a,
                  gconstpointer b,
                  gpointer      data)
{
  const NnTerm *terms = data;
  const double x = fabs (terms[*(const int *) a].product);
  const double y = fabs (terms[*(const int *) b].product);

  return x > y ? -1 : x < y;
}

/* The inputs that count most, and all others together. */
static void
append_units (GString            *text,
              const NnArithmetic *sum,
              const NnLayer      *input)
{
  g_autofree int *order = g_new (int, sum->n_terms);
  const int n = MIN (N_LARGEST, sum->n_terms);
  double others = 0;

  for (int i = 0; i < sum->n_terms; i++)
    order[i] = i;
  g_qsort_with_data (order, sum->n_terms, sizeof *order, compare_products, sum->terms);
  for (int i = 0; i < n; i++)
    {
      const NnTerm *term = &sum->terms[order[i]];
      g_autofree char *name = imagette_sum_name_cell (input, term->channel, term->row, term->column);
      g_autoptr (GString) what = g_string_new (name);

      /* Translators: between a name and its number */
      g_string_append (what, _(": "));
      imagette_sum_append_number (what, term->input, 2);
      g_string_append (what, " × ");
      imagette_sum_append_number (what, term->weight, 2);
      imagette_sum_append_line (text, term->product, what->str);
    }
  for (int i = n; i < sum->n_terms; i++)
    others += sum->terms[order[i]].product;
  if (n < sum->n_terms)
    {
      g_autofree char *what = g_strdup_printf (ngettext ("the other input", "the other %d inputs",
                                                         sum->n_terms - n), sum->n_terms - n);

      imagette_sum_append_line (text, others, what);
    }
}

static void
append_window (GString            *text,
               const NnArithmetic *sum,
               const NnLayer      *input)
{
  for (int i = 0; i < sum->n_terms; i++)
    {
      const NnTerm *term = &sum->terms[i];
      g_autofree char *name = imagette_sum_name_cell (input, term->channel, term->row, term->column);
      g_autofree char *what = i == sum->winner
                                ? g_strdup_printf ("<b>%s</b> · %s", name, _("the largest"))
                                : g_steal_pointer (&name);

      imagette_sum_append_line (text, term->input, what);
    }
}

/* From the sum to the value. */
static void
append_result (GString            *text,
               const NnArithmetic *sum,
               NnFrame            *frame)
{
  g_autofree char *what = NULL;

  if (sum->kind == NN_LAYER_MAX_POOL)
    return;
  imagette_sum_append_line (text, sum->sum, _("sum"));
  if (!sum->exact && !sum->muted)
    g_string_append_printf (text, "<i>%s</i>\n", _("The engine rounds in another order here: its last "
                                                  "digits may differ."));
  if (!sum->activated)
    return;
  if (sum->muted)
    what = g_strdup_printf ("<b>%s</b>", _("muted"));
  else
    what = g_strdup_printf ("<b>%s</b>", frame->spec.network.activation == NN_ACTIVATION_TANH
                                           ? _("after tanh") : _("after ReLU"));
  imagette_sum_append_line (text, sum->value, what);
}

static void
append_fed (GString      *text,
            NnFrame      *frame,
            const NnUnit *unit)
{
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (frame->network, &n_layers);
  const NnLayer *next = &layers[unit->layer + 1];
  NnField field;

  if (unit->layer + 1 >= n_layers)
    return;
  field = nn_field_fed (frame->network, unit, unit->layer + 1);
  if (next->kind == NN_LAYER_DENSE)
    g_string_append_printf (text, _("Goes into all %d units of %s."), next->channels, next->title);
  else if (next->kind == NN_LAYER_MAX_POOL)
    g_string_append_printf (text, _("Goes into %s map %d, row %d, column %d."), next->title,
                            field.channels.first + 1, field.rows.first, field.columns.first);
  else
    g_string_append_printf (text, _("Goes into rows %d to %d, columns %d to %d of all %d maps of %s."),
                            field.rows.first, field.rows.last, field.columns.first,
                            field.columns.last, next->channels, next->title);
}

char *
imagette_sum_words (NnFrame      *frame,
                    const NnUnit *unit,
                    int           open)
{
  g_autoptr (NnArithmetic) sum = NULL;
  const NnLayer *layer;
  g_autofree char *name = NULL;
  GString *text;

  g_return_val_if_fail (frame != NULL && unit != NULL, NULL);
  g_return_val_if_fail (unit->layer > 0 && nn_unit_is_valid (frame->network, unit), NULL);

  layer = &nn_network_get_layers (frame->network, NULL)[unit->layer];
  sum = nn_arithmetic_new (frame->network, frame->activations, unit);
  name = imagette_sum_name_cell (layer, unit->channel, unit->row, unit->column);
  text = g_string_new (NULL);
  g_string_append_printf (text, "<b>%s = ", name);
  imagette_sum_append_number (text, sum->value, 4);
  g_string_append (text, "</b>\n");
  if (sum->kind != NN_LAYER_MAX_POOL)
    imagette_sum_append_line (text, sum->bias, _("bias"));
  if (sum->kind == NN_LAYER_MAX_POOL)
    append_window (text, sum, layer - 1);
  else if (sum->kind == NN_LAYER_CONV2D || sum->n_terms > sum->n_channels)
    {
      /* Seven hundred products of one picture are no reading. */
      if (sum->kind == NN_LAYER_DENSE && (layer - 1)->kind == NN_LAYER_INPUT)
        append_units (text, sum, layer - 1);
      else
        append_maps (text, sum, layer, open);
    }
  else
    append_units (text, sum, layer - 1);
  append_result (text, sum, frame);
  append_fed (text, frame, unit);
  return g_string_free (text, FALSE);
}

char *
imagette_soft_max_words (NnFrame *frame)
{
  NnSoftMax soft_max;
  GString *text;
  int best;

  g_return_val_if_fail (frame != NULL, NULL);

  soft_max = nn_soft_max_of (frame->activations);
  best = frame->activations->best;
  text = g_string_new (_("Soft-max: e to the power of each output less the largest"));
  g_string_append_c (text, '\n');
  for (int c = 0; c < NN_CLASSES; c++)
    {
      g_autofree char *what = g_strdup_printf ("%d", c);

      imagette_sum_append_line (text, soft_max.exponentials[c], what);
    }
  imagette_sum_append_line (text, soft_max.sum, _("sum"));
  g_string_append_printf (text, "<b>%d%s", best, _(": "));
  imagette_sum_append_number (text, soft_max.exponentials[best], 4);
  g_string_append (text, " / ");
  imagette_sum_append_number (text, soft_max.sum, 4);
  g_string_append (text, " = ");
  imagette_sum_append_number (text, soft_max.probabilities[best], 4);
  g_string_append (text, "</b>");
  return g_string_free (text, FALSE);
}

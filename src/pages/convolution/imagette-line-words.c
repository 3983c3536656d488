/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-line-words.h"

#include <glib/gi18n-lib.h>

char *
imagette_line_words_factor (float value)
{
  g_autofree char *text = imagette_line_figure_number ((double) value);

  return value < 0 ? g_strdup_printf ("(%s)", text) : g_steal_pointer (&text);
}

char *
imagette_line_words_sum (const ImagetteLineModel *self,
                         int                      position)
{
  g_autoptr (GString) terms = g_string_new (NULL), numbers = g_string_new (NULL);
  g_autofree char *sum = NULL, *after = NULL;
  float value;

  if (position < 0 || position >= self->n_output)
    return g_strdup ("");
  for (int i = 0; i < self->n_filter; i++)
    {
      const char *plus = i > 0 ? " + " : "";
      float in = nn_convolution_input (&self->spec, self->signal, 0, 0, position, 0, i);
      g_autofree char *a = imagette_line_words_factor (in);
      g_autofree char *b = imagette_line_words_factor (self->laid[i]);
      g_autofree char *place = imagette_line_figure_number (position * self->steps.stride + i
                                                            - self->steps.padding);

      g_string_append_printf (terms, "%sI(%s)·K(%d)", plus, place,
                              self->steps.flipped ? self->n_filter - 1 - i : i);
      g_string_append_printf (numbers, "%s%s·%s", plus, a, b);
    }
  value = nn_convolution_at (&self->spec, self->signal, self->filter, 0, 0, position);
  sum = imagette_line_figure_number ((double) value);
  after = imagette_line_figure_number ((double) self->output[position]);
  if (self->steps.after != NN_AFTER_NOTHING)
    {
      const char *name = self->steps.after == NN_AFTER_TANH ? "tanh" : "ReLU";

      return g_strdup_printf ("O(%d) = %s(%s) = %s(%s) = %s(%s) = %s", position, name, terms->str,
                              name, numbers->str, name, sum, after);
    }
  return g_strdup_printf ("O(%d) = %s = %s = %s", position, terms->str, numbers->str, sum);
}

char *
imagette_line_words_formula (const ImagetteLineModel *self)
{
  g_autofree char *input = imagette_steps_input (&self->steps, "t", "a");
  g_autofree char *weight = imagette_steps_weight (&self->steps, self->n_filter, "a");
  g_autofree char *formula = g_strdup_printf ("O(t) = Σ I(%s) K(%s)", input, weight);

  return imagette_steps_name (&self->steps, formula);
}

char *
imagette_line_words_size (const ImagetteLineModel *self)
{
  g_autofree char *size = imagette_steps_size (&self->steps, self->n_signal, self->n_filter);

  if (self->n_output == 0)
    return g_strdup (_("The filter is longer than the signal: there is no place for it"));
  return g_strdup_printf (_("Boxes of O: %s"), size);
}

char *
imagette_line_words_best (const ImagetteLineModel *self)
{
  int best = imagette_line_model_get_best (self);
  int largest = imagette_line_model_get_largest (self);
  g_autofree char *cosine = NULL, *other = NULL;

  if (best < 0)
    return g_strdup (_("The filter matches nowhere: no cosine is above 0"));
  cosine = imagette_line_figure_number ((double) self->matches[best]);
  if (largest == best)
    return g_strdup_printf (_("The filter matches best at O(%d), where the signal looks most like "
                              "it: cosine %s. That is also the largest sum."), best, cosine);
  other = imagette_line_figure_number ((double) self->matches[largest]);
  return g_strdup_printf (_("The filter matches best at O(%d): cosine %s. The sum is largest at "
                            "O(%d), with cosine %s: the signal is stronger there, but less alike."),
                          best, cosine, largest, other);
}

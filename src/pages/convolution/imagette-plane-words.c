/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/convolution/imagette-plane-model.h"
#include "pages/imagette-words.h"
#include "widgets/imagette-line-figure.h"

#include <glib/gi18n-lib.h>

/* "451 584", as the locale has it. */
static char *
whole (gint64 value)
{
  return imagette_words_number ((double) value, 0);
}

char *
imagette_plane_words_sum (const ImagettePlaneModel *self,
                          int                       row,
                          int                       column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sum = NULL, *with_bias = NULL, *bias = NULL;
  g_autofree char *after = NULL;
  float value;

  if (row < 0 || self->n_output == 0)
    return g_strdup ("");
  value = nn_convolution_at (&self->spec, self->image, self->weights, 0, row, column);
  sum = imagette_line_figure_number ((double) value);
  g_string_append_printf (text, "O(%d, %d) = Σ I·K = %s", row, column, sum);
  if (self->bias < 0 || self->bias > 0)
    {
      value = nn_convolution_at (&self->spec, self->image, self->weights, self->bias, row, column);
      bias = imagette_line_figure_number ((double) self->bias);
      with_bias = imagette_line_figure_number ((double) value);
      /* Translators: goes on behind "O(9, 13) = Σ I·K = 0.10" */
      g_string_append_printf (text, _("; with the bias %s: %s"), bias, with_bias);
    }
  after = imagette_steps_after (self->steps.after, self->output[row * self->n_output + column]);
  g_string_append (text, after);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
imagette_plane_words_formula (const ImagettePlaneModel *self)
{
  g_autofree char *y = imagette_steps_input (&self->steps, "y", "a");
  g_autofree char *x = imagette_steps_input (&self->steps, "x", "b");
  g_autofree char *a = imagette_steps_weight (&self->steps, self->kernel, "a");
  g_autofree char *b = imagette_steps_weight (&self->steps, self->kernel, "b");
  g_autofree char *formula = g_strdup_printf ("O(y, x) = Σ I(%s, %s) K(%s, %s)", y, x, a, b);
  g_autofree char *name = imagette_steps_name (&self->steps, formula);
  g_autofree char *size = imagette_steps_size (&self->steps, self->spec.width, self->kernel);

  if (self->n_output == 0)
    return g_strdup (_("The filter is larger than the image: there is no place for it"));
  return g_strdup_printf (_("%s\nRows and columns of O: %s"), name, size);
}

char *
imagette_plane_words_counts (const ImagettePlaneModel *self)
{
  g_autofree char *outputs = whole ((gint64) self->n_output * self->n_output);
  g_autofree char *products = whole (nn_convolution_multiply_adds (&self->spec, 1));
  g_autofree char *parameters = whole (nn_convolution_dense_parameters (&self->spec, 1));
  g_autofree char *dense = whole (nn_convolution_dense_multiply_adds (&self->spec, 1));

  if (self->n_output == 0)
    return g_strdup ("");
  /* Translators: the 26 parameters are the 25 weights of the filter and its bias */
  return g_strdup_printf (_("The same %d parameters serve all %s outputs, with %s multiply-adds. A "
                            "dense layer from this input to this output: %s parameters, %s "
                            "multiply-adds."),
                          (int) nn_convolution_parameters (&self->spec, 1), outputs, products,
                          parameters, dense);
}

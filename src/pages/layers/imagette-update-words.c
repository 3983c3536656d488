/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-update-words.h"

#include "pages/layers/imagette-sum-lines.h"

#include <glib/gi18n-lib.h>

static void
append_with_number (GString    *text,
                    float       value,
                    const char *before,
                    float       number,
                    const char *after)
{
  g_autoptr (GString) what = g_string_new (before);

  imagette_sum_append_exact (what, number);
  g_string_append (what, after);
  imagette_sum_append_exact_line (text, value, what->str);
}

static void
append_product (GString    *text,
                float       value,
                const char *before,
                float       a,
                float       b,
                const char *after)
{
  g_autoptr (GString) what = g_string_new (before);

  imagette_sum_append_exact (what, a);
  g_string_append (what, " · ");
  append_with_number (text, value, what->str, b, after);
}

static void
append_adam (GString            *text,
             const NnWeightStep *step)
{
  append_with_number (text, step->new_first, _("m, mean of the gradients: 0.9 · "), step->first,
                      " + 0.1 · g");
  append_with_number (text, step->new_second, _("v, mean of their squares: 0.999 · "), step->second,
                      " + 0.001 · g · g");
  append_with_number (text, step->step, "a = ", step->hyper.rate, " / (1 − 0.9ᵗ)");
  imagette_sum_append_exact_line (text, step->scale, "b = 1 / √(1 − 0.999ᵗ)");
  imagette_sum_append_exact_line (text, step->change, _("step = a · m / (√v · b + 10⁻⁸)"));
}

void
imagette_update_append (GString            *text,
                        const NnWeightStep *step)
{
  const NnHyper *hyper = &step->hyper;

  imagette_sum_append_exact_line (text, step->gradient, _("g, the gradient in full"));
  if (step->held)
    {
      imagette_sum_append_exact_line (text, step->new_w, step->muted
        ? _("<b>weight</b>: its map is muted, it stays as it is")
        : _("<b>weight</b>: its filter is frozen, it stays as it is"));
      return;
    }
  if (hyper->weight_decay != 0)
    {
      append_product (text, step->decay, _("weight decay: "), hyper->weight_decay, step->w, "");
      imagette_sum_append_exact_line (text, step->gradient + step->decay,
                                      _("g ← gradient + weight decay"));
    }
  switch (hyper->kind)
    {
    case NN_OPTIMIZER_SGD:
      append_with_number (text, step->change, _("step = "), hyper->rate, " · g");
      break;
    case NN_OPTIMIZER_MOMENTUM:
      append_product (text, step->new_first, _("v, the momentum: "), hyper->momentum, step->first,
                      " + g");
      append_with_number (text, step->change, _("step = "), hyper->rate, " · v");
      break;
    case NN_OPTIMIZER_ADAM:
      append_adam (text, step);
      break;
    default:
      g_assert_not_reached ();
    }
  append_with_number (text, step->unclipped, _("<b>new weight</b>: "), step->w, _(" − step"));
  if (step->new_w != step->unclipped)
    append_with_number (text, step->new_w,
                        _("<b>new weight, clipped</b>: the filter had grown beyond "),
                        hyper->rms_clip, _(", all of it was scaled"));
}

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
append_adam (GString            *text,
             const NnWeightStep *step)
{
  imagette_sum_append_exact_line (text, step->first, _("m before: the mean of the gradients"));
  imagette_sum_append_exact_line (text, step->new_first, "m ← 0.9 · m + 0.1 · g");
  imagette_sum_append_exact_line (text, step->second, _("v before: the mean of their squares"));
  imagette_sum_append_exact_line (text, step->new_second, "v ← 0.999 · v + 0.001 · g · g");
  append_with_number (text, step->step, "a = ", step->hyper.rate, " / (1 − 0.9ᵗ)");
  imagette_sum_append_exact_line (text, step->scale, "b = 1 / √(1 − 0.999ᵗ)");
  imagette_sum_append_exact_line (text, step->change, _("step = a · m / (√v · b + 10⁻⁸)"));
}

void
imagette_update_append (GString            *text,
                        const NnWeightStep *step)
{
  const NnHyper *hyper = &step->hyper;

  imagette_sum_append_exact_line (text, step->w, _("w, the weight before"));
  imagette_sum_append_exact_line (text, step->gradient, _("g, the gradient"));
  if (step->held)
    {
      imagette_sum_append_exact_line (text, step->new_w, step->muted
        ? _("<b>the weight after</b>: its map is muted, it stays as it is")
        : _("<b>the weight after</b>: its filter is frozen, it stays as it is"));
      return;
    }
  if (hyper->weight_decay != 0)
    {
      append_with_number (text, step->decay, _("weight decay: "), hyper->weight_decay, " · w");
      imagette_sum_append_exact_line (text, step->gradient + step->decay,
                                      _("g ← gradient + weight decay"));
    }
  switch (hyper->kind)
    {
    case NN_OPTIMIZER_SGD:
      append_with_number (text, step->change, _("step = "), hyper->rate, " · g");
      break;
    case NN_OPTIMIZER_MOMENTUM:
      imagette_sum_append_exact_line (text, step->first, _("v before: the momentum"));
      append_with_number (text, step->new_first, "v ← ", hyper->momentum, " · v + g");
      append_with_number (text, step->change, _("step = "), hyper->rate, " · v");
      break;
    case NN_OPTIMIZER_ADAM:
      append_adam (text, step);
      break;
    default:
      g_assert_not_reached ();
    }
  imagette_sum_append_exact_line (text, step->unclipped, _("<b>the weight after</b>: w − step"));
  if (step->new_w != step->unclipped)
    append_with_number (text, step->new_w,
                        _("<b>the weight after the clip</b>: the filter had grown beyond "),
                        hyper->rms_clip, _(", all of it was scaled"));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kernels/lanes-private.h"

/* Soft-max, cross-entropy in nats and arg-max, an image a lane. */
void
NNK_NAME (loss) (float         *loss,
                 int32_t       *correct,
                 float         *dlogits,
                 const float   *logits,
                 const int32_t *labels,
                 const float   *weight)
{
  nnv z[NNK_CLASSES], best = nnv_load (logits), sum = nnv_zero (), given = nnv_zero ();
  nnvi which = nnvi_set1 (0), label;
  nnv scale = nnv_load (weight), top;

  __builtin_memcpy (&label, labels, sizeof label);
  for (int c = 1; c < NNK_CLASSES; c++)
    {
      nnv v = nnv_load (logits + c * NNK_LANES);
      nnv_mask more = nnv_gt (v, best);

      best = nnv_select (more, v, best);
      which = nnvi_select (more, nnvi_set1 (c), which);
    }
  top = best;
  for (int c = 0; c < NNK_CLASSES; c++)
    {
      nnv v = nnv_load (logits + c * NNK_LANES) - top;

      given = nnv_select (nnvi_eq (label, nnvi_set1 (c)), v, given);
      z[c] = nnk_exp (v);
      sum += z[c];
    }
  for (int c = 0; c < NNK_CLASSES; c++)
    {
      nnv one = nnv_select (nnvi_eq (label, nnvi_set1 (c)), nnv_set1 (1.0f), nnv_zero ());

      nnv_store (dlogits + c * NNK_LANES, (z[c] / sum - one) * scale);
    }
  nnv_store (loss, nnk_log (sum) - given);
  label = nnvi_select (nnvi_eq (label, which), nnvi_set1 (1), nnvi_set1 (0));
  __builtin_memcpy (correct, &label, sizeof label);
}

void
NNK_NAME (exp) (float       *y,
                const float *x,
                int          n)
{
  for (int i = 0; i < n; i += NNK_LANES)
    nnv_store (y + i, nnk_exp (nnv_load (x + i)));
}

void
NNK_NAME (log) (float       *y,
                const float *x,
                int          n)
{
  for (int i = 0; i < n; i += NNK_LANES)
    nnv_store (y + i, nnk_log (nnv_load (x + i)));
}

void
NNK_NAME (tanh) (float       *y,
                 const float *x,
                 int          n)
{
  for (int i = 0; i < n; i += NNK_LANES)
    nnv_store (y + i, nnk_tanh (nnv_load (x + i)));
}

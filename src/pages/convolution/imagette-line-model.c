/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/convolution/imagette-line-model.h"

#include <math.h>
#include <string.h>

#define SIDE 28
#define MIDDLE_ROW 14
#define ROW_BOXES 20              /* a digit's own, without the border */

static const struct
{
  float filter[IMAGETTE_LINE_MODEL_FILTER], signal[IMAGETTE_LINE_MODEL_SIGNAL];
  int n_filter, n_signal;
} sources[] = {
  [IMAGETTE_LINE_SHEET] = { { 3, 2 }, { 1, 0, 2, 4, 3 }, 2, 5 },
  [IMAGETTE_LINE_ROW] = { { -1, 1 }, { 0 }, 2, ROW_BOXES },
  [IMAGETTE_LINE_PULSE] = { { -1, 6, -2 },
                            { 0, 1, 0, -1, 6, -2, 0, 1, 2, 1, 0, 0, 1, 0, -1, 5, -2, 0, 1, 2 },
                            3, 20 },
};

void
imagette_line_model_init (ImagetteLineModel *self)
{
  *self = (ImagetteLineModel) { .steps = { .stride = 1, .pool = 2 }, .row = MIDDLE_ROW,
                                .matching = TRUE };
  imagette_line_model_load (self, IMAGETTE_LINE_SHEET, NULL);
  imagette_line_model_compute (self);
}

void
imagette_line_model_load (ImagetteLineModel *self,
                          ImagetteLineSource source,
                          const guint8      *pixels)
{
  self->source = source;
  if (source >= G_N_ELEMENTS (sources))
    return;
  memcpy (self->signal, sources[source].signal, sizeof self->signal);
  memcpy (self->filter, sources[source].filter, sizeof self->filter);
  self->n_signal = sources[source].n_signal;
  self->n_filter = sources[source].n_filter;
  imagette_line_model_take_row (self, pixels);
}

void
imagette_line_model_take_row (ImagetteLineModel *self,
                              const guint8      *pixels)
{
  int begin = self->row * SIDE + (SIDE - self->n_signal) / 2;

  if (self->source != IMAGETTE_LINE_ROW)
    return;
  for (int i = 0; i < self->n_signal; i++)
    self->signal[i] = pixels != NULL ? rintf (pixels[begin + i] / 25.5f) / 10 : 0;
}

void
imagette_line_model_compute (ImagetteLineModel *self)
{
  self->n_signal = CLAMP (self->n_signal, 1, IMAGETTE_LINE_MODEL_SIGNAL);
  self->n_filter = CLAMP (self->n_filter, 1, IMAGETTE_LINE_MODEL_FILTER);
  imagette_steps_clamp (&self->steps);
  self->spec = (NnConvolution) {
    .channels = 1, .height = 1, .width = self->n_signal, .kernel_height = 1,
    .kernel_width = self->n_filter, .stride = self->steps.stride, .padding = self->steps.padding,
    .flipped = self->steps.flipped,
  };
  self->n_output = nn_convolution_columns (&self->spec);
  self->n_pooled = self->steps.pool > 1 ? self->n_output / self->steps.pool : 0;
  nn_convolution_run (&self->spec, self->output, self->signal, self->filter, 0, self->steps.after);
  if (self->n_pooled > 0)
    nn_convolution_pool (self->pooled, self->output, 1, self->n_output, self->steps.pool);
  for (int i = 0; i < self->n_filter; i++)
    self->laid[i] = nn_convolution_weight (&self->spec, self->filter, 0, 0, i);
  for (int i = 0; i < self->n_output; i++)
    self->matches[i] = nn_convolution_cosine (&self->spec, self->signal, self->filter, 0, i);
}

void
imagette_line_model_get_line (const ImagetteLineModel *self,
                              ImagetteLine            *line)
{
  *line = (ImagetteLine) {
    .filter = self->laid, .signal = self->signal, .output = self->output, .pooled = self->pooled,
    .matches = self->matching ? self->matches : NULL, .n_filter = self->n_filter,
    .n_signal = self->n_signal, .n_output = self->n_output, .n_pooled = self->n_pooled,
    .stride = self->steps.stride, .padding = self->steps.padding, .pool = self->steps.pool,
  };
}

int
imagette_line_model_get_best (const ImagetteLineModel *self)
{
  int best = -1;

  for (int i = 0; i < self->n_output; i++)
    if (self->matches[i] > (best < 0 ? 0 : self->matches[best]))
      best = i;
  return best;
}

int
imagette_line_model_get_largest (const ImagetteLineModel *self)
{
  float largest = 0;
  int place = -1;

  for (int i = 0; i < self->n_output; i++)
    {
      float value = nn_convolution_at (&self->spec, self->signal, self->filter, 0, 0, i);

      if (value > largest)
        {
          largest = value;
          place = i;
        }
    }
  return place;
}

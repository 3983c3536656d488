/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-hidden.h"

#include <glib/gi18n-lib.h>

static const struct { const char *name, *label; } controls[IMAGETTE_N_HIDDEN] = {
  { "run", N_("Run") },
  { "batch", N_("Batch") },
  { "epoch", N_("Epoch") },
  { "pace", N_("Pace") },
  { "pages", N_("Pages") },
  { "timeline", N_("Timeline") },
  { "settings", N_("Settings of training") },
  { "prediction", N_("What it reads, until a vote") },
  { "label", N_("What it is, until a vote") },
  { "accuracy", N_("The accuracy, until a vote") },
};

const char *
imagette_hidden_name (int i)
{
  g_return_val_if_fail (i >= 0 && i < IMAGETTE_N_HIDDEN, NULL);
  return controls[i].name;
}

const char *
imagette_hidden_label (int i)
{
  g_return_val_if_fail (i >= 0 && i < IMAGETTE_N_HIDDEN, NULL);
  return _(controls[i].label);
}

gboolean
imagette_hidden_from_names (const char *const *names,
                            ImagetteHidden    *hidden,
                            const char       **unknown)
{
  *hidden = 0;
  for (gsize n = 0; names[n] != NULL; n++)
    {
      int i = 0;

      while (i < IMAGETTE_N_HIDDEN && !g_str_equal (names[n], controls[i].name))
        i++;
      if (i == IMAGETTE_N_HIDDEN)
        {
          *unknown = names[n];
          return FALSE;
        }
      *hidden |= (ImagetteHidden) (1 << i);
    }
  return TRUE;
}

char **
imagette_hidden_to_names (ImagetteHidden hidden)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < IMAGETTE_N_HIDDEN; i++)
    if ((hidden & (1 << i)) != 0)
      g_strv_builder_add (builder, controls[i].name);
  return g_strv_builder_end (builder);
}

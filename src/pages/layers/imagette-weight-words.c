/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-weight-words.h"

#include "pages/layers/imagette-sum-lines.h"
#include "pages/layers/imagette-update-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define N_LARGEST 4               /* of the images, and of the positions of one */
#define MAX_ALL 128               /* lines: a batch may have a thousand images */
#define DIGITS 6                  /* of the largest share */
#define WIDTH 16                  /* of a column, as those of the exact lines */

/* The numbers of the gradient are shown with so many decimals, and counted in units of
 * the last one, so that what is shown adds up. */
typedef struct
{
  GString *text;
  const NnWeightLook *look;
  const guint8 *labels;
  int decimals;
  double unit;
} Writer;

static gint64
to_units (const Writer *w,
          double        value)
{
  return isfinite (value) ? llround (value / w->unit) : 0;
}

static void
append_units (Writer     *w,
              gint64      units,
              int         indent,
              const char *what)
{
  g_string_append_printf (w->text, "<tt>%*s", indent, "");
  imagette_sum_append_column (w->text, (double) units * w->unit, w->decimals, WIDTH);
  g_string_append_printf (w->text, "</tt>  %s\n", what);
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const double *values = data;
  const double x = fabs (values[*(const int *) a]), y = fabs (values[*(const int *) b]);

  if (x != y)
    return x > y ? -1 : 1;
  return *(const int *) a - *(const int *) b;
}

/* The largest first. (transfer full) */
static int *
sort_sizes (double *values,
            int     n)
{
  int *order = g_new (int, n);

  for (int i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, n, sizeof *order, compare_sizes, values);
  return order;
}

/* The positions of the image that is open. */
static void
append_uses (Writer *w,
             gint64  share)
{
  const NnWeightLook *look = w->look;
  const int n = look->height * look->width;
  g_autofree double *products = g_new (double, n);
  g_autofree int *order = NULL;
  const int shown = MIN (N_LARGEST, n);

  for (int i = 0; i < n; i++)
    products[i] = look->uses[i].product;
  order = sort_sizes (products, n);
  for (int i = 0; i < shown; i++)
    {
      const NnUse *use = &look->uses[order[i]];
      g_autoptr (GString) what = g_string_new (NULL);

      g_string_append_printf (what, _("row %d, column %d"), order[i] / look->width,
                              order[i] % look->width);
      g_string_append (what, " (");
      imagette_sum_append_digits (what, use->delta, DIGITS);
      g_string_append (what, " × ");
      imagette_sum_append_digits (what, use->input, DIGITS);
      g_string_append_c (what, ')');
      append_units (w, to_units (w, use->product), WIDTH, what->str);
      share -= to_units (w, use->product);
    }
  if (shown < n)
    {
      g_autofree char *others = g_strdup_printf (
        ngettext ("the other position", "the other %d positions", n - shown), n - shown);

      append_units (w, share, WIDTH, others);
    }
  g_string_append_printf (w->text, "<tt>%*s</tt>  <i>%s</i>\n", WIDTH, "",
                          _("what the loss gains where this sum grows × what the weight met"));
}

/* The images, what they add up to, and the engine's gradient. */
static void
append_gradient (Writer  *w,
                 gboolean all)
{
  const NnWeightStep *step = w->look->step;
  g_autofree double *shares = g_new (double, step->n);
  g_autofree int *order = NULL;
  g_autofree char *bold = g_strdup_printf ("<b>%s</b>", _("gradient"));
  const int shown = MIN (all ? MAX_ALL : N_LARGEST, step->n);
  gint64 total = 0, others = 0;

  for (int i = 0; i < step->n; i++)
    shares[i] = step->shares[i].share;
  order = sort_sizes (shares, step->n);
  for (int i = 0; i < step->n; i++)
    {
      const gint64 units = to_units (w, shares[order[i]]);
      const guint32 image = step->shares[order[i]].image;
      g_autofree char *name = NULL;
      g_autofree char *link = NULL;

      total += units;
      if (i >= shown)
        {
          others += units;
          continue;
        }
      name = g_strdup_printf (_("image %u, a %d"), image, w->labels[image]);
      link = g_strdup_printf ("<a href=\"%d\">%s</a>", order[i], name);
      append_units (w, units, 0, link);
      if (order[i] == w->look->spec.image)
        append_uses (w, units);
    }
  if (shown < step->n)
    {
      g_autofree char *name = g_strdup_printf (
        ngettext ("the other image", "the other %d images", step->n - shown), step->n - shown);
      g_autofree char *link = g_strdup_printf ("<a href=\"all\">%s</a>", name);

      append_units (w, others, 0, all ? name : link);
    }
  if (to_units (w, (double) step->gradient) != total)
    append_units (w, to_units (w, (double) step->gradient) - total, 0,
                  _("rounding: the engine adds up floats, in an order of its own"));
  append_units (w, to_units (w, (double) step->gradient), 0, bold);
  if (all)
    g_string_append_printf (w->text, "<a href=\"all\">%s</a>\n", _("Only the largest"));
}

static void
append_head (Writer     *w,
             const char *name)
{
  const NnWeightStep *step = w->look->step;
  g_autofree char *update = g_strdup_printf ("%" G_GUINT64_FORMAT,
                                             w->look->batch->before->place.update + 1);

  g_string_append_printf (w->text, "<b>%s · ", name);
  imagette_sum_append_number (w->text, (double) step->w, 6);
  g_string_append (w->text, " → ");
  imagette_sum_append_number (w->text, (double) step->new_w, 6);
  g_string_append (w->text, "</b>\n");
  g_string_append_printf (
    w->text, ngettext ("Batch %s: what its %d image adds to the gradient",
                       "Batch %s: what each of its %d images adds to the gradient, their mean",
                       step->n), update, step->n);
  g_string_append_c (w->text, '\n');
}

char *
imagette_weight_words (const char         *name,
                       const NnWeightLook *look,
                       const guint8       *labels,
                       float               now,
                       gboolean            all)
{
  Writer w = { g_string_new (NULL), look, labels, DIGITS, 0 };
  double largest = 0;

  g_return_val_if_fail (name != NULL && look != NULL && labels != NULL, NULL);

  for (int i = 0; i < look->step->n; i++)
    largest = MAX (largest, fabs (look->step->shares[i].share));
  if (largest > 0 && isfinite (largest))
    w.decimals = CLAMP (DIGITS - 1 - (int) floor (log10 (largest)), DIGITS, 14);
  w.unit = pow (10, -w.decimals);
  append_head (&w, name);
  append_gradient (&w, all);
  imagette_update_append (w.text, look->step);
  g_string_append_printf (w.text, "<i>%s</i>", look->step->new_w == now
    ? _("Each line is rounded to a float, as in the engine: the network’s weight, to the bit.")
    : _("The engine rounds in another order here: the network’s last digits differ."));
  return g_string_free (w.text, FALSE);
}

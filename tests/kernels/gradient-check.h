/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A loss for testing gradients: L = Σ r·out with random r, so that dL/dout = r.
 * The kernels under test are those in double (NNK_DOUBLE). */

/* [n] numbers in [-1, 1), the same on each run. (transfer full) */
double *gradient_check_random (gsize n);
double  gradient_check_dot    (const double *a,
                               const double *b,
                               gsize         n);

/* Asserts dx[i] = (L (x + h·e_i) - L (x - h·e_i)) / 2h for every i, within 1e-8 of
 * the largest. loss (data) evaluates L at x, which is put back. */
void    gradient_check        (double       *x,
                               const double *dx,
                               gsize         n,
                               double      (*loss) (gpointer data),
                               gpointer      data);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* exp, ln and tanh from additions, multiplications and divisions alone. The C
 * library's differ in the last digit from version to version and from processor
 * to processor; these do not, and are within a few units of the last place. */
double nnk_ref_exp  (double x);
double nnk_ref_log  (double x);
double nnk_ref_tanh (double x);

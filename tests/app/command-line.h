/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-test.h"

G_BEGIN_DECLS

/* imagette-cli beside the window, on the same images. */

/* The program is the last argument of the test. */
void    command_line_init       (int                argc,
                                 char             **argv);
/* The test's images as the four files of a set, in its folder. */
void    command_line_write_data (AppTest           *test);
/* Runs it: words, then --data and --output with a file of that name in the folder. */
void    command_line_write      (AppTest           *test,
                                 const char        *name,
                                 const char *const *words);
/* A file of the folder. (transfer full) */
GBytes *command_line_read       (AppTest           *test,
                                 const char        *name);
/* Both. (transfer full) */
GBytes *command_line_run        (AppTest           *test,
                                 const char        *name,
                                 const char *const *words);

G_END_DECLS

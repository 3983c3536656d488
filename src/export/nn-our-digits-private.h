/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/nn-our-digits.h"

G_BEGIN_DECLS

/* Shared by nn-our-digits*.c. */
struct _NnOurDigits
{
  char *folder;
  GPtrArray *digits;              /* of NnOurDigit, by number */
  GPtrArray *steps;               /* to be undone, the last one first */
  gboolean unwritten;             /* they are of a pair that has no pictures yet */
};

void        nn_our_digit_free  (NnOurDigit   *digit);
/* ink: taken. NULL, and error says why, if there is none on it. */
NnOurDigit *nn_our_digit_new   (const char   *path,       /* for errors */
                                guint         number,
                                int           label,
                                const char   *name,
                                guint8       *ink,
                                int           side,
                                GError      **error);
/* "0007-3-Ada.png". (transfer full) */
char       *nn_our_digit_make_file (guint     number,
                                int           label,
                                const char   *name);
/* What is left of it in a file name. (transfer full) */
char       *nn_our_digit_clean_name (const char *name);
char       *nn_our_digits_path (const NnOurDigits *self,
                                const char   *file);      /* (transfer full) */
gboolean    nn_our_digits_write (const NnOurDigits *self,
                                const NnOurDigit *digit,
                                GError      **error);
/* What is in the folder, into digits. */
gboolean    nn_our_digits_read (NnOurDigits  *self,
                                GError      **error);
/* The pair anew. */
gboolean    nn_our_digits_write_pair (const NnOurDigits *self,
                                GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnOurDigit, nn_our_digit_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"
#include "render/nn-digit.h"

G_BEGIN_DECLS

/* The digits that a class has drawn: a folder of PNGs, one a digit, "0007-3-Ada.png": its number,
 * what it is, who drew it (may be missing: "0007-3.png"). The picture is the sheet as it was drawn,
 * light ink on black; dark ink on paper is read, too. Beside them, written anew with each change, the
 * same digits as an IDX pair (nn-idx.h), boxed as MNIST's are. The pictures are what counts; a folder
 * that has only the pair gets its pictures from it with the first change.
 *
 * Every change is on the disk when a function returns TRUE. With FALSE it has not been made, unless
 * the error names a file of the pair: then only that is not up to date. Not thread-safe. */
#define NN_OUR_DIGITS_MAX 2000    /* a school's worth */
#define NN_OUR_DIGITS_MAX_SIDE 1024
#define NN_OUR_DIGITS_MAX_NAME 40 /* characters */
#define NN_OUR_DIGITS_IMAGES "our-images-idx3-ubyte"
#define NN_OUR_DIGITS_LABELS "our-labels-idx1-ubyte"

typedef struct
{
  guint number;                   /* from 1 */
  int label;                      /* 0..9 */
  char *name;                     /* "": nobody's */
  char *file;                     /* in the folder */
  int side;
  guint8 *ink;                    /* [side][side] */
  guint8 prepared[NN_DIGIT_N_WAYS][NN_DIGIT_SIDE * NN_DIGIT_SIDE];
} NnOurDigit;

typedef struct _NnOurDigits NnOurDigits;

/* Reads the folder; one that is not there is empty, and is made with the first digit. Errors name
 * the file, what was expected and what was found: NN_ERROR_FORMAT (a name, a PNG, no folder), _SHAPE
 * (not square, 28 to NN_OUR_DIGITS_MAX_SIDE; a pair of unequal halves), _RANGE (too many; no ink),
 * _MISSING (half a pair), those of nn_idx_read () and G_FILE_ERROR. */
NnOurDigits      *nn_our_digits_open       (const char        *folder,
                                            GError           **error);
void              nn_our_digits_free       (NnOurDigits       *self);
const char       *nn_our_digits_get_folder (const NnOurDigits *self);
guint             nn_our_digits_count      (const NnOurDigits *self);
/* By number. */
const NnOurDigit *nn_our_digits_get        (const NnOurDigits *self,
                                            guint              i);
/* ink: [side][side], copied. name: what a file name cannot hold is replaced, what is too long cut. */
gboolean          nn_our_digits_add        (NnOurDigits       *self,
                                            const guint8      *ink,
                                            int                side,
                                            int                label,
                                            const char        *name,
                                            GError           **error);
gboolean          nn_our_digits_remove     (NnOurDigits       *self,
                                            guint              i,
                                            GError           **error);
gboolean          nn_our_digits_relabel    (NnOurDigits       *self,
                                            guint              i,
                                            int                label,
                                            GError           **error);
/* The last change that is not undone; any number of them, one after another. */
gboolean          nn_our_digits_can_undo   (const NnOurDigits *self);
gboolean          nn_our_digits_undo       (NnOurDigits       *self,
                                            GError           **error);
/* All of them, prepared like this, as a labelled set: [n][28][28] and [n]; free both with g_free. */
void              nn_our_digits_dup_images (const NnOurDigits *self,
                                            NnDigitWay         way,
                                            NnImages          *images);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnOurDigits, nn_our_digits_free)

G_END_DECLS

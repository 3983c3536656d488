/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file from outside can get wrong. Every message names the file, the
 * byte offset where it applies, what was expected and what was found.
 * System errors (missing, no permission, disk full) stay G_FILE_ERROR or
 * G_IO_ERROR, their message names the file, too. */
#define NN_ERROR (nn_error_quark ())
GQuark nn_error_quark (void);

typedef enum
{
  NN_ERROR_FORMAT,      /* not this kind of file: magic, JSON, UTF-8 */
  NN_ERROR_TRUNCATED,   /* ends before what its header promises */
  NN_ERROR_SHAPE,       /* a tensor or image of another size */
  NN_ERROR_TYPE,        /* a tensor of another element type */
  NN_ERROR_RANGE,       /* a value outside its domain (label 10, offset 2^63) */
  NN_ERROR_MISSING,     /* a tensor or a file of a set is not there */
  NN_ERROR_UNSUPPORTED, /* well formed, but not for this version or machine */
} NnError;

G_END_DECLS

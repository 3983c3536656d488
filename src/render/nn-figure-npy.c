/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/nn-figure-private.h"

#include <string.h>

/* The whole header, magic and length included, padded so that the numbers begin at a multiple of 64. */
static GString *
make_header (const gsize *shape,
             int          rank)
{
  GString *text = g_string_new ("{'descr': '<f4', 'fortran_order': False, 'shape': (");
  GString *header = g_string_new (NULL);

  for (int axis = 0; axis < rank; axis++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, axis > 0 ? ", " : "",
                            shape[axis]);
  g_string_append (text, rank == 1 ? ",), }" : "), }");
  while ((10 + text->len + 1) % 64 != 0)
    g_string_append_c (text, ' ');
  g_string_append_c (text, '\n');

  g_string_append_len (header, "\x93NUMPY\x01\x00", 8);
  g_string_append_c (header, (char) (text->len & 0xff));
  g_string_append_c (header, (char) (text->len >> 8));
  g_string_append_len (header, text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return header;
}

static void
append_values (GString        *file,
               const NnTensor *tensor)
{
  const float *values = nn_tensor_get_data (tensor);
  gsize n = nn_tensor_get_size (tensor);

  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT32_TO_LE (bits);
      g_string_append_len (file, (const char *) &bits, sizeof bits);
    }
}

GBytes *
nn_figure_to_npy (NnFigure *figure, GError **error)
{
  gsize shape[NN_TENSOR_MAX_RANK] = { 0 };
  int rank = 1;
  GString *file;

  for (guint i = 0; i < figure->banks->len; i++)
    shape[0] += nn_tensor_get_size (((const NnBank *) g_ptr_array_index (figure->banks, i))->tensor);
  if (figure->banks->len == 1)
    {
      const NnTensor *only = ((const NnBank *) g_ptr_array_index (figure->banks, 0))->tensor;

      rank = nn_tensor_get_rank (only);
      for (int axis = 0; axis < rank; axis++)
        shape[axis] = nn_tensor_get_dim (only, axis);
    }
  file = make_header (shape, rank);
  for (guint i = 0; i < figure->banks->len; i++)
    append_values (file, ((const NnBank *) g_ptr_array_index (figure->banks, i))->tensor);
  return g_string_free_to_bytes (file);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-tensor.h"

#include <math.h>

static NnTensor *
make_counting (int          rank,
               const gsize *shape)
{
  gsize size = 1;
  float *data;

  for (int axis = 0; axis < rank; axis++)
    size *= shape[axis];
  data = g_new (float, size);
  for (gsize i = 0; i < size; i++)
    data[i] = (float) i;
  return nn_tensor_new_take (rank, shape, data);
}

static void
test_shape (void)
{
  const gsize shape[] = { 2, 3, 5 };
  g_autoptr (NnTensor) tensor = make_counting (3, shape);

  g_assert_cmpint (nn_tensor_get_rank (tensor), ==, 3);
  g_assert_cmpuint (nn_tensor_get_dim (tensor, 0), ==, 2);
  g_assert_cmpuint (nn_tensor_get_dim (tensor, 2), ==, 5);
  g_assert_cmpuint (nn_tensor_get_dim (tensor, 3), ==, 1);
  g_assert_cmpuint (nn_tensor_get_size (tensor), ==, 30);
  g_assert_cmpfloat (nn_tensor_get_data (tensor)[29], ==, 29);
}

static void
test_copy (void)
{
  const gsize shape[] = { 2 };
  float data[] = { 1, 2 };
  g_autoptr (NnTensor) tensor = nn_tensor_new_copy (1, shape, data);

  data[0] = 7;
  g_assert_cmpfloat (nn_tensor_get_data (tensor)[0], ==, 1);
}

/* A slice of a slice still holds the first one's data. */
static void
test_slice (void)
{
  const gsize shape[] = { 2, 3, 5 };
  NnTensor *tensor = make_counting (3, shape);
  NnTensor *map = nn_tensor_slice (tensor, 1);
  g_autoptr (NnTensor) row = nn_tensor_slice (map, 2);
  g_autoptr (NnTensor) value = nn_tensor_slice (row, 4);

  g_assert_cmpint (nn_tensor_get_rank (map), ==, 2);
  g_assert_cmpuint (nn_tensor_get_dim (map, 0), ==, 3);
  g_assert_cmpuint (nn_tensor_get_size (map), ==, 15);
  nn_tensor_unref (map);
  nn_tensor_unref (tensor);

  g_assert_cmpint (nn_tensor_get_rank (row), ==, 1);
  g_assert_cmpfloat (nn_tensor_get_data (row)[0], ==, 25);
  g_assert_cmpint (nn_tensor_get_rank (value), ==, 1);
  g_assert_cmpuint (nn_tensor_get_size (value), ==, 1);
  g_assert_cmpfloat (nn_tensor_get_data (value)[0], ==, 29);
}

static void
test_abs_max (void)
{
  const gsize shape[] = { 4 };
  const float mixed[] = { 1, -3, NAN, -INFINITY };
  const float nothing[] = { NAN, INFINITY, NAN, NAN };
  g_autoptr (NnTensor) a = nn_tensor_new_copy (1, shape, mixed);
  g_autoptr (NnTensor) b = nn_tensor_new_copy (1, shape, nothing);

  g_assert_cmpfloat (nn_tensor_abs_max (a), ==, 3);
  g_assert_cmpfloat (nn_tensor_abs_max (b), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tensor/shape", test_shape);
  g_test_add_func ("/tensor/copy", test_copy);
  g_test_add_func ("/tensor/slice", test_slice);
  g_test_add_func ("/tensor/abs-max", test_abs_max);
  return g_test_run ();
}

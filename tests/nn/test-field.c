/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-field.h"

static void
assert_span (NnSpan span,
             int    first,
             int    last)
{
  g_assert_cmpint (span.first, ==, first);
  g_assert_cmpint (span.last, ==, last);
}

static NnNetwork *
lenet (void)
{
  return nn_network_new (&(NnNetworkSpec) { .architecture = NN_ARCHITECTURE_LENET });
}

/* DEFINITIONS §4: rows of the input, not clipped. */
static void
test_definitions (void)
{
  static const struct
  {
    int layer, stride, first, last;
  } rules[] = { { 1, 1, -2, 2 }, { 2, 2, -2, 3 }, { 3, 2, -2, 11 }, { 4, 4, -2, 13 } };
  g_autoptr (NnNetwork) network = lenet ();
  const NnLayer *layers = nn_network_get_layers (network, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    for (int r = 0; r < layers[rules[i].layer].height; r++)
      {
        const NnUnit unit = { rules[i].layer, 5, r, 0 };
        const NnField field = nn_field_seen (network, &unit, 0);
        const NnSpan span = nn_network_receptive_field (network, unit.layer, r);

        assert_span (field.rows, rules[i].stride * r + rules[i].first,
                     rules[i].stride * r + rules[i].last);
        assert_span (field.columns, rules[i].first, rules[i].last);
        assert_span (field.channels, 0, 0);
        assert_span (field.rows, span.first, span.last);
      }
  for (int l = 5; l < 8; l++)
    {
      const NnField field = nn_field_seen (network, &(NnUnit) { l, 9, 0, 0 }, 0);
      const NnField clipped = nn_field_clip (network, &field, 0);

      assert_span (clipped.rows, 0, 27);
      assert_span (clipped.columns, 0, 27);
    }
}

/* By hand, one step at a time. */
static void
test_steps (void)
{
  g_autoptr (NnNetwork) network = lenet ();
  NnField field = nn_field_seen (network, &(NnUnit) { 4, 7, 2, 3 }, 3);

  assert_span (field.channels, 7, 7);
  assert_span (field.rows, 4, 5);
  assert_span (field.columns, 6, 7);
  field = nn_field_seen (network, &(NnUnit) { 4, 7, 2, 3 }, 2);
  assert_span (field.channels, 0, 5);
  assert_span (field.rows, 4, 9);
  assert_span (field.columns, 6, 11);

  field = nn_field_fed (network, &(NnUnit) { 2, 1, 0, 13 }, 3);
  assert_span (field.channels, 0, 15);
  assert_span (field.rows, 0, 0);
  assert_span (field.columns, 9, 9);
  field = nn_field_fed (network, &(NnUnit) { 0, 0, 14, 14 }, 1);
  assert_span (field.rows, 12, 16);
  field = nn_field_fed (network, &(NnUnit) { 3, 4, 9, 0 }, 4);
  assert_span (field.channels, 4, 4);
  assert_span (field.rows, 4, 4);
  assert_span (field.columns, 0, 0);
  field = nn_field_fed (network, &(NnUnit) { 4, 4, 4, 4 }, 5);
  assert_span (field.channels, 0, 119);
  assert_span (field.rows, 0, 0);
}

static gboolean
holds (const NnField *field,
       const NnUnit  *unit)
{
  return unit->channel >= field->channels.first && unit->channel <= field->channels.last
         && unit->row >= field->rows.first && unit->row <= field->rows.last
         && unit->column >= field->columns.first && unit->column <= field->columns.last;
}

/* a sees b just when b feeds a. */
static void
check_pair (const NnNetwork *network,
            int              low,
            int              high)
{
  const NnLayer *layers = nn_network_get_layers (network, NULL);
  int pairs = 0;

  for (int i = 0; i < layers[high].height * layers[high].width; i++)
    {
      const NnUnit a = { high, 3, i / layers[high].width, i % layers[high].width };
      const NnField seen = nn_field_seen (network, &a, low);

      for (int c = 0; c < layers[low].channels; c++)
        for (int j = 0; j < layers[low].height * layers[low].width; j++)
          {
            const NnUnit b = { low, c, j / layers[low].width, j % layers[low].width };
            const NnField fed = nn_field_fed (network, &b, high);

            g_assert_true (holds (&seen, &b) == holds (&fed, &a));
            pairs += holds (&seen, &b);
          }
    }
  g_assert_cmpint (pairs, >, 0);
}

static void
test_both_ways (void)
{
  g_autoptr (NnNetwork) network = lenet ();

  for (int high = 1; high < 8; high++)
    for (int low = 0; low < high; low++)
      check_pair (network, low, high);
}

static void
test_itself (void)
{
  g_autoptr (NnNetwork) network = lenet ();
  const NnUnit unit = { 3, 2, 4, 5 };
  const NnField seen = nn_field_seen (network, &unit, 3), fed = nn_field_fed (network, &unit, 3);

  assert_span (seen.channels, 2, 2);
  assert_span (seen.rows, 4, 4);
  assert_span (fed.columns, 5, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field/definitions", test_definitions);
  g_test_add_func ("/field/steps", test_steps);
  g_test_add_func ("/field/both-ways", test_both_ways);
  g_test_add_func ("/field/itself", test_itself);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/nn-rng.h"
#include "golden.h"
#include "nn/nn-layer.h"
#include "nn/nn-projection.h"
#include "twin.h"

/* The properties of DEFINITIONS §3, on random and on trained weights, on digits of
 * the test set. */
#define N_IMAGES 4
#define N_NETWORKS 4
#define UPDATES 60

typedef struct
{
  const char *name;
  NnNetwork *network;
  NnActivations *activations[N_IMAGES];
} Fixture;

static Fixture fixtures[N_NETWORKS] = { { "random" }, { "trained" }, { "tanh, trained" },
                                        { "tanh, random" } };

static void
read_image (guint  index,
            float *image)
{
  const guint8 *pixels = golden_dataset ()->test.pixels + (gsize) index * NN_IMAGE_SIZE;

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = pixels[i] / 255.0f;
}

static NnNetwork *
make_network (int which)
{
  const NnNetworkSpec spec = {
    .architecture = NN_ARCHITECTURE_LENET,
    .activation = which >= 2 ? NN_ACTIVATION_TANH : NN_ACTIVATION_RELU,
  };

  return golden_network (&spec, 7, which == 1 || which == 2 ? UPDATES : 0);
}

static void
make_fixtures (int which)
{
  Fixture *fixture = &fixtures[which];
  g_autoptr (NnEngine) engine = NULL;

  fixture->network = make_network (which);
  engine = nn_engine_new (nn_network_get_spec (fixture->network), nn_backend_best (), 1);
  for (int i = 0; i < N_IMAGES; i++)
    {
      float image[NN_IMAGE_SIZE];

      read_image (i, image);
      fixture->activations[i] = nn_engine_activations (engine, fixture->network, image);
    }
}

/* Units worth looking at: the strongest of each map, and the corners of the first. */
static GArray *
some_units (const NnNetwork     *network,
            const NnActivations *activations)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (NnUnit));
  int n_layers;
  const NnLayer *layers = nn_network_get_layers (network, &n_layers);

  for (int l = 1; l < n_layers; l++)
    {
      const NnUnit corners[] = {
        { l, 0, 0, 0 }, { l, 0, layers[l].height - 1, layers[l].width - 1 },
      };

      for (int c = 0; c < layers[l].channels; c++)
        {
          NnUnit unit = nn_unit_strongest (network, activations, l, c);

          g_array_append_val (units, unit);
        }
      g_array_append_vals (units, corners, G_N_ELEMENTS (corners));
    }
  return units;
}

typedef void (*UnitCheck) (const Fixture       *fixture,
                           const NnActivations *activations,
                           const NnUnit        *unit,
                           NnGate               gate,
                           NnTensor            *projection);

/* Runs check on every active unit of some_units (); returns how many there were. */
static int
for_each_projection (UnitCheck check)
{
  int n = 0;

  for (int f = 0; f < N_NETWORKS; f++)
    for (int i = 0; i < N_IMAGES; i++)
      {
        const Fixture *fixture = &fixtures[f];
        g_autoptr (GArray) units = some_units (fixture->network, fixture->activations[i]);

        for (guint u = 0; u < units->len; u++)
          for (int gate = 0; gate < NN_N_GATES; gate++)
            {
              const NnUnit *unit = &g_array_index (units, NnUnit, u);
              g_autoptr (NnTensor) projection = nn_projection_new (
                fixture->network, fixture->activations[i], unit, (NnGate) gate);

              if (projection != NULL)
                {
                  check (fixture, fixture->activations[i], unit, (NnGate) gate, projection);
                  n++;
                }
            }
      }
  return n;
}

/* The same activations with the unit's value made s times as large. */
static NnActivations *
scaled (const NnActivations *activations,
        const NnUnit        *unit,
        gsize                index,
        float                s)
{
  NnActivations *copy = g_memdup2 (activations, sizeof *activations);
  NnTensor *tensor = activations->layers[unit->layer];
  gsize shape[NN_TENSOR_MAX_RANK];
  float *values = g_memdup2 (nn_tensor_get_data (tensor), nn_tensor_get_size (tensor) * sizeof *values);

  for (int i = 0; i < nn_tensor_get_rank (tensor); i++)
    shape[i] = nn_tensor_get_dim (tensor, i);
  values[index] *= s;
  for (int l = 0; l < copy->n_layers; l++)
    if (l != unit->layer)
      nn_tensor_ref (copy->layers[l]);
  copy->layers[unit->layer] = nn_tensor_new_take (nn_tensor_get_rank (tensor), shape, values);
  g_atomic_ref_count_init (&copy->ref_count);
  return copy;
}

static void
check_scaling (const Fixture       *fixture,
               const NnActivations *activations,
               const NnUnit        *unit,
               NnGate               gate,
               NnTensor            *projection)
{
  static const float scales[] = { 0.25f, 3, 1e-3f, 700 };
  const NnLayer *layer = &nn_network_get_layers (fixture->network, NULL)[unit->layer];
  const gsize index = ((gsize) unit->channel * layer->height + unit->row) * layer->width
                      + unit->column;
  const float largest = nn_tensor_abs_max (projection);

  /* 1 - a² of the unit itself would scale, too. */
  if (gate != NN_GATE_DECONVNET && layer->activated
      && nn_network_get_spec (fixture->network)->activation == NN_ACTIVATION_TANH)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const float s = scales[i];
      g_autoptr (NnActivations) more = scaled (activations, unit, index, s);
      g_autoptr (NnTensor) result = nn_projection_new (fixture->network, more, unit, gate);

      for (int p = 0; p < NN_IMAGE_SIZE; p++)
        g_assert_cmpfloat_with_epsilon (nn_tensor_get_data (result)[p] / s,
                                        nn_tensor_get_data (projection)[p], 1e-6 * largest);
    }
}

static void
test_scaling (void)
{
  g_assert_cmpint (for_each_projection (check_scaling), >, 1000);
}

static void
check_field (const Fixture       *fixture,
             const NnActivations *activations,
             const NnUnit        *unit,
             NnGate               gate,
             NnTensor            *projection)
{
  const NnSpan rows = nn_network_receptive_field (fixture->network, unit->layer, unit->row);
  const NnSpan columns = nn_network_receptive_field (fixture->network, unit->layer, unit->column);

  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      if (y < rows.first || y > rows.last || x < columns.first || x > columns.last)
        g_assert_cmpfloat (nn_tensor_get_data (projection)[y * NN_IMAGE_SIDE + x], ==, 0);
}

static void
test_field (void)
{
  g_assert_cmpint (for_each_projection (check_field), >, 1000);
}

/* A pooled unit is the one that its switch points to. */
static void
check_switch (const Fixture       *fixture,
              const NnActivations *activations,
              const NnUnit        *unit,
              NnGate               gate,
              NnTensor            *projection)
{
  const NnLayer *layer = &nn_network_get_layers (fixture->network, NULL)[unit->layer];
  NnUnit winner = { .layer = unit->layer - 1, .channel = unit->channel };
  g_autoptr (NnTensor) below = NULL;
  int best = 0;
  float values[4];

  if (layer->kind != NN_LAYER_MAX_POOL)
    return;
  for (int k = 0; k < 4; k++)
    {
      winner.row = 2 * unit->row + k / 2;
      winner.column = 2 * unit->column + k % 2;
      values[k] = nn_unit_get_value (fixture->network, activations, &winner);
      if (values[k] > values[best])
        best = k;
    }
  winner.row = 2 * unit->row + best / 2;
  winner.column = 2 * unit->column + best % 2;
  below = nn_projection_new (fixture->network, activations, &winner, gate);
  g_assert_nonnull (below);
  g_assert_cmpmem (nn_tensor_get_data (below), NN_IMAGE_SIZE * sizeof (float),
                   nn_tensor_get_data (projection), NN_IMAGE_SIZE * sizeof (float));
}

static void
test_switch (void)
{
  for_each_projection (check_switch);
}

/* The dense, naive twin does the same, rounded once to float. */
static void
check_twin (const Fixture       *fixture,
            const NnActivations *activations,
            const NnUnit        *unit,
            NnGate               gate,
            NnTensor            *projection)
{
  g_autoptr (Twin) twin = NULL;
  double signal[TWIN_MAX_LAYER] = { 0 }, expected[NN_IMAGE_SIZE];
  const float largest = nn_tensor_abs_max (projection);

  if (unit->channel > 2)
    return;
  twin = twin_new (fixture->network);
  twin_set (twin, activations);
  signal[twin_index (twin, unit)] = nn_unit_get_value (fixture->network, activations, unit);
  twin_project (twin, unit->layer, signal, gate, expected);
  for (int p = 0; p < NN_IMAGE_SIZE; p++)
    g_assert_cmpfloat_with_epsilon (nn_tensor_get_data (projection)[p], expected[p], 1e-7 * largest);
}

static void
test_twin (void)
{
  for_each_projection (check_twin);
}

/* a · ∂a/∂x by central differences of the twin, where nothing flips. Returns the
 * number of derivatives that were compared. */
static int
check_derivative (Twin         *base,
                  const Twin   *plus,
                  const Twin   *minus,
                  const NnUnit *unit,
                  NnTensor     *projection,
                  int           pixel,
                  double        h)
{
  const gsize index = twin_index (base, unit);
  const double a = base->layers[unit->layer][index];
  const double slope = (plus->layers[unit->layer][index] - minus->layers[unit->layer][index])
                       / (2 * h);

  if (!twin_same_side (base, plus, unit->layer) || !twin_same_side (base, minus, unit->layer))
    return 0;
  g_assert_cmpfloat_with_epsilon (nn_tensor_get_data (projection)[pixel], a * slope,
                                  1e-5 * nn_tensor_abs_max (projection));
  return 1;
}

/* A digit on a noisy ground: on a black one whole windows are equal, and stand on
 * the edge where ReLUs and switches flip. */
static NnActivations *
noisy_activations (const NnNetwork *network)
{
  g_autoptr (NnEngine) engine = nn_engine_new (nn_network_get_spec (network), nn_backend_best (), 1);
  float image[NN_IMAGE_SIZE];
  NnRng rng;

  read_image (0, image);
  nn_rng_init (&rng, 1, NN_STREAM_EXPERIMENTS, 0);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = 0.75f * image[i] + 0.25f * (float) nn_rng_uniform (&rng);
  return nn_engine_activations (engine, network, image);
}

static void
test_derivative (gconstpointer data)
{
  const double h = 1e-4;
  const Fixture *fixture = &fixtures[GPOINTER_TO_INT (data)];
  g_autoptr (NnActivations) activations = noisy_activations (fixture->network);
  g_autoptr (Twin) base = twin_new (fixture->network);
  g_autoptr (Twin) plus = twin_new (fixture->network);
  g_autoptr (Twin) minus = twin_new (fixture->network);
  g_autoptr (GPtrArray) projections = g_ptr_array_new_with_free_func ((GDestroyNotify) nn_tensor_unref);
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (NnUnit));
  double image[NN_IMAGE_SIZE];
  int compared = 0, possible = 0;

  for (int l = 1; l < activations->n_layers; l++)
    for (int c = 0; c < 3; c++)
      {
        NnUnit unit = nn_unit_strongest (fixture->network, activations, l, c);
        NnTensor *projection = nn_projection_new (fixture->network, activations, &unit,
                                                  NN_GATE_GRADIENT);

        if (projection == NULL)
          continue;
        g_array_append_val (units, unit);
        g_ptr_array_add (projections, projection);
      }
  g_assert_cmpuint (units->len, >=, 10);

  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    image[i] = nn_tensor_get_data (activations->layers[0])[i];
  twin_forward (base, image);
  for (int i = 0; i < NN_IMAGE_SIZE; i++)
    {
      const double pixel = image[i];

      image[i] = pixel + h;
      twin_forward (plus, image);
      image[i] = pixel - h;
      twin_forward (minus, image);
      image[i] = pixel;
      for (guint u = 0; u < units->len; u++, possible++)
        compared += check_derivative (base, plus, minus, &g_array_index (units, NnUnit, u),
                                      g_ptr_array_index (projections, u), i, h);
    }
  g_test_message ("%s: %d of %d derivatives compared", fixture->name, compared, possible);
  g_assert_cmpint (compared, >, possible * 9 / 10);
}

/* One engine of one thread, one of two: the same bits through every gate. */
static void
test_threads (void)
{
  for (int f = 0; f < N_NETWORKS; f++)
    {
      const Fixture *fixture = &fixtures[f];
      g_autoptr (NnEngine) two = nn_engine_new (nn_network_get_spec (fixture->network),
                                                nn_backend_best (), 2);

      for (int i = 0; i < N_IMAGES; i++)
        {
          float image[NN_IMAGE_SIZE];
          g_autoptr (NnActivations) again = NULL;
          g_autoptr (GArray) units = some_units (fixture->network, fixture->activations[i]);

          read_image (i, image);
          again = nn_engine_activations (two, fixture->network, image);
          for (guint u = 0; u < units->len; u++)
            for (int gate = 0; gate < NN_N_GATES; gate++)
              {
                const NnUnit *unit = &g_array_index (units, NnUnit, u);
                g_autoptr (NnTensor) a = nn_projection_new (
                  fixture->network, fixture->activations[i], unit, (NnGate) gate);
                g_autoptr (NnTensor) b = nn_projection_new (fixture->network, again, unit,
                                                            (NnGate) gate);

                g_assert_true ((a == NULL) == (b == NULL));
                if (a != NULL)
                  g_assert_cmpmem (nn_tensor_get_data (a), NN_IMAGE_SIZE * sizeof (float),
                                   nn_tensor_get_data (b), NN_IMAGE_SIZE * sizeof (float));
              }
        }
    }
}

/* Not above 0 is not active, and never a black picture. */
static void
test_not_active (void)
{
  int silent = 0;

  for (int f = 0; f < N_NETWORKS; f++)
    {
      const Fixture *fixture = &fixtures[f];
      const gboolean tanh = f >= 2;
      g_autoptr (GArray) units = some_units (fixture->network, fixture->activations[0]);

      for (guint u = 0; u < units->len; u++)
        for (int gate = 0; gate < NN_N_GATES; gate++)
          {
            const NnUnit *unit = &g_array_index (units, NnUnit, u);
            const gboolean dense = nn_network_get_layers (fixture->network, NULL)[unit->layer].kind
                                   == NN_LAYER_DENSE;
            const float value = nn_unit_get_value (fixture->network, fixture->activations[0], unit);
            const gboolean active = tanh && gate == NN_GATE_GRADIENT && !dense ? value != 0 : value > 0;
            g_autoptr (NnTensor) projection = nn_projection_new (
              fixture->network, fixture->activations[0], unit, (NnGate) gate);

            g_assert_true ((projection != NULL) == active);
            silent += !active;
          }
    }
  g_assert_cmpint (silent, >, 10);
}

/* C1 is dead, C3 lives by its bias: its signal comes down through windows that are
 * all zero, so by switch 0, to the even pixels. No mask of the forward pass: only
 * the deconvnet shows anything. */
static void
test_zero_windows (void)
{
  const NnNetworkSpec spec = { .architecture = NN_ARCHITECTURE_LENET };
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnActivations) activations = NULL;
  const NnUnit unit = { .layer = 3, .channel = 1, .row = 4, .column = 6 };
  float c1[6 * 25] = { 0 }, c3[16 * 150], c3_bias[16], image[NN_IMAGE_SIZE] = { 0 };
  g_autoptr (NnTensor) deconvnet = NULL;

  c1[2 * 25 + 12] = 1;            /* the third filter looks at the pixel itself */
  for (int i = 0; i < 16; i++)
    c3_bias[i] = 0.5f;
  for (int i = 0; i < 16 * 150; i++)
    c3[i] = 1;
  nn_network_set_tensor (network, 0, c1);
  nn_network_set_tensor (network, 2, c3);
  nn_network_set_tensor (network, 3, c3_bias);
  activations = nn_engine_activations (engine, network, image);

  deconvnet = nn_projection_new (network, activations, &unit, NN_GATE_DECONVNET);
  for (int y = 0; y < NN_IMAGE_SIDE; y++)
    for (int x = 0; x < NN_IMAGE_SIDE; x++)
      {
        const gboolean seen = y % 2 == 0 && x % 2 == 0 && y >= 8 && y < 18 && x >= 12 && x < 22;

        g_assert_cmpfloat (nn_tensor_get_data (deconvnet)[y * NN_IMAGE_SIDE + x], ==, seen ? 0.5 : 0);
      }
  for (int gate = NN_GATE_GRADIENT; gate <= NN_GATE_GUIDED; gate++)
    {
      g_autoptr (NnTensor) other = nn_projection_new (network, activations, &unit, (NnGate) gate);

      g_assert_cmpfloat (nn_tensor_abs_max (other), ==, 0);
    }
}

/* The rival: a unit of its first layer shows its own weights, times its value. */
static void
test_rival (void)
{
  const NnNetworkSpec spec = nn_network_spec_rival (61706);
  g_autoptr (NnNetwork) network = nn_network_new (&spec);
  g_autoptr (NnEngine) engine = nn_engine_new (&spec, nn_backend_best (), 1);
  g_autoptr (NnActivations) activations = NULL;
  g_autoptr (NnTensor) weight = NULL;
  float image[NN_IMAGE_SIZE];
  int active = 0;

  nn_network_init_glorot (network, 3);
  weight = nn_network_get_tensor (network, 0);
  read_image (0, image);
  activations = nn_engine_activations (engine, network, image);
  for (int unit = 0; unit < 70; unit++)
    {
      const float value = nn_tensor_get_data (activations->layers[1])[unit];
      g_autoptr (NnTensor) projection = nn_projection_new (network, activations,
                                                           &(NnUnit) { 1, unit, 0, 0 },
                                                           NN_GATE_GUIDED);

      g_assert_true ((projection != NULL) == (value > 0));
      for (int i = 0; projection != NULL && i < NN_IMAGE_SIZE; i++)
        g_assert_cmpfloat (nn_tensor_get_data (projection)[i], ==,
                           value * nn_tensor_get_data (weight)[unit * NN_IMAGE_SIZE + i]);
      active += projection != NULL;
    }
  g_assert_cmpint (active, >, 10);
}

static void
test_strongest (void)
{
  const Fixture *fixture = &fixtures[1];
  const NnUnit unit = nn_unit_strongest (fixture->network, fixture->activations[0], 3, 5);
  const float value = nn_unit_get_value (fixture->network, fixture->activations[0], &unit);
  const float *map = nn_tensor_get_data (fixture->activations[0]->layers[3]) + 5 * 100;
  gboolean seen = FALSE;

  for (int i = 0; i < 100; i++)
    {
      g_assert_cmpfloat (map[i], <=, value);
      if (map[i] == value && !seen)
        g_assert_cmpint (unit.row * 10 + unit.column, ==, i);
      seen |= map[i] == value;
    }
  g_assert_true (seen);
}

static void
test_gate_names (void)
{
  NnGate gate = NN_GATE_GUIDED;

  for (int i = 0; i < NN_N_GATES; i++)
    {
      g_assert_true (nn_gate_from_string (&gate, nn_gate_to_string ((NnGate) i)));
      g_assert_cmpint (gate, ==, i);
    }
  g_assert_false (nn_gate_from_string (&gate, "Guided"));
  g_assert_cmpint (gate, ==, NN_GATE_GUIDED);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (int f = 0; f < N_NETWORKS; f++)
    make_fixtures (f);
  g_test_add_func ("/projection/scaling", test_scaling);
  g_test_add_func ("/projection/field", test_field);
  g_test_add_func ("/projection/switch", test_switch);
  g_test_add_func ("/projection/twin", test_twin);
  g_test_add_data_func ("/projection/derivative/random", GINT_TO_POINTER (0), test_derivative);
  g_test_add_data_func ("/projection/derivative/trained", GINT_TO_POINTER (1), test_derivative);
  g_test_add_data_func ("/projection/derivative/tanh", GINT_TO_POINTER (2), test_derivative);
  g_test_add_data_func ("/projection/derivative/tanh-random", GINT_TO_POINTER (3), test_derivative);
  g_test_add_func ("/projection/threads", test_threads);
  g_test_add_func ("/projection/not-active", test_not_active);
  g_test_add_func ("/projection/zero-windows", test_zero_windows);
  g_test_add_func ("/projection/rival", test_rival);
  g_test_add_func ("/projection/strongest", test_strongest);
  g_test_add_func ("/projection/gate-names", test_gate_names);
  status = g_test_run ();
  for (int f = 0; f < N_NETWORKS; f++)
    {
      nn_network_unref (fixtures[f].network);
      for (int i = 0; i < N_IMAGES; i++)
        nn_activations_unref (fixtures[f].activations[i]);
    }
  return status;
}

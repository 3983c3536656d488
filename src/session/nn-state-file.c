/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session/nn-state-file.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/nn-error.h"
#include "datasets/nn-idx.h"
#include "nn/nn-hands.h"

#define FORMAT "imagette-1"

static char *
full_name (const NnStateFile *self,
           const char        *key)
{
  return g_strconcat (self->prefix, key, NULL);
}

void
nn_state_file_set_string (const NnStateFile *self,
                          const char        *key,
                          const char        *value)
{
  g_autofree char *name = full_name (self, key);

  nn_safetensors_set_metadata (self->file, name, value);
}

void
nn_state_file_set_uint (const NnStateFile *self,
                        const char        *key,
                        guint64            value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  nn_state_file_set_string (self, key, text);
}

/* Nine digits are enough for any float to come back to the bit. */
void
nn_state_file_set_float (const NnStateFile *self,
                         const char        *key,
                         float              value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  nn_state_file_set_string (self, key, g_ascii_formatd (text, sizeof text, "%.9g", value));
}

void
nn_state_file_set_double (const NnStateFile *self,
                          const char        *key,
                          double             value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* A NaN may have a sign, which printf shows and which means nothing. */
  nn_state_file_set_string (self, key, isnan (value) ? "nan"
                            : g_ascii_formatd (text, sizeof text, "%.17g", value));
}

/* Always FALSE, so that a caller can return it. */
static gboolean
fail (const NnStateFile *self,
      NnError            code,
      const char        *key,
      const char        *expected,
      const char        *found,
      GError           **error)
{
  g_set_error (error, NN_ERROR, (int) code,
               _("%s: in the header, metadata \"%s%s\": expected %s, found \"%.60s\""), self->path,
               self->prefix, key, expected, found);
  return FALSE;
}

gboolean
nn_state_file_has (const NnStateFile *self,
                   const char        *key)
{
  g_autofree char *name = full_name (self, key);

  return nn_safetensors_get_metadata (self->file, name) != NULL;
}

gboolean
nn_state_file_get_string (const NnStateFile *self,
                          const char        *key,
                          const char       **value,
                          GError           **error)
{
  g_autofree char *name = full_name (self, key);

  *value = nn_safetensors_get_metadata (self->file, name);
  if (*value == NULL)
    g_set_error (error, NN_ERROR, NN_ERROR_MISSING,
                 _("%s: in the header: expected metadata \"%s\", found none"), self->path, name);
  return *value != NULL;
}

gboolean
nn_state_file_get_uint (const NnStateFile *self,
                        const char        *key,
                        guint64            min,
                        guint64            max,
                        guint64           *value,
                        GError           **error)
{
  g_autofree char *expected = NULL;
  const char *text;

  if (!nn_state_file_get_string (self, key, &text, error))
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, min, max, value, NULL))
    return TRUE;
  expected = g_strdup_printf (_("a whole number from %" PRIu64 " to %" PRIu64), min, max);
  return fail (self, NN_ERROR_RANGE, key, expected, text, error);
}

gboolean
nn_state_file_get_guint (const NnStateFile *self,
                         const char        *key,
                         guint              min,
                         guint              max,
                         guint             *value,
                         GError           **error)
{
  guint64 wide;

  if (!nn_state_file_get_uint (self, key, min, max, &wide, error))
    return FALSE;
  *value = (guint) wide;
  return TRUE;
}

gboolean
nn_state_file_get_double (const NnStateFile *self,
                          const char        *key,
                          double             min,
                          double             max,
                          double            *value,
                          GError           **error)
{
  g_autofree char *expected = NULL;
  const char *text;
  char *end;

  if (!nn_state_file_get_string (self, key, &text, error))
    return FALSE;
  *value = g_ascii_strtod (text, &end);
  if (*text != '\0' && *end == '\0' && (isnan (min) || (*value >= min && *value <= max)))
    return TRUE;
  expected = isnan (min) ? g_strdup (_("a number"))
                         : g_strdup_printf (_("a number from %g to %g"), min, max);
  return fail (self, NN_ERROR_RANGE, key, expected, text, error);
}

gboolean
nn_state_file_get_float (const NnStateFile *self,
                         const char        *key,
                         double             min,
                         double             max,
                         float             *value,
                         GError           **error)
{
  double wide;

  if (!nn_state_file_get_double (self, key, min, max, &wide, error))
    return FALSE;
  *value = (float) wide;
  return TRUE;
}

void
nn_state_file_set_spec (const NnStateFile    *self,
                        const NnTrainingSpec *spec)
{
  g_autofree char *architecture = nn_network_spec_to_string (&spec->network);

  nn_state_file_set_string (self, "format", FORMAT);
  nn_state_file_set_string (self, "architecture", architecture);
  nn_state_file_set_string (self, "activation",
                            spec->network.activation == NN_ACTIVATION_TANH ? "tanh" : "relu");
  nn_state_file_set_uint (self, "seed", spec->seed);
  if (spec->hold_out != 0)
    nn_state_file_set_uint (self, "hold_out", spec->hold_out);
}

static gboolean
get_network_spec (const NnStateFile *self,
                  NnNetworkSpec     *spec,
                  GError           **error)
{
  const char *text;

  if (!nn_state_file_get_string (self, "architecture", &text, error))
    return FALSE;
  if (!nn_network_spec_from_string (spec, text))
    return fail (self, NN_ERROR_UNSUPPORTED, "architecture",
                 _("\"lenet\" or \"mlp-784-…-10\" of sane widths"), text, error);
  if (!nn_state_file_get_string (self, "activation", &text, error))
    return FALSE;
  if (strcmp (text, "relu") != 0 && strcmp (text, "tanh") != 0)
    return fail (self, NN_ERROR_UNSUPPORTED, "activation", _("\"relu\" or \"tanh\""), text,
                 error);
  spec->activation = *text == 't' ? NN_ACTIVATION_TANH : NN_ACTIVATION_RELU;
  return TRUE;
}

gboolean
nn_state_file_get_spec (const NnStateFile *self,
                        NnTrainingSpec    *spec,
                        GError           **error)
{
  const char *format = nn_safetensors_get_metadata (self->file, "format");

  if (format == NULL)
    {
      g_set_error (error, NN_ERROR, NN_ERROR_FORMAT,
                   _("%s: in the header: expected metadata \"format\" of a model or run of this "
                     "program (\"%s\"), found none"), self->path, FORMAT);
      return FALSE;
    }
  if (strcmp (format, FORMAT) != 0)
    return fail (self, NN_ERROR_UNSUPPORTED, "format", "\"" FORMAT "\"", format, error);

  return get_network_spec (self, &spec->network, error)
         && nn_state_file_get_uint (self, "seed", 0, G_MAXUINT64, &spec->seed, error)
         && (!nn_state_file_has (self, "hold_out")
             || nn_state_file_get_guint (self, "hold_out", 0, NN_IDX_MAX_COUNT - 1,
                                         &spec->hold_out, error));
}

void
nn_state_file_set_hyper (const NnStateFile    *self,
                         const NnTrainingSpec *spec)
{
  const NnHyper *hyper = &spec->hyper;

  nn_state_file_set_string (self, "optimizer", nn_optimizer_kind_to_string (hyper->kind));
  nn_state_file_set_float (self, "rate", hyper->rate);
  nn_state_file_set_float (self, "momentum", hyper->momentum);
  nn_state_file_set_float (self, "weight_decay", hyper->weight_decay);
  nn_state_file_set_uint (self, "batch", spec->batch);
  if (hyper->rms_clip > 0)
    nn_state_file_set_float (self, "rms_clip", hyper->rms_clip);
}

gboolean
nn_state_file_get_hyper (const NnStateFile *self,
                         NnTrainingSpec    *spec,
                         GError           **error)
{
  NnHyper *hyper = &spec->hyper;
  const char *kind;

  if (!nn_state_file_get_string (self, "optimizer", &kind, error))
    return FALSE;
  if (!nn_optimizer_kind_from_string (&hyper->kind, kind))
    return fail (self, NN_ERROR_UNSUPPORTED, "optimizer",
                 _("\"sgd\", \"momentum\" or \"adam\""), kind, error);

  hyper->rms_clip = 0;
  return nn_state_file_get_float (self, "rate", 0, G_MAXFLOAT, &hyper->rate, error)
         && nn_state_file_get_float (self, "momentum", 0, 1, &hyper->momentum, error)
         && nn_state_file_get_float (self, "weight_decay", 0, G_MAXFLOAT, &hyper->weight_decay,
                                     error)
         && nn_state_file_get_guint (self, "batch", 1, 1024, &spec->batch, error)
         && (!nn_state_file_has (self, "rms_clip")
             || nn_state_file_get_float (self, "rms_clip", 0, G_MAXFLOAT, &hyper->rms_clip,
                                         error));
}

static void
set_maps (const NnStateFile *self,
          const char        *key,
          const NnNetwork   *network,
          const guint32     *maps)
{
  g_autofree char *text = nn_hands_to_string (network, maps);

  if (*text != '\0')
    nn_state_file_set_string (self, key, text);
}

void
nn_state_file_set_hands (const NnStateFile *self,
                         const NnNetwork   *network)
{
  const NnHands *hands = nn_network_get_hands (network);

  set_maps (self, "muted", network, hands->muted);
  set_maps (self, "frozen", network, hands->frozen);
}

static gboolean
get_maps (const NnStateFile *self,
          const char        *key,
          const NnNetwork   *network,
          guint32           *maps,
          GError           **error)
{
  const char *text;

  if (!nn_state_file_has (self, key))
    return TRUE;
  if (!nn_state_file_get_string (self, key, &text, error))
    return FALSE;
  if (*text != '\0' && nn_hands_from_string (network, text, maps))
    return TRUE;
  return fail (self, NN_ERROR_RANGE, key,
               _("maps of this network's convolutions, ascending, like \"c1:2 c3:16\""), text,
               error);
}

gboolean
nn_state_file_get_hands (const NnStateFile *self,
                         NnNetwork         *network,
                         GError           **error)
{
  NnHands hands = { 0 };

  if (!get_maps (self, "muted", network, hands.muted, error)
      || !get_maps (self, "frozen", network, hands.frozen, error))
    return FALSE;
  nn_network_set_hands (network, &hands);
  return TRUE;
}

void
nn_state_file_add_block (const NnStateFile *self,
                         const NnNetwork   *network,
                         const char        *kind,
                         const float       *block)
{
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (self->prefix, kind, parameters[i].name, NULL);
      float *values = g_new (float, parameters[i].size);
      g_autoptr (NnTensor) tensor = NULL;

      nn_network_pack (network, block, i, values);
      tensor = nn_tensor_new_take (parameters[i].rank, parameters[i].shape, values);
      nn_safetensors_add (self->file, name, tensor);
    }
}

gboolean
nn_state_file_get_block (const NnStateFile *self,
                         const NnNetwork   *network,
                         const char        *kind,
                         float             *block,
                         GError           **error)
{
  int n;
  const NnParameter *parameters = nn_network_get_parameters (network, &n);

  for (int i = 0; i < n; i++)
    {
      g_autofree char *name = g_strconcat (self->prefix, kind, parameters[i].name, NULL);
      g_autoptr (NnTensor) tensor = nn_safetensors_get (self->file, name, parameters[i].rank,
                                                        parameters[i].shape, error);

      if (tensor == NULL)
        return FALSE;
      nn_network_unpack (network, block, i, nn_tensor_get_data (tensor));
    }
  return TRUE;
}

/* Before a network is made: does the file hold weights of the widths that it claims? */
static gboolean
check_widths (const NnStateFile   *self,
              const NnNetworkSpec *spec,
              GError             **error)
{
  gsize inputs = NN_IMAGE_SIZE;

  if (spec->architecture != NN_ARCHITECTURE_MLP)
    return TRUE;
  for (int i = 0; i < NN_MAX_HIDDEN && spec->hidden[i] != 0; i++)
    {
      g_autofree char *name = g_strdup_printf ("%sh%d.weight", self->prefix, i + 1);
      gsize shape[2] = { (gsize) spec->hidden[i], inputs };
      g_autoptr (NnTensor) tensor = nn_safetensors_get (self->file, name, 2, shape, error);

      if (tensor == NULL)
        return FALSE;
      inputs = shape[0];
    }
  return TRUE;
}

NnNetwork *
nn_state_file_get_network (const NnStateFile   *self,
                           const NnNetworkSpec *spec,
                           GError             **error)
{
  g_autoptr (NnNetwork) network = NULL;

  if (!check_widths (self, spec, error))
    return NULL;
  network = nn_network_new (spec);
  if (!nn_state_file_get_block (self, network, "", nn_network_get_block (network), error)
      || !nn_state_file_get_hands (self, network, error))
    return NULL;
  return g_steal_pointer (&network);
}

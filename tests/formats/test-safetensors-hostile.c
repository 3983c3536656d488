/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/nn-error.h"
#include "formats/nn-safetensors.h"

#define PATH "hostile.safetensors"
#define FUZZ_ROUNDS 40000

/* 8 bytes of length (of json, unless told otherwise), json, n_data bytes of zeros. */
static GBytes *
make_file (const char *json,
           gsize       json_length,
           guint64     claimed,
           gsize       n_data)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) &claimed, 8);
  g_byte_array_append (file, (const guint8 *) json, (guint) json_length);
  g_byte_array_set_size (file, (guint) (8 + json_length + n_data));
  memset (file->data + 8 + json_length, 0, n_data);
  return g_byte_array_free_to_bytes (file);
}

static void
assert_refused (GBytes     *bytes,
                NnError     code,
                const char *says,
                const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NnSafetensors) file = nn_safetensors_parse (bytes, PATH, &error);

  if (file != NULL)
    g_error ("not refused: %s", what);
  if (error->domain != NN_ERROR || error->code != (int) code
      || !g_str_has_prefix (error->message, PATH ": ") || strstr (error->message, says) == NULL)
    g_error ("expected code %d and “%s”, found code %d: “%s” for: %s", code, says, error->code,
             error->message, what);
}

#define TENSOR "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}"

/* Each with eight bytes of data. */
static const struct
{
  const char *json;
  NnError code;
  const char *says;
} headers[] = {
  /* JSON */
  { "", NN_ERROR_FORMAT, "at byte 8: expected '{' (a JSON header), found the end of the header" },
  { "[]", NN_ERROR_FORMAT, "found '['" },
  { "{", NN_ERROR_FORMAT, "at byte 9: expected a key, found the end of the header" },
  { "{\"a\"", NN_ERROR_FORMAT, "expected ':'" },
  { "{\"a\":", NN_ERROR_FORMAT, "expected '{' (a tensor)" },
  { "{\"a\":1}", NN_ERROR_FORMAT, "at byte 13: expected '{' (a tensor), found '1'" },
  { "{\"a\":null}", NN_ERROR_FORMAT, "found 'n'" },
  { "{\"a\":" TENSOR, NN_ERROR_FORMAT, "expected ',' or '}'" },
  { "{\"a\":" TENSOR ",}", NN_ERROR_FORMAT, "expected a key, found '}'" },
  { "{'a':" TENSOR "}", NN_ERROR_FORMAT, "expected a key, found '''" },
  { "{/**/\"a\":" TENSOR "}", NN_ERROR_FORMAT, "expected a key, found '/'" },
  { "{\"a\":" TENSOR "} {}", NN_ERROR_FORMAT, "expected spaces up to the end" },
  { "{\"a", NN_ERROR_FORMAT, "expected the '\"' that ends a string" },
  { "{\"a\n\":" TENSOR "}", NN_ERROR_FORMAT, "at byte 11: expected a character, found byte 0x0a" },
  { "{\"\\x\":" TENSOR "}", NN_ERROR_FORMAT, "after a backslash" },
  { "{\"\\u12g4\":" TENSOR "}", NN_ERROR_FORMAT, "expected a hexadecimal digit, found 'g'" },
  { "{\"\\u0000\":" TENSOR "}", NN_ERROR_FORMAT, "expected a character" },
  { "{\"\\udc00\":" TENSOR "}", NN_ERROR_FORMAT, "expected a character" },
  { "{\"\\ud800\":" TENSOR "}", NN_ERROR_FORMAT, "second half of a surrogate pair" },
  { "{\"\\ud800\\u0041\":" TENSOR "}", NN_ERROR_FORMAT, "second half of a surrogate pair" },
  /* UTF-8 */
  { "{\"\xff\":" TENSOR "}", NN_ERROR_FORMAT, "at byte 10: expected UTF-8, found byte 0xff" },
  { "{\"\xc0\xaf\":" TENSOR "}", NN_ERROR_FORMAT, "expected UTF-8" },
  { "{\"\xed\xa0\x80\":" TENSOR "}", NN_ERROR_FORMAT, "expected UTF-8" },
  { "{\"a\xe9", NN_ERROR_FORMAT, "expected UTF-8" },
  /* Keys */
  { "{\"a\":" TENSOR ",\"a\":" TENSOR "}", NN_ERROR_FORMAT, "expected a new key, found \"a\" again" },
  { "{\"a\":" TENSOR ",\"\\u0061\":" TENSOR "}", NN_ERROR_FORMAT, "found \"a\" again" },
  { "{\"__metadata__\":{},\"__metadata__\":{}}", NN_ERROR_FORMAT, "\"__metadata__\" again" },
  { "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}", NN_ERROR_FORMAT, "\"k\" again" },
  { "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", NN_ERROR_FORMAT, "\"dtype\" again" },
  { "{\"a\":{\"shape\":[],\"shape\":[]}}", NN_ERROR_FORMAT, "\"shape\" again" },
  { "{\"a\":{\"data_offsets\":[0,8],\"data_offsets\":[0,8]}}", NN_ERROR_FORMAT, "\"data_offsets\" again" },
  { "{\"a\":{\"dtype\":\"F32\",\"strides\":[1]}}", NN_ERROR_FORMAT, "found \"strides\"" },
  { "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", NN_ERROR_MISSING, "expected \"dtype\" of tensor \"a\"" },
  { "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", NN_ERROR_MISSING, "expected \"shape\"" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", NN_ERROR_MISSING, "expected \"data_offsets\"" },
  /* Metadata are strings */
  { "{\"__metadata__\":[]}", NN_ERROR_FORMAT, "expected '{' (the metadata), found '['" },
  { "{\"__metadata__\":{\"epoch\":1}}", NN_ERROR_FORMAT, "metadata are strings" },
  { "{\"__metadata__\":{\"epoch\":{}}}", NN_ERROR_FORMAT, "metadata are strings" },
  /* Values */
  { "{\"a\":{\"dtype\":1}}", NN_ERROR_FORMAT, "expected a string (the element type)" },
  { "{\"a\":{\"shape\":2}}", NN_ERROR_FORMAT, "expected a list of numbers" },
  { "{\"a\":{\"shape\":[[2]]}}", NN_ERROR_FORMAT, "expected a whole number, zero or positive, found '['" },
  { "{\"a\":{\"shape\":[-2]}}", NN_ERROR_FORMAT, "found '-'" },
  { "{\"a\":{\"shape\":[02]}}", NN_ERROR_FORMAT, "expected a whole number" },
  { "{\"a\":{\"shape\":[2.0]}}", NN_ERROR_FORMAT, "found '.'" },
  { "{\"a\":{\"shape\":[2e0]}}", NN_ERROR_FORMAT, "found 'e'" },
  { "{\"a\":{\"shape\":[2,]}}", NN_ERROR_FORMAT, "found ']'" },
  { "{\"a\":{\"shape\":[18446744073709551616]}}", NN_ERROR_RANGE, "below 2^64" },
  { "{\"a\":{\"data_offsets\":[]}}", NN_ERROR_FORMAT, "expected two data offsets, found 0" },
  { "{\"a\":{\"data_offsets\":[0]}}", NN_ERROR_FORMAT, "found 1" },
  { "{\"a\":{\"data_offsets\":[0,4,8]}}", NN_ERROR_FORMAT, "found 3" },
  /* Types and shapes against bytes */
  { "{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", NN_ERROR_TYPE, "found \"F31\"" },
  { "{\"a\":{\"dtype\":\"\",\"shape\":[2],\"data_offsets\":[0,8]}}", NN_ERROR_TYPE, "known element type" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", NN_ERROR_SHAPE, "expected 12 bytes in tensor \"a\" of shape [3] and type F32, found 8" },
  { "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}}", NN_ERROR_SHAPE, "expected 4 bytes" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,8]}}", NN_ERROR_SHAPE, "expected 4 bytes" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}", NN_ERROR_RANGE, "found the shape [4294967296,4294967296]" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387906],\"data_offsets\":[0,8]}}", NN_ERROR_RANGE, "fewer than 2^64 bytes" },
  { "{\"a\":{\"dtype\":\"F64\",\"shape\":[2305843009213693953],\"data_offsets\":[0,8]}}", NN_ERROR_RANGE, "fewer than 2^64 bytes" },
  /* Offsets */
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", NN_ERROR_RANGE, "in ascending order, found [8,0]" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", NN_ERROR_RANGE, "to start at offset 0, found 4 (a gap)" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", NN_ERROR_TRUNCATED, "expected 12 bytes of data up to the end of tensor \"a\", found 8" },
  { "{\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775807],\"data_offsets\":[0,9223372036854775807]}}", NN_ERROR_TRUNCATED, "found 8" },
  { "{\"a\":{\"dtype\":\"U8\",\"shape\":[8],\"data_offsets\":[18446744073709551607,18446744073709551615]}}", NN_ERROR_RANGE, "a gap" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", NN_ERROR_FORMAT, "expected the end of the file, found 4 bytes of no tensor" },
  { "{\"a\":" TENSOR ",\"b\":" TENSOR "}", NN_ERROR_RANGE, "tensor \"b\" to start at offset 8, found 0 (an overlap)" },
  { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[3,8]}}", NN_ERROR_RANGE, "found 3 (an overlap)" },
  { "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,8]}}", NN_ERROR_RANGE, "to start at offset 3, found 4 (a gap)" },
  { "{}", NN_ERROR_FORMAT, "found 8 bytes of no tensor" },
};

static void
test_headers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      gsize length = strlen (headers[i].json);
      g_autoptr (GBytes) bytes = make_file (headers[i].json, length, length, 8);

      assert_refused (bytes, headers[i].code, headers[i].says, headers[i].json);
    }
}

/* What is well formed but unusual is read. */
static void
test_accepted (void)
{
  static const char *const jsons[] = {
    "{\"a\":" TENSOR "}",
    " {\t\"a\" :\r\n {\"data_offsets\": [ 0 , 8 ], \"shape\": [2 ], \"dtype\": \"F32\"} }   ",
    "{\"a\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}",
    "{\"a\":{\"dtype\":\"I16\",\"shape\":[1,1,1,1,1,1,4],\"data_offsets\":[0,8]}}",
    "{\"a\":" TENSOR ",\"none\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[8,8]}}",
    "{\"a\":" TENSOR ",\"none\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
    "{\"\\ud83d\\uddbc\":" TENSOR "}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (jsons); i++)
    {
      gsize length = strlen (jsons[i]);
      g_autoptr (GBytes) bytes = make_file (jsons[i], length, length, 8);
      g_autoptr (GError) error = NULL;
      g_autoptr (NnSafetensors) file = nn_safetensors_parse (bytes, PATH, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < nn_safetensors_get_n (file); j++)
        {
          g_autoptr (GError) shape_error = NULL;
          g_autoptr (NnTensor) tensor = nn_safetensors_get (file, nn_safetensors_get_name (file, j),
                                                            0, NULL, &shape_error);

          g_assert_true ((tensor == NULL) == (shape_error != NULL));
        }
    }
}

static void
test_lengths (void)
{
  static const char json[] = "{\"a\":" TENSOR "}";
  const struct { guint64 claimed; NnError code; const char *says; } cases[] = {
    { (guint64) 1 << 63, NN_ERROR_RANGE, "at byte 0: expected a header of at most 100000000 bytes, found 9223372036854775808" },
    { G_MAXUINT64, NN_ERROR_RANGE, "found 18446744073709551615" },
    { G_MAXUINT64 - 7, NN_ERROR_RANGE, "at byte 0" },
    { 100000001, NN_ERROR_RANGE, "found 100000001" },
    { 100000000, NN_ERROR_TRUNCATED, "at byte 0: expected a header of 100000000 bytes" },
    { sizeof json - 1 + 9, NN_ERROR_TRUNCATED, "at byte 0" },
    { 0, NN_ERROR_FORMAT, "found the end of the header" },
    { 5, NN_ERROR_FORMAT, "at byte 13" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_file (json, sizeof json - 1, cases[i].claimed, 8);

      assert_refused (bytes, cases[i].code, cases[i].says, "claimed length");
    }
  for (gsize length = 0; length < 8; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new ("\2\0\0\0\0\0\0\0", length);

      assert_refused (bytes, NN_ERROR_TRUNCATED, "expected the 8 bytes of the header's length",
                      "short file");
    }
}

/* A hundred thousand brackets: no recursion, no time. */
static void
test_depth (void)
{
  static const char *const starts[] = { "", "{\"a\":", "{\"__metadata__\":{\"k\":", "{\"a\":{\"shape\":[" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (GString) json = g_string_new (starts[i]);
      g_autoptr (GBytes) bytes = NULL;

      for (int depth = 0; depth < 100000; depth++)
        g_string_append (json, i % 2 == 0 ? "[" : "{\"a\":");
      bytes = make_file (json->str, json->len, json->len, 8);
      assert_refused (bytes, NN_ERROR_FORMAT, "expected", "depth");
    }
}

/* 65,536 names of one and the same simple hash: a table of hashes would crawl. */
static void
test_many_names (void)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NnSafetensors) file = NULL;
  g_autoptr (GError) error = NULL;
  const int n = 1 << 16;

  for (int i = 0; i < n; i++)
    {
      g_string_append_c (json, '"');
      for (int bit = 0; bit < 16; bit++)       /* "aB" and "b!" collide under h * 33 + c */
        g_string_append (json, i >> bit & 1 ? "aB" : "b!");
      g_string_append_printf (json, "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}%s",
                              i + 1 < n ? "," : "}");
    }
  bytes = make_file (json->str, json->len, json->len, 0);
  file = nn_safetensors_parse (bytes, PATH, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((int) nn_safetensors_get_n (file), ==, n);
}

/* Seeded changes of a good file: read or refused, never more; what is read can be written. */
static void
test_fuzz (void)
{
  static const char json[] = "{\"__metadata__\":{\"format\":\"imagette-1\",\"seed\":\"1\"},"
    "\"a\":{\"data_offsets\":[0,24],\"dtype\":\"F32\",\"shape\":[2,3]},"
    "\"b\\u0041\":{\"data_offsets\":[24,32],\"dtype\":\"F32\",\"shape\":[2]}}   ";
  static const char pool[] = "{}[]\":,\\u0123456789ab F";
  g_autoptr (GBytes) good = make_file (json, sizeof json - 1, sizeof json - 1, 32);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint read = 0, refused = 0;

  for (int round = 0; round < FUZZ_ROUNDS; round++)
    {
      gsize size;
      gconstpointer original = g_bytes_get_data (good, &size);
      guint8 *data = g_memdup2 (original, size);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NnSafetensors) file = NULL;

      for (int changes = g_rand_int_range (rand, 1, 4); changes > 0; changes--)
        data[g_rand_int_range (rand, g_rand_int_range (rand, 0, 8) == 0 ? 0 : 8, (gint32) size)]
          = g_rand_boolean (rand) ? (guint8) g_rand_int (rand)
                                  : (guint8) pool[g_rand_int_range (rand, 0, sizeof pool - 1)];
      if (g_rand_int_range (rand, 0, 8) == 0)
        size = (gsize) g_rand_int_range (rand, 0, (gint32) size);
      bytes = g_bytes_new_take (data, size);
      file = nn_safetensors_parse (bytes, PATH, &error);
      g_assert_true ((file == NULL) == (error != NULL));
      if (file == NULL)
        refused++;
      else
        {
          g_autoptr (GBytes) written = nn_safetensors_serialize (file);
          g_autoptr (NnSafetensors) again = nn_safetensors_parse (written, PATH, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (nn_safetensors_get_n (again), ==, nn_safetensors_get_n (file));
          read++;
        }
    }
  g_assert_cmpuint (refused, >, FUZZ_ROUNDS / 4);
  g_assert_cmpuint (read, >, FUZZ_ROUNDS / 100);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safetensors-hostile/headers", test_headers);
  g_test_add_func ("/safetensors-hostile/accepted", test_accepted);
  g_test_add_func ("/safetensors-hostile/lengths", test_lengths);
  g_test_add_func ("/safetensors-hostile/depth", test_depth);
  g_test_add_func ("/safetensors-hostile/many-names", test_many_names);
  g_test_add_func ("/safetensors-hostile/fuzz", test_fuzz);
  return g_test_run ();
}

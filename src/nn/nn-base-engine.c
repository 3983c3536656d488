/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nn/nn-base-engine.h"

#include <stdatomic.h>
#include <string.h>

#include "base/nn-pool.h"
#include "base/nn-thread.h"
#include "kernels/nnk-channels.h"
#include "nn/nn-base-plain.h"

/* One block of scratch memory a worker holds all tensors of one image, none shares its place: so
 * the borders that windows reach into are zero from the start and stay it, and every map can be
 * looked at afterwards. */

/* Rows of out for each worker from which on one image is cut by rows, else by filters: rows share
 * an input, filters share no weights, of which small maps have many. */
#define ROWS_EACH 8

typedef struct
{
  gsize at;                       /* in the worker's block */
  int row, plane;                 /* floats from one to the next, borders included */
  int origin;                     /* the first pixel, behind the border */
} Place;

struct _NnBaseEngine
{
  NnBase *base;
  NnInception graph;
  const NnkChannels *k;           /* NULL: reference */
  NnPool *pool;
  Place places[NN_INCEPTION_TENSORS];
  gsize block_size;               /* floats */
  float **blocks;                 /* [threads], made when first needed */
  float scaled[256];              /* what a byte becomes */

  /* The run that is under way. */
  const guint8 *const *images;
  int n, n_nodes, cut;
  const NnNode *node;
  float *features;
  atomic_int next;
};

static const NnkChannels *
find_kernels (NnBackend backend)
{
  switch (backend)
    {
    case NN_BACKEND_BASELINE:
      return nnk_channels_baseline ();
    case NN_BACKEND_AVX2:
      return nnk_channels_avx2 ();
    case NN_BACKEND_AVX512:
      return nnk_channels_avx512 ();
    case NN_BACKEND_REFERENCE:
    case NN_BACKEND_BLAS:
    default:
      return NULL;
    }
}

gboolean
nn_base_engine_is_available (NnBackend backend)
{
  return backend == NN_BACKEND_REFERENCE || find_kernels (backend) != NULL;
}

/* The widest border that anyone who reads the tensor reaches into. Averages mind it themselves. */
static void
find_border (const NnInception *graph,
             int                tensor,
             int               *rows,
             int               *columns)
{
  *rows = *columns = 0;
  for (int i = 0; i < graph->n_nodes; i++)
    if (graph->nodes[i].input == tensor && graph->nodes[i].kind == NN_NODE_CONV)
      {
        *rows = MAX (*rows, graph->nodes[i].pad_rows);
        *columns = MAX (*columns, graph->nodes[i].pad_columns);
      }
}

static void
make_places (NnBaseEngine *self)
{
  for (int t = 0; t < self->graph.n_tensors; t++)
    {
      const NnNodeTensor *tensor = &self->graph.tensors[t];
      const int blocks = (tensor->channels + NNK_BLOCK - 1) / NNK_BLOCK;
      Place *place = &self->places[t];
      int rows, columns;

      find_border (&self->graph, t, &rows, &columns);
      place->at = self->block_size;
      place->row = (tensor->side + 2 * columns) * NNK_BLOCK;
      place->plane = (tensor->side + 2 * rows) * place->row;
      place->origin = rows * place->row + columns * NNK_BLOCK;
      self->block_size += (gsize) blocks * place->plane;
    }
}

NnBaseEngine *
nn_base_engine_new (NnBase    *base,
                    int        size,
                    NnBackend  backend,
                    int        n_threads)
{
  NnBaseEngine *self;

  g_return_val_if_fail (base != NULL && nn_base_engine_is_available (backend), NULL);
  g_return_val_if_fail (size >= NN_INCEPTION_MIN_SIZE && size <= NN_INCEPTION_MAX_SIZE, NULL);

  self = g_new0 (NnBaseEngine, 1);
  self->base = nn_base_ref (base);
  self->k = find_kernels (backend);
  self->pool = nn_pool_new (n_threads);
  self->blocks = g_new0 (float *, nn_pool_get_threads (self->pool));
  nn_inception_init (&self->graph, size);
  make_places (self);
  for (int x = 0; x < 256; x++)
    self->scaled[x] = nn_base_get_scaling (base) == NN_SCALING_UNIT ? (float) x / 255.0f
                                                                    : (float) x / 127.5f - 1.0f;
  return self;
}

void
nn_base_engine_free (NnBaseEngine *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < nn_pool_get_threads (self->pool); i++)
    g_aligned_free (self->blocks[i]);
  g_free (self->blocks);
  nn_pool_free (self->pool);
  nn_base_unref (self->base);
  g_free (self);
}

const NnInception *
nn_base_engine_get_graph (NnBaseEngine *self)
{
  return &self->graph;
}

int
nn_base_engine_count_features (NnBaseEngine *self,
                               int           cut)
{
  g_return_val_if_fail (cut >= 0 && cut < NN_INCEPTION_BLOCKS, 0);

  return self->graph.tensors[self->graph.mixed[cut]].channels;
}

static float *
get_block (NnBaseEngine *self,
           int           worker)
{
  if (self->blocks[worker] == NULL)
    self->blocks[worker] = g_aligned_alloc0 (self->block_size, sizeof (float), 64);
  return self->blocks[worker];
}

static void
load_image (NnBaseEngine *self,
            float        *block,
            const guint8 *image)
{
  const Place *place = &self->places[0];
  const int size = self->graph.size;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      for (int c = 0; c < 3; c++)
        block[place->at + place->origin + (gsize) y * place->row + x * NNK_BLOCK + c]
            = self->scaled[*image++];
}

static NnkPart
whole (NnBaseEngine *self,
       const NnNode *node)
{
  return (NnkPart) { 0, node->filters / NNK_BLOCK, 0, self->graph.tensors[node->output].side };
}

static void
run_part (NnBaseEngine  *self,
          const NnNode  *node,
          float         *block,
          const NnkPart *part)
{
  const Place *in = &self->places[node->input], *out = &self->places[node->output];
  const int side = self->graph.tensors[node->output].side;
  const NnkWindow window = { node->channels, node->filters, node->rows, node->columns,
                             node->stride, side, side, in->row, in->plane, out->row, out->plane };
  float *to = block + out->at + out->origin + (gsize) (node->offset / NNK_BLOCK) * out->plane;
  const float *from = block + in->at + in->origin;

  switch (node->kind)
    {
    case NN_NODE_CONV:
      self->k->conv (to, from - node->pad_rows * in->row - node->pad_columns * NNK_BLOCK,
                     nn_base_get_weights (self->base, node->conv),
                     nn_base_get_bias (self->base, node->conv), &window, part);
      break;
    case NN_NODE_MAX_POOL:
      self->k->max_pool (to, from, &window, part);
      break;
    case NN_NODE_AVERAGE_POOL:
      self->k->average_pool (to, from, &window, part);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The mean of each map at the cut, row by row. */
static void
take_means (NnBaseEngine *self,
            const float  *block,
            float        *features)
{
  const int tensor = self->graph.mixed[self->cut];
  const Place *place = &self->places[tensor];
  const int side = self->graph.tensors[tensor].side;

  for (int c = 0; c < self->graph.tensors[tensor].channels; c++)
    {
      const float *map = block + place->at + place->origin
                         + (gsize) (c / NNK_BLOCK) * place->plane + c % NNK_BLOCK;
      float sum = 0;

      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          sum += map[y * place->row + x * NNK_BLOCK];
      features[c] = sum / (float) (side * side);
    }
}

/* Whole images, whoever comes first. */
static void
run_images (int      worker,
            gpointer data)
{
  NnBaseEngine *self = data;
  float *block = get_block (self, worker);
  int i;

  while ((i = atomic_fetch_add (&self->next, 1)) < self->n)
    {
      load_image (self, block, self->images[i]);
      for (int n = 0; n < self->n_nodes; n++)
        {
          NnkPart part = whole (self, &self->graph.nodes[n]);

          run_part (self, &self->graph.nodes[n], block, &part);
        }
      take_means (self, block,
                  self->features + (gsize) i * nn_base_engine_count_features (self, self->cut));
    }
}

/* A worker's share of one node. */
static void
run_share (int      worker,
           gpointer data)
{
  NnBaseEngine *self = data;
  const int n = nn_pool_get_threads (self->pool);
  NnkPart part = whole (self, self->node);
  const int rows = part.end_row, blocks = part.end_block;

  if (rows >= ROWS_EACH * n)
    {
      part.row = worker * rows / n;
      part.end_row = (worker + 1) * rows / n;
    }
  else
    {
      part.block = worker * blocks / n;
      part.end_block = (worker + 1) * blocks / n;
    }
  run_part (self, self->node, self->blocks[0], &part);
}

static void
run_one (NnBaseEngine *self,
         const guint8 *image,
         float        *features)
{
  load_image (self, get_block (self, 0), image);
  for (int n = 0; n < self->n_nodes; n++)
    {
      self->node = &self->graph.nodes[n];
      nn_pool_run (self->pool, run_share, self);
    }
  if (features != NULL)
    take_means (self, self->blocks[0], features);
}

/* The plain pass, written where the fast one would have written. */
static void
run_plain (NnBaseEngine *self,
           const guint8 *image,
           float        *features)
{
  g_autofree float *scaled = g_new (float, (gsize) 3 * self->graph.size * self->graph.size);
  const int size = self->graph.size;
  g_auto (NnBasePlain) plain = { { NULL } };

  for (int c = 0; c < 3; c++)
    for (int i = 0; i < size * size; i++)
      scaled[c * size * size + i] = self->scaled[image[3 * i + c]];
  nn_base_plain_run (&plain, self->base, &self->graph, scaled, self->cut);
  get_block (self, 0);
  for (int t = 0; t < self->graph.n_tensors; t++)
    {
      const NnNodeTensor *tensor = &self->graph.tensors[t];
      const Place *place = &self->places[t];

      for (int c = 0; plain.maps[t] != NULL && c < tensor->channels; c++)
        for (int y = 0; y < tensor->side; y++)
          for (int x = 0; x < tensor->side; x++)
            self->blocks[0][place->at + place->origin + (gsize) (c / NNK_BLOCK) * place->plane
                            + y * place->row + x * NNK_BLOCK + c % NNK_BLOCK]
                = plain.maps[t][((gsize) c * tensor->side + y) * tensor->side + x];
    }
  if (features != NULL)
    take_means (self, self->blocks[0], features);
}

static void
start (NnBaseEngine *self,
       int           cut)
{
  nn_kernel_entry ();
  self->cut = cut;
  self->n_nodes = nn_inception_count_nodes (cut);
}

void
nn_base_engine_run (NnBaseEngine        *self,
                    const guint8 *const *images,
                    int                  n,
                    int                  cut,
                    float               *features)
{
  gsize width;

  g_return_if_fail (self != NULL && images != NULL && n >= 0 && features != NULL);
  g_return_if_fail (cut >= 0 && cut <= nn_base_get_cut (self->base));

  start (self, cut);
  width = (gsize) nn_base_engine_count_features (self, cut);
  if (self->k != NULL && n >= nn_pool_get_threads (self->pool) && n > 1)
    {
      self->images = images;
      self->n = n;
      self->features = features;
      atomic_store (&self->next, 0);
      nn_pool_run (self->pool, run_images, self);
      return;
    }
  for (int i = 0; i < n; i++)
    if (self->k != NULL)
      run_one (self, images[i], features + i * width);
    else
      run_plain (self, images[i], features + i * width);
}

void
nn_base_engine_look (NnBaseEngine *self,
                     const guint8 *image,
                     int           cut)
{
  g_return_if_fail (self != NULL && image != NULL);
  g_return_if_fail (cut >= 0 && cut <= nn_base_get_cut (self->base));

  start (self, cut);
  if (self->k != NULL)
    run_one (self, image, NULL);
  else
    run_plain (self, image, NULL);
}

NnTensor *
nn_base_engine_get_maps (NnBaseEngine *self,
                         int           tensor,
                         int           first_channel,
                         int           n_channels)
{
  const NnNodeTensor *shape;
  const Place *place;
  float *out, *to;
  gsize dims[3];

  g_return_val_if_fail (tensor >= 0 && tensor < self->graph.n_tensors, NULL);
  g_return_val_if_fail (self->blocks[0] != NULL, NULL);

  shape = &self->graph.tensors[tensor];
  place = &self->places[tensor];
  g_return_val_if_fail (first_channel >= 0 && n_channels >= 1
                            && first_channel + n_channels <= shape->channels, NULL);
  out = to = g_new (float, (gsize) n_channels * shape->side * shape->side);
  for (int c = first_channel; c < first_channel + n_channels; c++)
    for (int y = 0; y < shape->side; y++)
      for (int x = 0; x < shape->side; x++)
        *to++ = self->blocks[0][place->at + place->origin
                                + (gsize) (c / NNK_BLOCK) * place->plane + y * place->row
                                + x * NNK_BLOCK + c % NNK_BLOCK];
  dims[0] = (gsize) n_channels;
  dims[1] = dims[2] = (gsize) shape->side;
  return nn_tensor_new_take (3, dims, out);
}

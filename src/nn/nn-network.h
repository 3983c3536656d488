/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/nn-tensor.h"

G_BEGIN_DECLS

/* A network: a table of layers, a table of parameters, and all parameters in
 * one block. LeNet and its fully connected rival are both of this type.
 *
 * Threads: a network that is shared (ref-counted across threads) is never
 * written; the trainer works on its own copy and publishes further copies. */
typedef enum { NN_ARCHITECTURE_LENET, NN_ARCHITECTURE_MLP } NnArchitecture;
typedef enum { NN_ACTIVATION_RELU, NN_ACTIVATION_TANH } NnActivation;
typedef enum { NN_LAYER_INPUT, NN_LAYER_CONV2D, NN_LAYER_MAX_POOL, NN_LAYER_DENSE } NnLayerKind;

#define NN_CLASSES 10
#define NN_IMAGE_SIDE 28
#define NN_IMAGE_SIZE (NN_IMAGE_SIDE * NN_IMAGE_SIDE)
#define NN_MAX_LAYERS 12
#define NN_MAX_HIDDEN 4

/* What is needed to build one; a plain value. */
typedef struct
{
  NnArchitecture architecture;
  NnActivation activation;
  int hidden[NN_MAX_HIDDEN];      /* widths of the rival's hidden layers, 0-terminated; not used by LeNet */
} NnNetworkSpec;

typedef struct
{
  const char *name;               /* "input", "c1", "s2", "c3", "s4", "c5", "f6", "output"; rival "h1", "h2", … */
  const char *title;              /* "Input", "C1", … */
  NnLayerKind kind;
  int channels, height, width;    /* of the output; dense: units, 1, 1 */
  int kernel, padding, stride;    /* conv, pool; else 0 */
  gboolean activated;             /* followed by the network's activation */
  int weight, bias;               /* indices into the parameter table, -1 where there is none */
} NnLayer;

typedef struct
{
  const char *name;               /* "c1.weight", as in model files */
  int rank;
  gsize shape[4];
  gsize size;                     /* product of shape */
  gsize rows, columns;            /* as stored: rows of columns floats … */
  gsize pitch;                    /* … this far apart (dense weights: columns rounded up to 16; else columns) */
  gsize offset;                   /* of its first float in the block; 64-byte aligned */
  gsize fan_in, fan_out;          /* Glorot; 0 for biases */
} NnParameter;

typedef struct _NnNetwork NnNetwork;

NnNetwork           *nn_network_new             (const NnNetworkSpec *spec);    /* all parameters 0 */
NnNetwork           *nn_network_copy            (const NnNetwork     *network); /* (transfer full), writable */
NnNetwork           *nn_network_ref             (NnNetwork           *network);
void                 nn_network_unref           (NnNetwork           *network);

/* Glorot-uniform weights in table order, row-major; biases 0 (DEFINITIONS §0). */
void                 nn_network_init_glorot     (NnNetwork           *network,
                                                 guint64              seed);

const NnNetworkSpec *nn_network_get_spec        (const NnNetwork     *network);
const NnLayer       *nn_network_get_layers      (const NnNetwork     *network,
                                                 int                 *n_layers);
const NnLayer       *nn_network_find_layer      (const NnNetwork     *network,
                                                 const char          *name);     /* NULL if there is none */
const NnParameter   *nn_network_get_parameters  (const NnNetwork     *network,
                                                 int                 *n_parameters);
gsize                nn_network_count_parameters (const NnNetwork    *network);  /* 61,706 for LeNet */
gsize                nn_network_count_macs      (const NnNetwork     *network);  /* multiply-adds of one forward pass */

/* The block: [block_size] floats, 64-byte aligned, padding always 0, so that
 * copying, an update and a comparison are one loop. */
float               *nn_network_get_block       (NnNetwork           *network);
const float         *nn_network_peek_block      (const NnNetwork     *network);
gsize                nn_network_get_block_size  (const NnNetwork     *network);

/* One parameter without padding, in its file shape. (transfer full) */
NnTensor            *nn_network_get_tensor      (const NnNetwork     *network,
                                                 int                  parameter);
/* values: [size], file order. */
void                 nn_network_set_tensor      (NnNetwork           *network,
                                                 int                  parameter,
                                                 const float         *values);
/* The same packing for any block of the network's layout (optimizer state). */
void                 nn_network_pack            (const NnNetwork     *network,
                                                 const float         *block,
                                                 int                  parameter,
                                                 float               *values);
void                 nn_network_unpack          (const NnNetwork     *network,
                                                 float               *block,
                                                 int                  parameter,
                                                 const float         *values);

/* Lower-case hex SHA-256 over all parameters in file order, little-endian. (transfer full) */
char                *nn_network_sha256          (const NnNetwork     *network);

/* "lenet" or "mlp-784-70-84-10". (transfer full) */
char                *nn_network_spec_to_string  (const NnNetworkSpec *spec);
gboolean             nn_network_spec_from_string (NnNetworkSpec      *spec,      /* activation is left alone */
                                                  const char         *architecture);
/* The rival: 784-W-84-10 with W so that the count comes nearest to target (70 for 61,706). */
NnNetworkSpec        nn_network_spec_rival      (gsize                target);
/* The first hidden layer as wide as brings the count nearest to target, the others as they are;
 * a net without hidden layers stays. */
void                 nn_network_spec_fit        (NnNetworkSpec       *spec,
                                                 gsize                target);
/* What a network is compared with, of the same activation: LeNet with its rival, which has about as
 * many parameters as network; a rival, whatever its widths, with LeNet. */
NnNetworkSpec        nn_network_spec_other      (const NnNetwork     *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnNetwork, nn_network_unref)

G_END_DECLS

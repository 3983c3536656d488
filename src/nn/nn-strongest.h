/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/nn-projection.h"

G_BEGIN_DECLS

/* Which patches of a set of images a map answers to most: Zeiler and Fergus,
 * "Visualizing and understanding convolutional networks", 2014, figure 2;
 * DEFINITIONS §5. Each image offers one patch a map: the largest value of the map,
 * first in row-major order among equals. The nine largest are kept, equal ones in the
 * order of the images. */
#define NN_STRONGEST 9

typedef struct
{
  guint image;                    /* index into the set */
  int row, column;                /* of the map; dense layers: 0, 0 */
  float value;                    /* after the activation; above 0 */
} NnPatch;

typedef struct
{
  NnPatch patches[NN_STRONGEST];  /* descending */
  int n;                          /* how many there are: fewer than nine where fewer images are positive */
  guint positive;                 /* images with a value above 0 */
  float max;                      /* over the set; 0 for an empty set, NaN if a value is none */
  float largest;                  /* |a| over the set, of a tanh layer; else 0 */
  guint64 saturated;              /* values with |a| > 0.999, of a tanh layer; else 0 */
} NnStrongestMap;

/* DEFINITIONS §2 and §5. */
typedef enum
{
  NN_MAP_ALIVE,
  NN_MAP_NEARLY_DEAD,             /* no tanh, and positive on less than 1 % of the images */
  NN_MAP_DEAD,                    /* a ReLU that is positive on none; a tanh with |a| < 0.001 on all */
  NN_MAP_NEVER_POSITIVE,          /* and not dead: a tanh, or an output */
  NN_MAP_SATURATED,               /* a tanh with |a| > 0.999 on 99 % of its values and more */
  NN_MAP_NOT_A_NUMBER,
} NnMapState;

/* Of one layer. Immutable once made. */
typedef struct
{
  gatomicrefcount ref_count;
  int layer;                      /* index into the network's table */
  int n_maps;                     /* maps, or units of a dense layer */
  guint n_images;
  gboolean activated;             /* FALSE: the output layer, whose values are logits */
  NnActivation activation;        /* else */
  int map_size;                   /* values a map and image */
  NnStrongestMap *maps;           /* [n_maps] */
} NnStrongest;

/* Of layers[i] of the network's table, convolutions or dense layers: results[i], (transfer full).
 * pixels: [n][28][28] bytes. Runs in chunks of a few ms on all threads of the engine,
 * asking cancelled (data), which may be NULL, before each; FALSE if it answered TRUE,
 * results are then left alone. The same to the bit for any number of threads. */
gboolean     nn_strongest_run   (NnEngine             *engine,
                                 const NnNetwork      *network,
                                 const guint8         *pixels,
                                 guint                 n,
                                 const int            *layers,
                                 int                   n_layers,
                                 NnStrongest         **results,
                                 gboolean            (*cancelled) (gpointer data),
                                 gpointer              data);

/* The projection of each patch through the gate, in the order of the patches:
 * projections: [n_maps * NN_STRONGEST], overwritten, [28][28] each, (transfer full);
 * NULL where there is no patch. pixels: the set that strongest was made from. Cancelled
 * as above: FALSE, and all is NULL. */
gboolean     nn_strongest_project (NnEngine           *engine,
                                   const NnNetwork    *network,
                                   const guint8       *pixels,
                                   const NnStrongest  *strongest,
                                   NnGate              gate,
                                   NnTensor          **projections,
                                   gboolean          (*cancelled) (gpointer data),
                                   gpointer            data);
NnStrongest *nn_strongest_ref   (NnStrongest          *strongest);
void         nn_strongest_unref (NnStrongest          *strongest);

NnMapState   nn_strongest_get_state (const NnStrongest *strongest,
                                     int                map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnStrongest, nn_strongest_unref)

G_END_DECLS

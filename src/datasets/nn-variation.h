/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "datasets/nn-dataset.h"

G_BEGIN_DECLS

/* Variations of a data set, to find out what a network lives on. Whatever is
 * drawn comes from stream 5 of the seed (DEFINITIONS §0), so that the same seed
 * gives the same variation everywhere. */

/* All images, training and test, with their pixels in another order: one
 * permutation for all of them. Neighbours are torn apart, nothing is lost. (transfer full) */
NnDataset *nn_dataset_new_shuffled (NnDataset      *dataset,
                                    guint64         seed);
/* n of the training images, 1 <= n <= train.n, drawn without putting back; the test
 * images all. Of one seed, the smaller choice is a part of the larger. (transfer full) */
NnDataset *nn_dataset_new_fewer    (NnDataset      *dataset,
                                    guint           n,
                                    guint64         seed);

/* pixels: [images->n][28][28], overwritten. */

/* Moved by whole pixels; what comes in from outside is 0. */
void       nn_images_shift         (const NnImages *images,
                                    int             right,
                                    int             down,
                                    guint8         *pixels);
/* With noise of mean 0 and standard deviation sigma (1 is from black to white) added
 * to each pixel, then clipped. The noise is the sum of twelve uniform numbers less
 * six: as good as normal, and equal to the bit on every machine. */
void       nn_images_add_noise     (const NnImages *images,
                                    double          sigma,
                                    guint64         seed,
                                    guint8         *pixels);

G_END_DECLS

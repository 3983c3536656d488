/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/nn-frame.h"

G_BEGIN_DECLS

/* What the main thread asks of the trainer. Commands are the only thing that
 * goes down; they are done in the order in which they were sent. */
typedef enum
{
  NN_COMMAND_RUN,
  NN_COMMAND_RUN_TO,              /* epoch */
  NN_COMMAND_PAUSE,
  NN_COMMAND_STEP_BATCH,
  NN_COMMAND_STEP_EPOCH,
  NN_COMMAND_RESET,               /* spec */
  NN_COMMAND_UNDO,
  NN_COMMAND_GO_ON_FROM,          /* moment */
  NN_COMMAND_OPEN_MODEL,          /* network, spec, update, epoch */
  NN_COMMAND_OPEN_RUN,            /* moments, epochs */
  NN_COMMAND_SET_HYPER,           /* spec: its hyper and batch */
  NN_COMMAND_SET_PACE,            /* pace, update: where the pace ends (0: never) */
  NN_COMMAND_SET_PROBE,           /* probe */
  NN_COMMAND_SET_TARGET,          /* epoch */
  NN_COMMAND_SET_HANDS,           /* hands */
  NN_COMMAND_SET_FILTER,          /* layer, map, weights, more */
  NN_COMMAND_UNDO_HANDS,
} NnCommandKind;

typedef struct _NnCommand NnCommand;

/* The fields that its kind names are set; the pointers are owned. */
struct _NnCommand
{
  NnCommand *next;                /* the queue's */
  NnCommandKind kind;
  guint64 serial;                 /* grows with every command of a session */
  guint epoch;
  guint64 update;
  double pace;                    /* batches a second, 0 is flat out */
  NnTrainingSpec spec;
  NnProbe *probe;
  NnMoment *moment;
  NnNetwork *network;
  GPtrArray *moments;             /* of NnMoment */
  GArray *epochs;                 /* of NnEpochPoint */
  NnHands hands;
  int layer, map;
  GArray *weights;                /* of float */
  gboolean more;                  /* the stroke before goes on */
};

NnCommand      *nn_command_new             (NnCommandKind kind);
void            nn_command_free            (NnCommand    *command);

/* First in, first out; any thread may push, one thread pops. */
typedef struct _NnCommandQueue NnCommandQueue;

NnCommandQueue *nn_command_queue_new       (void);
void            nn_command_queue_free      (NnCommandQueue *queue);   /* with what is still in it */
void            nn_command_queue_push      (NnCommandQueue *queue,
                                            NnCommand      *command); /* taken */
/* The next command. With none there, waits until deadline (g_get_monotonic_time (),
 * microseconds; 0 does not wait, G_MAXINT64 waits for ever), then NULL.
 * NULL at once when the queue is closed. */
NnCommand      *nn_command_queue_pop       (NnCommandQueue *queue,
                                            gint64          deadline);
/* Without a lock: long work asks it between two chunks. */
gboolean        nn_command_queue_has_any   (NnCommandQueue *queue);
/* The worker is to end; whatever waits is woken. */
void            nn_command_queue_close     (NnCommandQueue *queue);
gboolean        nn_command_queue_is_closed (NnCommandQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnCommand, nn_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnCommandQueue, nn_command_queue_free)

G_END_DECLS

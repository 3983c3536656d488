/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A lesson: what to train, and steps that lead through the app. A file is a GKeyFile in UTF-8:
 *
 *   [Lesson]                     [Step 1]                 … [Step n], at least one
 *   version=1                    title=What it sees
 *   title=Filters                title[fr]=Ce qu'il voit
 *   seed=1                       text=Press Space.\n…     \n, \t, \s and \\ as in any key file
 *   data=mnist                   page=features/map        a page, or a page/sub-view
 *   network=lenet                probe=test:17            or ink:BASE64 of 784 bytes
 *   activation=relu              hide=pages;settings      names of controls; empty: none
 *   optimizer=adam  rate=0.001  momentum=0.9  weight-decay=0  rms-clip=0  batch=64  hold-out=0
 *
 * Only version, a title and a step are needed; what is not said stays as it is. page, probe and
 * hide hold for the later steps, too, until one says something else. title and text may come in
 * several languages. data is a folder, from the file's own; "mnist" is the set that comes along. */
#define NN_LESSON_VERSION 1
#define NN_LESSON_MAX_SIZE (1 << 20)
#define NN_LESSON_MAX_STEPS 100
#define NN_LESSON_INK 784         /* bytes of a drawn probe, [28][28], 0 paper … 255 ink */

typedef struct
{
  char *language;                 /* "": any; "fr", "pt_BR" */
  char *text;
} NnPhrase;

typedef struct
{
  GPtrArray *title, *text;        /* of NnPhrase; text may be empty */
  char *page;                     /* NULL: not said */
  gint64 probe;                   /* number in the test set; -1: not said, or there is ink */
  GBytes *ink;                    /* NN_LESSON_INK bytes; NULL: not said */
  char **hide;                    /* NULL-terminated; NULL: not said */
} NnLessonStep;

/* A number that is not said is NaN, 0 (batch) or -1 (hold_out). */
typedef struct
{
  char *path;                     /* for errors */
  GPtrArray *title;               /* of NnPhrase */
  char *data, *network, *activation, *optimizer; /* NULL: not said */
  gboolean has_seed;
  guint64 seed;
  float rate, momentum, weight_decay, rms_clip;
  guint batch;
  gint64 hold_out;
  GPtrArray *steps;               /* of NnLessonStep, 1 to NN_LESSON_MAX_STEPS */
} NnLesson;

NnLesson     *nn_lesson_new       (const char         *path);    /* without title and steps */
NnLesson     *nn_lesson_copy      (const NnLesson     *self);
void          nn_lesson_free      (NnLesson           *self);
/* Nothing said; owned by the lesson. */
NnLessonStep *nn_lesson_add_step  (NnLesson           *self);

/* Names of pages, controls and networks are the caller's to judge (nn_lesson_fail ()). Errors:
 * NN_ERROR_FORMAT, _RANGE, _MISSING, _UNSUPPORTED (of a newer version), each naming path, group and
 * key, what was expected and what was found; of nn_lesson_load () also those of nn_file_read (). */
NnLesson     *nn_lesson_parse     (GBytes             *bytes,
                                   const char         *path,
                                   GError            **error);
NnLesson     *nn_lesson_load      (const char         *path,
                                   GError            **error);
/* One byte sequence for one content; read again, it is the same lesson. */
GBytes       *nn_lesson_serialize (const NnLesson     *self);
/* "PATH: [Step 2] page: expected …, found “…”"; step 0 is [Lesson]. FALSE. */
gboolean      nn_lesson_fail      (const NnLesson     *self,
                                   guint               step,
                                   const char         *key,
                                   const char         *expected,
                                   const char         *found,
                                   GError            **error);

/* In the first of these languages that there is, else in any. Never NULL: "" if there is nothing. */
const char   *nn_phrase_choose    (const GPtrArray    *phrases,
                                   const char *const  *languages);
void          nn_phrase_add       (GPtrArray          *phrases,
                                   const char         *language,
                                   const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NnLesson, nn_lesson_free)

G_END_DECLS

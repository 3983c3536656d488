/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "datasets/nn-dataset.h"
#include "nn/nn-engine.h"
#include "session/nn-model-file.h"

G_BEGIN_DECLS

/* What the verbs share. A verb is int cli_<verb> (argc, argv), argv[0] being the verb,
 * and returns one of these. */
enum
{
  CLI_DONE = 0,
  CLI_FAILED = 1,                 /* the world: a file, a full disk, a diverged run */
  CLI_USAGE = 2,                  /* the caller: an option, a value, a processor that lacks a level */
  CLI_INTERRUPTED = 130,          /* Ctrl-C: 128 + SIGINT */
};

int       cli_train             (int argc, char **argv);
int       cli_compare           (int argc, char **argv);
int       cli_evaluate          (int argc, char **argv);
int       cli_export            (int argc, char **argv);
int       cli_evolution         (int argc, char **argv);
int       cli_invariance        (int argc, char **argv);
int       cli_info              (int argc, char **argv);
int       cli_features          (int argc, char **argv);
int       cli_map               (int argc, char **argv);
int       cli_maximise          (int argc, char **argv);
int       cli_network           (int argc, char **argv);
int       cli_occlusion         (int argc, char **argv);
int       cli_project           (int argc, char **argv);
int       cli_predict           (int argc, char **argv);
int       cli_transfer          (int argc, char **argv);
int       cli_worksheet         (int argc, char **argv);
int       cli_benchmark         (int argc, char **argv);

/* A usage error: every one of them says what is allowed. */
#define CLI_USAGE_ERROR (cli_usage_error_quark ())
GQuark    cli_usage_error_quark (void);

/* Parses the options of a verb, --help included (prints it and exits 0). parameters: the
 * words after the options in the usage line, e.g. "FILE"; description: below the options.
 * Just n_files other words must be there (in files). */
gboolean  cli_parse             (int                 argc,
                                 char              **argv,
                                 const char         *parameters,
                                 const char         *summary,
                                 const char         *description,
                                 const GOptionEntry *entries,
                                 char             ***files,       /* [n_files] */
                                 guint               n_files,
                                 GError            **error);
/* The same, but the words need not be there. */
gboolean  cli_parse_up_to       (int                 argc,
                                 char              **argv,
                                 const char         *parameters,
                                 const char         *summary,
                                 const char         *description,
                                 const GOptionEntry *entries,
                                 char             ***files,       /* NULL: none */
                                 guint               n_files,
                                 GError            **error);
/* Values of options. text NULL: the option was not given, value is left alone. */
gboolean  cli_parse_uint        (const char         *text,
                                 const char         *option,      /* "--epochs" */
                                 guint64             min,
                                 guint64             max,
                                 guint64            *value,
                                 GError            **error);
gboolean  cli_parse_float       (const char         *text,
                                 const char         *option,
                                 double              min,
                                 double              max,
                                 float              *value,
                                 GError            **error);
/* names: NULL-terminated; value: index into it. */
gboolean  cli_parse_choice      (const char         *text,
                                 const char         *option,
                                 const char *const  *names,
                                 int                *value,
                                 GError            **error);

/* --threads, default one a processor and at most four. */
gboolean  cli_parse_threads     (const char         *text,
                                 int                *threads,
                                 GError            **error);
/* The level that IMAGETTE_SIMD asks for; what it lacks is a usage error. */
gboolean  cli_choose_backend    (NnBackend          *backend,
                                 GError            **error);
/* --data, or IMAGETTE_DATA, the preferences, the source, the prefix. */
NnDataset *cli_open_dataset     (const char         *explicit_directory,
                                 GError            **error);
/* A model file, or a run, which speaks through its last moment. moments (may be NULL): those of a
 * run; left alone for a model. */
NnNetwork *cli_load_model       (const char         *path,
                                 NnModelInfo        *info,
                                 GPtrArray         **moments,
                                 GError            **error);
/* Before the work, not after it: that a file can be made at each path (NULL is fine), that each is
 * a file of its own, and that none is one of inputs or of the set that cli_open_dataset (data)
 * opens, by whatever name or link. */
typedef struct { const char *option, *path; } CliOutput;
gboolean  cli_check_outputs     (const char *const  *inputs,      /* NULL-terminated; may be NULL */
                                 const char         *data,        /* --data; NULL: not given */
                                 const CliOutput    *outputs,     /* up to one whose option is NULL */
                                 GError            **error);
gboolean  cli_write             (const char         *path,
                                 GString            *text,
                                 GError            **error);
/* nn_file_replace (), which Ctrl-C waits for: what it has begun aside would stay otherwise. */
gboolean  cli_write_bytes       (const char         *path,
                                 GBytes             *bytes,
                                 GError            **error);

/* Prints error to stderr; the exit status that it calls for. Takes error. */
int       cli_fail              (const char         *verb,
                                 GError             *error);
/* After a line that somebody waits for; what goes wrong is said at the end. */
void      cli_flush             (void);
/* The exit status of a verb that has printed: a full disk behind stdout is a failure, too. */
int       cli_finish            (const char         *verb);

/* Ctrl-C: from cli_catch_interrupt () on it only sets a flag; a second one ends at once. */
void      cli_catch_interrupt   (void);
gboolean  cli_is_interrupted    (gpointer            unused);

/* One line on a terminal's stderr that is written over; nothing when piped. */
void      cli_progress          (const char         *format,
                                 ...) G_GNUC_PRINTF (1, 2);
void      cli_progress_clear    (void);

/* "%.9g" in the C locale; NaN and infinities as null (JSON) or nothing (CSV). */
void      cli_append_json       (GString            *text,
                                 const char         *key,
                                 double              value);
void      cli_append_csv        (GString            *text,
                                 double              value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The one place where files are chosen and questions asked, so that GTK's
 * changing dialogs change one file, and tests can answer. */
typedef enum { IMAGETTE_PICK_OPEN, IMAGETTE_PICK_SAVE, IMAGETTE_PICK_FOLDER } ImagettePickKind;

typedef struct
{
  ImagettePickKind kind;
  const char *title;
  const char *accept;             /* of the button, with mnemonic */
  const char *folder;             /* to start in; NULL: the last one */
  const char *name;               /* suggested, for PICK_SAVE */
  const char *filter_name;        /* "Models and runs"; NULL: all files */
  const char *const *patterns;    /* of the filter: "*.safetensors", NULL-terminated */
} ImagettePick;

/* path: NULL if nothing was chosen. */
typedef void (*ImagettePickFunc) (GtkWindow *parent, const char *path, gpointer data);

void imagette_pick_file          (GtkWindow          *parent,
                                  const ImagettePick *pick,
                                  ImagettePickFunc    picked,
                                  gpointer            data);
/* A path chosen for saving, with suffix if it has none of its own; but as it is where that would be
 * another file that is there: the chooser has asked about path alone. (transfer full) */
char *imagette_pick_with_suffix  (const char         *path,
                                  const char         *suffix);
/* Instead of a dialog: returns the path (transfer full), or NULL for "cancelled". */
typedef char *(*ImagettePickHook) (const ImagettePick *pick, gpointer data);
void imagette_pick_file_set_hook (ImagettePickHook    hook,
                                  gpointer            data);

typedef struct
{
  const char *heading, *body;
  const char *cancel;             /* label of the way out: "_Cancel" */
  const char *accept;             /* label of the deed; NULL: there is only the way out */
  const char *other;              /* another deed: "_Save First…"; NULL: none */
  gboolean destructive;           /* accept loses something */
} ImagetteQuestion;

typedef enum { IMAGETTE_ANSWER_CANCEL, IMAGETTE_ANSWER_ACCEPT, IMAGETTE_ANSWER_OTHER } ImagetteAnswer;
typedef void (*ImagetteAnswerFunc) (GtkWindow *parent, ImagetteAnswer answer, gpointer data);

/* answered may be NULL. The focus and Enter are the safe answer's, Escape cancels. Responses are named "cancel", "accept" and "other". */
void imagette_ask                (GtkWindow              *parent,
                                  const ImagetteQuestion *question,
                                  ImagetteAnswerFunc      answered,
                                  gpointer                data);
/* Something went wrong: heading says what was tried, message what was found. */
void imagette_complain           (GtkWindow              *parent,
                                  const char             *heading,
                                  const char             *message);

G_END_DECLS

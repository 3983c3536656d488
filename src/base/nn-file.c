/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/nn-file.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

/* Where the bytes go: a link is followed, so that it still is one afterwards. A
 * device or a pipe cannot be replaced by renaming (it would be lost). */
static char *
resolve_target (const char  *path,
                int         *mode,
                GError     **error)
{
  g_autofree char *real = NULL;
  char *resolved;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return g_strdup (path);       /* new, or not for us to see: writing will tell */

  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, G_FILE_ERROR, S_ISDIR (info.st_mode) ? G_FILE_ERROR_ISDIR : G_FILE_ERROR_INVAL,
                   "%s: not a regular file", path);
      return NULL;
    }
  *mode = (int) (info.st_mode & 0777);
  resolved = realpath (path, NULL);
  if (resolved == NULL)
    return g_strdup (path);
  real = g_strdup (resolved);
  free (resolved);
  return g_steal_pointer (&real);
}

gboolean
nn_file_replace (const char    *path,
                 gconstpointer  data,
                 gsize          length,
                 GError       **error)
{
  g_autofree char *target = NULL;
  int mode = 0666;                /* of a new file; the umask takes its share */

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);
  g_return_val_if_fail (length <= G_MAXSSIZE, FALSE);

  target = resolve_target (path, &mode, error);
  if (target == NULL)
    return FALSE;
  if (!g_file_set_contents_full (target, length > 0 ? data : "", (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 mode, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  return TRUE;
}

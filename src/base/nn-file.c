/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/nn-file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MAX_LINKS 40              /* as many as Linux follows */

/* Where the bytes go: links are followed, also one to a file that is not there yet, so that they
 * still are links afterwards. A device or a pipe cannot be replaced by renaming (it would be lost).
 * mode: of the file that is there, else left alone. */
static char *
resolve_target (const char  *path,
                int         *mode,
                GError     **error)
{
  g_autofree char *target = g_strdup (path);
  GStatBuf info;

  for (int links = 0; g_lstat (target, &info) == 0 && S_ISLNK (info.st_mode); links++)
    {
      g_autofree char *link = g_file_read_link (target, error);
      g_autofree char *folder = g_path_get_dirname (target);

      if (link == NULL)
        return NULL;
      if (links == MAX_LINKS)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP, "%s: %s", path, g_strerror (ELOOP));
          return NULL;
        }
      g_free (target);
      target = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                         : g_build_filename (folder, link, NULL);
    }
  if (g_stat (target, &info) != 0)
    return g_steal_pointer (&target); /* new, or not for us to see: writing will tell */

  if (S_ISREG (info.st_mode))
    {
      *mode = (int) (info.st_mode & 0777);
      return g_steal_pointer (&target);
    }
  if (S_ISDIR (info.st_mode))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                 _("%s: expected the name of a file, found a folder"), path);
  else
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 _("%s: expected the name of a file, found a pipe or a device"), path);
  return NULL;
}

gboolean
nn_file_check_writable (const char  *path,
                        GError     **error)
{
  g_autofree char *target = NULL, *folder = NULL, *attempt = NULL;
  int mode, fd;

  g_return_val_if_fail (path != NULL, FALSE);

  target = resolve_target (path, &mode, error);
  if (target == NULL)
    return FALSE;
  folder = g_path_get_dirname (target);
  attempt = g_build_filename (folder, ".imagette-XXXXXX", NULL);
  fd = g_mkstemp (attempt);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                   _("%s: cannot write there: %s"), path, g_strerror (code));
      return FALSE;
    }
  close (fd);
  g_unlink (attempt);
  return TRUE;
}

static gboolean
is_same_inode (const char *a,
               const char *b)
{
  GStatBuf first, second;

  return g_stat (a, &first) == 0 && g_stat (b, &second) == 0 && first.st_dev == second.st_dev
         && first.st_ino == second.st_ino;
}

gboolean
nn_file_is_same (const char *a,
                 const char *b)
{
  g_autofree char *first = NULL, *second = NULL, *first_name = NULL, *second_name = NULL;
  g_autofree char *first_folder = NULL, *second_folder = NULL;
  int mode;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (g_str_equal (a, b) || is_same_inode (a, b))
    return TRUE;
  first = resolve_target (a, &mode, NULL);
  second = resolve_target (b, &mode, NULL);
  if (first == NULL || second == NULL)
    return FALSE;
  /* Neither is there: the same name in the same folder. */
  first_name = g_path_get_basename (first);
  second_name = g_path_get_basename (second);
  first_folder = g_path_get_dirname (first);
  second_folder = g_path_get_dirname (second);
  return g_str_equal (first_name, second_name) && is_same_inode (first_folder, second_folder);
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

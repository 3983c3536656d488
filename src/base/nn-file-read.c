/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/nn-error.h"
#include "base/nn-file.h"

static void
set_system_error (const char  *path,
                  const char  *what,
                  int          code,
                  GError     **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s: %s",
               path, what, g_strerror (code));
}

static gboolean
check_kind (int          fd,
            const char  *path,
            guint64      max_size,
            gsize       *size,
            GError     **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    set_system_error (path, _("cannot look at it"), errno, error);
  else if (S_ISDIR (status.st_mode))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                 _("%s: expected a file, found a folder"), path);
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 _("%s: expected a regular file, found a device, pipe or socket"), path);
  else if ((guint64) status.st_size > max_size)
    g_set_error (error, NN_ERROR, NN_ERROR_RANGE,
                 _("%s: expected at most %" PRIu64 " bytes, found %" PRIu64),
                 path, max_size, (guint64) status.st_size);
  else
    {
      *size = (gsize) status.st_size;
      return TRUE;
    }
  return FALSE;
}

GBytes *
nn_file_read (const char  *path,
              guint64      max_size,
              GError     **error)
{
  g_autofree guint8 *data = NULL;
  gsize size, length = 0;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  /* O_NONBLOCK: opening a pipe without a writer must not hang. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_system_error (path, _("cannot open it"), errno, error);
      return NULL;
    }
  if (!check_kind (fd, path, max_size, &size, error))
    goto out;

  data = g_try_malloc (MAX (size, 1));
  if (data == NULL)
    {
      set_system_error (path, _("cannot hold it in memory"), ENOMEM, error);
      goto out;
    }
  while (length < size)
    {
      gssize n = read (fd, data + length, size - length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_system_error (path, _("cannot read it"), errno, error);
          g_clear_pointer (&data, g_free);
          goto out;
        }
      if (n == 0)
        break;                    /* it has shrunk meanwhile: the reader will miss the rest */
      length += (gsize) n;
    }

out:
  close (fd);
  return data != NULL ? g_bytes_new_take (g_steal_pointer (&data), length) : NULL;
}

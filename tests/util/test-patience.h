/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdlib.h>

/* For how long a test waits for what comes at once on an idle machine: half a minute, so many times
 * longer as IMAGETTE_TEST_PATIENCE says (sanitizers, emulators). In microseconds. */
static inline gint64
test_patience (void)
{
  const char *times = g_getenv ("IMAGETTE_TEST_PATIENCE");

  return 30 * G_USEC_PER_SEC * (times != NULL ? CLAMP (atoi (times), 1, 1000) : 1);
}

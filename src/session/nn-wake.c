/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-wake.h"

static gboolean
dispatch_cb (GSource     *source,
             GSourceFunc  callback,
             gpointer     data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

GSource *
nn_wake_source_new (GSourceFunc callback,
                    gpointer    data)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_cb };
  GSource *source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_static_name (source, "nn-wake");
  g_source_set_callback (source, callback, data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

void
nn_wake (gpointer source)
{
  g_source_set_ready_time (source, 0);
}

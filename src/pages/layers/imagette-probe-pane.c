/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/layers/imagette-probe-pane.h"

#include "pages/imagette-parts.h"
#include "pages/layers/imagette-probe-controls.h"

#include <glib/gi18n-lib.h>

#define MARGIN 2                  /* the frame of a receptive field leaves the picture by so much */

struct _ImagetteProbePane
{
  AdwBin parent_instance;

  ImagetteTile *tile;
  GtkWidget *name;
  ImagetteProbeControls *controls;
};

enum { CELL_HOVERED, TILE_OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteProbePane, imagette_probe_pane, ADW_TYPE_BIN)

static void
tile_hovered_cb (ImagetteTile      *tile,
                 int                row,
                 int                column,
                 ImagetteProbePane *self)
{
  g_signal_emit (self, signals[CELL_HOVERED], 0, row, column);
}

static void
tile_activated_cb (ImagetteTile      *tile,
                   ImagetteProbePane *self)
{
  g_signal_emit (self, signals[TILE_OPENED], 0, tile);
}

static void
imagette_probe_pane_class_init (ImagetteProbePaneClass *class)
{
  signals[CELL_HOVERED] = g_signal_new ("cell-hovered", G_TYPE_FROM_CLASS (class),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_INT, G_TYPE_INT);
  signals[TILE_OPENED] = g_signal_new ("tile-opened", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, IMAGETTE_TYPE_TILE);
}

static void
imagette_probe_pane_init (ImagetteProbePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->tile = IMAGETTE_TILE (imagette_tile_new ());
  imagette_tile_set_room (self->tile, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  imagette_tile_set_margin (self->tile, MARGIN);
  imagette_tile_set_scale (self->tile, 6);
  imagette_tile_set_title (self->tile, _("Input digit"));
  gtk_widget_set_halign (GTK_WIDGET (self->tile), GTK_ALIGN_CENTER);
  g_signal_connect (self->tile, "cell-hovered", G_CALLBACK (tile_hovered_cb), self);
  g_signal_connect (self->tile, "activated", G_CALLBACK (tile_activated_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tile));

  self->name = imagette_parts_label ("", "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_lines (GTK_LABEL (self->name), 2);
  gtk_box_append (GTK_BOX (box), self->name);
  self->controls = IMAGETTE_PROBE_CONTROLS (imagette_probe_controls_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->controls));
  adw_bin_set_child (ADW_BIN (self), imagette_parts_card (imagette_parts_label (_("Input"), "heading"),
                                                          NULL, NULL, box));
}

GtkWidget *
imagette_probe_pane_new (void)
{
  return g_object_new (IMAGETTE_TYPE_PROBE_PANE, NULL);
}

/* The name of a file may tell what is in it, too. (transfer full) */
static char *
name_probe (const NnProbe *probe,
            gboolean       projector,
            gboolean       secret)
{
  if (probe->index >= 0 && secret)
    return g_strdup_printf (_("no. %d"), probe->index);
  if (probe->index >= 0)
    return g_strdup_printf (projector ? _("no. %d\nlabel %d") : _("no. %d · label %d"),
                            probe->index, probe->label);
  if (g_strcmp0 (probe->source, "drawing") == 0)
    return g_strdup (_("drawn"));
  return g_strdup (secret ? _("a picture") : probe->source);
}

void
imagette_probe_pane_update (ImagetteProbePane *self,
                            NnSession         *session,
                            ImagetteDisplay   *display)
{
  NnProbe *probe;
  g_autofree char *name = NULL;

  g_return_if_fail (IMAGETTE_IS_PROBE_PANE (self));

  imagette_probe_controls_update (self->controls, session, display);
  probe = nn_session_get_probe (session);
  if (probe == NULL)
    return;
  imagette_tile_set_bytes (self->tile, probe->pixels, NN_IMAGE_SIDE, NN_IMAGE_SIDE);
  name = name_probe (probe, imagette_display_get_projector (display),
                     (imagette_display_get_secret (display) & IMAGETTE_HIDDEN_LABEL) != 0);
  /* A tooltip asks the display where the pointer is, and waits for it: not every frame. */
  if (g_str_equal (name, gtk_label_get_text (GTK_LABEL (self->name))))
    return;
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_widget_set_tooltip_text (self->name, name);
}

ImagetteTile *
imagette_probe_pane_get_tile (ImagetteProbePane *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PROBE_PANE (self), NULL);
  return self->tile;
}

void
imagette_probe_pane_set_scale (ImagetteProbePane *self,
                               int                scale)
{
  g_return_if_fail (IMAGETTE_IS_PROBE_PANE (self));
  imagette_tile_set_scale (self->tile, scale);
}

void
imagette_probe_pane_show_controls (ImagetteProbePane *self,
                                   gboolean           shown)
{
  g_return_if_fail (IMAGETTE_IS_PROBE_PANE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->controls), shown);
}

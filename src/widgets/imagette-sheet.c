/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/imagette-sheet.h"

#define MARGIN 16                 /* room for shadows and the like: nothing is cut off */

typedef struct
{
  gboolean other;
} ImagetteSheetPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (ImagetteSheet, imagette_sheet, ADW_TYPE_BIN)

/* GTK keeps a widget's nodes until something in it is drawn anew, so each call is a change. GSK
 * compares the nodes within a clip only if the clip is the same one: it never is, twice in a row. */
static void
imagette_sheet_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ImagetteSheetPrivate *priv = imagette_sheet_get_instance_private (IMAGETTE_SHEET (widget));
  GtkSnapshot *inside = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderNode) clip = NULL;
  float margin = priv->other ? MARGIN : MARGIN + 1;

  GTK_WIDGET_CLASS (imagette_sheet_parent_class)->snapshot (widget, inside);
  node = gtk_snapshot_free_to_node (inside);
  if (node == NULL)
    return;
  priv->other = !priv->other;
  clip = gsk_clip_node_new (node,
                            &GRAPHENE_RECT_INIT (-margin, -margin,
                                                 (float) gtk_widget_get_width (widget) + 2 * margin,
                                                 (float) gtk_widget_get_height (widget) + 2 * margin));
  gtk_snapshot_append_node (snapshot, clip);
}

static void
imagette_sheet_class_init (ImagetteSheetClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = imagette_sheet_snapshot;
}

static void
imagette_sheet_init (ImagetteSheet *self)
{
}

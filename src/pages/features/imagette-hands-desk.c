/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/features/imagette-hands-desk.h"

#include "pages/imagette-number-spin.h"
#include "pages/imagette-parts.h"
#include "session/nn-session-hands.h"
#include "widgets/imagette-filter-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ImagetteHandsDesk
{
  AdwBin parent_instance;

  GtkWidget *title, *editor, *words, *brush, *mute, *freeze, *undo;
  NnSession *session;             /* borrowed from the page; NULL before the first update */
  NnFilter filter;                /* the one under the hand */
  int channel;                    /* whose 25 weights are shown */
  gboolean updating;
};

enum { WILL_EDIT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteHandsDesk, imagette_hands_desk, ADW_TYPE_BIN)

static void
edited_cb (ImagetteHandsDesk *self, gboolean more)
{
  const float *values
    = imagette_filter_editor_get_values (IMAGETTE_FILTER_EDITOR (self->editor));

  if (self->session == NULL || values == NULL)
    return;
  if (!more)
    g_signal_emit (self, signals[WILL_EDIT], 0);
  memcpy (self->filter.weights + self->channel * 25, values, 25 * sizeof *values);
  nn_session_set_filter (self->session, self->filter.layer, self->filter.map,
                         self->filter.weights, self->filter.n, more);
}

static void
toggled_cb (ImagetteHandsDesk *self)
{
  NnHands hands;

  if (self->updating || self->session == NULL)
    return;
  g_signal_emit (self, signals[WILL_EDIT], 0);
  hands = *nn_session_get_hands (self->session);
  nn_hands_set_muted (&hands, self->filter.layer, self->filter.map,
                      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mute)));
  nn_hands_set_frozen (&hands, self->filter.layer, self->filter.map,
                       gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->freeze)));
  nn_session_set_hands (self->session, &hands);
}

static void
undo_cb (ImagetteHandsDesk *self)
{
  if (self->session == NULL)
    return;
  g_signal_emit (self, signals[WILL_EDIT], 0);
  nn_session_undo_hands (self->session);
}

static void
preset_cb (ImagetteHandsDesk *self, GtkWidget *button)
{
  ImagettePreset preset = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "preset"));

  imagette_filter_editor_apply_preset (IMAGETTE_FILTER_EDITOR (self->editor), preset);
}

static void
brush_cb (ImagetteHandsDesk *self)
{
  imagette_filter_editor_set_brush (IMAGETTE_FILTER_EDITOR (self->editor),
                                    (double) imagette_number_spin_get (self->brush));
}

static void
hovered_cb (ImagetteHandsDesk *self)
{
  g_autofree char *words
    = imagette_filter_editor_describe (IMAGETTE_FILTER_EDITOR (self->editor));

  gtk_label_set_text (GTK_LABEL (self->words), words);
}

static void
imagette_hands_desk_class_init (ImagetteHandsDeskClass *class)
{
  signals[WILL_EDIT] = g_signal_new ("will-edit", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_presets (ImagetteHandsDesk *self)
{
  static const struct { const char *name, *tooltip; } presets[IMAGETTE_N_PRESETS] = {
    { N_("Sobel x"), N_("Answers to upright edges with ink on their right") },
    { N_("Sobel y"), N_("Answers to level edges with ink below") },
    { N_("Gauss"), N_("Blurs the image") },
    { N_("Laplace"), N_("Answers to dots and outlines") },
    { N_("Delta"), N_("Copies the image") },
  };
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (box), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), IMAGETTE_N_PRESETS);
  for (guint i = 0; i < IMAGETTE_N_PRESETS; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_(presets[i].name));

      gtk_widget_set_tooltip_text (button, _(presets[i].tooltip));
      gtk_widget_set_focus_on_click (button, FALSE);
      g_object_set_data (G_OBJECT (button), "preset", GUINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (preset_cb), self);
      gtk_flow_box_insert (GTK_FLOW_BOX (box), button, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
  return box;
}

static GtkWidget *
new_toggle (ImagetteHandsDesk *self,
            const char        *label,
            const char        *tooltip)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focus_on_click (button, FALSE);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (toggled_cb), self);
  return button;
}

static GtkWidget *
new_buttons (ImagetteHandsDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->mute = new_toggle (self, _("Mute"), _("The map is 0: the network does without it"));
  self->freeze = new_toggle (self, _("Freeze"), _("The filter is not trained any more"));
  self->undo = gtk_button_new_with_label (_("Undo"));
  gtk_widget_set_tooltip_text (self->undo, _("Take the last change by hand back"));
  gtk_widget_set_focus_on_click (self->undo, FALSE);
  g_signal_connect_swapped (self->undo, "clicked", G_CALLBACK (undo_cb), self);
  gtk_box_append (GTK_BOX (box), self->mute);
  gtk_box_append (GTK_BOX (box), self->freeze);
  gtk_box_append (GTK_BOX (box), self->undo);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  return box;
}

static void
imagette_hands_desk_init (ImagetteHandsDesk *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = gtk_list_box_new ();

  self->editor = imagette_filter_editor_new ();
  imagette_canvas_set_title (IMAGETTE_CANVAS (self->editor), _("Filter under the hand"));
  gtk_widget_set_vexpand (self->editor, TRUE);
  g_signal_connect_swapped (self->editor, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->editor, "edited", G_CALLBACK (hovered_cb), self);
  g_signal_connect_swapped (self->editor, "cell-hovered", G_CALLBACK (hovered_cb), self);
  self->words = imagette_parts_label ("", "dim");
  gtk_widget_add_css_class (self->words, "numeric");
  self->brush = imagette_number_spin_new (-0.5, 0.5, 0.1, G_CALLBACK (brush_cb), self);
  imagette_number_spin_set (self->brush, 0.5f);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  imagette_parts_row (list, _("Brush"), _("The weight that a stroke paints; with Ctrl its negative"),
                      self->brush);

  gtk_box_append (GTK_BOX (box), self->editor);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), new_presets (self));
  gtk_box_append (GTK_BOX (box), new_buttons (self));
  self->title = imagette_parts_label ("", "heading");
  adw_bin_set_child (ADW_BIN (self), imagette_parts_card (self->title, NULL, NULL, box));
}

GtkWidget *
imagette_hands_desk_new (void)
{
  return g_object_new (IMAGETTE_TYPE_HANDS_DESK, NULL);
}

void
imagette_hands_desk_update (ImagetteHandsDesk *self,
                            NnSession         *session,
                            NnColors           colors,
                            int                layer,
                            int                map,
                            int                channel)
{
  ImagetteFilterEditor *editor = IMAGETTE_FILTER_EDITOR (self->editor);
  gboolean other = layer != self->filter.layer || map != self->filter.map
                   || channel != self->channel || session != self->session;
  const NnHands *hands = nn_session_get_hands (session);
  g_autofree char *title = NULL;

  self->session = session;
  self->channel = channel;
  /* A picture from before the last stroke must not take it back for an instant. */
  if (other || (nn_session_hands_settled (session) && !imagette_filter_editor_is_painting (editor)))
    nn_filter_get (&self->filter, nn_session_get_live_frame (session)->network, NULL, layer, map);
  if (other)
    imagette_filter_editor_set_values (editor, NULL);
  imagette_filter_editor_set_colors (editor, colors);
  imagette_filter_editor_set_values (editor, self->filter.weights + channel * 25);
  hovered_cb (self);
  title = self->filter.n > 25 ? g_strdup_printf (_("C3 filter %d for S2 map %d"), map + 1, channel + 1)
                              : g_strdup_printf (_("C1 filter %d"), map + 1);
  gtk_label_set_text (GTK_LABEL (self->title), title);
  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mute),
                                nn_hands_is_muted (hands, layer, map));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->freeze),
                                nn_hands_is_frozen (hands, layer, map));
  self->updating = FALSE;
  gtk_widget_set_sensitive (self->undo, nn_session_get_edits (session) > 0);
}

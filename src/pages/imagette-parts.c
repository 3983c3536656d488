/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-parts.h"

#include "pages/imagette-shortcuts.h"

#define SPIN_CHARS 5
#define CALM (G_USEC_PER_SEC / 8)

GtkWidget *
imagette_parts_label (const char *text,
                      const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

GtkWidget *
imagette_parts_text (const char *class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

void
imagette_parts_set_text (GtkWidget  *label,
                         const char *text,
                         gboolean    running)
{
  gint64 now = g_get_monotonic_time ();
  gint64 *written = g_object_get_data (G_OBJECT (label), "written");

  if (written == NULL)
    {
      written = g_new0 (gint64, 1);
      g_object_set_data_full (G_OBJECT (label), "written", written, g_free);
    }
  if (running && now < *written + CALM)
    return;
  *written = now;
  if (!g_str_equal (text, gtk_label_get_text (GTK_LABEL (label))))
    gtk_label_set_text (GTK_LABEL (label), text);
}

GtkWidget *
imagette_parts_card (GtkWidget *title,
                     GtkWidget *subtitle,
                     GtkWidget *button,
                     GtkWidget *content)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (head), title);
  if (subtitle != NULL)
    {
      gtk_widget_set_hexpand (subtitle, TRUE);
      gtk_box_append (GTK_BOX (head), subtitle);
    }
  if (button != NULL)
    gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), content);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "card-content");
  return card;
}

GtkWidget *
imagette_parts_button (const char *label,
                       const char *icon,
                       const char *action)
{
  GtkWidget *button = label != NULL ? gtk_button_new_with_label (label)
                                    : gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);
  imagette_shortcuts_describe (button, action);
  return button;
}

GtkWidget *
imagette_parts_row (GtkWidget  *list,
                    const char *title,
                    const char *tooltip,
                    GtkWidget  *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return row;
}

GtkWidget *
imagette_parts_spin (double    min,
                     double    max,
                     double    step,
                     GCallback changed,
                     gpointer  data)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, step);

  /* What is no number leaves the old one, and is not read as 0. */
  gtk_spin_button_set_update_policy (GTK_SPIN_BUTTON (spin), GTK_UPDATE_IF_VALID);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), SPIN_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), SPIN_CHARS);
  g_signal_connect_swapped (spin, "value-changed", changed, data);
  return spin;
}

GtkWidget *
imagette_parts_choice (const char *const *names,
                       GCallback          changed,
                       gpointer           data)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  g_signal_connect_swapped (drop_down, "notify::selected", changed, data);
  return drop_down;
}

void
imagette_parts_let_scroll (GtkWidget *content,
                           gboolean   narrow)
{
  GtkWidget *viewport = gtk_widget_get_parent (content);

  g_return_if_fail (GTK_IS_VIEWPORT (viewport));

  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), narrow ? GTK_SCROLL_NATURAL
                                                                       : GTK_SCROLL_MINIMUM);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), narrow);
}

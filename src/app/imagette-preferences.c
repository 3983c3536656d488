/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-preferences.h"

#include "pages/imagette-dialogs.h"

#include <glib/gi18n-lib.h>

static const char *const themes[] = { "system", "light", "dark" };

void
imagette_preferences_apply_theme (GSettings *settings)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  g_autofree char *theme = g_settings_get_string (settings, "theme");

  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_str_equal (theme, themes[i]))
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
}

static gboolean
theme_to_position (GValue   *value,
                   GVariant *variant,
                   gpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_str_equal (g_variant_get_string (variant, NULL), themes[i]))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
position_to_theme (const GValue       *value,
                   const GVariantType *type,
                   gpointer            data)
{
  return g_variant_new_string (themes[MIN (g_value_get_uint (value), G_N_ELEMENTS (themes) - 1)]);
}

/* ---- folder of the images ---- */

static void
show_folder (GSettings  *settings,
             const char *key,
             GtkWidget  *row)
{
  g_autofree char *folder = g_settings_get_string (settings, "data-folder");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               folder[0] != '\0' ? folder : _("The MNIST that comes with Imagette"));
}

static void
folder_answer_cb (GtkWindow     *parent,
                  ImagetteAnswer answer,
                  gpointer       data)
{
  g_autofree char *folder = data;

  if (answer == IMAGETTE_ANSWER_ACCEPT)
    imagette_window_change_data (IMAGETTE_WINDOW (gtk_window_get_transient_for (parent)), folder);
}

/* Other images mean another session: what was learned and not saved would go. */
static void
change_folder (GtkWindow  *preferences,
               const char *folder)
{
  ImagetteWindow *window = IMAGETTE_WINDOW (gtk_window_get_transient_for (preferences));
  NnSession *session = imagette_window_get_session (window);
  ImagetteQuestion question = {
    .heading = _("Start on Other Images?"),
    .body = _("The present run has not been saved. It ends when the images change."),
    .cancel = _("_Cancel"),
    .accept = _("_Change the Images"),
    .destructive = TRUE,
  };

  if (session != NULL && nn_session_get_unsaved (session))
    imagette_ask (preferences, &question, folder_answer_cb, g_strdup (folder));
  else
    imagette_window_change_data (window, folder);
}

static void
folder_picked_cb (GtkWindow  *parent,
                  const char *path,
                  gpointer    data)
{
  if (path != NULL)
    change_folder (parent, path);
}

static void
choose_cb (GtkWidget *button)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_FOLDER,
    .title = _("Folder of the Images"),
    .accept = _("_Choose"),
  };

  imagette_pick_file (GTK_WINDOW (gtk_widget_get_root (button)), &pick, folder_picked_cb, NULL);
}

static void
reset_cb (GtkWidget *button)
{
  change_folder (GTK_WINDOW (gtk_widget_get_root (button)), "");
}

static GtkWidget *
new_icon_button (const char *icon,
                 const char *tooltip,
                 GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", clicked, NULL);
  return button;
}

static GtkWidget *
new_row (const char *title,
         const char *subtitle,
         GtkWidget  *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (control != NULL)
    {
      gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (control, subtitle);
      gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      title, -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
    }
  return row;
}

GtkWindow *
imagette_preferences_present (ImagetteWindow *window)
{
  const char *names[] = { _("As the desktop"), _("Light"), _("Dark"), NULL };
  g_autoptr (GSettings) settings = g_settings_new (IMAGETTE_ID);
  GtkWidget *preferences = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *folder = new_row (_("Images"), NULL, NULL);
  GtkWidget *threads = gtk_spin_button_new_with_range (0, 64, 1);
  GtkWidget *theme = gtk_drop_down_new_from_strings (names);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (folder), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (folder),
                             new_icon_button ("folder-open-symbolic", _("Choose another folder"),
                                              G_CALLBACK (choose_cb)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (folder),
                             new_icon_button ("edit-undo-symbolic", _("Back to the MNIST inside"),
                                              G_CALLBACK (reset_cb)));
  g_signal_connect_object (settings, "changed::data-folder", G_CALLBACK (show_folder), folder, 0);
  show_folder (settings, NULL, folder);
  /* Keeps the settings alive as long as the row shows them. */
  g_object_set_data_full (G_OBJECT (folder), "settings", g_object_ref (settings), g_object_unref);

  g_settings_bind (settings, "threads", threads, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "theme", theme, "selected", G_SETTINGS_BIND_DEFAULT,
                                theme_to_position, position_to_theme, NULL, NULL);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), folder);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_row (_("Threads"),
                                      _("0: one a core, at most four; holds from the next start of "
                                        "Imagette. The weights do not depend on it."), threads));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             new_row (_("Light or dark"), _("How all windows look"), theme));
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), _("Preferences"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (preferences), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (preferences), FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (preferences), TRUE);
  gtk_window_present (GTK_WINDOW (preferences));
  return GTK_WINDOW (preferences);
}

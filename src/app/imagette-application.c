/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-application.h"

#include "app/imagette-preferences.h"
#include "app/imagette-window.h"
#include "base/nn-thread.h"
#include "pages/imagette-shortcuts.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#define MAX_SIDE 16384            /* pixels of a window */

struct _ImagetteApplication
{
  AdwApplication parent_instance;

  GSettings *settings;

  /* of the command line */
  char *data, *model, *page, *size, *theme;
  guint64 seed;
};

G_DEFINE_FINAL_TYPE (ImagetteApplication, imagette_application, ADW_TYPE_APPLICATION)

static ImagetteWindow *
new_window (ImagetteApplication *self,
            const char          *model)
{
  ImagetteWindowOptions options = {
    .data = self->data,
    .model = model != NULL ? model : self->model,
    .page = self->page,
    .seed = &self->seed,
  };
  ImagetteWindow *window;

  if (self->size != NULL
      && sscanf (self->size, "%dx%d", &options.width, &options.height) != 2)
    options.width = options.height = 0;
  window = imagette_window_new (GTK_APPLICATION (self), &options);
  imagette_window_load_data (window, self->data); /* images are read while the window gets ready */
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
imagette_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    new_window (IMAGETTE_APPLICATION (application), NULL);
}

static void
imagette_application_open (GApplication *application,
                           GFile       **files,
                           int           n_files,
                           const char   *hint)
{
  ImagetteApplication *self = IMAGETTE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_autofree char *path = g_file_get_path (files[0]);

  if (path == NULL)
    imagette_application_activate (application);
  else if (IMAGETTE_IS_WINDOW (window))
    {
      gtk_window_present (window);
      imagette_window_open_file (IMAGETTE_WINDOW (window), path);
    }
  else
    new_window (self, path);
}

static void
theme_changed_cb (GSettings *settings)
{
  imagette_preferences_apply_theme (settings);
}

static void
imagette_application_startup (GApplication *application)
{
  ImagetteApplication *self = IMAGETTE_APPLICATION (application);

  G_APPLICATION_CLASS (imagette_application_parent_class)->startup (application);
  /* libadwaita 1.2 crashes at the end of a toast's animation when toasts come and go quickly
   * (F11, Escape and R by turns): without animations it does not. */
  if (adw_get_major_version () == 1 && adw_get_minor_version () <= 2)
    g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  self->settings = g_settings_new (IMAGETTE_ID);
  g_signal_connect (self->settings, "changed::theme", G_CALLBACK (theme_changed_cb), NULL);
  if (self->theme != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        g_str_equal (self->theme, "dark")
                                          ? ADW_COLOR_SCHEME_FORCE_DARK
                                          : ADW_COLOR_SCHEME_FORCE_LIGHT);
  else
    imagette_preferences_apply_theme (self->settings);
  imagette_shortcuts_install (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (IMAGETTE_ID);
#ifndef NDEBUG
  /* The main thread never computes: a debug build stops where it would. */
  nn_thread_forbid_kernels ();
#endif
}

/* Nonsense is said before a window opens that does not mind it. */
static gboolean
check_words (GVariantDict *options)
{
  const char *option, *text;
  int width, height;
  char rest;

  if (g_variant_dict_lookup (options, option = "page", "&s", &text)
      && !imagette_window_knows_page (text))
    g_printerr (_("imagette: --%s: expected convolution, network, train, layers, features or compare, "
                  "found “%s”\n"), option, text);
  else if (g_variant_dict_lookup (options, option = "size", "&s", &text)
           && (sscanf (text, "%dx%d%c", &width, &height, &rest) != 2 || width < 1 || height < 1
               || width > MAX_SIDE || height > MAX_SIDE))
    g_printerr (_("imagette: --%s: expected a size like 1280x800, found “%s”\n"), option, text);
  else if (g_variant_dict_lookup (options, option = "theme", "&s", &text)
           && !g_str_equal (text, "light") && !g_str_equal (text, "dark"))
    g_printerr (_("imagette: --%s: expected light or dark, found “%s”\n"), option, text);
  else
    return TRUE;
  return FALSE;
}

static int
imagette_application_handle_local_options (GApplication *application,
                                           GVariantDict *options)
{
  static const char *const names[] = { "data", "model", "page", "size", "theme", "seed" };
  ImagetteApplication *self = IMAGETTE_APPLICATION (application);
  const char *seed;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Imagette %s\n", IMAGETTE_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (options, "seed", "&s", &seed)
      && !g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT64, &self->seed, NULL))
    {
      g_printerr (_("imagette: --seed: expected a whole number from 0 to 2^64-1, found \"%s\"\n"),
                  seed);
      return 2;
    }
  if (!check_words (options))
    return 2;
  /* With options it is a window of its own, not another view of one that runs already. */
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_variant_dict_contains (options, names[i]))
      g_application_set_flags (application, g_application_get_flags (application)
                                              | G_APPLICATION_NON_UNIQUE);
  g_variant_dict_lookup (options, "data", "^ay", &self->data);
  g_variant_dict_lookup (options, "model", "^ay", &self->model);
  g_variant_dict_lookup (options, "page", "s", &self->page);
  g_variant_dict_lookup (options, "size", "s", &self->size);
  g_variant_dict_lookup (options, "theme", "s", &self->theme);
  return -1;
}

static void
imagette_application_finalize (GObject *object)
{
  ImagetteApplication *self = IMAGETTE_APPLICATION (object);

  g_clear_object (&self->settings);
  g_free (self->data);
  g_free (self->model);
  g_free (self->page);
  g_free (self->size);
  g_free (self->theme);

  G_OBJECT_CLASS (imagette_application_parent_class)->finalize (object);
}

static void
imagette_application_class_init (ImagetteApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = imagette_application_finalize;
  application_class->startup = imagette_application_startup;
  application_class->activate = imagette_application_activate;
  application_class->open = imagette_application_open;
  application_class->handle_local_options = imagette_application_handle_local_options;
}

static void
imagette_application_init (ImagetteApplication *self)
{
  static const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Folder of the images"), N_("FOLDER") },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Open a model or a run"), N_("FILE") },
    { "seed", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Seed of the first run"), N_("NUMBER") },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Page to show: convolution, network, train, layers, features, compare"), N_("NAME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Size of the window"), N_("WIDTHxHEIGHT") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, NULL, N_("light or dark"), N_("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Say the version"), NULL },
    { NULL },
  };
  const char *localedir = g_getenv ("IMAGETTE_LOCALEDIR");

  self->seed = 1;
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _("[FILE]"));
}

ImagetteApplication *
imagette_application_new (void)
{
  return g_object_new (IMAGETTE_TYPE_APPLICATION, "application-id", IMAGETTE_ID,
                       "resource-base-path", "/io/github/imagette/Imagette",
                       "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-guide.h"

#include <string.h>

#define FOLDER "/io/github/imagette/Imagette/guide/"

/* Pango has the words for what Markdown marks: pairs of mark become <tag>. (transfer full) */
static char *
mark_up (const char *text,
         const char *mark,
         const char *tag)
{
  g_auto (GStrv) parts = g_strsplit (text, mark, -1);
  GString *markup = g_string_new (parts[0]);

  for (int i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    g_string_append_printf (markup, "<%s%s>%s", i % 2 == 1 ? "" : "/", tag, parts[i]);
  return g_string_free (markup, FALSE);
}

static GtkWidget *
new_label (const char *text,
           const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *bold = mark_up (escaped, "**", "b");
  g_autofree char *markup = mark_up (bold, "`", "tt");

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
new_point (const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = new_label (text, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), new_label ("•", NULL));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

/* A line of the guide is a heading, a point or a whole paragraph. */
static GtkWidget *
new_line (const char *line)
{
  static const char *const classes[] = { "title-2", "title-3", "title-4" };
  const gsize level = strspn (line, "#");
  GtkWidget *heading;

  if (level == 0)
    return g_str_has_prefix (line, "- ") ? new_point (line + 2) : new_label (line, NULL);
  heading = new_label (line + level + (line[level] == ' '),
                       classes[MIN (level, G_N_ELEMENTS (classes)) - 1]);
  gtk_widget_set_margin_top (heading, level == 1 ? 0 : 12);
  return heading;
}

GtkWidget *
imagette_guide_new (const char *language)
{
  g_autofree char *path = g_strconcat (FOLDER, language, ".md", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (bytes != NULL, box);

  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      gtk_box_append (GTK_BOX (box), new_line (lines[i]));
  return box;
}

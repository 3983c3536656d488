/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/train/imagette-seed-entry.h"

#define CHARS 9

typedef void (*Changed) (gpointer data);

typedef struct
{
  guint64 seed;
  Changed changed;
  gpointer data;
} Seed;

static Seed *
get_seed (GtkWidget *entry)
{
  return g_object_get_data (G_OBJECT (entry), "seed");
}

static gboolean
read_typed (GtkWidget *entry,
            guint64   *seed)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, seed, NULL);
}

static void
mark_cb (GtkWidget *entry)
{
  guint64 seed;
  gboolean wrong = !read_typed (entry, &seed);

  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
take_cb (GtkWidget *entry)
{
  Seed *held = get_seed (entry);
  guint64 seed;
  gboolean other = read_typed (entry, &seed) && seed != held->seed;

  imagette_seed_entry_set (entry, other ? seed : held->seed);
  if (other)
    held->changed (held->data);
}

GtkWidget *
imagette_seed_entry_new (GCallback changed,
                         gpointer  data)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  Seed *seed = g_new0 (Seed, 1);

  seed->changed = (Changed) changed;
  seed->data = data;
  g_object_set_data_full (G_OBJECT (entry), "seed", seed, g_free);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), CHARS);
  gtk_widget_add_css_class (entry, "numeric");
  g_signal_connect (entry, "changed", G_CALLBACK (mark_cb), NULL);
  g_signal_connect (entry, "activate", G_CALLBACK (take_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (take_cb), entry);
  gtk_widget_add_controller (entry, focus);
  imagette_seed_entry_set (entry, 0);
  return entry;
}

guint64
imagette_seed_entry_get (GtkWidget *entry)
{
  return get_seed (entry)->seed;
}

void
imagette_seed_entry_set (GtkWidget *entry,
                         guint64    seed)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);

  get_seed (entry)->seed = seed;
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (entry))))
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

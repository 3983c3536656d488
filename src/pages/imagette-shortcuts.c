/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/imagette-shortcuts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TRAINING N_("Training")
#define TIME N_("Timeline")
#define DIGIT N_("Digit")
#define PICTURES N_("Pictures")
#define CURVES N_("Curves")
#define SQUARE N_("Occlusion")
#define PAD N_("Drawing sheet")
#define HANDS N_("Filter by hand")
#define CLASS N_("With the class")
#define PAGES N_("Pages")
#define FILES N_("Files")
#define WINDOW N_("Window")

/* The pages' numbers are those of the finished window, so that they never change. */
static const ImagetteShortcut shortcuts[] = {
  { "win.run", "space", N_("Run or pause"), TRAINING },
  { "win.batch", "b", N_("Train one batch"), TRAINING },
  { "win.epoch", "e", N_("Train to the end of the epoch"), TRAINING },
  { "win.again", "r", N_("Start again, same start"), TRAINING },
  { "win.new-seed", "<Shift>r", N_("Start again, new seed"), TRAINING },
  { "win.again-lower", "<Control>r", N_("Start again at a tenth of the rate"), TRAINING },
  { "win.undo", "<Control>z", N_("Undo starting again"), TRAINING },
  { "win.slower", "<Alt>Down", N_("Slower"), TRAINING },
  { "win.faster", "<Alt>Up", N_("Faster"), TRAINING },

  { "win.moment-back", "<Alt>Left", N_("One moment back"), TIME },
  { "win.moment-forward", "<Alt>Right", N_("One moment forward"), TIME },
  { "win.now", "<Alt>End", N_("Back to now"), TIME },
  { "win.go-on", "<Alt>Return", N_("Go on from the moment shown"), TIME },
  { NULL, "Left|Right", N_("On the line: one moment back or forward"), TIME },
  { NULL, "Home|End", N_("On the line: to the start, to now"), TIME },

  { "win.probe-next", "n", N_("Next digit"), DIGIT },
  { "win.probe-previous", "p", N_("Previous digit"), DIGIT },
  { "win.probe-random", "<Shift>n", N_("Random digit"), DIGIT },
  { "win.draw", "d", N_("Draw a digit"), DIGIT },
  { "win.open-picture", "<Control>i", N_("Open a picture"), DIGIT },

  { "win.guess-first", "v", N_("Guess first, or no longer"), CLASS },
  { NULL, "0|1|2|3|4|5|6|7|8|9", N_("Guess first: a vote"), CLASS },
  { "win.vote-undo", "BackSpace", N_("Take the last vote back"), CLASS },
  { "win.vote-show", "a", N_("Show the answer"), CLASS },
  { "win.vote-again", "<Shift>v", N_("Ask again"), CLASS },
  { "win.our-digits", "o", N_("Our digits"), CLASS },
  { "win.quiz", "q", N_("Quiz: which digit excites this map most?"), CLASS },

  { "win.scope", "g", N_("Greys: tile, row, layer, all moments"), PICTURES },
  { "win.colors", "c", N_("Colours: grey or diverging"), PICTURES },
  { "win.zoom-in", "<Control>plus|<Control>equal|<Control>KP_Add", N_("Larger tiles"), PICTURES },
  { "win.zoom-out", "<Control>minus|<Control>KP_Subtract", N_("Smaller tiles"), PICTURES },
  { "win.zoom-fit", "<Control>0|<Control>KP_0", N_("Tiles that fit"), PICTURES },
  { NULL, "Up|Down|Left|Right", N_("Move between tiles"), PICTURES },
  { NULL, "Home|End", N_("First or last tile of the row"), PICTURES },
  { NULL, "<Control>Home|<Control>End", N_("First or last place of a picture"), PICTURES },
  { NULL, "<Shift>Up|<Shift>Down|<Shift>Left|<Shift>Right", N_("Move within a plane of the network"),
    PICTURES },
  { NULL, "Return", N_("Open the tile large"), PICTURES },
  { "win.leave", "Escape", N_("Close the large view"), PICTURES },

  { NULL, "Left|Right", N_("Move the line that reads values"), CURVES },
  { NULL, "Page_Up|Page_Down", N_("Move it ten times as far"), CURVES },
  { NULL, "Home|End", N_("To the first or last value"), CURVES },
  { NULL, "Escape", N_("Put the line away"), CURVES },

  { "win.page('convolution')", "<Control>1", N_("Convolution"), PAGES },
  { "win.page('network')", "<Control>2", N_("Network"), PAGES },
  { "win.page('train')", "<Control>3", N_("Train"), PAGES },
  { "win.page('layers')", "<Control>4", N_("Layers"), PAGES },
  { "win.page('features')", "<Control>5", N_("Features"), PAGES },
  { "win.page('compare')", "<Control>6", N_("Compare"), PAGES },

  { "win.convolution('line')", "<Alt>1", N_("Convolution: one dimension"), PAGES },
  { "win.convolution('plane')", "<Alt>2", N_("Convolution: two dimensions"), PAGES },
  { "win.convolution('stack')", "<Alt>3", N_("Convolution: channels"), PAGES },
  { "win.feature('figure2')", "<Alt>1", N_("Features: figure 2"), PAGES },
  { "win.feature('maxima')", "<Alt>2", N_("Features: ideal digits"), PAGES },
  { "win.feature('evolution')", "<Alt>3", N_("Features: evolution"), PAGES },
  { "win.feature('occlusion')", "<Alt>4", N_("Features: occlusion"), PAGES },
  { "win.feature('invariance')", "<Alt>5", N_("Features: invariance"), PAGES },
  { "win.feature('map')", "<Alt>6", N_("Features: map of digits"), PAGES },
  { "win.feature('hands')", "<Alt>7", N_("Features: filter by hand"), PAGES },

  { NULL, "Up|Down|Left|Right", N_("Move the square"), SQUARE },
  { NULL, "Return", N_("Lay the square on the middle"), SQUARE },
  { NULL, "Delete", N_("Put the square away"), SQUARE },

  { NULL, "Up|Down|Left|Right", N_("Move the brush"), PAD },
  { NULL, "space", N_("Let ink flow, or stop it"), PAD },
  { NULL, "x", N_("Take ink away, or give it again"), PAD },
  { NULL, "<Control>z", N_("Undo the last stroke"), PAD },
  { NULL, "Delete", N_("Clear the sheet"), PAD },
  { NULL, "0|1|2|3|4|5|6|7|8|9", N_("Our digits: keep the drawing as this digit"), PAD },
  { NULL, "Escape", N_("Close the sheet"), PAD },

  { NULL, "Up|Down|Left|Right", N_("Move between weights"), HANDS },
  { NULL, "plus|minus", N_("More, or less"), HANDS },
  { NULL, "Return", N_("The brush's value"), HANDS },
  { NULL, "Delete", N_("Zero"), HANDS },

  { "win.open", "<Control>o", N_("Open a model, a run or a lesson"), FILES },
  { "win.open-latest", "<Control><Shift>o", N_("Open the latest file again"), FILES },
  { "win.save", "<Control>s", N_("Save the model"), FILES },
  { "win.save-run", "<Control><Shift>s", N_("Save the whole run"), FILES },
  { "win.export", "<Control>e", N_("Export pictures, curves or weights"), FILES },
  { "win.save-lesson", "<Control><Shift>l", N_("Save as lesson"), FILES },
  { "win.lesson-close", "<Control>l", N_("Close the lesson"), FILES },
  { "win.lesson-back", "Page_Up", N_("Lesson: back"), FILES },
  { "win.lesson-next", "Page_Down", N_("Lesson: next"), FILES },
  { "win.worksheet", "<Control>p", N_("Worksheet to be printed"), FILES },

  { "win.projector", "F11", N_("Projector"), WINDOW },
  { "win.menu", "F10", N_("Menu"), WINDOW },
  { "win.preferences", "<Control>comma", N_("Preferences"), WINDOW },
  { "win.help", "F1", N_("Help"), WINDOW },
  { "win.shortcuts", "<Control>question", N_("Keyboard shortcuts"), WINDOW },
  { "win.about", "<Shift>F1", N_("About Imagette"), WINDOW },
  { "window.close", "<Control>w|<Control>q", N_("Close the window"), WINDOW },
};

const ImagetteShortcut *
imagette_shortcuts_list (gsize *n)
{
  *n = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

const ImagetteShortcut *
imagette_shortcuts_find (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (g_strcmp0 (shortcuts[i].action, action) == 0)
      return &shortcuts[i];
  return NULL;
}

gboolean
imagette_shortcut_is_plain (const ImagetteShortcut *shortcut)
{
  g_auto (GStrv) keys = g_strsplit (shortcut->keys, "|", -1);
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (keys[0], &key, &modifiers))
    return FALSE;
  return (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0
         && !(key >= GDK_KEY_F1 && key <= GDK_KEY_F35);
}

char *
imagette_shortcut_get_label (const ImagetteShortcut *shortcut)
{
  g_auto (GStrv) keys = g_strsplit (shortcut->keys, "|", -1);
  g_autoptr (GString) label = g_string_new (NULL);
  guint n = shortcut->action != NULL ? 1 : g_strv_length (keys);

  /* Of several keys for one action only the first is named. */
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *one = NULL;
      GdkModifierType modifiers;
      guint key;

      if (!gtk_accelerator_parse (keys[i], &key, &modifiers))
        continue;
      one = gtk_accelerator_get_label (key, modifiers);
      g_string_append_printf (label, "%s%s", label->len > 0 ? " " : "", one);
    }
  return g_string_free (g_steal_pointer (&label), FALSE);
}

void
imagette_shortcuts_describe (GtkWidget  *widget,
                             const char *action)
{
  const ImagetteShortcut *shortcut = imagette_shortcuts_find (action);
  g_autofree char *keys = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (shortcut != NULL);

  keys = imagette_shortcut_get_label (shortcut);
  /* Translators: a tooltip, what a control does and its key: "Random digit (Shift+N)" */
  tooltip = g_strdup_printf (_("%s (%s)"), _(shortcut->label), keys);
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(shortcut->label),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, keys,
                                  -1);
}

GtkEventController *
imagette_shortcuts_new_plain_controller (void)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].action == NULL || !imagette_shortcut_is_plain (&shortcuts[i]))
        continue;
      gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                          gtk_named_action_new (shortcuts[i].action)));
    }
  return controller;
}

/* Alt and a number is the view of that number of whichever page is shown: one action for all. */
static gboolean
is_of_views (const ImagetteShortcut *shortcut)
{
  return g_str_has_prefix (shortcut->action, "win.feature(")
         || g_str_has_prefix (shortcut->action, "win.convolution(");
}

static void
set_keys (GtkApplication         *application,
          const ImagetteShortcut *shortcut)
{
  g_auto (GStrv) keys = g_strsplit (shortcut->keys, "|", -1);
  const char *digit = shortcut->keys + strcspn (shortcut->keys, "123456789");
  g_autofree char *action = is_of_views (shortcut) ? g_strdup_printf ("win.view(%s)", digit)
                                                   : g_strdup (shortcut->action);

  gtk_application_set_accels_for_action (application, action, (const char *const *) keys);
}

void
imagette_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action != NULL && !imagette_shortcut_is_plain (&shortcuts[i]))
      set_keys (application, &shortcuts[i]);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-export-options.h"

#include "pages/imagette-parts.h"

#include <glib/gi18n-lib.h>

/* Rows that a kind of file has. */
enum
{
  TILE = 1 << 0, FORMAT = 1 << 1, NPY = 1 << 2, SCALE = 1 << 3, SCOPE = 1 << 4, COLORS = 1 << 5,
  LAYER = 1 << 6, SET = 1 << 7, MARGIN = 1 << 8, WORDS = 1 << 9, GATE = 1 << 10,
};

#define VIEW (TILE | FORMAT | NPY | SCALE | SCOPE | COLORS | WORDS)
#define MOMENTS (LAYER | SCALE | SCOPE | COLORS)

static const struct
{
  const char *name, *label;
  ImagetteExportKind kind;
  NnView view;
  guint rows;
  int scale;                      /* that it begins with; 0: as fits the layer */
} whats[] = {
  { "all", N_("The whole view"), IMAGETTE_EXPORT_VIEW, NN_VIEW_ALL, VIEW, 8 },
  { "c1-filters", N_("C1 filters"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C1_FILTERS, VIEW, 8 },
  { "c3-filters", N_("C3 filters"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C3_FILTERS, VIEW, 8 },
  { "c1-maps", N_("C1 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C1_MAPS, VIEW, 8 },
  { "s2-maps", N_("S2 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_S2_MAPS, VIEW, 8 },
  { "c3-maps", N_("C3 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C3_MAPS, VIEW, 8 },
  { "s4-maps", N_("S4 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_S4_MAPS, VIEW, 8 },
  { "h1-weights", N_("H1 weights"), IMAGETTE_EXPORT_VIEW, NN_VIEW_H1_WEIGHTS, VIEW, 4 },
  { "figure2", N_("Figure 2: strongest patches"), IMAGETTE_EXPORT_FIGURE2, NN_VIEW_ALL,
    LAYER | SET | FORMAT | SCALE | COLORS | WORDS, 0 },
  { "projection", N_("The projection that is open"), IMAGETTE_EXPORT_PROJECTION, NN_VIEW_ALL,
    GATE | FORMAT | NPY | SCALE | COLORS | WORDS, 8 },
  { "maxima", N_("Ideal images"), IMAGETTE_EXPORT_MAXIMA, NN_VIEW_ALL,
    LAYER | FORMAT | NPY | SCALE | WORDS, 8 },
  { "evolution", N_("Evolution, as a strip"), IMAGETTE_EXPORT_EVOLUTION, NN_VIEW_ALL,
    MOMENTS | FORMAT | NPY | WORDS, 2 },
  { "film", N_("Evolution, as an animated GIF"), IMAGETTE_EXPORT_FILM, NN_VIEW_ALL, MOMENTS, 2 },
  { "numbered", N_("Evolution, as numbered pictures"), IMAGETTE_EXPORT_NUMBERED, NN_VIEW_ALL,
    MOMENTS, 2 },
  { "occlusion", N_("Occlusion"), IMAGETTE_EXPORT_OCCLUSION, NN_VIEW_ALL,
    FORMAT | SCALE | MARGIN | WORDS, 8 },
  { "map", N_("Map of digits"), IMAGETTE_EXPORT_MAP, NN_VIEW_ALL, LAYER | FORMAT | WORDS, 1 },
  { "invariance", N_("Invariance"), IMAGETTE_EXPORT_INVARIANCE, NN_VIEW_ALL, FORMAT | WORDS, 1 },
  { "network", N_("The network, as drawn in 1998"), IMAGETTE_EXPORT_NETWORK, NN_VIEW_ALL,
    FORMAT | COLORS | WORDS, 1 },
  { "other-network", N_("What it is compared with, as drawn in 1998"), IMAGETTE_EXPORT_OTHER_NETWORK,
    NN_VIEW_ALL, FORMAT | COLORS | WORDS, 1 },
  { "curves", N_("Curves, a line an epoch"), IMAGETTE_EXPORT_EPOCHS, NN_VIEW_ALL, 0, 1 },
  { "losses", N_("Loss, a line a batch"), IMAGETTE_EXPORT_LOSSES, NN_VIEW_ALL, 0, 1 },
  { "weights", N_("Weights, one safetensors file"), IMAGETTE_EXPORT_WEIGHTS, NN_VIEW_ALL, 0, 1 },
  { "tensors", N_("Weights, an NPY file a tensor"), IMAGETTE_EXPORT_TENSORS, NN_VIEW_ALL, 0, 1 },
};

#define N_WHATS G_N_ELEMENTS (whats)

static const char *const formats[] = { "PNG", "SVG", "PDF", "NPY", NULL };
static const char *const languages[] = { "en", "fr" };

struct _ImagetteExportOptions
{
  AdwBin parent_instance;

  GtkWidget *list;
  GtkWidget *what, *layer, *set, *tile, *gate, *format, *scale, *scope, *colors, *margin, *language;
  GtkWidget *layer_row, *set_row, *tile_row, *format_row, *scale_row, *scope_row, *colors_row;
  GtkWidget *gate_row, *margin_row, *language_row;

  guint offered[N_WHATS], n_offered; /* indices into whats */
  guint n_tiles[N_WHATS];
  guint n_map_layers;             /* the first so many of NnMapLayer */
  guint shown;                    /* whose rows are shown; N_WHATS: none yet */
  gboolean has_maps;
  NnStudySpec spec;
  ImagetteSubject subject;
  NnScope display_scope;
  gboolean filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteExportOptions, imagette_export_options, ADW_TYPE_BIN)

static guint
selected (GtkWidget *drop_down)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));
}

static guint
get_what (ImagetteExportOptions *self)
{
  const guint i = selected (self->what);

  return self->offered[i < self->n_offered ? i : 0];
}

/* ---- rows that follow what is chosen ---- */

static void
set_names (GtkWidget         *drop_down,
           const char *const *names,
           guint              choice)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (model));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), choice);
}

/* Figure 2 is large enough to be read: as the command line has it. */
static int
default_scale (ImagetteExportOptions *self,
               guint                  what)
{
  static const int of_layer[] = { 8, 4, 2, 2 };

  if (whats[what].scale > 0)
    return whats[what].scale;
  return of_layer[MIN (selected (self->layer), G_N_ELEMENTS (of_layer) - 1)];
}

static gboolean
is_of_moments (ImagetteExportKind kind)
{
  return kind == IMAGETTE_EXPORT_EVOLUTION || kind == IMAGETTE_EXPORT_FILM
         || kind == IMAGETTE_EXPORT_NUMBERED;
}

static void
fill_layers (ImagetteExportOptions *self,
             guint                  what)
{
  const char *features[] = { "C1", "C3", "F6", _("output"), NULL };
  const char *moments[] = { _("both"), "C1", "C3", NULL };
  const char *maps[] = { _("pixels"), "S4", "C5", "F6", NULL };
  const ImagetteExportKind shown = self->shown == N_WHATS ? IMAGETTE_EXPORT_VIEW : whats[self->shown].kind;

  if (whats[what].kind == IMAGETTE_EXPORT_FIGURE2)
    set_names (self->layer, features, NN_FEATURE_C3);
  else if (whats[what].kind == IMAGETTE_EXPORT_MAXIMA)
    set_names (self->layer, features, self->has_maps ? self->spec.maxima_layer : NN_FEATURE_OUTPUT);
  else if (whats[what].kind == IMAGETTE_EXPORT_MAP)
    {
      maps[self->n_map_layers] = NULL;
      set_names (self->layer, maps, MIN ((guint) self->spec.map_layer, self->n_map_layers - 1));
    }
  else if (!is_of_moments (shown))
    set_names (self->layer, moments, 0);
}

/* Another kind of file begins with what suits it. */
static void
show_what (ImagetteExportOptions *self)
{
  const guint what = get_what (self), rows = whats[what].rows;
  const char *names[] = { formats[0], formats[1], formats[2], NULL };
  guint format = selected (self->format);

  if (what == self->shown)
    return;
  if (format == NN_FORMAT_NPY && (rows & NPY) == 0)
    format = NN_FORMAT_PNG;
  set_names (self->format, (rows & NPY) != 0 ? formats : names, format);
  if ((rows & LAYER) != 0)
    fill_layers (self, what);
  if (self->shown == N_WHATS || whats[self->shown].scale != whats[what].scale)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale), default_scale (self, what));
  if ((rows & LAYER) != 0 && (self->shown == N_WHATS || (whats[self->shown].rows & LAYER) == 0))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), NN_SCOPE_TILE);
  else if ((rows & LAYER) == 0 && self->shown != N_WHATS && (whats[self->shown].rows & LAYER) != 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), self->display_scope);
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->tile), 0, self->n_tiles[what]);
  self->shown = what;
}

/* Words are in a study's picture, and in the vector formats of tiles. */
static gboolean
has_words (ImagetteExportOptions *self,
           guint                  what)
{
  const guint format = selected (self->format);

  if ((whats[what].rows & WORDS) == 0)
    return FALSE;
  return (whats[what].rows & NPY) == 0 || format == NN_FORMAT_SVG || format == NN_FORMAT_PDF;
}

static void
show_rows (ImagetteExportOptions *self)
{
  const guint what = get_what (self), rows = whats[what].rows;
  const gboolean raw = (rows & NPY) != 0 && selected (self->format) == NN_FORMAT_NPY;

  /* All that the rival has in common with LeNet is its output. */
  gtk_widget_set_visible (self->layer_row, (rows & LAYER) != 0
                                             && (self->has_maps
                                                 || whats[what].kind != IMAGETTE_EXPORT_MAXIMA));
  gtk_widget_set_visible (self->gate_row, (rows & GATE) != 0);
  gtk_widget_set_visible (self->set_row, (rows & SET) != 0);
  gtk_widget_set_visible (self->tile_row, (rows & TILE) != 0 && self->n_tiles[what] > 1);
  gtk_widget_set_visible (self->format_row, (rows & FORMAT) != 0);
  gtk_widget_set_visible (self->scale_row, (rows & SCALE) != 0 && !raw);
  gtk_widget_set_visible (self->scope_row, (rows & SCOPE) != 0 && !raw);
  gtk_widget_set_visible (self->colors_row, (rows & COLORS) != 0 && !raw);
  gtk_widget_set_visible (self->margin_row, (rows & MARGIN) != 0);
  gtk_widget_set_visible (self->language_row, has_words (self, what));
}

static void
changed (ImagetteExportOptions *self)
{
  if (self->filling || self->n_offered == 0)
    return;
  self->filling = TRUE;
  show_what (self);
  show_rows (self);
  self->filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
layer_changed_cb (ImagetteExportOptions *self)
{
  if (self->filling || self->n_offered == 0)
    return;
  self->filling = TRUE;
  if (whats[get_what (self)].scale == 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale), default_scale (self, get_what (self)));
  self->filling = FALSE;
  changed (self);
}

static gboolean
tile_output_cb (GtkSpinButton *spin,
                gpointer       data)
{
  if (gtk_spin_button_get_value_as_int (spin) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), _("all"));
  return TRUE;
}

static int
tile_input_cb (GtkSpinButton *spin,
               double        *value,
               gpointer       data)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), _("all")))
    return FALSE;
  *value = 0;
  return TRUE;
}

/* ---- building ---- */

static GtkWidget *
add (ImagetteExportOptions *self,
     const char            *title,
     const char            *tooltip,
     GtkWidget             *control)
{
  return imagette_parts_row (self->list, title, tooltip, control);
}

static void
build_what (ImagetteExportOptions *self)
{
  const char *none[] = { NULL };
  const char *sets[] = { _("test digits"), _("training digits"), NULL };

  self->what = imagette_parts_choice (none, G_CALLBACK (changed), self);
  add (self, _("What"), _("What the file holds"), self->what);
  self->layer = imagette_parts_choice (none, G_CALLBACK (layer_changed_cb), self);
  self->layer_row = add (self, _("Layer"), _("Whose maps or units"), self->layer);
  self->set = imagette_parts_choice (sets, G_CALLBACK (changed), self);
  self->set_row = add (self, _("Patches"), _("Which digits they come from"), self->set);
  self->tile = imagette_parts_spin (0, 6, 1, G_CALLBACK (changed), self);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (self->tile), FALSE);
  g_signal_connect (self->tile, "output", G_CALLBACK (tile_output_cb), NULL);
  g_signal_connect (self->tile, "input", G_CALLBACK (tile_input_cb), NULL);
  tile_output_cb (GTK_SPIN_BUTTON (self->tile), NULL);
  self->tile_row = add (self, _("Tile"), _("All of them, or one alone"), self->tile);
}

static void
build_how (ImagetteExportOptions *self)
{
  const char *scopes[] = { _("tile"), _("row"), _("layer"), _("all moments"), NULL };
  const char *colors[] = { _("grey"), _("diverging"), NULL };
  const char *measures[] = { _("probability"), _("margin"), NULL };
  const char *gates[] = { _("deconvnet"), _("gradient"), _("guided"), NULL };
  const char *words[] = { "English", "Français", NULL };

  self->gate = imagette_parts_choice (gates, G_CALLBACK (changed), self);
  self->gate_row = add (self, _("Way back"), _("What a signal must pass on its way to the pixels"),
                        self->gate);
  self->format = imagette_parts_choice (formats, G_CALLBACK (changed), self);
  self->format_row = add (self, _("Format"), _("PNG for screens, SVG and PDF for print, NPY for NumPy"),
                          self->format);
  self->scale = imagette_parts_spin (1, 64, 1, G_CALLBACK (changed), self);
  self->scale_row = add (self, _("Scale"), _("Pixels a value"), self->scale);
  self->scope = imagette_parts_choice (scopes, G_CALLBACK (changed), self);
  self->scope_row = add (self, _("Greys"), _("Which numbers share one scale of greys"), self->scope);
  self->colors = imagette_parts_choice (colors, G_CALLBACK (changed), self);
  self->colors_row = add (self, _("Colours"), _("Grey, or diverging colours"), self->colors);
  self->margin = imagette_parts_choice (measures, G_CALLBACK (changed), self);
  self->margin_row = add (self, _("Shown"), _("The probability of the class, or its margin over the others"),
                          self->margin);
  self->language = imagette_parts_choice (words, G_CALLBACK (changed), self);
  self->language_row = add (self, _("Words"), _("Language of the words in the picture"),
                            self->language);
}

static void
imagette_export_options_class_init (ImagetteExportOptionsClass *class)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_export_options_init (ImagetteExportOptions *self)
{
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  self->shown = N_WHATS;
  self->filling = TRUE;
  build_what (self);
  build_how (self);
  self->filling = FALSE;
  adw_bin_set_child (ADW_BIN (self), self->list);
}

GtkWidget *
imagette_export_options_new (void)
{
  return g_object_new (IMAGETTE_TYPE_EXPORT_OPTIONS, NULL);
}

/* ---- the choice ---- */

static gboolean
is_offered (ImagetteExportOptions *self,
            guint                  what,
            const NnNetwork       *network)
{
  switch (whats[what].kind)
    {
    case IMAGETTE_EXPORT_VIEW:
      return nn_view_is_of (whats[what].view, network);
    case IMAGETTE_EXPORT_PROJECTION:
      return self->has_maps && self->subject.map >= 0;
    case IMAGETTE_EXPORT_FIGURE2:
    case IMAGETTE_EXPORT_EVOLUTION:
    case IMAGETTE_EXPORT_FILM:
    case IMAGETTE_EXPORT_NUMBERED:
      return self->has_maps;
    case IMAGETTE_EXPORT_MAXIMA:
    case IMAGETTE_EXPORT_OCCLUSION:
    case IMAGETTE_EXPORT_MAP:
    case IMAGETTE_EXPORT_INVARIANCE:
    case IMAGETTE_EXPORT_NETWORK:
    case IMAGETTE_EXPORT_OTHER_NETWORK:
    case IMAGETTE_EXPORT_EPOCHS:
    case IMAGETTE_EXPORT_LOSSES:
    case IMAGETTE_EXPORT_WEIGHTS:
    case IMAGETTE_EXPORT_TENSORS:
    default:
      return TRUE;
    }
}

static void
begin_with (ImagetteExportOptions *self,
            const ImagetteSubject *subject)
{
  imagette_export_options_choose (self, subject->what, NULL);
  imagette_export_options_set_tile (self, subject->tile);
  if (subject->layer >= 0 && (whats[get_what (self)].rows & LAYER) != 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->layer),
                                (guint) subject->layer
                                  + is_of_moments (whats[get_what (self)].kind));
  if (subject->scope >= 0)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), (guint) subject->scope);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->margin), subject->margin);
}

void
imagette_export_options_set_network (ImagetteExportOptions *self,
                                     const NnNetwork       *network,
                                     const NnStudySpec     *spec,
                                     const ImagetteSubject *subject,
                                     NnScope                scope,
                                     NnColors               colors)
{
  const char *names[N_WHATS + 1] = { NULL };

  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self) && network != NULL && spec != NULL);
  g_return_if_fail (subject != NULL);

  self->filling = TRUE;
  self->n_offered = 0;
  self->n_map_layers = 0;
  self->has_maps = nn_network_find_layer (network, "c1") != NULL;
  self->subject = *subject;
  for (NnMapLayer l = 0; l < NN_N_MAP_LAYERS; l++)
    self->n_map_layers += nn_digit_map_has_layer (network, l);
  for (guint i = 0; i < N_WHATS; i++)
    if (is_offered (self, i, network))
      {
        names[self->n_offered] = _(whats[i].label);
        self->offered[self->n_offered++] = i;
        if ((whats[i].rows & TILE) != 0)
          self->n_tiles[i] = (guint) nn_view_count_tiles (whats[i].view, network);
      }
  set_names (self->what, names, 0);
  self->shown = N_WHATS;
  self->spec = *spec;
  self->display_scope = scope;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->set), spec->set);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), scope);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->colors), colors);
  self->filling = FALSE;
  changed (self);
  begin_with (self, subject);
}

void
imagette_export_options_choose (ImagetteExportOptions *self,
                                const char            *what,
                                const char            *format)
{
  NnFormat found;

  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self) && what != NULL);

  for (guint i = 0; i < self->n_offered; i++)
    if (g_str_equal (whats[self->offered[i]].name, what))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->what), i);
  if (format != NULL && nn_format_from_string (&found, format))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->format), found);
}

void
imagette_export_options_set_tile (ImagetteExportOptions *self,
                                  int                    tile)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->tile), tile + 1);
}

void
imagette_export_options_set_gate (ImagetteExportOptions *self,
                                  NnGate                 gate)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->gate), gate);
}

void
imagette_export_options_get (ImagetteExportOptions *self,
                             ImagetteExportChoice  *choice)
{
  const guint what = get_what (self);

  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self) && choice != NULL);

  choice->kind = whats[what].kind;
  choice->format = (NnFormat) selected (self->format);
  choice->view.view = whats[what].view;
  choice->view.tile = (whats[what].rows & TILE) == 0
                        ? -1 : gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->tile)) - 1;
  choice->view.scale = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->scale));
  choice->view.scope = (NnScope) selected (self->scope);
  choice->view.colors = (NnColors) selected (self->colors);
  choice->view.language = languages[MIN (selected (self->language), G_N_ELEMENTS (languages) - 1)];
  choice->layer = (int) selected (self->layer);
  if (is_of_moments (choice->kind))
    choice->layer--;
  if (choice->kind == IMAGETTE_EXPORT_MAXIMA && !self->has_maps)
    choice->layer = NN_FEATURE_OUTPUT;
  choice->subject = self->subject;
  choice->gate = (NnGate) selected (self->gate);
  choice->margin = selected (self->margin) == 1;
  choice->study = self->spec;
  choice->study.set = (NnSet) selected (self->set);
}

const char *
imagette_export_options_get_what (ImagetteExportOptions *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self), NULL);
  return whats[get_what (self)].name;
}

void
imagette_export_options_grab_focus (ImagetteExportOptions *self)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_OPTIONS (self));
  gtk_widget_grab_focus (self->what);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/imagette-export-dialog.h"

#include "app/imagette-export.h"
#include "app/imagette-window.h"
#include "base/nn-file.h"
#include "pages/imagette-dialogs.h"
#include "pages/imagette-parts.h"
#include "pages/layers/imagette-all-max.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _ImagetteExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *preview_stack, *preview, *preview_text, *size_label;
  GtkWidget *what_list, *where_list, *cancel_button, *export_button;
  GtkWidget *what, *tile, *format, *scale, *scope, *colors;
  GtkWidget *tile_row, *format_row, *scale_row, *scope_row, *colors_row;
  GtkWidget *name, *folder_row, *folder_button;

  NnFrame *frame;                 /* the state when the dialog opened */
  GArray *epochs, *losses;
  GSettings *settings;
  char *folder;
  ImagetteExportChoice choice;
  ImagetteAllMax *all_max;        /* for the scope of all moments */
  NnFigure *figure;
  GBytes *bytes;                  /* what would be written */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (ImagetteExportDialog, imagette_export_dialog, ADW_TYPE_WINDOW)

static const struct
{
  const char *name, *label;
  ImagetteExportKind kind;
  NnView view;
} whats[] = {
  { "c1-filters", N_("C1 filters"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C1_FILTERS },
  { "c3-filters", N_("C3 filters"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C3_FILTERS },
  { "c1-maps", N_("C1 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C1_MAPS },
  { "s2-maps", N_("S2 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_S2_MAPS },
  { "c3-maps", N_("C3 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_C3_MAPS },
  { "s4-maps", N_("S4 maps"), IMAGETTE_EXPORT_VIEW, NN_VIEW_S4_MAPS },
  { "all", N_("The whole view"), IMAGETTE_EXPORT_VIEW, NN_VIEW_ALL },
  { "curves", N_("Curves, a line an epoch"), IMAGETTE_EXPORT_EPOCHS, NN_VIEW_ALL },
  { "losses", N_("Loss, a line a batch"), IMAGETTE_EXPORT_LOSSES, NN_VIEW_ALL },
  { "weights", N_("Weights"), IMAGETTE_EXPORT_WEIGHTS, NN_VIEW_ALL },
};

/* ---- what would be written ---- */

static void
show_size (ImagetteExportDialog *self,
           const GError         *error)
{
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (error != NULL)
    text = g_strdup (error->message);
  else
    {
      size = g_format_size (g_bytes_get_size (self->bytes));
      if (self->figure != NULL)
        {
          int width, height;

          nn_figure_get_size (self->figure, self->choice.format, &width, &height);
          if (self->choice.format == NN_FORMAT_NPY)
            text = g_strdup_printf (_("float32, %s"), size);
          else
            text = g_strdup_printf (self->choice.format == NN_FORMAT_PNG
                                      ? _("%d × %d pixels, %s") : _("%d × %d points, %s"),
                                    width, height, size);
        }
      else
        text = g_strdup (size);
    }
  gtk_label_set_text (GTK_LABEL (self->size_label), text);
}

static void
show_preview (ImagetteExportDialog *self)
{
  gboolean text = self->choice.kind != IMAGETTE_EXPORT_VIEW;

  gtk_stack_set_visible_child_name (GTK_STACK (self->preview_stack), text ? "text" : "picture");
  if (self->choice.kind == IMAGETTE_EXPORT_WEIGHTS)
    {
      g_autoptr (GString) lines = g_string_new (NULL);
      int n;
      const NnParameter *parameters = nn_network_get_parameters (self->frame->network, &n);

      for (int i = 0; i < n; i++)
        {
          g_string_append_printf (lines, "%s  [", parameters[i].name);
          for (int axis = 0; axis < parameters[i].rank; axis++)
            g_string_append_printf (lines, "%s%" G_GSIZE_FORMAT, axis > 0 ? ", " : "",
                                    parameters[i].shape[axis]);
          g_string_append (lines, "]\n");
        }
      gtk_label_set_text (GTK_LABEL (self->preview_text), lines->str);
    }
  else if (text && self->bytes != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (self->bytes, &size);
      g_autofree char *start = g_strndup (data, MIN (size, 4000));

      gtk_label_set_text (GTK_LABEL (self->preview_text), start);
    }
  gtk_widget_queue_draw (self->preview);
}

static void
make_bytes (ImagetteExportDialog *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->figure, nn_figure_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (self->choice.kind == IMAGETTE_EXPORT_VIEW)
    {
      self->figure = imagette_export_figure (&self->choice, self->frame, &error);
      if (self->figure != NULL)
        self->bytes = nn_figure_serialize (self->figure, self->choice.format, &error);
    }
  else
    self->bytes = imagette_export_serialize (&self->choice, self->frame, self->epochs,
                                             self->losses, &error);
  gtk_widget_set_sensitive (self->export_button, self->bytes != NULL);
  show_size (self, error);
  show_preview (self);
}

static void
draw_preview (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  ImagetteExportDialog *self = data;
  gboolean caption = self->choice.format == NN_FORMAT_SVG || self->choice.format == NN_FORMAT_PDF;
  int w, h;
  double factor;

  if (self->figure == NULL)
    return;
  nn_figure_get_size (self->figure, caption ? NN_FORMAT_SVG : NN_FORMAT_PNG, &w, &h);
  factor = MIN ((double) width / w, (double) height / h);
  /* Larger only by whole numbers: it must look as crisp as it will be. */
  if (factor > 1)
    factor = MIN (floor (factor), 4);
  cairo_translate (cr, (int) ((width - w * factor) / 2), (int) ((height - h * factor) / 2));
  cairo_scale (cr, factor, factor);
  /* As it will lie on paper. */
  cairo_rectangle (cr, 0, 0, w, h);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  nn_figure_draw (self->figure, cr, caption);
}

/* ---- from the controls ---- */

static void
suggest_name (ImagetteExportDialog *self)
{
  g_autofree char *name = imagette_export_suggest (&self->choice, self->frame);

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
}

static void
changed (ImagetteExportDialog *self)
{
  guint what = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->what));
  gboolean picture, raw;
  guint n;

  if (self->filling)
    return;
  self->choice.kind = whats[what].kind;
  self->choice.view.view = whats[what].view;
  self->choice.format = (NnFormat) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->format));
  self->choice.view.scale = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->scale));
  self->choice.view.scope = (NnScope) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->scope));
  self->choice.view.colors = (NnColors) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->colors));

  picture = self->choice.kind == IMAGETTE_EXPORT_VIEW;
  raw = picture && self->choice.format == NN_FORMAT_NPY;
  n = picture ? nn_view_count_tiles (self->choice.view.view, self->frame->network) : 0;
  self->filling = TRUE;
  gtk_spin_button_set_range (GTK_SPIN_BUTTON (self->tile), 0, n);
  self->choice.view.tile = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->tile)) - 1;
  self->filling = FALSE;
  gtk_widget_set_visible (self->format_row, picture);
  gtk_widget_set_visible (self->tile_row, n > 0);
  gtk_widget_set_visible (self->scale_row, picture && !raw);
  gtk_widget_set_visible (self->scope_row, picture && !raw);
  gtk_widget_set_visible (self->colors_row, picture && !raw);
  suggest_name (self);
  make_bytes (self);
}

static void
all_max_changed_cb (ImagetteExportDialog *self)
{
  for (int view = 0; view < NN_VIEW_ALL; view++)
    self->choice.view.all_max[view] = imagette_all_max_get (self->all_max, (NnView) view);
  if (self->choice.view.scope == NN_SCOPE_ALL)
    make_bytes (self);
}

static void
show_folder (ImagetteExportDialog *self)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->folder_row), self->folder);
}

static void
folder_picked_cb (GtkWindow  *parent,
                  const char *path,
                  gpointer    data)
{
  if (path != NULL)
    imagette_export_dialog_set_folder (IMAGETTE_EXPORT_DIALOG (parent), path);
}

static void
choose_folder_cb (ImagetteExportDialog *self)
{
  ImagettePick pick = {
    .kind = IMAGETTE_PICK_FOLDER,
    .title = _("Folder for the File"),
    .accept = _("_Choose"),
    .folder = self->folder,
  };

  imagette_pick_file (GTK_WINDOW (self), &pick, folder_picked_cb, NULL);
}

/* ---- writing ---- */

static void
write_file (ImagetteExportDialog *self)
{
  g_autofree char *path = imagette_export_dialog_get_path (self);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gsize size;
  const void *data = g_bytes_get_data (self->bytes, &size);

  if (!nn_file_replace (path, data, size, &error))
    {
      imagette_complain (GTK_WINDOW (self), _("The File Could Not Be Written"), error->message);
      return;
    }
  g_settings_set_string (self->settings, "export-folder", self->folder);
  text = g_strdup_printf (_("Wrote %s"), path);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.tell", "s", text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
overwrite_cb (GtkWindow     *window,
              ImagetteAnswer answer,
              gpointer       data)
{
  if (answer == IMAGETTE_ANSWER_ACCEPT)
    write_file (IMAGETTE_EXPORT_DIALOG (window));
}

static void
export_cb (ImagetteExportDialog *self)
{
  g_autofree char *path = imagette_export_dialog_get_path (self);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *heading = g_strdup_printf (_("Replace %s?"), name);
  g_autofree char *body = g_strdup_printf (_("There is such a file in %s already."), self->folder);
  ImagetteQuestion question = {
    .heading = heading,
    .body = body,
    .cancel = _("_Cancel"),
    .accept = _("_Replace"),
    .destructive = TRUE,
  };

  if (self->bytes == NULL)
    return;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    imagette_ask (GTK_WINDOW (self), &question, overwrite_cb, NULL);
  else
    write_file (self);
}

/* ---- building ---- */

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

static void
build_what (ImagetteExportDialog *self)
{
  const char *names[G_N_ELEMENTS (whats) + 1] = { NULL };
  const char *formats[] = { "PNG", "SVG", "PDF", "NPY", NULL };
  const char *scopes[] = { _("tile"), _("row"), _("layer"), _("all moments"), NULL };
  const char *colors[] = { _("grey"), _("diverging"), NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (whats); i++)
    names[i] = _(whats[i].label);
  self->what = imagette_parts_choice (names, G_CALLBACK (changed), self);
  imagette_parts_row (self->what_list, _("What"), _("What the file holds"), self->what);
  self->tile = imagette_parts_spin (0, 6, 1, G_CALLBACK (changed), self);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (self->tile), FALSE);
  g_signal_connect (self->tile, "output", G_CALLBACK (tile_output_cb), NULL);
  g_signal_connect (self->tile, "input", G_CALLBACK (tile_input_cb), NULL);
  tile_output_cb (GTK_SPIN_BUTTON (self->tile), NULL);
  self->tile_row = imagette_parts_row (self->what_list, _("Tile"), _("All of them, or one alone"),
                               self->tile);
  self->format = imagette_parts_choice (formats, G_CALLBACK (changed), self);
  self->format_row = imagette_parts_row (self->what_list, _("Format"),
                                 _("PNG for screens, SVG and PDF for print, NPY for NumPy"),
                                 self->format);
  self->scale = imagette_parts_spin (1, 64, 1, G_CALLBACK (changed), self);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->scale), self->choice.view.scale);
  self->scale_row = imagette_parts_row (self->what_list, _("Scale"), _("Pixels a value"), self->scale);
  self->scope = imagette_parts_choice (scopes, G_CALLBACK (changed), self);
  self->scope_row = imagette_parts_row (self->what_list, _("Greys"),
                                _("Which numbers share one scale of greys"), self->scope);
  self->colors = imagette_parts_choice (colors, G_CALLBACK (changed), self);
  self->colors_row = imagette_parts_row (self->what_list, _("Colours"), _("Grey, or diverging colours"),
                                 self->colors);
}

static void
build_where (ImagetteExportDialog *self)
{
  self->name = gtk_entry_new ();
  gtk_widget_set_hexpand (self->name, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), 36);
  gtk_entry_set_activates_default (GTK_ENTRY (self->name), TRUE);
  imagette_parts_row (self->where_list, _("Name"), _("Name of the file"), self->name);
  self->folder_button = gtk_button_new_from_icon_name ("folder-open-symbolic");
  gtk_widget_set_tooltip_text (self->folder_button, _("Choose another folder"));
  g_signal_connect_swapped (self->folder_button, "clicked", G_CALLBACK (choose_folder_cb), self);
  self->folder_row = imagette_parts_row (self->where_list, _("Folder"), _("Where the file goes"),
                                 self->folder_button);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->folder_row), 2);
}

static void
imagette_export_dialog_dispose (GObject *object)
{
  ImagetteExportDialog *self = IMAGETTE_EXPORT_DIALOG (object);

  g_clear_pointer (&self->frame, nn_frame_unref);
  g_clear_pointer (&self->epochs, g_array_unref);
  g_clear_pointer (&self->losses, g_array_unref);
  g_clear_pointer (&self->figure, nn_figure_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->all_max);

  G_OBJECT_CLASS (imagette_export_dialog_parent_class)->dispose (object);
}

#define BIND(class, name) \
  gtk_widget_class_bind_template_child (GTK_WIDGET_CLASS (class), ImagetteExportDialog, name)

static void
imagette_export_dialog_class_init (ImagetteExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_export_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/imagette/Imagette/ui/imagette-export-dialog.ui");
  BIND (class, preview_stack);
  BIND (class, preview);
  BIND (class, preview_text);
  BIND (class, size_label);
  BIND (class, what_list);
  BIND (class, where_list);
  BIND (class, cancel_button);
  BIND (class, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
imagette_export_dialog_init (ImagetteExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = g_settings_new (IMAGETTE_ID);
  self->choice.view = nn_view_spec_default ();
  self->folder = g_settings_get_string (self->settings, "export-folder");
  if (self->folder[0] == '\0' || !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    {
      const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

      g_free (self->folder);
      self->folder = g_strdup (pictures != NULL ? pictures : g_get_home_dir ());
    }
  self->all_max = imagette_all_max_new ();
  g_signal_connect_object (self->all_max, "changed", G_CALLBACK (all_max_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->filling = TRUE;
  build_what (self);
  build_where (self);
  self->filling = FALSE;
  show_folder (self);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->export_button);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->preview), draw_preview, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->preview), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Preview of the file"), -1);
}

ImagetteExportDialog *
imagette_export_dialog_present (GtkWindow       *parent,
                                NnSession       *session,
                                ImagetteDisplay *display)
{
  NnFrame *frame = nn_session_get_frame (session);
  ImagetteExportDialog *self;

  if (frame == NULL)
    return NULL;
  self = g_object_new (IMAGETTE_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->frame = nn_frame_ref (frame);
  self->epochs = g_array_copy (nn_session_get_epochs (session));
  self->losses = g_array_copy (nn_session_get_losses (session));
  imagette_all_max_renew (self->all_max, nn_session_get_moments (session), frame->probe);
  self->filling = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->scope), imagette_display_get_scope (display));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->colors), imagette_display_get_colors (display));
  self->filling = FALSE;
  changed (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->what);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
imagette_export_dialog_choose (ImagetteExportDialog *self,
                               const char           *what,
                               const char           *format)
{
  NnFormat found;

  g_return_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self));

  for (guint i = 0; i < G_N_ELEMENTS (whats); i++)
    if (g_str_equal (whats[i].name, what))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->what), i);
  if (format != NULL && nn_format_from_string (&found, format))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->format), found);
}

void
imagette_export_dialog_set_folder (ImagetteExportDialog *self,
                                   const char           *folder)
{
  g_return_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self));

  g_free (self->folder);
  self->folder = g_strdup (folder);
  show_folder (self);
}

char *
imagette_export_dialog_get_path (ImagetteExportDialog *self)
{
  g_return_val_if_fail (IMAGETTE_IS_EXPORT_DIALOG (self), NULL);
  return g_build_filename (self->folder, gtk_editable_get_text (GTK_EDITABLE (self->name)), NULL);
}

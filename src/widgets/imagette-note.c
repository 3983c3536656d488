/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-note.h"

#define CALM (G_USEC_PER_SEC / 8) /* between two texts that are painted */

struct _ImagetteNote
{
  GtkWidget parent_instance;

  char *text;
  int n_chars, n_lines;
  PangoLayout *layout;            /* NULL: made when it is needed */
  gint64 renewed_at;              /* when other words were painted last */
  guint timeout;                  /* other words are to be painted then */
  ImagetteSpeech speech;
};

G_DEFINE_FINAL_TYPE (ImagetteNote, imagette_note, GTK_TYPE_WIDGET)

static char *
describe (GtkWidget *widget)
{
  return g_strdup (IMAGETTE_NOTE (widget)->text);
}

static void
drop_layout (GtkWidget *widget)
{
  g_clear_object (&IMAGETTE_NOTE (widget)->layout);
  gtk_widget_queue_draw (widget);
}

static gboolean
renew_cb (gpointer self)
{
  IMAGETTE_NOTE (self)->timeout = 0;
  IMAGETTE_NOTE (self)->renewed_at = g_get_monotonic_time ();
  drop_layout (self);
  return G_SOURCE_REMOVE;
}

/* Nobody reads faster; and GTK 4.8 paints all that lies between the words and the cursor that
 * they follow, if both have changed. */
static void
renew (ImagetteNote *self)
{
  gint64 rest = self->renewed_at + CALM - g_get_monotonic_time ();

  if (self->timeout != 0)
    return;
  if (rest > 0)
    self->timeout = g_timeout_add ((guint) (rest / 1000 + 1), renew_cb, self);
  else
    renew_cb (self);
}

static PangoLayout *
make_layout (GtkWidget  *widget,
             const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
imagette_note_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  const ImagetteNote *self = IMAGETTE_NOTE (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = PANGO_PIXELS_CEIL (self->n_chars
                                  * MAX (pango_font_metrics_get_approximate_char_width (metrics),
                                         pango_font_metrics_get_approximate_digit_width (metrics)));
  else
    {
      g_autoptr (PangoLayout) layout = make_layout (widget, "0");
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      *minimum = self->n_lines * height;
    }
  *natural = *minimum;
  pango_font_metrics_unref (metrics);
}

static void
imagette_note_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  ImagetteNote *self = IMAGETTE_NOTE (widget);
  NnStyle style;
  GdkRGBA color;

  if (self->layout == NULL)
    {
      self->layout = make_layout (widget, self->text);
      pango_layout_set_width (self->layout, gtk_widget_get_width (widget) * PANGO_SCALE);
      pango_layout_set_height (self->layout, gtk_widget_get_height (widget) * PANGO_SCALE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  imagette_look_init_style (widget, &style);
  imagette_look_rgba (style.text, 1, &color);
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
}

static void
imagette_note_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  g_clear_object (&IMAGETTE_NOTE (widget)->layout);
}

static void
imagette_note_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (imagette_note_parent_class)->css_changed (widget, change);
  drop_layout (widget);
}

static void
imagette_note_system_setting_changed (GtkWidget       *widget,
                                      GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (imagette_note_parent_class)->system_setting_changed (widget, setting);
  drop_layout (widget);
}

static void
imagette_note_dispose (GObject *object)
{
  g_clear_handle_id (&IMAGETTE_NOTE (object)->timeout, g_source_remove);
  imagette_speech_clear (&IMAGETTE_NOTE (object)->speech);
  g_clear_object (&IMAGETTE_NOTE (object)->layout);

  G_OBJECT_CLASS (imagette_note_parent_class)->dispose (object);
}

static void
imagette_note_finalize (GObject *object)
{
  g_free (IMAGETTE_NOTE (object)->text);

  G_OBJECT_CLASS (imagette_note_parent_class)->finalize (object);
}

static void
imagette_note_class_init (ImagetteNoteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_note_dispose;
  G_OBJECT_CLASS (class)->finalize = imagette_note_finalize;
  widget_class->measure = imagette_note_measure;
  widget_class->size_allocate = imagette_note_size_allocate;
  widget_class->snapshot = imagette_note_snapshot;
  widget_class->css_changed = imagette_note_css_changed;
  widget_class->system_setting_changed = imagette_note_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "imagette-note");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
imagette_note_init (ImagetteNote *self)
{
  self->text = g_strdup ("");
  imagette_speech_init (&self->speech, GTK_WIDGET (self), describe);
  imagette_look_watch (GTK_WIDGET (self), drop_layout);
}

GtkWidget *
imagette_note_new (int n_chars,
                   int n_lines)
{
  ImagetteNote *self;

  g_return_val_if_fail (n_chars > 0 && n_lines > 0, NULL);

  self = g_object_new (IMAGETTE_TYPE_NOTE, NULL);
  self->n_chars = n_chars;
  self->n_lines = n_lines;
  return GTK_WIDGET (self);
}

void
imagette_note_set_text (ImagetteNote *self,
                        const char   *text)
{
  g_return_if_fail (IMAGETTE_IS_NOTE (self));

  if (text == NULL)
    text = "";
  if (g_str_equal (self->text, text))
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  renew (self);
  imagette_speech_changed (&self->speech);
}

const char *
imagette_note_get_text (ImagetteNote *self)
{
  g_return_val_if_fail (IMAGETTE_IS_NOTE (self), NULL);
  return self->text;
}

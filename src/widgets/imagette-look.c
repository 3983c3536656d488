/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/imagette-look.h"

#include <adwaita.h>
#include <math.h>

#define SPEECH_INTERVAL_MS 1000
#define MIN_FONT_PIXELS 13.0

static double
font_pixels (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) > 0
              ? pango_cairo_context_get_resolution (context) / 72.0
              : 96.0 / 72.0;
  return MAX (size, MIN_FONT_PIXELS);
}

void
imagette_look_init_style (GtkWidget *widget, NnStyle *style)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  nn_style_init (style, dark, font_pixels (widget));
  style->locale_numbers = TRUE;
  style->context = gtk_widget_get_pango_context (widget);
  style->keep_layouts = TRUE;
  if (adw_style_manager_get_high_contrast (manager))
    {
      style->text = dark ? 0xffffff : 0x000000;
      style->dim = style->text;
      style->grid = nn_style_mix (style->background, style->text, 0.5);
      style->empty = nn_style_mix (style->background, style->text, 0.25);
    }
}

void
imagette_look_watch (GtkWidget *widget, void (*changed) (GtkWidget *widget))
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (changed), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (changed), widget,
                           G_CONNECT_SWAPPED);
}

gboolean
imagette_look_animates (GtkWidget *widget)
{
  return adw_get_enable_animations (widget);
}

void
imagette_look_text_color (GtkWidget *widget, double alpha, GdkRGBA *rgba)
{
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), rgba);
  if (!adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    rgba->alpha *= (float) alpha;
}

void
imagette_look_rgba (guint32 color, double alpha, GdkRGBA *rgba)
{
  rgba->red = (float) ((color >> 16 & 0xff) / 255.0);
  rgba->green = (float) ((color >> 8 & 0xff) / 255.0);
  rgba->blue = (float) ((color & 0xff) / 255.0);
  rgba->alpha = (float) alpha;
}

char *
imagette_look_number (double value, double m)
{
  int decimals = 2;
  g_autofree char *digits = NULL;

  if (!isfinite (value))
    return g_strdup (isnan (value) ? "NaN" : value < 0 ? "−∞" : "∞");

  m = fabs (m);
  if (m >= 100)
    decimals = m >= 1000 ? 0 : 1;
  else if (m > 0 && m < 0.1)
    decimals = CLAMP (1 - (int) floor (log10 (m)), 2, 6);
  digits = g_strdup_printf ("%'.*f", decimals, fabs (value));
  /* "-0.00" reads as a mistake. */
  if (value < 0 && strpbrk (digits, "123456789") != NULL)
    return g_strconcat ("−", digits, NULL);
  return g_steal_pointer (&digits);
}

void
imagette_speech_init (ImagetteSpeech *speech,
                      GtkWidget      *widget,
                      char         *(*describe) (GtkWidget *widget))
{
  speech->widget = widget;
  speech->describe = describe;
  speech->timeout = 0;
  speech->spoken_at = 0;
}

void
imagette_speech_renew (ImagetteSpeech *speech)
{
  g_autofree char *text = speech->describe (speech->widget);

  g_clear_handle_id (&speech->timeout, g_source_remove);
  speech->spoken_at = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (speech->widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static gboolean
speech_timeout_cb (gpointer data)
{
  ImagetteSpeech *speech = data;

  speech->timeout = 0;
  imagette_speech_renew (speech);
  return G_SOURCE_REMOVE;
}

void
imagette_speech_changed (ImagetteSpeech *speech)
{
  gint64 waited = (g_get_monotonic_time () - speech->spoken_at) / 1000;

  if (speech->timeout != 0)
    return;
  /* Idle priority: never in the way of a frame. Timers of many tiles drift
   * apart by themselves, each starts with its own change. */
  speech->timeout = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE,
                                        waited >= SPEECH_INTERVAL_MS
                                          ? 0
                                          : (guint) (SPEECH_INTERVAL_MS - waited),
                                        speech_timeout_cb, speech, NULL);
}

void
imagette_speech_clear (ImagetteSpeech *speech)
{
  g_clear_handle_id (&speech->timeout, g_source_remove);
}

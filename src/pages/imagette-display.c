/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-display.h"

#include "pages/imagette-zoom.h"

struct _ImagetteDisplay
{
  GObject parent_instance;

  NnScope scope;
  NnColors colors;
  double zoom;
  gboolean projector;
  ImagetteHidden hidden;
  ImagetteVote *vote;
  ImagetteHidden secret;          /* as "changed" told last */
};

enum { PROP_0, PROP_SCOPE, PROP_COLORS, PROP_ZOOM, PROP_PROJECTOR, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteDisplay, imagette_display, G_TYPE_OBJECT)

static void
set_zoom (ImagetteDisplay *self,
          double           zoom)
{
  zoom = CLAMP (zoom, IMAGETTE_ZOOM_MIN, IMAGETTE_ZOOM_MAX);
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
imagette_display_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ImagetteDisplay *self = IMAGETTE_DISPLAY (object);

  switch (id)
    {
    case PROP_SCOPE: g_value_set_string (value, nn_scope_to_string (self->scope)); break;
    case PROP_COLORS: g_value_set_string (value, nn_colors_to_string (self->colors)); break;
    case PROP_ZOOM: g_value_set_double (value, self->zoom); break;
    case PROP_PROJECTOR: g_value_set_boolean (value, self->projector); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
imagette_display_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  ImagetteDisplay *self = IMAGETTE_DISPLAY (object);
  NnScope scope;
  NnColors colors;

  switch (id)
    {
    case PROP_SCOPE:
      if (nn_scope_from_string (&scope, g_value_get_string (value)))
        imagette_display_set_scope (self, scope);
      break;
    case PROP_COLORS:
      if (nn_colors_from_string (&colors, g_value_get_string (value)))
        imagette_display_set_colors (self, colors);
      break;
    case PROP_ZOOM:
      set_zoom (self, g_value_get_double (value));
      break;
    case PROP_PROJECTOR:
      imagette_display_set_projector (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vote_changed_cb (ImagetteDisplay *self)
{
  if (imagette_vote_get_secret (self->vote) == self->secret)
    return;
  self->secret = imagette_vote_get_secret (self->vote);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
imagette_display_finalize (GObject *object)
{
  g_object_unref (IMAGETTE_DISPLAY (object)->vote);

  G_OBJECT_CLASS (imagette_display_parent_class)->finalize (object);
}

static void
imagette_display_class_init (ImagetteDisplayClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = imagette_display_get_property;
  object_class->set_property = imagette_display_set_property;
  object_class->finalize = imagette_display_finalize;

  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, "layer", flags);
  properties[PROP_COLORS] = g_param_spec_string ("colors", NULL, NULL, "grey", flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, IMAGETTE_ZOOM_MIN,
                                               IMAGETTE_ZOOM_MAX, 1, flags);
  properties[PROP_PROJECTOR] = g_param_spec_boolean ("projector", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
imagette_display_init (ImagetteDisplay *self)
{
  self->scope = NN_SCOPE_LAYER;
  self->colors = NN_COLORS_GREY;
  self->zoom = 1;
  self->vote = imagette_vote_new ();
  g_signal_connect_swapped (self->vote, "changed", G_CALLBACK (vote_changed_cb), self);
}

ImagetteDisplay *
imagette_display_new (void)
{
  return g_object_new (IMAGETTE_TYPE_DISPLAY, NULL);
}

NnScope
imagette_display_get_scope (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), NN_SCOPE_LAYER);
  return self->scope;
}

NnColors
imagette_display_get_colors (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), NN_COLORS_GREY);
  return self->colors;
}

double
imagette_display_get_zoom (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), 1);
  return self->zoom;
}

gboolean
imagette_display_get_projector (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), FALSE);
  return self->projector;
}

void
imagette_display_set_scope (ImagetteDisplay *self,
                            NnScope          scope)
{
  g_return_if_fail (IMAGETTE_IS_DISPLAY (self));

  if (scope == self->scope)
    return;
  self->scope = scope;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
imagette_display_set_colors (ImagetteDisplay *self,
                             NnColors         colors)
{
  g_return_if_fail (IMAGETTE_IS_DISPLAY (self));

  if (colors == self->colors)
    return;
  self->colors = colors;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLORS]);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
imagette_display_set_projector (ImagetteDisplay *self,
                                gboolean         projector)
{
  g_return_if_fail (IMAGETTE_IS_DISPLAY (self));

  projector = !!projector;
  if (projector == self->projector)
    return;
  self->projector = projector;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECTOR]);
  g_signal_emit (self, signals[CHANGED], 0);
}

ImagetteHidden
imagette_display_get_hidden (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), 0);
  return self->hidden;
}

void
imagette_display_set_hidden (ImagetteDisplay *self,
                             ImagetteHidden   hidden)
{
  g_return_if_fail (IMAGETTE_IS_DISPLAY (self));
  if (hidden == self->hidden)
    return;
  self->hidden = hidden;
  imagette_vote_ask (self->vote, hidden & IMAGETTE_HIDDEN_SECRETS);
  g_signal_emit (self, signals[CHANGED], 0);
}

ImagetteVote *
imagette_display_get_vote (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), NULL);
  return self->vote;
}

ImagetteHidden
imagette_display_get_secret (ImagetteDisplay *self)
{
  g_return_val_if_fail (IMAGETTE_IS_DISPLAY (self), 0);
  return imagette_vote_get_secret (self->vote);
}

void
imagette_display_zoom (ImagetteDisplay *self,
                       int              direction)
{
  g_return_if_fail (IMAGETTE_IS_DISPLAY (self));
  set_zoom (self, imagette_zoom_step (self->zoom, direction));
}

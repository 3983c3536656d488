/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-page.h"

typedef struct
{
  NnSession *session;
  ImagetteDisplay *display;
  ImagettePlan *plan;
  gboolean narrow;
  ImagetteChange pending;
} ImagettePagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ImagettePage, imagette_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((ImagettePagePrivate *) imagette_page_get_instance_private (self))

/* Which change a notification of the session stands for. */
static const struct { const char *property; ImagetteChange change; } watched[] = {
  { "frame", IMAGETTE_CHANGE_FRAME },
  { "probe", IMAGETTE_CHANGE_FRAME },
  { "curve", IMAGETTE_CHANGE_CURVE },
  { "state", IMAGETTE_CHANGE_PROGRESS },
  { "progress", IMAGETTE_CHANGE_PROGRESS },
  { "timeline", IMAGETTE_CHANGE_TIMELINE },
  { "looking-back", IMAGETTE_CHANGE_TIMELINE },
};

/* … and which ones are of studies. */
static const char *const studies[] = {
  "features", "evolution", "occlusion", "invariance", "digit-map", "maxima", "occluded-frame",
  "transformed-frame", "study-progress", "clip-lesson", "weight-look", NULL
};

static void
changed (ImagettePage  *self,
         ImagetteChange change)
{
  ImagettePagePrivate *priv = PRIVATE (self);

  priv->pending |= change;
  if ((change & IMAGETTE_CHANGE_DISPLAY) != 0)
    imagette_page_renew_veil (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    imagette_page_flush (self);
}

static void
session_notify_cb (ImagettePage *self,
                   GParamSpec   *pspec)
{
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    if (g_str_equal (watched[i].property, pspec->name))
      changed (self, watched[i].change);
  if (g_strv_contains (studies, pspec->name))
    changed (self, IMAGETTE_CHANGE_STUDY);
}

static void
display_changed_cb (ImagetteDisplay *display,
                    ImagettePage    *self)
{
  changed (self, IMAGETTE_CHANGE_DISPLAY);
}

static void
plan_changed_cb (ImagettePlan *plan,
                 ImagettePage *self)
{
  changed (self, IMAGETTE_CHANGE_PLAN);
}

static void
imagette_page_map (GtkWidget *widget)
{
  /* Before the first picture of the page, so that nothing old flashes up. */
  imagette_page_flush (IMAGETTE_PAGE (widget));
  GTK_WIDGET_CLASS (imagette_page_parent_class)->map (widget);
}

static void
imagette_page_dispose (GObject *object)
{
  ImagettePagePrivate *priv = PRIVATE (IMAGETTE_PAGE (object));

  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, object);
  if (priv->display != NULL)
    g_signal_handlers_disconnect_by_data (priv->display, object);
  if (priv->plan != NULL)
    g_signal_handlers_disconnect_by_data (priv->plan, object);
  g_clear_object (&priv->session);
  g_clear_object (&priv->display);
  g_clear_object (&priv->plan);

  G_OBJECT_CLASS (imagette_page_parent_class)->dispose (object);
}

static void
imagette_page_class_init (ImagettePageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = imagette_page_dispose;
  GTK_WIDGET_CLASS (class)->map = imagette_page_map;
  g_signal_new ("run-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
imagette_page_init (ImagettePage *self)
{
}

NnSession *
imagette_page_get_session (ImagettePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), NULL);
  return PRIVATE (self)->session;
}

ImagetteDisplay *
imagette_page_get_display (ImagettePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), NULL);
  return PRIVATE (self)->display;
}

ImagettePlan *
imagette_page_get_plan (ImagettePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), NULL);
  return PRIVATE (self)->plan;
}

gboolean
imagette_page_get_narrow (ImagettePage *self)
{
  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), FALSE);
  return PRIVATE (self)->narrow;
}

void
imagette_page_set_session (ImagettePage *self,
                           NnSession    *session)
{
  ImagettePagePrivate *priv;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  priv = PRIVATE (self);
  if (priv->session == session)
    return;
  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, self);
  g_set_object (&priv->session, session);
  if (session != NULL)
    g_signal_connect_swapped (session, "notify", G_CALLBACK (session_notify_cb), self);
  changed (self, IMAGETTE_CHANGE_ALL);
}

void
imagette_page_set_display (ImagettePage    *self,
                           ImagetteDisplay *display)
{
  ImagettePagePrivate *priv;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  priv = PRIVATE (self);
  if (priv->display == display)
    return;
  if (priv->display != NULL)
    g_signal_handlers_disconnect_by_data (priv->display, self);
  g_set_object (&priv->display, display);
  if (display != NULL)
    g_signal_connect (display, "changed", G_CALLBACK (display_changed_cb), self);
  changed (self, IMAGETTE_CHANGE_DISPLAY);
}

void
imagette_page_set_plan (ImagettePage *self,
                        ImagettePlan *plan)
{
  ImagettePagePrivate *priv;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  priv = PRIVATE (self);
  if (priv->plan == plan)
    return;
  if (priv->plan != NULL)
    g_signal_handlers_disconnect_by_data (priv->plan, self);
  g_set_object (&priv->plan, plan);
  if (plan != NULL)
    g_signal_connect (plan, "changed", G_CALLBACK (plan_changed_cb), self);
  changed (self, IMAGETTE_CHANGE_PLAN);
}

void
imagette_page_set_narrow (ImagettePage *self,
                          gboolean      narrow)
{
  ImagettePagePrivate *priv;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  priv = PRIVATE (self);
  narrow = !!narrow;
  if (priv->narrow == narrow)
    return;
  priv->narrow = narrow;
  if (IMAGETTE_PAGE_GET_CLASS (self)->set_narrow != NULL)
    IMAGETTE_PAGE_GET_CLASS (self)->set_narrow (self, narrow);
}

gboolean
imagette_page_leave (ImagettePage *self)
{
  ImagettePageClass *class;

  g_return_val_if_fail (IMAGETTE_IS_PAGE (self), FALSE);
  class = IMAGETTE_PAGE_GET_CLASS (self);
  return class->leave != NULL && class->leave (self);
}

void
imagette_page_get_subject (ImagettePage    *self,
                           ImagetteSubject *subject)
{
  g_return_if_fail (IMAGETTE_IS_PAGE (self) && subject != NULL);

  *subject = (ImagetteSubject) { .what = "all", .tile = -1, .layer = -1, .scope = -1, .map = -1 };
  if (IMAGETTE_PAGE_GET_CLASS (self)->get_subject != NULL)
    IMAGETTE_PAGE_GET_CLASS (self)->get_subject (self, subject);
}

void
imagette_page_flush (ImagettePage *self)
{
  ImagettePagePrivate *priv;
  ImagetteChange changes;

  g_return_if_fail (IMAGETTE_IS_PAGE (self));

  priv = PRIVATE (self);
  changes = priv->pending;
  if (changes == 0 || priv->session == NULL || priv->display == NULL || priv->plan == NULL)
    return;
  priv->pending = 0;
  if (IMAGETTE_PAGE_GET_CLASS (self)->update != NULL)
    IMAGETTE_PAGE_GET_CLASS (self)->update (self, changes);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/imagette-fit.h"

#define STEP 0.05
#define FIRST_STEP 8              /* 0.4 … */
#define LAST_STEP 120             /* … to 6 */
#define RESERVE 44                /* room for a notice over the page, so that no tile changes size then */

struct _ImagetteFit
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *content;
  ImagetteFitFunc apply;
  gpointer data;
  double zoom, factor;
  gboolean narrow;
  gboolean tight;                 /* no reserve: under a notice it scrolls instead */

  int width, height, dpi;         /* what the factor was found for; 0: look again */
};

G_DEFINE_FINAL_TYPE (ImagetteFit, imagette_fit, GTK_TYPE_WIDGET)

static gboolean
content_fits (ImagetteFit *self,
              int          width,
              int          height)
{
  int needed;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  if (needed > width)
    return FALSE;
  if (self->narrow)
    return TRUE;
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, width, &needed, NULL, NULL, NULL);
  return needed <= height;
}

static gboolean
fits (ImagetteFit *self,
      int          step,
      int          width,
      int          height)
{
  self->apply (step * STEP, self->data);
  return content_fits (self, width, height);
}

static void
find_factor (ImagetteFit *self,
             int          width,
             int          height)
{
  int low = FIRST_STEP, high = LAST_STEP;
  int reserve = self->tight ? 0 : RESERVE;

  /* Where not even the smallest tiles fit below one another, it scrolls down. */
  if (!fits (self, low, width, height - reserve))
    height = G_MAXINT;
  /* Larger never fits where smaller did not. */
  while (low < high)
    {
      int middle = (low + high + 1) / 2;

      if (fits (self, middle, width, height - reserve))
        low = middle;
      else
        high = middle - 1;
    }
  self->factor = low * STEP * self->zoom;
  self->apply (self->factor, self->data);
}

static void
imagette_fit_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  ImagetteFit *self = IMAGETTE_FIT (widget);
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  if (width != self->width || height != self->height || dpi != self->dpi)
    {
      gboolean only_lower = width == self->width && height < self->height && dpi == self->dpi;

      self->width = width;
      self->height = height;
      self->dpi = dpi;
      if (!only_lower || (!self->tight && (self->zoom > 1 || !content_fits (self, width, height))))
        find_factor (self, width, height);
    }
  gtk_widget_allocate (self->scroller, width, height, baseline, NULL);
}

static void
imagette_fit_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gtk_widget_measure (IMAGETTE_FIT (widget)->scroller, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
imagette_fit_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_FIT (object)->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (imagette_fit_parent_class)->dispose (object);
}

static void
imagette_fit_class_init (ImagetteFitClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_fit_dispose;
  widget_class->size_allocate = imagette_fit_size_allocate;
  widget_class->measure = imagette_fit_measure;
}

static void
imagette_fit_init (ImagetteFit *self)
{
  self->zoom = 1;
  self->factor = 1;
  self->scroller = gtk_scrolled_window_new ();
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
imagette_fit_new (GtkWidget       *content,
                  ImagetteFitFunc  apply,
                  gpointer         data)
{
  ImagetteFit *self = g_object_new (IMAGETTE_TYPE_FIT, NULL);
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  self->content = content;
  self->apply = apply;
  self->data = data;
  /* A click on a tile must not scroll the page. */
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), content);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), viewport);
  return GTK_WIDGET (self);
}

void
imagette_fit_renew (ImagetteFit *self)
{
  g_return_if_fail (IMAGETTE_IS_FIT (self));

  self->width = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
imagette_fit_set_zoom (ImagetteFit *self,
                       double       zoom)
{
  g_return_if_fail (IMAGETTE_IS_FIT (self));

  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  imagette_fit_renew (self);
}

void
imagette_fit_set_narrow (ImagetteFit *self,
                         gboolean     narrow)
{
  g_return_if_fail (IMAGETTE_IS_FIT (self));

  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  imagette_fit_renew (self);
}

void
imagette_fit_set_tight (ImagetteFit *self,
                        gboolean     tight)
{
  g_return_if_fail (IMAGETTE_IS_FIT (self));

  if (tight == self->tight)
    return;
  self->tight = tight;
  imagette_fit_renew (self);
}

double
imagette_fit_get_factor (ImagetteFit *self)
{
  g_return_val_if_fail (IMAGETTE_IS_FIT (self), 1);
  return self->factor;
}

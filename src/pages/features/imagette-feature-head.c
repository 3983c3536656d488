/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages/features/imagette-feature-head.h"

#define BESIDE 12
#define BELOW 6

struct _ImagetteFeatureHead
{
  GtkWidget parent_instance;

  GtkWidget *switcher, *controls;
};

G_DEFINE_FINAL_TYPE (ImagetteFeatureHead, imagette_feature_head, GTK_TYPE_WIDGET)

static void
measure_both (ImagetteFeatureHead *self,
              GtkOrientation       orientation,
              int                  minimum[2],
              int                  natural[2])
{
  gtk_widget_measure (self->switcher, orientation, -1, &minimum[0], &natural[0], NULL, NULL);
  gtk_widget_measure (self->controls, orientation, -1, &minimum[1], &natural[1], NULL, NULL);
}

static int
width_of_controls (ImagetteFeatureHead *self)
{
  int minimum[2], natural[2];

  measure_both (self, GTK_ORIENTATION_HORIZONTAL, minimum, natural);
  return natural[1];
}

static gboolean
fits_beside (ImagetteFeatureHead *self,
             int                  width)
{
  int minimum[2], natural[2];

  measure_both (self, GTK_ORIENTATION_HORIZONTAL, minimum, natural);
  return width < 0 || natural[1] == 0 || natural[0] + BESIDE + natural[1] <= width;
}

static GtkSizeRequestMode
imagette_feature_head_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
imagette_feature_head_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  ImagetteFeatureHead *self = IMAGETTE_FEATURE_HEAD (widget);
  int least[2], wanted[2];

  measure_both (self, orientation, least, wanted);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (least[0], least[1]);
      *natural = wanted[0] + BESIDE + wanted[1];
    }
  else if (fits_beside (self, for_size))
    {
      *minimum = MAX (least[0], least[1]);
      *natural = MAX (wanted[0], wanted[1]);
    }
  else
    {
      *minimum = least[0] + BELOW + least[1];
      *natural = wanted[0] + BELOW + wanted[1];
    }
}

static void
place (GtkWidget *widget,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_size_allocate (widget, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
imagette_feature_head_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  ImagetteFeatureHead *self = IMAGETTE_FEATURE_HEAD (widget);
  int least[2], wanted[2], room = width_of_controls (self);

  if (fits_beside (self, width))
    {
      place (self->switcher, 0, 0, width - (room > 0 ? room + BESIDE : 0), height);
      place (self->controls, width - room, 0, room, height);
      return;
    }
  measure_both (self, GTK_ORIENTATION_VERTICAL, least, wanted);
  room = MIN (room, width);
  place (self->switcher, 0, 0, width, wanted[0]);
  place (self->controls, width - room, wanted[0] + BELOW, room, wanted[1]);
}

static void
imagette_feature_head_dispose (GObject *object)
{
  ImagetteFeatureHead *self = IMAGETTE_FEATURE_HEAD (object);

  g_clear_pointer (&self->switcher, gtk_widget_unparent);
  g_clear_pointer (&self->controls, gtk_widget_unparent);

  G_OBJECT_CLASS (imagette_feature_head_parent_class)->dispose (object);
}

static void
imagette_feature_head_class_init (ImagetteFeatureHeadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = imagette_feature_head_dispose;
  widget_class->get_request_mode = imagette_feature_head_get_request_mode;
  widget_class->measure = imagette_feature_head_measure;
  widget_class->size_allocate = imagette_feature_head_size_allocate;
}

static void
imagette_feature_head_init (ImagetteFeatureHead *self)
{
}

GtkWidget *
imagette_feature_head_new (GtkWidget *switcher,
                           GtkWidget *controls)
{
  ImagetteFeatureHead *self = g_object_new (IMAGETTE_TYPE_FEATURE_HEAD, NULL);

  self->switcher = switcher;
  self->controls = controls;
  gtk_widget_set_parent (switcher, GTK_WIDGET (self));
  gtk_widget_set_parent (controls, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/ours/imagette-our-list.h"

#include "pages/imagette-parts.h"
#include "pages/ours/imagette-our-item.h"
#include "widgets/imagette-image-grid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ImagetteOurList
{
  AdwBin parent_instance;

  GtkWidget *count, *only_misread, *label, *remove, *undo;
  ImagetteImageGrid *gallery;

  guint chosen;                   /* G_MAXUINT: none */
  const NnOurDigits *digits;      /* borrowed, for the time between two calls of show */
  NnEvaluation *evaluation;
  GByteArray *shown;              /* number, label and reading of each, as they are shown */
  gboolean updating;
};

enum { RELABEL, REMOVE, UNDO, OPENED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ImagetteOurList, imagette_our_list, ADW_TYPE_BIN)

/* -1: not known. */
static int
get_reading (ImagetteOurList *self,
             guint            i)
{
  return self->evaluation != NULL ? self->evaluation->predicted[i] : -1;
}

static gboolean
is_misread (ImagetteOurList *self,
            guint            i)
{
  return self->evaluation != NULL
         && get_reading (self, i) != nn_our_digits_get (self->digits, i)->label;
}

static void
fill (ImagetteOurList *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = self->digits != NULL ? nn_our_digits_count (self->digits) : 0;
  const gboolean only = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only_misread));
  g_autofree char *count = NULL;

  for (int misread = 1; misread >= (only ? 1 : 0); misread--)
    for (guint i = 0; i < n; i++)
      if (is_misread (self, i) == misread)
        g_ptr_array_add (items, imagette_our_item_new (nn_our_digits_get (self->digits, i),
                                                       get_reading (self, i), i));
  imagette_image_grid_set_empty_text (self->gallery, n == 0 ? _("Draw one, and say what it is")
                                                            : _("None is misread"));
  imagette_image_grid_set_items (self->gallery, items);
  if (self->evaluation != NULL)
    count = g_strdup_printf (ngettext ("%u digit · %u misread", "%u digits · %u misread", n), n,
                             n - self->evaluation->correct);
  else
    count = g_strdup_printf (ngettext ("%u digit", "%u digits", n), n);
  gtk_label_set_text (GTK_LABEL (self->count), count);
}

/* What can be done with the one that is chosen. */
static void
show_chosen (ImagetteOurList *self)
{
  const gboolean chosen = self->digits != NULL && self->chosen < nn_our_digits_count (self->digits);

  self->updating = TRUE;
  if (chosen)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->label),
                                (guint) nn_our_digits_get (self->digits, self->chosen)->label);
  self->updating = FALSE;
  gtk_widget_set_sensitive (self->label, chosen);
  gtk_widget_set_sensitive (self->remove, chosen);
  gtk_widget_set_sensitive (self->undo,
                            self->digits != NULL && nn_our_digits_can_undo (self->digits));
}

/* ---- controls ---- */

static void
selected_cb (ImagetteImageGrid *gallery,
             guint              index,
             ImagetteOurList   *self)
{
  self->chosen = index;
  show_chosen (self);
}

static void
activated_cb (ImagetteImageGrid *gallery,
              guint              index,
              ImagetteOurList   *self)
{
  g_signal_emit (self, signals[OPENED], 0, index);
}

static void
label_cb (ImagetteOurList *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[RELABEL], 0, self->chosen,
                   (int) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->label)));
}

static void
remove_cb (ImagetteOurList *self)
{
  g_signal_emit (self, signals[REMOVE], 0, self->chosen);
}

static void
undo_cb (ImagetteOurList *self)
{
  g_signal_emit (self, signals[UNDO], 0);
}

/* ---- building ---- */

static void
imagette_our_list_dispose (GObject *object)
{
  g_clear_pointer (&IMAGETTE_OUR_LIST (object)->evaluation, nn_evaluation_unref);
  g_clear_pointer (&IMAGETTE_OUR_LIST (object)->shown, g_byte_array_unref);

  G_OBJECT_CLASS (imagette_our_list_parent_class)->dispose (object);
}

static void
imagette_our_list_class_init (ImagetteOurListClass *class)
{
  const GType type = G_TYPE_FROM_CLASS (class);
  const GSignalFlags flags = G_SIGNAL_RUN_LAST;

  G_OBJECT_CLASS (class)->dispose = imagette_our_list_dispose;
  signals[RELABEL] = g_signal_new ("relabel", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                   G_TYPE_UINT, G_TYPE_INT);
  signals[REMOVE] = g_signal_new ("remove", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_UINT);
  signals[UNDO] = g_signal_new ("undo", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, flags, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_UINT);
}

static GtkWidget *
new_button (ImagetteOurList *self,
            const char      *label,
            const char      *tooltip,
            GCallback        clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static void
imagette_our_list_init (ImagetteOurList *self)
{
  static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->chosen = G_MAXUINT;
  self->count = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_widget_add_css_class (self->count, "heading");
  gtk_widget_set_hexpand (self->count, TRUE);
  self->only_misread = gtk_toggle_button_new_with_label (_("Misread Only"));
  gtk_widget_set_tooltip_text (self->only_misread, _("Only those that the network misreads"));
  g_signal_connect_swapped (self->only_misread, "toggled", G_CALLBACK (fill), self);
  self->gallery = IMAGETTE_IMAGE_GRID (imagette_image_grid_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->gallery), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->gallery), 320, 180);
  g_signal_connect (self->gallery, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self->gallery, "activated", G_CALLBACK (activated_cb), self);
  self->label = imagette_parts_choice (digits, G_CALLBACK (label_cb), self);
  gtk_widget_set_tooltip_text (self->label, _("What the chosen one is"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What the chosen one is"), -1);
  self->remove = new_button (self, _("Delete"), _("Delete the chosen one"), G_CALLBACK (remove_cb));
  self->undo = new_button (self, _("Undo"), _("Undo adding, deleting or calling it another digit"),
                           G_CALLBACK (undo_cb));
  gtk_box_append (GTK_BOX (row), gtk_label_new (_("It is a")));
  gtk_box_append (GTK_BOX (row), self->label);
  gtk_box_append (GTK_BOX (row), self->remove);
  gtk_box_append (GTK_BOX (row), self->undo);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->gallery));
  gtk_box_append (GTK_BOX (box), row);
  adw_bin_set_child (ADW_BIN (self),
                     imagette_parts_card (self->count, NULL, self->only_misread, box));
}

GtkWidget *
imagette_our_list_new (void)
{
  return g_object_new (IMAGETTE_TYPE_OUR_LIST, NULL);
}

void
imagette_our_list_show (ImagetteOurList    *self,
                        const NnOurDigits  *digits,
                        const NnEvaluation *evaluation)
{
  g_autoptr (GByteArray) facts = NULL;

  g_return_if_fail (IMAGETTE_IS_OUR_LIST (self));

  g_clear_pointer (&self->evaluation, nn_evaluation_unref);
  if (digits != self->digits)
    g_clear_pointer (&self->shown, g_byte_array_unref);
  self->digits = digits;
  if (digits != NULL && evaluation != NULL && evaluation->n == nn_our_digits_count (digits))
    self->evaluation = nn_evaluation_ref ((NnEvaluation *) evaluation);
  facts = imagette_our_items_describe (digits, self->evaluation);
  if (self->shown == NULL || facts->len != self->shown->len
      || memcmp (facts->data, self->shown->data, facts->len) != 0)
    {
      g_clear_pointer (&self->shown, g_byte_array_unref);
      self->shown = g_steal_pointer (&facts);
      fill (self);
    }
  show_chosen (self);
}

void
imagette_our_list_choose (ImagetteOurList *self,
                          guint            i)
{
  g_return_if_fail (IMAGETTE_IS_OUR_LIST (self));
  selected_cb (self->gallery, i, self);
}

GListModel *
imagette_our_list_get_items (ImagetteOurList *self)
{
  g_return_val_if_fail (IMAGETTE_IS_OUR_LIST (self), NULL);
  return imagette_image_grid_get_items (self->gallery);
}

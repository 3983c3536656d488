/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/nn-study-desk.h"

#include <string.h>

#include "nn/nn-hands.h"
#include "session/nn-study-hand.h"
#include "session/nn-study-kind.h"

#define REST 10                   /* times as long as the work took; while training runs */
#define SPARE 8                   /* places on the shelf that moments do not fill */

/* In the order in which they are asked for; while training runs, they take turns. */
static const NnViewKind kinds[] = { NN_VIEW_FEATURES, NN_VIEW_MAP, NN_VIEW_EVOLUTION,
                                    NN_VIEW_INVARIANCE, NN_VIEW_OCCLUSION, NN_VIEW_MAXIMA };
/* What a hand can do to the probe. */
static const NnViewKind held_kinds[] = { NN_VIEW_OCCLUDED, NN_VIEW_TRANSFORMED };

typedef struct
{
  guint64 serial;                 /* 0: nothing is on its way */
  NnStudyKey key;                 /* its pointers are owned */
  guint64 update;                 /* of its state */
  gboolean passing;               /* of a state that has gone on and is no moment: not kept */
} Asked;

struct _NnStudyDesk
{
  NnViewer *viewer;
  NnStudyShelf *shelf;
  NnStudies wanted;
  NnStudySpec spec;

  Asked asked[NN_VIEW_N_KINDS];
  gpointer shown[NN_VIEW_N_KINDS]; /* owned; EVOLUTION: NnEvolution */
  guint64 shown_update[NN_VIEW_N_KINDS];
  guint changed;                  /* 1 << kind, since the last update */

  NnStudyHand *hands[NN_VIEW_N_KINDS]; /* of held_kinds */

  guint generation;
  guint n_moments;                /* as the evolution knows */
  gint64 next;                    /* while training runs: not before this time … */
  guint turn;                     /* … and beginning with this one of kinds */
  double renewal;                 /* seconds; 0: with the moments; infinite: by hand */
  guint by_hand;                  /* 1 << kind: asked for by hand, and not begun */
  gint64 renewed[NN_VIEW_N_KINDS]; /* when it was asked for last while training ran */
  double progress;
};

/* What is shown */

static void
show (NnStudyDesk *self,
      NnViewKind   kind,
      gpointer     result,        /* taken; NULL: nothing */
      guint64      update)
{
  gpointer old = self->shown[kind];

  if (old != result)
    self->changed |= 1u << kind;
  self->shown[kind] = result;
  self->shown_update[kind] = update;
  if (old == NULL)
    return;
  if (kind == NN_VIEW_EVOLUTION)
    nn_evolution_unref (old);
  else
    nn_view_study_unref (kind, old);
}

static gboolean
wants (NnStudyDesk *self, NnViewKind kind)
{
  NnStudies flag = nn_study_kind_to_flag (kind);

  return (self->wanted & (flag == NN_STUDY_FEATURES ? flag | NN_STUDY_SCREENING : flag)) != 0;
}

static NnStudyKey
key_of (NnStudyDesk   *self,
        NnViewKind     kind,
        NnNetwork     *network,
        const NnScene *scene)
{
  return (NnStudyKey) {
    .kind = kind,
    .network = network,
    .probe = nn_study_kind_needs_probe (kind) ? scene->probe : NULL,
    .study = self->spec,
    .units = kind == NN_VIEW_FEATURES && (self->wanted & NN_STUDY_UNITS) != 0,
  };
}

static gpointer
find (NnStudyDesk   *self,
      NnViewKind     kind,
      NnNetwork     *network,
      const NnScene *scene)
{
  NnStudyKey key = key_of (self, kind, network, scene);

  return nn_study_shelf_find (self->shelf, &key);
}

/* The columns that are there, in the order of the moments. */
static void
gather_evolution (NnStudyDesk   *self,
                  const NnScene *scene)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();

  for (guint i = 0; i < scene->moments->len; i++)
    {
      NnMoment *moment = g_ptr_array_index (scene->moments, i);
      gpointer column = find (self, NN_VIEW_EVOLUTION, moment->network, scene);

      if (column != NULL)
        g_ptr_array_add (columns, column);
    }
  self->n_moments = scene->moments->len;
  show (self, NN_VIEW_EVOLUTION,
        columns->len > 0 ? nn_evolution_new (columns, scene->moments->len) : NULL, 0);
}

/* States */

static NnStudyState
state_of_moment (NnMoment *moment)
{
  return (NnStudyState) { moment->network, &moment->spec, &moment->place };
}

static NnMoment *
last_moment (const NnScene *scene)
{
  return scene->moments->len > 0 ? g_ptr_array_index (scene->moments, scene->moments->len - 1)
                                 : NULL;
}

/* A hand may have changed filters, or muted maps, since the moment was kept. */
static gboolean
is_same_network (const NnNetwork *a, const NnNetwork *b)
{
  gsize size = nn_network_get_block_size (a) * sizeof (float);

  return a == b
         || (nn_hands_equal (nn_network_get_hands (a), nn_network_get_hands (b))
             && nn_network_get_block_size (b) * sizeof (float) == size
             && memcmp (nn_network_peek_block (a), nn_network_peek_block (b), size) == 0);
}

/* While training runs, of moments alone. */
static gboolean
follows_moments (const NnStudyDesk *self,
                 NnViewKind         kind)
{
  return kind == NN_VIEW_EVOLUTION || (self->renewal <= 0 && !nn_study_kind_needs_probe (kind));
}

/* What this kind is to be of. */
static NnStudyState
choose_state (const NnStudyDesk *self,
              NnViewKind         kind,
              const NnScene     *scene)
{
  NnMoment *last = last_moment (scene);

  if (scene->looked_at != NULL)
    return state_of_moment (scene->looked_at);
  if (scene->live == NULL)
    return (NnStudyState) { NULL };
  /* The present that was kept as a moment is that moment; an evolution has no others. */
  if (last != NULL
      && (kind == NN_VIEW_EVOLUTION || (scene->running && follows_moments (self, kind))
          || (last->place.update == scene->live->place.update
              && is_same_network (last->network, scene->live->network))))
    return state_of_moment (last);
  return (NnStudyState) { scene->live->network, &scene->live->spec, &scene->live->place };
}

/* Asking */

static void
forget (NnStudyDesk *self, NnViewKind kind)
{
  Asked *asked = &self->asked[kind];

  asked->serial = 0;
  g_clear_pointer (&asked->key.network, nn_network_unref);
  g_clear_pointer (&asked->key.probe, nn_probe_unref);
}

static void
give_up (NnStudyDesk *self, NnViewKind kind)
{
  if (self->asked[kind].serial == 0)
    return;
  nn_viewer_cancel (self->viewer, kind);
  forget (self, kind);
}

/* Any map that is there: all have the pixels' map in common. */
static NnDigitMap *
find_earlier_map (NnStudyDesk   *self,
                  const NnScene *scene)
{
  NnDigitMap *found = self->shown[NN_VIEW_MAP];

  for (guint i = 0; i < scene->moments->len && found == NULL; i++)
    found = find (self, NN_VIEW_MAP, ((NnMoment *) g_ptr_array_index (scene->moments, i))->network,
                  scene);
  return found;
}

static void
ask (NnStudyDesk        *self,
     NnViewKind          kind,
     const NnStudyState *state,
     const NnScene      *scene)
{
  NnProbe *probe = nn_study_kind_needs_probe (kind) ? scene->probe : NULL;
  NnViewRequest *request = nn_view_request_new (kind, state->network, state->spec, state->place,
                                                probe);
  Asked *asked = &self->asked[kind];
  NnMoment *last = last_moment (scene);
  NnDigitMap *earlier;

  forget (self, kind);
  asked->key = key_of (self, kind, nn_network_ref (state->network), scene);
  if (asked->key.probe != NULL)
    nn_probe_ref (asked->key.probe);
  asked->update = state->place->update;
  asked->passing = scene->running && scene->looked_at == NULL && !nn_study_kind_needs_probe (kind)
                   && state->network == scene->live->network
                   && (last == NULL || last->network != state->network);
  request->study = asked->key.study;
  request->units = asked->key.units;
  earlier = kind == NN_VIEW_MAP ? find_earlier_map (self, scene) : NULL;
  if (earlier != NULL)
    request->earlier = nn_digit_map_ref (earlier);
  asked->serial = nn_viewer_ask (self->viewer, request);
}

/* What is on its way is of no use: other parameters, another probe, another run. */
static gboolean
is_stale (NnStudyDesk   *self,
          NnViewKind     kind,
          const NnScene *scene)
{
  NnStudyKey now = key_of (self, kind, self->asked[kind].key.network, scene);

  return !nn_study_key_equal (&self->asked[kind].key, &now);
}

static gboolean
is_busy (NnStudyDesk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (self->asked[kinds[i]].serial != 0)
      return TRUE;
  return FALSE;
}

/* A moment without a result of this kind: the first one; while training runs, the last. */
static NnMoment *
find_missing (NnStudyDesk   *self,
              NnViewKind     kind,
              const NnScene *scene)
{
  guint room = nn_study_shelf_get_limit (kind) - SPARE;
  guint n = scene->moments->len, first = n > room ? n - room : 0;
  NnMoment *missing = NULL;

  if (nn_study_kind_needs_probe (kind) || (scene->running && scene->looked_at != NULL))
    return NULL;
  for (guint i = first; i < n && (missing == NULL || scene->running); i++)
    {
      NnMoment *moment = g_ptr_array_index (scene->moments, i);

      if (find (self, kind, moment->network, scene) == NULL)
        missing = moment;
    }
  return missing;
}

/* By hand or by the clock: the state is asked for now, or not yet. */
static gboolean
is_due (NnStudyDesk *self,
        NnViewKind   kind,
        gboolean     background)
{
  const gint64 now = g_get_monotonic_time ();
  const gboolean by_hand = (self->by_hand & (1u << kind)) != 0;

  if (!background)
    return TRUE;
  self->by_hand &= ~(1u << kind);
  if (by_hand || isinf (self->renewal))
    return by_hand;
  if (nn_study_kind_needs_probe (kind) || follows_moments (self, kind))
    return TRUE;
  if (now < self->renewed[kind] + (gint64) (self->renewal * G_USEC_PER_SEC))
    return FALSE;
  self->renewed[kind] = now;
  return TRUE;
}

/* Asks for at most one thing of this kind, and shows what is there. TRUE if it asked. */
static gboolean
update_kind (NnStudyDesk   *self,
             NnViewKind     kind,
             const NnScene *scene)
{
  NnStudyState state;
  gboolean background = scene->running && scene->looked_at == NULL;
  gpointer result;
  NnMoment *missing;

  if (self->asked[kind].serial != 0
      && (!wants (self, kind) || is_stale (self, kind, scene)))
    give_up (self, kind);
  if (!wants (self, kind))
    return FALSE;
  state = choose_state (self, kind, scene);
  if (state.network == NULL)
    return FALSE;
  if (!nn_study_kind_is_possible (kind, &self->spec, state.network))
    {
      show (self, kind, NULL, 0);
      return FALSE;
    }

  result = find (self, kind, state.network, scene);
  if (result != NULL && kind != NN_VIEW_EVOLUTION && result != self->shown[kind])
    show (self, kind, nn_view_study_ref (kind, result), state.place->update);
  if (background && (is_busy (self) || g_get_monotonic_time () < self->next))
    return FALSE;
  if (result == NULL && is_due (self, kind, background))
    {
      if (self->asked[kind].serial != 0
          && (background || self->asked[kind].key.network == state.network))
        return FALSE;
      ask (self, kind, &state, scene);
      return TRUE;
    }
  missing = self->asked[kind].serial == 0 && !(background && isinf (self->renewal))
              ? find_missing (self, kind, scene) : NULL;
  if (missing == NULL)
    return FALSE;
  state = state_of_moment (missing);
  ask (self, kind, &state, scene);
  return TRUE;
}

static void
update_hands (NnStudyDesk   *self,
              const NnScene *scene)
{
  NnStudyState state = choose_state (self, NN_VIEW_OCCLUSION, scene);

  for (guint i = 0; i < G_N_ELEMENTS (held_kinds); i++)
    if (nn_study_hand_update (self->hands[held_kinds[i]], &state, scene->probe, &self->spec))
      self->changed |= 1u << held_kinds[i];
}

/* Taking */

/* While training runs, its weights have moved on by the time an answer is there: a
 * newer one than what is shown is shown. */
static void
show_latest (NnStudyDesk   *self,
             NnViewKind     kind,
             gpointer       result,
             guint64        update,
             const NnScene *scene)
{
  if (!scene->running || scene->looked_at != NULL)
    return;
  if (self->shown[kind] == NULL || update >= self->shown_update[kind])
    show (self, kind, nn_view_study_ref (kind, result), update);
}

/* TRUE if a column of the evolution has come. */
static gboolean
take (NnStudyDesk   *self,
      NnViewKind     kind,
      const NnScene *scene)
{
  g_autoptr (NnViewResult) answer = nn_viewer_take (self->viewer, kind);
  Asked *asked = &self->asked[kind];
  gpointer result;

  if (answer == NULL || answer->serial != asked->serial)
    return FALSE;
  result = g_steal_pointer (&answer->study);
  if (kind != NN_VIEW_EVOLUTION)
    show_latest (self, kind, result, asked->update, scene);
  if (asked->passing)
    nn_view_study_unref (kind, result);
  else
    nn_study_shelf_add (self->shelf, &asked->key, result);
  self->next = g_get_monotonic_time () + (gint64) (REST * answer->seconds * G_USEC_PER_SEC);
  forget (self, kind);
  return kind == NN_VIEW_EVOLUTION;
}

/* Another run took over: what was made of the old one is neither shown nor awaited. */
static void
change_run (NnStudyDesk   *self,
            const NnScene *scene)
{
  self->generation = scene->generation;
  nn_study_shelf_keep_only (self->shelf, scene->moments);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      give_up (self, kinds[i]);
      show (self, kinds[i], NULL, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (held_kinds); i++)
    nn_study_hand_change_run (self->hands[held_kinds[i]]);
  self->n_moments = 0;
  self->next = 0;
}

static void
update_progress (NnStudyDesk   *self,
                 const NnScene *scene)
{
  double sum = 0;
  int n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      NnViewKind kind = kinds[i];
      NnEvolution *evolution = self->shown[NN_VIEW_EVOLUTION];
      NnStudyState state;

      if (!wants (self, kind))
        continue;
      state = choose_state (self, kind, scene);
      if (state.network == NULL
          || !nn_study_kind_is_possible (kind, &self->spec, state.network))
        continue;
      n++;
      if (kind == NN_VIEW_EVOLUTION)
        sum += evolution != NULL ? (double) evolution->n_columns / evolution->n_moments : 0;
      else
        sum += self->asked[kind].serial == 0 || find (self, kind, state.network, scene) != NULL
                 ? 1 : nn_viewer_get_part (self->viewer, kind);
    }
  self->progress = n > 0 ? sum / n : 1;
}

guint
nn_study_desk_update (NnStudyDesk   *desk,
                      const NnScene *scene)
{
  gboolean new_column;
  guint changed, first;

  if (scene->generation != desk->generation)
    change_run (desk, scene);
  new_column = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    new_column |= take (desk, kinds[i], scene);
  if (new_column || ((desk->wanted & NN_STUDY_EVOLUTION) && desk->n_moments != scene->moments->len))
    gather_evolution (desk, scene);
  first = desk->turn;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint index = (first + i) % G_N_ELEMENTS (kinds);

      if (update_kind (desk, kinds[index], scene))
        desk->turn = index + 1;
    }
  update_hands (desk, scene);
  update_progress (desk, scene);

  changed = desk->changed;
  desk->changed = 0;
  return changed;
}

/* Settings */

void
nn_study_desk_set_wanted (NnStudyDesk *desk,
                          NnStudies    wanted)
{
  desk->wanted = wanted;
}

void
nn_study_desk_set_spec (NnStudyDesk       *desk,
                        const NnStudySpec *spec)
{
  desk->spec = *spec;
  for (guint i = 0; i < G_N_ELEMENTS (held_kinds); i++)
    nn_study_hand_ask_anew (desk->hands[held_kinds[i]]);
}

void
nn_study_desk_hold (NnStudyDesk      *desk,
                    NnViewKind        kind,
                    const NnViewHold *hold)
{
  nn_study_hand_hold (desk->hands[kind], hold);
}

void
nn_study_desk_set_renewal (NnStudyDesk *desk,
                           double       seconds)
{
  desk->renewal = seconds;
  for (guint i = 0; isinf (seconds) && i < G_N_ELEMENTS (kinds); i++)
    give_up (desk, kinds[i]);
}

void
nn_study_desk_renew (NnStudyDesk *desk)
{
  desk->by_hand = G_MAXUINT;
  desk->next = 0;
}

double
nn_study_desk_get_renewal (NnStudyDesk *desk)
{
  return desk->renewal;
}

gboolean
nn_study_desk_has (NnStudyDesk *desk,
                   NnMoment    *moment)
{
  const NnScene nobody = { .probe = NULL };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (wants (desk, kinds[i]) && !nn_study_kind_needs_probe (kinds[i])
        && nn_study_kind_is_possible (kinds[i], &desk->spec, moment->network)
        && find (desk, kinds[i], moment->network, &nobody) == NULL)
      return FALSE;
  return TRUE;
}

NnStudies
nn_study_desk_get_wanted (NnStudyDesk *desk)
{
  return desk->wanted;
}

const NnStudySpec *
nn_study_desk_get_spec (NnStudyDesk *desk)
{
  return &desk->spec;
}

gpointer
nn_study_desk_get (NnStudyDesk *desk,
                   NnViewKind   kind)
{
  return desk->hands[kind] != NULL ? nn_study_hand_get (desk->hands[kind]) : desk->shown[kind];
}

double
nn_study_desk_get_progress (NnStudyDesk *desk)
{
  return desk->progress;
}

NnStudyDesk *
nn_study_desk_new (NnViewer *viewer)
{
  NnStudyDesk *desk = g_new0 (NnStudyDesk, 1);

  desk->viewer = viewer;
  desk->shelf = nn_study_shelf_new ();
  desk->spec = nn_study_spec_default ();
  for (guint i = 0; i < G_N_ELEMENTS (held_kinds); i++)
    desk->hands[held_kinds[i]] = nn_study_hand_new (viewer, held_kinds[i]);
  desk->progress = 1;
  return desk;
}

void
nn_study_desk_free (NnStudyDesk *desk)
{
  if (desk == NULL)
    return;
  for (NnViewKind kind = 0; kind < NN_VIEW_N_KINDS; kind++)
    {
      forget (desk, kind);
      show (desk, kind, NULL, 0);
      nn_study_hand_free (desk->hands[kind]);
    }
  nn_study_shelf_free (desk->shelf);
  g_free (desk);
}

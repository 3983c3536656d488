/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/imagette-display.h"
#include "pages/ours/imagette-our-list.h"
#include "pages/ours/imagette-our-ways.h"
#include "session/nn-session.h"
#include "widgets/imagette-ballot.h"
#include "widgets/imagette-digit-pad.h"

G_BEGIN_DECLS

/* The digits of the class: drawn here, kept in a folder (nn-our-digits.h), and read by the network
 * that is shown, while it trains, too. What a vote keeps secret is left out.
 *
 * Signals: "folder-changed" (char *folder)   another one was chosen, and is good
 */
#define IMAGETTE_TYPE_OUR_WINDOW (imagette_our_window_get_type ())
G_DECLARE_FINAL_TYPE (ImagetteOurWindow, imagette_our_window, IMAGETTE, OUR_WINDOW, AdwWindow)

/* folder: "": the one in the user's data. What is wrong with it is shown in the window. */
ImagetteOurWindow *imagette_our_window_present     (GtkWindow         *parent,
                                                    NnSession         *session,
                                                    ImagetteDisplay   *display,
                                                    const char        *folder);
ImagetteDigitPad  *imagette_our_window_get_pad     (ImagetteOurWindow *self);
ImagetteBallot    *imagette_our_window_get_ballot  (ImagetteOurWindow *self);
ImagetteOurWays   *imagette_our_window_get_ways    (ImagetteOurWindow *self);
ImagetteOurList   *imagette_our_window_get_list    (ImagetteOurWindow *self);
/* What is wrong; "": nothing is. (transfer none) */
const char        *imagette_our_window_get_failure (ImagetteOurWindow *self);
/* All that has been asked of the network is answered. */
gboolean           imagette_our_window_is_settled  (ImagetteOurWindow *self);

G_END_DECLS

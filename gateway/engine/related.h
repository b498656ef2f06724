/* related.h: items that are named beside the one at hand, fetched before anything is
 * decided: the core asks nobody. */
#ifndef ENGINE_RELATED_H
#define ENGINE_RELATED_H

#include "engine/engine.h"

/* Those that `item` and the mail say are superseded; either may be NULL. GPtrArray of
 * Item, for Desk.related. */
bool related_load(Engine *engine, const Item *item, const Reading *reading,
		  GPtrArray **out_related, GError **error);

#endif

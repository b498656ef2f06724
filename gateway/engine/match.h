/* match.h: which item a mail belongs to, asked of the store. MAIL 5. */
#ifndef ENGINE_MATCH_H
#define ENGINE_MATCH_H

#include "engine/engine.h"

/* Did a notice of ours, named in In-Reply-To or References, go to this very sender? It
 * proves as a token does. */
bool match_is_reply_to_notice(Engine *engine, const Message *message, bool *out_is,
			      GError **error);

/* Was one of them about this item, or about none? */
bool match_has_notice_of(Engine *engine, const Reading *reading, const Item *item,
			 bool *out_has, GError **error);

/* Token, then In-Reply-To, then References newest first, then the id in the subject.
 * *out_item is owned and what `out_match->item` points to. */
bool match_find(Engine *engine, const Reading *reading, Match *out_match, Item **out_item,
		GError **error);

/* The notice a report speaks of: by its Message-ID, else by the token in the address.
 * *out_item may be NULL; *out_person and *out_kind are owned, NULL if it is none of ours.
 */
bool match_bounce(Engine *engine, const Reading *reading, Item **out_item,
		  char **out_person, char **out_kind, int64_t *out_notice,
		  GError **error);

#endif

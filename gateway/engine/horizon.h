/* horizon.h: up to which instant all that lay in the mailboxes has been taken in.
 *
 * What falls due is judged by what was written before: an answer in time is in time,
 * however late we read it. So a duty waits until every mailbox has been looked at since
 * it fell due. A mailbox that cannot be read is waited for, but not for ever. */
#ifndef ENGINE_HORIZON_H
#define ENGINE_HORIZON_H

#include "engine/engine.h"
#include "workflow/why.h"

/* Duties up to these may be carried out; INSTANT_NONE: none. The second is not before the
 * first, nor after now. */
typedef struct {
	Instant judged;
	Instant hurried; /* the next rung of an escalation, and what is about no answer */
} Horizon;

/* Notes which mailboxes (of Post) cannot be read, and since when. */
bool horizon_watch(Engine *engine, const GPtrArray *posts, Instant now, GError **error);

/* Those of the configuration of which that was noted (WhyUnread, names borrowed from it),
 * for who has no posts. NULL on a fault. */
GArray *horizon_unread(const Engine *engine, GError **error);

Horizon horizon_find(const GPtrArray *posts, Instant now);
/* Lets every mailbox be looked at that was not since `due`; its intake says when it has.
 */
void horizon_ask(const GPtrArray *posts, Instant due, Instant now);

#endif

/* dispatch.h: the delivery processes: how many run, and what each has in hand.
 *
 * One is enough for a day's mail. A backlog wakes more, up to `connections`, but only
 * after the first has sent something: what refuses one login must not be asked by four.
 * Trouble with the next server lets a process back off; what it had not begun goes to the
 * others. */
#ifndef ENGINE_DISPATCH_H
#define ENGINE_DISPATCH_H

#include "engine/engine.h"

typedef struct Dispatch Dispatch;

/* `once`: a process that failed is not started again. Without a configured server nothing
 * is ever sent. */
Dispatch *dispatch_new(Engine *engine, bool once);
void dispatch_free(Dispatch *dispatch);

/* Hand over what is due, as far as there are free hands; marked on disk before, several
 * in one commit. `unasked` as in delivery_take. */
bool dispatch_send(Dispatch *dispatch, Instant now, bool unasked, bool *out_any,
		   GError **error);
/* Take what the processes have said; several answers in one commit. */
bool dispatch_listen(Dispatch *dispatch, Instant now, GError **error);
/* End what hangs, and what a backlog no longer needs. */
bool dispatch_watch(Dispatch *dispatch, Instant now, GError **error);
bool dispatch_flush(Dispatch *dispatch, Instant now, GError **error);
void dispatch_add_poll(const Dispatch *dispatch, GArray *entries);
/* When a hand will be free: monotonic milliseconds, 0 for now; DISPATCH_NO_HAND: when one
 * of the processes says something. */
#define DISPATCH_NO_HAND INT64_MAX
int64_t dispatch_next_hand(const Dispatch *dispatch);
/* Is anything handed over and not answered? */
bool dispatch_is_busy(const Dispatch *dispatch);

void dispatch_stop(Dispatch *dispatch);
bool dispatch_is_running(const Dispatch *dispatch);
/* Was there trouble with the next server as such? */
bool dispatch_has_failed(const Dispatch *dispatch, Fault *out_fault);

#endif

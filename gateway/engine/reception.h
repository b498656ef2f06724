/* reception.h: the intake processes, one a mailbox, and what they have brought that is
 * not taken in yet.
 *
 * They are the loop's other side of dispatch.h. Each fetches on while we read; one that
 * fails backs off, one that says nothing for too long is ended. Trouble of a mailbox is
 * its post's, never a fault here. */
#ifndef ENGINE_RECEPTION_H
#define ENGINE_RECEPTION_H

#include "engine/engine.h"

typedef struct Reception Reception;

/* Of all mailboxes of the configuration, and the spool. `once`: a process that failed is
 * not started again. The engine is borrowed. */
Reception *reception_new(Engine *engine, bool once);
/* Ends what still runs. */
void reception_free(Reception *reception);

/* Starts what should run, ends what hangs; nothing once it has been told to stop. */
void reception_watch(Reception *reception);
/* Hears what they have sent. True: a full batch lies there; when that is taken, it goes
 * on where it stopped. */
bool reception_hear(Reception *reception);
bool reception_has_mails(const Reception *reception);
/* Takes the mails in, in one commit; what is settled waits for the next flush. */
bool reception_take(Reception *reception, GError **error);
void reception_flush(Reception *reception);
void reception_add_poll(const Reception *reception, GArray *entries);
/* When the first that does not run may be started: monotonic milliseconds; INT64_MAX: all
 * run. */
int64_t reception_next_start(const Reception *reception);
/* Of Post, borrowed: for the horizon. */
const GPtrArray *reception_posts(const Reception *reception);

void reception_stop(Reception *reception);
bool reception_is_running(const Reception *reception);
/* `once`: have all mailboxes been read, as far as they can be? */
bool reception_is_all_read(const Reception *reception);
/* Could one of them not be read? The worst fault. */
bool reception_has_failed(const Reception *reception, Fault *out_fault);

#endif

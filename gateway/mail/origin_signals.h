/* origin_signals.h: what betrays a mail that no person wrote just now. MAIL 3. For
 * the readers of origins and bounces alone. */
#ifndef MAIL_ORIGIN_SIGNALS_H
#define MAIL_ORIGIN_SIGNALS_H

#include "mail/message.h"

typedef struct {
	bool is_automatic;
	bool is_away; /* a holiday note, or an answer of its kind */
	char *reason; /* the strongest evidence; NULL if there is none */
} Signals;

/* What a list hands on is often marked as one sends things to many. `noise`: OriginMarks.
 */
Signals signals_read(const Message *message, bool is_from_list, const GPtrArray *noise);

/* Is From an address that nobody reads: noreply, a list's own, a mail system's? */
bool signals_is_system_sender(const Message *message);

/* The sender asks that no machine answers him. Proves nothing about the mail itself. */
bool signals_forbid_answer(const Message *message);

#endif

/* intake_attempts.c: what failed, or killed us, counts against the mail.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake_attempts.h"

#include "base/log.h"
#include "engine/hand.h"
#include "engine/intake_record.h"
#include "store/inbox.h"

static bool count_against(Engine *engine, const char *what, const char *mailbox,
			  const char *place, const char *why, GError **error)
{
	int attempts = 0;
	if (!inbox_attempt(engine->store, mailbox, place, &attempts, error))
		return false;
	g_autofree char *count = g_strdup_printf("%d", attempts);
	log_event(LOG_LEVEL_WARNING, what, "mailbox", mailbox, "place", place, "attempts",
		  count, "why", why, NULL);
	return true;
}

bool intake_failed(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		   const char *why, GError **error)
{
	g_autofree char *place = intake_record_place(&mail->place);
	return count_against(engine, "mail not taken in", mailbox, place, why, error);
}

bool intake_recover(Engine *engine, GError **error)
{
	g_autofree char *mailbox = NULL;
	g_autofree char *place = NULL;
	if (!hand_read(engine, &mailbox, &place))
		return true;
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL ||
	    !count_against(engine, "died with a mail in hand", mailbox, place, NULL,
			   error) ||
	    !store_commit(g_steal_pointer(&txn), error))
		return false;
	hand_clear(engine);
	return true;
}

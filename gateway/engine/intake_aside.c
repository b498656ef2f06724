/* intake_aside.c: a mail that nobody will read but the operator.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake_aside.h"

#include "engine/apply.h"
#include "engine/intake_record.h"

/* Nobody has read its Message-ID. */
static char *key_of_unread(const char *mailbox, const EdgeMessage *mail)
{
	g_autofree char *hash =
		mail->body != NULL ? intake_record_hash(mail->body) : NULL;
	g_autofree char *place = intake_record_place(&mail->place);
	return hash != NULL ? g_strconcat("sha256:", hash, NULL)
			    : g_strdup_printf("place:%s:%s", mailbox, place);
}

bool intake_aside(Engine *engine, InboxRow *row, const EdgeMessage *mail,
		  const char *reason, IntakeResult *out_result, GError **error)
{
	row->key = key_of_unread(row->mailbox, mail);
	out_result->settle = SETTLE_ASIDE;
	out_result->disposition = DISPOSITION_ASIDE;
	g_autoptr(InboxRow) seen = NULL;
	if (!inbox_find(engine->store, row->key, &seen, error))
		return false;
	if (seen != NULL)
		return true;
	row->disposition = DISPOSITION_ASIDE;
	row->reason = g_strdup(reason);
	return inbox_add(engine->store, row, error) &&
	       apply_tell_operator(engine, row->at, error);
}

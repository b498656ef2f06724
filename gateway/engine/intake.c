/* intake.c: the story of one mail, from its bytes to the rows it leaves.
 *
 *   attempts, limits -> ledger -> reading -> which item -> the core decides -> rows
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/apply.h"
#include "engine/hand.h"
#include "engine/intake_aside.h"
#include "engine/intake_record.h"
#include "engine/intake_signature.h"
#include "engine/match.h"
#include "engine/reply.h"

#define ATTEMPTS_MAX 3

static const Person *person_at(const Engine *engine, const char *address)
{
	return address != NULL ? people_by_address(engine->people, address) : NULL;
}

/* The mail that was taken in before under the same key. An id is a sender's own word: a
 * stranger, or a program that gives every mail the same, must not make the mail of
 * somebody we know look like one that was handled. A list that writes itself into From is
 * nobody we know, so its copies stay copies. */
static bool find_seen(Engine *engine, Message *message, InboxRow **out_seen,
		      GError **error)
{
	const Person *sender =
		person_at(engine, message->from != NULL ? message->from->address : NULL);
	g_autoptr(InboxRow) seen = NULL;
	if (!inbox_find(engine->store, message->key, &seen, error))
		return false;
	if (seen == NULL || sender == NULL || person_at(engine, seen->from) == sender) {
		*out_seen = g_steal_pointer(&seen);
		return true;
	}
	g_autofree char *key = g_steal_pointer(&message->key);
	message->key = g_strconcat(key, " ", sender->id, NULL);
	return inbox_find(engine->store, message->key, out_seen, error);
}

static void log_mail(const InboxRow *row, const Plan *plan)
{
	g_autofree char *what = plan_describe(plan);
	log_event(LOG_LEVEL_INFO, disposition_name(row->disposition), "mailbox",
		  row->mailbox, "from", row->from, "message-id", row->message_id, "item",
		  row->item, "reason", row->reason, "plan", what, NULL);
}

static bool decide_mail(Engine *engine, Reading *reading, const EdgeMessage *mail,
			InboxRow *row, IntakeResult *out_result, GError **error)
{
	Instant now = row->at;
	g_autoptr(Plan) plan = NULL;
	intake_record_fill(row, reading);
	/* Which item it is about, and what follows from it: the core decides. */
	if (!reply_mail(engine, reading, now, &plan, error))
		return false;
	intake_record_dispose(row, plan, reading);
	g_autofree char *hash = plan->item != NULL ? intake_record_hash_mail(mail) : NULL;
	if (!inbox_add(engine->store, row, error) ||
	    !intake_record_chain(engine, row, plan, hash, error) ||
	    !apply_plan(engine, now, plan, row->id, error))
		return false;
	log_mail(row, plan);
	out_result->disposition = row->disposition;
	out_result->settle =
		row->disposition == DISPOSITION_ASIDE ? SETTLE_ASIDE : SETTLE_ARCHIVE;
	return true;
}

static bool read_mail(Engine *engine, Message *message, const EdgeMessage *mail,
		      InboxRow *row, IntakeResult *out_result, GError **error)
{
	g_autoptr(SignatureFacts) signature = NULL;
	g_autoptr(Message) owned = message;
	g_autoptr(InboxRow) seen = NULL;
	bool is_reply = false;
	if (!find_seen(engine, message, &seen, error))
		return false;
	if (seen != NULL) {
		out_result->disposition = DISPOSITION_DUPLICATE;
		log_event(LOG_LEVEL_INFO, "duplicate", "mailbox", row->mailbox, "key",
			  message->key, NULL);
		return true;
	}
	if (!match_is_reply_to_notice(engine, message, &is_reply, error))
		return false;
	if (!intake_signature_check(engine, message, mail, row->at, &signature, error))
		return false;
	g_autoptr(Reading) reading =
		reading_new(g_steal_pointer(&owned), &engine->input, is_reply, signature);
	return decide_mail(engine, reading, mail, row, out_result, error);
}

static bool take_one(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		     IntakeResult *out_result, GError **error)
{
	g_autoptr(InboxRow) row =
		intake_record_new(mailbox, mail, world_now(engine->world));
	g_autoptr(GError) why = NULL;
	g_autofree char *place = intake_record_place(&mail->place);
	int attempts = 0;
	if (!inbox_attempts(engine->store, mailbox, place, &attempts, error))
		return false;
	if (attempts >= ATTEMPTS_MAX)
		return intake_aside(engine, row, mail, "failed three times", out_result,
				    error) &&
		       inbox_forget_attempts(engine->store, mailbox, place, error);
	Message *message =
		mail->fd >= 0	     ? message_read_file(mail->fd, &engine->limits, &why)
		: mail->body != NULL ? message_read(mail->body, &engine->limits, &why)
				     : NULL;
	if (message == NULL)
		return intake_aside(engine, row, mail,
				    why != NULL ? why->message : "it is empty",
				    out_result, error);
	return read_mail(engine, message, mail, row, out_result, error);
}

bool intake_take(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		 IntakeResult *out_result, GError **error)
{
	g_autofree char *place = intake_record_place(&mail->place);
	IntakeResult result = {.settle = SETTLE_ARCHIVE};
	hand_note(engine, mailbox, place);
	crash_point("mail in hand");
	bool is_taken = take_one(engine, mailbox, mail, &result, error);
	hand_clear(engine);
	if (is_taken)
		*out_result = result;
	return is_taken;
}

/* intake.c: the story of one mail, from its bytes to the rows it leaves.
 *
 *   attempts, limits -> reading -> ledger -> which item -> the core decides -> rows
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

/* True: it was, under the same key; so nothing of it is taken in. */
static bool is_duplicate(Engine *engine, const IntakeMail *mail, bool *out_is,
			 GError **error)
{
	Message *message = mail->reading->message;
	g_autoptr(InboxRow) seen = NULL;
	if (!find_seen(engine, message, &seen, error))
		return false;
	*out_is = seen != NULL;
	if (seen != NULL)
		log_event(LOG_LEVEL_INFO, "duplicate", "mailbox", mail->mailbox, "key",
			  message->key, NULL);
	return true;
}

static bool judge_mail(Engine *engine, const IntakeMail *mail, InboxRow *row,
		       IntakeResult *out_result, GError **error)
{
	g_autoptr(SignatureFacts) signature = NULL;
	const Message *message = mail->reading->message;
	bool is_seen = false, is_reply = false;
	if (!is_duplicate(engine, mail, &is_seen, error))
		return false;
	if (is_seen) {
		out_result->disposition = DISPOSITION_DUPLICATE;
		return true;
	}
	if (!match_is_reply_to_notice(engine, message, &is_reply, error) ||
	    !intake_signature_check(engine, message, mail->mail, row->at, &signature,
				    error))
		return false;
	reading_judge(mail->reading, &engine->input, is_reply, signature);
	return decide_mail(engine, mail->reading, mail->mail, row, out_result, error);
}

static bool take(Engine *engine, const IntakeMail *mail, IntakeResult *out_result,
		 GError **error)
{
	g_autoptr(InboxRow) row =
		intake_record_new(mail->mailbox, mail->mail, world_now(engine->world));
	if (mail->reading != NULL)
		return judge_mail(engine, mail, row, out_result, error);
	return intake_aside(engine, row, mail->mail, mail->trouble, out_result, error) &&
	       (!mail->is_given_up ||
		inbox_forget_attempts(engine->store, mail->mailbox, mail->place, error));
}

bool intake_take(Engine *engine, IntakeMail *mail, IntakeResult *out_result,
		 GError **error)
{
	IntakeResult result = {.settle = SETTLE_ARCHIVE};
	hand_note(engine, mail->mailbox, mail->place);
	crash_point("mail in hand");
	bool is_taken = take(engine, mail, &result, error);
	hand_clear(engine);
	if (is_taken)
		*out_result = result;
	return is_taken;
}

/* ---- reading ------------------------------------------------------------ */

static void read_mail(const Engine *engine, IntakeMail *mail)
{
	const EdgeMessage *bytes = mail->mail;
	g_autoptr(GError) why = NULL;
	Message *message =
		bytes->fd >= 0 ? message_read_file(bytes->fd, &engine->limits, &why)
		: bytes->body != NULL ? message_read(bytes->body, &engine->limits, &why)
				      : NULL;
	if (message != NULL)
		mail->reading = reading_new(message, &engine->input);
	else
		mail->trouble = g_strdup(why != NULL ? why->message : "it is empty");
}

IntakeMail *intake_read(Engine *engine, const char *mailbox, const EdgeMessage *bytes,
			GError **error)
{
	g_autoptr(IntakeMail) mail = g_new0(IntakeMail, 1);
	int attempts = 0;
	mail->mailbox = mailbox;
	mail->mail = bytes;
	mail->place = intake_record_place(&bytes->place);
	if (!inbox_attempts(engine->store, mailbox, mail->place, &attempts, error))
		return NULL;
	mail->is_given_up = attempts >= ATTEMPTS_MAX;
	if (mail->is_given_up) {
		mail->trouble = g_strdup("failed three times");
		return g_steal_pointer(&mail);
	}
	hand_note(engine, mailbox, mail->place);
	crash_point("mail read");
	read_mail(engine, mail);
	hand_clear(engine);
	return g_steal_pointer(&mail);
}

void intake_mail_free(IntakeMail *mail)
{
	if (mail == NULL)
		return;
	reading_free(mail->reading);
	g_free(mail->place);
	g_free(mail->trouble);
	g_free(mail);
}

bool intake_take_one(Engine *engine, const char *mailbox, const EdgeMessage *bytes,
		     IntakeResult *out_result, GError **error)
{
	g_autoptr(IntakeMail) mail = intake_read(engine, mailbox, bytes, error);
	return mail != NULL && intake_take(engine, mail, out_result, error);
}

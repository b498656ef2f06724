/* intake.c: the story of one mail, from its bytes to the rows it leaves.
 *
 *   attempts, limits -> ledger -> reading -> which item -> the core decides -> rows
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake.h"

#include <string.h>

#include "base/crash.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "engine/apply.h"
#include "engine/hand.h"
#include "engine/match.h"
#include "engine/reply.h"
#include "store/history.h"
#include "store/inbox.h"

#define ATTEMPTS_MAX		3
#define SIGNATURE_AGE_SECONDS	(48 * 3600)
#define SIGNATURE_AHEAD_SECONDS (10 * 60)
#define RAW_KEPT_BYTES		(256 * 1024)
#define TEXT_KEPT_BYTES		16000

/* ---- the row ------------------------------------------------------------ */

static char *hash_of(GBytes *bytes)
{
	gsize length = 0;
	const void *data = g_bytes_get_data(bytes, &length);
	return hash_text(data, length);
}

/* A large mail is never held as a whole. */
static char *hash_of_mail(const EdgeMessage *mail)
{
	if (mail->body != NULL)
		return hash_of(mail->body);
	return mail->fd >= 0 ? hash_file(mail->fd) : NULL;
}

static char *place_text(const MailPlace *place)
{
	return place->name != NULL
		       ? g_strdup(place->name)
		       : g_strdup_printf("%u/%u", place->validity, place->uid);
}

static InboxRow *row_for(const char *mailbox, const EdgeMessage *mail, Instant now)
{
	InboxRow *row = g_new0(InboxRow, 1);
	row->mailbox = g_strdup(mailbox);
	row->validity = mail->place.validity;
	row->uid = mail->place.uid;
	row->at = now;
	row->date = INSTANT_NONE;
	row->bytes = (int64_t)mail->bytes;
	if (mail->body != NULL && g_bytes_get_size(mail->body) <= RAW_KEPT_BYTES)
		row->raw = g_bytes_ref(mail->body);
	return row;
}

static void fill_row(InboxRow *row, const Reading *reading)
{
	const Message *message = reading->message;
	row->key = g_strdup(message->key);
	row->from = g_strdup(message->from != NULL ? message->from->address : NULL);
	row->from_name = g_strdup(message->from != NULL ? message->from->name : NULL);
	row->subject = g_strdup(message->subject);
	row->message_id = g_strdup(message->message_id);
	row->date = message->date;
	row->origin = g_strdup(origin_name(reading->origin->origin));
	row->proof = g_strdup(proof_name(reading->proof->proof));
}

static void set_disposition(InboxRow *row, const Plan *plan)
{
	row->disposition = plan->disposition;
	row->reason = g_strdup(plan->reason);
	row->item = g_strdup(plan->item);
}

/* What an operator is shown of a mail that waits, and all that is left of a large one. */
static void keep_text(InboxRow *row, const Reading *reading)
{
	if (row->disposition == DISPOSITION_HELD || row->raw == NULL)
		row->text = text_clip(reading->quote->new_text, TEXT_KEPT_BYTES);
}

/* ---- set aside ---------------------------------------------------------- */

static bool tell_operator(Engine *engine, Instant now, GError **error)
{
	g_autoptr(Plan) plan = plan_new();
	Desk desk;
	if (!engine_desk(engine, now, &desk, error))
		return false;
	decide_tell_operator(&desk, plan);
	return apply_plan(engine, now, plan, 0, error);
}

static bool set_aside(Engine *engine, InboxRow *row, const EdgeMessage *mail,
		      const char *reason, IntakeResult *out_result, GError **error)
{
	if (row->key == NULL) {
		g_autofree char *place = place_text(&mail->place);
		g_autofree char *hash = mail->body != NULL ? hash_of(mail->body) : NULL;
		row->key = hash != NULL
				   ? g_strconcat("sha256:", hash, NULL)
				   : g_strdup_printf("place:%s:%s", row->mailbox, place);
	}
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
	       tell_operator(engine, row->at, error);
}

/* ---- deciding ----------------------------------------------------------- */

static bool plan_for(Engine *engine, Reading *reading, Instant now, Plan **out_plan,
		     GError **error)
{
	Desk desk;
	if (!engine_desk(engine, now, &desk, error))
		return false;
	switch (reading->origin->origin) {
	case ORIGIN_BOUNCE:
		return reply_bounce(engine, &desk, reading, out_plan, error);
	case ORIGIN_PERSON:
	case ORIGIN_LIST:
		return reply_person(engine, &desk, reading, out_plan, error);
	case ORIGIN_AUTOMATIC:
	case ORIGIN_OUT_OF_OFFICE:
	case ORIGIN_FEEDBACK:
	case ORIGIN_RECEIPT:
	case ORIGIN_OWN: {
		Match none = {0};
		*out_plan = decide(&desk, reading, &none);
		return true;
	}
	}
	return true;
}

static void log_mail(const InboxRow *row, const Plan *plan)
{
	g_autofree char *what = plan_describe(plan);
	log_event(LOG_LEVEL_INFO, disposition_name(row->disposition), "mailbox",
		  row->mailbox, "from", row->from, "message-id", row->message_id, "item",
		  row->item, "reason", row->reason, "plan", what, NULL);
}

static GBytes *bytes_of(const EdgeMessage *mail)
{
	if (mail->body != NULL)
		return g_bytes_ref(mail->body);
	g_autoptr(GMappedFile) file = g_mapped_file_new_from_fd(mail->fd, FALSE, NULL);
	return file != NULL ? g_mapped_file_get_bytes(file) : NULL;
}

/* The bytes stand in the item's chain by their hash: a thread shown later is the one that
 * was read. */
static bool note_mail(Engine *engine, const InboxRow *row, const Plan *plan,
		      const char *hash, GError **error)
{
	if (plan->item == NULL || hash == NULL)
		return true;
	g_autofree char *detail =
		g_strdup_printf("from %s, %s", row->from != NULL ? row->from : "nobody",
				disposition_name(plan->disposition));
	g_autoptr(json_t) data = json_pack("{s:o, s:s}", "message_id",
					   json_text(row->message_id), "sha256", hash);
	Event event = {.item = plan->item,
		       .at = world_now(engine->world),
		       .what = (char *)(uintptr_t) "mail",
		       .detail = detail,
		       .data = data};
	return history_add(engine->store, &event, error);
}

static bool decide_mail(Engine *engine, Reading *reading, const EdgeMessage *mail,
			InboxRow *row, IntakeResult *out_result, GError **error)
{
	Instant now = row->at;
	g_autoptr(Plan) plan = NULL;
	fill_row(row, reading);
	if (!plan_for(engine, reading, now, &plan, error))
		return false;
	set_disposition(row, plan);
	keep_text(row, reading);
	g_autofree char *hash = plan->item != NULL ? hash_of_mail(mail) : NULL;
	if (!inbox_add(engine->store, row, error) ||
	    !note_mail(engine, row, plan, hash, error) ||
	    !apply_plan(engine, now, plan, row->id, error))
		return false;
	log_mail(row, plan);
	out_result->disposition = row->disposition;
	out_result->settle =
		row->disposition == DISPOSITION_ASIDE ? SETTLE_ASIDE : SETTLE_ARCHIVE;
	return true;
}

/* ---- signatures --------------------------------------------------------- */

static const Person *person_at(const Engine *engine, const char *address)
{
	return address != NULL ? people_by_address(engine->people, address) : NULL;
}

/* A copy under another name is no use of it, or a stranger could use it up. */
static bool is_key_of_sender(const Engine *engine, const Message *message,
			     const SignatureFacts *facts)
{
	const Person *sender =
		person_at(engine, message->from != NULL ? message->from->address : NULL);
	return sender != NULL && sender->keys != NULL &&
	       g_ptr_array_find_with_equal_func((GPtrArray *)(uintptr_t)sender->keys,
						facts->fingerprint, g_str_equal, NULL);
}

/* A signature is good for two days, and for one mail: its text could be sent again under
 * another subject. */
static bool check_signature(Engine *engine, const Message *message,
			    const EdgeMessage *mail, Instant now,
			    SignatureFacts **out_facts, GError **error)
{
	const char *home = engine->config->trust.gnupg_home;
	g_autoptr(GBytes) raw =
		message->is_signed && home != NULL ? bytes_of(mail) : NULL;
	if (raw == NULL)
		return true;
	g_autoptr(SignatureFacts) facts = signature_verify(raw, home);
	g_autofree char *name = g_strconcat(
		"signature:", facts->digest != NULL ? facts->digest : "", NULL);
	g_autofree char *used = NULL;
	if (!store_get(engine->store, name, &used, error))
		return false;
	bool is_fresh = facts->made != INSTANT_NONE &&
			facts->made > now - SIGNATURE_AGE_SECONDS &&
			facts->made < now + SIGNATURE_AHEAD_SECONDS;
	if (facts->state == SIGNATURE_GOOD &&
	    (facts->digest == NULL || used != NULL || !is_fresh))
		facts->state = SIGNATURE_UNKNOWN;
	if (facts->state == SIGNATURE_GOOD && is_key_of_sender(engine, message, facts) &&
	    !store_put(engine->store, name, message->key, error))
		return false;
	*out_facts = g_steal_pointer(&facts);
	return true;
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
	if (!check_signature(engine, message, mail, row->at, &signature, error))
		return false;
	g_autoptr(Reading) reading =
		reading_new(g_steal_pointer(&owned), &engine->input, is_reply, signature);
	return decide_mail(engine, reading, mail, row, out_result, error);
}

static bool take_one(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		     IntakeResult *out_result, GError **error)
{
	g_autoptr(InboxRow) row = row_for(mailbox, mail, world_now(engine->world));
	g_autoptr(GError) why = NULL;
	g_autofree char *place = place_text(&mail->place);
	int attempts = 0;
	if (!inbox_attempts(engine->store, mailbox, place, &attempts, error))
		return false;
	if (attempts >= ATTEMPTS_MAX)
		return set_aside(engine, row, mail, "failed three times", out_result,
				 error) &&
		       inbox_forget_attempts(engine->store, mailbox, place, error);
	Message *message =
		mail->fd >= 0	     ? message_read_file(mail->fd, &engine->limits, &why)
		: mail->body != NULL ? message_read(mail->body, &engine->limits, &why)
				     : NULL;
	if (message == NULL)
		return set_aside(engine, row, mail,
				 why != NULL ? why->message : "it is empty", out_result,
				 error);
	return read_mail(engine, message, mail, row, out_result, error);
}

bool intake_take(Engine *engine, const char *mailbox, const EdgeMessage *mail,
		 IntakeResult *out_result, GError **error)
{
	g_autofree char *place = place_text(&mail->place);
	IntakeResult result = {.settle = SETTLE_ARCHIVE};
	hand_note(engine, mailbox, place);
	crash_point("mail in hand");
	bool is_taken = take_one(engine, mailbox, mail, &result, error);
	hand_clear(engine);
	if (is_taken)
		*out_result = result;
	return is_taken;
}

/* ---- again -------------------------------------------------------------- */

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
	g_autofree char *place = place_text(&mail->place);
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

bool intake_release(Engine *engine, int64_t inbox_id, Proof proof, const char *reason,
		    GError **error)
{
	g_autoptr(InboxRow) row = NULL;
	if (!inbox_find_id(engine->store, inbox_id, &row, error))
		return false;
	if (row == NULL || row->disposition != DISPOSITION_HELD)
		return fault(error, FAULT_UNREADABLE,
			     "that mail waits no more, since it was confirmed or "
			     "dropped");
	if (row->raw == NULL)
		return fault(error, FAULT_UNREADABLE,
			     "it was too large to keep; write it again");
	Message *message = message_read(row->raw, &engine->limits, error);
	if (message == NULL)
		return false;
	g_autoptr(Reading) reading = reading_new(message, &engine->input, true, NULL);
	reading_confirm(reading, proof);
	Instant now = world_now(engine->world);
	g_autoptr(Plan) plan = NULL;
	if (!plan_for(engine, reading, now, &plan, error))
		return false;
	if (plan->disposition == DISPOSITION_HELD)
		return fault(error, FAULT_UNREADABLE, "it would be held again: %s",
			     plan->reason);
	g_autofree char *why = g_strdup_printf("%s; %s", plan->reason, reason);
	g_autofree char *hash = hash_of(row->raw);
	return inbox_change(engine->store, inbox_id, plan->disposition, why, plan->item,
			    error) &&
	       note_mail(engine, row, plan, hash, error) &&
	       apply_plan(engine, now, plan, inbox_id, error);
}

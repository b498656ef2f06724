/* rehearsal.c: stored mail on a clock that moves by itself.
 *
 * The clock goes from one thing to the next: a mail, a duty, a notice whose time has
 * come. Of what falls on one second mail comes first, as in a pass of the daemon: a vote
 * beats its deadline.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/rehearsal.h"

#include "base/log.h"
#include "engine/delivery.h"
#include "engine/intake.h"
#include "engine/staff.h"
#include "engine/upkeep.h"
#include "store/duties.h"
#include "store/inbox.h"

#define NOTICES_A_COMMIT 50
#define DUTIES_A_COMMIT	 500
#define MAILBOX_NAME	 "rehearsal"
#define ANSWER		 "250 rehearsed"

struct Rehearsal {
	Engine *engine;
	RehearsalSend send;
	void *data;
	GSequence *mails; /* of RehearsalMail, by arrival */
	uint32_t taken;
};

RehearsalMail *rehearsal_mail_new(const char *name, Instant at)
{
	RehearsalMail *mail = g_new0(RehearsalMail, 1);
	mail->name = g_strdup(name);
	mail->at = at;
	return mail;
}

void rehearsal_mail_free(RehearsalMail *mail)
{
	if (mail == NULL)
		return;
	g_free(mail->name);
	g_free(mail->path);
	g_clear_pointer(&mail->raw, g_bytes_unref);
	g_free(mail);
}

bool rehearsal_arrival(const Engine *engine, Store *original, GBytes *raw,
		       Instant *out_at, GError **error)
{
	g_autoptr(Message) message = message_read(raw, &engine->limits, error);
	g_autoptr(InboxRow) known = NULL;
	if (message == NULL ||
	    (original != NULL && !inbox_find(original, message->key, &known, error)))
		return false;
	*out_at = known != NULL ? known->at : message_arrival(message);
	return true;
}

/* ---- time passes ---------------------------------------------------------- */

static Instant now_of(const Rehearsal *rehearsal)
{
	return world_now(rehearsal->engine->world);
}

static EdgeMessage *taken_answer(const OutboxRow *row)
{
	EdgeMessage *answer = edge_message_new(EDGE_SENT);
	answer->notice = row->id;
	answer->outcome = EDGE_OUTCOME_SENT;
	answer->text = g_strdup(ANSWER);
	return answer;
}

static bool send_some(Rehearsal *rehearsal, bool *out_any, GError **error)
{
	Engine *engine = rehearsal->engine;
	g_autoptr(GPtrArray) rows = NULL;
	g_autoptr(GPtrArray) answers =
		g_ptr_array_new_with_free_func((GDestroyNotify)edge_message_free);
	if (!delivery_take(engine, now_of(rehearsal), true, NOTICES_A_COMMIT, &rows,
			   error))
		return false;
	*out_any = rows->len > 0;
	for (guint i = 0; i < rows->len; i++) {
		const OutboxRow *row = g_ptr_array_index(rows, i);
		rehearsal->send(row, now_of(rehearsal), rehearsal->data);
		g_ptr_array_add(answers, taken_answer(row));
	}
	return delivery_settle(engine, now_of(rehearsal), answers, error);
}

/* All that is due now. */
static bool pass(Rehearsal *rehearsal, GError **error)
{
	Instant now = now_of(rehearsal);
	size_t done = 1;
	bool is_any = true;
	while (done > 0) {
		if (!upkeep_run(rehearsal->engine, now, (Horizon){now, now},
				DUTIES_A_COMMIT, &done, error))
			return false;
	}
	while (is_any) {
		if (!send_some(rehearsal, &is_any, error))
			return false;
	}
	return true;
}

static bool next_instant(const Rehearsal *rehearsal, Instant *out_next, GError **error)
{
	Instant duty = INSTANT_NONE, notice = INSTANT_NONE;
	if (!duties_next_instant(rehearsal->engine->store, &duty, error) ||
	    !outbox_next_instant(rehearsal->engine->store, &notice, error))
		return false;
	bool is_duty = duty != INSTANT_NONE && (notice == INSTANT_NONE || duty < notice);
	*out_next = is_duty ? duty : notice;
	return true;
}

/* ---- a mail comes --------------------------------------------------------- */

static GBytes *bytes_of(const RehearsalMail *mail, GError **error)
{
	g_autoptr(GError) why = NULL;
	if (mail->raw != NULL)
		return g_bytes_ref(mail->raw);
	g_autoptr(GMappedFile) file = g_mapped_file_new(mail->path, FALSE, &why);
	if (file != NULL)
		return g_mapped_file_get_bytes(file);
	fault(error, FAULT_UNREADABLE, "%s", why->message);
	return NULL;
}

/* What fails for one mail is left out, as the daemon would try it again and set it aside.
 */
static bool take_apart(Rehearsal *rehearsal, const RehearsalMail *mail,
		       EdgeMessage *message, GError **error)
{
	Engine *engine = rehearsal->engine;
	g_autoptr(GError) why = NULL;
	IntakeResult result;
	if (!store_savepoint(engine->store, error))
		return false;
	if (intake_take_one(engine, MAILBOX_NAME, message, &result, &why))
		return store_release(engine->store, error);
	log_event(LOG_LEVEL_WARNING, "mail not taken in", "file", mail->name, "why",
		  why->message, NULL);
	return store_undo(engine->store, error) && staff_load(engine, error);
}

static bool take(Rehearsal *rehearsal, const RehearsalMail *mail, GError **error)
{
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_MAIL);
	message->body = bytes_of(mail, error);
	if (message->body == NULL)
		return false;
	message->bytes = g_bytes_get_size(message->body);
	message->place.uid = ++rehearsal->taken;
	g_autoptr(StoreTxn) txn = store_begin(rehearsal->engine->store, error);
	return txn != NULL && take_apart(rehearsal, mail, message, error) &&
	       store_commit(g_steal_pointer(&txn), error);
}

/* ---- one thing after the other -------------------------------------------- */

/* NULL: no mail will come any more. */
static GSequenceIter *next_mail(const Rehearsal *rehearsal, Instant *out_at)
{
	GSequenceIter *first = g_sequence_get_begin_iter(rehearsal->mails);
	if (g_sequence_iter_is_end(first))
		return NULL;
	*out_at = ((const RehearsalMail *)g_sequence_get(first))->at;
	return first;
}

static void move_clock(Rehearsal *rehearsal, Instant to)
{
	world_set(rehearsal->engine->world, MAX(to, now_of(rehearsal)));
}

static bool take_first(Rehearsal *rehearsal, GSequenceIter *first, GError **error)
{
	const RehearsalMail *mail = g_sequence_get(first);
	move_clock(rehearsal, mail->at);
	bool is_taken = take(rehearsal, mail, error);
	g_sequence_remove(first);
	return is_taken;
}

/* *out_any: something came or fell due, not after `until`. */
static bool step(Rehearsal *rehearsal, Instant until, bool *out_any, GError **error)
{
	Instant mail_at = INSTANT_NONE, due = INSTANT_NONE;
	if (!next_instant(rehearsal, &due, error))
		return false;
	GSequenceIter *first = next_mail(rehearsal, &mail_at);
	bool is_mail = first != NULL && (due == INSTANT_NONE || mail_at <= due);
	*out_any = is_mail ? mail_at <= until : due != INSTANT_NONE && due <= until;
	if (!*out_any)
		return true;
	if (is_mail)
		return take_first(rehearsal, first, error);
	move_clock(rehearsal, due);
	return pass(rehearsal, error);
}

bool rehearsal_play(Rehearsal *rehearsal, Instant until, GError **error)
{
	Instant start = INSTANT_NONE;
	bool is_any = next_mail(rehearsal, &start) != NULL;
	if (is_any) {
		world_set(rehearsal->engine->world, start);
		if (!upkeep_recover(rehearsal->engine, start, error))
			return false;
	}
	while (is_any) {
		if (!step(rehearsal, until, &is_any, error))
			return false;
	}
	return true;
}

/* ---- the whole ------------------------------------------------------------ */

static int by_arrival(gconstpointer a, gconstpointer b, gpointer data)
{
	const RehearsalMail *one = a;
	const RehearsalMail *other = b;
	(void)data;
	return (one->at > other->at) - (one->at < other->at);
}

static void free_mail(gpointer mail)
{
	rehearsal_mail_free(mail);
}

Rehearsal *rehearsal_new(Engine *engine, RehearsalSend send, void *data)
{
	Rehearsal *rehearsal = g_new0(Rehearsal, 1);
	rehearsal->engine = engine;
	rehearsal->send = send;
	rehearsal->data = data;
	rehearsal->mails = g_sequence_new(free_mail);
	return rehearsal;
}

void rehearsal_free(Rehearsal *rehearsal)
{
	if (rehearsal == NULL)
		return;
	g_sequence_free(rehearsal->mails);
	g_free(rehearsal);
}

void rehearsal_add(Rehearsal *rehearsal, RehearsalMail *mail)
{
	g_sequence_insert_sorted(rehearsal->mails, mail, by_arrival, NULL);
}

Instant rehearsal_last_mail(const Rehearsal *rehearsal)
{
	GSequenceIter *end = g_sequence_get_end_iter(rehearsal->mails);
	if (g_sequence_iter_is_begin(end))
		return INSTANT_NONE;
	return ((const RehearsalMail *)g_sequence_get(g_sequence_iter_prev(end)))->at;
}

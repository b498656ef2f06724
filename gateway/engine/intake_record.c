/* intake_record.c: what is kept of a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/intake_record.h"

#include "base/hash.h"
#include "base/text.h"
#include "store/history.h"

#define RAW_KEPT_BYTES	(256 * 1024)
#define TEXT_KEPT_BYTES 16000

char *intake_record_hash(GBytes *bytes)
{
	gsize length = 0;
	const void *data = g_bytes_get_data(bytes, &length);
	return hash_text(data, length);
}

char *intake_record_hash_mail(const EdgeMessage *mail)
{
	if (mail->body != NULL)
		return intake_record_hash(mail->body);
	return mail->fd >= 0 ? hash_file(mail->fd) : NULL;
}

char *intake_record_place(const MailPlace *place)
{
	return place->name != NULL
		       ? g_strdup(place->name)
		       : g_strdup_printf("%u/%u", place->validity, place->uid);
}

InboxRow *intake_record_new(const char *mailbox, const EdgeMessage *mail, Instant now)
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

void intake_record_fill(InboxRow *row, const Reading *reading)
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

/* What an operator is shown of a mail that waits, and all that is left of a large one. */
static void keep_text(InboxRow *row, const Reading *reading)
{
	if (row->disposition == DISPOSITION_HELD || row->raw == NULL)
		row->text = text_clip(reading->quote->new_text, TEXT_KEPT_BYTES);
}

void intake_record_dispose(InboxRow *row, const Plan *plan, const Reading *reading)
{
	row->disposition = plan->disposition;
	row->reason = g_strdup(plan->reason);
	row->item = g_strdup(plan->item);
	keep_text(row, reading);
}

bool intake_record_chain(Engine *engine, const InboxRow *row, const Plan *plan,
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

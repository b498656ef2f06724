/* batch.c: mails on their way into the store.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/batch.h"

#include "base/crash.h"
#include "engine/intake.h"
#include "engine/staff.h"

#define MAILS_MAX 100
#define BYTES_MAX (4 * 1024 * 1024)

Batch *batch_new(void)
{
	Batch *batch = g_new0(Batch, 1);
	batch->mails = g_ptr_array_new_with_free_func((GDestroyNotify)edge_message_free);
	batch->posts = g_ptr_array_new();
	return batch;
}

void batch_free(Batch *batch)
{
	g_ptr_array_unref(batch->mails);
	g_ptr_array_unref(batch->posts);
	g_free(batch);
}

void batch_add(Batch *batch, Post *post, EdgeMessage *mail)
{
	g_ptr_array_add(batch->mails, mail);
	g_ptr_array_add(batch->posts, post);
	batch->bytes += mail->body != NULL ? g_bytes_get_size(mail->body) : 0;
}

bool batch_is_full(const Batch *batch)
{
	return batch->mails->len >= MAILS_MAX || batch->bytes >= BYTES_MAX;
}

static void tell_settled(const Batch *batch, const IntakeResult *results)
{
	for (guint i = 0; i < batch->mails->len; i++) {
		Post *post = g_ptr_array_index(batch->posts, i);
		EdgeMessage *mail = g_ptr_array_index(batch->mails, i);
		if (post->edge == NULL || results[i].has_failed)
			continue;
		g_autoptr(EdgeMessage) message = edge_message_new(EDGE_SETTLE);
		message->place = mail->place;
		message->settle = results[i].settle;
		edge_line_put(post->edge->line, message);
		message->place.name = NULL;
	}
}

/* One mail behind its own savepoint: what fails for it counts against it alone. */
static bool take_apart(const Batch *batch, Engine *engine, guint i,
		       IntakeResult *out_result, GError **error)
{
	Store *store = engine->store;
	const Post *post = g_ptr_array_index(batch->posts, i);
	const EdgeMessage *mail = g_ptr_array_index(batch->mails, i);
	g_autoptr(GError) why = NULL;
	if (!store_savepoint(store, error))
		return false;
	if (intake_take(engine, post->name, mail, out_result, &why))
		return store_release(store, error);
	out_result->has_failed = true;
	return store_undo(store, error) && staff_load(engine, error) &&
	       intake_failed(engine, post->name, mail, why->message, error);
}

/* A mail that failed is still in its mailbox; a new session offers it again, after what
 * is settled has been, until the third time. */
static void offer_again(const Batch *batch, const IntakeResult *results)
{
	for (guint i = 0; i < batch->mails->len; i++) {
		Post *post = g_ptr_array_index(batch->posts, i);
		if (!results[i].has_failed)
			continue;
		post->has_failed = true;
		post->is_idle = false;
		post->read_until = INSTANT_NONE;
		post->fault = FAULT_LATER;
		post_stop(post);
	}
}

bool batch_take(Batch *batch, Engine *engine, GError **error)
{
	if (batch->mails->len == 0)
		return true;
	g_autofree IntakeResult *results = g_new0(IntakeResult, batch->mails->len);
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL)
		return false;
	for (guint i = 0; i < batch->mails->len; i++)
		if (!take_apart(batch, engine, i, &results[i], error))
			return false;
	crash_point("before intake commit");
	if (!store_commit(g_steal_pointer(&txn), error))
		return false;
	crash_point("after intake commit");
	tell_settled(batch, results);
	offer_again(batch, results);
	g_ptr_array_set_size(batch->mails, 0);
	g_ptr_array_set_size(batch->posts, 0);
	batch->bytes = 0;
	return true;
}

/* batch.c: mails on their way into the store.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/batch.h"

#include "base/crash.h"
#include "base/log.h"
#include "engine/intake.h"
#include "engine/intake_attempts.h"
#include "engine/staff.h"

#define MAILS_MAX 100
#define BYTES_MAX (4 * 1024 * 1024)
/* What reads and what decides is more code than a processor keeps at hand, so it changes
 * between them every so many mails; more of them would not be at hand themselves. */
#define READ_TOGETHER 16

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

static void mail_free(gpointer mail)
{
	intake_mail_free(mail);
}

static IntakeMail *read_one(const Batch *batch, Engine *engine, guint i, GError **error)
{
	const Post *post = g_ptr_array_index(batch->posts, i);
	return intake_read(engine, post->name, g_ptr_array_index(batch->mails, i), error);
}

/* From `start` to before `end`. */
static bool take_some(const Batch *batch, Engine *engine, guint start, guint end,
		      IntakeResult *results, GError **error)
{
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(mail_free);
	for (guint i = start; i < end; i++) {
		IntakeMail *mail = read_one(batch, engine, i, error);
		if (mail == NULL)
			return false;
		g_ptr_array_add(mails, mail);
	}
	for (guint i = start; i < end; i++) {
		if (!intake_take(engine, g_ptr_array_index(mails, i - start), &results[i],
				 error))
			return false;
	}
	return true;
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
	if (intake_take_one(engine, post->name, mail, out_result, &why))
		return store_release(store, error);
	out_result->has_failed = true;
	return store_undo(store, error) && staff_load(engine, error) &&
	       intake_failed(engine, post->name, mail, why->message, error);
}

static bool commit(StoreTxn *txn, GError **error)
{
	crash_point("before intake commit");
	if (!store_commit(txn, error))
		return false;
	crash_point("after intake commit");
	return true;
}

static bool take_all_apart(const Batch *batch, Engine *engine, IntakeResult *results,
			   GError **error)
{
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL)
		return false;
	for (guint i = 0; i < batch->mails->len; i++)
		if (!take_apart(batch, engine, i, &results[i], error))
			return false;
	return commit(g_steal_pointer(&txn), error);
}

/* False with *out_failed: one of them failed, and nothing has been done. */
static bool take_together(const Batch *batch, Engine *engine, IntakeResult *results,
			  bool *out_failed, GError **error)
{
	g_autoptr(StoreTxn) txn = store_begin(engine->store, error);
	if (txn == NULL)
		return false;
	for (guint i = 0; i < batch->mails->len; i += READ_TOGETHER) {
		guint end = MIN(i + READ_TOGETHER, batch->mails->len);
		if (!take_some(batch, engine, i, end, results, error)) {
			*out_failed = true;
			return false;
		}
	}
	return commit(g_steal_pointer(&txn), error);
}

/* A savepoint copies every page that changes behind it, and mails hardly ever fail: they
 * get one each only when one of them has. */
static bool take_mails(const Batch *batch, Engine *engine, IntakeResult *results,
		       GError **error)
{
	bool has_failed = false;
	g_autoptr(GError) why = NULL;
	if (take_together(batch, engine, results, &has_failed, &why))
		return true;
	if (!has_failed) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	log_event(LOG_LEVEL_INFO, "mails are taken one by one", "why", why->message,
		  NULL);
	return staff_load(engine, error) && take_all_apart(batch, engine, results, error);
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
	if (!take_mails(batch, engine, results, error))
		return false;
	tell_settled(batch, results);
	offer_again(batch, results);
	g_ptr_array_set_size(batch->mails, 0);
	g_ptr_array_set_size(batch->posts, 0);
	batch->bytes = 0;
	return true;
}

/* reception.c: the intake processes and what they have brought.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/reception.h"

#include "engine/batch.h"
#include "engine/post.h"

/* An intake says something after every pause; one that does not is stuck. */
#define SILENCE_MAX_MILLISECONDS (20 * 60 * 1000)

struct Reception {
	Engine *engine;
	GPtrArray *posts; /* of Post */
	Batch *batch;
	guint hearing; /* whose turn it is to be heard */
	bool once;
	bool is_stopping;
};

static void free_post(gpointer post)
{
	post_free(post);
}

Reception *reception_new(Engine *engine, bool once)
{
	Reception *reception = g_new0(Reception, 1);
	const GPtrArray *mailboxes = engine->config->mailboxes;
	reception->engine = engine;
	reception->once = once;
	reception->batch = batch_new();
	reception->posts = g_ptr_array_new_with_free_func(free_post);
	for (guint i = 0; i < mailboxes->len; i++) {
		const ConfigMailbox *mailbox = g_ptr_array_index(mailboxes, i);
		Post *post = post_new("intake", mailbox->name);
		post->pause_milliseconds = mailbox->poll_seconds * 1000LL;
		g_ptr_array_add(reception->posts, post);
	}
	Post *spool = post_new("intake", CONFIG_SPOOL_NAME);
	spool->folder = g_strdup(config_spool_path(engine->config));
	g_ptr_array_add(reception->posts, spool);
	return reception;
}

void reception_free(Reception *reception)
{
	batch_free(reception->batch);
	g_ptr_array_unref(reception->posts);
	g_free(reception);
}

static Post *post_at(const Reception *reception, guint index)
{
	return g_ptr_array_index(reception->posts, index);
}

const GPtrArray *reception_posts(const Reception *reception)
{
	return reception->posts;
}

/* ---- what they say ------------------------------------------------------ */

static void hear(Reception *reception, Post *post, EdgeMessage *message)
{
	post->heard_at = world_monotonic_milliseconds();
	if (message->kind == EDGE_MAIL) {
		post->is_idle = false;
		batch_add(reception->batch, post, message);
		return;
	}
	if (message->kind == EDGE_IDLE && !post->is_stopping) {
		post->is_idle = true;
		post->failures = 0;
		post->has_failed = false;
		post->is_given_up = false;
		if (message->notice == post->look)
			post->read_until = post->asked_at;
	} else if (message->kind == EDGE_TROUBLE) {
		post_fail(post, message->fault, message->text);
	}
	edge_message_free(message);
}

/* It has ended: as it was told to, or not. */
static void lose(const Reception *reception, Post *post, const char *why)
{
	if (!reception->is_stopping)
		post_fail(post, FAULT_LATER, why);
	else
		g_clear_pointer(&post->edge, edge_end);
}

/* Everything one of them has sent. True: the batch is full. */
static bool hear_post(Reception *reception, Post *post)
{
	while (post->edge != NULL) {
		g_autoptr(GError) why = NULL;
		EdgeMessage *message = NULL;
		if (!edge_line_take(post->edge->line, &message, &why)) {
			lose(reception, post, why->message);
			return false;
		}
		if (message == NULL)
			return false;
		hear(reception, post, message);
		if (batch_is_full(reception->batch))
			return true;
	}
	return false;
}

bool reception_hear(Reception *reception)
{
	for (; reception->hearing < reception->posts->len; reception->hearing++) {
		if (hear_post(reception, post_at(reception, reception->hearing)))
			return true;
	}
	reception->hearing = 0;
	return false;
}

bool reception_has_mails(const Reception *reception)
{
	return reception->batch->mails->len > 0;
}

bool reception_take(Reception *reception, GError **error)
{
	return batch_take(reception->batch, reception->engine, error);
}

void reception_flush(Reception *reception)
{
	for (guint i = 0; i < reception->posts->len; i++) {
		Post *post = post_at(reception, i);
		g_autoptr(GError) why = NULL;
		if (post->edge != NULL && !edge_line_flush(post->edge->line, &why))
			post_fail(post, FAULT_LATER, why->message);
	}
}

/* ---- their lives -------------------------------------------------------- */

static bool is_stuck(const Post *post)
{
	int64_t patience = SILENCE_MAX_MILLISECONDS + post->pause_milliseconds;
	return post->edge != NULL &&
	       world_monotonic_milliseconds() - post->heard_at > patience;
}

void reception_watch(Reception *reception)
{
	for (guint i = 0; i < reception->posts->len && !reception->is_stopping; i++) {
		Post *post = post_at(reception, i);
		post_start(post, reception->engine, reception->once);
		if (is_stuck(post))
			post_fail(post, FAULT_LATER, "it has been silent for too long");
	}
}

void reception_add_poll(const Reception *reception, GArray *entries)
{
	for (guint i = 0; i < reception->posts->len; i++)
		post_add_poll(post_at(reception, i), entries);
}

int64_t reception_next_start(const Reception *reception)
{
	int64_t first = INT64_MAX;
	for (guint i = 0; i < reception->posts->len; i++) {
		const Post *post = post_at(reception, i);
		if (post->edge == NULL)
			first = MIN(first, post->start_at);
	}
	return first;
}

void reception_stop(Reception *reception)
{
	reception->is_stopping = true;
	for (guint i = 0; i < reception->posts->len; i++)
		post_stop(post_at(reception, i));
}

bool reception_is_running(const Reception *reception)
{
	for (guint i = 0; i < reception->posts->len; i++)
		if (post_at(reception, i)->edge != NULL)
			return true;
	return false;
}

bool reception_is_all_read(const Reception *reception)
{
	for (guint i = 0; i < reception->posts->len; i++) {
		const Post *post = post_at(reception, i);
		if (!post->is_idle && !post->has_failed)
			return false;
	}
	return !reception_has_mails(reception);
}

bool reception_has_failed(const Reception *reception, Fault *out_fault)
{
	bool has_failed = false;
	Fault worst = FAULT_LATER;
	for (guint i = 0; i < reception->posts->len; i++) {
		const Post *post = post_at(reception, i);
		if (post->has_failed && worst != FAULT_SETUP)
			worst = post->fault;
		has_failed |= post->has_failed;
	}
	if (has_failed)
		*out_fault = worst;
	return has_failed;
}

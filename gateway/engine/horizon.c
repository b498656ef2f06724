/* horizon.c: how far the mailboxes have been read.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/horizon.h"

#include "base/log.h"
#include "engine/post.h"

/* A vote may lie in the mailbox we cannot read: its decision can wait for a morning. Who
 * is to be woken cannot. */
#define JUDGED_PATIENCE_SECONDS	 (6 * 60 * 60)
#define HURRIED_PATIENCE_SECONDS 60

/* A spool that nobody has made yet. */
static bool is_absent(const Post *post)
{
	return post->edge == NULL && post->folder != NULL &&
	       !g_file_test(post->folder, G_FILE_TEST_IS_DIR);
}

static bool is_blind(const Post *post)
{
	return post->has_failed && !post->is_idle;
}

static char *setting_name(const char *mailbox)
{
	return g_strconcat("unread:", mailbox, NULL);
}

/* Kept in the store, for who comes by once in a quarter of an hour has no memory. */
static bool note_since(Store *store, Post *post, Instant since, GError **error)
{
	g_autofree char *name = setting_name(post->name);
	g_autofree char *value = since != INSTANT_NONE
					 ? g_strdup_printf("%" G_GINT64_FORMAT, since)
					 : NULL;
	post->blind_since = since;
	return store_put(store, name, value, error);
}

static bool noted_since(Store *store, const char *mailbox, Instant *out_since,
			GError **error)
{
	g_autofree char *name = setting_name(mailbox);
	g_autofree char *value = NULL;
	if (!store_get(store, name, &value, error))
		return false;
	*out_since = value != NULL ? g_ascii_strtoll(value, NULL, 10) : INSTANT_NONE;
	return true;
}

GArray *horizon_unread(const Engine *engine, GError **error)
{
	g_autoptr(GArray) unread = g_array_new(FALSE, FALSE, sizeof(WhyUnread));
	for (guint i = 0; i < engine->config->mailboxes->len; i++) {
		const ConfigMailbox *mailbox =
			g_ptr_array_index(engine->config->mailboxes, i);
		Instant since = INSTANT_NONE;
		if (!noted_since(engine->store, mailbox->name, &since, error))
			return NULL;
		const WhyUnread row = {mailbox->name, since,
				       since + JUDGED_PATIENCE_SECONDS,
				       since + HURRIED_PATIENCE_SECONDS};
		if (since != INSTANT_NONE)
			g_array_append_val(unread, row);
	}
	return g_steal_pointer(&unread);
}

bool horizon_watch(Engine *engine, const GPtrArray *posts, Instant now, GError **error)
{
	for (guint i = 0; i < posts->len; i++) {
		Post *post = g_ptr_array_index(posts, i);
		if (!post->is_recalled &&
		    !noted_since(engine->store, post->name, &post->blind_since, error))
			return false;
		post->is_recalled = true;
		bool was_blind = post->blind_since != INSTANT_NONE;
		/* Later than now: by a clock that has been set back since. */
		bool is_news = !was_blind || post->blind_since > now;
		if (is_blind(post) && is_news &&
		    !note_since(engine->store, post, now, error))
			return false;
		if (post->is_idle && was_blind &&
		    !note_since(engine->store, post, INSTANT_NONE, error))
			return false;
	}
	return true;
}

/* An intake that was asked and does not say a word is no better than none. */
static Instant waited_since(const Post *post)
{
	if (is_blind(post))
		return post->blind_since;
	return post->read_until != post->asked_at ? post->asked_at : INSTANT_NONE;
}

static Instant reach_of(Post *post, Instant now, int64_t patience)
{
	/* Read by a clock that has been set back since. */
	Instant read = post->read_until <= now ? post->read_until : INSTANT_NONE;
	Instant since = waited_since(post);
	if (is_absent(post))
		return now;
	if (since == INSTANT_NONE || now - since < patience)
		return read;
	if (!post->is_given_up)
		log_event(LOG_LEVEL_WARNING, "mailbox is waited for no longer", "name",
			  post->name, NULL);
	post->is_given_up = true;
	return now;
}

Horizon horizon_find(const GPtrArray *posts, Instant now)
{
	Horizon horizon = {now, now};
	for (guint i = 0; i < posts->len; i++) {
		Post *post = g_ptr_array_index(posts, i);
		Instant judged = reach_of(post, now, JUDGED_PATIENCE_SECONDS);
		Instant hurried = reach_of(post, now, HURRIED_PATIENCE_SECONDS);
		horizon.judged = MIN(horizon.judged, judged);
		horizon.hurried = MIN(horizon.hurried, hurried);
	}
	return horizon;
}

void horizon_ask(const GPtrArray *posts, Instant due, Instant now)
{
	for (guint i = 0; i < posts->len; i++) {
		Post *post = g_ptr_array_index(posts, i);
		bool is_asked = post->asked_at >= due && post->asked_at <= now;
		if (post->edge == NULL || post->is_stopping || is_asked)
			continue;
		g_autoptr(EdgeMessage) message = edge_message_new(EDGE_LOOK);
		message->notice = ++post->look;
		post->asked_at = now;
		edge_line_put(post->edge->line, message);
	}
}

/* post.c: the edges as the loop keeps them.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/post.h"

#include <poll.h>

#include "base/log.h"

#define BACKOFF_FIRST_MILLISECONDS 1000
#define BACKOFF_MAX_MILLISECONDS   (5 * 60 * 1000)
#define FOLDER_LOOK_MILLISECONDS   2000

Post *post_new(const char *role, const char *name)
{
	Post *post = g_new0(Post, 1);
	post->role = g_strdup(role);
	post->name = g_strdup(name);
	post->in_hand = g_array_new(FALSE, FALSE, sizeof(int64_t));
	post->read_until = INSTANT_NONE;
	post->blind_since = INSTANT_NONE;
	return post;
}

void post_free(Post *post)
{
	if (post == NULL)
		return;
	edge_end(post->edge);
	g_free(post->role);
	g_free(post->name);
	g_free(post->folder);
	g_array_unref(post->in_hand);
	g_free(post);
}

void post_fail(Post *post, Fault fault, const char *why)
{
	int64_t wait = BACKOFF_FIRST_MILLISECONDS;
	for (int i = 0; i < post->failures && wait < BACKOFF_MAX_MILLISECONDS; i++)
		wait *= 2;
	wait = MIN(wait, BACKOFF_MAX_MILLISECONDS);
	post->failures++;
	post->has_failed = true;
	post->is_idle = false;
	post->fault = fault;
	post->start_at = world_monotonic_milliseconds() + wait;
	g_clear_pointer(&post->edge, edge_end);
	g_autofree char *seconds = g_strdup_printf("%d", (int)(wait / 1000));
	log_event(fault == FAULT_SETUP ? LOG_LEVEL_ERROR : LOG_LEVEL_WARNING,
		  "edge failed", "role", post->role, "name", post->name, "why", why,
		  "again-in", seconds, NULL);
}

void post_start(Post *post, const Engine *engine, bool once)
{
	if (post->edge != NULL || (once && post->has_failed) ||
	    post->start_at > world_monotonic_milliseconds())
		return;
	if (post->folder != NULL && !g_file_test(post->folder, G_FILE_TEST_IS_DIR)) {
		post->is_idle = true;
		post->start_at =
			world_monotonic_milliseconds() + FOLDER_LOOK_MILLISECONDS;
		return;
	}
	g_autoptr(GError) error = NULL;
	post->is_idle = false;
	post->is_stopping = false;
	post->has_sent = false;
	post->is_answered = false;
	post->look = 0;
	post->asked_at = world_now(engine->world);
	post->heard_at = world_monotonic_milliseconds();
	post->edge =
		edge_start(engine->config_path, post->role, post->name, once, &error);
	if (post->edge == NULL)
		post_fail(post, FAULT_LATER, error->message);
}

void post_stop(Post *post)
{
	if (post->edge == NULL)
		return;
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_STOP);
	edge_line_put(post->edge->line, message);
	(void)edge_line_flush(post->edge->line, NULL);
	post->is_stopping = true;
}

void post_add_poll(const Post *post, GArray *entries)
{
	if (post->edge == NULL)
		return;
	bool wants_write = edge_line_wants_write(post->edge->line);
	struct pollfd entry = {.fd = edge_line_fd(post->edge->line),
			       .events = POLLIN | (wants_write ? POLLOUT : 0)};
	g_array_append_val(entries, entry);
}

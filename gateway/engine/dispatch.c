/* dispatch.c: the delivery processes and what each has in hand.
 *
 * SPDX-License-Identifier: MIT */
#include "engine/dispatch.h"

#include "engine/delivery.h"
#include "engine/post.h"
#include "transport/journal.h"

/* In one process's hands: enough that it never waits for our disk, few enough that what
 * is urgent is not far behind. */
#define IN_HAND_MAX 16
/* It answers after every mail, and a mail may take a server ten minutes. */
#define SILENCE_MAX_MILLISECONDS (20 * 60 * 1000)
#define IDLE_MAX_MILLISECONDS	 10000
/* After so many the journal is looked at: it may have grown large. */
#define JOURNAL_NOTICES 10000

struct Dispatch {
	Engine *engine;
	GPtrArray *posts; /* of Post; the first is the one of quiet days */
	guint wanted;	  /* how many may run */
	guint handed;	  /* notices since the journal was looked at */
	bool once;
	bool is_stopping;
};

static void free_post(gpointer post)
{
	post_free(post);
}

Dispatch *dispatch_new(Engine *engine, bool once)
{
	Dispatch *dispatch = g_new0(Dispatch, 1);
	const ConfigOutgoing *outgoing = engine->config->outgoing;
	int count = outgoing != NULL ? outgoing->connections : 0;
	dispatch->engine = engine;
	dispatch->once = once;
	dispatch->wanted = 1;
	dispatch->posts = g_ptr_array_new_with_free_func(free_post);
	for (int i = 0; i < count; i++)
		g_ptr_array_add(dispatch->posts, post_new("delivery", "outgoing"));
	return dispatch;
}

void dispatch_free(Dispatch *dispatch)
{
	g_ptr_array_unref(dispatch->posts);
	g_free(dispatch);
}

static Post *post_at(const Dispatch *dispatch, guint index)
{
	return g_ptr_array_index(dispatch->posts, index);
}

/* ---- an end ------------------------------------------------------------- */

/* `why` NULL: it ended as it was told to. */
static bool drop(Dispatch *dispatch, Post *post, Fault fault, const char *why,
		 Instant now, GError **error)
{
	g_autoptr(GArray) notices = post->in_hand;
	post->in_hand = g_array_new(FALSE, FALSE, sizeof(int64_t));
	const char *words = post->is_answered ? NULL : why;
	if (why != NULL)
		post_fail(post, fault, why);
	else
		g_clear_pointer(&post->edge, edge_end);
	post->is_stopping = false;
	return notices->len == 0 ||
	       delivery_dropped(dispatch->engine, now, notices, words, error);
}

/* ---- sending ------------------------------------------------------------ */

static bool may_hand(const Dispatch *dispatch, guint index)
{
	const Post *post = post_at(dispatch, index);
	bool is_given_up = dispatch->once && post_at(dispatch, 0)->has_failed;
	if (index >= dispatch->wanted || post->is_stopping || is_given_up ||
	    (dispatch->once && post->has_failed))
		return false;
	return post->edge != NULL || post->start_at <= world_monotonic_milliseconds();
}

static guint free_hands(const Dispatch *dispatch)
{
	guint count = 0;
	for (guint i = 0; i < dispatch->posts->len; i++)
		if (may_hand(dispatch, i))
			count += IN_HAND_MAX - post_at(dispatch, i)->in_hand->len;
	return count;
}

/* The one with the fewest in hand; NULL: none could be started. */
static Post *choose_post(Dispatch *dispatch)
{
	Post *best = NULL;
	for (guint i = 0; i < dispatch->posts->len; i++) {
		Post *post = post_at(dispatch, i);
		if (!may_hand(dispatch, i) || post->in_hand->len >= IN_HAND_MAX)
			continue;
		if (post->edge == NULL)
			post_start(post, dispatch->engine, dispatch->once);
		if (post->edge != NULL &&
		    (best == NULL || post->in_hand->len < best->in_hand->len))
			best = post;
	}
	return best;
}

static bool not_begun(Dispatch *dispatch, const OutboxRow *row, Instant now,
		      GError **error)
{
	g_autoptr(GArray) notices = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_array_append_val(notices, row->id);
	return delivery_dropped(dispatch->engine, now, notices,
				"the delivery process could not be started", error);
}

static bool hand_over(Dispatch *dispatch, const OutboxRow *row, Instant now,
		      GError **error)
{
	Post *post = choose_post(dispatch);
	if (post == NULL)
		return not_begun(dispatch, row, now, error);
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_SEND);
	message->notice = row->id;
	message->message_id = g_strdup(row->message_id);
	message->queued = row->queued;
	message->attempt = row->attempts;
	message->from = g_strdup(delivery_sender(dispatch->engine, row));
	message->recipient = g_strdup(row->address);
	message->body = g_bytes_ref(row->bytes);
	edge_line_put(post->edge->line, message);
	/* Only now does it owe us an answer. */
	if (post->in_hand->len == 0)
		post->heard_at = world_monotonic_milliseconds();
	g_array_append_val(post->in_hand, row->id);
	return true;
}

/* Only while nothing is in hand may the journal be put away; a backlog pauses for it. */
static bool may_go_on(Dispatch *dispatch)
{
	if (dispatch->handed < JOURNAL_NOTICES)
		return true;
	if (dispatch_is_busy(dispatch))
		return false;
	g_autofree char *path = config_journal_path(dispatch->engine->config);
	journal_prepare(path);
	dispatch->handed = 0;
	return true;
}

bool dispatch_send(Dispatch *dispatch, Instant now, bool unasked, bool *out_any,
		   GError **error)
{
	*out_any = false;
	bool goes_on = !dispatch->is_stopping && may_go_on(dispatch);
	guint room = goes_on ? free_hands(dispatch) : 0;
	g_autoptr(GPtrArray) rows = NULL;
	if (room == 0)
		return true;
	if (!delivery_take(dispatch->engine, now, unasked, room, &rows, error))
		return false;
	for (guint i = 0; i < rows->len; i++)
		if (!hand_over(dispatch, g_ptr_array_index(rows, i), now, error))
			return false;
	bool is_backlog = rows->len == room && post_at(dispatch, 0)->has_sent;
	if (is_backlog && dispatch->wanted < dispatch->posts->len)
		dispatch->wanted++;
	dispatch->handed += rows->len;
	*out_any = rows->len > 0;
	return true;
}

/* ---- hearing ------------------------------------------------------------ */

/* An answer to the first notice in its hands; false if it is none. */
static bool take_answer(Post *post, EdgeMessage *message, GPtrArray *results)
{
	bool is_first = post->in_hand->len > 0 &&
			message->notice == g_array_index(post->in_hand, int64_t, 0);
	bool is_sent = message->outcome == EDGE_OUTCOME_SENT;
	if (!is_first)
		return false;
	post->is_answered = message->kind == EDGE_TROUBLE;
	post->has_sent = post->has_sent || is_sent;
	post->failures = is_sent ? 0 : post->failures;
	g_array_remove_index(post->in_hand, 0);
	g_ptr_array_add(results, message);
	return true;
}

/* What one process has said: answers are taken into `results`. *out_why, owned: it is at
 * its end. */
static void hear(Post *post, GPtrArray *results, Fault *out_fault, char **out_why)
{
	*out_fault = FAULT_LATER;
	while (post->edge != NULL && *out_why == NULL) {
		g_autoptr(GError) broken = NULL;
		g_autoptr(EdgeMessage) message = NULL;
		if (!edge_line_take(post->edge->line, &message, &broken)) {
			*out_why = g_strdup(broken->message);
			return;
		}
		if (message == NULL)
			return;
		post->heard_at = world_monotonic_milliseconds();
		if (message->kind == EDGE_TROUBLE) {
			*out_fault = message->fault;
			*out_why = g_strdup(message->text != NULL ? message->text : "");
		}
		if (message->kind == EDGE_TROUBLE && message->notice == 0)
			return;
		if (!take_answer(post, message, results))
			*out_why = g_strdup("it answered for a notice it does not have");
		else
			message = NULL;
	}
}

bool dispatch_listen(Dispatch *dispatch, Instant now, GError **error)
{
	guint count = dispatch->posts->len;
	g_autoptr(GPtrArray) results =
		g_ptr_array_new_with_free_func((GDestroyNotify)edge_message_free);
	g_autofree Fault *faults = g_new0(Fault, count);
	g_auto(GStrv) reasons = g_new0(char *, count + 1);
	g_autofree bool *has_ended = g_new0(bool, count);
	for (guint i = 0; i < count; i++) {
		g_autofree char *why = NULL;
		hear(post_at(dispatch, i), results, &faults[i], &why);
		has_ended[i] = why != NULL;
		reasons[i] = why != NULL ? g_steal_pointer(&why) : g_strdup("");
	}
	if (results->len > 0 && !delivery_settle(dispatch->engine, now, results, error))
		return false;
	for (guint i = 0; i < count; i++) {
		Post *post = post_at(dispatch, i);
		if (has_ended[i] &&
		    !drop(dispatch, post, faults[i],
			  post->is_stopping ? NULL : reasons[i], now, error))
			return false;
	}
	return true;
}

/* ---- keeping ------------------------------------------------------------ */

bool dispatch_watch(Dispatch *dispatch, Instant now, GError **error)
{
	int64_t monotonic = world_monotonic_milliseconds();
	for (guint i = 0; i < dispatch->posts->len; i++) {
		Post *post = post_at(dispatch, i);
		int64_t silence = monotonic - post->heard_at;
		if (post->edge == NULL)
			continue;
		if (post->in_hand->len > 0 && silence > SILENCE_MAX_MILLISECONDS &&
		    !drop(dispatch, post, FAULT_LATER, "it has been silent for too long",
			  now, error))
			return false;
		bool is_idle = i > 0 && post->in_hand->len == 0 &&
			       silence > IDLE_MAX_MILLISECONDS;
		if (is_idle && !post->is_stopping) {
			post_stop(post);
			dispatch->wanted = 1;
		}
	}
	return true;
}

bool dispatch_flush(Dispatch *dispatch, Instant now, GError **error)
{
	for (guint i = 0; i < dispatch->posts->len; i++) {
		Post *post = post_at(dispatch, i);
		g_autoptr(GError) why = NULL;
		if (post->edge != NULL && !edge_line_flush(post->edge->line, &why) &&
		    !drop(dispatch, post, FAULT_LATER,
			  post->is_stopping ? NULL : why->message, now, error))
			return false;
	}
	return true;
}

void dispatch_add_poll(const Dispatch *dispatch, GArray *entries)
{
	for (guint i = 0; i < dispatch->posts->len; i++)
		post_add_poll(post_at(dispatch, i), entries);
}

int64_t dispatch_next_hand(const Dispatch *dispatch)
{
	if (dispatch->posts->len == 0 || dispatch->is_stopping)
		return DISPATCH_NO_HAND;
	if (dispatch->handed >= JOURNAL_NOTICES && dispatch_is_busy(dispatch))
		return DISPATCH_NO_HAND;
	if (free_hands(dispatch) > 0)
		return 0;
	const Post *first = post_at(dispatch, 0);
	return first->edge == NULL ? first->start_at : DISPATCH_NO_HAND;
}

bool dispatch_is_busy(const Dispatch *dispatch)
{
	for (guint i = 0; i < dispatch->posts->len; i++)
		if (post_at(dispatch, i)->in_hand->len > 0)
			return true;
	return false;
}

void dispatch_stop(Dispatch *dispatch)
{
	dispatch->is_stopping = true;
	for (guint i = 0; i < dispatch->posts->len; i++)
		post_stop(post_at(dispatch, i));
}

bool dispatch_is_running(const Dispatch *dispatch)
{
	for (guint i = 0; i < dispatch->posts->len; i++)
		if (post_at(dispatch, i)->edge != NULL)
			return true;
	return false;
}

bool dispatch_has_failed(const Dispatch *dispatch, Fault *out_fault)
{
	if (dispatch->posts->len == 0 || !post_at(dispatch, 0)->has_failed)
		return false;
	*out_fault = post_at(dispatch, 0)->fault;
	return true;
}

/* edge_intake.c: the process that speaks to one mailbox. It reads, hands over, settles
 * what it is told, and knows nothing of what mails mean. Any trouble ends it; the core
 * starts another.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/edge.h"

#include <errno.h>
#include <poll.h>

#include "base/crash.h"
#include "base/log.h"
#include "transport/edge_limits.h"

#define BATCH_MAILS 250
#define BATCH_BYTES (4 * 1024 * 1024)
/* Handed over and not yet decided: bounds what both processes hold. */
#define IN_HAND_MAX 800
/* Fetched and not yet read by the core: it has enough to do while the server is busy. */
#define AHEAD_BYTES (2 * 1024 * 1024)
/* A server goes through its whole folder for every move, so while there is a backlog one
 * move takes many mails. What was decided and not yet moved is known to the ledger. */
#define MOVE_MAILS 1000
/* When nothing is left to fetch, moving is all there is to do. */
#define MOVE_LAST_MAILS 300

typedef struct {
	Source *source;
	EdgeLine *line;
	int poll_seconds;
	bool is_once;
	bool is_stopping;
	bool is_at_end; /* the last look found nothing to read */
	size_t in_hand;
	int64_t look;	    /* the last the core asked for */
	GPtrArray *archive; /* of MailPlace, to be settled */
	GPtrArray *aside;
} Intake;

static void place_free(MailPlace *place)
{
	g_free(place->name);
	g_free(place);
}

/* ---- the line ----------------------------------------------------------- */

/* Wait for the core: to read from us, which is written, or to tell us something. */
static bool wait_line(Intake *intake, GError **error)
{
	struct pollfd entry = {
		.fd = edge_line_fd(intake->line),
		.events = POLLIN | (edge_line_wants_write(intake->line) ? POLLOUT : 0)};
	if (poll(&entry, 1, -1) < 0 && errno != EINTR)
		return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
	return edge_line_flush(intake->line, error);
}

static bool hear(Intake *intake, GError **error)
{
	for (;;) {
		g_autoptr(EdgeMessage) message = NULL;
		if (!edge_line_take(intake->line, &message, error))
			return false;
		if (message == NULL)
			return true;
		if (message->kind == EDGE_STOP) {
			intake->is_stopping = true;
		} else if (message->kind == EDGE_LOOK) {
			intake->look = message->notice;
		} else if (message->kind == EDGE_SETTLE) {
			MailPlace *place = g_new0(MailPlace, 1);
			*place = message->place;
			message->place.name = NULL;
			intake->in_hand -= intake->in_hand > 0 ? 1 : 0;
			g_ptr_array_add(message->settle == SETTLE_ASIDE ? intake->aside
									: intake->archive,
					place);
		}
	}
}

/* Until no more than `most` bytes are left to be written. */
static bool drain(Intake *intake, size_t most, GError **error)
{
	if (!edge_line_flush(intake->line, error))
		return false;
	while (edge_line_unsent(intake->line) > most) {
		if (!wait_line(intake, error) || !hear(intake, error))
			return false;
	}
	return true;
}

static bool has_mails_to_send(void *data)
{
	const Intake *intake = data;
	return edge_line_wants_write(intake->line);
}

/* If the core is gone, that is said where it is waited for. */
static bool send_mails(void *data)
{
	const Intake *intake = data;
	return edge_line_flush(intake->line, NULL);
}

/* ---- work --------------------------------------------------------------- */

static bool settle_list(Intake *intake, GPtrArray *places, Settle where, GError **error)
{
	if (places->len == 0)
		return true;
	g_autoptr(GError) why = NULL;
	crash_point("before settling");
	bool is_moved = source_settle(intake->source, places, where, &why);
	crash_point("after settling");
	if (!is_moved && !g_error_matches(why, FAULT, FAULT_REFUSED)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	/* A mailbox we may only read: the store knows each of its mails by its
	 * Message-ID, so that they do no harm where they lie. */
	if (!is_moved)
		log_event(LOG_LEVEL_WARNING, "mail stays in the inbox", "why",
			  why->message, NULL);
	g_ptr_array_set_size(places, 0);
	return true;
}

static bool is_move_due(const Intake *intake)
{
	size_t count = intake->archive->len + intake->aside->len;
	bool is_last = intake->is_stopping || (intake->is_at_end && intake->in_hand == 0);
	return count >= MOVE_MAILS || (count >= MOVE_LAST_MAILS && intake->is_at_end) ||
	       (count > 0 && is_last);
}

static bool settle_due(Intake *intake, GError **error)
{
	return !is_move_due(intake) ||
	       (settle_list(intake, intake->archive, SETTLE_ARCHIVE, error) &&
		settle_list(intake, intake->aside, SETTLE_ASIDE, error));
}

static void hand_over(Intake *intake, const SourceMail *mail)
{
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_MAIL);
	message->place = mail->place;
	message->received = mail->received;
	message->bytes = mail->bytes;
	message->body = mail->raw != NULL ? g_bytes_ref(mail->raw) : NULL;
	message->fd = mail->fd;
	edge_line_put(intake->line, message);
	/* The source's own; only borrowed for the encoding. */
	message->place.name = NULL;
	message->fd = -1;
	intake->in_hand++;
}

/* One batch; *out_any: was there any mail? */
static bool read_batch(Intake *intake, bool *out_any, GError **error)
{
	g_autoptr(GPtrArray) mails =
		source_next(intake->source, BATCH_MAILS, BATCH_BYTES, error);
	if (mails == NULL)
		return false;
	crash_point("mails fetched");
	for (guint i = 0; i < mails->len; i++)
		hand_over(intake, g_ptr_array_index(mails, i));
	*out_any = mails->len > 0;
	intake->is_at_end = mails->len == 0;
	return drain(intake, AHEAD_BYTES, error);
}

static bool say_idle(Intake *intake, int64_t look, GError **error)
{
	g_autoptr(EdgeMessage) message = edge_message_new(EDGE_IDLE);
	message->notice = look;
	edge_line_put(intake->line, message);
	return drain(intake, 0, error);
}

/* Nothing to read: wait for news from either side. */
static bool rest(Intake *intake, GError **error)
{
	bool has_news = false;
	if (intake->is_once || intake->in_hand >= IN_HAND_MAX)
		return wait_line(intake, error);
	return source_wait(intake->source, edge_line_fd(intake->line),
			   intake->poll_seconds, &has_news, error);
}

static bool serve(Intake *intake, GError **error)
{
	bool is_read = false;
	for (;;) {
		bool has_any = false;
		if (!hear(intake, error) || !settle_due(intake, error))
			return false;
		if (intake->is_stopping)
			return true;
		/* Handing over, we may hear of a further one. */
		int64_t look = intake->look;
		bool may_read =
			intake->in_hand < IN_HAND_MAX && !(intake->is_once && is_read);
		if (may_read && !read_batch(intake, &has_any, error))
			return false;
		if (has_any)
			continue;
		if (may_read && !say_idle(intake, look, error))
			return false;
		is_read = is_read || may_read;
		if (!is_move_due(intake) && !rest(intake, error))
			return false;
	}
}

int edge_intake_main(const Config *config, const ConfigMailbox *mailbox, int fd,
		     bool once)
{
	(void)config;
	edge_limit_process();
	g_autoptr(EdgeLine) line = edge_line_new(fd);
	g_autoptr(GError) error = NULL;
	g_autofree char *secret = NULL;
	if (!edge_read_secret(&mailbox->secret, &secret, &error))
		return edge_line_report(line, error);
	g_autoptr(Source) source = source_open(mailbox, secret, &error);
	if (source == NULL)
		return edge_line_report(line, error);
	Intake intake = {
		.source = source,
		.line = line,
		.poll_seconds = mailbox->poll_seconds,
		.is_once = once,
		.archive = g_ptr_array_new_with_free_func((GDestroyNotify)place_free),
		.aside = g_ptr_array_new_with_free_func((GDestroyNotify)place_free)};
	Meanwhile meanwhile = {.fd = edge_line_fd(line),
			       .has_work = has_mails_to_send,
			       .work = send_mails,
			       .data = &intake};
	source_set_meanwhile(source, &meanwhile);
	bool is_well = serve(&intake, &error);
	source_set_meanwhile(source, NULL);
	g_ptr_array_unref(intake.archive);
	g_ptr_array_unref(intake.aside);
	return is_well ? 0 : edge_line_report(line, error);
}

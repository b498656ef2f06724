/* imap_idle.c: waiting for news in IDLE (RFC 2177).
 *
 * Between two of libetpan's commands the line is ours. Its own IDLE takes a word of news
 * before the go-ahead for a broken line, and keeps one that came with it to itself.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define TAG		"idle"
#define LINE_MAX_BYTES	16384
#define COMMAND_SECONDS 60

/* Mails are counted, nothing else of what is said here matters: who is gone is found out
 * by number. */
static void take_news(ImapSource *source, const char *line, bool *has_news)
{
	char *end = NULL;
	unsigned long count = strtoul(line + 2, &end, 10);
	if (end == line + 2 || g_ascii_strcasecmp(end, " EXISTS") != 0)
		return;
	source->imap->imap_selection_info->sel_exists =
		(uint32_t)MIN(count, (unsigned long)G_MAXUINT32);
	*has_news = true;
}

/* Lines until one that begins with `word`; what else is said is news. */
static bool hear_until(ImapSource *source, const char *word, bool *has_news,
		       GError **error)
{
	size_t length = strlen(word);
	for (;;) {
		g_autofree char *line =
			stream_read_line(source->stream, LINE_MAX_BYTES, error);
		if (line == NULL)
			return false;
		if (strncmp(line, word, length) == 0)
			return true;
		if (strncmp(line, "* ", 2) != 0 ||
		    g_ascii_strncasecmp(line, "* BYE", 5) == 0)
			return fault(error, FAULT_LATER, "%s: IDLE: %.200s",
				     source->url->host, line);
		take_news(source, line, has_news);
	}
}

static bool say(ImapSource *source, const char *line, GError **error)
{
	imap_session_give_time(source, COMMAND_SECONDS);
	return stream_write(source->stream, line, strlen(line), error);
}

bool imap_wait_descriptors(ImapSource *source, int interrupt_fd, int seconds,
			   ImapWoken *out_woken, GError **error)
{
	struct pollfd entries[2] = {{.fd = interrupt_fd, .events = POLLIN},
				    {.fd = stream_fd(source->stream), .events = POLLIN}};
	int count = poll(entries, 2, seconds * 1000);
	if (count < 0 && errno != EINTR)
		return fault(error, FAULT_LATER, "poll: %s", g_strerror(errno));
	bool is_server = count > 0 && entries[1].revents != 0;
	*out_woken = is_server	  ? IMAP_WOKEN_BY_SERVER
		     : count == 0 ? IMAP_WOKEN_BY_TIME
				  : IMAP_WOKEN_BY_CORE;
	return true;
}

bool imap_idle(ImapSource *source, int interrupt_fd, int seconds, ImapWoken *out_woken,
	       GError **error)
{
	bool has_news = false;
	*out_woken = IMAP_WOKEN_BY_SERVER;
	/* Said behind the last answer; the next command of libetpan takes it. */
	if (source->imap->imap_stream->read_buffer_len > 0) {
		imap_session_give_time(source, COMMAND_SECONDS);
		int code = mailimap_noop(source->imap);
		return code == MAILIMAP_NO_ERROR ||
		       imap_session_fault(source, code, "NOOP", error);
	}
	if (!say(source, TAG " IDLE\r\n", error) ||
	    !hear_until(source, "+", &has_news, error))
		return false;
	if (!has_news && !stream_has_unread(source->stream) &&
	    !imap_wait_descriptors(source, interrupt_fd, seconds, out_woken, error))
		return false;
	if (!say(source, "DONE\r\n", error) ||
	    !hear_until(source, TAG " OK", &has_news, error))
		return false;
	if (has_news)
		*out_woken = IMAP_WOKEN_BY_SERVER;
	return true;
}

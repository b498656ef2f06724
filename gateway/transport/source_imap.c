/* source_imap.c: mail from an IMAP mailbox. libetpan speaks; everything else about the
 * line is ours.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/imap_session.h"

/* RFC 2177 allows 29 minutes; middle boxes forget quiet lines sooner. */
#define IDLE_MAX_SECONDS (9 * 60)
#define COMMAND_SECONDS	 60

/* ---- waiting ------------------------------------------------------------ */

static bool wait_imap(Source *base, int interrupt_fd, int seconds, bool *out_news,
		      GError **error)
{
	ImapSource *source = (ImapSource *)base;
	ImapWoken woken = IMAP_WOKEN_BY_TIME;
	bool is_waited = source->has_idle ? imap_idle(source, interrupt_fd,
						      MIN(seconds, IDLE_MAX_SECONDS),
						      &woken, error)
					  : imap_wait_descriptors(source, interrupt_fd,
								  seconds, &woken, error);
	if (!is_waited)
		return false;
	*out_news = woken == IMAP_WOKEN_BY_SERVER;
	if (source->has_idle && woken == IMAP_WOKEN_BY_SERVER)
		return true;
	/* Only now may a server without IDLE say what is new; and there are some that
	 * offer IDLE and say nothing in it. The core may want to know for certain. */
	imap_session_give_time(source, COMMAND_SECONDS);
	int code = mailimap_noop(source->imap);
	return code == MAILIMAP_NO_ERROR ||
	       imap_session_fault(source, code, "NOOP", error);
}

/* ---- the source --------------------------------------------------------- */

static void close_imap(Source *base)
{
	ImapSource *source = (ImapSource *)base;
	imap_session_end(source);
	g_queue_free_full(source->waiting, g_free);
	server_url_free(source->url);
	g_free(source->inbox);
	g_free(source->archive);
	g_free(source->aside);
	g_free(source);
}

static void set_meanwhile(Source *base, const Meanwhile *meanwhile)
{
	stream_set_meanwhile(((ImapSource *)base)->stream, meanwhile);
}

static const SourceKind imap_kind = {imap_fetch_next, imap_settle, wait_imap,
				     set_meanwhile, close_imap};

Source *source_open_imap(const ConfigMailbox *mailbox, ServerUrl *url, const char *secret,
			 GError **error)
{
	ImapSource *source = g_new0(ImapSource, 1);
	g_autoptr(Source) owned = &source->base;
	source->base.kind = &imap_kind;
	source->mailbox = mailbox;
	source->url = url;
	source->waiting = g_queue_new();
	if (!imap_session_begin(source, secret, error))
		return NULL;
	return g_steal_pointer(&owned);
}

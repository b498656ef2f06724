/* source.c: which kind of place mail comes from.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/source_private.h"

#include <string.h>
#include <unistd.h>

SourceMail *source_mail_new(void)
{
	SourceMail *mail = g_new0(SourceMail, 1);
	mail->received = INSTANT_NONE;
	mail->fd = -1;
	return mail;
}

void source_mail_free(SourceMail *mail)
{
	if (mail == NULL)
		return;
	g_free(mail->place.name);
	g_clear_pointer(&mail->raw, g_bytes_unref);
	if (mail->fd >= 0)
		close(mail->fd);
	g_free(mail);
}

Source *source_open(const ConfigMailbox *mailbox, const char *secret, GError **error)
{
	g_autoptr(ServerUrl) url = server_url_read(mailbox->server, error);
	if (url == NULL)
		return NULL;
	if (strcmp(url->protocol, "maildir") == 0)
		return source_open_maildir(mailbox, g_steal_pointer(&url), error);
	if (strcmp(url->protocol, "imap") == 0)
		return source_open_imap(mailbox, g_steal_pointer(&url), secret, error);
	fault(error, FAULT_SETUP, "%s: mail cannot be fetched by %s", mailbox->server,
	      url->protocol);
	return NULL;
}

GPtrArray *source_next(Source *source, size_t max_count, size_t max_bytes, GError **error)
{
	return source->kind->next(source, max_count, max_bytes, error);
}

bool source_settle(Source *source, GPtrArray *places, Settle where, GError **error)
{
	return places->len == 0 || source->kind->settle(source, places, where, error);
}

bool source_wait(Source *source, int interrupt_fd, int seconds, bool *out_news,
		 GError **error)
{
	*out_news = false;
	return source->kind->wait(source, interrupt_fd, seconds, out_news, error);
}

void source_set_meanwhile(Source *source, const Meanwhile *meanwhile)
{
	source->kind->set_meanwhile(source, meanwhile);
}

void source_close(Source *source)
{
	if (source != NULL)
		source->kind->close(source);
}

/* sink_maildir.c: outgoing mail as files, with its envelope on top as a final delivery
 * writes it (RFC 5321, 4.4).
 *
 * SPDX-License-Identifier: MIT */
#include "transport/sink_private.h"

#include "base/crash.h"
#include "transport/maildir.h"

typedef struct {
	Sink base;
	ServerUrl *url;
} MaildirSink;

static bool send_maildir(Sink *base, const Parcel *parcel, const Parcel *next,
			 Handover *out_handover, GError **error)
{
	MaildirSink *sink = (MaildirSink *)base;
	gsize size = 0;
	const guint8 *bytes = g_bytes_get_data(parcel->mail, &size);
	g_autofree char *top =
		g_strdup_printf("Return-Path: <%s>\r\nDelivered-To: %s\r\n", parcel->from,
				parcel->recipient);
	g_autoptr(GString) file = g_string_new(top);
	g_string_append_len(file, (const char *)bytes, (gssize)size);
	g_autoptr(GBytes) whole = g_bytes_new(file->str, file->len);
	g_autofree char *name = maildir_name();
	(void)next;
	/* A disk that is full is so for the next mail too. */
	out_handover->is_about_server = true;
	if (!sink_let_go(base, parcel, error))
		return false;
	if (!maildir_deliver(sink->url->host, name, whole, error)) {
		/* Moved, but perhaps not on disk: a reader may have it already. */
		g_autofree char *final =
			g_build_filename(sink->url->host, "new", name, NULL);
		out_handover->is_in_doubt = g_file_test(final, G_FILE_TEST_EXISTS);
		return false;
	}
	crash_point("the mail is in its folder");
	out_handover->is_about_server = false;
	out_handover->answer = g_strdup_printf("250 written as %s", name);
	return true;
}

static void rest_maildir(Sink *base)
{
	(void)base;
}

/* It was made when the sink was opened. */
static bool probe_maildir(Sink *base, GError **error)
{
	(void)base;
	(void)error;
	return true;
}

static void close_maildir(Sink *base)
{
	MaildirSink *sink = (MaildirSink *)base;
	server_url_free(sink->url);
	g_free(sink);
}

static const SinkKind maildir_kind = {send_maildir, rest_maildir, probe_maildir,
				      close_maildir};

Sink *sink_open_maildir(ServerUrl *url, GError **error)
{
	g_autoptr(ServerUrl) owned = url;
	if (!maildir_make(url->host, error))
		return NULL;
	MaildirSink *sink = g_new0(MaildirSink, 1);
	sink->base.kind = &maildir_kind;
	sink->url = g_steal_pointer(&owned);
	return &sink->base;
}

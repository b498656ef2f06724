/* smtp.c: replies, features and encodings of SMTP.
 *
 * SPDX-License-Identifier: MIT */
#include "transport/smtp.h"

#include <string.h>

#include "transport/sasl.h"

#define LINE_MAX_BYTES	4096
#define REPLY_MAX_LINES 200

void smtp_reply_clear(SmtpReply *reply)
{
	g_clear_pointer(&reply->text, g_free);
	reply->code = 0;
}

/* ---- replies ------------------------------------------------------------ */

/* -1: this line is no reply. */
static int code_of(const char *line)
{
	if (!g_ascii_isdigit(line[0]) || !g_ascii_isdigit(line[1]) ||
	    !g_ascii_isdigit(line[2]) ||
	    (line[3] != '\0' && line[3] != ' ' && line[3] != '-'))
		return -1;
	return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

bool smtp_read_reply(Stream *stream, SmtpReply *out_reply, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int count = 0; count < REPLY_MAX_LINES; count++) {
		g_autofree char *line = stream_read_line(stream, LINE_MAX_BYTES, error);
		if (line == NULL)
			return false;
		int code = code_of(line);
		if (code < 200 || code > 599)
			return fault(error, FAULT_LATER,
				     "the server answered nonsense: %.60s", line);
		if (text->len > 0)
			g_string_append_c(text, '\n');
		g_string_append(text, line[3] != '\0' ? line + 4 : "");
		if (line[3] == '-')
			continue;
		smtp_reply_clear(out_reply);
		out_reply->code = code;
		out_reply->text = g_string_free(g_steal_pointer(&text), FALSE);
		return true;
	}
	return fault(error, FAULT_LATER, "the server's answer has no end");
}

Fault smtp_fault_of(int code)
{
	switch (code) {
	case 530:
	case 534:
	case 535:
	case 538:
		return FAULT_SETUP;
	case 552:
		return FAULT_LATER;
	default:
		return code >= 500 ? FAULT_REFUSED : FAULT_LATER;
	}
}

/* ---- features ----------------------------------------------------------- */

static void read_feature(SmtpFeatures *features, const char *line)
{
	/* "AUTH=PLAIN" is how old servers wrote it. */
	g_auto(GStrv) words = g_strsplit_set(line, " \t=", -1);
	const char *name = words[0] != NULL ? words[0] : "";
	features->has_pipelining |= g_ascii_strcasecmp(name, "PIPELINING") == 0;
	features->has_eight_bit |= g_ascii_strcasecmp(name, "8BITMIME") == 0;
	features->has_utf8 |= g_ascii_strcasecmp(name, "SMTPUTF8") == 0;
	features->has_dsn |= g_ascii_strcasecmp(name, "DSN") == 0;
	features->has_starttls |= g_ascii_strcasecmp(name, "STARTTLS") == 0;
	bool is_auth = g_ascii_strcasecmp(name, "AUTH") == 0;
	for (guint i = 1; is_auth && words[i] != NULL; i++)
		features->mechanisms |= sasl_mechanism(words[i]);
	if (g_ascii_strcasecmp(name, "SIZE") == 0) {
		features->has_size = true;
		if (words[1] != NULL)
			(void)g_ascii_string_to_unsigned(words[1], 10, 0, G_MAXUINT64,
							 &features->size_max, NULL);
	}
}

SmtpFeatures smtp_read_features(const char *ehlo_text)
{
	SmtpFeatures features = {0};
	g_auto(GStrv) lines = g_strsplit(ehlo_text, "\n", -1);
	/* The first line is the server's name and greeting. */
	for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
		read_feature(&features, lines[i]);
	return features;
}

/* ---- encodings ---------------------------------------------------------- */

/* One line without its end; a lone CR inside stays what it was. */
static void put_line(GByteArray *data, const guint8 *line, size_t length)
{
	if (length > 0 && line[length - 1] == '\r')
		length--;
	if (length > 0 && line[0] == '.')
		g_byte_array_append(data, (const guint8 *)".", 1);
	g_byte_array_append(data, line, (guint)length);
	g_byte_array_append(data, (const guint8 *)"\r\n", 2);
}

GBytes *smtp_encode_data(GBytes *mail)
{
	gsize left = 0;
	const guint8 *next = g_bytes_get_data(mail, &left);
	GByteArray *data = g_byte_array_sized_new((guint)left + (guint)left / 32 + 16);
	while (left > 0) {
		const guint8 *end = memchr(next, '\n', left);
		size_t length = end != NULL ? (size_t)(end - next) : left;
		put_line(data, next, length);
		size_t taken = MIN(left, length + 1);
		next += taken;
		left -= taken;
	}
	g_byte_array_append(data, (const guint8 *)".\r\n", 3);
	return g_byte_array_free_to_bytes(data);
}

bool smtp_is_safe_address(const char *address)
{
	for (const char *c = address; *c != '\0'; c++)
		if ((guint8)*c <= ' ' || *c == '<' || *c == '>' || *c == 0x7f)
			return false;
	return strlen(address) <= 320;
}

bool smtp_is_ascii(const char *text)
{
	return g_str_is_ascii(text);
}

char *smtp_xtext(const char *text)
{
	GString *encoded = g_string_new(NULL);
	for (const char *c = text; *c != '\0'; c++) {
		if (*c > ' ' && *c < 0x7f && *c != '+' && *c != '=')
			g_string_append_c(encoded, *c);
		else
			g_string_append_printf(encoded, "+%02X", (guint8)*c);
	}
	return g_string_free(encoded, FALSE);
}

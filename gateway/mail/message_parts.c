/* message_parts.c: the body of a mail: what a reader sees, what is attached, what a
 * report says.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/message_parts.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "mail/armour.h"
#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/html.h"
#include "mail/message_attachment.h"
#include "mail/opaque.h"
#include "mail/part.h"
#include "mail/transfer.h"
#include "mail/uuencode.h"
#include "mail/wrapped.h"

#define RETURNED_MAX_BYTES (64 * 1024)
#define REPORTS_MAX	   20

typedef struct {
	Message *message;
	const MessageLimits *limits;
	const char *charset; /* of the text, as it says; or NULL */
	GString *text;	     /* what a reader sees */
	GString *all;
	size_t depth;
	bool is_report;
	bool is_other_version; /* of a text that has been read: only its files count */
} Parts;

static void walk(Parts *parts, GMimeObject *object);

static void add_attachment(Parts *parts, GMimeObject *object)
{
	message_add_attachment(parts->message, object, parts->charset);
}

/* ---- text --------------------------------------------------------------- */

static bool has_parameter(GMimeObject *object, const char *name, const char *value)
{
	const char *is = g_mime_object_get_content_type_parameter(object, name);
	return is != NULL && g_ascii_strcasecmp(is, value) == 0;
}

/* What browsers do: the page itself may say which charset it is in. */
static char *html_charset(const GByteArray *bytes)
{
	g_autofree char *head = g_ascii_strdown((const char *)bytes->data,
						(gssize)MIN(bytes->len, 2048u));
	char *at = strstr(head, "charset=");
	if (at == NULL)
		return NULL;
	at += strlen("charset=");
	at += *at == '"' || *at == '\'' ? 1 : 0;
	at[strcspn(at, "\"'; />")] = '\0';
	return g_strdup(at);
}

/* What is written in it, in UTF-8 and clean. */
static char *decoded_text(Parts *parts, GMimePart *part, bool is_html)
{
	size_t total = 0;
	g_autoptr(GByteArray) bytes =
		part_text(part, parts->limits->max_text_bytes, &total);
	if (total > bytes->len)
		g_ptr_array_add(parts->message->trouble,
				g_strdup_printf("text of %zu bytes was cut", total));
	g_autofree char *declared = part_charset(GMIME_OBJECT(part));
	g_autofree char *own = declared == NULL && is_html && bytes->len > 0
				       ? html_charset(bytes)
				       : NULL;
	g_autofree char *utf8 = charset_decode(declared != NULL ? declared : own,
					       (const char *)bytes->data, bytes->len);
	return text_cleaned(is_html ? html_to_text(utf8) : g_steal_pointer(&utf8));
}

/* In place of `text` what is left of it, if that is another one. */
static void replace(char **text, char *bare)
{
	if (bare == NULL)
		return;
	g_free(*text);
	*text = bare;
}

static char *text_of(Parts *parts, GMimePart *part, bool is_html)
{
	g_autofree char *text = decoded_text(parts, part, is_html);
	if (!is_html)
		replace(&text, armour_strip(text));
	if (!is_html && has_parameter(GMIME_OBJECT(part), "format", "flowed"))
		return flowed_join(text,
				   has_parameter(GMIME_OBJECT(part), "delsp", "yes"));
	return g_steal_pointer(&text);
}

static void append_text(GString *to, const char *text, size_t max)
{
	if (to->len > 0 && to->str[to->len - 1] != '\n')
		g_string_append_c(to, '\n');
	size_t left = max > to->len ? max - to->len : 0;
	size_t length = strlen(text);
	g_autofree char *clipped = length > left ? text_clip(text, left) : NULL;
	g_string_append_len(to, clipped != NULL ? clipped : text,
			    clipped != NULL ? -1 : (gssize)length);
}

/* ---- reports ------------------------------------------------------------ */

static bool is_report_type(const char *type)
{
	static const char *const types[] = {"message/delivery-status",
					    "message/global-delivery-status",
					    "message/xdelivery-status",
					    "message/feedback-report",
					    "message/disposition-notification",
					    "message/global-disposition-notification"};
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (g_str_equal(type, types[i]))
			return true;
	}
	return false;
}

static void add_report(Parts *parts, GMimePart *part)
{
	size_t total = 0;
	g_autoptr(GByteArray) bytes = part_bytes(part, RETURNED_MAX_BYTES, &total);
	if (parts->message->reports->len < REPORTS_MAX) {
		char *utf8 =
			charset_decode("utf-8", (const char *)bytes->data, bytes->len);
		g_ptr_array_add(parts->message->reports, text_cleaned(utf8));
	}
}

static void set_returned(Parts *parts, const char *text)
{
	if (parts->message->returned == NULL) {
		g_autofree char *clean = text_clean(text, -1);
		parts->message->returned = text_clip(clean, RETURNED_MAX_BYTES);
	}
}

static bool is_report(GMimeMessage *mime)
{
	GMimeObject *root = g_mime_message_get_mime_part(mime);
	g_autofree char *type = root != NULL ? part_type(root) : NULL;
	return g_strcmp0(type, "multipart/report") == 0;
}

/* A mail inside: what a report is about, or an attachment. */
static void read_inner(Parts *parts, GMimeMessagePart *object)
{
	GMimeMessage *inner = g_mime_message_part_get_message(object);
	if (inner == NULL) {
		add_attachment(parts, GMIME_OBJECT(object));
		return;
	}
	if (parts->is_report && parts->message->reports->len == 0 && is_report(inner)) {
		walk(parts, g_mime_message_get_mime_part(inner));
		return;
	}
	g_autofree char *headers = g_mime_object_get_headers(GMIME_OBJECT(inner), NULL);
	if (headers != NULL)
		set_returned(parts, headers);
	if (!parts->is_report)
		message_add_mail(parts->message, object, inner, parts->charset);
}

/* ---- walking ------------------------------------------------------------ */

static bool is_attached(GMimeObject *object)
{
	const char *disposition = g_mime_object_get_disposition(object);
	return disposition != NULL && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

/* Text that people read as it is. Of the many other kinds, programs and patches among
 * them, nobody writes to us. */
static bool is_plain(const char *type)
{
	static const char *const kinds[] = {"text/plain", "text/enriched",
					    "text/markdown", "text/x-markdown",
					    "text/x-web-markdown"};
	return words_have(kinds, G_N_ELEMENTS(kinds), type);
}

static void read_text(Parts *parts, GMimePart *part, bool is_html)
{
	if (parts->is_other_version)
		return;
	g_autofree char *text = text_of(parts, part, is_html);
	if (!is_html)
		replace(&text, uuencode_strip(text, message_add_file, parts->message));
	if (is_html && parts->text->len == 0)
		parts->message->is_from_html = true;
	append_text(parts->text, text, parts->limits->max_text_bytes);
	append_text(parts->all, text, parts->limits->max_text_bytes);
}

/* Some programs show text files where they are attached: what is in them is read, but
 * they are files too. */
static bool is_shown_file(const Parts *parts, GMimeObject *object)
{
	if (parts->is_other_version || parts->text->len == 0 ||
	    g_mime_object_get_disposition(object) == NULL)
		return false;
	g_autofree char *name = part_name(object, NULL);
	return *name != '\0';
}

/* Of what is wrapped in its signature the body inside, and as a file the whole. */
static void read_other(Parts *parts, GMimePart *part)
{
	g_autoptr(GMimeObject) body = opaque_body(part, parts->limits);
	if (body != NULL) {
		parts->message->is_signed = true;
		walk(parts, body);
	}
	add_attachment(parts, GMIME_OBJECT(part));
}

static void read_leaf(Parts *parts, GMimePart *part)
{
	static const char *const returned[] = {
		"text/rfc822-headers", "message/rfc822-headers", "message/rfc822",
		"message/global-headers", "message/global"};
	g_autofree char *type = part_type(GMIME_OBJECT(part));
	bool is_html = g_str_equal(type, "text/html");
	if (is_report_type(type)) {
		add_report(parts, part);
	} else if (words_have(returned, G_N_ELEMENTS(returned), type)) {
		g_autofree char *text = text_of(parts, part, false);
		set_returned(parts, text);
		/* A mail, in base64. */
		if (!parts->is_report && !g_str_has_suffix(type, "-headers"))
			add_attachment(parts, GMIME_OBJECT(part));
	} else if ((is_html || is_plain(type)) && !is_attached(GMIME_OBJECT(part))) {
		bool is_file = is_shown_file(parts, GMIME_OBJECT(part));
		read_text(parts, part, is_html);
		if (is_file)
			add_attachment(parts, GMIME_OBJECT(part));
	} else {
		read_other(parts, part);
	}
}

static bool is_blank(const char *text)
{
	return text[strspn(text, " \t\n")] == '\0';
}

/* How much we like to read a version: plain text is what the writer's commands were typed
 * in; other text is nearly that. Invitations are no version of a text, whatever they are
 * put beside. */
static int rank_of(const char *type)
{
	if (g_str_equal(type, "text/plain"))
		return 0;
	return is_plain(type) ? 1 : 2;
}

/* The best version with something in it; of the others the files alone. */
static void walk_alternative(Parts *parts, GMimeMultipart *multipart)
{
	int count = g_mime_multipart_get_count(multipart);
	gsize before = parts->text->len;
	bool was_html = parts->message->is_from_html;
	bool was_other = parts->is_other_version;
	for (int rank = 0; rank <= 2; rank++) {
		parts->is_other_version =
			was_other || !is_blank(parts->text->str + before);
		if (!parts->is_other_version) {
			g_string_truncate(parts->text, before);
			parts->message->is_from_html = was_html;
		}
		for (int i = 0; i < count; i++) {
			GMimeObject *child = g_mime_multipart_get_part(multipart, i);
			g_autofree char *type = part_type(child);
			if (rank_of(type) == rank)
				walk(parts, child);
		}
	}
	parts->is_other_version = was_other;
}

/* Behind the sentence with which programs begin what nobody should see. */
static const char *behind_notice(const char *prologue)
{
	if (!g_str_has_prefix(prologue, "This is a multi"))
		return prologue;
	return prologue + strcspn(prologue, "\n");
}

/* A multipart without any part, since it names no boundary or a wrong one: all of it is
 * what its reader sees. */
static void read_prologue(Parts *parts, GMimeMultipart *multipart)
{
	GMimeObject *object = GMIME_OBJECT(multipart);
	const char *prologue = g_mime_multipart_get_prologue(multipart);
	if (parts->is_other_version)
		return;
	g_ptr_array_add(parts->message->trouble, g_strdup("a multipart without parts"));
	if (prologue == NULL)
		return;
	prologue = behind_notice(prologue);
	TransferKind kind = transfer_kind(
		g_mime_object_get_header(object, "Content-Transfer-Encoding"));
	g_autoptr(GByteArray) bytes = transfer_undo(kind, prologue, strlen(prologue));
	g_autofree char *text = text_cleaned(charset_decode(
		g_mime_object_get_content_type_parameter(object, "charset"),
		(const char *)bytes->data, bytes->len));
	append_text(parts->text, text, parts->limits->max_text_bytes);
	append_text(parts->all, text, parts->limits->max_text_bytes);
}

/* The first part is the page; the rest are its pictures. */
static void walk_multipart(Parts *parts, GMimeMultipart *multipart)
{
	int count = g_mime_multipart_get_count(multipart);
	g_autofree char *type = part_type(GMIME_OBJECT(multipart));
	GMimeObject *inside =
		parts->depth == 1 ? wrapped_body(parts->message, multipart) : NULL;
	if (count == 0)
		read_prologue(parts, multipart);
	if (inside != NULL) {
		walk(parts, inside);
		return;
	}
	if (g_str_equal(type, "multipart/alternative")) {
		walk_alternative(parts, multipart);
		return;
	}
	if (g_str_equal(type, "multipart/signed"))
		parts->message->is_signed = true;
	const char *report = g_mime_object_get_content_type_parameter(
		GMIME_OBJECT(multipart), "report-type");
	/* Scanners wrap what they pass on, and leave this parameter. */
	if (g_str_equal(type, "multipart/report") || report != NULL) {
		if (parts->message->report_type == NULL && report != NULL)
			parts->message->report_type = g_ascii_strdown(report, -1);
		parts->is_report = true;
	}
	for (int i = 0; i < count; i++)
		walk(parts, g_mime_multipart_get_part(multipart, i));
}

static void walk(Parts *parts, GMimeObject *object)
{
	if (parts->depth >= parts->limits->max_depth) {
		g_ptr_array_add(parts->message->trouble, g_strdup("nested too deeply"));
		return;
	}
	parts->depth++;
	if (GMIME_IS_MULTIPART(object))
		walk_multipart(parts, GMIME_MULTIPART(object));
	else if (GMIME_IS_MESSAGE_PART(object))
		read_inner(parts, GMIME_MESSAGE_PART(object));
	else if (GMIME_IS_PART(object))
		read_leaf(parts, GMIME_PART(object));
	else
		add_attachment(parts, object);
	parts->depth--;
}

void message_read_parts(Message *message, GMimeObject *mime, const char *charset,
			const MessageLimits *limits)
{
	Parts parts = {.message = message,
		       .charset = charset,
		       .limits = limits,
		       .text = g_string_new(NULL),
		       .all = g_string_new(NULL)};
	message->content_type = part_type(mime);
	walk(&parts, mime);
	message->text = g_string_free(parts.text, FALSE);
	message->all_text = g_string_free(parts.all, FALSE);
}

/* compose.c: a Draft into RFC 5322 bytes.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/compose.h"

#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "mail/library.h"

#define LINE_COLUMNS	     76
#define SUBJECT_MAX_BYTES    400
#define ID_MAX_BYTES	     250
#define REFERENCES_MAX	     20
#define PLAIN_LINE_MAX_BYTES 900

/* ---- header fields ------------------------------------------------------ */

static bool is_id(const char *id)
{
	size_t length = strlen(id);
	for (size_t i = 0; i < length; i++) {
		if (!g_ascii_isgraph(id[i]) || id[i] == '<' || id[i] == '>')
			return false;
	}
	return length > 0 && length <= ID_MAX_BYTES && strchr(id, '@') != NULL;
}

/* A word of our own for a header that is nobody's text: no spaces, no controls. */
static bool is_plain(const char *value)
{
	for (const char *c = value; *c != '\0'; c++) {
		if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7f)
			return false;
	}
	return strlen(value) < 900;
}

static void put_field(GString *mail, const char *name, const char *value)
{
	g_string_append(mail, name);
	g_string_append(mail, ": ");
	g_string_append(mail, value);
	g_string_append(mail, "\r\n");
}

static void put_bracketed(GString *mail, const char *name, const char *value)
{
	g_string_append(mail, name);
	g_string_append(mail, ": <");
	g_string_append(mail, value);
	g_string_append(mail, ">\r\n");
}

/* Words folded at spaces; encoded words are under 76 columns already. */
static void put_folded(GString *mail, const char *name, const char *value)
{
	size_t column = strlen(name) + 1;
	g_string_append(mail, name);
	g_string_append_c(mail, ':');
	for (const char *word = value;; word++) {
		size_t length = (size_t)(strchrnul(word, ' ') - word);
		bool is_long = column + 1 + length > LINE_COLUMNS && word > value;
		g_string_append(mail, is_long ? "\r\n " : " ");
		g_string_append_len(mail, word, (gssize)length);
		column = (is_long ? 0 : column) + 1 + length;
		word += length;
		if (*word == '\0')
			break;
	}
	g_string_append(mail, "\r\n");
}

static void put_subject(GString *mail, const char *subject)
{
	g_autofree char *line = text_single_line(subject, SUBJECT_MAX_BYTES);
	g_autofree char *encoded = g_mime_utils_header_encode_text(NULL, line, "utf-8");
	g_strdelimit(encoded, "\r\n\t", ' ');
	put_folded(mail, "Subject", encoded);
}

/* GMime asks for the ASCII form of every domain, of those too that are ASCII; that cost a
 * fifth of the whole mail. */
static char *write_address(const char *name, const char *address)
{
	if (!text_is_ascii(address, strlen(address))) {
		g_autoptr(InternetAddress) mailbox =
			internet_address_mailbox_new(name, address);
		return internet_address_to_string(mailbox, NULL, TRUE);
	}
	if (*name == '\0')
		return g_strdup(address);
	g_autofree char *phrase = g_mime_utils_header_encode_phrase(NULL, name, "utf-8");
	return g_strdup_printf("%s <%s>", phrase, address);
}

static bool put_address(GString *mail, const char *name, const Address *address,
			GError **error)
{
	if (!address_is_sendable(address->address))
		return fault(error, FAULT_REFUSED, "'%s' is no address to send to",
			     address->address);
	g_autofree char *clean = text_single_line(address->name, 200);
	g_autofree char *written = write_address(clean, address->address);
	g_strdelimit(written, "\r\n\t", ' ');
	put_folded(mail, name, written);
	return true;
}

static void put_date(GString *mail, Instant date, int offset_minutes)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
					   "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GTimeZone) zone = g_time_zone_new_offset(offset_minutes * 60);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(date);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
	int offset = ABS(offset_minutes);
	g_string_append_printf(
		mail, "Date: %s, %02d %s %04d %02d:%02d:%02d %c%02d%02d\r\n",
		days[g_date_time_get_day_of_week(local) - 1],
		g_date_time_get_day_of_month(local),
		months[g_date_time_get_month(local) - 1], g_date_time_get_year(local),
		g_date_time_get_hour(local), g_date_time_get_minute(local),
		g_date_time_get_second(local), offset_minutes < 0 ? '-' : '+',
		offset / 60, offset % 60);
}

static bool put_ids(GString *mail, const Draft *draft, GError **error)
{
	if (!is_id(draft->message_id))
		return fault(error, FAULT_REFUSED, "'%s' is no message id",
			     draft->message_id);
	put_bracketed(mail, "Message-ID", draft->message_id);
	if (draft->in_reply_to != NULL && is_id(draft->in_reply_to))
		put_bracketed(mail, "In-Reply-To", draft->in_reply_to);
	guint count = draft->references != NULL ? draft->references->len : 0;
	bool is_begun = false;
	for (guint i = 0; i < MIN(count, REFERENCES_MAX); i++) {
		const char *id = g_ptr_array_index(draft->references, i);
		if (!is_id(id))
			continue;
		g_string_append_printf(mail, is_begun ? "\r\n <%s>" : "References: <%s>",
				       id);
		is_begun = true;
	}
	if (is_begun)
		g_string_append(mail, "\r\n");
	return true;
}

/* DESIGN 7.2 and MAIL 3: what robots must see, so that none answers us. */
static bool put_marks(GString *mail, const Draft *draft, GError **error)
{
	const char *words[] = {draft->item,	draft->notice,	draft->history,
			       draft->instance, draft->list_id, draft->unsubscribe};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (words[i] != NULL && !is_plain(words[i]))
			return fault(error, FAULT_REFUSED, "a header value is not plain");
	}
	if (draft->item != NULL)
		put_field(mail, "X-Mailmoot-Item", draft->item);
	if (draft->notice != NULL)
		put_field(mail, "X-Mailmoot-Notice", draft->notice);
	if (draft->history != NULL)
		put_field(mail, "X-Mailmoot-History", draft->history);
	if (draft->instance != NULL)
		put_field(mail, "X-Mailmoot-Loop", draft->instance);
	put_field(mail, "Auto-Submitted",
		  draft->is_answer ? "auto-replied" : "auto-generated");
	put_field(mail, "X-Auto-Response-Suppress", "OOF, AutoReply, DR, RN");
	if (!draft->is_bulk)
		return true;
	put_field(mail, "Precedence", "bulk");
	if (draft->list_id != NULL)
		put_bracketed(mail, "List-Id", draft->list_id);
	if (draft->unsubscribe != NULL)
		put_bracketed(mail, "List-Unsubscribe", draft->unsubscribe);
	return true;
}

static bool put_header(GString *mail, const Draft *draft, GError **error)
{
	if (!put_address(mail, "From", draft->from, error) ||
	    !put_address(mail, "To", draft->to, error))
		return false;
	if (draft->reply_to != NULL) {
		g_autoptr(Address) reply_to =
			address_new(draft->from->name, draft->reply_to);
		if (!put_address(mail, "Reply-To", reply_to, error))
			return false;
	}
	put_subject(mail, draft->subject);
	put_date(mail, draft->date, draft->date_offset_minutes);
	if (!put_ids(mail, draft, error) || !put_marks(mail, draft, error))
		return false;
	g_string_append(mail, "MIME-Version: 1.0\r\n");
	return true;
}

/* ---- body --------------------------------------------------------------- */

/* Each with CR LF at its end, the last one too. */
static void put_lines(GString *mail, const char *text, size_t length)
{
	const char *end = text + length;
	do {
		const char *feed = memchr(text, '\n', (size_t)(end - text));
		const char *stop = feed != NULL ? feed : end;
		g_string_append_len(mail, text, stop - text);
		g_string_append(mail, "\r\n");
		text = feed != NULL ? feed + 1 : end;
	} while (text < end);
}

static void put_encoded(GString *mail, GMimeContentEncoding encoding, const char *bytes,
			size_t length)
{
	GMimeEncoding state;
	g_mime_encoding_init_encode(&state, encoding);
	g_autofree char *room = g_malloc(g_mime_encoding_outlen(&state, length) + 64);
	size_t size = g_mime_encoding_flush(&state, bytes, length, room);
	put_lines(mail, room, size);
}

/* Every server passes it on as it is (RFC 5322, 2.1.1), no mailbox takes it for the start
 * of a mail, and it cannot be a boundary. */
static bool is_plain_line(const char *line, size_t length)
{
	return length <= PLAIN_LINE_MAX_BYTES && !g_str_has_prefix(line, "From ") &&
	       !g_str_has_prefix(line, "--=");
}

static bool is_plain_text(const char *text, size_t length)
{
	const char *end = text + length;
	if (!text_is_ascii(text, length))
		return false;
	while (text < end) {
		const char *feed = memchr(text, '\n', (size_t)(end - text));
		const char *stop = feed != NULL ? feed : end;
		if (!is_plain_line(text, (size_t)(stop - text)))
			return false;
		text = stop + 1;
	}
	return true;
}

static void put_text(GString *mail, const char *type, const char *text)
{
	g_autofree char *clean = text_clean(text, -1);
	size_t length = strlen(clean);
	bool is_plain = is_plain_text(clean, length);
	g_string_append_printf(mail, "Content-Type: %s; charset=utf-8\r\n", type);
	put_field(mail, "Content-Transfer-Encoding",
		  is_plain ? "7bit" : "quoted-printable");
	g_string_append(mail, "\r\n");
	if (is_plain)
		put_lines(mail, clean, length);
	else
		put_encoded(mail, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, clean, length);
}

/* The same draft gives the same bytes, so a repeat is the same mail. */
static char *boundary_of(const Draft *draft, const char *level)
{
	g_autofree char *seed = g_strconcat(level, draft->message_id, NULL);
	g_autofree char *hash = hash_text(seed, strlen(seed));
	return g_strdup_printf("=_%.32s", hash);
}

static void put_multipart(GString *mail, const char *subtype, const char *boundary)
{
	g_string_append_printf(mail,
			       "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n",
			       subtype, boundary);
}

static void put_alternative(GString *mail, const Draft *draft)
{
	if (draft->html == NULL) {
		put_text(mail, "text/plain", draft->text);
		return;
	}
	g_autofree char *boundary = boundary_of(draft, "alternative");
	put_multipart(mail, "alternative", boundary);
	g_string_append_printf(mail, "\r\n--%s\r\n", boundary);
	put_text(mail, "text/plain", draft->text);
	g_string_append_printf(mail, "--%s\r\n", boundary);
	put_text(mail, "text/html", draft->html);
	g_string_append_printf(mail, "--%s--\r\n", boundary);
}

/* RFC 2231 for names that are not plain; never the sender's own quoting. */
static void put_part(GString *mail, const DraftPart *part)
{
	g_autofree char *name = text_single_line(part->name, 100);
	g_autofree char *escaped = g_uri_escape_string(name, NULL, FALSE);
	put_field(mail, "Content-Type", part->type);
	g_string_append_printf(
		mail, "Content-Disposition: attachment;\r\n filename*=utf-8''%s\r\n",
		escaped);
	put_field(mail, "Content-Transfer-Encoding", "base64");
	g_string_append(mail, "\r\n");
	gsize length = 0;
	const char *bytes = g_bytes_get_data(part->content, &length);
	put_encoded(mail, GMIME_CONTENT_ENCODING_BASE64, bytes, length);
}

GBytes *compose_mail(const Draft *draft, GError **error)
{
	(void)library_options();
	g_autoptr(GString) mail = g_string_sized_new(8192);
	if (!put_header(mail, draft, error))
		return NULL;
	if (draft->parts == NULL || draft->parts->len == 0) {
		put_alternative(mail, draft);
		return g_string_free_to_bytes(g_steal_pointer(&mail));
	}
	g_autofree char *boundary = boundary_of(draft, "mixed");
	put_multipart(mail, "mixed", boundary);
	g_string_append_printf(mail, "\r\n--%s\r\n", boundary);
	put_alternative(mail, draft);
	for (guint i = 0; i < draft->parts->len; i++) {
		const DraftPart *part = g_ptr_array_index(draft->parts, i);
		if (!is_plain(part->type)) {
			fault(error, FAULT_REFUSED, "a content type is not plain");
			return NULL;
		}
		g_string_append_printf(mail, "--%s\r\n", boundary);
		put_part(mail, part);
	}
	g_string_append_printf(mail, "--%s--\r\n", boundary);
	return g_string_free_to_bytes(g_steal_pointer(&mail));
}

/* ---- mailto ------------------------------------------------------------- */

char *compose_mailto(const char *address, const char *subject, const char *body)
{
	g_autofree char *to = g_uri_escape_string(address, "@", FALSE);
	g_autofree char *title = g_uri_escape_string(subject, NULL, FALSE);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	g_autofree char *joined = g_strjoinv("\r\n", lines);
	g_autofree char *text = g_uri_escape_string(joined, NULL, FALSE);
	return g_strdup_printf("mailto:%s?subject=%s&body=%s", to, title, text);
}

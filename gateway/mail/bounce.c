/* bounce.c: reading delivery reports, RFC 3464 first, then the forms older than it.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce.h"

#include <string.h>

#include "mail/bounce_forms.h"
#include "mail/bounce_words.h"
#include "mail/origin.h"
#include "mail/report_fields.h"

#define BOUNCES_MAX 500

static void bounce_free(Bounce *bounce)
{
	g_free(bounce->recipient);
	g_free(bounce->action);
	g_free(bounce->status);
	g_free(bounce);
}

static bool is_known(const GPtrArray *bounces, const char *recipient)
{
	for (guint i = 0; i < bounces->len; i++) {
		const Bounce *known = g_ptr_array_index(bounces, i);
		if (address_equal(known->recipient, recipient))
			return true;
	}
	return false;
}

/* As everywhere else: the domain in small letters. */
static char *with_lower_domain(const char *address)
{
	const char *at = strrchr(address, '@');
	g_autofree char *domain = g_ascii_strdown(at != NULL ? at : "", -1);
	return g_strdup_printf("%.*s%s", (int)(strlen(address) - strlen(domain)), address,
			       domain);
}

void bounce_add(GPtrArray *bounces, const char *recipient, const char *action,
		const char *status, bool is_permanent)
{
	if (bounces->len >= BOUNCES_MAX || is_known(bounces, recipient))
		return;
	Bounce *bounce = g_new0(Bounce, 1);
	bounce->recipient = with_lower_domain(recipient);
	bounce->action = g_strdup(action);
	bounce->status = g_strdup(status);
	bounce->is_permanent = is_permanent;
	g_ptr_array_add(bounces, bounce);
}

/* ---- for good, or for now -------------------------------------------------- */

static bool is_full_mailbox(const char *status)
{
	return (status[0] == '4' || status[0] == '5') && g_str_equal(status + 1, ".2.2");
}

/* Server after server may have answered; one that said no for good is enough. */
static bool is_refused_for_now(const char *said)
{
	g_autoptr(GPtrArray) replies = words_collect(WORDS_REPLY, said);
	for (guint i = 0; i < replies->len; i++) {
		if (*(const char *)g_ptr_array_index(replies, i) == '5')
			return false;
	}
	return replies->len > 0;
}

bool bounce_is_permanent(const char *action, const char *status, const char *said)
{
	if (!g_str_equal(action, "failed") || is_full_mailbox(status))
		return false;
	return *status != '\0' ? *status == '5' : !is_refused_for_now(said);
}

/* ---- RFC 3464 ----------------------------------------------------------- */

/* Servers write "failure", "Failed (bad address)", "error". */
static const char *action_of(const char *written, const char *status)
{
	static const struct {
		const char *start, *action;
	} rows[] = {
		{"fail", "failed"},   {"error", "failed"},    {"reject", "failed"},
		{"expire", "failed"}, {"delay", "delayed"},   {"deliver", "delivered"},
		{"relay", "relayed"}, {"expand", "expanded"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		if (g_ascii_strncasecmp(written, rows[i].start, strlen(rows[i].start)) ==
		    0)
			return rows[i].action;
	}
	if (status[0] == '2')
		return "delivered";
	return status[0] == '4' ? "delayed" : "failed";
}

/* RFC 3461 asks that `+` and `=` of an address be written so. */
static char *without_xtext(const char *address)
{
	g_autoptr(GString) plain = g_string_new(address);
	g_string_replace(plain, "+2B", "+", 0);
	g_string_replace(plain, "+3D", "=", 0);
	return g_strdup(plain->str);
}

/* The character that "\x{F6}" at `at` stands for, or 0. */
static gunichar escaped_at(const char *at, const char **out_end)
{
	if (!g_str_has_prefix(at, "\\x{"))
		return 0;
	size_t length = strspn(at + 3, "0123456789abcdefABCDEF");
	gunichar value = (gunichar)strtoul(at + 3, NULL, 16);
	if (length == 0 || length > 6 || at[3 + length] != '}' ||
	    !g_unichar_validate(value) || !g_unichar_isgraph(value))
		return 0;
	*out_end = at + 3 + length + 1;
	return value;
}

/* RFC 6533, 3: what is beyond ASCII may be written so in an address. */
static char *without_escapes(const char *address)
{
	g_autoptr(GString) plain = g_string_new("");
	for (const char *at = address; *at != '\0';) {
		gunichar character = escaped_at(at, &at);
		if (character != 0)
			g_string_append_unichar(plain, character);
		else
			g_string_append_c(plain, *at++);
	}
	return g_strdup(plain->str);
}

/* "rfc822; user@host", "RFC822;<user@host>", or without a type. NULL if it is no mail
 * address; X.400 names are of no use to us. */
static char *address_of(const char *group, const char *name)
{
	g_autofree char *value = fields_find(group, name);
	if (value == NULL)
		return NULL;
	char *start = value;
	char *semicolon = strchr(value, ';');
	if (semicolon != NULL) {
		*semicolon = '\0';
		g_strstrip(value);
		if (g_ascii_strcasecmp(value, "rfc822") != 0 &&
		    g_ascii_strcasecmp(value, "utf-8") != 0)
			return NULL;
		start = semicolon + 1;
	}
	start += strspn(start, " \t<\"");
	start[strcspn(start, " \t>\"")] = '\0';
	g_autofree char *plain = without_escapes(start);
	if (!address_is_sendable(plain) || strstr(plain, "...") != NULL)
		return NULL;
	return without_xtext(plain);
}

/* The enhanced code at the start of `value`, or in it as servers put it after their own.
 */
static char *status_in(const char *value)
{
	g_autoptr(GPtrArray) codes = words_collect(WORDS_STATUS, value);
	return g_strdup(codes->len > 0 ? g_ptr_array_index(codes, 0) : "");
}

static char *status_of(const char *written, const char *diagnostic)
{
	size_t length = strspn(written, "0123456789.");
	bool is_status = length >= 5 && length <= 9 &&
			 strchr("245", written[0]) != NULL && written[1] == '.';
	return is_status ? g_strndup(written, length) : status_in(diagnostic);
}

/* Some write "expired", whose code would be 4.4.7, and no code: nobody has refused. */
static bool has_expired(const char *written, const char *status)
{
	return *status == '\0' && g_ascii_strncasecmp(written, "expire", 6) == 0;
}

/* "5.0.0" says nothing; the diagnostic may say that the mailbox is full. */
static bool is_permanent(const char *action, const char *status, const char *diagnostic)
{
	g_autofree char *detail = status_in(diagnostic);
	bool is_full = g_str_has_suffix(status, ".0.0") && is_full_mailbox(detail);
	return !is_full && bounce_is_permanent(action, status, diagnostic);
}

static char *field_or_empty(const char *group, const char *name)
{
	char *value = fields_find(group, name);
	return value != NULL ? value : g_strdup("");
}

/* `shared` is what the report says of all recipients, where some programs put what was
 * done. */
static void read_failure(const char *group, const char *shared, const char *recipient,
			 GPtrArray *bounces)
{
	g_autofree char *diagnostic = field_or_empty(group, "Diagnostic-Code");
	g_autofree char *written = field_or_empty(group, "Status");
	g_autofree char *status = status_of(written, diagnostic);
	g_autofree char *done = field_or_empty(group, "Action");
	g_autofree char *all_done = field_or_empty(shared, "Action");
	const char *said = *done != '\0' ? done : all_done;
	const char *action = action_of(said, status);
	bounce_add(bounces, recipient, action, status,
		   !has_expired(said, status) &&
			   is_permanent(action, status, diagnostic));
}

/* The address that was written to; but where several stand behind it, each has its own
 * fate. `seen` holds what was reported on. */
static const char *recipient_of(const char *original, const char *final,
				const GPtrArray *bounces, GHashTable *seen)
{
	if (original == NULL || final == NULL)
		return original != NULL ? original : final;
	g_autofree char *whole = g_strconcat(original, " ", final, NULL);
	char *pair = g_ascii_strdown(whole, -1);
	bool is_other = g_hash_table_add(seen, pair) && is_known(bounces, original);
	return is_other ? final : original;
}

/* What a report says in fields, as it is read. */
typedef struct {
	GPtrArray *bounces;
	GHashTable *seen; /* whom it reported on */
	bool has_group;	  /* it speaks of recipients at all, readable or not */
	bool has_unnamed; /* somebody was not reached, and the fields give no address */
} Fields;

static void read_group(Fields *fields, const char *group, const char *shared)
{
	g_autofree char *written = fields_find(group, "Final-Recipient");
	g_autofree char *original = address_of(group, "Original-Recipient");
	g_autofree char *final = address_of(group, "Final-Recipient");
	if (written == NULL && original == NULL)
		return;
	fields->has_group = true;
	if (original == NULL && final == NULL) {
		g_autofree char *done = field_or_empty(group, "Action");
		fields->has_unnamed |= g_ascii_strncasecmp(done, "fail", 4) == 0;
		return;
	}
	read_failure(group, shared,
		     recipient_of(original, final, fields->bounces, fields->seen),
		     fields->bounces);
}

static void read_status(Fields *fields, const char *report)
{
	g_autoptr(GPtrArray) groups = fields_groups(report);
	for (guint i = 0; i < groups->len; i++)
		read_group(fields, g_ptr_array_index(groups, i),
			   g_ptr_array_index(groups, 0));
}

bool bounce_read_fields(const char *text, GPtrArray *bounces)
{
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Fields fields = {.bounces = bounces, .seen = seen};
	if (strcasestr(text, "\nFinal-Recipient:") == NULL ||
	    strcasestr(text, "\nAction:") == NULL)
		return false;
	read_status(&fields, text);
	return bounces->len > 0;
}

/* ---- refusals in the form of a read receipt ----------------------------- */

/* A filter that refuses a mail after it was taken in says so in a receipt. */
static void read_refusal(const Message *message, const char *report, GPtrArray *bounces)
{
	g_autofree char *disposition = fields_find(report, "Disposition");
	g_autofree char *recipient = address_of(report, "Final-Recipient");
	if (disposition == NULL || recipient == NULL ||
	    strstr(disposition, "deleted") == NULL ||
	    strstr(disposition, "automatic-action") == NULL ||
	    !words_match(WORDS_REJECTED, message->all_text))
		return;
	bounce_add(bounces, recipient, "failed", "", true);
}

/* A file or a program that a mail was handed to is no address; the header or the prose
 * has the one that stands for it. */
static bool is_told_in_fields(const Fields *fields)
{
	return fields->has_group && (fields->bounces->len > 0 || !fields->has_unnamed);
}

GPtrArray *bounce_read(const Message *message, Report *out_report)
{
	GPtrArray *bounces = g_ptr_array_new_with_free_func((GDestroyNotify)bounce_free);
	g_autoptr(GHashTable) seen =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	Fields fields = {.bounces = bounces, .seen = seen};
	bool is_other = false;
	for (guint i = 0; i < message->reports->len; i++) {
		const char *report = g_ptr_array_index(message->reports, i);
		g_autofree char *feedback = fields_find(report, "Feedback-Type");
		g_autofree char *disposition = fields_find(report, "Disposition");
		if (disposition != NULL)
			read_refusal(message, report, bounces);
		else if (feedback == NULL)
			read_status(&fields, report);
		is_other |= feedback != NULL || disposition != NULL;
	}
	Report report = is_other || is_told_in_fields(&fields)
				? REPORT_NONE
				: bounce_read_forms(message, bounces);
	if (out_report != NULL)
		*out_report = report;
	return bounces;
}

const char *bounce_returned_mail(const Message *message)
{
	if (message->returned != NULL)
		return message->returned;
	const char *below = message->all_text + words_notice_length(message->all_text);
	below += strcspn(below, "\n");
	return below + strspn(below, "\n");
}

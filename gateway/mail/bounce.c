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

void bounce_add(GPtrArray *bounces, const char *recipient, const char *action,
		const char *status, bool is_permanent)
{
	if (bounces->len >= BOUNCES_MAX)
		return;
	for (guint i = 0; i < bounces->len; i++) {
		const Bounce *known = g_ptr_array_index(bounces, i);
		if (address_equal(known->recipient, recipient))
			return;
	}
	Bounce *bounce = g_new0(Bounce, 1);
	bounce->recipient = g_strdup(recipient);
	bounce->action = g_strdup(action);
	bounce->status = g_strdup(status);
	bounce->is_permanent = is_permanent;
	g_ptr_array_add(bounces, bounce);
}

static bool is_full_mailbox(const char *status)
{
	return (status[0] == '4' || status[0] == '5') && g_str_equal(status + 1, ".2.2");
}

bool bounce_is_permanent(const char *action, const char *status)
{
	if (!g_str_equal(action, "failed") || is_full_mailbox(status))
		return false;
	return status[0] == '5' || status[0] == '\0';
}

/* ---- RFC 3464 ----------------------------------------------------------- */

/* Servers write "failure", "Failed (bad address)", "error". */
static const char *action_of(const char *written, const char *status)
{
	static const struct {
		const char *start, *action;
	} rows[] = {
		{"fail", "failed"},	{"error", "failed"},	  {"reject", "failed"},
		{"delay", "delayed"},	{"deliver", "delivered"}, {"relay", "relayed"},
		{"expand", "expanded"},
	};
	for (size_t i = 0; written != NULL && i < G_N_ELEMENTS(rows); i++) {
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
	if (!address_is_sendable(start) || strstr(start, "...") != NULL)
		return NULL;
	return without_xtext(start);
}

/* The enhanced code at the start of `value`, or in it as servers put it after their own.
 */
static char *status_in(const char *value)
{
	g_autoptr(GPtrArray) codes = words_collect(WORDS_STATUS, value);
	return g_strdup(codes->len > 0 ? g_ptr_array_index(codes, 0) : "");
}

static char *status_of(const char *group, const char *diagnostic)
{
	g_autofree char *written = fields_find(group, "Status");
	const char *value = written != NULL ? written : "";
	size_t length = strspn(value, "0123456789.");
	if (length >= 5 && length <= 9 && strchr("245", value[0]) != NULL &&
	    value[1] == '.')
		return g_strndup(value, length);
	return status_in(diagnostic);
}

/* "5.0.0" says nothing; the diagnostic may say that the mailbox is full. */
static bool is_permanent(const char *action, const char *status, const char *diagnostic)
{
	g_autofree char *detail = status_in(diagnostic);
	if (g_str_has_suffix(status, ".0.0") && is_full_mailbox(detail))
		return false;
	return bounce_is_permanent(action, status);
}

static bool read_group(const char *group, GPtrArray *bounces)
{
	g_autofree char *written = fields_find(group, "Final-Recipient");
	g_autofree char *original = address_of(group, "Original-Recipient");
	g_autofree char *final = address_of(group, "Final-Recipient");
	if (written == NULL && original == NULL)
		return false;
	if (original == NULL && final == NULL)
		return true;
	g_autofree char *found = fields_find(group, "Diagnostic-Code");
	const char *diagnostic = found != NULL ? found : "";
	g_autofree char *status = status_of(group, diagnostic);
	g_autofree char *said = fields_find(group, "Action");
	const char *action = action_of(said, status);
	bounce_add(bounces, original != NULL ? original : final, action, status,
		   is_permanent(action, status, diagnostic));
	return true;
}

/* True if the report speaks of recipients at all, readable or not. */
static bool read_status(const char *report, GPtrArray *bounces)
{
	bool has_group = false;
	g_autoptr(GPtrArray) groups = fields_groups(report);
	for (guint i = 0; i < groups->len; i++)
		has_group |= read_group(g_ptr_array_index(groups, i), bounces);
	return has_group;
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

GPtrArray *bounce_read(const Message *message, bool *out_reads_as_report)
{
	GPtrArray *bounces = g_ptr_array_new_with_free_func((GDestroyNotify)bounce_free);
	bool has_group = false;
	for (guint i = 0; i < message->reports->len; i++) {
		const char *report = g_ptr_array_index(message->reports, i);
		g_autofree char *feedback = fields_find(report, "Feedback-Type");
		g_autofree char *disposition = fields_find(report, "Disposition");
		if (disposition != NULL)
			read_refusal(message, report, bounces);
		else if (feedback == NULL)
			has_group |= read_status(report, bounces);
		has_group |= feedback != NULL || disposition != NULL;
	}
	bool reads_as_report = !has_group && bounce_read_forms(message, bounces);
	if (out_reads_as_report != NULL)
		*out_reads_as_report = reads_as_report;
	return bounces;
}

/* bounce_forms.c: the delivery reports that follow no RFC.
 *
 * No product is recognised by name. A report is a mail from a mail system, or one
 * whose subject says so, that names addresses in one of the few ways in which
 * reports name them. The ways are tried from the surest to the vaguest, and a
 * vaguer one is not asked where a surer one has answered.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce_forms.h"

#include <string.h>

#include "base/text.h"
#include "mail/bounce_said.h"
#include "mail/bounce_words.h"
#include "mail/origin.h"
#include "mail/origin_signals.h"
#include "mail/report_fields.h"

#define NOTICE_MAX_BYTES (64 * 1024)
#define RECIPIENTS_MAX	 200
#define LINE_MAX_BYTES	 1000
#define OPENING_BYTES	 600

typedef struct {
	const Message *message;
	char *notice;	/* what the reporter wrote, without the returned mail */
	char *headings; /* and without what only looks like the name of a recipient */
	char *subject_and_notice;
	GPtrArray *found; /* of char *: addresses, in order, each once */
} Form;

static void add_found(Form *form, const char *address)
{
	if (!words_is_address(address) || form->found->len >= RECIPIENTS_MAX)
		return;
	for (guint i = 0; i < form->found->len; i++) {
		if (address_equal(g_ptr_array_index(form->found, i), address))
			return;
	}
	g_ptr_array_add(form->found, g_strdup(address));
}

static void add_all(Form *form, Words words, const char *text)
{
	g_autoptr(GPtrArray) some = words_collect(words, text);
	for (guint i = 0; i < some->len; i++)
		add_found(form, g_ptr_array_index(some, i));
}

/* ---- is it a report ----------------------------------------------------- */

static bool has_null_return_path(const Message *message)
{
	const char *path = message_header(message, "Return-Path");
	if (path == NULL)
		return false;
	g_autofree char *bare = g_strstrip(g_strdup(path));
	return g_str_equal(bare, "<>") ||
	       g_ascii_strcasecmp(bare, "<MAILER-DAEMON>") == 0;
}

static bool has_marker(const Message *message)
{
	static const char *const names[] = {"X-Failed-Recipients", "X-MS-Embedded-Report",
					    "X-MS-Exchange-Message-Is-Ndr",
					    "X-DSNContext"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (message_header_count(message, names[i]) > 0)
			return true;
	}
	const char *type = message_header(message, "X-Report-Type");
	if (type != NULL && g_ascii_strncasecmp(type, "nondelivery", 11) == 0)
		return true;
	return g_strcmp0(message->report_type, "delivery-status") == 0 ||
	       message->reports->len > 0;
}

/* White space, and what was white space to Unicode once. */
static bool is_blank(const char *text)
{
	for (; *text != '\0'; text = text_next(text)) {
		gunichar character = g_utf8_get_char(text);
		if (!g_unichar_isspace(character) && character != 0x180e)
			return false;
	}
	return true;
}

/* A mail system; nobody else leaves out who he is. */
static bool is_from_reporter(const Message *message)
{
	const char *from = message_header(message, "From");
	return from == NULL || is_blank(from) || words_match(WORDS_REPORTER, from);
}

static bool is_marked_automatic(const Message *message)
{
	const char *value = message_header(message, "Auto-Submitted");
	return value != NULL && g_ascii_strncasecmp(value, "no", 2) != 0;
}

/* A robot of whatever name that gives a mail back. */
static bool is_returned_by_robot(const Message *message)
{
	return message->returned != NULL &&
	       (is_marked_automatic(message) || signals_is_system_sender(message));
}

/* Reading what a mail says is dear, so that what its head says is asked first. */
static bool may_be_report_by_head(const Message *message)
{
	return has_marker(message) || has_null_return_path(message) ||
	       is_from_reporter(message) || is_returned_by_robot(message);
}

static bool may_be_report_by_subject(const Message *message)
{
	return message_header_count(message, "In-Reply-To") == 0 &&
	       message_header_count(message, "References") == 0 &&
	       words_match(WORDS_SUBJECT, message->subject);
}

/* A person who writes about a bounce answers somebody, puts a line of his own first, or
 * says "I". */
static bool opens_as_report(const Form *form)
{
	g_autofree char *opening = text_clip(form->notice, OPENING_BYTES);
	return words_match(WORDS_FAILURE, opening) &&
	       !words_match(WORDS_PERSONAL, opening);
}

bool bounce_is_from_program(const Message *message)
{
	const char *from = message_header(message, "From");
	return from == NULL || is_blank(from) || words_match(WORDS_PROGRAM, from);
}

/* The postmaster may be a person, who answers people. */
static bool is_by_postmaster(const Form *form)
{
	const Message *message = form->message;
	return is_from_reporter(message) &&
	       (has_null_return_path(message) || is_marked_automatic(message) ||
		words_match(WORDS_SUBJECT, message->subject) ||
		(words_match(WORDS_TRANSCRIPT, form->notice) &&
		 !words_match(WORDS_PERSONAL, form->notice)));
}

static bool is_report(const Form *form, bool reads_as_report)
{
	const Message *message = form->message;
	if (words_match(WORDS_AWAY, message->subject) &&
	    !words_match(WORDS_SUBJECT, message->subject))
		return false;
	if (has_marker(message) || bounce_is_from_program(message) ||
	    is_by_postmaster(form))
		return true;
	if (has_null_return_path(message))
		return words_match(WORDS_FAILURE, form->subject_and_notice);
	return reads_as_report ||
	       (is_returned_by_robot(message) && opens_as_report(form));
}

/* ---- whom it names ------------------------------------------------------ */

static void add_items(Form *form, Words words, const char *line)
{
	g_autoptr(GPtrArray) first = words_collect(words, line);
	if (first->len == 0)
		return;
	const char *address = g_ptr_array_index(first, 0);
	add_found(form, address);
	const char *after = strstr(line, address);
	while (after != NULL) {
		after += strlen(address);
		after += strspn(after, "\"'>)]*");
		g_autoptr(GPtrArray) next = words_collect(WORDS_NEXT_ITEM, after);
		if (next->len == 0)
			return;
		const char *another = g_ptr_array_index(next, 0);
		add_found(form, another);
		after = strstr(after, another);
		if (after != NULL)
			after += strlen(another) - strlen(address);
	}
}

/* Recipients one to a line, below a line that says they were not reached, or on it. */
static void read_list(Form *form)
{
	int start = words_find(WORDS_FAILURE, form->headings);
	if (start < 0)
		return;
	g_auto(GStrv) lines = text_lines(form->headings + start);
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (strchr(lines[i], '@') != NULL && strlen(lines[i]) < LINE_MAX_BYTES)
			add_items(form, i == 0 ? WORDS_ON_LINE : WORDS_ITEM, lines[i]);
	}
}

/* "To:" in the prose names whom the mail was for, if it was for one alone. */
static void read_described_mail(Form *form)
{
	if (!words_match(WORDS_FAILURE, form->notice))
		return;
	g_autoptr(GPtrArray) named = words_collect(WORDS_DESCRIBED, form->notice);
	if (named->len == 1)
		add_found(form, g_ptr_array_index(named, 0));
}

/* A server that writes of its own users leaves out its own domain. */
static void read_local_names(Form *form)
{
	if (form->message->from == NULL || !words_match(WORDS_FAILURE, form->notice))
		return;
	const char *domain = strchr(form->message->from->address, '@');
	g_autoptr(GPtrArray) lists = words_collect(WORDS_LOCAL, form->notice);
	if (domain == NULL || lists->len == 0)
		return;
	g_auto(GStrv) lines = text_lines(g_ptr_array_index(lists, 0));
	for (size_t i = 0; lines[i] != NULL; i++) {
		g_autofree char *address =
			g_strconcat(g_strstrip(lines[i]), domain, NULL);
		if (*address != '@')
			add_found(form, address);
	}
}

/* Who sent the mail that came back got the report; a list that sent it on did not. */
static bool is_sender_told(const Form *form, const char *returned)
{
	g_autofree char *from = fields_find_in_header(returned, "From");
	g_autoptr(Address) sender = from != NULL ? address_read(from) : NULL;
	for (guint i = 0; sender != NULL && i < form->message->to->len; i++) {
		const Address *told = g_ptr_array_index(form->message->to, i);
		g_autofree char *bare = address_without_detail(told->address);
		if (address_equal(sender->address, told->address) ||
		    address_equal(sender->address, bare))
			return true;
	}
	return false;
}

/* A notice that names nobody is about whom the mail was for, if it was for one alone. */
static void read_returned_mail(Form *form)
{
	const char *returned = bounce_returned_mail(form->message);
	if (!words_match(WORDS_SUBJECT, form->message->subject) ||
	    !is_sender_told(form, returned))
		return;
	g_autofree char *copied = fields_find_in_header(returned, "Cc");
	g_autofree char *to = fields_find_in_header(returned, "To");
	g_autoptr(GPtrArray) people =
		address_read_list(to != NULL && copied == NULL ? to : "", 2);
	if (people->len != 1)
		return;
	const Address *person = g_ptr_array_index(people, 0);
	add_found(form, person->address);
}

static bool is_own_or_role(const Form *form, const char *address)
{
	for (guint i = 0; i < form->message->to->len; i++) {
		const Address *to = g_ptr_array_index(form->message->to, i);
		if (address_equal(to->address, address))
			return true;
	}
	return g_ascii_strncasecmp(address, "postmaster@", 11) == 0 ||
	       g_ascii_strncasecmp(address, "mailer-daemon@", 14) == 0;
}

/* Who got the report sent the mail; he and the postmaster are named for other reasons. */
static void drop_bystanders(Form *form, bool is_sure)
{
	guint others = 0;
	for (guint i = 0; i < form->found->len; i++)
		others += !is_own_or_role(form, g_ptr_array_index(form->found, i));
	if (is_sure && others == 0)
		return;
	for (guint i = form->found->len; i > 0; i--) {
		if (is_own_or_role(form, g_ptr_array_index(form->found, i - 1)))
			g_ptr_array_remove_index(form->found, i - 1);
	}
}

static void read_header(Form *form)
{
	const char *value = message_header(form->message, "X-Failed-Recipients");
	g_autoptr(GPtrArray) failed =
		address_read_list(value != NULL ? value : "", RECIPIENTS_MAX);
	for (guint i = 0; i < failed->len; i++) {
		const Address *address = g_ptr_array_index(failed, i);
		add_found(form, address->address);
	}
}

static void read_named(Form *form)
{
	read_header(form);
	if (form->found->len > 0)
		return;
	add_all(form, WORDS_HEADING, form->headings);
	add_all(form, WORDS_LABEL, form->notice);
	read_list(form);
	add_all(form, WORDS_EXPANDED, form->notice);
	drop_bystanders(form, true);
	if (form->found->len > 0)
		return;
	add_all(form, WORDS_SENTENCE, form->subject_and_notice);
	add_all(form, WORDS_ADDRESSED, form->notice);
	add_all(form, WORDS_COMPLAINT, form->notice);
	drop_bystanders(form, false);
	if (form->found->len > 0)
		return;
	add_all(form, WORDS_TRANSCRIPT, form->notice);
	drop_bystanders(form, false);
	if (form->found->len == 0) {
		read_described_mail(form);
		drop_bystanders(form, false);
	}
	if (form->found->len == 0)
		read_local_names(form);
	if (form->found->len == 0) {
		read_returned_mail(form);
		drop_bystanders(form, false);
	}
}

/* ---- what it says of each ----------------------------------------------- */

static char *first_status(const char *text)
{
	g_autoptr(GPtrArray) codes = words_collect(WORDS_STATUS, text);
	return codes->len > 0 ? g_ptr_array_steal_index(codes, 0) : NULL;
}

static char *status_of(const Form *form, const char *said)
{
	char *status = first_status(said);
	if (status == NULL && form->found->len == 1)
		status = first_status(form->notice);
	return status != NULL ? status : g_strdup("");
}

/* A code of class 4 in the prose is that of the last attempt. Where the prose says that
 * there will be no other, the failure is for good. */
static void add_bounces(const Form *form, GPtrArray *bounces)
{
	bool is_final = words_match(WORDS_FINAL, form->notice);
	bool is_delayed = !is_final && words_match(WORDS_DELAY, form->subject_and_notice);
	const char *action = is_delayed ? "delayed" : "failed";
	g_autoptr(GPtrArray) all_said = said_of_each(form->notice, form->found);
	for (guint i = 0; i < form->found->len; i++) {
		const char *said = g_ptr_array_index(all_said, i);
		g_autofree char *status = status_of(form, said);
		if (is_final && *status == '4')
			*status = '\0';
		bounce_add(bounces, g_ptr_array_index(form->found, i), action, status,
			   bounce_is_permanent(action, status, is_final ? "" : said));
	}
}

static Form form_of(const Message *message)
{
	g_autofree char *text = text_clip(message->all_text, NOTICE_MAX_BYTES);
	char *notice = g_strndup(text, words_notice_length(text));
	return (Form){.message = message,
		      .notice = notice,
		      .headings = said_leave_out_reasons(notice),
		      .subject_and_notice =
			      g_strconcat(message->subject, "\n", notice, NULL),
		      .found = g_ptr_array_new_with_free_func(g_free)};
}

static void form_clear(Form *form)
{
	g_free(form->notice);
	g_free(form->headings);
	g_free(form->subject_and_notice);
	g_ptr_array_unref(form->found);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

static Report kind_of(const Message *message, bool reads_as_report)
{
	if (has_null_return_path(message) && bounce_is_from_program(message) &&
	    words_match(WORDS_SUBJECT, message->subject))
		return REPORT_SURE;
	return reads_as_report ? REPORT_LIKELY : REPORT_NONE;
}

Report bounce_read_forms(const Message *message, GPtrArray *bounces)
{
	bool by_subject = may_be_report_by_subject(message);
	if (!by_subject && !may_be_report_by_head(message))
		return REPORT_NONE;
	g_auto(Form) form = form_of(message);
	bool reads_as_report = by_subject && opens_as_report(&form);
	if (is_report(&form, reads_as_report) &&
	    !bounce_read_fields(form.notice, bounces)) {
		read_named(&form);
		add_bounces(&form, bounces);
	}
	return kind_of(message, reads_as_report);
}

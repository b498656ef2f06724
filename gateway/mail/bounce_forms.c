/* bounce_forms.c: the delivery reports that follow no RFC.
 *
 * No product is recognised by name. A report is a mail from a mail system, or one
 * whose subject says so, that names addresses in one of the few ways in which
 * reports name them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce_forms.h"

#include <string.h>

#include "base/text.h"
#include "mail/bounce_named.h"
#include "mail/bounce_said.h"
#include "mail/bounce_words.h"
#include "mail/origin.h"
#include "mail/origin_signals.h"
#include "mail/thread.h"

#define NOTICE_MAX_BYTES (64 * 1024)
#define OPENING_BYTES	 600

typedef struct {
	const Message *message;
	char *notice; /* what the reporter wrote, without the returned mail */
	char *subject_and_notice;
} Form;

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
	/* The second is of certified mail, RFC 6109. */
	static const struct {
		const char *name, *start;
	} kinds[] = {{"X-Report-Type", "nondelivery"}, {"X-Ricevuta", "errore-consegna"}};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (message_header_count(message, names[i]) > 0)
			return true;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const char *kind = message_header(message, kinds[i].name);
		if (kind != NULL && g_ascii_strncasecmp(kind, kinds[i].start,
							strlen(kinds[i].start)) == 0)
			return true;
	}
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

/* A name, and an envelope with the same address: so write people. */
static bool is_in_own_name(const Message *message)
{
	const char *path = message_header(message, "Return-Path");
	g_autoptr(Address) envelope = path != NULL ? address_read(path) : NULL;
	return envelope != NULL && message->from != NULL &&
	       *message->from->name != '\0' &&
	       address_equal(envelope->address, message->from->address);
}

/* A mail system, or nobody: people do not leave out who they are. The name of somebody
 * who writes under it and his own address is no word on what he is. */
static bool is_from(Words words, const Message *message)
{
	const char *from = message_header(message, "From");
	if (from == NULL || is_blank(from))
		return true;
	return words_match(words, from) &&
	       (!is_in_own_name(message) || words_match(words, message->from->address));
}

static bool is_from_reporter(const Message *message)
{
	return is_from(WORDS_REPORTER, message);
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

/* What stands in brackets is a list's name, or the word by which somebody asks for
 * something. */
static bool may_be_report_by_subject(const Message *message)
{
	return message->subject[strspn(message->subject, " ")] != '[' &&
	       message_header_count(message, "In-Reply-To") == 0 &&
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

/* Beyond ASCII words may stand beside an address without a space. */
static bool has_line_for_other(const Form *form)
{
	const Address *from = form->message->from;
	g_autoptr(GPtrArray) alone = words_collect(WORDS_ALONE, form->notice);
	for (guint i = 0; i < alone->len; i++) {
		const char *address = g_ptr_array_index(alone, i);
		if (g_str_is_ascii(address) &&
		    (from == NULL || !address_equal(address, from->address)))
			return true;
	}
	return false;
}

/* People tell in sentences that a mail failed. A program gives it back, cites a server,
 * or writes an address on a line of its own. */
static bool is_laid_out(const Form *form)
{
	return form->message->returned != NULL || has_line_for_other(form) ||
	       words_match(WORDS_STATUS, form->notice) ||
	       words_match(WORDS_REPLY, form->notice) ||
	       words_match(WORDS_TRANSCRIPT, form->notice);
}

bool bounce_is_from_program(const Message *message)
{
	return is_from(WORDS_PROGRAM, message);
}

static bool reads_as_report(const Form *form)
{
	return opens_as_report(form) &&
	       (bounce_is_from_program(form->message) ||
		(is_laid_out(form) && !is_in_own_name(form->message)));
}

static bool is_reply_or_forward(const Message *message)
{
	bool is_reply = false, is_forward = false;
	g_autofree char *title =
		thread_strip_prefixes(message->subject, NULL, &is_reply, &is_forward);
	return is_reply || is_forward;
}

bool bounce_is_passed_on(const Message *message)
{
	if (message->reports->len == 0 || message->report_type != NULL ||
	    !g_str_equal(message->content_type, "multipart/mixed") ||
	    bounce_is_from_program(message) || signals_is_system_sender(message))
		return false;
	return is_reply_or_forward(message) ||
	       (is_in_own_name(message) && !words_match(WORDS_SUBJECT, message->subject));
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

/* Such a note has no envelope either, and may say that it was passed on to nobody. */
static bool is_away_note(const Message *message)
{
	const char *submitted = message_header(message, "Auto-Submitted");
	if (submitted != NULL && strcasestr(submitted, "vacation") != NULL)
		return true;
	return words_match(WORDS_AWAY, message->subject) &&
	       !words_match(WORDS_SUBJECT, message->subject);
}

static bool is_report(const Form *form, bool reads_so)
{
	const Message *message = form->message;
	if (is_away_note(message))
		return false;
	if (has_marker(message) || bounce_is_from_program(message) ||
	    is_by_postmaster(form))
		return true;
	if (has_null_return_path(message))
		return words_match(WORDS_FAILURE, form->subject_and_notice);
	return reads_so || (is_returned_by_robot(message) && opens_as_report(form));
}

/* ---- what it says of each ----------------------------------------------- */

static char *first_status(const char *text)
{
	g_autoptr(GPtrArray) codes = words_collect(WORDS_STATUS, text);
	return codes->len > 0 ? g_ptr_array_steal_index(codes, 0) : NULL;
}

static char *status_of(const Form *form, const char *said, bool is_alone)
{
	char *status = first_status(said);
	if (status == NULL && is_alone)
		status = first_status(form->notice);
	return status != NULL ? status : g_strdup("");
}

/* Most success is told in the fields of RFC 3464; where those got lost its prose names
 * the recipients as that of a failure does. */
static bool is_success(const Form *form)
{
	return words_match(WORDS_SUCCESS, form->subject_and_notice) &&
	       !words_match(WORDS_TROUBLE, form->subject_and_notice) &&
	       !words_match(WORDS_STATUS, form->notice) &&
	       !words_match(WORDS_REPLY, form->notice);
}

static const char *action_of(const Form *form, bool is_final)
{
	if (is_success(form))
		return "delivered";
	bool is_delayed = !is_final && words_match(WORDS_DELAY, form->subject_and_notice);
	return is_delayed ? "delayed" : "failed";
}

/* A code of class 4 in the prose is that of the last attempt. Where the prose says that
 * there will be no other, the failure is for good. */
static void add_bounces(const Form *form, const GPtrArray *found, GPtrArray *bounces)
{
	bool is_final = words_match(WORDS_FINAL, form->notice);
	const char *action = action_of(form, is_final);
	g_autoptr(GPtrArray) all_said = said_of_each(form->notice, found);
	for (guint i = 0; i < found->len; i++) {
		const char *said = g_ptr_array_index(all_said, i);
		g_autofree char *status = status_of(form, said, found->len == 1);
		if (is_final && *status == '4')
			*status = '\0';
		bounce_add(bounces, g_ptr_array_index(found, i), action, status,
			   bounce_is_permanent(action, status, is_final ? "" : said));
	}
}

static Form form_of(const Message *message)
{
	g_autofree char *text = text_clip(message->all_text, NOTICE_MAX_BYTES);
	char *notice = g_strndup(text, words_notice_length(text));
	return (Form){.message = message,
		      .notice = notice,
		      .subject_and_notice =
			      g_strconcat(message->subject, "\n", notice, NULL)};
}

static void form_clear(Form *form)
{
	g_free(form->notice);
	g_free(form->subject_and_notice);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Form, form_clear)

static Report kind_of(const Message *message, bool reads_so)
{
	if (has_null_return_path(message) && bounce_is_from_program(message) &&
	    words_match(WORDS_SUBJECT, message->subject))
		return REPORT_SURE;
	return reads_so ? REPORT_LIKELY : REPORT_NONE;
}

Report bounce_read_forms(const Message *message, GPtrArray *bounces)
{
	bool by_subject = may_be_report_by_subject(message);
	if (!by_subject && !may_be_report_by_head(message))
		return REPORT_NONE;
	g_auto(Form) form = form_of(message);
	bool reads_so = by_subject && reads_as_report(&form);
	if (is_report(&form, reads_so) && !bounce_read_fields(form.notice, bounces)) {
		g_autoptr(GPtrArray) found =
			bounce_read_named(message, form.notice, form.subject_and_notice);
		add_bounces(&form, found, bounces);
	}
	return kind_of(message, reads_so);
}

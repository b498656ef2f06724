/* origin.c: who speaks: a person, a robot, a bounce, a list, ourselves.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/origin.h"

#include <string.h>

#include "base/text.h"
#include "mail/bounce.h"
#include "mail/bounce_forms.h"
#include "mail/origin_list.h"
#include "mail/origin_ours.h"
#include "mail/origin_signals.h"
#include "mail/report_fields.h"

#define REASON_MAX_BYTES 200
#define ADDRESSES_MAX	 100

/* `reason` is one line: what strangers wrote was made so where it was read. */
static OriginFacts *judged(OriginFacts *facts, Origin origin, const char *reason)
{
	facts->origin = origin;
	facts->reason = g_strdup(reason);
	return facts;
}

/* ---- reports ------------------------------------------------------------ */

static bool has_report_field(const Message *message, const char *name)
{
	for (guint i = 0; i < message->reports->len; i++) {
		g_autofree char *value =
			fields_find(g_ptr_array_index(message->reports, i), name);
		if (value != NULL)
			return true;
	}
	return false;
}

static bool is_report_of(const Message *message, const char *type, const char *field)
{
	return g_strcmp0(message->report_type, type) == 0 ||
	       has_report_field(message, field);
}

/* Microsoft's loop sends the mail back with a field of its own on it: as the only part,
 * or instead of a report. Whoever reads mail there may have that field on what he passes
 * on, with words of his own or without the address of who complained. */
static bool is_complaint_with_mail(const Message *message)
{
	if (message_header_count(message, "X-HmXmrOriginalRecipient") > 0)
		return message_header_count(message, "X-Reporter-IP") > 0;
	if (message->returned == NULL ||
	    message->text[strspn(message->text, " \t\n")] != '\0')
		return false;
	g_autofree char *complainer =
		fields_find_in_header(message->returned, "X-HmXmrOriginalRecipient");
	return complainer != NULL;
}

static bool is_success(const Bounce *bounce)
{
	return g_str_equal(bounce->action, "delivered") ||
	       g_str_equal(bounce->action, "relayed") ||
	       g_str_equal(bounce->action, "expanded");
}

static bool is_all_success(const GPtrArray *bounces)
{
	for (guint i = 0; i < bounces->len; i++) {
		if (!is_success(g_ptr_array_index(bounces, i)))
			return false;
	}
	return bounces->len > 0;
}

static char *bounce_reason(const GPtrArray *bounces)
{
	if (bounces->len == 0)
		return g_strdup("a delivery report without a readable recipient");
	const Bounce *first = g_ptr_array_index(bounces, 0);
	g_autofree char *whole =
		g_strdup_printf("a delivery report: %s %s %s", first->recipient,
				first->action, first->status);
	return text_single_line(whole, REASON_MAX_BYTES);
}

static char *id_in(const char *value)
{
	const char *open = value != NULL ? strchr(value, '<') : NULL;
	if (open == NULL)
		return NULL;
	size_t length = strcspn(open + 1, ">");
	if (open[1 + length] != '>' || length < 3 || length > 1000)
		return NULL;
	g_autofree char *id = g_strndup(open + 1, length);
	return strchr(id, '@') != NULL ? g_strdup(id) : NULL;
}

static void read_bounced_id(OriginFacts *facts, const Message *message)
{
	static const char *const names[] = {"X-Original-Message-ID",
					    "Original-Message-ID"};
	const char *returned = bounce_returned_mail(message);
	g_autofree char *value = message->returned != NULL
					 ? fields_find_in_header(returned, "Message-ID")
					 : fields_find(returned, "Message-ID");
	facts->bounced_id = id_in(value);
	for (size_t n = 0; n < G_N_ELEMENTS(names) && facts->bounced_id == NULL; n++) {
		facts->bounced_id = id_in(message_header(message, names[n]));
		for (guint i = 0; i < message->reports->len && facts->bounced_id == NULL;
		     i++) {
			g_autofree char *named = fields_find(
				g_ptr_array_index(message->reports, i), names[n]);
			facts->bounced_id = id_in(named);
		}
	}
}

/* True, and taken, if `address` is one of ours with something behind a plus. */
static bool take_token_address(OriginFacts *facts, const OriginMarks *marks,
			       const char *address)
{
	g_autofree char *detail = address_detail(address);
	if (detail == NULL || *detail == '\0' || !origin_is_ours(marks, address))
		return false;
	facts->bounced_token_address = g_strdup(address);
	return true;
}

static bool take_from_people(OriginFacts *facts, const OriginMarks *marks,
			     GPtrArray *people)
{
	for (guint i = 0; i < people->len; i++) {
		const Address *person = g_ptr_array_index(people, i);
		if (take_token_address(facts, marks, person->address))
			return true;
	}
	return false;
}

static void read_bounced_token(OriginFacts *facts, const Message *message,
			       const OriginMarks *marks)
{
	static const char *const names[] = {"Reply-To", "From", "Return-Path", "Sender"};
	if (take_from_people(facts, marks, message->to))
		return;
	for (guint i = 0; i < message->delivered_to->len; i++) {
		if (take_token_address(facts, marks,
				       g_ptr_array_index(message->delivered_to, i)))
			return;
	}
	for (guint i = 0; i < facts->bounces->len; i++) {
		const Bounce *bounce = g_ptr_array_index(facts->bounces, i);
		if (take_token_address(facts, marks, bounce->recipient))
			return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *value =
			fields_find_in_header(bounce_returned_mail(message), names[i]);
		g_autoptr(GPtrArray) people =
			address_read_list(value != NULL ? value : "", ADDRESSES_MAX);
		if (take_from_people(facts, marks, people))
			return;
	}
}

/* True if the mail is a report of any kind; then it is judged. Else *out_report tells
 * whether it reads as one. */
static bool judge_report(OriginFacts *facts, const Message *message, Report *out_report)
{
	if (bounce_is_passed_on(message))
		return false;
	if (is_report_of(message, "feedback-report", "Feedback-Type") ||
	    is_complaint_with_mail(message)) {
		judged(facts, ORIGIN_FEEDBACK, "a complaint through a feedback loop");
		return true;
	}
	g_ptr_array_unref(facts->bounces);
	facts->bounces = bounce_read(message, out_report);
	bool is_receipt =
		is_report_of(message, "disposition-notification", "Disposition");
	bool is_status = is_report_of(message, "delivery-status", "Reporting-MTA") ||
			 has_report_field(message, "Final-Recipient") ||
			 *out_report == REPORT_SURE;
	if (facts->bounces->len == 0 && !is_receipt && !is_status)
		return false;
	g_autofree char *reason = bounce_reason(facts->bounces);
	if (facts->bounces->len == 0 && is_receipt)
		judged(facts, ORIGIN_RECEIPT, "a read receipt");
	else
		judged(facts,
		       is_all_success(facts->bounces) ? ORIGIN_RECEIPT : ORIGIN_BOUNCE,
		       reason);
	return true;
}

/* ---- robots, lists, people ---------------------------------------------- */

static bool judge_signals(OriginFacts *facts, const Message *message, bool is_from_list,
			  const GPtrArray *noise, Report report)
{
	Signals signals = signals_read(message, is_from_list, noise);
	g_autofree char *reason = signals.reason;
	if (signals.is_automatic)
		judged(facts,
		       signals.is_away && !bounce_is_from_program(message)
			       ? ORIGIN_OUT_OF_OFFICE
			       : ORIGIN_AUTOMATIC,
		       reason);
	else if (report == REPORT_LIKELY)
		judged(facts, ORIGIN_AUTOMATIC,
		       "reads as a delivery report that names nobody");
	return facts->reason != NULL;
}

static bool is_list_configured(const Message *message, const OriginMarks *marks)
{
	g_autofree char *id = marks->lists != NULL ? list_id_of(message) : NULL;
	for (guint i = 0; id != NULL && i < marks->lists->len; i++) {
		g_autofree char *known = list_id(g_ptr_array_index(marks->lists, i));
		if (*id != '\0' && g_ascii_strcasecmp(id, known) == 0)
			return true;
	}
	return false;
}

/* A list that has our address as its own is a name for several mailboxes: what is written
 * to it is written to us. */
static char *list_evidence(const Message *message, const OriginMarks *marks)
{
	char *evidence = list_by_header(message);
	if (evidence != NULL)
		return evidence;
	g_autofree char *address = list_by_sender(message);
	if (address == NULL || origin_is_ours(marks, address))
		return NULL;
	g_autofree char *whole = g_strdup_printf("sent on by a list: %s", address);
	return text_single_line(whole, REASON_MAX_BYTES);
}

static OriginFacts *judge_list(OriginFacts *facts, const Message *message,
			       const OriginMarks *marks, const char *evidence)
{
	facts->may_answer = is_list_configured(message, marks) && message->from != NULL &&
			    !signals_forbid_answer(message);
	return judged(facts, ORIGIN_LIST, evidence);
}

static OriginFacts *judge_person(OriginFacts *facts, const Message *message,
				 const OriginMarks *marks)
{
	const char *reason = "nothing automatic about it";
	if (message->from == NULL)
		reason = "no single sender to answer";
	else if (signals_forbid_answer(message))
		reason = "X-Auto-Response-Suppress forbids an answer";
	else if (!origin_is_addressed_to_us(message, marks))
		reason = "not addressed to us";
	else
		facts->may_answer = true;
	return judged(facts, ORIGIN_PERSON, reason);
}

OriginFacts *origin_judge(const Message *message, const OriginMarks *marks)
{
	static const OriginMarks none = {0};
	const OriginMarks *ours = marks != NULL ? marks : &none;
	OriginFacts *facts = g_new0(OriginFacts, 1);
	facts->bounces = g_ptr_array_new();
	const char *own = origin_own_evidence(message, ours);
	if (own != NULL)
		return judged(facts, ORIGIN_OWN, own);
	Report report = REPORT_NONE;
	if (judge_report(facts, message, &report)) {
		read_bounced_id(facts, message);
		read_bounced_token(facts, message, ours);
		return facts;
	}
	if (origin_has_own_id(message, ours))
		return judged(facts, ORIGIN_OWN, "Message-ID is one of ours");
	g_autofree char *list = list_evidence(message, ours);
	if (judge_signals(facts, message, list != NULL, ours->noise, report))
		return facts;
	if (list != NULL)
		return judge_list(facts, message, ours, list);
	return judge_person(facts, message, ours);
}

void origin_free(OriginFacts *facts)
{
	if (facts == NULL)
		return;
	g_free(facts->reason);
	g_ptr_array_unref(facts->bounces);
	g_free(facts->bounced_id);
	g_free(facts->bounced_token_address);
	g_free(facts);
}

const char *origin_name(Origin origin)
{
	switch (origin) {
	case ORIGIN_PERSON:
		return "person";
	case ORIGIN_AUTOMATIC:
		return "automatic";
	case ORIGIN_OUT_OF_OFFICE:
		return "out-of-office";
	case ORIGIN_BOUNCE:
		return "bounce";
	case ORIGIN_FEEDBACK:
		return "feedback";
	case ORIGIN_RECEIPT:
		return "receipt";
	case ORIGIN_LIST:
		return "list";
	case ORIGIN_OWN:
		return "own";
	}
	g_assert_not_reached();
}

/* bounce_named.c: whom a delivery report names that follows no RFC.
 *
 * The ways to name somebody are tried from the surest to the vaguest, and a vaguer
 * one is not asked where a surer one has answered.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/bounce_named.h"

#include <string.h>

#include "base/text.h"
#include "mail/bounce.h"
#include "mail/bounce_said.h"
#include "mail/bounce_words.h"
#include "mail/report_fields.h"

#define RECIPIENTS_MAX 200
#define LINE_MAX_BYTES 1000

typedef struct {
	const Message *message;
	const char *notice;
	const char *headings; /* the same without what only looks like the name of a
				 recipient */
	const char *subject_and_notice;
	GPtrArray *found; /* of char *: addresses, in order, each once */
} Named;

static void add_found(Named *named, const char *address)
{
	if (!words_is_address(address) || named->found->len >= RECIPIENTS_MAX)
		return;
	for (guint i = 0; i < named->found->len; i++) {
		if (address_equal(g_ptr_array_index(named->found, i), address))
			return;
	}
	g_ptr_array_add(named->found, g_strdup(address));
}

static void add_all(Named *named, Words words, const char *text)
{
	g_autoptr(GPtrArray) some = words_collect(words, text);
	for (guint i = 0; i < some->len; i++)
		add_found(named, g_ptr_array_index(some, i));
}

/* Behind `address`, which stands in `text`. */
static const char *behind(const char *text, const char *address)
{
	const char *found = strstr(text, address);
	return found != NULL ? found + strlen(address) : NULL;
}

static void add_items(Named *named, Words words, const char *line)
{
	g_autoptr(GPtrArray) first = words_collect(words, line);
	if (first->len == 0)
		return;
	const char *address = g_ptr_array_index(first, 0);
	add_found(named, address);
	const char *after = behind(line, address);
	while (after != NULL) {
		after += strspn(after, "\"'>)]*");
		g_autoptr(GPtrArray) next = words_collect(WORDS_NEXT_ITEM, after);
		if (next->len == 0)
			return;
		const char *another = g_ptr_array_index(next, 0);
		add_found(named, another);
		after = behind(after, another);
	}
}

/* Recipients one to a line, below a line that says they were not reached, or on it. */
static void read_list(Named *named)
{
	int start = words_find(WORDS_FAILURE, named->headings);
	if (start < 0)
		return;
	g_auto(GStrv) lines = text_lines(named->headings + start);
	for (size_t i = 0; lines[i] != NULL; i++) {
		if (strchr(lines[i], '@') != NULL && strlen(lines[i]) < LINE_MAX_BYTES)
			add_items(named, i == 0 ? WORDS_ON_LINE : WORDS_ITEM, lines[i]);
	}
}

/* "To:" in the prose names whom the mail was for, if it was for one alone. */
static void read_described_mail(Named *named)
{
	if (!words_match(WORDS_FAILURE, named->notice))
		return;
	g_autoptr(GPtrArray) people = words_collect(WORDS_DESCRIBED, named->notice);
	if (people->len == 1)
		add_found(named, g_ptr_array_index(people, 0));
}

/* A server that writes of its own users leaves out its own domain. */
static void read_local_names(Named *named)
{
	if (named->message->from == NULL || !words_match(WORDS_FAILURE, named->notice))
		return;
	const char *domain = strchr(named->message->from->address, '@');
	g_autoptr(GPtrArray) lists = words_collect(WORDS_LOCAL, named->notice);
	if (domain == NULL || lists->len == 0)
		return;
	g_auto(GStrv) lines = text_lines(g_ptr_array_index(lists, 0));
	for (size_t i = 0; lines[i] != NULL; i++) {
		g_autofree char *address =
			g_strconcat(g_strstrip(lines[i]), domain, NULL);
		if (*address != '@')
			add_found(named, address);
	}
}

/* Who sent the mail that came back got the report; a list that sent it on did not. */
static bool is_sender_told(const Named *named, const char *returned)
{
	g_autofree char *from = fields_find_in_header(returned, "From");
	g_autoptr(Address) sender = from != NULL ? address_read(from) : NULL;
	for (guint i = 0; sender != NULL && i < named->message->to->len; i++) {
		const Address *told = g_ptr_array_index(named->message->to, i);
		g_autofree char *bare = address_without_detail(told->address);
		if (address_equal(sender->address, told->address) ||
		    address_equal(sender->address, bare))
			return true;
	}
	return false;
}

/* A notice that names nobody is about whom the mail was for, if it was for one alone. */
static void read_returned_mail(Named *named)
{
	const char *returned = bounce_returned_mail(named->message);
	if (!words_match(WORDS_SUBJECT, named->message->subject) ||
	    !is_sender_told(named, returned))
		return;
	g_autofree char *copied = fields_find_in_header(returned, "Cc");
	g_autofree char *to = fields_find_in_header(returned, "To");
	g_autoptr(GPtrArray) people =
		address_read_list(to != NULL && copied == NULL ? to : "", 2);
	if (people->len != 1)
		return;
	const Address *person = g_ptr_array_index(people, 0);
	add_found(named, person->address);
}

static bool is_own_or_role(const Named *named, const char *address)
{
	for (guint i = 0; i < named->message->to->len; i++) {
		const Address *to = g_ptr_array_index(named->message->to, i);
		if (address_equal(to->address, address))
			return true;
	}
	return g_ascii_strncasecmp(address, "postmaster@", 11) == 0 ||
	       g_ascii_strncasecmp(address, "mailer-daemon@", 14) == 0;
}

/* Who got the report sent the mail; he and the postmaster are named for other reasons. */
static void drop_bystanders(Named *named, bool is_sure)
{
	guint others = 0;
	for (guint i = 0; i < named->found->len; i++)
		others += !is_own_or_role(named, g_ptr_array_index(named->found, i));
	if (is_sure && others == 0)
		return;
	for (guint i = named->found->len; i > 0; i--) {
		if (is_own_or_role(named, g_ptr_array_index(named->found, i - 1)))
			g_ptr_array_remove_index(named->found, i - 1);
	}
}

/* Add the address that the matches hold, if it is one alone. */
static void add_only(Named *named, Words words, const char *text)
{
	g_autoptr(GPtrArray) some = words_collect(words, text);
	const char *only = NULL;
	for (guint i = 0; i < some->len; i++) {
		const char *address = g_ptr_array_index(some, i);
		if (!g_str_is_ascii(address) || is_own_or_role(named, address))
			continue;
		if (only != NULL && !address_equal(only, address))
			return;
		only = address;
	}
	if (only != NULL)
		add_found(named, only);
}

static bool ends_sentence(const char *at)
{
	return *at == '\n' ||
	       (strchr(".!?", at[0]) != NULL && strchr(" \n", at[1]) != NULL);
}

/* In whatever language: who stands in the sentence that first says so. */
static void read_failing_sentence(Named *named)
{
	int at = words_find(WORDS_FAILURE, named->notice);
	if (at < 0)
		return;
	const char *start = named->notice + at;
	while (start > named->notice && !ends_sentence(start - 1))
		start--;
	const char *end = named->notice + at;
	while (*end != '\0' && !ends_sentence(end))
		end++;
	g_autofree char *whole = g_strndup(start, (gsize)(end - start));
	g_autofree char *sentence = text_clip(whole, LINE_MAX_BYTES);
	add_only(named, WORDS_ANY, sentence);
}

/* A report that says nothing we know, and has one address on a line of its own. */
static void read_only_line(Named *named)
{
	if (words_match(WORDS_SUBJECT, named->message->subject))
		add_only(named, WORDS_ALONE, named->notice);
}

static void read_header(Named *named)
{
	const char *value = message_header(named->message, "X-Failed-Recipients");
	g_autoptr(GPtrArray) failed =
		address_read_list(value != NULL ? value : "", RECIPIENTS_MAX);
	for (guint i = 0; i < failed->len; i++) {
		const Address *address = g_ptr_array_index(failed, i);
		add_found(named, address->address);
	}
}

static void read_vaguely(Named *named)
{
	add_all(named, WORDS_TRANSCRIPT, named->notice);
	drop_bystanders(named, false);
	if (named->found->len == 0) {
		read_described_mail(named);
		drop_bystanders(named, false);
	}
	if (named->found->len == 0)
		read_local_names(named);
	if (named->found->len == 0)
		read_failing_sentence(named);
	if (named->found->len == 0)
		read_only_line(named);
	if (named->found->len == 0) {
		read_returned_mail(named);
		drop_bystanders(named, false);
	}
}

static void read_named(Named *named)
{
	read_header(named);
	if (named->found->len > 0)
		return;
	add_all(named, WORDS_HEADING, named->headings);
	add_all(named, WORDS_LABEL, named->notice);
	read_list(named);
	add_all(named, WORDS_EXPANDED, named->notice);
	drop_bystanders(named, true);
	if (named->found->len > 0)
		return;
	add_all(named, WORDS_SENTENCE, named->subject_and_notice);
	add_all(named, WORDS_ADDRESSED, named->notice);
	add_all(named, WORDS_COMPLAINT, named->notice);
	drop_bystanders(named, false);
	if (named->found->len == 0)
		read_vaguely(named);
}

GPtrArray *bounce_read_named(const Message *message, const char *notice,
			     const char *subject_and_notice)
{
	g_autofree char *headings = said_leave_out_reasons(notice);
	Named named = {.message = message,
		       .notice = notice,
		       .headings = headings,
		       .subject_and_notice = subject_and_notice,
		       .found = g_ptr_array_new_with_free_func(g_free)};
	read_named(&named);
	return named.found;
}

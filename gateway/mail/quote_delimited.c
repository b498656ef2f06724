/* quote_delimited.c: what a line of dashes sets apart at the end of a mail.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_delimited.h"

#include <string.h>

#include "mail/quote_added.h"
#include "mail/quote_contact.h"
#include "mail/quote_footer.h"
#include "mail/quote_sent.h"
#include "mail/quote_title.h"
#include "mail/quote_vote.h"

#define DELIMITED_LINES 40
#define PLAIN_LINES	16 /* may be told by their looks alone */

/* How sure a line below a rule is to be a footer: -1 if a person speaks there. */
static int weigh_footer(const QuoteSigner *signer, const QuoteLine *line)
{
	if (quote_is_list_line(line) || quote_is_sent_from(line))
		return 1;
	if (quote_is_vote(line))
		return -1;
	if (quote_is_contact(line) || quote_is_title(line) ||
	    quote_is_name_line(signer, line))
		return 1;
	return quote_is_capital(line) || quote_line_is_rule(line, 2) ? 0 : -1;
}

/* "--" without its space is also a way to divide a text, so what follows it
 * must not be prose. */
static bool is_plain(const QuoteLine *line)
{
	g_autofree char *words = quote_line_words(line);
	int count = 0;
	for (const char *at = words; *at; at++)
		count += *at == ' ';
	return line->length <= QUOTE_LINE_SHORT_BYTES &&
	       (count < 8 || quote_is_contact(line)) &&
	       (count < 3 || strchr(".?!:", quote_line_last_byte(line)) == NULL ||
		quote_is_contact(line));
}

/* Who begins with the own name or address does not go on writing. */
static bool names_writer(const QuoteSigner *signer, size_t from, size_t to)
{
	if (!quote_is_short_block(signer->lines, from, to))
		return false;
	if (quote_starts_with_name(signer, &signer->lines[from]))
		return true;
	for (size_t i = from; i < to; i++)
		if (quote_starts_with_address(signer, &signer->lines[i]))
			return true;
	return false;
}

static bool is_delimiter(const QuoteLine *line, bool *out_is_exact)
{
	if (line->length < 2 || memcmp(line->start, "--", 2) != 0)
		return false;
	*out_is_exact = line->length > 2 && line->start[2] == ' ';
	QuoteLine rest = {.start = line->start + 2, .length = line->length - 2};
	return quote_line_last_byte(&rest) == '\0';
}

/* Without one there is nothing to weigh; most mails have none. */
static bool has_divider(const QuoteSigner *signer, size_t from, size_t to)
{
	int seen = 0;
	for (size_t i = to; i > from && seen < DELIMITED_LINES; i--) {
		const QuoteLine *line = &signer->lines[i - 1];
		if (!quote_line_is_free(line))
			continue;
		seen++;
		if (line->length >= 2 &&
		    (memcmp(line->start, "--", 2) == 0 || quote_line_is_rule(line, 2)))
			return true;
	}
	return false;
}

/* What is known of the lines below a divider, which are read from the last one up. */
typedef struct {
	int seen;
	int weight; /* of a footer */
	bool is_footer;
	bool is_all_plain;
} Below;

static void read_below(const QuoteSigner *signer, const QuoteLine *line, Below *below)
{
	below->seen++;
	int grade = below->is_footer ? weigh_footer(signer, line) : 0;
	below->is_footer = below->is_footer && grade >= 0;
	below->weight += grade;
	below->is_all_plain =
		below->is_all_plain && is_plain(line) && !quote_is_vote(line);
}

/* Is line `at` a divider, and what is below it a signature or a footer? */
static bool sets_apart(const QuoteSigner *signer, size_t at, size_t to,
		       const Below *below)
{
	const QuoteLine *line = &signer->lines[at];
	bool is_exact = false;
	if (is_delimiter(line, &is_exact))
		return is_exact || (below->is_all_plain && below->seen <= PLAIN_LINES) ||
		       names_writer(signer, at + 1, to) ||
		       quote_is_footer(signer->lines, at + 1, to);
	if (!quote_line_is_rule(line, 2) || at <= signer->first)
		return false;
	bool is_likely = below->is_footer && below->seen > 0 &&
			 2 * below->weight >= below->seen && below->seen <= PLAIN_LINES;
	return is_likely || quote_is_footer(signer->lines, at + 1, to);
}

/* The first line of what `--` or a drawn rule sets apart; `to` if nothing. */
static size_t find_delimited(const QuoteSigner *signer, size_t from, size_t to)
{
	size_t found = to;
	if (!has_divider(signer, from, to))
		return to;
	Below below = {.is_footer = true, .is_all_plain = true};
	for (size_t i = to; i > from && below.seen < DELIMITED_LINES; i--) {
		const QuoteLine *line = &signer->lines[i - 1];
		if (!quote_line_is_free(line))
			continue;
		if (sets_apart(signer, i - 1, to, &below))
			found = i - 1;
		read_below(signer, line, &below);
	}
	return found;
}

void quote_mark_delimited(QuoteSigner *signer, size_t from, size_t to)
{
	size_t found = find_delimited(signer, from, to);
	if (found < to)
		quote_mark_signature(signer->lines, found, to);
}

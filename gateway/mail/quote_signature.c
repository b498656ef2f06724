/* quote_signature.c: the lines below what somebody wrote that only say who they are.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_signature.h"

#include <string.h>

#include "mail/quote_added.h"
#include "mail/quote_attribution.h"
#include "mail/quote_closing.h"
#include "mail/quote_contact.h"
#include "mail/quote_footer.h"
#include "mail/quote_title.h"
#include "mail/quote_vote.h"

/* All tables are in folded form; see quote_line.h. */

#define LINE_MAX_BYTES	   QUOTE_LINE_SHORT_BYTES
#define GREETING_MAX_BYTES 30
#define TAIL_LINES	   16
#define DELIMITED_LINES	   40

static const char lead_ins[] =
	"|for|is|be|are|was|by|to|with|from|of|and|or|elect|choose|propose|nominate|für|"
	"ist|sind|von|mit|und|oder|wähle|pour|est|par|avec|et|ou|para|por|es|con|y|o|"
	"per|è|voor|door|met|en|för|är|av|och|til|og|jest|dla|je|pro|для|это|за|и|the|"
	"my|our|your|a|an|";

/* The lines at the end of a stretch that may be a signature, the last one first. */
typedef struct {
	size_t lines[TAIL_LINES];
	size_t count;
	bool is_whole; /* nothing stands above them in the stretch */
} Tail;

static Tail read_tail(const QuoteSigner *signer, size_t from, size_t to)
{
	Tail tail = {.is_whole = true};
	for (size_t i = to; i > from; i--) {
		const QuoteLine *line = &signer->lines[i - 1];
		if (!quote_line_is_free(line))
			continue;
		if (tail.count == TAIL_LINES) {
			tail.is_whole = false;
			break;
		}
		tail.lines[tail.count++] = i - 1;
	}
	return tail;
}

static bool is_near(const Tail *tail, size_t upper)
{
	return tail->lines[upper - 1] - tail->lines[upper] == 1;
}

/* The writer's own address stands for a name if there is no other. */
static bool is_own_address(const QuoteSigner *signer, const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, LINE_MAX_BYTES);
	if (folded == NULL || strchr(folded, ' ') != NULL || strchr(folded, '@') == NULL)
		return false;
	*strchr(folded, '@') = '\0';
	return quote_is_writer(signer, g_strdelimit(folded, "._-", ' '));
}

/* Where the line with the name is; `count` if there is none. What stands below
 * it must say how to reach or what to call the person. */
static size_t find_name(const QuoteSigner *signer, const Tail *tail, size_t *out_evidence)
{
	size_t evidence = 0;
	size_t loose = 0;
	size_t found = tail->count;
	for (size_t i = 0; i < tail->count && loose <= 4; i++) {
		const QuoteLine *line = &signer->lines[tail->lines[i]];
		Closing closing = quote_closing(signer, line);
		bool is_below = closing == CLOSING_ALONE && i > 0 &&
				quote_is_name_like(&signer->lines[tail->lines[i - 1]]);
		if (is_below || closing == CLOSING_SIGNED ||
		    quote_is_name_line(signer, line)) {
			size_t others = is_below ? i - 1 : i;
			*out_evidence = evidence;
			return others > 0 && evidence == 0 ? tail->count : i;
		}
		bool is_capital = quote_is_capital(line);
		bool is_evidence =
			quote_is_contact(line) || (is_capital && quote_is_title(line));
		if ((!is_evidence && !is_capital) || quote_is_vote(line))
			break;
		evidence += is_evidence;
		loose += !is_evidence;
		if (is_own_address(signer, line)) {
			found = i;
			*out_evidence = evidence;
		}
	}
	return found;
}

/* "I vote for" above a name asks for the name; it is not signed with it. */
static bool leads_to_name(const QuoteSigner *signer, const Tail *tail, size_t top,
			  size_t evidence)
{
	const QuoteLine *above = &signer->lines[tail->lines[top + 1]];
	char last = quote_line_last_byte(above);
	bool is_greeting = last == ',' && above->length <= GREETING_MAX_BYTES;
	if (last == ':' || (is_greeting && !quote_is_vote(above)))
		return true;
	bool is_ended =
		strchr(".!?;,)'\">*-", last) != NULL || (unsigned char)last >= 0x80;
	if (is_ended || above->length > LINE_MAX_BYTES)
		return !is_ended && is_near(tail, top + 1) && evidence == 0;
	g_autofree char *words = quote_line_words(above);
	const char *word = strrchr(words, ' ');
	if (quote_is_in(word != NULL ? word + 1 : words, lead_ins))
		return true;
	return is_near(tail, top + 1) && evidence == 0;
}

bool quote_mark_closing(QuoteSigner *signer, size_t from, size_t to)
{
	Tail tail = read_tail(signer, from, to);
	size_t evidence = 0;
	size_t top = find_name(signer, &tail, &evidence);
	if (top == tail.count)
		return false;
	bool has_closing =
		quote_closing(signer, &signer->lines[tail.lines[top]]) != CLOSING_NONE;
	while (top + 1 < tail.count) {
		const QuoteLine *above = &signer->lines[tail.lines[top + 1]];
		bool is_closing = quote_closing(signer, above) == CLOSING_ALONE;
		if (!is_closing && !quote_line_is_rule(above, 2))
			break;
		has_closing |= is_closing;
		top++;
	}
	while (tail.lines[top] <= signer->first && top > 0)
		top--;
	bool is_all = top + 1 >= tail.count && tail.is_whole;
	if (tail.lines[top] <= signer->first || (is_all && !has_closing))
		return false;
	if (!has_closing && top + 1 < tail.count &&
	    leads_to_name(signer, &tail, top, evidence))
		return false;
	quote_mark_signature(signer->lines, tail.lines[top], to);
	return true;
}

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
	return line->length <= LINE_MAX_BYTES && (count < 8 || quote_is_contact(line)) &&
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

/* The first line of what `--` or a drawn rule sets apart; `to` if nothing. */
static size_t find_delimited(const QuoteSigner *signer, size_t from, size_t to)
{
	size_t found = to;
	if (!has_divider(signer, from, to))
		return to;
	int seen = 0;
	int weight = 0;
	bool is_footer = true;
	bool is_all_plain = true;
	for (size_t i = to; i > from && seen < DELIMITED_LINES; i--) {
		const QuoteLine *line = &signer->lines[i - 1];
		bool is_exact = false;
		if (!quote_line_is_free(line))
			continue;
		if (is_delimiter(line, &is_exact)) {
			if (is_exact || (is_all_plain && seen <= TAIL_LINES) ||
			    names_writer(signer, i, to) ||
			    quote_is_footer(signer->lines, i, to))
				found = i - 1;
		} else if (quote_line_is_rule(line, 2) && i - 1 > signer->first &&
			   quote_is_footer(signer->lines, i, to)) {
			found = i - 1;
		} else if (quote_line_is_rule(line, 2) && is_footer && seen > 0 &&
			   2 * weight >= seen && seen <= TAIL_LINES &&
			   i - 1 > signer->first) {
			found = i - 1;
		}
		seen++;
		int grade = is_footer ? weigh_footer(signer, line) : 0;
		is_footer = is_footer && grade >= 0;
		weight += grade;
		is_all_plain = is_all_plain && is_plain(line) && !quote_is_vote(line);
	}
	return found;
}

void quote_mark_delimited(QuoteSigner *signer, size_t from, size_t to)
{
	size_t found = find_delimited(signer, from, to);
	if (found == to)
		return;
	quote_mark_signature(signer->lines, found, to);
}

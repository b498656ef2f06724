/* quote_signature.c: a closing formula, a name and what belongs to it, at the end of what
 * somebody wrote.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_signature.h"

#include <string.h>

#include "mail/quote_added.h"
#include "mail/quote_closing.h"
#include "mail/quote_contact.h"
#include "mail/quote_title.h"
#include "mail/quote_vote.h"

/* The table is in folded form; see quote_line.h. */

#define GREETING_MAX_BYTES 30
#define TAIL_LINES	   16

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
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
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
	if (is_ended || above->length > QUOTE_LINE_SHORT_BYTES)
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

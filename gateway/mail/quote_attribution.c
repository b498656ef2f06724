/* quote_attribution.c: "On Tue, 3 Mar, Ann wrote:" in every language and form.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_attribution.h"

#include <string.h>

#include "mail/quote_claim.h"
#include "mail/quote_vote.h"
#include "mail/quote_wording.h"

#define ATTRIBUTION_MAX_LINES 4
#define VERB_MAX_WORDS	      3
#define GLUED_BYTES	      300
#define GLUED_DATE_WORDS      7
#define GLUED_TRIES	      6

/* "Ann <ann@x> wrote on 3.3.2026:" and, with the date between, at the end. */
static bool has_near_verb(const QuoteClaim *claim)
{
	return claim->has_end_verb ||
	       (claim->has_verb &&
		claim->verb_word <= claim->address_word + VERB_MAX_WORDS);
}

static bool is_clear(const QuoteClaim *claim)
{
	bool has_moment = claim->has_time || claim->has_date;
	if (claim->speaks)
		return false;
	if (!claim->has_colon)
		return claim->has_end_verb && claim->has_address &&
		       claim->has_early_date && claim->has_time;
	if (claim->has_address && claim->has_early_date && has_moment)
		return (claim->has_verb && !claim->has_tail) || claim->has_end_address;
	if (claim->has_address && claim->has_early_date && claim->has_end_verb)
		return true;
	if (claim->has_address && claim->has_name)
		return has_moment ? has_near_verb(claim)
				  : claim->has_end_verb && !claim->has_tail;
	if (claim->has_address && claim->has_opening)
		return claim->has_time;
	return claim->has_early_date && claim->has_time &&
	       (claim->has_date || claim->has_lead) &&
	       (claim->has_end_verb || (claim->has_end_name && claim->has_date));
}

static bool is_weak(const QuoteClaim *claim)
{
	if (claim->is_sender || claim->is_dated_sender)
		return true;
	if (!claim->has_colon || claim->speaks)
		return false;
	/* Who and exactly when, in a language we do not know. */
	if (claim->has_address && claim->has_date && claim->has_time)
		return true;
	if (claim->has_early_date && (claim->has_date || claim->has_verb))
		return claim->has_verb || claim->has_address;
	if (claim->has_name && (claim->has_end_verb || claim->has_address))
		return claim->words <= 12 && !claim->has_tail;
	/* "Ann Other wrote on 3.3.2026 at 10:00:" */
	if (claim->has_name && claim->has_verb && claim->has_date && claim->has_time)
		return claim->words <= 12;
	/* "On Monday Ann wrote:", as some write it by hand. */
	if (claim->has_lead && claim->has_end_verb && claim->words <= 6)
		return true;
	if (claim->has_reference && claim->has_end_verb && !claim->has_tail)
		return true;
	return claim->has_opening &&
	       (claim->has_address || (claim->has_date && claim->has_time));
}

/* Bytes of the mark at the end of `text` that only directs writing, U+200E, U+202A and
 * their kin; 0 if there is none. */
static size_t direction_mark(const char *text, size_t length)
{
	if (length < 3 || text[length - 3] != '\xe2')
		return 0;
	gunichar mark = g_utf8_get_char_validated(text + length - 3, 3);
	bool is_mark = mark == 0x200e || mark == 0x200f ||
		       (mark >= 0x202a && mark <= 0x202e) ||
		       (mark >= 0x2066 && mark <= 0x2069);
	return is_mark ? 3 : 0;
}

bool quote_may_end_attribution(const QuoteLine *line)
{
	size_t end = line->length;
	while (end > 0 && (strchr(" \t\r*", line->start[end - 1]) != NULL ||
			   direction_mark(line->start, end) > 0))
		end -= MAX(direction_mark(line->start, end), (size_t)1);
	if (end == 0)
		return false;
	if (strchr(":-", line->start[end - 1]) != NULL)
		return true;
	/* "2009/5/12 Sam <sam@x>" */
	if (line->start[end - 1] == '>' && g_ascii_isdigit(*line->start))
		return true;
	static const char *const colons[] = {"\uff1a", "\u055d", "\u1366", "\u17d6"};
	for (size_t i = 0; i < G_N_ELEMENTS(colons); i++) {
		size_t length = strlen(colons[i]);
		if (end >= length &&
		    memcmp(line->start + end - length, colons[i], length) == 0)
			return true;
	}
	return end >= 5 && memcmp(line->start + end - 5, "wrote", 5) == 0;
}

/* A line that ends a sentence is not the start of what follows. */
static bool may_go_on(const QuoteLine *line)
{
	if (line->is_blank || line->part != PART_NEW || quote_line_is_marked(line) ||
	    line->length > QUOTE_CLAIM_BYTES)
		return false;
	size_t end = line->length;
	while (end > 0 && g_ascii_isspace(line->start[end - 1]))
		end--;
	char last = line->start[end - 1];
	if (strchr("!?:;", last) != NULL)
		return false;
	/* "2. mars.": short for something. */
	return last != '.' || end < 7 || memchr(line->start + end - 7, '.', 6) != NULL ||
	       memchr(line->start + end - 7, ' ', 6) != NULL;
}

/* Only "Bob Smith <bob@x>" with the verb alone on the next line may start
 * without a date. */
static bool may_start(const QuoteClaim *first, const QuoteClaim *last)
{
	return first->has_early_date || first->has_reference ||
	       ((first->has_name || first->has_opening) && first->has_address &&
		last->words <= 2);
}

static bool may_start_by_name(const QuoteClaim *first, const QuoteClaim *whole)
{
	return (first->has_name || first->has_opening) && first->has_address &&
	       whole->has_date && whole->has_time;
}

static bool read_joined(const QuoteLine *lines, size_t start, size_t end,
			QuoteClaim *out_claim)
{
	const char *from = lines[start].start;
	size_t length = (size_t)(lines[end].start - from) + lines[end].length;
	if (length > QUOTE_CLAIM_BYTES)
		return false;
	g_autofree char *text = g_strdelimit(g_strndup(from, length), "\n", ' ');
	QuoteLine joined = {.start = text, .length = length};
	return quote_read_claim(&joined, out_claim);
}

static AttributionKind find_whole(const QuoteLine *lines, size_t end, size_t *out_start,
				  QuoteClaim *out_claim)
{
	QuoteClaim last;
	if (!read_joined(lines, end, end, &last))
		return ATTRIBUTION_NONE;
	AttributionKind kind = ATTRIBUTION_NONE;
	for (size_t start = end;; start--) {
		QuoteClaim first;
		QuoteClaim whole;
		if (end - start >= ATTRIBUTION_MAX_LINES ||
		    !read_joined(lines, start, start, &first) ||
		    !read_joined(lines, start, end, &whole))
			break;
		AttributionKind found = is_clear(&whole)  ? ATTRIBUTION_CLEAR
					: is_weak(&whole) ? ATTRIBUTION_WEAK
							  : ATTRIBUTION_NONE;
		bool is_start = start == end || may_start(&first, &last);
		/* A name first and the date on the next line: also how people write. */
		if (!is_start && may_start_by_name(&first, &whole)) {
			is_start = true;
			found = MIN(found, ATTRIBUTION_WEAK);
		}
		if (is_start && found != ATTRIBUTION_NONE && found >= kind) {
			kind = found;
			*out_start = start;
			*out_claim = whole;
		}
		bool is_first = first.has_early_date && first.is_start &&
				kind != ATTRIBUTION_NONE;
		if (start == 0 || is_first || !may_go_on(&lines[start - 1]))
			break;
	}
	return kind;
}

typedef enum {
	GLUE_NONE,
	GLUE_WORD,     /* a word that stands before a date, amid a line */
	GLUE_TIGHT,    /* the same, and no space after the end of a sentence */
	GLUE_SENTENCE, /* that, or a date, after the end of a sentence */
} Glue;

static bool is_capital(const char *at)
{
	gunichar first = g_utf8_get_char_validated(at, -1);
	return (int)first >= 0 && g_unichar_isupper(first);
}

/* "agree." and its kin look like the short name of a weekday. */
static bool starts_with_vote(const char *text)
{
	QuoteLine word = {.start = text, .length = strcspn(text, " ")};
	return quote_is_bare_vote(&word);
}

/* What could begin at `at`: "3." ends no sentence. */
static Glue judge_glue(const char *text, size_t at)
{
	size_t before = at;
	while (before > 0 && text[before - 1] == ' ')
		before--;
	if (before == 0 || g_ascii_isspace(text[at]) || g_ascii_ispunct(text[at]) ||
	    (text[at] & 0xc0) == 0x80)
		return GLUE_NONE;
	unsigned char last = (unsigned char)text[before - 1];
	bool is_ordinal = last == '.' && before > 1 && g_ascii_isdigit(text[before - 2]);
	bool is_sentence = strchr(".!?", last) != NULL && !is_ordinal;
	/* "12-a de oktobro" is one word. */
	bool is_hyphen = before == at && before > 1 && g_ascii_isalnum(text[before - 2]);
	if ((quote_is_rule_byte(last) && !is_hyphen) || (is_sentence && before < at))
		return GLUE_SENTENCE;
	if (!is_capital(text + at))
		return GLUE_NONE;
	return is_sentence ? GLUE_TIGHT : before < at ? GLUE_WORD : GLUE_NONE;
}

/* A whole attribution with its moment near its start. */
static AttributionKind judge_rest(const char *rest, Glue glue, bool *out_has_lead)
{
	QuoteClaim claim;
	QuoteLine line = {.start = rest, .length = strlen(rest)};
	if (!quote_read_claim(&line, &claim) || !is_clear(&claim) || !claim.has_date ||
	    !claim.has_time || !claim.has_early_date ||
	    claim.date_word > GLUED_DATE_WORDS)
		return ATTRIBUTION_NONE;
	*out_has_lead = claim.has_lead;
	bool is_sure = claim.has_lead && claim.has_address && claim.has_verb &&
		       glue != GLUE_WORD;
	return is_sure ? ATTRIBUTION_CLEAR : ATTRIBUTION_WEAK;
}

/* What is the writer's own of the first `limit` bytes; nothing if it ends in an address,
 * as where a name stands first. */
static size_t trim_own(const char *text, size_t limit)
{
	while (limit > 0 && (text[limit - 1] == ' ' ||
			     quote_is_rule_byte((unsigned char)text[limit - 1])))
		limit--;
	size_t word = limit;
	while (word > 0 && text[word - 1] != ' ')
		word--;
	bool is_address = limit > 0 && (text[limit - 1] == '>' ||
					memchr(text + word, '@', limit - word) != NULL);
	return is_address ? 0 : limit;
}

/* Where the last "On" before a date stands, else the first date that begins a sentence;
 * 0 if there is none. */
static size_t find_glued(const char *text, size_t limit, AttributionKind *out_kind)
{
	size_t found = 0;
	AttributionKind kind = ATTRIBUTION_NONE;
	int tries = 0;
	for (size_t at = limit; at > 0 && tries < GLUED_TRIES; at--) {
		Glue glue = judge_glue(text, at);
		if (glue == GLUE_NONE ||
		    (glue != GLUE_SENTENCE && !quote_starts_with_lead(text + at)))
			continue;
		tries++;
		bool has_lead = false;
		AttributionKind rest = judge_rest(text + at, glue, &has_lead);
		if (rest == ATTRIBUTION_NONE || (glue != GLUE_SENTENCE && !has_lead) ||
		    (!has_lead && starts_with_vote(text + at)))
			continue;
		found = at;
		kind = rest;
		if (has_lead)
			break;
	}
	if (kind != ATTRIBUTION_NONE)
		*out_kind = kind;
	return trim_own(text, found);
}

static bool has_moment(const char *text)
{
	QuoteLine line = {.start = text, .length = strlen(text)};
	return quote_has_moment(&line);
}

/* The lines as one, of a long first line only its end. */
static char *join_tail(const QuoteLine *lines, size_t start, size_t end,
		       size_t *out_skipped)
{
	size_t skipped =
		lines[start].length > GLUED_BYTES ? lines[start].length - GLUED_BYTES : 0;
	const char *from = lines[start].start;
	while ((from[skipped] & 0xc0) == 0x80)
		skipped++;
	size_t length = (size_t)(lines[end].start - from) + lines[end].length - skipped;
	*out_skipped = skipped;
	return g_strdelimit(g_strndup(from + skipped, length), "\n\t", ' ');
}

/* People answer on the line where a program then goes on: "Yes. On Tue, Ann wrote:". */
static AttributionKind find_parted(const QuoteLine *lines, size_t end, size_t *out_start,
				   size_t *out_own)
{
	for (size_t start = end; end - start < ATTRIBUTION_MAX_LINES; start--) {
		size_t skipped = 0;
		AttributionKind kind = ATTRIBUTION_NONE;
		g_autofree char *text = join_tail(lines, start, end, &skipped);
		size_t limit = lines[start].length - skipped;
		size_t own = limit > 0 && has_moment(text)
				     ? find_glued(text, limit - 1, &kind)
				     : 0;
		if (own > 0) {
			*out_start = start;
			*out_own = skipped + own;
			return kind;
		}
		if (start == 0 || !may_go_on(&lines[start - 1]))
			break;
	}
	return ATTRIBUTION_NONE;
}

static QuoteLine first_word(const QuoteLine *line)
{
	QuoteLine word = {.start = line->start};
	while (word.length < line->length && !g_ascii_isspace(word.start[word.length]))
		word.length++;
	return word;
}

/* Whether nothing of somebody's own can stand before it. */
static bool is_begun(const QuoteClaim *claim, const QuoteLine *line)
{
	bool is_dated = claim->has_lead || claim->has_date || claim->has_time;
	if (!claim->has_early_date || !is_dated || claim->date_word > GLUED_DATE_WORDS)
		return false;
	QuoteLine word = first_word(line);
	return !quote_is_bare_vote(&word);
}

/* "Agree. Ann Other <ann@x> wrote:" has no date that tells where it begins. A vote that
 * nothing sets apart from a name keeps the line: "Yes, Ann Other <ann@x> wrote:". */
static size_t measure_vote(const QuoteLine *line)
{
	QuoteLine word = first_word(line);
	if (word.length == line->length || !quote_is_bare_vote(&word))
		return 0;
	bool is_apart = strchr("+-", word.start[0]) != NULL ||
			strchr(".!", word.start[word.length - 1]) != NULL;
	return is_apart ? word.length : line->length;
}

AttributionKind quote_attribution(const QuoteLine *lines, size_t end, size_t *out_start,
				  size_t *out_own)
{
	QuoteClaim claim = {0};
	size_t start = end;
	AttributionKind kind = find_whole(lines, end, &start, &claim);
	*out_start = start;
	if (kind != ATTRIBUTION_NONE && is_begun(&claim, &lines[start]))
		return kind;
	AttributionKind parted = find_parted(lines, end, out_start, out_own);
	bool is_dated = claim.has_lead && claim.has_early_date;
	if (parted == ATTRIBUTION_NONE && kind != ATTRIBUTION_NONE && !is_dated)
		*out_own = measure_vote(&lines[start]);
	return parted != ATTRIBUTION_NONE ? parted : kind;
}

bool quote_is_groupwise(const QuoteLine *line)
{
	size_t end = line->length;
	while (end > 0 && g_ascii_isspace(line->start[end - 1]))
		end--;
	if (end < 12 || end > QUOTE_CLAIM_BYTES || memcmp(line->start, ">>> ", 4) != 0 ||
	    (memcmp(line->start + end - 3, ">>>", 3) != 0 &&
	     memcmp(line->start + end - 3, "<<<", 3) != 0))
		return false;
	QuoteLine inside = {.start = line->start + 4, .length = end - 7};
	QuoteClaim claim;
	return read_joined(&inside, 0, 0, &claim) && claim.has_date;
}

/* quote_attribution.c: "On Tue, 3 Mar, Ann wrote:" in every language and form.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_attribution.h"

#include <string.h>

#include "mail/quote_claim.h"

#define ATTRIBUTION_MAX_LINES 4

static bool is_clear(const QuoteClaim *claim)
{
	bool has_moment = claim->has_time || claim->has_date;
	if (!claim->has_colon)
		return claim->has_end_verb && claim->has_address &&
		       claim->has_early_date && claim->has_time;
	if (claim->has_address && claim->has_early_date && has_moment)
		return claim->has_verb || claim->has_end_address;
	if (claim->has_address && claim->has_early_date && claim->has_end_verb)
		return true;
	if (claim->has_address && claim->has_name)
		return claim->has_end_verb || (claim->has_verb && has_moment);
	if (claim->has_address && claim->has_opening)
		return claim->has_time;
	return claim->has_early_date && claim->has_time &&
	       (claim->has_end_verb || (claim->has_verb && claim->has_date));
}

static bool is_weak(const QuoteClaim *claim)
{
	if (!claim->has_colon)
		return false;
	/* Who and exactly when, in a language we do not know. */
	if (claim->has_address && claim->has_date && claim->has_time)
		return true;
	if (claim->has_early_date && (claim->has_date || claim->has_verb))
		return claim->has_verb || claim->has_address;
	if (claim->has_name && (claim->has_end_verb || claim->has_address))
		return claim->words <= 12;
	/* "On Monday Ann wrote:", as some write it by hand. */
	if (claim->has_lead && claim->has_end_verb && claim->words <= 6)
		return true;
	return claim->has_opening && claim->has_address;
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
	if (line->length > QUOTE_CLAIM_BYTES)
		return false;
	size_t end = line->length;
	while (end > 0 && (strchr(" \t\r*", line->start[end - 1]) != NULL ||
			   direction_mark(line->start, end) > 0))
		end -= MAX(direction_mark(line->start, end), (size_t)1);
	if (end == 0)
		return false;
	if (strchr(":-", line->start[end - 1]) != NULL)
		return true;
	if (end >= 3 && memcmp(line->start + end - 3, "\xef\xbc\x9a", 3) == 0)
		return true;
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
	return first->has_early_date || ((first->has_name || first->has_opening) &&
					 first->has_address && last->words <= 2);
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
	g_autofree char *text = g_strdelimit(g_strndup(from, length), "\n", ' ');
	QuoteLine joined = {.start = text, .length = length};
	return length <= QUOTE_CLAIM_BYTES && quote_read_claim(&joined, out_claim);
}

AttributionKind quote_attribution(const QuoteLine *lines, size_t end, size_t *out_start)
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
		}
		bool is_first = first.has_early_date && first.is_start &&
				kind != ATTRIBUTION_NONE;
		if (start == 0 || is_first || !may_go_on(&lines[start - 1]))
			break;
	}
	return kind;
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

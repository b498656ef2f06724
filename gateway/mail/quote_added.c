/* quote_added.c: what people write below their signatures, and is no part of them.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_added.h"

#include <string.h>

#include "mail/quote_vote.h"

/* "[12]", with its brackets. */
#define LABEL_MAX_BYTES 5
#define NOTES_MAX	30

/* Whether a sentence stands behind "PS": not so in "PS Consulting Ltd". */
static bool goes_on(const char *rest, size_t length)
{
	if (length < 3)
		return false;
	if (strchr(":.,-", rest[0]) != NULL || memcmp(rest, " - ", 3) == 0)
		return true;
	return rest[0] == ' ' &&
	       (g_ascii_islower(rest[1]) || memcmp(rest, " I ", 3) == 0);
}

/* "PS: one thing more". */
static bool is_postscript(const QuoteLine *line)
{
	static const char *const marks[] = {"PS",     "PPS",   "PD",	"NB",	"P.S.",
					    "P.P.S.", "P. S.", "P.-S.", "P.D.", "N.B."};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t length = strlen(marks[i]);
		if (line->length <= length ||
		    g_ascii_strncasecmp(line->start, marks[i], length) != 0)
			continue;
		bool is_short = marks[i][length - 1] == '.';
		if (is_short || goes_on(line->start + length, line->length - length))
			return true;
	}
	return false;
}

/* The length of "[1]" at the start of a line; 0 if there is none. */
static size_t measure_label(const QuoteLine *line)
{
	size_t end = 1;
	if (line->length < 4 || line->start[0] != '[')
		return 0;
	while (end < line->length && end < LABEL_MAX_BYTES &&
	       g_ascii_isalnum(line->start[end]))
		end++;
	return end > 1 && end < line->length && line->start[end] == ']' ? end + 1 : 0;
}

/* Does the new text above line `end` refer to such a note? Then it is part of that,
 * whoever wrote it. */
static bool is_cited(const QuoteLine *lines, size_t end, const QuoteLine *note)
{
	size_t length = measure_label(note);
	for (size_t i = 0; i < end && length > 0; i++)
		if (quote_line_is_free(&lines[i]) &&
		    memmem(lines[i].start, lines[i].length, note->start, length) != NULL)
			return true;
	return false;
}

void quote_mark_signature(QuoteLine *lines, size_t from, size_t to)
{
	bool is_added = false;
	int notes = 0;
	for (size_t i = from; i < to; i++) {
		const QuoteLine *line = &lines[i];
		bool is_start = i > from && lines[i - 1].is_blank;
		is_added = (is_added && !line->is_blank) ||
			   (is_start && !line->is_blank && is_postscript(line));
		bool is_note = measure_label(line) > 0 && notes++ < NOTES_MAX &&
			       is_cited(lines, from, line);
		if (quote_line_is_free(line) && !is_added && !is_note &&
		    !quote_is_bare_vote(line))
			lines[i].part = PART_SIGNATURE;
	}
}
